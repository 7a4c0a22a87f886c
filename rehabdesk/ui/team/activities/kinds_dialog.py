"""Loại hoạt động: names, units, figures and order as the office wants them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rehabdesk.domain.teamwork.codes import TeamTask
from rehabdesk.domain.teamwork.kinds import Delivered, Kind
from rehabdesk.services.activities.kinds import (
    KeepKind,
    as_kept,
    delivered_kinds,
    keep_kind,
    order_kinds,
    read_kinds,
)
from rehabdesk.services.office import Work
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

SHOWN_ROWS, AT_ONCE = 11, 3
UNIT_WIDTH = 90
COLUMNS = (
    Column[Kind](
        "Loại",
        lambda kind: kind.name,
        width=250,
        is_subject=True,
        is_stretched=True,
        tint=lambda kind: None if kind.is_active else "text.tertiary",
    ),
    Column[Kind]("Tên ngắn", lambda kind: kind.short_name, width=110),
    Column[Kind]("Một lần là", lambda kind: kind.unit, width=80),
    Column[Kind]("Số liệu", lambda kind: ", ".join(each.name for each in kind.measures), width=240),
    Column[Kind]("Dùng", lambda kind: "có" if kind.is_active else "cất", width=56),
)


class KindForm(FormDialog):
    """One kind: a delivered one as the office names it, or one of its own."""

    kept = Signal(object)  # Kind

    def __init__(
        self, desk: Desk, delivered: Delivered, kind: Kind | None, parent: QWidget
    ) -> None:
        title = "Sửa loại hoạt động" if kind else "Thêm loại hoạt động"
        super().__init__(title, "&Lưu", parent, WIDTHS[1])
        self._desk = desk
        self._kind = kind
        self.name = TextField(kind.name if kind else "")
        self.short_name = TextField(kind.short_name if kind else "", "đầu cột Bảng tháng")
        self.unit = TextField(kind.unit if kind else "buổi")
        self.task = ComboField[TeamTask | None](
            [
                (None, "Không thuộc riêng nhiệm vụ nào"),
                *((each, f"{each.value}) {each.label}") for each in TeamTask),
            ]
        )
        self.task.value = kind.task if kind else None
        self.measures = {each.code: QCheckBox(each.name) for each in delivered.measures}
        for code, tick in self.measures.items():
            tick.setChecked(code in kind.by_code if kind else code == "occasions")
        self.in_grid = QCheckBox("Đánh dấu đội viên có mặt trong &Bảng tháng")
        self.in_grid.setChecked(kind.has_attendance if kind else True)
        self.active = QCheckBox("Đang &dùng")
        self.active.setChecked(kind.is_active if kind else True)
        self._lay_out()

    def _lay_out(self) -> None:
        self.unit.setFixedWidth(Style.current.length(UNIT_WIDTH))
        self.add("name", "&Tên", self.name)
        self.add_row(
            Entry("short_name", "Tên &ngắn", self.short_name),
            Entry("unit", "&Một lần là", self.unit, stretch=0),
            Entry("task", "Nhiệm &vụ của đội", self.task),
        )
        ticks = QWidget()
        grid = QGridLayout(ticks)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, tick in enumerate(self.measures.values()):
            grid.addWidget(tick, *divmod(place, AT_ONCE))
        self.add("measures", "Số liệu phải ghi", ticks)
        self.form.add_widget(self.in_grid)
        self.form.add_widget(self.active)

    def submit(self) -> None:
        kind = self._kind
        had = [each.code for each in kind.measures] if kind else []
        order = [*had, *(code for code in self.measures if code not in had)]
        chosen = tuple(
            code for code in order if code not in self.measures or self.measures[code].isChecked()
        )
        keeping = KeepKind(
            kind.code if kind else "",
            self.name.value,
            self.short_name.value,
            self.unit.value,
            chosen,
            self.task.value,
            self.in_grid.isChecked(),
            self.active.isChecked(),
            version=kind.version if kind else 0,
        )
        read = as_kept(kind) if kind else keeping
        settled(self._desk, self, Edit(read, keeping, keeping.version, _keeping), self._tell)

    def _tell(self, kind: Kind) -> None:
        self.accept()
        self.kept.emit(kind)


def _keeping(order: KeepKind, version: int) -> Callable[[Work], Kind]:
    return partial(keep_kind, order=replace(order, version=version))


class KindsDialog(FormDialog):
    """The kinds in their order; what is put away stays in old activities."""

    def __init__(self, desk: Desk, habits: QSettings, parent: QWidget) -> None:
        super().__init__("Loại hoạt động", "Đóng", parent, WIDTHS[3])
        self._desk = desk
        self._delivered: Delivered | None = None
        self._awaited = ""
        self.quiet_button.hide()
        rows = Rows(COLUMNS, self, identity=lambda kind: kind.code)
        self.table = ListTable(rows, "settings.activity_kinds", habits)
        self.table.setAccessibleName("Loại hoạt động")
        self.table.setSortingEnabled(False)
        style = Style.current
        self.table.setFixedHeight(style.size("header") + SHOWN_ROWS * style.size("row") + 2)
        self.add_button = KeyButton("&Thêm loại…", "Ctrl+N", "add")
        self.edit_button = KeyButton("&Sửa…", "F2")
        self.up_button = KeyButton("&Lên", "Alt+Up")
        self.down_button = KeyButton("&Xuống", "Alt+Down")
        side = QVBoxLayout()
        for button in (self.add_button, self.edit_button, self.up_button, self.down_button):
            side.addWidget(button)
        side.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.table, 1)
        line.addLayout(side)
        self.body.addLayout(line)
        self.add_button.clicked.connect(partial(self._edit, None))
        self.edit_button.clicked.connect(self._edit_current)
        self.table.opened.connect(self._edit_current)
        self.up_button.clicked.connect(partial(self._move, -1))
        self.down_button.clicked.connect(partial(self._move, 1))
        self.refresh()

    def refresh(self) -> None:
        def both(work: Work) -> tuple[Delivered, tuple[Kind, ...]]:
            return delivered_kinds(work), read_kinds(work, all_kinds=True)

        self._desk.look(self, both, self._show, "kinds")

    def submit(self) -> None:
        self.accept()

    def _show(self, found: tuple[Delivered, tuple[Kind, ...]]) -> None:
        self._delivered, kinds = found
        self.table.show_rows(kinds)
        if self._awaited:
            self.table.choose(self._awaited)
            self._awaited = ""
        self.table.setFocus()

    def _edit_current(self, _: object = None) -> None:
        if self.table.current is not None:
            self._edit(self.table.current)

    def _edit(self, kind: Kind | None) -> None:
        if self._delivered is None:
            return
        form = KindForm(self._desk, self._delivered, kind, self)
        form.kept.connect(self._note_kept)
        form.open()

    def _note_kept(self, kind: Kind) -> None:
        self._awaited = kind.code
        self.message.say("ok", f"Đã lưu loại “{kind.name}”.")
        self.refresh()

    def _move(self, way: int) -> None:
        row = self.table.current
        if row is None:
            return
        codes = [kind.code for kind in self.table.rows.all]
        place = codes.index(row.code)
        to = place + way
        if not 0 <= to < len(codes):
            return
        codes[place], codes[to] = codes[to], codes[place]
        self._awaited = row.code
        act = partial(order_kinds, codes=tuple(codes))
        self._desk.do(self, act, lambda _: self.refresh())
