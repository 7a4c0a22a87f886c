"""A window of days: chosen by its name, or from one day to another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.activities.sums import Window
from rehabdesk.ui.kit.fields import ComboField, DateField
from rehabdesk.ui.kit.style import Style

DAY_WIDTH = 126
FIRST_DAY = date(1990, 1, 1)
OWN = "own"
_QUARTER, _YEAR, _CLOSES = 3, 12, 14


def _month(today: date) -> Window:
    return Window(today.replace(day=1), Month.of(today).last)


def _month_before(today: date) -> Window:
    return _month(today.replace(day=1) - timedelta(days=1))


def _quarter(today: date) -> Window:
    first = date(today.year, (today.month - 1) // _QUARTER * _QUARTER + 1, 1)
    return Window(first, Month(first.year, first.month + _QUARTER - 1).last)


def _year(today: date) -> Window:
    return Window(date(today.year, 1, 1), date(today.year, _YEAR, 31))


def _year_before(today: date) -> Window:
    return _year(date(today.year - 1, 1, 1))


def report_month(today: date) -> Window:
    """Return the window of the report that closes next: the 15th to the 14th."""
    closes = today.replace(day=_CLOSES)
    if today.day > _CLOSES:
        closes = Month.of(today).last + timedelta(days=_CLOSES)
    begins = (closes.replace(day=1) - timedelta(days=1)).replace(day=_CLOSES + 1)
    return Window(begins, closes)


def report_year(today: date) -> Window:
    closes = date(today.year, _YEAR, _CLOSES)
    if today > closes:
        closes = closes.replace(year=today.year + 1)
    return Window(date(closes.year - 1, _YEAR, _CLOSES + 1), closes)


def _everything(today: date) -> Window:
    return Window(FIRST_DAY, date(today.year + 1, _YEAR, 31))


WINDOWS: tuple[tuple[str, str, Callable[[date], Window]], ...] = (
    ("month", "Tháng này", _month),
    ("month_before", "Tháng trước", _month_before),
    ("quarter", "Quý này", _quarter),
    ("year", "Năm nay", _year),
    ("year_before", "Năm trước", _year_before),
    ("report_month", "Tháng báo cáo", report_month),
    ("report_year", "Năm báo cáo", report_year),
    ("everything", "Từ trước đến nay", _everything),
)


class WindowField(QWidget):
    """The name sets both days; a day typed makes it a window of one's own."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], calendar: WorkingCalendar) -> None:
        super().__init__()
        self._today = today
        self.name = ComboField(
            [*((key, words) for key, words, _ in WINDOWS), (OWN, "Khoảng khác…")]
        )
        self.name.fit_choices()
        self.name.setAccessibleName("Khoảng thời gian")
        self.name.setToolTip("Tháng, năm báo cáo: từ ngày 15 đến ngày 14")
        self.from_on, self.until_on = (
            DateField(today(), needs_day=True, calendar=calendar) for _ in range(2)
        )
        for field, words in ((self.from_on, "Từ ngày"), (self.until_on, "Đến ngày")):
            field.setAccessibleName(words)
            field.setFixedWidth(Style.current.length(DAY_WIDTH))
            field.editingFinished.connect(partial(self._take_days, field))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.name)
        row.addWidget(self.from_on)
        row.addWidget(QLabel("–"))
        row.addWidget(self.until_on)
        self._window = _month(today())
        self._show_days()
        self.name.chosen.connect(self._take_name)

    @property
    def value(self) -> Window:
        return self._window

    @value.setter
    def value(self, window: Window) -> None:
        self._window = window
        named = next((key for key, _, make in WINDOWS if make(self._today()) == window), OWN)
        self.name.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.name.value = named
        self.name.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        self._show_days()
        self.changed.emit()

    def choose(self, key: str) -> None:
        self.name.value = key

    def _take_name(self, key: str | None) -> None:
        make = next((make for name, _, make in WINDOWS if name == key), None)
        if make is None:
            self.from_on.setFocus()
            return
        self._window = make(self._today())
        self._show_days()
        self.changed.emit()

    def _take_days(self, typed: DateField) -> None:
        """Take the days; where they are turned round, the one not typed follows by its month."""
        begins, ends = self.from_on.day, self.until_on.day
        if begins is None or ends is None:
            return
        if ends < begins and typed is self.from_on:
            ends = Month.of(begins).last
        elif ends < begins:
            begins = Month.of(ends).first
        window = Window(begins, ends)
        if window != self._window:
            self.value = window

    def _show_days(self) -> None:
        self.from_on.value = self._window.from_on
        self.until_on.value = self._window.until_on
