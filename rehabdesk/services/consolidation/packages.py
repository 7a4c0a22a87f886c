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
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import PackageState
from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.domain.reports.layouts import Layout
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.text import clean
from rehabdesk.services.office import Work

_MAIN = "S11"


class DayReasonMissing(Refusal):
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Ghi vì sao sửa ngày nhận, như gói đã tới qua thư điện tử hôm trước.")


class ReceivedLater(Refusal):
    field = "on"

    def __init__(self) -> None:
        super().__init__("Ngày nhận còn ở phía trước. Ghi ngày gói đã tới.")


class ReceivedBeforeMade(Refusal):
    field = "on"

    def __init__(self, made_on: date) -> None:
        super().__init__(
            f"Đơn vị chốt số liệu ngày {made_on:%d/%m/%Y}, gói không tới trước ngày đó. "
            "Xem lại ngày nhận."
        )


class DayAsKept(Refusal):
    field = "on"

    def __init__(self, on: date) -> None:
        super().__init__(f"Ngày nhận đang là {on:%d/%m/%Y}. Chưa đổi gì.")


class DayChangedMeanwhile(Refusal):
    def __init__(self, on: date) -> None:
        super().__init__(
            f"Ngày nhận vừa được người khác sửa thành {on:%d/%m/%Y}. Chưa đổi gì. Mở lại rồi sửa."
        )


@dataclass(frozen=True, slots=True)
class ReceivedDay:
    """The day a package truly came, beside the one that is kept, and how one knows."""

    package_id: int
    kept: date
    on: date
    reason: str


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


# Acts


def correct_received_day(work: Work, order: ReceivedDay) -> None:
    """Put right the day a package came; whether it was late follows."""
    work.require(Right.CONSOLIDATE)
    package = work.session.get_one(ReceivedPackage, order.package_id)
    reason = clean(order.reason)
    if package.received_on != order.kept:
        raise DayChangedMeanwhile(package.received_on)
    if order.on == order.kept:
        raise DayAsKept(order.kept)
    if order.on > work.today:
        raise ReceivedLater
    made_on = _first_made(work, package)
    if made_on is not None and order.on < made_on:
        raise ReceivedBeforeMade(made_on)
    if not reason:
        raise DayReasonMissing
    package.received_on = order.on
    days = f"ngày nhận {order.kept:%d/%m/%Y} → {order.on:%d/%m/%Y}"
    title = f"{package.unit_name}, {package.title}: {days}"
    work.record("received_package.corrected", package, title=title, reason=reason)


def _first_made(work: Work, package: ReceivedPackage) -> date | None:
    """Return when a unit first closed the report; not known where that package never came."""
    asked = select(ReceivedPackage).filter_by(
        unit_id=package.unit_id,
        layout_key=package.layout_key,
        from_on=package.from_on,
        until_on=package.until_on,
    )
    first = min(work.session.scalars(asked), key=lambda each: each.serial)
    return first.made_at.date() if first.made_at is not None and first.serial <= 1 else None


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
