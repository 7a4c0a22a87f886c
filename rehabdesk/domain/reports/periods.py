"""Reporting periods and the days they hold (reports.md 2; Nghị định 09/2019/NĐ-CP Điều 12)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from rehabdesk.domain.dates import add_months
from rehabdesk.domain.reports.codes import PeriodKind, WindowRule
from rehabdesk.domain.teamwork.months import Month

_LAST_DAY = 14  # of a window of Decree 09/2019; it began on the 15th
_QUARTER, _HALF, _NINE, _YEAR = 3, 6, 9, 12  # months
_ROMAN = ("I", "II", "III", "IV")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The days a figure is of, both ends counted; a stock is taken at the end of the last."""

    first: date
    last: date

    @property
    def words(self) -> str:
        return f"từ {self.first:%d/%m/%Y} đến {self.last:%d/%m/%Y}"

    @property
    def dashed(self) -> str:
        return f"{self.first:%d/%m/%Y} – {self.last:%d/%m/%Y}"

    @property
    def ends(self) -> tuple[date, date]:
        return self.first, self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def day_before(self) -> date:
        return self.first - _DAY

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def until(self, day: date) -> Window:
        """Cut the window off at a day; it keeps at least its first."""
        return Window(self.first, max(self.first, min(self.last, day)))


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """`ordinal` is the month or the quarter; `free` are the days where no rule gives them."""

    kind: PeriodKind
    year: int
    ordinal: int = 0
    rule: WindowRule = WindowRule.ND09
    free: Window | None = None

    def __post_init__(self) -> None:
        most = {PeriodKind.MONTH: _YEAR, PeriodKind.QUARTER: _YEAR // _QUARTER}.get(self.kind, 0)
        if not bool(most) <= self.ordinal <= most:
            raise ValueError(f"{self.kind.value} has no {self.ordinal}")
        if (self.free is None) is (self.kind is PeriodKind.FREE):
            raise ValueError("free days belong to a free period")

    @property
    def window(self) -> Window:
        if self.free is not None:
            return self.free
        first, last = self._months
        if self.rule is WindowRule.ND09:
            return Window(_closing(first.on(-1)) + _DAY, _closing(last))
        return Window(first.first, last.last)

    @property
    def year_so_far(self) -> Window:
        """The days from the beginning of the year to the end of the period (lũy kế)."""
        if self.free is not None:
            return Window(min(self.free.first, date(self.free.last.year, 1, 1)), self.free.last)
        whole = replace(self, kind=PeriodKind.YEAR, ordinal=0)
        return Window(whole.window.first, self.window.last)

    @property
    def previous(self) -> ReportPeriod:
        """The period before; nine months have none but those of the year before."""
        match self.kind:
            case PeriodKind.MONTH | PeriodKind.QUARTER:
                in_a_year = _YEAR if self.kind is PeriodKind.MONTH else _YEAR // _QUARTER
                years, ordinal = divmod(self.year * in_a_year + self.ordinal - 2, in_a_year)
                return replace(self, year=years, ordinal=ordinal + 1)
            case PeriodKind.FIRST_HALF:
                return replace(self, kind=PeriodKind.SECOND_HALF, year=self.year - 1)
            case PeriodKind.SECOND_HALF:
                return replace(self, kind=PeriodKind.FIRST_HALF)
            case PeriodKind.FREE:
                days = self.window.last - self.window.first
                last = self.window.day_before
                return free_period(last - days, last)
            case _:
                return self.year_before

    @property
    def year_before(self) -> ReportPeriod:
        if self.free is None:
            return replace(self, year=self.year - 1)
        first, last = (add_months(day, -_YEAR) for day in (self.free.first, self.free.last))
        return free_period(first, last)

    @property
    def words(self) -> str:
        """Name the period as papers do: "9 tháng năm 2026", "quý III năm 2026"."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"tháng {self.ordinal} năm {self.year}"
            case PeriodKind.QUARTER:
                return f"quý {_ROMAN[self.ordinal - 1]} năm {self.year}"
            case PeriodKind.FREE:
                return self.window.words
            case PeriodKind.YEAR:
                return f"năm {self.year}"
            case PeriodKind.NINE_MONTHS:
                return f"9 tháng năm {self.year}"
            case _:
                return f"{self.kind.label} {self.year}"

    @property
    def _months(self) -> tuple[Month, Month]:
        first, count = {
            PeriodKind.MONTH: (self.ordinal, 1),
            PeriodKind.QUARTER: ((self.ordinal - 1) * _QUARTER + 1, _QUARTER),
            PeriodKind.FIRST_HALF: (1, _HALF),
            PeriodKind.SECOND_HALF: (_HALF + 1, _HALF),
            PeriodKind.NINE_MONTHS: (1, _NINE),
        }.get(self.kind, (1, _YEAR))
        return Month(self.year, first), Month(self.year, first + count - 1)


def free_period(first: date, last: date) -> ReportPeriod:
    return ReportPeriod(PeriodKind.FREE, last.year, 0, WindowRule.CUSTOM, Window(first, last))


def period_around(kind: PeriodKind, rule: WindowRule, day: date) -> ReportPeriod:
    """Return the period of a kind in which a day lies; nine months reach into the last quarter.

    A half of the year that is not asked for is taken for the one asked for.
    """
    for year in (day.year, day.year + 1):
        for ordinal in _ordinals(kind):
            period = ReportPeriod(kind, year, ordinal, rule)
            whole = replace(period, kind=PeriodKind.YEAR, ordinal=0)
            holder = period if kind in {PeriodKind.MONTH, PeriodKind.QUARTER} else whole
            if holder.window.holds(day):
                return period
    raise LookupError(day)


def _ordinals(kind: PeriodKind) -> range:
    if kind is PeriodKind.MONTH:
        return range(1, _YEAR + 1)
    return range(1, _YEAR // _QUARTER + 1) if kind is PeriodKind.QUARTER else range(1)


def _closing(month: Month) -> date:
    return date(month.year, month.month, _LAST_DAY)
