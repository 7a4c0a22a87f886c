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
from rehabdesk.services.indicators.members import Member
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


def remark(counting: Counting, code: str, window: Window) -> str:
    """Return what is printed with a figure, without naming anybody."""
    return counting.once(("remark", code, window), lambda: _remark(counting, code, window))


def is_given(counting: Counting, code: str, window: Window) -> bool:
    """Tell whether a figure stands on what somebody gave, not on the records."""
    indicator = catalogue(counting.work)[code]
    return indicator.is_typed and typed_answer(counting, indicator, window) is not None


def are_alike(counting: Counting, code: str, one: Window, other: Window) -> bool:
    """Tell whether figures of two windows come from the same side: else they do not compare."""
    return is_given(counting, code, one) == is_given(counting, code, other)


def counted_anyway(counting: Counting, code: str, window: Window) -> Value | None:
    """Return what the records say, whatever was typed; none where they say nothing."""
    rule = rules().get(code)
    if rule is None:
        return None
    if rule.quick is not None:
        return rule.quick(counting, window)
    return Value(sum(each.amount for each in rule.members(counting, window)))


def parts_of(
    counting: Counting, code: str, window: Window, breakdown: Breakdown
) -> Mapping[str, int]:
    """Take a figure apart; without naming anybody where its rule can."""
    indicator, rule = catalogue(counting.work)[code], rules().get(code)
    if rule is None or is_given(counting, code, window):
        return answer(counting, code, window).parts(breakdown)
    parts = rule.parts(counting, window, breakdown) if rule.parts is not None else None
    if parts is None:
        members = _members(counting, code, rule, window)
        parts = Answer(indicator, window, None, members).parts(breakdown)
    return parts


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
    if rule is None:
        return None
    return rule.quick(counting, window) if rule.quick else _total(counting, code, rule, window)


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
    members = _members(counting, code, rule, window)
    nearly = (*near, *(rule.near(counting, window) if rule.near else ()))
    value = figure(counting, code, window)
    return Answer(indicator, window, value, members, nearly, remark(counting, code, window))


def _members(counting: Counting, code: str, rule: Rule, window: Window) -> tuple[Member, ...]:
    return counting.once(("members", code, window), lambda: tuple(rule.members(counting, window)))


def _total(counting: Counting, code: str, rule: Rule, window: Window) -> Value:
    return Value(sum(each.amount for each in _members(counting, code, rule, window)))


def _remark(counting: Counting, code: str, window: Window) -> str:
    indicator, rule = catalogue(counting.work)[code], rules().get(code)
    typed = typed_answer(counting, indicator, window) if indicator.is_typed else None
    if typed is not None:
        return typed.remark
    if indicator.nature is Nature.SHARE:
        return _share_remark(counting, indicator, window)
    return rule.remark(counting, window) if rule is not None and rule.remark else ""


def _share(counting: Counting, indicator: Indicator, window: Window) -> Answer:
    """Take a share, in per cent where that is its unit; of nothing there is none."""
    part = answer(counting, indicator.part, window)
    value, told = figure(counting, indicator.code, window), remark(counting, indicator.code, window)
    return Answer(indicator, window, value, part.members, part.near, told)


def _share_remark(counting: Counting, indicator: Indicator, window: Window) -> str:
    """Say both numbers of a share, and what is to be said of the one above the line."""
    part = figure(counting, indicator.part, window)
    whole = figure(counting, indicator.whole, window)
    if _share_value(indicator, part, whole) is None or part is None or whole is None:
        return ""
    base = whole if part.base is None else Value(part.base)
    told = f"{replace(part, base=None).words}/{base.words}"
    return "; ".join(filter(None, (told, remark(counting, indicator.part, window))))


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
