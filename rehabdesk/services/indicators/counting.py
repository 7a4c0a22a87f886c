"""The rules of counting by code, and what one report remembers while it is counted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.indicators import Indicator
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.members import Member, NearMiss
from rehabdesk.services.office import Work

T = TypeVar("T")

# The tables any figure is counted from; who shows figures watches them.
COUNTED_FROM = frozenset(
    {"person", "case_file", "episode", "case_event", "decision", "decision_person", "assignment"}
    | {"contact", "contact_person", "support", "support_fact", "pledge", "tip", "body_test"}
    | {"activity", "activity_figure", "activity_attendance", "volunteer", "volunteer_team"}
    | {"team_member", "typed_figure", "plan", "plan_target", "hamlet", "received_package"}
    | {"bin_item"}
)


@dataclass(frozen=True, slots=True)
class Counting:
    """One report being counted: what several figures need is read once and remembered."""

    work: Work
    known: dict[Hashable, Any] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.work.today

    def once(self, key: Hashable, read: Callable[[], T]) -> T:
        if key not in self.known:
            self.known[key] = read()
        found: T = self.known[key]
        return found


Members = Callable[[Counting, Window], Iterable[Member]]
Near = Callable[[Counting, Window], Iterable[NearMiss]]
Quick = Callable[[Counting, Window], Value | None]  # none: nobody has told it
Remark = Callable[[Counting, Window], str]
Parts = Callable[[Counting, Window, Breakdown], Mapping[str, int] | None]
WhyNot = Callable[[Counting, Window, int], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """How a code is counted.

    A figure is the sum of what its members add; `quick` gives the same without naming them,
    where there are too many. `why_not` says of one person which condition fails, `remark` what
    is printed with the figure. `parts` takes it apart without naming anybody, where it can.
    """

    members: Members
    near: Near | None = None
    quick: Quick | None = None
    why_not: WhyNot | None = None
    remark: Remark | None = None
    parts: Parts | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure with everybody behind it, in the order shown."""

    indicator: Indicator
    window: Window
    value: Value | None  # none: nobody has given it
    members: tuple[Member, ...]
    near: tuple[NearMiss, ...] = ()
    remark: str = ""  # the criterion, the day of a typed figure, printed with it
    told: Mapping[Breakdown, Mapping[str, int]] = field(default_factory=dict)  # parts on paper

    def parts(self, breakdown: Breakdown) -> Mapping[str, int]:
        """Take the figure apart; the parts add up to the whole."""
        if breakdown in self.told:
            return self.told[breakdown]
        found: dict[str, int] = {}
        for member in self.members:
            part = member.part(breakdown)
            found[part] = found.get(part, 0) + member.amount
        return found
