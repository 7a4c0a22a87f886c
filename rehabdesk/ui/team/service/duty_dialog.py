"""Lịch trực: everybody's turn by week, put right here and printed (F66)."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from rehabdesk.services.exports import PrintedList
from rehabdesk.services.team_papers.duty import (
    WEEKDAYS,
    DutyDay,
    PrintDuty,
    monday_after,
    print_duty,
    propose_duty,
)
from rehabdesk.services.teams.looks import TeamRow
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.inputs.sheet import SheetInput
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.style import Style

DAY_WIDTH, SHEET_HEIGHT = 128, 270
HEADS = ("Ngày", "Người trực", "Ghi chú")
WORKDAYS = range(5)
SHORT = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


class DutyDialog(FormDialog):
    """The proposal changes with what is chosen above it; then any cell may be changed by hand."""

    def __init__(
        self, desk: Desk, habits: QSettings, team: TeamRow, today: date, page: QWidget
    ) -> None:
        super().__init__("Lịch trực", "&In lịch trực", page, WIDTHS[2])
        self._desk, self._habits, self._team, self._page = desk, habits, team, page
        self._today = today
        self._days: list[DutyDay] = []
        self.from_on = DateField(today, monday_after(today), needs_day=True)
        self.from_on.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.weeks = ComboField([(each, f"{each} tuần") for each in range(1, 5)])
        self.a_day = ComboField([(each, f"{each} người") for each in range(1, 5)])
        self.a_day.value = 2
        self.weekdays = [QCheckBox(each) for each in SHORT]
        for at, box in enumerate(self.weekdays):
            box.setChecked(at in WORKDAYS)
            box.setAccessibleName(WEEKDAYS[at])
        self.sheet = SheetInput("Lịch trực", HEADS, [], {0: 160, 2: 130})
        self.sheet.setFixedHeight(Style.current.length(SHEET_HEIGHT))
        self._lay_out()
        self._listen()
        self.propose()

    def _lay_out(self) -> None:
        boxes = QWidget()
        row = QHBoxLayout(boxes)
        row.setContentsMargins(0, 0, 0, 0)
        for box in self.weekdays:
            row.addWidget(box)
        row.addStretch(1)
        self.add_row(
            Entry("from_on", "&Từ ngày", self.from_on, stretch=0),
            Entry("weeks", "Trong &mấy tuần", self.weeks, stretch=0),
            Entry("a_day", "Mỗi n&gày", self.a_day, stretch=0),
            Entry("weekdays", "Các ngày trực", boxes),
        )
        self.add(
            "rows", "&Lịch", self.sheet, "Sửa thẳng vào ô; đổi chọn ở trên thì xếp lại từ đầu."
        )

    def _listen(self) -> None:
        self.from_on.editingFinished.connect(self.propose)
        for combo in (self.weeks, self.a_day):
            combo.activated.connect(lambda _: self.propose())
        for box in self.weekdays:
            box.toggled.connect(lambda _: self.propose())

    def propose(self) -> None:
        if (from_on := self.from_on.day) is None:
            return
        look = partial(
            propose_duty,
            team_id=self._team.id,
            from_on=from_on,
            weeks=self.weeks.value or 1,
            a_day=self.a_day.value or 1,
            weekdays=[at for at, box in enumerate(self.weekdays) if box.isChecked()],
        )
        self._desk.look(self, look, self._show, "duty")

    def submit(self) -> None:
        rows = tuple((day, names, note) for day, names, note in self.sheet.rows)
        days = [each.day for each in self._days] or [self._today]
        order = PrintDuty(self._team.id, days[0], days[-1], rows)
        self._desk.do(self, partial(print_duty, order=order), self._open_paper)

    def _show(self, days: list[DutyDay]) -> None:
        self._days = days
        self.sheet.show_rows([[each.words, each.names, each.note] for each in days])

    def _open_paper(self, made: PrintedList) -> None:
        self.accept()
        PaperDialog(self._desk, self._habits, made.name, made.content, self._page).open()
