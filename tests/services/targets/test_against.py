"""Reports hold figures against targets: which target is meant, and how its share is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rehabdesk.domain.reports.codes import TargetRule
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.office import Office
from rehabdesk.services.reports.against import Against, held_against
from rehabdesk.services.targets.against import reached_words, target_of
from tests.services.reports.made_up import MadeUp, somebody
from tests.services.targets.scene import plan, target

MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)
YEAR_ND09 = Window(date(2025, 12, 15), date(2026, 12, 14))
QUARTER = Window(date(2026, 4, 1), date(2026, 6, 30))


def held(office: Office, window: Window, now: Value | None, code: str = "H") -> Against | None:
    return office.look(lambda work: held_against(Counting(work), code, window, now))


def test_a_report_of_the_year_is_held_by_its_own_figure(office: Office, made_up: MadeUp) -> None:
    made_up.count("H", somebody(1, MARCH))
    target(office, plan(office))
    assert held(office, YEAR_ND09, Value(2)) == Against(Value(3), "3", "66,7%", is_reached=False)
    assert held(office, YEAR_ND09, Value(3)) == Against(Value(3), "3", "100%", is_reached=True)
    assert held(office, YEAR_ND09, None) == Against(Value(3), "3", "", is_reached=False)


def test_a_quarter_is_held_by_all_since_the_year_began(office: Office, made_up: MadeUp) -> None:
    made_up.count("H", somebody(1, MARCH), somebody(2, JUNE), somebody(3, date(2026, 9, 1)))
    target(office, plan(office))
    assert held(office, QUARTER, Value(1)) == Against(Value(3), "3", "66,7%", is_reached=False)


def test_a_target_of_another_time_or_figure_is_not_meant(office: Office, made_up: MadeUp) -> None:
    made_up.count("H")
    target(office, plan(office))
    half = {"from_on": date(2026, 1, 1), "until_on": date(2026, 6, 30), "amount": Value(2)}
    target(office, plan(office), name="Nửa năm", **half)
    assert office.look(lambda work: target_of(work, "H", YEAR_ND09)) == Value(3)
    assert office.look(lambda work: target_of(work, "H", QUARTER)) == Value(2)
    assert office.look(lambda work: target_of(work, "X", YEAR_ND09)) is None
    decade = Window(date(2016, 1, 1), date(2026, 12, 31))
    assert office.look(lambda work: target_of(work, "H", decade)) is None
    assert held(office, Window(date(2025, 1, 1), date(2025, 12, 1)), Value(1)) is None


def test_a_ceiling_and_a_share_say_what_they_are(office: Office, made_up: MadeUp) -> None:
    made_up.count("H", *(somebody(number, MARCH) for number in range(8)))
    made_up.stock("S", lambda _: 13)
    one = plan(office)
    target(office, one, name="Không quá", rule=TargetRule.AT_MOST, code="S", amount=Value(1))
    target(office, one, base_code="S", amount=Value(60), is_per_cent=True)
    share = held(office, YEAR_ND09, Value(8))
    assert share == Against(Value(60), "60%", "61,5%", is_reached=True)
    ceiling = held(office, YEAR_ND09, Value(0), "S")
    assert ceiling == Against(Value(1), "≤ 1", "0%", is_reached=True)


def test_a_share_says_of_whom_it_is_taken_where_the_figure_counts_others(
    office: Office, made_up: MadeUp
) -> None:
    made_up.count("H", *(somebody(number, MARCH) for number in range(8)))
    made_up.stock("S", lambda _: 13)
    target(office, plan(office), base_code="S", amount=Value(60), is_per_cent=True)
    told = held(office, YEAR_ND09, Value(9))
    assert told is not None
    assert told.whole_words == "Tỷ lệ đạt tính 8/13 trên “Số S”."


@pytest.mark.parametrize(
    ("now", "asked", "words", "about"),
    [
        (Value(35), Value(25), "140%", "140%"),
        (Value(83), Value(57), "145,6%", "> 145%"),
        (Value(82), Value(85), "96,5%", "> 96%"),
        (Value(1500, as_typed="> 1.500"), Value(1500), "> 100%", "> 100%"),
        (Value(1), Value(0), "", ""),
    ],
)
def test_a_share_of_a_target_in_words(now: Value, asked: Value, words: str, about: str) -> None:
    assert reached_words(now, asked) == words
    assert reached_words(now, asked, is_about=True) == about
    assert now.number >= Decimal(0)
