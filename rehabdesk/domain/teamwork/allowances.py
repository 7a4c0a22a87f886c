"""How much a month of service comes to, and the sentence that says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.teamwork.codes import TeamRole
from rehabdesk.domain.teamwork.months import Month

Span = tuple[date, date | None, TeamRole | None]  # from, until, as what; its last day counts
HUNDRED = 100
HALF_MONTH = 15  # days


class PartMonth(Coded):
    """What comes of a month not served whole; a resolution decides, not the law."""

    DAYS = "days", "Theo số ngày trong tháng"
    HALF = "half", "Từ 15 ngày trở lên tính đủ tháng, dưới 15 ngày không tính"
    FULL = "full", "Có tên ngày nào trong tháng cũng tính đủ tháng"


@dataclass(frozen=True, slots=True)
class Salary:
    """A base salary (mức lương cơ sở) from a day on."""

    valid_from: date
    amount: int
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of service in one role, inside the month; both ends count."""

    from_on: date
    until_on: date
    role: TeamRole | None = None

    @property
    def days(self) -> int:
        return (self.until_on - self.from_on).days + 1


@dataclass(frozen=True, slots=True)
class Terms:
    """`factors` in hundredths of the base salary; None is who has no role in a team."""

    base_salary: int
    factors: Mapping[TeamRole | None, int]
    part: PartMonth
    asks_attendance: bool = False


ABSENT = "Không có mặt buổi nào; vẫn tính theo danh sách."  # to be looked at, on no paper


@dataclass(frozen=True, slots=True)
class Presence:
    """Of how many sessions of the month somebody was there."""

    attended: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Pay:
    role: TeamRole | None
    factor: int
    amount: int
    reason: str


def cut_to(month: Month, spans: Iterable[Span]) -> tuple[Stretch, ...]:
    """Cut spans of service to a month, so that none overlap: of two the later one counts."""
    known = sorted(spans, key=lambda each: each[0])
    found: list[Stretch] = []
    for number in range(1, month.last.day + 1):
        day = date(month.year, month.month, number)
        covering = [each for each in known if each[0] <= day and (each[1] or day) >= day]
        if not covering:
            continue
        role, before = covering[-1][2], found[-1] if found else None
        if before and before.role is role and before.until_on == day - timedelta(days=1):
            found[-1] = replace(before, until_on=day)
        else:
            found.append(Stretch(day, day, role))
    return tuple(found)


def pay_for(month: Month, stretches: Sequence[Stretch], terms: Terms, presence: Presence) -> Pay:
    """Return what a month comes to; the stretches do not overlap, and there is one."""
    in_order = sorted(stretches, key=lambda each: each.from_on)
    served = sum(each.days for each in in_order)
    told = [_served(month, in_order, served)]
    role = _role_of(in_order, terms.part)
    factor = terms.factors[role]
    if terms.asks_attendance and not presence.attended:
        return Pay(role, factor, 0, f"{told[0]} Không có mặt buổi nào: không tính.")
    whole = Fraction(terms.base_salary, HUNDRED)
    if terms.part is PartMonth.DAYS:
        share = sum(Fraction(terms.factors[each.role] * each.days) for each in in_order)
        amount = _rounded(whole * share / month.last.day)
        told += [f"Tính {served}/{month.last.day} ngày."] if served < month.last.day else []
    elif terms.part is PartMonth.HALF and served < HALF_MONTH:
        amount = 0
        told.append(f"{served} ngày, dưới {HALF_MONTH} ngày: không tính.")
    else:
        amount = _rounded(whole * factor)
        told += ["Tính đủ tháng."] if served < month.last.day else []
    if amount and presence.held and not presence.attended:
        told.append(ABSENT)
    return Pay(role, factor, amount, " ".join(told))


def _role_of(stretches: Sequence[Stretch], part: PartMonth) -> TeamRole | None:
    """Return the role a line is under: by days the last one, else the one held longest."""
    last = stretches[-1].role
    if part is PartMonth.DAYS:
        return last
    days: dict[TeamRole | None, int] = {}
    for each in stretches:
        days[each.role] = days.get(each.role, 0) + each.days
    longest = max(days.values())
    return last if days[last] == longest else next(r for r, held in days.items() if held == longest)


def _served(month: Month, stretches: Sequence[Stretch], served: int) -> str:
    """Say from when to when, and in which roles."""
    if served == month.last.day and len({each.role for each in stretches}) == 1:
        return "Đủ tháng."
    parts = []
    for each in stretches:
        role = each.role.label if each.role else "Được giao"
        begins = f" từ {each.from_on:%d/%m}" if each.from_on > month.first else ""
        ends = f" đến {each.until_on:%d/%m}" if each.until_on < month.last else ""
        parts.append(f"{role}{begins}{ends}")
    return f"{', '.join(parts)}."


def _rounded(amount: Fraction) -> int:
    """Round to whole đồng, the half upwards."""
    return int(amount + Fraction(1, 2))
