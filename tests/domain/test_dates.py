from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabdesk.domain.codes import Precision
from rehabdesk.domain.dates import (
    Age,
    BirthInFuture,
    DateImpossible,
    DateUnreadable,
    PartialDate,
    WorkingCalendar,
    add_months,
    age_on,
    read_date,
)
from rehabdesk.domain.refusals import Refusal

TODAY = date(2026, 11, 21)
CALENDAR = WorkingCalendar(
    holidays={
        date(2026, 8, 31): "Nghỉ hoán đổi (làm bù thứ Bảy 22/8/2026)",
        date(2026, 9, 1): "Quốc khánh (ngày liền trước)",
        date(2026, 9, 2): "Quốc khánh",
        date(2026, 11, 24): "Ngày Văn hóa Việt Nam",
    },
    working={date(2026, 8, 22): "Làm bù cho ngày 31/8/2026"},
    years=frozenset({2026}),
)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
NEAR_DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(DAYS)
    parts = (day.year, day.month, day.day)
    return PartialDate(*parts[: draw(st.integers(1, 3))])


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("5/3/85", "05/03/1985"),
        ("5-3-1985", "05/03/1985"),
        ("5.3.1985", "05/03/1985"),
        ("5 3 1985", "05/03/1985"),
        (" 05 / 03 / 1985 ", "05/03/1985"),
        ("05031985", "05/03/1985"),
        ("050385", "05/03/1985"),
        ("1985-03-05", "05/03/1985"),
        ("3/1985", "03/1985"),
        ("03-1985", "03/1985"),
        ("031985", "03/1985"),
        ("1985", "1985"),
        ("29/2/24", "29/02/2024"),
        ("hôm nay", "21/11/2026"),
        ("Hom  Nay", "21/11/2026"),
        ("+30", "21/12/2026"),
        ("+ 0", "21/11/2026"),
        ("+1lv", "23/11/2026"),
        ("+2lv", "25/11/2026"),
        ("+3 LV", "26/11/2026"),
    ],
)
def test_a_date_is_understood_as_typed(typed: str, text: str) -> None:
    assert read_date(typed, TODAY, calendar=CALENDAR).text == text


@pytest.mark.parametrize(
    ("typed", "year"), [("5/3/26", 2026), ("5/3/27", 1927), ("5/3/00", 2000), ("31/12/26", 2026)]
)
def test_two_digits_of_a_year_mean_this_century_up_to_this_year(typed: str, year: int) -> None:
    assert read_date(typed, TODAY).year == year


@pytest.mark.parametrize(
    ("typed", "year"),
    [("20/11/26", 2026), ("21/11/26", 1926), ("1/12/26", 1926), ("1/12/25", 2025)],
)
def test_two_digits_of_a_birth_year_always_mean_the_past(typed: str, year: int) -> None:
    assert read_date(typed, TODAY, is_birth=True).year == year


@pytest.mark.parametrize(
    "typed", ["", "abc", "5/3", "85", "5031985", "3/85", "+3tn", "0503", "٥/٣/٨٥"]
)
def test_what_is_not_a_date_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(DateUnreadable) as refused:
        read_date(typed, TODAY, calendar=CALENDAR)
    assert str(refused.value) == f"Chưa hiểu “{typed}”. Gõ như 5/3/85, 05031985 hoặc 1985."


def test_a_long_text_is_not_repeated_whole() -> None:
    with pytest.raises(DateUnreadable) as refused:
        read_date("x" * 100_000, TODAY)
    assert len(str(refused.value)) < 100


@pytest.mark.parametrize("typed", ["5/3/0985", "0001", "5/3/2999", "1/1/9999"])
def test_years_nobody_means_are_refused(typed: str) -> None:
    with pytest.raises(DateUnreadable):
        read_date(typed, TODAY)


def test_working_days_cannot_be_counted_without_a_calendar() -> None:
    with pytest.raises(DateUnreadable):
        read_date("+3lv", TODAY)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("31/2/2019", "31/02/2019"),
        ("29/2/85", "29/02/1985"),
        ("13/1985", "13/1985"),
        ("0/3/85", "00/03/1985"),
    ],
)
def test_a_day_missing_from_the_calendar_is_refused(typed: str, shown: str) -> None:
    with pytest.raises(DateImpossible) as refused:
        read_date(typed, TODAY)
    assert str(refused.value) == f"Ngày {shown} không có trong lịch."


@pytest.mark.parametrize("typed", ["21/11/2026", "22/11/2026", "12/2026", "2027", "hôm nay", "+1"])
def test_nobody_is_born_today_or_later(typed: str) -> None:
    with pytest.raises(BirthInFuture, match=r"^Ngày sinh phải trước hôm nay\.$"):
        read_date(typed, TODAY, is_birth=True)


@given(partial_dates())
def test_what_is_shown_is_read_back_the_same(partial: PartialDate) -> None:
    assert read_date(partial.text, TODAY) == partial
    assert PartialDate.parse_stored(partial.stored) == partial


@given(st.text(alphabet="0123456789/-. +lvhômnay", max_size=12) | st.text())
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        found = read_date(typed, TODAY, calendar=CALENDAR)
    except Refusal:
        return
    assert 1900 <= found.year <= 2199


def test_a_partial_date_knows_how_much_it_knows() -> None:
    year, month, day = PartialDate(1985), PartialDate(1985, 2), PartialDate(1985, 2, 5)
    assert [d.precision for d in (year, month, day)] == [
        Precision.YEAR,
        Precision.MONTH,
        Precision.DAY,
    ]
    assert [d.stored for d in (year, month, day)] == ["1985", "1985-02", "1985-02-05"]
    assert [d.last_day for d in (year, month, day)] == [
        date(1985, 12, 31),
        date(1985, 2, 28),
        date(1985, 2, 5),
    ]
    assert year.first_day == date(1985, 1, 1)
    assert PartialDate.of(date(1985, 2, 5)) == day


def test_partial_dates_are_in_order_and_the_vaguer_comes_first() -> None:
    listed = [
        PartialDate(1984, 12),
        PartialDate(1985),
        PartialDate(1985, 2),
        PartialDate(1985, 2, 5),
    ]
    assert sorted(set(listed)) == listed
    assert max(listed) >= PartialDate(1985, 2, 4)


def test_a_date_is_not_compared_with_something_else() -> None:
    with pytest.raises(TypeError):
        assert PartialDate(1985) < "1985"


@pytest.mark.parametrize("parts", [(1985, 2, 30), (1985, 13), (1985, None, 5), (0,)])
def test_a_partial_date_that_cannot_be_is_not_made(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate(*parts)


@pytest.mark.parametrize("stored", ["", "85", "1985-3", "1985-02-30", "05/03/1985"])
def test_a_stored_date_has_one_form(stored: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse_stored(stored)


@pytest.mark.parametrize(
    ("born", "text", "at_least"),
    [
        ("21/11/1983", "43 tuổi", 43),
        ("22/11/1983", "42 tuổi", 42),
        ("10/1983", "43 tuổi", 43),
        ("12/1983", "42 tuổi", 42),
        ("11/1983", "42 hoặc 43 tuổi", 42),
        ("1985", "40 hoặc 41 tuổi", 40),
        ("2026", "chưa đủ 1 tuổi", 0),
    ],
)
def test_an_age_tells_its_doubt(born: str, text: str, at_least: int) -> None:
    age = age_on(read_date(born, TODAY), TODAY)
    assert (age.text, age.at_least) == (text, at_least)


def test_a_child_of_the_leap_day_grows_older_on_the_first_of_march() -> None:
    born = PartialDate(2008, 2, 29)
    assert age_on(born, date(2026, 2, 28)) == Age(17, is_exact=True)
    assert age_on(born, date(2026, 3, 1)) == Age(18, is_exact=True)


@given(DAYS, DAYS)
def test_a_vague_birth_date_never_excludes_the_true_age(born: date, on: date) -> None:
    true = age_on(PartialDate.of(born), on).years
    for vague in (PartialDate(born.year), PartialDate(born.year, born.month)):
        age = age_on(vague, on)
        assert age.at_least <= true <= age.years


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 21), 24, date(2028, 11, 21)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_a_term_in_months_ends_on_the_same_day_or_the_last_of_the_month(
    day: date, months: int, later: date
) -> None:
    assert add_months(day, months) == later


@given(NEAR_DAYS, st.integers(0, 60))
def test_a_term_in_months_lands_in_the_right_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


def test_days_off_are_skipped_and_say_why() -> None:
    assert CALENDAR.add_working_days(date(2026, 8, 28), 1) == date(2026, 9, 3)
    assert CALENDAR.reason(date(2026, 9, 2)) == "Quốc khánh"
    assert CALENDAR.reason(date(2026, 8, 29)) == "Thứ Bảy"
    assert CALENDAR.reason(date(2026, 8, 30)) == "Chủ nhật"
    assert CALENDAR.reason(date(2026, 9, 3)) is None


def test_a_saturday_worked_instead_is_a_working_day() -> None:
    assert CALENDAR.is_working(date(2026, 8, 22))
    assert CALENDAR.reason(date(2026, 8, 22)) == "Làm bù cho ngày 31/8/2026"
    assert CALENDAR.add_working_days(date(2026, 8, 21), 1) == date(2026, 8, 22)


def test_working_days_are_counted_back_from_the_end_too() -> None:
    assert CALENDAR.add_working_days(date(2026, 9, 4), -2) == date(2026, 8, 28)
    assert CALENDAR.working_days_between(date(2026, 8, 28), date(2026, 9, 4)) == 2
    assert CALENDAR.working_days_between(date(2026, 9, 4), date(2026, 8, 28)) == -2


def test_a_calendar_knows_which_years_it_covers() -> None:
    assert CALENDAR.covers(2026)
    assert not CALENDAR.covers(2027)


@given(NEAR_DAYS, st.integers(-40, 40).filter(bool))
def test_a_deadline_never_falls_on_a_day_off(day: date, count: int) -> None:
    deadline = CALENDAR.add_working_days(day, count)
    assert CALENDAR.is_working(deadline)


@given(NEAR_DAYS, st.integers(0, 40))
def test_counting_working_days_undoes_adding_them(day: date, count: int) -> None:
    assert CALENDAR.working_days_between(day, CALENDAR.add_working_days(day, count)) == count


@given(
    st.sets(NEAR_DAYS, max_size=12), st.sets(NEAR_DAYS, max_size=6), NEAR_DAYS, st.integers(0, 99)
)
def test_working_days_are_counted_as_if_day_by_day(
    off: set[date], worked: set[date], start: date, length: int
) -> None:
    calendar = WorkingCalendar(dict.fromkeys(off, "nghỉ"), dict.fromkeys(worked, "làm bù"))
    after = [start + timedelta(days=number + 1) for number in range(length)]
    counted = sum(calendar.is_working(day) for day in after)
    assert calendar.working_days_between(start, start + timedelta(days=length)) == counted
