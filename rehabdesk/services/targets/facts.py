"""What is told of a plan and of a target, and what is refused of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import TargetRule
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.targets import Aim
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.text import clean
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.office import Work

MOST = 10**13
_WHOLE = Decimal(100)
_YEARS = range(2000, 2101)


class PlanNameMissing(Refusal):
    field = "plan_name"

    def __init__(self) -> None:
        super().__init__("Chưa có tên kế hoạch. Gõ tên ghi trên văn bản.")


class IssuerMissing(Refusal):
    field = "issuer"

    def __init__(self) -> None:
        super().__init__("Chưa ghi nơi giao. Gõ cơ quan ban hành, ví dụ UBND tỉnh.")


class PlanYearsTurned(Refusal):
    field = "until_year"

    def __init__(self) -> None:
        super().__init__("Năm cuối của kế hoạch đứng trước năm đầu. Sửa một trong hai năm.")


class PlanGone(Refusal):
    field = "plan"

    def __init__(self) -> None:
        super().__init__("Kế hoạch này không còn. Chọn kế hoạch khác hoặc thêm kế hoạch mới.")


class TargetGone(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Chỉ tiêu này đã được bỏ vào thùng rác. Chưa đổi gì. Xem lại bảng chỉ tiêu."
        )


class TargetNameMissing(Refusal):
    field = "name"

    def __init__(self) -> None:
        super().__init__("Chưa có tên chỉ tiêu. Gõ tên như trong kế hoạch.")


class AmountMissing(Refusal):
    field = "amount"

    def __init__(self) -> None:
        super().__init__("Chưa có số được giao. Gõ số lớn hơn 0; “không quá” thì gõ 0 cũng được.")


class AmountTooLarge(Refusal):
    field = "amount"

    def __init__(self) -> None:
        super().__init__("Số được giao lớn quá. Gõ lại số ghi trong kế hoạch.")


class MoreThanAll(Refusal):
    field = "amount"

    def __init__(self) -> None:
        super().__init__("Tỷ lệ được giao không quá 100%. Gõ lại tỷ lệ.")


class BaseMissing(Refusal):
    field = "base_code"

    def __init__(self) -> None:
        super().__init__("Chưa chọn tỷ lệ của tổng số nào. Chọn ở ô “Trên tổng số”.")


class DaysTurned(Refusal):
    field = "until_on"

    def __init__(self) -> None:
        super().__init__("Hạn đứng trước ngày bắt đầu. Sửa một trong hai ngày.")


class DaysMissing(Refusal):
    field = "until_on"

    def __init__(self) -> None:
        super().__init__("Chưa đủ ngày bắt đầu và hạn. Gõ cả hai ngày.")


@dataclass(frozen=True, slots=True)
class PlanFacts:
    name: str
    issuer: str
    from_year: int
    until_year: int
    short_name: str = ""
    number: str = ""
    on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What is to be reached; without a code what is reached is typed."""

    plan_id: int | None
    name: str
    amount: Value
    from_on: date | None
    until_on: date | None
    code: str = ""
    base_code: str = ""
    unit: str = ""
    rule: TargetRule = TargetRule.AT_LEAST
    is_per_cent: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a target that is typed is reached, by day."""

    reached: Mapping[date, Value]


@dataclass(frozen=True, slots=True)
class Target:
    """A target as it is kept, or a part of one: of a hamlet, a team, or somebody named."""

    id: int
    version: int
    plan_id: int
    facts: TargetFacts
    window: Window
    given_by: str = ""  # "UBND tỉnh, KH 41"
    parent_id: int | None = None
    hamlet_id: int | None = None
    team_id: int | None = None
    whose: str = ""  # the name of the hamlet, of the team, or the one typed
    reached: Mapping[date, Value] = field(default_factory=dict)

    @property
    def aim(self) -> Aim:
        facts = self.facts
        return Aim(facts.rule, facts.amount.number, self.window, facts.unit, facts.is_per_cent)

    @property
    def amount_words(self) -> str:
        """Say what is asked as it stands in its cell: "60%", "3 người", "đạt 2030"."""
        facts = self.facts
        if facts.rule is TargetRule.REACHED_BY and self.parent_id is None:
            return f"đạt {self.window.last.year}"
        told = self.aim.told(facts.amount.number)
        is_bare = facts.is_per_cent or self.parent_id is not None
        return told if is_bare else f"{told} {facts.unit}".strip()


def require_plan_whole(facts: PlanFacts) -> None:
    if not clean(facts.name):
        raise PlanNameMissing
    if not clean(facts.issuer):
        raise IssuerMissing
    if facts.until_year < facts.from_year or not {facts.from_year, facts.until_year} <= set(_YEARS):
        raise PlanYearsTurned


def require_target_whole(work: Work, facts: TargetFacts) -> Window:
    """Refuse what cannot be a target; return the days it is of."""
    if not clean(facts.name):
        raise TargetNameMissing
    number = facts.amount.number
    if number < 0 or (not number and facts.rule is not TargetRule.AT_MOST):
        raise AmountMissing
    if number > MOST:
        raise AmountTooLarge
    if facts.is_per_cent:
        _require_share(work, facts)
    if facts.from_on is None or facts.until_on is None:
        raise DaysMissing
    if facts.until_on < facts.from_on:
        raise DaysTurned
    return Window(facts.from_on, facts.until_on)


def _require_share(work: Work, facts: TargetFacts) -> None:
    if facts.amount.number > _WHOLE:
        raise MoreThanAll
    known = catalogue(work)
    is_share = facts.code in known and known[facts.code].unit == "%"
    if facts.code and not is_share and facts.base_code not in known:
        raise BaseMissing
