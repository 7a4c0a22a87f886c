"""A closed report as it is shown: the figures then, what they would be now, the names of then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.reports import Report, ReportMember
from rehabdesk.domain.reports.codes import ReportState
from rehabdesk.domain.reports.grid import GridColumn, GridRow, ReportGrid
from rehabdesk.domain.reports.indicators import Indicator, Nature, Origin
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.indicators.members import Member
from rehabdesk.services.office import Work
from rehabdesk.services.reports.behind import Behind
from rehabdesk.services.reports.closing.changes import member_of
from rehabdesk.services.reports.closing.freezing import is_intact
from rehabdesk.services.reports.closing.products import ProductLine, list_products
from rehabdesk.services.reports.closing.rows import asked_of, closed_rows
from rehabdesk.services.reports.reading import NOT_KNOWN, ReportAsked
from rehabdesk.services.secrecy.names import Names

TODAY = "Nay"


@dataclass(frozen=True, slots=True)
class KeptReport:
    """What is known of a closed report besides its figures."""

    id: int
    version: int
    title: str
    asked: ReportAsked
    state: ReportState
    serial: int
    is_zero: bool
    frozen_at: datetime | None
    frozen_by: str
    frozen_early: str
    sent_on: date | None
    sent_to: str
    sent_how: str
    problems: tuple[str, ...]
    products: tuple[ProductLine, ...]
    is_intact: bool
    reopened: str = ""  # who opened it again, when and why

    @property
    def heading(self) -> str:
        """Say over the figures whose they are: "Số đã chốt 14/12/2026"."""
        on = f" {self.frozen_at:%d/%m/%Y}" if self.frozen_at else ""
        more = f", bổ sung lần {self.serial}" if self.serial else ""
        return f"Số đã chốt{on}{more}"


@dataclass(frozen=True, slots=True)
class KeptGrid:
    """The figures as they were closed; beside what they would be now where that was counted."""

    kept: KeptReport
    grid: ReportGrid
    changed: int = 0  # lines that would be otherwise now


# Looks


def kept_grid(work: Work, asked: ReportAsked, live: ReportGrid) -> KeptGrid | None:
    """Return the newest closed report of a period beside today's figures, if there is one."""
    closed = closed_rows(work, asked)
    if not closed:
        return None
    kept = told_of(work, closed[-1])
    grid = beside_today(ReportGrid.from_json(closed[-1].content), live, kept.heading)
    return KeptGrid(kept, grid, sum(is_changed(row) for row in grid.rows))


def read_kept(work: Work, report_id: int) -> KeptGrid:
    """Return one closed report as it was, also one that was opened again since."""
    work.require(Right.EXPORT_LISTS)
    report = work.session.get_one(Report, report_id)
    kept = told_of(work, report)
    grid = ReportGrid.from_json(report.content)
    return KeptGrid(kept, replace(grid, columns=_headed(grid, kept.heading)))


def read_kept_behind(work: Work, report_id: int, row_key: str) -> Behind:
    """Return the names behind a closed figure, as they stood on the day."""
    work.require(Right.EXPORT_LISTS)
    report = work.session.get_one(Report, report_id)
    grid = ReportGrid.from_json(report.content)
    row = grid.row(row_key)
    indicator = catalogue(work).get(row.code) or _unknown(row)
    found = work.session.scalars(
        select(ReportMember)
        .filter_by(report_id=report_id, figure=row_key)
        .order_by(ReportMember.id)
    )
    names = Names(work)
    members = tuple(_called(member_of(line), names) for line in found)
    words = row.words.get(ColumnRole.NOW) or NOT_KNOWN
    unit = "" if row.unit in {"", "%"} else f" {row.unit}"
    return Behind(
        row_key,
        ColumnRole.NOW,
        f"{row.name}: {words}{unit}",
        f"Danh sách giữ lúc chốt. {indicator.rule.rstrip('.')}. Số liệu {grid.window.words}.",
        indicator,
        grid.window,
        row.now,
        members,
        remark=row.remark,
    )


def told_of(work: Work, report: Report) -> KeptReport:
    work.require(Right.EXPORT_LISTS)
    reopened = ""
    if report.reopened_at is not None:
        reopened = f"{report.reopened_by}, {report.reopened_at:%d/%m/%Y}: {report.reopen_reason}"
    return KeptReport(
        report.id,
        report.version,
        report.title,
        asked_of(report),
        report.state,
        report.serial,
        report.is_zero,
        report.frozen_at,
        report.frozen_by,
        report.frozen_early,
        report.sent_on,
        report.sent_to,
        report.sent_how,
        tuple(report.problems),
        list_products(work, report.id),
        is_intact(work, report.id),
        reopened,
    )


# Acts


def open_kept_behind(work: Work, report_id: int, row_key: str) -> Behind:
    """Open the names behind a closed figure, and leave the line that says who did."""
    behind = read_kept_behind(work, report_id, row_key)
    report = work.session.get_one(Report, report_id)
    told = f"{behind.title} ({behind.window.dashed}, số đã chốt)"
    work.record("figure.opened", report, code=behind.indicator.code, figure=told)
    return behind


# How it is put together


def beside_today(kept: ReportGrid, live: ReportGrid, heading: str) -> ReportGrid:
    """Put a column at the end that says what each figure would be now."""
    now = {row.key: row for row in live.rows if not row.is_heading}
    rows = tuple(row if row.is_heading else _with_today(row, now) for row in kept.rows)
    columns = (*_headed(kept, heading), GridColumn(ColumnRole.TODAY, TODAY))
    return replace(kept, columns=columns, rows=rows)


def is_changed(row: GridRow) -> bool:
    """Tell whether a closed figure would be another one now."""
    if row.is_heading or ColumnRole.TODAY not in row.words:
        return False
    return row.words[ColumnRole.TODAY] != (row.words.get(ColumnRole.NOW) or NOT_KNOWN)


def _headed(grid: ReportGrid, heading: str) -> tuple[GridColumn, ...]:
    return tuple(replace(each, group=heading) for each in grid.columns)


def _with_today(row: GridRow, now: Mapping[str, GridRow]) -> GridRow:
    live = now.get(row.key)
    words = live.words.get(ColumnRole.NOW) if live is not None else None
    value: Value | None = live.now if live is not None else None
    values = {**row.values, ColumnRole.TODAY: value} if value is not None else row.values
    return replace(row, values=values, words={**row.words, ColumnRole.TODAY: words or NOT_KNOWN})


def _called(member: Member, names: Names) -> Member:
    if member.person_id is None or names.are_plain:
        return member
    called = names.of(member.person_id, member.name, member.birth_year)
    return replace(member, name=called)


def _unknown(row: GridRow) -> Indicator:
    """Stand in for an indicator the catalogue has no more."""
    return Indicator(row.code, row.name, row.unit, Nature.FLOW, "", Origin.COUNTED)
