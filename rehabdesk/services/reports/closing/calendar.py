"""Which reports the office sends every period: its own choice, kept for the morning page."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.codes import Right
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import PeriodKind
from rehabdesk.domain.reports.layouts import Layout
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choose
from rehabdesk.services.reports.layouts import all_layouts, layout_of
from rehabdesk.services.reports.titles import report_title
from rehabdesk.services.tasks.waiting.reports import (
    PERIOD,
    REPORTS_SENT,
    USUAL_SPAN,
    SentReport,
    sent_reports,
    told_of,
)

Chosen = tuple[str, PeriodKind]
_ANY_YEAR = 2026
_ORDERED = frozenset({PeriodKind.MONTH, PeriodKind.QUARTER})


class NothingSent(Refusal):
    def __init__(self) -> None:
        super().__init__("Chọn ít nhất một báo cáo phải gửi. Chưa đổi gì.")


@dataclass(frozen=True, slots=True)
class ReportCalendar:
    layouts: tuple[Layout, ...]
    chosen: frozenset[Chosen]


@dataclass(frozen=True, slots=True)
class ChooseReports:
    chosen: tuple[Chosen, ...]


# Looks


def read_calendar(work: Work) -> ReportCalendar:
    """Return what may be sent, and what is."""
    work.require(Right.EXPORT_LISTS)
    chosen = frozenset((each.layout_key, each.kind) for each in sent_reports(work))
    return ReportCalendar(all_layouts(work), chosen)


# Acts


def choose_reports_sent(work: Work, order: ChooseReports) -> None:
    """Keep which reports the office sends; their deadline is the one of their layout."""
    if not order.chosen:
        raise NothingSent
    told = [told_of(_sent(layout_of(work, key), kind)) for key, kind in order.chosen]
    choose(work, REPORTS_SENT, told)


def _sent(layout: Layout, kind: PeriodKind) -> SentReport:
    now = ReportPeriod(kind, _ANY_YEAR, 1 if kind in _ORDERED else 0, layout.rule)
    return SentReport(
        layout.key,
        kind,
        layout.rule,
        layout.sent_within or USUAL_SPAN,
        report_title(layout, now).replace(now.words, PERIOD),
        layout.is_sending_assumed or layout.sent_within is None,
    )
