"""Số liệu nhận từ Công an, y tế, ngân hàng: every figure others give, and which is missing yet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QCheckBox, QWidget

from rehabdesk.domain.reports.periods import Window
from rehabdesk.services.reports.typed_figures import TypedRow, Wanted, list_wanted
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.reports.typed.dialog import habits_of, open_typed

SHOWN_ROWS = 12
EVERYBODY = ""
MISSING = "chưa có"


def open_received(
    desk: Desk, page: QWidget, window: Window, habits: QSettings | None = None
) -> None:
    """List what others gave for a window, and what they have not given yet."""

    def show(found: tuple[Wanted, ...]) -> None:
        ReceivedDialog(desk, page, habits or habits_of(page), found, window).open()

    desk.look(page, partial(list_wanted, window=window), show, name="typed")


class ReceivedDialog(FormDialog):
    """Enter opens the form of a figure; the list comes back when that is done."""

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        habits: QSettings,
        found: tuple[Wanted, ...],
        window: Window,
    ) -> None:
        title = "Số liệu nhận từ Công an, y tế, ngân hàng"
        super().__init__(title, "&Nhập số…", page, WIDTHS[3], quiet_text="Đóng")
        self._desk, self._page, self._habits = desk, page, habits
        self._found, self._window = found, window
        givers = dict.fromkeys(each.indicator.giver for each in found if each.indicator.giver)
        self.giver = ComboField(
            [(EVERYBODY, "Mọi nơi cung cấp"), *((each, each) for each in givers)], is_filter=True
        )
        self.giver.fit_choices()
        self.only_missing = QCheckBox("Chỉ số c&hưa có")
        self.table = ListTable(Rows(_columns(window), self), "reports.received", habits)
        self.table.setAccessibleName(title)
        self.table.set_empty("Không còn số nào như vậy.")
        self.table.told = Told(title, lambda: window.words, names_persons=False)
        style = Style.current
        self.table.setFixedHeight(style.size("header") + SHOWN_ROWS * style.size("row") + 2)
        self.add_row(
            Entry("giver", "Nơi cung &cấp", self.giver, stretch=0),
            Entry("missing", f"Kỳ {window.dashed}", self.only_missing),
        )
        self.body.addWidget(self.table)
        self.giver.activated.connect(lambda _: self.show_wanted())
        self.only_missing.toggled.connect(lambda _: self.show_wanted())
        self.table.opened.connect(lambda _: self.submit())
        self.show_wanted()

    def show_wanted(self) -> None:
        """Show the figures of the giver chosen, and how many of all are there."""
        giver, is_missing = self.giver.value, self.only_missing.isChecked()
        rows = [
            each
            for each in self._found
            if giver in {EVERYBODY, each.indicator.giver}
            and not (is_missing and current_of(each, self._window))
        ]
        self.table.show_rows(rows)
        there = sum(current_of(each, self._window) is not None for each in self._found)
        self.set_fact(f"{there}/{len(self._found)} chỉ tiêu đã có số của kỳ này")

    def submit(self) -> None:
        row = self.table.current
        if row is None:
            return
        desk, page, window, habits = self._desk, self._page, self._window, self._habits
        self.accept()
        back = partial(open_received, desk, page, window, habits)
        open_typed(desk, page, row.indicator.code, window, habits, back)


def current_of(wanted: Wanted, window: Window) -> TypedRow | None:
    """Return the figure given last that lies in the window as a whole."""
    return next((each for each in wanted.rows if each.told.lies_in(window)), None)


def _columns(window: Window) -> tuple[Column[Wanted], ...]:
    def told(wanted: Wanted) -> TypedRow | None:
        return current_of(wanted, window)

    def number(wanted: Wanted) -> str:
        row = told(wanted)
        return row.told.value.words if row is not None else MISSING

    def tint(wanted: Wanted) -> str | None:
        return None if told(wanted) is not None else "text.tertiary"

    def giver(wanted: Wanted) -> str:
        row = told(wanted)
        return row.told.giver if row is not None else wanted.indicator.giver

    def source(wanted: Wanted) -> str:
        row = told(wanted)
        return row.told.source if row is not None else ""

    def day(wanted: Wanted) -> str:
        row = told(wanted)
        return row.told.days if row is not None else ""

    return (
        Column("Mã", lambda row: row.indicator.code, width=64),
        Column(
            "Chỉ tiêu",
            lambda row: row.indicator.name,
            width=300,
            is_subject=True,
            is_stretched=True,
        ),
        Column("Đơn vị", lambda row: row.indicator.unit, width=84),
        Column("Số", number, width=110, align="right", tint=tint),
        Column("Của ngày, kỳ", day, width=150, is_hidden=True),
        Column("Nơi cung cấp", giver, width=140),
        Column("Văn bản", source, width=160),
    )
