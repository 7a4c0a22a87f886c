from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rehabdesk.domain.generations import kept

START = datetime(2026, 1, 1, 7, 30)


def twice_a_day(days: int) -> list[datetime]:
    return [START + timedelta(days=day, hours=hour) for day in range(days) for hour in (0, 9)]


def test_the_first_ten_are_all_kept() -> None:
    assert kept(twice_a_day(5)) == set(range(10))
    assert kept([]) == frozenset()


def test_a_year_leaves_days_weeks_and_months() -> None:
    made = twice_a_day(365)
    keeping = [made[position] for position in sorted(kept(made))]
    last = made[-1]
    assert keeping[-10:] == made[-10:]
    days = {moment.date() for moment in keeping}
    assert {last.date() - timedelta(days=back) for back in range(7)} <= days
    assert {(moment.year, moment.month) for moment in keeping} == {(2026, m) for m in range(1, 13)}
    assert len(keeping) <= 10 + 7 + 5 + 12


def test_the_last_of_a_month_is_the_one_kept() -> None:
    made = twice_a_day(120)
    keeping = {made[position] for position in kept(made)}
    january = {moment for moment in keeping if moment.month == 1}
    assert january == {datetime(2026, 1, 31, 16, 30)}


def test_a_clock_set_wrong_makes_no_new_backup_look_old() -> None:
    ahead = [datetime(2036, 1, 1) + timedelta(days=day) for day in range(40)]
    made = [*ahead, datetime(2026, 5, 5)]
    assert 40 in kept(made)
    assert len(kept([*ahead, *[datetime(2026, 5, 5)] * 9])) >= 10


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)), max_size=80))
def test_the_last_ten_are_kept_whatever_the_clock_said(made: list[datetime]) -> None:
    keeping = kept(made)
    assert keeping >= set(range(len(made))[-10:])
    assert keeping <= set(range(len(made)))
    assert len(keeping) <= 34
