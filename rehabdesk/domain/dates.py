"""Dates as clerks type them, ages with their doubt, terms in months and working days."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import total_ordering
from itertools import accumulate
from typing import Self

from rehabdesk.domain.codes import Precision
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, fold

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
_MONTHS = 12
_WEEK, _WORKED_A_WEEK = 7, 5  # days
_SHOWN = 30  # letters of an unreadable date worth repeating
_WEEKEND = {5: "Thứ Bảy", 6: "Chủ nhật"}

_AHEAD = re.compile(r"\+ ?(?P<count>\d{1,4}) ?(?P<working>lv)?", re.ASCII)
_BETWEEN = r"(?: ?[-/.] ?| )"
_SHAPES = tuple(
    re.compile(shape.replace("|-|", _BETWEEN), re.ASCII)
    for shape in (
        r"(?P<day>\d{1,2})|-|(?P<month>\d{1,2})|-|(?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})|-|(?P<month>\d{1,2})|-|(?P<day>\d{1,2})",
        r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{4})",
        r"(?P<month>\d\d)(?P<year>(19|20)\d\d)",
        r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d\d)",
        r"(?P<month>\d{1,2})|-|(?P<year>\d{4})",
        r"(?P<year>\d{4})",
    )
)
_STORED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


class DateUnreadable(Refusal):
    def __init__(self, typed: str) -> None:
        shown = typed if len(typed) <= _SHOWN else f"{typed[:_SHOWN]}…"
        super().__init__(f"Chưa hiểu “{shown}”. Gõ như 5/3/85, 05031985 hoặc 1985.")


class DateImpossible(Refusal):
    def __init__(self, shown: str) -> None:
        super().__init__(f"Ngày {shown} không có trong lịch.")


class BirthInFuture(Refusal):
    def __init__(self) -> None:
        super().__init__("Ngày sinh phải trước hôm nay.")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, or only its month and year, or only its year: as much as the papers say."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        if 0 in (self.month, self.day):
            raise ValueError("months and days are counted from one")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse_stored(cls, stored: str) -> Self:
        """Read what `stored` wrote: "1985", "1985-03" or "1985-03-05"."""
        parts = _STORED.fullmatch(stored)
        if parts is None:
            raise ValueError(f"not a stored date: {stored!r}")
        return cls(*(int(part) for part in parts.groups() if part is not None))

    @property
    def stored(self) -> str:
        if self.day:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"

    @property
    def text(self) -> str:
        return "/".join(reversed(self.stored.split("-")))

    @property
    def precision(self) -> Precision:
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        month = self.month or _MONTHS
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self.stored < other.stored


@dataclass(frozen=True, slots=True)
class Age:
    """Years of age; the higher of two when the birth date leaves a doubt."""

    years: int
    is_exact: bool

    @property
    def text(self) -> str:
        if self.is_exact:
            return f"{self.years} tuổi"
        if self.years == 0:
            return "chưa đủ 1 tuổi"
        return f"{self.years - 1} hoặc {self.years} tuổi"

    @property
    def at_least(self) -> int:
        return self.years if self.is_exact else max(self.years - 1, 0)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Monday to Friday, except the days off and the days worked in their place."""

    holidays: Mapping[date, str]
    working: Mapping[date, str]
    years: frozenset[int] = frozenset()  # whose days off are known
    estimated: frozenset[int] = frozenset()  # whose days off are foretold, not yet announced
    _exceptions: tuple[date, ...] = field(init=False, repr=False, compare=False)  # in order
    _balance: tuple[int, ...] = field(init=False, repr=False, compare=False)  # before each, and all

    def __post_init__(self) -> None:
        days = sorted({*self.holidays, *self.working})
        changes = (self.is_working(day) - (day.weekday() not in _WEEKEND) for day in days)
        object.__setattr__(self, "_exceptions", tuple(days))
        object.__setattr__(self, "_balance", tuple(accumulate(changes, initial=0)))

    def is_working(self, day: date) -> bool:
        if day in self.working:
            return True
        return day not in self.holidays and day.weekday() not in _WEEKEND

    def reason(self, day: date) -> str | None:
        """Say why this day is off, or why it is worked against the rule."""
        named = self.working.get(day) or self.holidays.get(day)
        return named or _WEEKEND.get(day.weekday())

    def covers(self, year: int) -> bool:
        """Tell whether the days off of this year are known at all."""
        return year in self.years

    def add_working_days(self, day: date, count: int) -> date:
        """Go so many working days on, or back; the day itself is not counted."""
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after the start, up to and with the end."""
        return self._worked_until(end) - self._worked_until(start)

    def _worked_until(self, day: date) -> int:
        """Count the working days from the beginning of the calendar, this day included."""
        weeks, rest = divmod(day.toordinal(), _WEEK)  # the first of all days was a Monday
        moved = bisect_right(self._exceptions, day)
        return weeks * _WORKED_A_WEEK + min(rest, _WORKED_A_WEEK) + self._balance[moved]


def add_months(day: date, months: int) -> date:
    """Return the same day so many months on, or the last day of a shorter month."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_on(born: PartialDate, on: date) -> Age:
    oldest, youngest = _years(born.first_day, on), _years(born.last_day, on)
    return Age(max(oldest, 0), oldest == youngest)


def read_date(
    typed: str, today: date, *, is_birth: bool = False, calendar: WorkingCalendar | None = None
) -> PartialDate:
    """Understand a date as typed; "+3lv" needs a calendar to count working days."""
    text = clean(typed)
    found = _relative(fold(text), today, calendar) or _absolute(text, today, is_birth=is_birth)
    if found is None:
        raise DateUnreadable(text)
    if is_birth and found.first_day >= today:
        raise BirthInFuture
    return found


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _relative(text: str, today: date, calendar: WorkingCalendar | None) -> PartialDate | None:
    if text == "hom nay":
        return PartialDate.of(today)
    ahead = _AHEAD.fullmatch(text)
    if ahead is None:
        return None
    count = int(ahead["count"])
    if not ahead["working"]:
        return PartialDate.of(today + timedelta(days=count))
    return PartialDate.of(calendar.add_working_days(today, count)) if calendar else None


def _absolute(text: str, today: date, *, is_birth: bool) -> PartialDate | None:
    shape = next((match for shape in _SHAPES if (match := shape.fullmatch(text))), None)
    if shape is None:
        return None
    parts = {name: int(digits) for name, digits in shape.groupdict().items()}
    month, day = parts.get("month"), parts.get("day")
    year = parts["year"]
    if len(shape["year"]) == 2:  # noqa: PLR2004
        year = _full_year(year, month, day, today, is_birth=is_birth)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return PartialDate(year, month, day)
    except ValueError:
        shown = "/".join(f"{part:02}" for part in (day, month, year) if part is not None)
        raise DateImpossible(shown) from None


def _full_year(
    short: int, month: int | None, day: int | None, today: date, *, is_birth: bool
) -> int:
    century = today.year // 100 * 100
    is_past = short <= today.year % 100
    if is_birth and short == today.year % 100:
        is_past = (month or 0, day or 0) < (today.month, today.day)
    return century + short if is_past else century - 100 + short
