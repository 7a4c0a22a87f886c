"""The packages of one report and period as they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from rehabdesk.domain.codes import Right
from rehabdesk.domain.deadlines.due import due
from rehabdesk.domain.records.reporting.received import ReceivedPackage, ReportingUnit
from rehabdesk.domain.reports.codes import PackageState
from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.domain.reports.layouts import Layout
from rehabdesk.domain.reports.periods import Window
from rehabdesk.services.office import Work

_MAIN = "S11"


@dataclass(frozen=True, slots=True)
class PackageView:
    """A package read-only: its figures as they came, and what was said of it."""

    id: int
    unit_name: str
    title: str
    serial: int
    made_at: datetime | None
    received_on: date
    received_by: str
    file_name: str
    has_names: bool
    is_counting: bool
    remarks: tuple[str, ...]
    grid: ReportGrid


# Looks


def view_package(work: Work, package_id: int) -> PackageView:
    work.require(Right.CONSOLIDATE)
    return _view(work.session.get_one(ReceivedPackage, package_id))


def earlier_packages(work: Work, package_id: int) -> list[PackageView]:
    """Return what a package replaced, the newest first."""
    work.require(Right.CONSOLIDATE)
    package = work.session.get_one(ReceivedPackage, package_id)
    found = work.session.scalars(
        select(ReceivedPackage)
        .filter_by(
            unit_id=package.unit_id,
            layout_key=package.layout_key,
            from_on=package.from_on,
            until_on=package.until_on,
            state=PackageState.REPLACED,
        )
        .order_by(ReceivedPackage.made_at.desc(), ReceivedPackage.serial.desc())
    )
    return [_view(each) for each in found]


def packages_of(
    work: Work, layout_key: str, window: Window, *states: PackageState
) -> Sequence[ReceivedPackage]:
    """Return the packages of a report and period, without a word where they are otherwise."""
    asked = select(ReceivedPackage).filter_by(
        layout_key=layout_key, from_on=window.first, until_on=window.last
    )
    if states:
        asked = asked.filter(ReceivedPackage.state.in_(states))
    with_unit = asked.options(joinedload(ReceivedPackage.unit)).order_by(ReceivedPackage.id)
    return work.session.scalars(with_unit).all()


def expected_units(work: Work, window: Window) -> list[ReportingUnit]:
    """Return who is to send for these days."""
    return [
        unit
        for unit in work.session.scalars(select(ReportingUnit))
        if unit.from_on <= window.last and (unit.until_on is None or unit.until_on >= window.last)
    ]


def due_day(work: Work, layout: Layout, window: Window) -> date | None:
    """Return by when the packages are to be here, where the layout says so."""
    if layout.sent_within is None:
        return None
    return due(layout.sent_within, window.last, work.resources.calendar).due_on


def main_row(layout: Layout) -> tuple[str, str]:
    """Return the figure shown for each unit: those at the end, else the first of the layout."""
    figures = [row for row in layout.rows if row.code and row.breakdown is None]
    chosen = next((row for row in figures if row.code == _MAIN), figures[0] if figures else None)
    if chosen is None:
        return "", "Số liệu"
    return chosen.key, "Cuối kỳ" if chosen.code == _MAIN else chosen.words


def grid_of(package: ReceivedPackage) -> ReportGrid:
    return ReportGrid.from_json(package.content["grid"])


def _view(package: ReceivedPackage) -> PackageView:
    return PackageView(
        package.id,
        package.unit_name,
        package.title,
        package.serial,
        package.made_at,
        package.received_on,
        package.received_by,
        package.file_name,
        package.has_names,
        package.state is PackageState.ACCEPTED,
        tuple(package.remarks),
        grid_of(package),
    )
