"""By when something has to be done, with every day that was counted and every day left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.dates import WorkingCalendar, add_months
from rehabdesk.domain.deadlines.span import Counting, Span

_ONE_DAY = timedelta(days=1)
_NO_TIME = "Chưa ghi giờ nên tính theo ngày. Ghi giờ để có hạn đúng."


@dataclass(frozen=True, slots=True)
class DueSum:
    """A deadline and how it came about; hours give a moment, all else a day.

    `opens_on` is the first day of a stretch before the end ("trong 03 ngày làm việc trước …").
    """

    span: Span
    counting: Counting
    start: date  # a datetime where the time of day was known
    due_on: date
    due_at: datetime | None = None
    opens_on: date | None = None
    opens_at: datetime | None = None
    counted: tuple[date, ...] = ()
    left_out: tuple[tuple[date, str], ...] = ()
    worked: tuple[tuple[date, str], ...] = ()  # weekend days counted because they are worked
    doubts: tuple[str, ...] = field(default=())

    @property
    def is_certain(self) -> bool:
        return not self.doubts

    @property
    def has_time(self) -> bool:
        return isinstance(self.start, datetime)


def due(
    span: Span,
    start: date,
    calendar: WorkingCalendar,
    counting: Counting = Counting.WITHIN,
) -> DueSum:
    """Count a span from a day or a moment; the day counted from is never one of the days."""
    if span.unit is DeadlineUnit.HOURS:
        return _in_hours(span, start, counting)
    if span.unit is DeadlineUnit.WORKING_DAYS:
        return _in_working_days(span, _day(start), calendar, counting)
    return _in_days(span, _day(start), counting)


def _in_hours(span: Span, start: date, counting: Counting) -> DueSum:
    """Hours run on through nights, weekends and days off.

    Without a time of day the first minute counts, the most careful reading; only a stretch that
    leads up to an unknown moment of a day reaches to the end of that day.
    """
    has_time = isinstance(start, datetime)
    moment = start if isinstance(start, datetime) else datetime.combine(start, time.min)
    length = timedelta(hours=span.amount)
    opens = moment - length if counting is Counting.LAST else None
    if counting is Counting.WITHIN:
        ends = moment + length
    elif counting is Counting.BEFORE:
        ends = moment - length
    else:
        ends = moment if has_time else moment + _ONE_DAY
    return DueSum(
        span,
        counting,
        start,
        ends.date() if has_time else _day_ending_at(ends),
        ends,
        opens.date() if opens else None,
        opens,
        doubts=() if has_time else (_NO_TIME,),
    )


def _in_days(span: Span, start: date, counting: Counting) -> DueSum:
    def moved(sign: int) -> date:
        if span.unit is DeadlineUnit.MONTHS:
            return add_months(start, sign * span.amount)
        return start + timedelta(days=sign * span.amount)

    if counting is Counting.WITHIN:
        return DueSum(span, counting, start, moved(1))
    if counting is Counting.BEFORE:
        return DueSum(span, counting, start, moved(-1))
    return DueSum(span, counting, start, start - _ONE_DAY, opens_on=moved(-1))


def _in_working_days(
    span: Span, start: date, calendar: WorkingCalendar, counting: Counting
) -> DueSum:
    step = _ONE_DAY if counting is Counting.WITHIN else -_ONE_DAY
    counted: list[date] = []
    left_out: list[tuple[date, str]] = []
    worked: list[tuple[date, str]] = []
    day = start
    while len(counted) < span.amount:
        day += step
        reason = calendar.reason(day)
        if not calendar.is_working(day):
            left_out.append((day, reason or ""))
            continue
        counted.append(day)
        if reason:
            worked.append((day, reason))
    days = sorted(counted)
    return DueSum(
        span,
        counting,
        start,
        days[0] if counting is Counting.BEFORE else days[-1],
        opens_on=days[0] if counting is Counting.LAST else None,
        counted=tuple(days),
        left_out=tuple(sorted(left_out)),
        worked=tuple(sorted(worked)),
        doubts=_doubts(min(start, days[0]), max(start, days[-1]), calendar),
    )


def _doubts(first: date, last: date, calendar: WorkingCalendar) -> tuple[str, ...]:
    """Say which years were counted without knowing all their days off."""
    told = []
    for year in range(first.year, last.year + 1):
        if not calendar.covers(year):
            told.append(
                f"Chưa có ngày nghỉ, làm bù của năm {year}: mới bỏ thứ Bảy, Chủ nhật, hạn có thể "
                f"đổi. Nạp bảng năm {year} ở Cài đặt › Ngày nghỉ, làm bù."
            )
        elif year in calendar.estimated:
            told.append(f"Ngày nghỉ năm {year} là dự kiến, chưa có thông báo; hạn có thể đổi.")
    return tuple(told)


def _day(start: date) -> date:
    return start.date() if isinstance(start, datetime) else start


def _day_ending_at(moment: datetime) -> date:
    """Return the day that midnight closes, or the day the moment lies in."""
    return (moment - timedelta(microseconds=1)).date()
