from __future__ import annotations

from datetime import date

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.deadlines.due import due
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.domain.deadlines.year_table import (
    CalendarDay,
    YearTable,
    calendar_of,
    with_own_days,
)

SEED = (
    YearTable(
        2027,
        (
            CalendarDay(date(2027, 2, 4), "Tết (dự kiến)", is_working=False, is_estimate=True),
            CalendarDay(date(2027, 4, 16), "Giỗ Tổ", is_working=False),
        ),
    ),
)


def own(day: date, name: str, *, is_working: bool = False) -> CalendarDay:
    return CalendarDay(day, name, is_working, is_own=True)


def test_a_day_of_the_office_stands_over_the_delivered_one() -> None:
    tables = with_own_days(SEED, [own(date(2027, 2, 4), "Đi làm", is_working=True)], ())
    calendar = calendar_of(tables, {2027})
    assert calendar.is_working(date(2027, 2, 4))
    assert not calendar.is_working(date(2027, 4, 16))
    assert not calendar.estimated


def test_a_year_of_the_office_replaces_the_delivered_one_altogether() -> None:
    tables = with_own_days(SEED, [own(date(2027, 2, 5), "Tết")], {2027})
    calendar = calendar_of(tables, {2027})
    assert [day.on for day in tables[0].days] == [date(2027, 2, 5)]
    assert tables[0].is_own
    assert calendar.is_working(date(2027, 4, 16))


def test_single_days_do_not_make_a_year_known() -> None:
    tables = with_own_days(SEED, [own(date(2028, 1, 3), "Nghỉ bù")], ())
    calendar = calendar_of(tables, {2027})
    assert not calendar.is_working(date(2028, 1, 3))
    assert not due(Span(1, DeadlineUnit.WORKING_DAYS), date(2028, 1, 3), calendar).is_certain
