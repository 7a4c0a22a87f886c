"""Which closed and begun reports there are of a period, and what each of them asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.deadlines.due import due
from rehabdesk.domain.records.reporting.reports import Report
from rehabdesk.domain.reports.codes import Comparison, PeriodKind, ReportState
from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.domain.reports.layouts import Layout
from rehabdesk.domain.reports.periods import ReportPeriod, Window
from rehabdesk.services.law.deadlines import office_deadlines
from rehabdesk.services.office import Work
from rehabdesk.services.reports.reading import ReportAsked

CLOSED = (ReportState.FROZEN, ReportState.SENT)


def rows_of(work: Work, asked: ReportAsked) -> Sequence[Report]:
    """Return every report of a layout and of these days, the oldest first."""
    window = asked.period.window
    found = select(Report).filter_by(
        layout_key=asked.layout_key, from_on=window.first, until_on=window.last
    )
    return work.session.scalars(found.order_by(Report.id)).all()


def closed_rows(work: Work, asked: ReportAsked) -> list[Report]:
    """Return the report as it stands closed, and its supplements behind it."""
    work.require(Right.EXPORT_LISTS)
    found = [row for row in rows_of(work, asked) if row.state in CLOSED]
    return sorted(found, key=lambda row: (row.serial, row.id))


def open_row(work: Work, asked: ReportAsked) -> Report | None:
    """Return the report begun and not closed yet."""
    return next((row for row in rows_of(work, asked) if row.state is ReportState.OPEN), None)


def sent_by(work: Work, layout: Layout, closes_on: date) -> date | None:
    """Return the day a report is to be sent by, where its layout says so."""
    if layout.sent_within is None:
        return None
    return due(layout.sent_within, closes_on, office_deadlines(work).calendar).due_on


def period_of(report: Report) -> ReportPeriod:
    window = Window(report.from_on, report.until_on)
    free = window if report.period is PeriodKind.FREE else None
    return ReportPeriod(report.period, report.year, report.ordinal, report.rule, free)


def asked_of(report: Report) -> ReportAsked:
    """Say what a report was asked for, with what was set beside it."""
    period = period_of(report)
    if not report.content:
        return ReportAsked(report.layout_key, period)
    compared = ReportGrid.from_json(report.content).compared
    if compared is None:
        return ReportAsked(report.layout_key, period, Comparison.NONE)
    is_year = compared == period.year_before.window
    way = Comparison.LAST_YEAR if is_year else Comparison.PREVIOUS
    return ReportAsked(report.layout_key, period, way)
