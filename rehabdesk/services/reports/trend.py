"""A report where people would rather look than read: month by month, and against targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rehabdesk.domain.codes import Right
from rehabdesk.domain.reports.codes import Comparison, PeriodKind, WindowRule
from rehabdesk.domain.reports.grid import GridRow, ReportGrid
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.papers import printed_number
from rehabdesk.domain.reports.periods import ReportPeriod, period_around
from rehabdesk.domain.reports.values import change_words
from rehabdesk.services.indicators.answers import figure
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.office import Work
from rehabdesk.services.reports.reading import (
    ReportAsked,
    count_report,
    is_upper_office,
    read_report,
)

MANAGED = "S11"  # persons under management after rehabilitation
MONTHS = 12
_TOLD = (ColumnRole.NOW, ColumnRole.TARGET, ColumnRole.REACHED)
THREE = 3
PERIODS = 4


@dataclass(frozen=True, slots=True)
class Point:
    """How many there were at the end of a month."""

    on: date
    count: int
    is_today: bool = False  # the month is not over yet

    @property
    def label(self) -> str:
        """Name it below the line: by its month, or by its day where that is not the last."""
        return f"{self.on:%d/%m}" if self.is_today else self.month

    @property
    def month(self) -> str:
        return f"{self.on:%m/%Y}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure beside the target set for it; `share` is what is reached of it in per cent."""

    name: str
    now_words: str
    target_words: str
    reached_words: str
    share: float
    is_reached: bool

    @property
    def words(self) -> str:
        """Say how far it is: of a number "2 / 3 · 66,7%", of a share "62% / 60%"."""
        if self.target_words.endswith("%"):
            return f"{self.reached_words} / {self.target_words}"
        return f"{self.now_words} / {self.target_words} · {self.reached_words}"


@dataclass(frozen=True, slots=True)
class Trend:
    points: tuple[Point, ...]
    bars: tuple[Bar, ...]
    is_of_months: bool = True  # else of the periods a report is made of

    @property
    def words(self) -> str:
        """Say what the line shows, for who reads rather than looks."""
        if not self.points:
            return "Chưa có số liệu để vẽ."
        first, last = self.points[0], self.points[-1]
        most = max(self.points, key=lambda each: each.count)
        least = min(self.points, key=lambda each: each.count)
        change = last.count - first.count
        way = f"tăng {change}" if change > 0 else f"giảm {-change}" if change else "không đổi"
        told = (
            f"Ngày {last.on:%d/%m/%Y} đang quản lý {last.count} người, {way} so với ngày "
            f"{first.on:%d/%m/%Y} ({first.count} người)."
        )
        if most.count == least.count:
            return told
        return (
            f"{told} Nhiều nhất {most.count} người "
            f"({most.month}), ít nhất {least.count} người ({least.month})."
        )


@dataclass(frozen=True, slots=True)
class ThreePeriods:
    """The same report of three periods, the oldest first."""

    grids: tuple[ReportGrid, ...]
    titles: tuple[str, ...]
    rows: tuple[ThreeRow, ...]


@dataclass(frozen=True, slots=True)
class ThreeRow:
    key: str
    number: str
    name: str
    is_heading: bool
    words: tuple[str, ...]  # a figure for each period
    change: str  # of the last against the first
    level: int = 0  # how far it is set in, below the line it is a part of


# Looks


def read_trend(work: Work, asked: ReportAsked) -> Trend:
    """Return the last twelve months of a report, and its figures against their targets."""
    work.require(Right.EXPORT_LISTS)
    if is_upper_office(work):
        return Trend(
            _period_ends(work, asked), bars_of(read_report(work, asked)), is_of_months=False
        )
    counting = Counting(work)
    return Trend(month_ends(counting, asked.period), bars_of(count_report(counting, asked)))


def read_three(work: Work, asked: ReportAsked, *, is_by_year: bool = False) -> ThreePeriods:
    """Read three periods on end, or the same period of three years."""
    work.require(Right.EXPORT_LISTS)
    periods = [asked.period]
    while len(periods) < THREE:
        earlier = periods[0].year_before if is_by_year else periods[0].previous
        periods.insert(0, earlier)
    asks = [ReportAsked(asked.layout_key, each, Comparison.NONE) for each in periods]
    grids = tuple(read_report(work, each) for each in asks)
    titles = tuple(
        next(each.title for each in grid.columns if each.role is ColumnRole.NOW) for grid in grids
    )
    return ThreePeriods(grids, titles, tuple(_side_by_side(grids)))


def month_ends(counting: Counting, period: ReportPeriod) -> tuple[Point, ...]:
    """Count who was under management at the end of each of the last months."""
    rule = WindowRule.CALENDAR if period.rule is WindowRule.CALENDAR else WindowRule.ND09
    last = min(period.window.last, counting.today)
    month = period_around(PeriodKind.MONTH, rule, last)
    points: list[Point] = []
    while len(points) < MONTHS:
        window = month.window.until(last)
        found = figure(counting, MANAGED, window)
        if found is not None:
            points.insert(0, Point(window.last, found.amount, window.last < month.window.last))
        month = month.previous
        if found is None:
            break
    while len(points) > THREE and not points[0].count and not points[1].count:
        points.pop(0)  # before the office had anybody
    return tuple(points)


def _period_ends(work: Work, asked: ReportAsked) -> tuple[Point, ...]:
    """Return what the units sent of the last periods; an upper office has no months of its own."""
    points: list[Point] = []
    period = asked.period
    for _ in range(PERIODS):
        grid = read_report(work, replace(asked, period=period, comparison=Comparison.NONE))
        row = next((each for each in grid.rows if each.code == MANAGED), None)
        if row is not None and row.now is not None:
            points.insert(0, Point(period.window.last, row.now.amount))
        period = period.previous
    return tuple(points)


def bars_of(grid: ReportGrid) -> tuple[Bar, ...]:
    """Return the lines of a report that a target is set for."""
    return tuple(_bar(row) for row in grid.rows if row.is_reached is not None and row.now)


def _bar(row: GridRow) -> Bar:
    told = (row.words.get(role, "") for role in _TOLD)
    now_words, target_words, reached_words = told
    asked, reached = printed_number(target_words), printed_number(reached_words)
    share = float(reached.amount) if reached is not None else 0.0
    if asked is not None and asked.is_share and asked.amount:
        share = share * 100 / float(asked.amount)  # of a share, how much of the share asked for
    return Bar(row.name, now_words, target_words, reached_words, share, bool(row.is_reached))


def _side_by_side(grids: Sequence[ReportGrid]) -> list[ThreeRow]:
    """Lay the lines side by side; a part that occurs in some of the periods has its line too."""
    found: dict[str, GridRow] = {}
    for grid in reversed(grids):
        previous = ""
        for row in grid.rows:
            if row.key not in found:
                found = _put_after(found, previous, row)
            previous = row.key
    lines = {key: [_known(grid, key) for grid in grids] for key in found}
    return [_three(row, lines[key]) for key, row in found.items()]


def _put_after(found: dict[str, GridRow], previous: str, row: GridRow) -> dict[str, GridRow]:
    if previous not in found:
        return found | {row.key: row}
    listed = list(found.items())
    place = [key for key, _ in listed].index(previous) + 1
    return dict([*listed[:place], (row.key, row), *listed[place:]])


def _known(grid: ReportGrid, key: str) -> GridRow | None:
    return next((row for row in grid.rows if row.key == key), None)


def _three(row: GridRow, lines: Sequence[GridRow | None]) -> ThreeRow:
    words = tuple(each.words.get(ColumnRole.NOW, "") if each else "" for each in lines)
    first, last = lines[0], lines[-1]
    before, after = first.now if first else None, last.now if last else None
    change = change_words(after, before) if before is not None and after is not None else ""
    return ThreeRow(row.key, row.number, row.name, row.is_heading, words, change, row.level)
