"""A deadline told step by step, as a clerk would count it on his fingers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.deadlines.due import DueSum
from rehabdesk.domain.deadlines.span import Counting

MOST_NAMED = 6  # days named one by one; more are told by their ends
_WEEKEND = {"Thứ Bảy": "thứ Bảy", "Chủ nhật": "Chủ nhật"}
_STEPS = {Counting.WITHIN: "Cộng {}", Counting.BEFORE: "Lùi {}", Counting.LAST: "Lùi {}"}

Named = tuple[date, str]


@dataclass(frozen=True, slots=True)
class DueLine:
    """One line of the sum; an aside stands back, the result stands out."""

    label: str
    value: str
    is_aside: bool = False
    is_result: bool = False


def due_lines(found: DueSum) -> tuple[DueLine, ...]:
    """Tell where counting began, what was counted, what was left out by name, and the deadline."""
    forward = found.counting is Counting.WITHIN
    return (
        DueLine("Bắt đầu tính" if forward else "Tính lùi từ", moment_words(found.start)),
        *_step(found),
        *_worked(found.worked),
        *_left_out(found.left_out),
        DueLine("Hạn", due_words(found), is_result=True),
    )


def due_words(found: DueSum) -> str:
    """Word the deadline itself: a day, a moment, or the stretch in which the thing is done."""
    if found.due_at is None:
        if found.opens_on is None or found.opens_on == found.due_on:
            return f"{found.due_on:%d/%m/%Y}"
        return _stretch(found.opens_on, found.due_on)
    if not found.has_time:
        ends = f"hết ngày {found.due_on:%d/%m/%Y}"
        return f"từ {found.opens_on:%d/%m} đến {ends}" if found.opens_on else ends
    ends = moment_words(found.due_at)
    return f"{moment_words(found.opens_at)} – {ends}" if found.opens_at else ends


def moment_words(day: date) -> str:
    return f"{day:%H:%M %d/%m/%Y}" if isinstance(day, datetime) else f"{day:%d/%m/%Y}"


def days_words(days: Sequence[date]) -> str:
    """Name a few days month by month ("13, 16, 17/11"), many by their first and last."""
    if len(days) > MOST_NAMED:
        return f"{len(days)} ngày, từ {days[0]:%d/%m/%Y} đến {days[-1]:%d/%m/%Y}"
    ending = "/%m" if days[0].year == days[-1].year else "/%m/%Y"
    months = (list(group) for _, group in groupby(days, lambda day: (day.year, day.month)))
    return "; ".join(
        ", ".join(f"{day:%d}" for day in month) + month[0].strftime(ending) for month in months
    )


def _step(found: DueSum) -> Iterator[DueLine]:
    is_working = found.span.unit is DeadlineUnit.WORKING_DAYS
    if found.span.amount:
        counted = days_words(found.counted) if is_working else "tính cả ngày nghỉ"
        yield DueLine(_STEPS[found.counting].format(found.span.words), counted)


def _worked(days: Iterable[Named]) -> Iterator[DueLine]:
    for name, worked in _by_name(days).items():
        yield DueLine(f"Tính cả ngày {name[:1].lower()}{name[1:]}", days_words(worked))


def _left_out(days: Iterable[Named]) -> Iterator[DueLine]:
    """Weekends on one line, each holiday on a line of its own."""
    by_name = _by_name(days)
    weekend = [name for name in _WEEKEND if name in by_name]
    if weekend:
        off = sorted(day for name in weekend for day in by_name.pop(name))
        names = ", ".join(_WEEKEND[name] for name in weekend)
        yield DueLine(f"Bỏ {names}", days_words(off), is_aside=True)
    for name, off in by_name.items():
        yield DueLine(f"Bỏ {name}", days_words(off), is_aside=True)


def _by_name(days: Iterable[Named]) -> dict[str, list[date]]:
    found: dict[str, list[date]] = {}
    for day, name in days:
        found.setdefault(name, []).append(day)
    return found


def _stretch(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%d}–{last:%d/%m/%Y}"
    start = f"{first:%d/%m}" if first.year == last.year else f"{first:%d/%m/%Y}"
    return f"{start}–{last:%d/%m/%Y}"
