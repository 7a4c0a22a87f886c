"""The pairs of files of the whole office that may be of one person, and why."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.services.merging.duplicates import (
    LIKELY,
    Duplicates,
    PairRow,
    PairSide,
    list_duplicates,
)
from rehabdesk.services.merging.merge import mark_distinct, unmark_distinct
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.shell.head import PageHead, filter_bar, page_layout
from rehabdesk.ui.visits import OpenDuplicates, OpenMerge, OpenPerson

NONE_FOUND = "Không có hai hồ sơ nào giống nhau đến mức cần xem."
LEVELS = ((LIKELY, f"Giống từ {LIKELY}%"), (85, "Giống từ 85%"), (95, "Giống từ 95%"))


def _born(side: PairSide) -> str:
    return " · ".join(part for part in (side.birth, side.hamlet) if part)


COLUMNS = (
    Column[PairRow]("Hồ sơ mở trước", lambda row: row.one.full_name, width=150, is_subject=True),
    Column[PairRow]("Số hồ sơ", lambda row: row.one.case_code, width=74),
    Column[PairRow]("Ngày sinh, thôn", lambda row: _born(row.one), width=170),
    Column[PairRow]("Hồ sơ mở sau", lambda row: row.other.full_name, width=150),
    Column[PairRow]("Số hồ sơ", lambda row: row.other.case_code, width=74),
    Column[PairRow]("Ngày sinh, thôn", lambda row: _born(row.other), width=170),
    Column[PairRow]("Giống ở", lambda row: row.reasons, width=240, is_stretched=True),
    Column[PairRow](
        "Mức giống",
        lambda row: row.likeness,
        lambda row: (row.is_certain, row.per_cent),
        width=90,
        align="right",
        strong=lambda row: row.is_certain,
    ),
)


class DuplicatesScreen(QWidget):
    """Enter lays the two files of a pair side by side; Delete says that they are two persons."""

    wanted = Signal(object)
    back_wanted = Signal()
    WATCHES = frozenset({"person", "identity_paper", "person_distinct", "person_merge", "relative"})

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._found: Duplicates | None = None
        self.apart_button = KeyButton("&Không phải một người", "Delete", is_bound=False)
        self.merge_button = KeyButton("&Xem và gộp", "Enter", "copy", "primary", is_bound=False)
        buttons = (self.apart_button, self.merge_button)
        self.head = PageHead("Hồ sơ nghi trùng", buttons=buttons, has_back=True)
        self.level = ComboField(LEVELS)
        self.level.value = LIKELY
        self.level.setAccessibleName("Mức giống")
        self.table = ListTable(
            Rows(COLUMNS, self, identity=lambda row: row.key), "duplicates", habits
        )
        self.table.setAccessibleName("Hồ sơ nghi trùng")
        self.table.set_empty(NONE_FOUND)
        layout = page_layout(self, self.head)
        layout.addLayout(filter_bar(self.level))
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.head.back_wanted.connect(self.back_wanted)
        self.level.chosen.connect(self.refresh)
        self.table.opened.connect(self._lay_side_by_side)
        self.table.moved_to.connect(self._note_row)
        self.table.menu_wanted.connect(self._open_menu)
        self.merge_button.clicked.connect(self._merge_current)
        self.apart_button.clicked.connect(self._tell_apart)
        desk.changed.connect(self._refresh_if_touched)
        self._note_row(None)

    def visit(self, visit: object) -> None:
        if isinstance(visit, OpenDuplicates):
            self.refresh()
            self.table.setFocus()

    def refresh(self) -> None:
        look = partial(list_duplicates, least=self.level.value or LIKELY)
        self._desk.look(self, look, self._show, "pairs")

    def _show(self, found: Duplicates) -> None:
        self._found = found
        self.table.show_rows(found.pairs)
        line = f"{found.count} cặp"
        if found.count > len(found.pairs):
            line += f", đang hiện {len(found.pairs)} cặp giống nhất"
        if found.told_apart:
            line += f" · {found.told_apart} cặp đã ghi không phải một người"
        self.head.set_line(line)
        self._note_row(self.table.current)

    def _note_row(self, row: PairRow | None) -> None:
        office = self._desk.office
        may = office is not None and office.actor.may(Right.KEEP_FILES)
        for button in (self.merge_button, self.apart_button):
            button.setEnabled(row is not None and may)

    def _lay_side_by_side(self, row: PairRow) -> None:
        if self.merge_button.isEnabled():
            self.wanted.emit(OpenMerge(row.one.id, row.other.id))
        else:
            self.wanted.emit(OpenPerson(row.one.id))

    def _merge_current(self) -> None:
        if (row := self.table.current) is not None:
            self._lay_side_by_side(row)

    def _tell_apart(self) -> None:
        row = self.table.current
        if row is not None and self.apart_button.isEnabled():
            act = partial(mark_distinct, one_id=row.one.id, other_id=row.other.id)
            self._desk.do(self, act, partial(self._say_apart, row))

    def _say_apart(self, row: PairRow, _: object) -> None:
        words = f"Đã ghi {row.one.case_code} và {row.other.case_code} không phải một người"
        undo = partial(unmark_distinct, one_id=row.one.id, other_id=row.other.id)
        back = partial(self._desk.do, self, undo, lambda _: self._desk.say("Đã bỏ ghi chú ấy"))
        self._desk.say(words, UNDO, back)
        self.table.setFocus()

    def _open_menu(self, row: PairRow, place: QPoint) -> None:
        may = self.merge_button.isEnabled()
        lines: list[Line] = [
            ("Xem và gộp\tEnter", partial(self._lay_side_by_side, row), may),
            ("Không phải một người\tDelete", self._tell_apart, may),
            (f"Mở hồ sơ {row.one.case_code}", partial(self._open_file, row.one), True),
            (f"Mở hồ sơ {row.other.case_code}", partial(self._open_file, row.other), True),
        ]
        open_menu(self, lines, place)

    def _open_file(self, side: PairSide) -> None:
        self.wanted.emit(OpenPerson(side.id))

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES and self._found is not None:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask anew at every coming, also by menu or search, which bring no visit."""
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._tell_apart()
        else:
            super().keyPressEvent(event)
