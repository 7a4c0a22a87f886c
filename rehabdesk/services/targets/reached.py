"""How far a target is reached on a day, and at which pace: counted, or typed where nothing counts.

A share of persons is taken of those who are in the whole: who has left since counts in neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rehabdesk.domain.reports.codes import Breakdown, TargetRule
from rehabdesk.domain.reports.indicators import Indicator, Nature
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.targets import PACED, Aim, Forecast, Pace, forecast
from rehabdesk.domain.reports.values import Value, decimal_words
from rehabdesk.services.indicators.answers import answer, catalogue, figure
from rehabdesk.services.indicators.counting import Answer, Counting
from rehabdesk.services.indicators.members import Member
from rehabdesk.services.targets.facts import Target
from rehabdesk.services.targets.from_units import (
    is_upper,
    members_of_units,
    sent_by_units,
    total_of_units,
)

_HUNDRED = 100
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reached:
    """`number` is what is held against the target; of a share `part` of `whole` stand beside."""

    number: Decimal | None
    part: Decimal | None = None
    whole: Decimal | None = None
    as_typed: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A target held against what is reached of it."""

    aim: Aim
    reached: Reached
    forecast: Forecast
    pace: Pace | None


def hold(counting: Counting, target: Target) -> Held:
    """Hold a target against what is reached today, and say how it will stand at its deadline."""
    aim, today = target.aim, counting.today
    if today < aim.window.first:
        return Held(aim, Reached(None), forecast(aim, None, None, today), None)
    reached = reach(counting, target, today)
    pace = None
    if aim.needs_pace(reached.number, today):
        pace = _pace(counting, target, reached.number or Decimal(0))
    return Held(aim, reached, forecast(aim, reached.number, pace, today), pace)


def reach(counting: Counting, target: Target, on: date) -> Reached:
    """Return how far a target is reached at the end of a day."""
    window = target.window.until(on)
    breakdown = breakdown_of(counting, target)
    if not measured(counting, target):
        return _typed(target, window.last)
    if is_upper(counting):
        return _of_units(counting, target, window)
    if target.facts.is_per_cent:
        return _share(counting, target, window)
    if breakdown is not None:
        amount = answer(counting, target.facts.code, window).parts(breakdown).get(target.whose, 0)
        return Reached(Decimal(amount))
    value = figure(counting, target.facts.code, window)
    return Reached(value.number, as_typed=value.as_typed) if value is not None else Reached(None)


def measured(counting: Counting, target: Target) -> bool:
    """Tell whether the records say what is reached; a part only where the figure is parted so."""
    known = catalogue(counting.work)
    if target.facts.code not in known:
        return False
    if is_upper(counting):
        return target.hamlet_id is None and target.team_id is None
    return target.parent_id is None or breakdown_of(counting, target) is not None


def breakdown_of(counting: Counting, target: Target) -> Breakdown | None:
    """Say by what a figure is to be parted for the part of a target."""
    indicator = catalogue(counting.work).get(target.facts.code)
    wanted = None
    if target.hamlet_id is not None:
        wanted = Breakdown.HAMLET
    elif target.team_id is not None:
        wanted = Breakdown.TEAM
    offered = indicator.breakdowns if indicator is not None else ()
    return wanted if wanted in offered else None


def members_of(counting: Counting, target: Target) -> tuple[Answer, tuple[Member, ...]]:
    """Return the answer a target is counted by, and those in it that count for this target."""
    window = target.window.until(counting.today)
    if is_upper(counting):
        return _units_behind(counting, target, window)
    found = answer(counting, target.facts.code, window)
    breakdown = breakdown_of(counting, target)
    members = found.members
    if breakdown is not None:
        members = tuple(each for each in members if each.part(breakdown) == target.whose)
    if target.facts.is_per_cent and target.facts.base_code:
        whole = answer(counting, target.facts.base_code, found.window)
        if _are_persons(found) and _are_persons(whole):
            ids = {each.person_id for each in whole.members}
            members = tuple(each for each in members if each.person_id in ids)
    return found, members


def reached_words(target: Target, reached: Reached) -> str:
    """Say what is reached as it stands in its cell: "14/14 người", "19 buổi", "6/9 tiêu chí"."""
    facts, number = target.facts, reached.number
    if reached.part is not None and reached.whole is not None:
        told = f"{decimal_words(reached.part)}/{decimal_words(reached.whole)}"
        return f"{told} {facts.unit}".strip() if facts.unit != "%" else told
    if number is None:
        return "–"
    told = reached.as_typed or target.aim.told(number)
    if facts.is_per_cent or target.parent_id is not None:
        return told
    if facts.rule is TargetRule.REACHED_BY:
        told = f"{told}/{decimal_words(facts.amount.number)}"
    return f"{told} {facts.unit}".strip()


def _of_units(counting: Counting, target: Target, window: Window) -> Reached:
    """Add up what the units sent; of a share both its parts."""
    indicator = catalogue(counting.work)[target.facts.code]
    if not target.facts.is_per_cent:
        return Reached(total_of_units(counting, indicator.code, window, target.whose))
    codes = (indicator.code, target.facts.base_code)
    if not target.facts.base_code:
        codes = (indicator.part, indicator.whole)
    if not all(codes):
        return Reached(None)
    above, below = (total_of_units(counting, code, window, target.whose) for code in codes)
    if above is None or not below:
        return Reached(None)
    return Reached(above * _HUNDRED / below, above, below)


def _units_behind(
    counting: Counting, target: Target, window: Window
) -> tuple[Answer, tuple[Member, ...]]:
    indicator = catalogue(counting.work)[target.facts.code]
    code = indicator.part if indicator.nature is Nature.SHARE else indicator.code
    sent = [each for each in sent_by_units(counting, code, window) if each.is_of(target.whose)]
    members = members_of_units(sent)
    total = Value(sum(each.amount for each in members)) if members else None
    return Answer(indicator, window, total, members), members


def _typed(target: Target, on: date) -> Reached:
    known = [value for day, value in sorted(target.reached.items()) if day <= on]
    return Reached(known[-1].number) if known else Reached(None)


def _share(counting: Counting, target: Target, window: Window) -> Reached:
    indicator = catalogue(counting.work)[target.facts.code]
    if not target.facts.base_code:
        return _plain_share(counting, indicator, window)
    part = answer(counting, indicator.code, window)
    whole = answer(counting, target.facts.base_code, window)
    if part.value is None or whole.value is None:
        return Reached(None)
    above, below = part.value.number, whole.value.number
    if _are_persons(part) and _are_persons(whole):
        ids = {each.person_id for each in whole.members}
        above = Decimal(len(ids & {each.person_id for each in part.members}))
        below = Decimal(len(ids))
    if not below:
        return Reached(None, above, below)
    return Reached(above * _HUNDRED / below, above, below)


def _plain_share(counting: Counting, indicator: Indicator, window: Window) -> Reached:
    value = figure(counting, indicator.code, window)
    if value is None:
        return Reached(None)
    if indicator.nature is not Nature.SHARE:
        return Reached(value.number, as_typed=value.as_typed)
    part = figure(counting, indicator.part, window)
    whole = figure(counting, indicator.whole, window)
    if part is None or whole is None:
        return Reached(value.number)
    return Reached(
        value.number, part.number, whole.number if part.base is None else Decimal(part.base)
    )


def _are_persons(found: Answer) -> bool:
    return bool(found.members) and all(each.person_id is not None for each in found.members)


def _pace(counting: Counting, target: Target, now: Decimal) -> Pace:
    """Take the pace of the last days; a flow began with nothing, a stock with what there was."""
    gone = target.aim.days_gone(counting.today)
    days = min(PACED, gone)
    day = counting.today - days * _DAY
    if day >= target.window.first:
        before = reach(counting, target, day).number
        return Pace(now - before if before is not None else Decimal(0), days)
    indicator = catalogue(counting.work).get(target.facts.code)
    if target.facts.is_per_cent or indicator is None or indicator.nature is Nature.STOCK:
        before = reach(counting, target, target.window.first).number
        return Pace(now - before if before is not None else Decimal(0), days)
    return Pace(now, days)
