"""Which reports the office has to send, and which of them are closed or sent already.

Read at the start of every day: by plain tables, so that the records are not loaded for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Date, String, column, select, table

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.deadlines.due import due
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.reports.codes import PeriodKind, WindowRule
from rehabdesk.domain.reports.periods import ReportPeriod, Window
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice

REPORTS_SENT = "reports_sent"
PERIOD = "{period}"  # in the title of a report
REMEMBERED = timedelta(days=60)  # so long is missed what was never closed here before
USUAL_SPAN = Span(2, DeadlineUnit.WORKING_DAYS)
_OF_MONTHS = {PeriodKind.MONTH: range(1, 13), PeriodKind.QUARTER: range(1, 5)}
_REPORTS = table(
    "report",
    column("layout_key", String),
    column("from_on", Date),
    column("until_on", Date),
    column("state", String),
)
_CLOSED = ("frozen", "sent")
Told = tuple[str, date, date]  # layout, first and last day


@dataclass(frozen=True, slots=True)
class SentReport:
    """A report the office sends every period."""

    layout_key: str
    kind: PeriodKind
    rule: WindowRule = WindowRule.ND09
    within: Span = USUAL_SPAN
    title: str = f"Báo cáo {PERIOD}"
    is_assumed: bool = True  # no text of the province has been named for the deadline


@dataclass(frozen=True, slots=True)
class ReportDue:
    """One of them, of one period; `problems` are counted shortly before it closes, and after."""

    title: str
    layout_key: str
    period: ReportPeriod
    within: Span
    sent_by: date
    is_assumed: bool
    is_closed: bool = False
    problems: int | None = None

    @property
    def window(self) -> Window:
        return self.period.window

    @property
    def told(self) -> Told:
        return self.layout_key, self.window.first, self.window.last


USUAL = (
    SentReport("bao-cao-chung", PeriodKind.FIRST_HALF),
    SentReport("bao-cao-chung", PeriodKind.YEAR),
)


@dataclass(frozen=True, slots=True)
class ReportsSeen:
    """What the office sends, how far each has come, and since when it works here."""

    sent: tuple[SentReport, ...] = USUAL
    states: Mapping[Told, str] = field(default_factory=dict)
    since: date = date.max
    problems: Mapping[Told, int] = field(default_factory=dict)

    def due(self, today: date, calendar: WorkingCalendar) -> tuple[ReportDue, ...]:
        """Return what is late and not sent, then the next to be sent."""
        found = sorted(self._all(today, calendar), key=lambda one: (one.sent_by, one.title))
        late = [one for one in found if one.sent_by < today and one.window.last >= self.since]
        ahead = [one for one in found if one.sent_by >= today]
        coming = [one for one in ahead if one.sent_by == ahead[0].sent_by]
        return (*late, *coming)

    def _all(self, today: date, calendar: WorkingCalendar) -> Iterator[ReportDue]:
        for each in self.sent:
            for year in (today.year - 1, today.year, today.year + 1):
                for ordinal in _OF_MONTHS.get(each.kind, range(1)):
                    period = ReportPeriod(each.kind, year, ordinal, each.rule)
                    window = period.window
                    told = (each.layout_key, window.first, window.last)
                    state = self.states.get(told, "")
                    if state == "sent":
                        continue
                    yield ReportDue(
                        each.title.replace(PERIOD, period.words),
                        each.layout_key,
                        period,
                        each.within,
                        due(each.within, window.last, calendar).due_on,
                        each.is_assumed,
                        bool(state),
                        self.problems.get(told),
                    )


NO_REPORTS = ReportsSeen(())


# Looks


def see_reports(work: Work) -> ReportsSeen:
    rows = work.session.execute(select(_REPORTS).where(_REPORTS.c.state.in_(_CLOSED)))
    states: dict[Told, str] = {}
    for row in rows:  # one supplement that waits does not put the report back
        told = (row.layout_key, row.from_on, row.until_on)
        states[told] = max(states.get(told, ""), row.state)
    return ReportsSeen(sent_reports(work), states, _since(work, states))


def _since(work: Work, states: Mapping[Told, str]) -> date:
    """Return from when reports are missed: the first one closed here, else not for long back."""
    if states:
        return min(last for _, _, last in states)
    begun = work.session.scalar(select(AuditEntry.at).order_by(AuditEntry.sequence).limit(1))
    return max(begun.date(), work.today - REMEMBERED) if begun else date.max


def sent_reports(work: Work) -> tuple[SentReport, ...]:
    """Return what the office has chosen to send; else the half-year and the year."""
    told = choice(work, REPORTS_SENT, None)
    return tuple(map(_read, told)) if told else USUAL


def told_of(report: SentReport) -> dict[str, object]:
    """Give a choice as it is kept."""
    return {
        "layout": report.layout_key,
        "kind": report.kind.value,
        "rule": report.rule.value,
        "amount": report.within.amount,
        "unit": report.within.unit.value,
        "title": report.title,
        "assumed": report.is_assumed,
    }


def _read(told: Mapping[str, object]) -> SentReport:
    kinds = {each.value: each for each in PeriodKind}
    rules = {each.value: each for each in WindowRule}
    units = {each.value: each for each in DeadlineUnit}
    return SentReport(
        str(told["layout"]),
        kinds[str(told["kind"])],
        rules[str(told["rule"])],
        Span(int(str(told["amount"])), units[str(told["unit"])]),
        str(told["title"]),
        bool(told["assumed"]),
    )
