"""Who may belong to a volunteer team (Thông tư liên tịch 24/2012 Điều 4), told as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.dates import PartialDate, add_months
from rehabdesk.domain.teamwork.codes import TeamRole

LEAST_AGE = 18
LEAST_MONTHS = 6
ARTICLE = "Điều 4 Thông tư liên tịch 24/2012/TTLT-BLĐTBXH-BNV-BTC"


class Weight(Coded):
    """How much a finding weighs: an error must not be, a warning is to be looked at."""

    ERROR = "error", "Không được"
    WARNING = "warning", "Xem lại"
    UNKNOWN = "unknown", "Chưa ghi"


@dataclass(frozen=True, slots=True)
class Finding:
    weight: Weight
    sentence: str
    short: str  # in a narrow column: "chưa đủ 18 tuổi"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a member that the standards ask for."""

    name: str
    born: PartialDate | None = None
    residence: str = ""
    resident_since: date | None = None
    workplace: str = ""
    is_civil_servant: bool = False
    is_fit: bool | None = None


def find_faults(who: Standing, day: date) -> tuple[Finding, ...]:
    """Hold somebody against the standards on the day of the decision."""
    found = (_age(who, day), _place(who, day), _post(who), _fitness(who))
    return tuple(each for each in found if each is not None)


def find_minor(who: Standing, day: date) -> Finding | None:
    """Say so of somebody who is certainly too young on the day of the decision."""
    found = _age(who, day)
    return found if found is not None and found.weight is Weight.ERROR else None


def told_short(findings: Sequence[Finding]) -> str:
    """Say findings in one line: what is wrong, then what nobody has written down."""
    found = [each.short for each in findings if each.weight is not Weight.UNKNOWN]
    unknown = [each.short for each in findings if each.weight is Weight.UNKNOWN]
    if unknown:
        found.append(f"chưa ghi {', '.join(unknown)}")
    return "; ".join(found)


def size_hint(count: int, least: int, most: int) -> str:
    """Say what is usual, never that another number is wrong: no text known to us sets one."""
    if not count or least <= count <= most:
        return ""
    wide = "ít" if count < least else "nhiều"
    return f"Đội có {count} người, {wide} hơn thường thấy ({least}–{most} người)."


def leader_hint(leaders: Sequence[str]) -> str:
    if not leaders:
        return "Đội chưa có Đội trưởng."
    if len(leaders) > 1:
        return f"Đội có {len(leaders)} Đội trưởng ({', '.join(leaders)}); chỉ được một."
    return ""


def read_role(text: str) -> TeamRole:
    """Read a place in the team as papers write it: "Phó Đội trưởng" is a deputy."""
    plain = text.casefold()
    if "phó" in plain:
        return TeamRole.DEPUTY
    return TeamRole.LEADER if "trưởng" in plain else TeamRole.MEMBER


def _age(who: Standing, day: date) -> Finding | None:
    if who.born is None:
        return Finding(Weight.UNKNOWN, f"Chưa ghi ngày sinh của {who.name}.", "ngày sinh")
    if add_months(who.born.first_day, 12 * LEAST_AGE) > day:
        return Finding(
            Weight.ERROR,
            f"{who.name} chưa đủ {LEAST_AGE} tuổi vào ngày {day:%d/%m/%Y} ({ARTICLE}).",
            f"chưa đủ {LEAST_AGE} tuổi",
        )
    return None


def _place(who: Standing, day: date) -> Finding | None:
    if who.workplace and not who.is_civil_servant:
        return None
    if who.resident_since is None:
        if not who.residence and not who.workplace:
            words, short = "chưa ghi nơi ở, nơi làm việc", "nơi ở"
        else:
            words, short = "chưa ghi ở xã từ ngày nào", "ở từ ngày nào"
        return Finding(Weight.UNKNOWN, f"{who.name} {words} ({ARTICLE}).", short)
    if add_months(who.resident_since, LEAST_MONTHS) > day:
        return Finding(
            Weight.WARNING,
            f"{who.name} ở xã chưa đủ {LEAST_MONTHS:02d} tháng vào ngày {day:%d/%m/%Y} "
            f"({ARTICLE}).",
            f"ở chưa đủ {LEAST_MONTHS} tháng",
        )
    return None


def _post(who: Standing) -> Finding | None:
    if not who.is_civil_servant:
        return None
    return Finding(
        Weight.WARNING,
        f"{who.name} là công chức: không vào Đội theo nơi làm việc được ({ARTICLE}).",
        "công chức",
    )


def _fitness(who: Standing) -> Finding | None:
    if who.is_fit is None:
        return Finding(
            Weight.UNKNOWN,
            f"{who.name} chưa khai sức khỏe, năng lực hành vi ({ARTICLE}).",
            "sức khỏe",
        )
    if not who.is_fit:
        return Finding(
            Weight.ERROR,
            f"{who.name} khai không đủ sức khỏe hoặc năng lực hành vi ({ARTICLE}).",
            "không đủ sức khỏe",
        )
    return None
