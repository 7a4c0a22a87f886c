"""The register of reports: every report of a year, how far it has come, and its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.reports import Report
from rehabdesk.domain.reports.codes import ReportState
from rehabdesk.domain.reports.periods import Window
from rehabdesk.services.office import Work
from rehabdesk.services.reports.closing.products import ProductLine, list_products
from rehabdesk.services.reports.closing.rows import asked_of
from rehabdesk.services.reports.reading import ReportAsked


@dataclass(frozen=True, slots=True)
class RegisterLine:
    id: int
    title: str
    window: Window
    state: ReportState
    is_zero: bool
    serial: int
    supplements: int
    due_on: date | None
    frozen_at: datetime | None
    frozen_by: str
    sent_on: date | None
    sent_to: str
    note: str
    products: tuple[ProductLine, ...]
    asked: ReportAsked

    @property
    def state_words(self) -> str:
        return f"{self.state.label}, không phát sinh" if self.is_zero else self.state.label

    @property
    def is_late(self) -> bool:
        return bool(self.due_on and self.sent_on and self.sent_on > self.due_on)


@dataclass(frozen=True, slots=True)
class ReportRegister:
    years: tuple[int, ...]  # the newest first
    year: int
    lines: tuple[RegisterLine, ...]


# Looks


def read_register(work: Work, year: int | None = None) -> ReportRegister:
    """Return the reports of a year, the one whose days ended last in front."""
    work.require(Right.EXPORT_LISTS)
    known = set(work.session.scalars(select(Report.year).distinct())) | {work.today.year}
    years = tuple(sorted(known, reverse=True))
    chosen = year if year in known else years[0]
    rows = work.session.scalars(
        select(Report)
        .filter_by(year=chosen)
        .order_by(Report.until_on.desc(), Report.layout_key, Report.id.desc())
    ).all()
    more = [row.supplements_id for row in rows if row.serial]
    return ReportRegister(
        years, chosen, tuple(_line(work, row, more.count(row.id)) for row in rows)
    )


def _line(work: Work, row: Report, supplements: int) -> RegisterLine:
    return RegisterLine(
        row.id,
        row.title,
        Window(row.from_on, row.until_on),
        row.state,
        row.is_zero,
        row.serial,
        supplements,
        row.due_on,
        row.frozen_at,
        row.frozen_by,
        row.sent_on,
        row.sent_to,
        row.reopen_reason or row.frozen_early,
        list_products(work, row.id),
        asked_of(row),
    )
