"""How much time is left, or how late it is: in working days, or in hours where hours count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.deadlines.due import DueSum

_IN_HOURS = timedelta(hours=48)
_MINUTES = 60


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """`days` are working days, below zero when late; nothing left is today."""

    is_late: bool
    days: int
    words: str


def time_left(found: DueSum, now: datetime, calendar: WorkingCalendar) -> TimeLeft:
    """Before a stretch opens, count to its first day: nothing can be done earlier."""
    if found.due_at is not None and found.has_time:
        target = found.opens_at if found.opens_at and now < found.opens_at else found.due_at
        if abs(target - now) < _IN_HOURS:
            return _in_hours(target - now, calendar.working_days_between(now.date(), target.date()))
    today = now.date()
    target_on = found.opens_on if found.opens_on and today < found.opens_on else found.due_on
    days = calendar.working_days_between(today, target_on)
    if today > found.due_on:
        late = f"Trễ {-days} ngày" if days else "Vừa qua hạn"
        return TimeLeft(is_late=True, days=days, words=late)
    return TimeLeft(is_late=False, days=days, words=f"Còn {days} ngày" if days else "Hôm nay")


def _in_hours(left: timedelta, days: int) -> TimeLeft:
    minutes = int(abs(left).total_seconds()) // 60
    length = f"{minutes // _MINUTES} giờ" if minutes >= _MINUTES else f"{minutes} phút"
    is_late = left < timedelta(0)
    return TimeLeft(is_late, days, f"Trễ {length}" if is_late else f"Còn {length}")
