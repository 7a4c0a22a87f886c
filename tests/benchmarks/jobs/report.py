"""P6: a whole periodic report, and one of ten years, of an office with ten years of work.

The rivals count the rows of `CODES` in its periods: what teams did, and who came under management,
left it and is there at the end. The bars hold `same_rows` against them, the same figures by our own
indicators; every figure of all is verified. Beside it stands the report as the program gives it,
all rows of the layout of half-year, nine-month and yearly reports in all its columns: how much
longer than their few rows that takes is told, and held where it is.

What goes row by row through entities would take most of an hour at a million. There it looks at
every twentieth block of activities, and that part of its time counts twenty times; persons it
looks at whole. Calc looks at a sixth, and its time stays as it is.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from random import Random
from typing import Any

from rehabdesk.domain.reports.codes import PeriodKind
from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.domain.reports.periods import ReportPeriod, Window, free_period
from rehabdesk.services.indicators.answers import figure
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.office import Work
from rehabdesk.services.reports.reading import COUNTED, ReportAsked, read_report
from tests.benchmarks import offices, reported, teams
from tests.benchmarks.bars import Between, Faster
from tests.benchmarks.job import Context, Job, Output, Peer, Wrong

LAYOUT = "sau-thang-nam"
# Kinds of activities and their measures, code by code, as reports add them up.
SOURCES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "T05": (("meeting", "occasions"),),
    "T07": (("outreach", "attendances"),),
    "T08": (("counselling_direct", "attendances"),),
    "T09": (("counselling_indirect", "attendances"),),
    "T14": (("inspection", "occasions"),),
    "T15": (("patrol", "occasions"),),
    "T16": (("pledges", "pledges"),),
    "P01": (("talk", "occasions"), ("neighbourhood_meeting", "occasions")),
    "P02": (("talk", "attendances"), ("neighbourhood_meeting", "attendances")),
    "P03": (("talk", "leaflets"), ("neighbourhood_meeting", "leaflets"), ("leaflets", "leaflets")),
    "H07": (("livelihood", "households"),),
}
# How somebody leaves, code by code.
WAYS: Mapping[str, tuple[str, ...]] = {
    "S07": ("moved_out",),
    "S08": ("certified",),
    "S09": ("removed", "prison"),
}
CODES = (*SOURCES, "S02", *WAYS, "S11")
_SMALL, _LARGE = 120_000, 1_000_000
Amounts = Mapping[tuple[str, Window], int]


@dataclass(frozen=True, slots=True)
class Asked:
    """Nine months of a year, and ten years less some weeks."""

    reports: tuple[ReportAsked, ...]

    @property
    def windows(self) -> tuple[Window, ...]:
        """Return the different days of all their columns."""
        found = [
            window
            for report in self.reports
            for role, window in report.windows(offices.NOW.date()).items()
            if role in COUNTED
        ]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures by code and days; of so many blocks of activities only the first was looked at."""

    amounts: Amounts
    rows: int = 0
    step: int = 1
    block: int = 1  # activities, one after the other as they were written down

    def looks_at(self, place: int) -> bool:
        return place % (self.step * self.block) < self.block


@dataclass(frozen=True, slots=True)
class Managed:
    """When somebody came under management, and when and how it ended."""

    decided_on: date
    left_on: date | None
    way: str


def data(seed: int, _size: int) -> Asked:
    chance = Random(seed)
    nine = ReportPeriod(PeriodKind.NINE_MONTHS, chance.randrange(2018, 2027))
    first = teams.FIRST_DAY + timedelta(days=chance.randrange(1, 40))
    last = teams.FIRST_DAY + timedelta(days=teams.DAYS - chance.randrange(1, 40))
    return Asked((ReportAsked(LAYOUT, nine), ReportAsked(LAYOUT, free_period(first, last))))


def ours(context: Context) -> Output:
    office = context.once("office", lambda: reported.opened(context.shared, context.size))
    asked: Asked = context.data
    grids, took = [], []
    for report in asked.reports:
        start = time.perf_counter()
        grids.append(office.look(partial(read_report, asked=report)))
        took.append(time.perf_counter() - start)
    amounts = dict(told for pair in zip(asked.reports, grids, strict=True) for told in _told(*pair))
    rows = sum(len(grid.rows) for grid in grids)
    return Output(
        Counted(amounts, rows),
        sum(took),
        {"nine_months_ms": took[0] * 1000, "ten_years_ms": took[1] * 1000},
    )


def same_rows(context: Context) -> Output:
    """Count by our own indicators only what the rivals count."""
    office = context.once("office", lambda: reported.opened(context.shared, context.size))
    asked: Asked = context.data
    return Output(Counted(office.look(partial(_counted, windows=asked.windows))))


def _counted(work: Work, windows: Iterable[Window]) -> Amounts:
    counting = Counting(work)
    found = {}
    for window in windows:
        for code in CODES:
            value = figure(counting, code, window)
            if value is not None:
                found[code, window] = value.amount
    return found


def _told(report: ReportAsked, grid: ReportGrid) -> Iterator[tuple[tuple[str, Window], int]]:
    windows = report.windows(offices.NOW.date())
    for row in grid.rows:
        if row.code in CODES and not row.part:
            for role, value in row.values.items():
                if role in COUNTED:
                    yield (row.code, windows[role]), value.amount


def limit(context: Context) -> Output:
    """Look once at every amount there is and at every decision, and at nothing else."""
    connection = context.once("connection", lambda: bare(context))
    connection.execute("SELECT sum(amount) FROM activity_figure").fetchall()
    connection.execute("SELECT max(document_date) FROM decision").fetchall()
    return Output(None)


def bare(context: Context) -> Any:
    """Return the driver's own connection to the office."""
    office = reported.opened(context.shared, context.size)
    return office.sessions.kw["bind"].raw_connection().driver_connection


def verify(context: Context, output: Output) -> Mapping[str, int]:
    """Compare with adding up everything that was invented, one by one."""
    counted: Counted | None = output.content
    if counted is None:
        return {}
    wanted = _wanted(context.size, context.data.windows, counted)
    if dict(counted.amounts) != wanted:
        wrong = {key for key in wanted if counted.amounts.get(key) != wanted[key]}
        told = ", ".join(sorted({code for code, _ in wrong})) or "more than was asked"
        raise Wrong(f"{len(wrong)} of {len(wanted)} figures differ: {told}")
    return {"figures": len(wanted), "rows": counted.rows}


def _wanted(size: int, windows: tuple[Window, ...], counted: Counted) -> Amounts:
    codes = {each: code for code, several in SOURCES.items() for each in several}
    found: Counter[tuple[str, Window]] = Counter(
        {(code, window): 0 for code in CODES for window in windows}
    )
    for place, done in enumerate(teams.everything_done(size)):
        if not counted.looks_at(place):
            continue
        within = [window for window in windows if window.holds(done.on)]
        for measure, amount in done.figures if within else ():
            code = codes.get((done.kind, measure), "")
            for window in within if code else ():
                found[code, window] += amount
    for window in windows:
        for code, number in managed_in(managed(), window).items():
            found[code, window] = number
    return dict(found)


@cache
def managed() -> tuple[Managed, ...]:
    """Return who came under management, by what was invented."""
    left = {each.episode_id: each for each in reported.leaving()}
    found = []
    for each in reported.everybody():
        if not offices.is_decided(each):
            continue
        gone = left.get(each.ordinal + 1)
        if gone is not None:
            found.append(Managed(each.completes_on, gone.on, gone.kind))
        elif offices.is_over(each):
            found.append(Managed(each.completes_on, offices.ends(each), "certified"))
        else:
            found.append(Managed(each.completes_on, None, ""))
    return tuple(found)


def managed_in(everybody: Iterable[Managed], window: Window) -> Mapping[str, int]:
    """Count who came, who left in each way, and who is there at the end."""
    found = Counter(dict.fromkeys(("S02", "S11", *WAYS), 0))
    by_way = {way: code for code, ways in WAYS.items() for way in ways}
    for each in everybody:
        found["S02"] += window.holds(each.decided_on)
        if window.holds(each.left_on):
            found[by_way[each.way]] += 1
        is_out = each.left_on is not None and each.left_on <= window.last
        found["S11"] += each.decided_on <= window.last and not is_out
    return found


JOB = Job(
    "report",
    "two reports, of nine months and of ten years",
    "activities",
    (_SMALL, _LARGE),
    data,
    ours,
    verify,
    {
        "same_rows": Peer("reports:same_rows", runs=3),
        "on_server": Peer("reports:same_rows_on_server", ("psycopg",), is_quick=False),
        "orm_loop": Peer("reports:orm_loop", runs=1),
        "raw_group_by": Peer("reports:raw_group_by", runs=2),
        "pandas": Peer("reports:by_pandas", ("pandas",), runs=2),
        "duckdb": Peer("reports:by_duckdb", ("duckdb",), runs=2),
        "calc": Peer("reports:countifs", ("$soffice",), runs=1, is_quick=False, largest=_SMALL),
    },
    limit,
    (
        Faster("orm_loop", 50, sizes=(_LARGE,), ours="same_rows"),
        Faster("raw_group_by", 5, sizes=(_LARGE,), ours="same_rows"),
        Faster("pandas", 6, sizes=(_LARGE,), ours="same_rows"),
        # The same rows once more, of the same office on a server.
        Faster("orm_loop", 50, sizes=(_LARGE,), ours="on_server"),
        Faster("raw_group_by", 5, sizes=(_LARGE,), ours="on_server"),
        Faster("pandas", 6, sizes=(_LARGE,), ours="on_server"),
        # The whole of both reports against those few rows: no bar asks it, nobody else counts it.
        Faster("raw_group_by", 3, sizes=(_LARGE,)),
        Faster("pandas", 2.5, sizes=(_LARGE,)),
        Between("memory", 160),
    ),
    quick_sizes=(_SMALL,),
    runs=3,
    prepare=reported.prepare,
)
