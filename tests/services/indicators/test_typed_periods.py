"""Whatever periods were given, a flow counts days once and only those of the window."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rehabdesk.domain.reports.indicators import Indicator, Nature, Origin
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.indicators.typed import Told, typed_answer, typed_near

WINDOW = Window(date(2026, 1, 1), date(2026, 9, 30))
FLOW = Indicator("C06", "Hồ sơ", "hồ sơ", Nature.FLOW, "", Origin.TYPED)
_AT = datetime(2026, 10, 1, 8)


def _told(number: int, begins: int, days: int, amount: int) -> Told:
    first = date(2025, 12, 1) + timedelta(days=begins)
    last = first + timedelta(days=days)
    return Told(number, "C06", first, last, Value(amount), {}, "", "", None, "", "", _AT)


_GIVEN = st.lists(
    st.tuples(st.integers(0, 330), st.integers(0, 120), st.integers(0, 50)), max_size=12
).map(lambda drawn: [_told(place, *each) for place, each in enumerate(drawn, 1)])


def _counting(told: list[Told]) -> Counting:
    nobody: Any = None  # what was typed is known: nothing else is asked
    return Counting(nobody, {"typed figures": {"C06": told}})


@settings(max_examples=50)
@given(_GIVEN)
def test_what_counts_lies_in_the_window_and_never_overlaps(told: list[Told]) -> None:
    counting = _counting(told)
    found = typed_answer(counting, FLOW, WINDOW)
    lying = [each for each in told if each.lies_in(WINDOW)]
    if found is None:
        assert not lying
        return
    by_id = {each.id: each for each in told}
    counted = [by_id[member.record_id] for member in found.members]
    assert all(each in lying for each in counted)
    assert not any(one.overlaps(other) for one in counted for other in counted if one is not other)
    assert found.value is not None
    assert found.value.amount == sum(each.value.amount for each in counted)
    # Nothing that could still be added is left out, and the longest is never the one left out.
    for each in lying:
        rivals = [other for other in counted if other is each or each.overlaps(other)]
        assert rivals
        assert max(_days(other) for other in rivals) >= _days(each)


@settings(max_examples=50)
@given(_GIVEN)
def test_what_touches_the_window_and_does_not_count_is_told(told: list[Told]) -> None:
    counting = _counting(told)
    found = typed_answer(counting, FLOW, WINDOW)
    counted = {member.record_id for member in found.members} if found else set()
    touching = [
        each
        for each in told
        if each.first <= WINDOW.last and each.until_on >= WINDOW.first and each.id not in counted
    ]
    near = [each.reason for each in typed_near(counting, FLOW, WINDOW)]
    partly = [reason for reason in near if "trước kỳ báo cáo" not in reason]
    assert len(partly) == len(touching)


def _days(told: Told) -> int:
    return (told.until_on - told.first).days
