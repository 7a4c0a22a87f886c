"""How a target stands on any day: its edges, its words, its sums."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehabdesk.domain.reports.codes import TargetRule
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.targets import (
    Aim,
    Outlook,
    Pace,
    forecast,
    spread_by,
    sum_words,
    years_of,
)

YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
TODAY = date(2026, 11, 23)  # 38 days before the deadline
LEAST, MOST, BY = TargetRule.AT_LEAST, TargetRule.AT_MOST, TargetRule.REACHED_BY


def aim(amount: int, rule: TargetRule = LEAST, *, share: bool = False) -> Aim:
    return Aim(rule, Decimal(amount), YEAR, "buổi", share)


@pytest.mark.parametrize(
    ("asked", "reached", "gained", "day", "words"),
    [
        (aim(3), 3, 0, TODAY, "Đạt"),
        (aim(3), 2, 0, TODAY, "Thiếu 1 nếu giữ đà này"),
        (aim(24), 19, 12, TODAY, "Đủ nếu giữ đà này"),
        (aim(24), 19, 4, TODAY, "Thiếu 3 nếu giữ đà này"),
        (aim(60, share=True), 62, 0, TODAY, "Đạt"),
        (aim(60, share=True), 50, 5, TODAY, "Thiếu 8% nếu giữ đà này"),
        (aim(60, share=True), 55, -9, TODAY, "Thiếu 9% nếu giữ đà này"),
        (aim(1, MOST), 0, 0, TODAY, "Trong mức"),
        (aim(1, MOST), 1, 0, TODAY, "Trong mức"),
        (aim(1, MOST), 2, 2, TODAY, "Vượt mức"),
        (aim(5, MOST), 4, 5, TODAY, "Có thể vượt 1 nếu giữ đà này"),
        (aim(0, MOST), 0, 0, TODAY, "Trong mức"),
        (aim(9, BY), 6, 0, TODAY, "Còn 3 buổi"),
        (aim(9, BY), 9, 0, TODAY, "Đạt"),
        (aim(9, BY), 6, 0, date(2027, 1, 1), "Không đạt, còn 3 buổi"),
        (aim(24), 19, 12, YEAR.last, "Thiếu 5 nếu giữ đà này"),
        (aim(24), 19, 12, date(2027, 1, 1), "Không đạt, thiếu 5"),
        (aim(5, MOST), 4, 50, date(2027, 1, 1), "Trong mức"),
        (aim(24), 1, 1, YEAR.first, "Mới bắt đầu, chưa dự báo"),
        (aim(24), 24, 24, YEAR.first, "Đạt"),
        (aim(24), 0, 0, date(2025, 12, 31), "Chưa tới kỳ"),
    ],
)
def test_each_outlook_has_its_words(
    asked: Aim, reached: int, gained: int, day: date, words: str
) -> None:
    pace = Pace(Decimal(gained), 90)
    assert forecast(asked, Decimal(reached), pace, day).words == words


def test_what_nobody_knows_is_not_called_missing() -> None:
    assert forecast(aim(3), None, None, TODAY).outlook is Outlook.UNKNOWN
    assert aim(3).rate(None) is None


def test_of_nothing_asked_there_is_no_rate_once_something_is_there() -> None:
    assert aim(0, MOST).rate(Decimal(0)) == 0
    assert aim(0, MOST).rate(Decimal(2)) is None
    assert aim(60, share=True).rate(Decimal(62)) == 62


@settings(max_examples=100)
@given(
    st.sampled_from([LEAST, MOST, BY]),
    st.integers(0, 50),
    st.integers(0, 60),
    st.integers(0, 60),
    st.dates(date(2025, 12, 1), date(2027, 2, 1)),
)
def test_what_is_reached_is_told_so_on_every_day(
    rule: TargetRule, amount: int, reached: int, gained: int, day: date
) -> None:
    asked = aim(amount, rule)
    found = forecast(asked, Decimal(reached), Pace(Decimal(gained), 90), day)
    if day < YEAR.first:
        assert found.outlook is Outlook.AHEAD
    elif rule is MOST:
        assert (found.outlook is Outlook.EXCEEDED) is (reached > amount)
    else:
        assert (found.outlook is Outlook.REACHED) is (reached >= amount)
    if found.outlook is Outlook.SHORT:
        assert 0 < found.gap <= amount - reached
    if day > YEAR.last:
        assert not found.outlook.may_fail


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((5, 5, 5, 4, 5), "5 + 5 + 5 + 4 + 5 = 24, đúng bằng số được giao"),
        ((5, 5), "5 + 5 = 10, còn thiếu 14 so với số được giao"),
        ((20, 5), "20 + 5 = 25, thừa 1 so với số được giao"),
    ],
)
def test_a_sum_is_checked_in_words(parts: tuple[int, ...], words: str) -> None:
    assert sum_words([Decimal(each) for each in parts], Decimal(24)) == words


@settings(max_examples=100)
@given(st.integers(0, 5000), st.dictionaries(st.text(max_size=2), st.integers(0, 90), max_size=8))
def test_parts_by_weight_add_up(amount: int, weights: dict[str, int]) -> None:
    parts = spread_by(amount, weights)
    if sum(weights.values()):
        assert sum(parts.values()) == amount
        assert all(parts[key] == 0 for key, weight in weights.items() if not weight)
    else:
        assert parts == {}


def test_a_year_that_begins_in_december_is_the_next() -> None:
    assert list(years_of(Window(date(2025, 12, 15), date(2026, 12, 14)))) == [2026]
    assert list(years_of(Window(date(2026, 1, 1), date(2030, 12, 31)))) == [*range(2026, 2031)]
    assert list(years_of(Window(date(2026, 12, 20), date(2026, 12, 31)))) == [2026]


def test_pace_is_asked_for_only_where_it_could_change_the_answer() -> None:
    assert aim(3).needs_pace(Decimal(2), TODAY)
    assert not aim(3).needs_pace(Decimal(3), TODAY)
    assert aim(3, MOST).needs_pace(Decimal(3), TODAY)
    assert not aim(3, MOST).needs_pace(Decimal(4), TODAY)
    assert not aim(3, BY).needs_pace(Decimal(2), TODAY)
    assert not aim(3).needs_pace(Decimal(2), YEAR.last + timedelta(days=1))


def test_a_sum_of_many_parts_is_not_told_one_by_one() -> None:
    parts = [Decimal(1)] * 13
    assert sum_words(parts, Decimal(13)) == "13 phần = 13, đúng bằng số được giao"
    assert sum_words(parts[:2], Decimal(3)).startswith("1 + 1 = 2, còn thiếu 1")
