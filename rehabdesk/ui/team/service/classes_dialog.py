"""Lớp tập huấn: the classes of a year, and who of the team was there (S13)."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.services.teams.looks import TeamRow
from rehabdesk.services.teams.service import TrainingClass, list_classes
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

SHOWN_ROWS = 9
EMPTY = "Năm này chưa ghi lớp tập huấn nào. Ghi ở “Buổi họp, hoạt động”, loại Tập huấn."
COLUMNS = (
    Column[TrainingClass]("Ngày", lambda row: f"{row.on:%d/%m/%Y}", lambda row: row.on, width=96),
    Column[TrainingClass]("Nội dung", lambda row: row.topic, width=240, is_subject=True),
    Column[TrainingClass]("Đơn vị mở lớp", lambda row: row.organiser, width=150),
    Column[TrainingClass](
        "Số người",
        lambda row: str(len(row.attended)),
        lambda row: len(row.attended),
        width=80,
        align="right",
    ),
    Column[TrainingClass](
        "Người dự", lambda row: ", ".join(row.attended), width=240, is_stretched=True
    ),
)


class ClassesDialog(FormDialog):
    record_wanted = Signal()

    def __init__(
        self, desk: Desk, habits: QSettings, team: TeamRow, today: date, page: QWidget
    ) -> None:
        super().__init__("Lớp tập huấn", "&Ghi lớp tập huấn…", page, WIDTHS[3], quiet_text="Đóng")
        self._desk, self._team = desk, team
        years = range(today.year, min(team.from_on.year, today.year) - 1, -1)
        self.year = ComboField([(each, str(each)) for each in years])
        self.rows = Rows(COLUMNS, self)
        self.table = ListTable(self.rows, "team.classes", habits)
        self.table.setAccessibleName("Lớp tập huấn")
        self.table.set_empty(EMPTY)
        style = Style.current
        self.table.setFixedHeight(style.size("header") + SHOWN_ROWS * style.size("row") + 2)
        self.add_row(Entry("year", "&Năm", self.year, stretch=0))
        self.form.add_widget(self.table)
        self.year.activated.connect(lambda _: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        look = partial(list_classes, team_id=self._team.id, year=self.year.value or 0)
        self._desk.look(self, look, self._show, "classes")

    def submit(self) -> None:
        self.accept()
        self.record_wanted.emit()

    def _show(self, rows: list[TrainingClass]) -> None:
        self.table.show_rows(rows)
        people = sum(len(row.attended) for row in rows)
        self.set_fact(f"{len(rows)} lớp, {people} lượt người" if rows else "")
