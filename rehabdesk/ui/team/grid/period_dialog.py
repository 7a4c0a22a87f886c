"""Several months added up by member, over the sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.month_grid.periods import PeriodRow, read_period
from rehabdesk.services.month_grid.sheet import MonthSheet
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

WIDTH, HEIGHT = 1080, 552
Period = tuple[Month, Month]
_column = Column[PeriodRow]


def _count(title: str, amount: Callable[[PeriodRow], int], width: int = 78) -> Column[PeriodRow]:
    return _column(
        title,
        lambda row: str(amount(row) or "–"),
        amount,
        width=width,
        align="right",
        paper=lambda row: str(amount(row)),
    )


COLUMNS = (
    _column("Đội viên", lambda row: row.name, width=150, is_subject=True, is_stretched=True),
    _column("Vai trò", lambda row: row.role, width=96),
    _column("Thôn", lambda row: row.hamlet, width=120),
    _count("Số tháng", lambda row: row.months),
    _count("Có mặt", lambda row: row.sessions, 70),
    _count("Tập huấn", lambda row: row.trainings),
    _count("Thăm người", lambda row: row.visits, 88),
    _count("Tuyên truyền", lambda row: row.talks, 98),
    _count("Tuần tra", lambda row: row.patrols),
    _count("Tin báo", lambda row: row.tips, 70),
    _count("Số giờ", lambda row: row.hours, 66),
)


def periods_around(month: Month) -> list[tuple[Period, str]]:
    """Offer the month, its quarter, its half, its year and the year before."""
    quarter, half = (month.month - 1) // 3, (month.month - 1) // 6
    year = month.year
    words = "đầu" if half == 0 else "cuối"
    return [
        (_months(year, 1, 12), f"Năm {year}"),
        (_months(year, 6 * half + 1, 6), f"Sáu tháng {words} năm {year}"),
        (_months(year, 3 * quarter + 1, 3), f"Quý {quarter + 1}/{year}"),
        ((month, month), f"Tháng {month.words}"),
        (_months(year - 1, 1, 12), f"Năm {year - 1}"),
    ]


def _months(year: int, first: int, count: int) -> Period:
    begin = Month(year, first)
    return begin, begin.on(count - 1)


def _id(row: PeriodRow) -> int:
    return row.volunteer_id


class PeriodDialog(QDialog):
    """Who did how much in a quarter, half or year; goes to paper and Excel like every list."""

    def __init__(self, desk: Desk, habits: QSettings, sheet: MonthSheet, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheet = sheet
        self.setWindowTitle("Cộng nhiều tháng theo đội viên")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(Style.current.length(WIDTH), Style.current.length(HEIGHT))
        self.period = ComboField(periods_around(sheet.month))
        self.period.setAccessibleName("Kỳ")
        self.message = MessageFrame()
        self.table = ListTable(Rows(COLUMNS, self, identity=_id), "team_period", habits)
        self.table.set_empty("Kỳ này chưa có ai tham gia Đội.")
        self.table.told = Told("Hoạt động của đội viên", self.period.currentText)
        self.table.setAccessibleName("Hoạt động của đội viên")
        self.sums = QLabel()
        self.sums.setProperty("role", "title")
        self._lay_out()
        self.period.chosen.connect(lambda _: self._read())
        self._read()
        self.table.setFocus()

    def _lay_out(self) -> None:
        label = QLabel("&Kỳ")
        label.setBuddy(self.period)
        label.setProperty("role", "secondary")
        head = QHBoxLayout()
        head.setSpacing(8)
        for part in (label, self.period):
            head.addWidget(part)
        head.addStretch(1)
        body = QVBoxLayout()
        body.setContentsMargins(16, 14, 16, 12)
        body.setSpacing(8)
        body.addLayout(head)
        body.addWidget(self.message)
        body.addWidget(self.table, 1)
        body.addWidget(self.sums)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(self._footer())

    def _footer(self) -> QFrame:
        footer = QFrame()
        footer.setObjectName("footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(16, 10, 16, 10)
        row.addStretch(1)
        self.close_button = KeyButton("Đóng", "Esc", is_bound=False)
        self.export_button = KeyButton("&Xuất Excel", "Ctrl+E", is_bound=False)
        self.print_button = KeyButton("&In", "Ctrl+P", "print", "primary", is_bound=False)
        self.close_button.clicked.connect(self.reject)
        self.export_button.clicked.connect(partial(self.table.leave, Way.EXPORT))
        self.print_button.clicked.connect(partial(self.table.leave, Way.PRINT))
        for button in (self.close_button, self.export_button, self.print_button):
            row.addWidget(button)
        return footer

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def _read(self) -> None:
        if self.period.value is not None:
            first, last = self.period.value
            look = partial(read_period, team_id=self._sheet.team_id, first=first, last=last)
            self._desk.look(self, look, self._show, "period")

    def _show(self, rows: tuple[PeriodRow, ...]) -> None:
        self.message.hush()
        self.table.show_rows(rows)
        hours, sessions = sum(row.hours for row in rows), sum(row.sessions for row in rows)
        trained = sum(row.trainings for row in rows)
        self.sums.setText(
            f"{len(rows)} người · {sessions} lượt có mặt · {trained} lượt tập huấn · {hours} giờ"
        )
