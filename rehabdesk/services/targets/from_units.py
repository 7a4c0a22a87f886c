"""In an upper office a target is reached by its units: figures are taken from what they sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.records.office import OfficeProfile
from rehabdesk.domain.records.reporting.received import ReceivedPackage
from rehabdesk.domain.reports.codes import MemberKind, OfficeLevel, PackageState
from rehabdesk.domain.reports.indicators import Nature
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.indicators.members import Member

_NEAR = timedelta(days=31)  # a year of Decree 09/2019 begins in December
_MILLIONS = "triệu đồng"
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Sent:
    """What a unit sent of a figure for some days."""

    unit: str
    window: Window
    number: Decimal
    package_id: int
    received_on: date


def is_upper(counting: Counting) -> bool:
    """Tell whether this office puts the figures of units together."""
    return counting.once("office is upper", lambda: _is_upper(counting))


def sent_by_units(counting: Counting, code: str, window: Window) -> tuple[Sent, ...]:
    """Return what units sent of a figure within a window, nothing of it twice.

    Of a stock the last counts; of what happens in time the longest periods, one after the other.
    """
    nature = catalogue(counting.work)[code].nature
    of_unit: dict[str, list[Sent]] = {}
    for each in _all_sent(counting, code):
        begins = each.window.first >= window.first - _NEAR
        if begins and each.window.last <= window.last:
            of_unit.setdefault(each.unit, []).append(each)
    chosen: list[Sent] = []
    for sent in of_unit.values():
        if nature is Nature.FLOW:
            chosen += _one_after_the_other(sent)
        else:
            chosen.append(max(sent, key=lambda each: each.window.last))
    return tuple(chosen)


def total_of_units(counting: Counting, code: str, window: Window, unit: str = "") -> Decimal | None:
    """Add up what units sent, or one of them; none where nothing has come."""
    sent = [each for each in sent_by_units(counting, code, window) if unit in {"", each.unit}]
    return sum((each.number for each in sent), Decimal(0)) if sent else None


def members_of_units(sent: Iterable[Sent]) -> tuple[Member, ...]:
    """Name the units behind a figure."""
    return tuple(
        Member(
            MemberKind.UNIT,
            each.package_id,
            each.unit,
            f"số liệu {each.window.words}, gói nhận {each.received_on:%d/%m/%Y}",
            each.received_on,
            amount=int(each.number),
        )
        for each in sorted(sent, key=lambda each: (each.unit, each.window))
    )


def _one_after_the_other(sent: Iterable[Sent]) -> list[Sent]:
    chosen: list[Sent] = []
    for each in sorted(sent, key=lambda one: (one.window.first, -one.window.last.toordinal())):
        if not chosen or each.window.first > chosen[-1].window.last:
            chosen.append(each)
    return chosen


def _all_sent(counting: Counting, code: str) -> list[Sent]:
    found: list[Sent] = []
    for package, rows in counting.once("packages sent", lambda: _read(counting)):
        row = next((each for each in rows if each["code"] == code and not each["part"]), None)
        told = row["values"].get("now") if row is not None else None
        if row is None or told is None or package.from_on is None or package.until_on is None:
            continue
        number = Value.from_json(told).number * (_MILLION if row["unit"] == _MILLIONS else 1)
        window = Window(package.from_on, package.until_on)
        found.append(Sent(package.unit_name, window, number, package.id, package.received_on))
    return found


def _read(counting: Counting) -> list[tuple[ReceivedPackage, list[Mapping[str, Any]]]]:
    asked = select(ReceivedPackage).filter_by(state=PackageState.ACCEPTED)
    found = counting.work.session.scalars(asked.order_by(ReceivedPackage.id))
    return [(each, each.content["grid"]["rows"]) for each in found]


def _is_upper(counting: Counting) -> bool:
    newest = select(OfficeProfile.level).order_by(OfficeProfile.valid_from.desc()).limit(1)
    valid = newest.where(OfficeProfile.valid_from <= counting.today)
    return counting.work.session.scalar(valid) == OfficeLevel.PROVINCE
