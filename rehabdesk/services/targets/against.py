"""Targets as reports hold figures against them (K02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_DOWN, Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from rehabdesk.domain.records.reporting.targets import PlanTarget
from rehabdesk.domain.reports.codes import TargetRule
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value, decimal_words, share_of
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.office import Work
from rehabdesk.services.targets.facts import Target
from rehabdesk.services.targets.keeping import target_told
from rehabdesk.services.targets.reached import Reached, reach

_NEAR = timedelta(days=31)  # a year of Decree 09/2019 begins and ends in December
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class HeldTarget:
    """A target in words ("60%", "3"), what is reached of it, and whether that is enough."""

    target: Target
    reached: Reached
    words: str

    @property
    def value(self) -> Value:
        return self.target.facts.amount

    @property
    def target_words(self) -> str:
        told = self.target.aim.told(self.value.number)
        return f"≤ {told}" if self.target.facts.rule is TargetRule.AT_MOST else told

    @property
    def is_reached(self) -> bool:
        number = self.reached.number
        return number is not None and self.target.aim.is_met_by(number)


def target_of(work: Work, code: str, window: Window) -> Value | None:
    """Return what is asked of an indicator in a window; none where no plan asks for it."""
    target = find_target(work, code, window)
    return target.facts.amount if target is not None else None


def find_target(work: Work, code: str, window: Window) -> Target | None:
    """Return the target a window is held against: of the shortest time that holds the window."""
    asked = (
        select(PlanTarget)
        .where(
            PlanTarget.code == code,
            PlanTarget.parent_id.is_(None),
            PlanTarget.rule != TargetRule.REACHED_BY,
            PlanTarget.from_on <= window.first + _NEAR,
            PlanTarget.until_on >= window.last - _NEAR,
            PlanTarget.until_on >= window.first,
        )
        .options(joinedload(PlanTarget.plan))
        .order_by(PlanTarget.place, PlanTarget.id)
    )
    found = [target_told(each) for each in work.session.scalars(asked)]
    return min(found, key=lambda each: each.aim.days, default=None)


def hold_figure(
    counting: Counting, code: str, window: Window, now: Value | None
) -> HeldTarget | None:
    """Hold a figure of a report against its target.

    A report that begins with the time of the target is held by its own figure; a month or a
    quarter by all that was reached since that time began.
    """
    aimed_at = counting.once("codes with targets", lambda: _codes(counting.work))
    target = find_target(counting.work, code, window) if code in aimed_at else None
    if target is None:
        return None
    begins_with = abs(window.first - target.window.first) <= _NEAR
    if begins_with and not target.facts.is_per_cent:
        reached = Reached(now.number, as_typed=now.as_typed) if now is not None else Reached(None)
    else:
        reached = reach(counting, target, min(window.last, counting.today))
    return HeldTarget(target, reached, _words(target, reached))


def _codes(work: Work) -> frozenset[str]:
    """Return what any plan asks for, so that the many figures no plan is about cost nothing."""
    return frozenset(work.session.scalars(select(PlanTarget.code).distinct()))


def reached_words(reached: Value, target: Value, *, is_about: bool = False) -> str:
    """Say a figure in per cent of its target: "145,6%"; about, in whole per cents: "> 96%"."""
    return _per_cent(reached.number, target.number, reached.as_typed, is_about=is_about)


def _words(target: Target, reached: Reached) -> str:
    if reached.number is None:
        return ""
    if target.facts.is_per_cent:
        return share_of(reached.number, Decimal(_HUNDRED))
    return _per_cent(reached.number, target.facts.amount.number, reached.as_typed)


def _per_cent(part: Decimal, whole: Decimal, as_typed: str, *, is_about: bool = False) -> str:
    if not whole:
        return ""
    sign = as_typed.rstrip("0123456789.,/ \u00a0").strip()
    exact = part * _HUNDRED / whole
    if is_about and exact != exact.to_integral_value():
        return f"> {decimal_words(exact.quantize(Decimal(1), ROUND_DOWN))}%"
    told = share_of(part, whole)
    return f"{sign} {told}" if sign else told
