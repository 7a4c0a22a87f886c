"""Asking the catalogue: a figure, everybody behind it, and why somebody is not among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache

from rehabdesk.catalog.reporting.indicators import load_indicators
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.indicators import Indicator, Nature
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators import groups
from rehabdesk.services.indicators.counting import Answer, Counting, Rule
from rehabdesk.services.indicators.typed import typed_answer, typed_near
from rehabdesk.services.office import Work


def catalogue(work: Work) -> Mapping[str, Indicator]:
    return load_indicators(work.resources.folder)


@cache
def rules() -> Mapping[str, Rule]:
    """Return how each code is counted; what is only ever typed or a share has no rule."""
    return {code: rule for each in groups.all_groups() for code, rule in each.items()}


def figure(counting: Counting, code: str, window: Window) -> Value | None:
    """Return a figure without naming anybody, where that is quicker; none where it is not known."""
    return counting.once(("figure", code, window), lambda: _figure(counting, code, window))


def answer(counting: Counting, code: str, window: Window) -> Answer:
    """Return a figure with everybody behind it, and who nearly is."""
    return counting.once(("answer", code, window), lambda: _answer(counting, code, window))


def parts_of(
    counting: Counting, code: str, window: Window, breakdown: Breakdown
) -> Mapping[str, int]:
    """Take a figure apart; without naming anybody where its rule can."""
    indicator, rule = catalogue(counting.work)[code], rules().get(code)
    is_typed = indicator.is_typed and typed_answer(counting, indicator, window) is not None
    if rule is not None and rule.parts is not None and not is_typed:
        parts = rule.parts(counting, window, breakdown)
        if parts is not None:
            return parts
    return answer(counting, code, window).parts(breakdown)


def why_not(counting: Counting, code: str, window: Window, person_id: int) -> str:
    """Say why a person is counted in a figure, or which condition fails."""
    asked = answer(counting, code, window)
    mine = [each.reason for each in asked.members if each.person_id == person_id]
    if mine:
        return "Được tính: " + "; ".join(mine)
    near = [each.reason for each in asked.near if each.person_id == person_id]
    rule = rules().get(asked.indicator.part or code)
    if not near and rule is not None and rule.why_not is not None:
        near = [rule.why_not(counting, window, person_id)]
    return "Không tính: " + ("; ".join(near) or f"không có việc nào thuộc “{asked.indicator.name}”")


def _figure(counting: Counting, code: str, window: Window) -> Value | None:
    indicator = catalogue(counting.work)[code]
    rule = rules().get(code)
    if indicator.is_typed:
        typed = typed_answer(counting, indicator, window)
        if typed is not None:
            return typed.value
    if indicator.nature is Nature.SHARE:
        part = figure(counting, indicator.part, window)
        return _share_value(indicator, part, figure(counting, indicator.whole, window))
    quick = rule.quick if rule is not None else None
    return quick(counting, window) if quick else answer(counting, code, window).value


def _answer(counting: Counting, code: str, window: Window) -> Answer:
    indicator = catalogue(counting.work)[code]
    if indicator.is_typed:
        typed = typed_answer(counting, indicator, window)
        if typed is not None:
            return typed
    if indicator.nature is Nature.SHARE:
        return _share(counting, indicator, window)
    near = typed_near(counting, indicator, window) if indicator.is_typed else ()
    rule = rules().get(code)
    if rule is None:
        return Answer(indicator, window, None, (), near)
    members = tuple(rule.members(counting, window))
    nearly = (*near, *(rule.near(counting, window) if rule.near else ()))
    total = Value(sum(each.amount for each in members))
    value = rule.quick(counting, window) if rule.quick else total
    remark = rule.remark(counting, window) if rule.remark else ""
    return Answer(indicator, window, value, members, nearly, remark)


def _share(counting: Counting, indicator: Indicator, window: Window) -> Answer:
    """Take a share, in per cent where that is its unit; of nothing there is none."""
    part = answer(counting, indicator.part, window)
    whole = figure(counting, indicator.whole, window)
    value = _share_value(indicator, part.value, whole)
    if value is None or part.value is None or whole is None:
        return Answer(indicator, window, None, part.members, part.near)
    base = whole if part.value.base is None else Value(part.value.base)
    told = f"{replace(part.value, base=None).words}/{base.words}"
    remark = "; ".join(words for words in (told, part.remark) if words)
    return Answer(indicator, window, value, part.members, part.near, remark)


def _share_value(indicator: Indicator, part: Value | None, whole: Value | None) -> Value | None:
    if part is not None and part.base is not None:
        whole = Value(part.base)  # the paper tells both numbers: "127/143"
    if part is None or whole is None or whole.is_zero:
        return None
    times = 100 if indicator.unit == "%" else 1
    exact = part.number * times / whole.number
    if exact == exact.to_integral_value():
        return Value(int(exact))
    scaled = exact.scaleb(indicator.decimals)
    rounded = scaled.quantize(Decimal(1), ROUND_HALF_UP)
    if exact < times and rounded == Decimal(times).scaleb(indicator.decimals):
        rounded = scaled.quantize(Decimal(1), ROUND_DOWN)  # not quite all is never all
    return Value(int(rounded), indicator.decimals)
