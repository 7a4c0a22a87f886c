"""In an upper office a target is reached by its units: figures are taken from what they sent.

Who counts in another unit is left out, as on the page of totals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from rehabdesk.domain.records.office import OfficeProfile
from rehabdesk.domain.records.reporting.received import ReceivedPackage
from rehabdesk.domain.reports.codes import MemberKind, OfficeLevel, PackageState
from rehabdesk.domain.reports.indicators import Nature
from rehabdesk.domain.reports.periods import Window, free_period
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.text import word_order
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.indicators.members import Member
from rehabdesk.services.office import Work

_NEAR = timedelta(days=31)  # a year of Decree 09/2019 begins in December
_MILLIONS = "triệu đồng"
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Sent:
    """What a unit sent of a figure for some days; `elsewhere` of it count in another unit."""

    unit: str
    window: Window
    number: Decimal
    package_id: int
    received_on: date
    unit_as_sent: str = ""  # how it was called then
    elsewhere: int = 0

    def is_of(self, unit: str) -> bool:
        """Tell whether it is of a unit named so; of none named it is of any."""
        return unit in {"", self.unit, self.unit_as_sent}


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
    sent = [each for each in sent_by_units(counting, code, window) if each.is_of(unit)]
    return sum((each.number for each in sent), Decimal(0)) if sent else None


def names_of_units(work: Work, window: Window) -> list[str]:
    """Name who is to send reports here at the end of a window, in the order of their names."""
    packages = import_module("rehabdesk.services.consolidation.packages")
    units = import_module("rehabdesk.services.consolidation.units")
    names = [each.name for each in packages.expected_units(work, window)]
    return sorted(names, key=lambda name: word_order(units.bare_name(name)))


def members_of_units(sent: Iterable[Sent]) -> tuple[Member, ...]:
    """Name the units behind a figure."""
    return tuple(
        Member(
            MemberKind.UNIT,
            each.package_id,
            each.unit,
            _told(each),
            each.received_on,
            amount=int(each.number),
        )
        for each in sorted(sent, key=lambda each: (each.unit, each.window))
    )


def _told(sent: Sent) -> str:
    told = f"số liệu {sent.window.words}, gói nhận {sent.received_on:%d/%m/%Y}"
    return f"{told}, bớt {sent.elsewhere} đã tính ở đơn vị khác" if sent.elsewhere else told


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
        value, window = Value.from_json(told), Window(package.from_on, package.until_on)
        less = _elsewhere(counting, package.layout_key, window) if package.has_names else {}
        dropped = less.get((package.unit_id or 0, row["key"]), 0)
        number = replace(value, amount=value.amount - dropped).number
        found.append(
            Sent(
                package.unit.name if package.unit is not None else package.unit_name,
                window,
                number * (_MILLION if row["unit"] == _MILLIONS else 1),
                package.id,
                package.received_on,
                package.unit_name,
                dropped,
            )
        )
    return found


def _elsewhere(
    counting: Counting, layout_key: str, window: Window
) -> Mapping[tuple[int, str], int]:
    """Return by unit and row how many of a report and its days count in another unit."""
    return counting.once(
        ("elsewhere", layout_key, window), lambda: _left_out(counting, layout_key, window)
    )


def _left_out(counting: Counting, layout_key: str, window: Window) -> Mapping[tuple[int, str], int]:
    """Ask what puts units together by name: it knows reports, and those know targets."""
    clashes = import_module("rehabdesk.services.consolidation.clashes")
    reading = import_module("rehabdesk.services.reports.reading")
    asked = reading.ReportAsked(layout_key, free_period(window.first, window.last))
    found: Mapping[tuple[int, str], int] = clashes.left_out(
        clashes.find_clashes(counting.work, asked)
    )
    return found


def _read(counting: Counting) -> list[tuple[ReceivedPackage, list[Mapping[str, Any]]]]:
    asked = select(ReceivedPackage).filter_by(state=PackageState.ACCEPTED)
    with_unit = asked.options(joinedload(ReceivedPackage.unit))
    found = counting.work.session.scalars(with_unit.order_by(ReceivedPackage.id))
    return [(each, each.content["grid"]["rows"]) for each in found]


def _is_upper(counting: Counting) -> bool:
    newest = select(OfficeProfile.level).order_by(OfficeProfile.valid_from.desc()).limit(1)
    valid = newest.where(OfficeProfile.valid_from <= counting.today)
    return counting.work.session.scalar(valid) == OfficeLevel.PROVINCE
