"""Chuyển biến sau một năm: who counts, by which reason, who not and why; the criterion with it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rehabdesk.services.supports.outcomes import Need, OutcomeRow, Outcomes, outcomes
from rehabdesk.services.supports.sums import Window
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField, DateField
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.shell.head import filter_bar
from rehabdesk.ui.supports.columns import day
from rehabdesk.ui.visits import OpenPerson

EMPTY = "Không có ai có đợt theo dõi trong những ngày này. Chọn ngày khác."
COUNTED, NOT_COUNTED = "Có", "Chưa"
DAY_WIDTH = 134
_column = Column[OutcomeRow]
COLUMNS = (
    _column("Họ và tên", lambda row: row.name, width=160, is_subject=True),
    _column("Năm sinh", lambda row: str(row.birth_year or ""), width=70),
    _column("Thôn", lambda row: row.hamlet, width=116),
    _column(
        "Hoàn thành cai",
        lambda row: day(row.completed_on),
        lambda row: row.completed_on or date.min,
        width=108,
    ),
    _column(
        "Chuyển biến",
        lambda row: COUNTED if row.is_counted else NOT_COUNTED,
        lambda row: not row.is_counted,
        width=96,
        sign=lambda row: Sign("checkmark_circle", "ok") if row.is_counted else Sign("circle"),
    ),
    _column("Vì", lambda row: row.reasons, width=300),
    _column("Chưa đạt", lambda row: row.why_not, width=300, is_stretched=True),
)


class OutcomesPane(QWidget):
    """The window is any stretch of days; the criterion is read, never chosen by heart."""

    wanted = Signal(object)
    shown = Signal(int)  # how many count

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        office = desk.office
        today = office.clock().date() if office is not None else date.min
        self.first = DateField(today, date(today.year, 1, 1), needs_day=True)
        self.last = DateField(today, today, needs_day=True)
        self.need = ComboField([(each, each.label) for each in Need], is_filter=True)
        self.figure = QLabel()
        self.figure.setProperty("role", "title")
        self.criterion = QLabel()
        self.criterion.setProperty("role", "secondary")
        self.criterion.setWordWrap(True)
        self.table: ListTable[OutcomeRow] = ListTable(
            Rows(COLUMNS, self), "supports.outcomes", habits
        )
        self.table.setAccessibleName("Chuyển biến sau một năm")
        self.table.told = Told(
            "Người có chuyển biến tích cực", self._words, lambda row: row.person_id
        )
        self.table.set_empty(EMPTY)
        self._lay_out()
        self.table.opened.connect(self._open)
        self.need.chosen.connect(self.refresh)
        for field in (self.first, self.last):
            field.editingFinished.connect(self.refresh)
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        since, until = QLabel("Từ"), QLabel("đến")
        names = {self.first: "Từ ngày", self.last: "Đến ngày", self.need: "Tiêu chí"}
        for field, name in names.items():
            field.setAccessibleName(name)
        for field in (self.first, self.last):
            field.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.need.fit_choices()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        bar = filter_bar(since, self.first, until, self.last, self.need, None, self.figure)
        layout.addLayout(bar)
        layout.addWidget(self.criterion)
        layout.addSpacing(4)
        layout.addWidget(self.table, 1)

    @property
    def days(self) -> Window | None:
        first, last = self.first.day, self.last.day
        return Window(first, last) if first is not None and last is not None else None

    def show_year(self, year: int | None, today: date) -> None:
        """Take over the year the page is filtered by."""
        if year is not None:
            self.first.value = date(year, 1, 1)
            self.last.value = min(date(year, 12, 31), today)
        self.refresh()

    def refresh(self, *_: object) -> None:
        days = self.days
        if days is not None:
            look = partial(outcomes, window=days, need=self.need.value or Need.ANY)
            self._desk.look(self, look, self._show, name="outcomes")

    def _show(self, found: Outcomes) -> None:
        self.table.show_rows(found.rows)
        self.criterion.setText(found.criterion)
        rate = f" ({found.per_cent})" if found.per_cent else ""
        certified = len(found.certified)
        self.figure.setText(
            f"{len(found.counted)} trên {found.base} người{rate} · "
            f"{certified} người đủ một năm từ giấy xác nhận không tái nghiện"
        )
        self.shown.emit(len(found.counted))

    def _words(self) -> str:
        return f"{self.figure.text()}. {self.criterion.text()}"

    def _open(self, row: OutcomeRow) -> None:
        ids = tuple(each.person_id for each in self.table.rows.all)
        self.wanted.emit(OpenPerson(row.person_id, ids))
