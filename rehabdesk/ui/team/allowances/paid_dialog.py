"""What was paid between two days, by list and role, for reports."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.domain.teamwork.amount_words import amount_in_words
from rehabdesk.domain.teamwork.codes import AllowanceKind
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.domain.wording import thousands
from rehabdesk.services.allowances.sums import PaidSum, paid_between
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import DateField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.table import ListTable

LIST_HEIGHT = 220
NOTHING = "Chưa chi khoản nào trong khoảng ngày này."
LISTS = {
    AllowanceKind.TEAM: "Đội tình nguyện",
    AllowanceKind.HELPERS: "Người được phân công",
}
_column = Column[PaidSum]
COLUMNS = (
    _column("Danh sách", lambda row: LISTS[row.kind], width=180, is_subject=True),
    _column("Vai trò", lambda row: row.role, width=170, is_stretched=True),
    _column("Số người", lambda row: str(row.persons), lambda row: row.persons, 80, align="right"),
    _column("Số suất", lambda row: str(row.months), lambda row: row.months, 80, align="right"),
    _column(
        "Số tiền", lambda row: thousands(row.amount), lambda row: row.amount, 120, align="right"
    ),
)


class PaidDialog(FormDialog):
    """Ctrl+Enter counts for the days typed; the sum stands below in figures and words."""

    def __init__(self, desk: Desk, habits: QSettings, month: Month, parent: QWidget) -> None:
        super().__init__("Đã chi theo khoảng ngày", "&Tính", parent, WIDTHS[2], quiet_text="Đóng")
        self._desk = desk
        first, last = Month(month.year, 1).first, Month(month.year, 12).last
        self.from_on = DateField(first, first, needs_day=True)
        self.until_on = DateField(last, last, needs_day=True)
        self.table = ListTable(Rows(COLUMNS, self, identity=_name), "team.allowances.paid", habits)
        self.table.setAccessibleName("Đã chi")
        self.table.setFixedHeight(LIST_HEIGHT)
        self.table.set_empty(NOTHING)
        self.table.told = Told("Chế độ đã chi", self._days, names_persons=False)
        self.total = QLabel()
        self.total.setWordWrap(True)
        self.add_row(
            Entry("from_on", "C&hi từ ngày", self.from_on),
            Entry("until_on", "Đến n&gày", self.until_on),
        )
        self.body.addWidget(self.table)
        self.body.addWidget(self.total)
        self.submit()

    def submit(self) -> None:
        from_on, until_on = self.from_on.day, self.until_on.day
        if from_on is not None and until_on is not None:
            look = partial(paid_between, from_on=from_on, until_on=until_on)
            self._desk.look(self, look, self._show, "paid")

    def _show(self, sums: tuple[PaidSum, ...]) -> None:
        self.table.show_rows(sums)
        total = sum(each.amount for each in sums)
        words = f" ({amount_in_words(total)})" if total else ""
        self.total.setText(f"Tổng cộng: {thousands(total)} đồng{words}")
        self.make_room()

    def _days(self) -> str:
        return f"chi từ {self.from_on.text()} đến {self.until_on.text()}"


def _name(row: PaidSum) -> str:
    return f"{row.kind.value}:{row.role}"
