from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.deadlines.due import DueSum, due
from rehabdesk.domain.deadlines.left import time_left
from rehabdesk.domain.deadlines.lines import due_lines, due_words
from rehabdesk.domain.deadlines.span import Counting, Span
from tests.builders import RESOURCES

CALENDAR = RESOURCES.calendar
DAYS = st.dates(date(2021, 1, 4), date(2026, 12, 31))
MOMENTS = st.datetimes(datetime(2021, 1, 4), datetime(2026, 12, 31))
COUNTS = st.integers(1, 60)


def working(count: int) -> Span:
    return Span(count, DeadlineUnit.WORKING_DAYS)


def told(found: DueSum) -> list[tuple[str, str]]:
    return [(line.label, line.value) for line in due_lines(found)]


# By example


def test_the_sum_is_told_as_a_clerk_would_count_it() -> None:
    found = due(working(3), date(2026, 11, 12), CALENDAR)
    assert told(found) == [
        ("Bắt đầu tính", "12/11/2026"),
        ("Cộng 03 ngày làm việc", "13, 16, 17/11"),
        ("Bỏ thứ Bảy, Chủ nhật", "14, 15/11"),
        ("Hạn", "17/11/2026"),
    ]
    assert [line.is_aside for line in due_lines(found)] == [False, False, True, False]
    assert due_lines(found)[-1].is_result
    assert found.is_certain


def test_a_skipped_holiday_is_named() -> None:
    found = due(working(2), date(2026, 11, 23), CALENDAR)
    assert ("Bỏ Ngày Văn hóa Việt Nam", "24/11") in told(found)
    assert found.due_on == date(2026, 11, 26)


def test_every_kind_of_day_off_around_the_national_day_is_told_apart() -> None:
    found = due(working(3), date(2026, 8, 28), CALENDAR)
    assert told(found)[1:-1] == [
        ("Cộng 03 ngày làm việc", "03, 04, 07/09"),
        ("Bỏ thứ Bảy, Chủ nhật", "29, 30/08; 05, 06/09"),
        ("Bỏ Nghỉ hoán đổi (làm bù thứ Bảy 22/8/2026)", "31/08"),
        ("Bỏ Quốc khánh (ngày liền trước)", "01/09"),
        ("Bỏ Quốc khánh", "02/09"),
    ]


def test_a_saturday_worked_instead_is_counted_and_said() -> None:
    found = due(working(1), date(2026, 8, 21), CALENDAR)
    assert found.due_on == date(2026, 8, 22)
    assert ("Tính cả ngày làm bù cho ngày 31/8/2026", "22/08") in told(found)


def test_a_year_that_turns_is_told_with_its_number() -> None:
    found = due(working(2), date(2025, 12, 31), CALENDAR)
    assert found.due_on == date(2026, 1, 6)
    assert ("Bỏ Tết Dương lịch", "01/01") in told(found)


def test_hours_run_through_the_weekend_to_the_minute() -> None:
    found = due(Span(24, DeadlineUnit.HOURS), datetime(2026, 11, 20, 16, 30), CALENDAR)
    assert found.due_at == datetime(2026, 11, 21, 16, 30)
    assert found.due_on.weekday() == 5
    assert told(found) == [
        ("Bắt đầu tính", "16:30 20/11/2026"),
        ("Cộng 24 giờ", "tính cả ngày nghỉ"),
        ("Hạn", "16:30 21/11/2026"),
    ]


def test_hours_without_a_time_of_day_are_counted_from_its_first_minute_and_said() -> None:
    found = due(Span(24, DeadlineUnit.HOURS), date(2026, 11, 20), CALENDAR)
    assert found.due_on == date(2026, 11, 20)
    assert not found.is_certain
    assert "Chưa ghi giờ" in found.doubts[0]
    assert due_words(found) == "hết ngày 20/11/2026"


def test_the_last_24_hours_before_an_end_are_a_stretch() -> None:
    found = due(Span(24, DeadlineUnit.HOURS), datetime(2026, 11, 30, 8), CALENDAR, Counting.LAST)
    assert (found.opens_at, found.due_at) == (datetime(2026, 11, 29, 8), datetime(2026, 11, 30, 8))
    assert due_words(found) == "08:00 29/11/2026 – 08:00 30/11/2026"
    untimed = due(Span(24, DeadlineUnit.HOURS), date(2026, 11, 30), CALENDAR, Counting.LAST)
    assert due_words(untimed) == "từ 29/11 đến hết ngày 30/11/2026"


def test_thirty_days_before_the_end_are_calendar_days() -> None:
    found = due(Span(30, DeadlineUnit.DAYS), date(2026, 11, 30), CALENDAR, Counting.BEFORE)
    assert found.due_on == date(2026, 10, 31)
    assert told(found) == [
        ("Tính lùi từ", "30/11/2026"),
        ("Lùi 30 ngày thường", "tính cả ngày nghỉ"),
        ("Hạn", "31/10/2026"),
    ]


@pytest.mark.parametrize(
    ("ends", "opens", "closes", "words"),
    [
        (date(2026, 12, 5), date(2026, 12, 2), date(2026, 12, 4), "02–04/12/2026"),
        (date(2026, 12, 28), date(2026, 12, 23), date(2026, 12, 25), "23–25/12/2026"),
        (date(2026, 12, 15), date(2026, 12, 10), date(2026, 12, 14), "10–14/12/2026"),
        (date(2026, 12, 1), date(2026, 11, 26), date(2026, 11, 30), "26–30/11/2026"),
        (date(2026, 12, 2), date(2026, 11, 27), date(2026, 12, 1), "27/11–01/12/2026"),
        (date(2026, 1, 3), date(2025, 12, 29), date(2025, 12, 31), "29–31/12/2025"),
    ],
)
def test_the_last_three_working_days_before_an_end(
    ends: date, opens: date, closes: date, words: str
) -> None:
    found = due(working(3), ends, CALENDAR, Counting.LAST)
    assert (found.opens_on, found.due_on, due_words(found)) == (opens, closes, words)


def test_months_end_on_the_same_day_of_the_month_or_its_last() -> None:
    assert due(Span(3, DeadlineUnit.MONTHS), date(2026, 11, 30), CALENDAR).due_on == date(
        2027, 2, 28
    )
    before = due(Span(1, DeadlineUnit.MONTHS), date(2026, 11, 30), CALENDAR, Counting.BEFORE)
    assert before.due_on == date(2026, 10, 30)
    last = due(Span(1, DeadlineUnit.MONTHS), date(2026, 11, 30), CALENDAR, Counting.LAST)
    assert (last.opens_on, last.due_on) == (date(2026, 10, 30), date(2026, 11, 29))


def test_on_the_day_itself_is_a_span_of_no_days() -> None:
    found = due(Span(0, DeadlineUnit.DAYS), date(2026, 11, 23), CALENDAR)
    assert found.due_on == date(2026, 11, 23)
    assert told(found) == [("Bắt đầu tính", "23/11/2026"), ("Hạn", "23/11/2026")]


def test_a_long_sum_is_told_by_its_ends() -> None:
    assert told(due(working(20), date(2026, 11, 2), CALENDAR))[1] == (
        "Cộng 20 ngày làm việc",
        "20 ngày, từ 03/11/2026 đến 01/12/2026",
    )


@pytest.mark.parametrize("amount", [0, -1])
def test_a_span_counts_something(amount: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        working(amount)


# What is not known is said


def test_a_year_without_its_days_off_is_said() -> None:
    found = due(working(3), date(2028, 4, 27), CALENDAR)
    assert not found.is_certain
    [doubt] = found.doubts
    assert doubt == (
        "Chưa có ngày nghỉ, làm bù của năm 2028: mới bỏ thứ Bảy, Chủ nhật, hạn có thể đổi. "
        "Nạp bảng năm 2028 ở Cài đặt › Ngày nghỉ, làm bù."
    )


def test_days_off_not_yet_announced_are_said_to_be_foretold() -> None:
    found = due(working(3), date(2027, 2, 2), CALENDAR)
    assert found.doubts == ("Ngày nghỉ năm 2027 là dự kiến, chưa có thông báo; hạn có thể đổi.",)


def test_a_sum_that_only_reaches_into_an_unknown_year_is_in_doubt_too() -> None:
    assert not due(working(30), date(2027, 12, 20), CALENDAR).is_certain
    assert due(Span(30, DeadlineUnit.DAYS), date(2027, 12, 20), CALENDAR).is_certain


# Properties


@given(DAYS, COUNTS, st.sampled_from(Counting))
def test_a_working_day_deadline_never_falls_on_a_day_off(
    day: date, count: int, counting: Counting
) -> None:
    found = due(working(count), day, CALENDAR, counting)
    assert CALENDAR.is_working(found.due_on)
    assert found.opens_on is None or CALENDAR.is_working(found.opens_on)
    assert len(found.counted) == count


@given(DAYS, COUNTS)
def test_so_many_working_days_forwards_then_backwards_come_home(day: date, count: int) -> None:
    there = due(working(count), day, CALENDAR).due_on
    home = due(working(count), there, CALENDAR, Counting.BEFORE).due_on
    last_worked = day if CALENDAR.is_working(day) else CALENDAR.add_working_days(day, -1)
    assert home == last_worked


@given(DAYS, st.integers(0, 30), COUNTS, st.sampled_from(DeadlineUnit), st.sampled_from(Counting))
def test_who_begins_later_is_never_due_earlier(
    day: date, later: int, count: int, unit: DeadlineUnit, counting: Counting
) -> None:
    first = due(Span(count, unit), day, CALENDAR, counting)
    second = due(Span(count, unit), day + timedelta(days=later), CALENDAR, counting)
    assert first.due_on <= second.due_on


@given(DAYS, COUNTS, st.sampled_from(DeadlineUnit))
def test_more_time_is_never_due_earlier(day: date, count: int, unit: DeadlineUnit) -> None:
    assert (
        due(Span(count, unit), day, CALENDAR).due_on
        <= due(Span(count + 1, unit), day, CALENDAR).due_on
    )


@given(DAYS, COUNTS)
def test_every_day_between_is_either_counted_or_left_out_by_name(day: date, count: int) -> None:
    found = due(working(count), day, CALENDAR)
    between = [day + timedelta(days=n + 1) for n in range((found.due_on - day).days)]
    assert sorted([*found.counted, *(off for off, _ in found.left_out)]) == between
    assert all(name for _, name in found.left_out)


@given(MOMENTS, st.integers(1, 96))
def test_hours_are_hours_whatever_the_day(moment: datetime, count: int) -> None:
    found = due(Span(count, DeadlineUnit.HOURS), moment, CALENDAR)
    assert found.due_at == moment + timedelta(hours=count)
    assert found.is_certain


@given(DAYS, st.integers(0, 40))
def test_time_left_and_lateness_count_working_days(day: date, count: int) -> None:
    start = due(working(3), day, CALENDAR)
    now = datetime.combine(CALENDAR.add_working_days(start.due_on, count), datetime.min.time())
    left = time_left(start, now, CALENDAR)
    assert -left.days == count
    assert left.is_late == (count > 0)


# Left and late


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 16), "Còn 1 ngày"),
        (date(2026, 11, 17), "Hôm nay"),
        (date(2026, 11, 23), "Trễ 4 ngày"),
        (date(2026, 11, 12), "Còn 3 ngày"),
    ],
)
def test_how_late_it_is(day: date, words: str) -> None:
    found = due(working(3), date(2026, 11, 12), CALENDAR)
    assert time_left(found, datetime.combine(day, datetime.min.time()), CALENDAR).words == words


def test_a_deadline_that_passed_over_the_weekend_is_late_by_no_working_day() -> None:
    found = due(Span(30, DeadlineUnit.DAYS), date(2026, 10, 22), CALENDAR)
    assert found.due_on == date(2026, 11, 21)
    left = time_left(found, datetime(2026, 11, 22, 9), CALENDAR)
    assert (left.is_late, left.words) == (True, "Vừa qua hạn")


def test_before_a_stretch_opens_the_days_to_its_first_are_counted() -> None:
    found = due(working(3), date(2026, 12, 5), CALENDAR, Counting.LAST)
    assert time_left(found, datetime(2026, 11, 23, 9), CALENDAR).words == "Còn 6 ngày"
    assert time_left(found, datetime(2026, 12, 3, 9), CALENDAR).words == "Còn 1 ngày"
    assert time_left(found, datetime(2026, 12, 7, 9), CALENDAR).words == "Trễ 1 ngày"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2026, 11, 23, 11, 30), "Còn 5 giờ"),
        (datetime(2026, 11, 23, 16, 0), "Còn 30 phút"),
        (datetime(2026, 11, 23, 18, 45), "Trễ 2 giờ"),
        (datetime(2026, 11, 26, 18, 45), "Trễ 2 ngày"),
    ],
)
def test_hours_are_told_in_hours_while_they_matter(now: datetime, words: str) -> None:
    found = due(Span(24, DeadlineUnit.HOURS), datetime(2026, 11, 22, 16, 30), CALENDAR)
    assert time_left(found, now, CALENDAR).words == words


def test_an_empty_calendar_doubts_every_sum_in_working_days() -> None:
    nothing = WorkingCalendar({}, {})
    assert not due(working(1), date(2026, 11, 12), nothing).is_certain
