"""What the page of reports shows at once: which reports there are, one of them, and its state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from rehabdesk.domain.codes import Right
from rehabdesk.domain.reports.codes import Comparison, PeriodKind, ReportState
from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.domain.reports.layouts import Layout
from rehabdesk.domain.reports.periods import ReportPeriod, Window, period_around
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.office import Work
from rehabdesk.services.reports.closing.kept import KeptReport, kept_grid
from rehabdesk.services.reports.closing.rows import closed_rows, rows_of, sent_by
from rehabdesk.services.reports.layouts import all_layouts, layout_of
from rehabdesk.services.reports.reading import ReportAsked, is_upper_office, read_report
from rehabdesk.services.reports.titles import report_title

_STILL_MADE = {PeriodKind.MONTH: timedelta(days=10)}  # so long after its end a report is made
_USUALLY_MADE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Choice:
    """A report that may be asked for: a layout and one of its periods."""

    layout_key: str
    period: ReportPeriod
    title: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a report has come; `sent_by` is its deadline where the layout tells one."""

    state: ReportState = ReportState.OPEN
    report_id: int | None = None
    frozen_at: datetime | None = None
    sent_on: date | None = None
    supplements: int = 0
    newest_id: int | None = None  # of the last supplement, when it was closed and when sent
    newest_on: date | None = None
    newest_sent_on: date | None = None
    is_zero: bool = False
    closes_on: date = date.max
    sent_by: date | None = None
    sent_within: str = ""  # "02 ngày làm việc"
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ReportPage:
    asked: ReportAsked
    grid: ReportGrid
    standing: Standing
    choices: tuple[Choice, ...]
    layouts: tuple[Layout, ...]
    today: date
    is_upper: bool = False
    given: frozenset[str] = frozenset()  # codes whose figures others give on paper
    kept: KeptReport | None = None  # the report closed, whose figures `grid` shows
    changed: int = 0  # lines that would be otherwise now

    @property
    def days(self) -> Window:
        """The days of the period that are over."""
        return self.asked.period.window.until(self.today)

    @property
    def layout(self) -> Layout | None:
        key = self.asked.layout_key
        return next((each for each in self.layouts if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Habit:
    """What the user looked at last: proposed again when the page is opened."""

    layout_key: str = ""
    kind: str = ""


# Looks


def read_page(work: Work, asked: ReportAsked | None, habit: Habit) -> ReportPage:
    """Read a report with its state; without one, the report that is to be made now."""
    work.require(Right.EXPORT_LISTS)
    layouts = all_layouts(work)
    wanted = asked or propose(layouts, habit, work.today)
    grid = read_report(work, wanted)
    shown = kept_grid(work, wanted, grid)
    return ReportPage(
        wanted,
        shown.grid if shown else grid,
        read_standing(work, wanted),
        tuple(choices(layouts, work.today)),
        layouts,
        work.today,
        is_upper_office(work),
        frozenset(code for code, each in catalogue(work).items() if each.is_typed),
        shown.kept if shown else None,
        shown.changed if shown else 0,
    )


def read_standing(work: Work, asked: ReportAsked) -> Standing:
    window = asked.period.window
    closed, begun = closed_rows(work, asked), rows_of(work, asked)
    layout = layout_of(work, asked.layout_key)
    standing = Standing(closes_on=window.last, basis=layout.sending_basis)
    if layout.sent_within is not None:
        day = sent_by(work, layout, window.last)
        standing = replace(standing, sent_by=day, sent_within=layout.sent_within.words)
    if not closed:
        is_reopened = any(row.state is ReportState.REOPENED for row in begun)
        return replace(standing, state=ReportState.REOPENED) if is_reopened else standing
    report, newest = closed[0], closed[-1]
    if newest is not report:
        on = newest.frozen_at.date() if newest.frozen_at else None
        standing = replace(
            standing, newest_id=newest.id, newest_on=on, newest_sent_on=newest.sent_on
        )
    return replace(
        standing,
        state=report.state,
        report_id=report.id,
        frozen_at=report.frozen_at,
        sent_on=report.sent_on,
        supplements=len(closed) - 1,
        is_zero=report.is_zero,
    )


def propose(layouts: Sequence[Layout], habit: Habit, today: date) -> ReportAsked:
    """Propose the report made now: the one looked at last, of the period just over or running."""
    layout = next((each for each in layouts if each.key == habit.layout_key), layouts[0])
    kinds = [kind for kind in layout.periods if kind is not PeriodKind.FREE]
    kind = next((each for each in kinds if each.value == habit.kind), kinds[0])
    return ReportAsked(layout.key, due_now(kind, layout, today), Comparison.LAST_YEAR)


def due_now(kind: PeriodKind, layout: Layout, today: date) -> ReportPeriod:
    """Return the period a report is made of today: for some days after its end, the one before."""
    running = period_around(kind, layout.rule, today)
    before = running.previous
    if today - before.window.last <= _STILL_MADE.get(kind, _USUALLY_MADE):
        return before
    return running


def choices(layouts: Sequence[Layout], today: date) -> Iterator[Choice]:
    """Name the reports asked for most: of each layout its periods now, and those just over.

    Where two layouts would be called the same, the later one says which it is.
    """
    taken: set[str] = set()
    for layout in layouts:
        mine: set[str] = set()
        for period in dict.fromkeys(_periods(layout, today)):
            title = report_title(layout, period)
            mine.add(title)
            named = f"{title} · {layout.name}" if title in taken else title
            yield Choice(layout.key, period, named)
        taken |= mine


def _periods(layout: Layout, today: date) -> Iterator[ReportPeriod]:
    for kind in layout.periods:
        if kind is PeriodKind.FREE:
            continue
        running = period_around(kind, layout.rule, today)
        yield running
        yield running.previous
