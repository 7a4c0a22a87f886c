"""The days off and the days worked instead, a table a year; the office's own stand over ours."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.dates import WorkingCalendar


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that differs from the rule: off, or worked although the rule would have it off."""

    on: date
    name: str
    is_working: bool
    source: str = ""
    is_estimate: bool = False
    is_own: bool = False  # put in by the office, not delivered with the program

    @property
    def kind(self) -> str:
        return "Làm bù" if self.is_working else "Nghỉ"


@dataclass(frozen=True, slots=True)
class YearTable:
    year: int
    days: tuple[CalendarDay, ...]

    @property
    def is_estimate(self) -> bool:
        return any(day.is_estimate for day in self.days)

    @property
    def is_own(self) -> bool:
        return bool(self.days) and all(day.is_own for day in self.days)


def with_own_days(
    seed: Iterable[YearTable], own: Iterable[CalendarDay], own_years: Collection[int]
) -> tuple[YearTable, ...]:
    """Lay the office's days over the delivered ones; a year of its own replaces ours altogether.

    Days of a year that nobody calls complete are kept aside: `calendar_of` counts with them, but
    the year stays unknown.
    """
    tables = {table.year: {day.on: day for day in table.days} for table in seed}
    for year in own_years:
        tables[year] = {}
    for day in own:
        tables.setdefault(day.on.year, {})[day.on] = day
    return tuple(
        YearTable(year, tuple(sorted(days.values(), key=lambda day: day.on)))
        for year, days in sorted(tables.items())
    )


def calendar_of(tables: Iterable[YearTable], known: Collection[int]) -> WorkingCalendar:
    """Make the calendar; `known` are the years whose table is complete."""
    kept = tuple(tables)
    days = [day for table in kept for day in table.days]
    return WorkingCalendar(
        {day.on: day.name for day in days if not day.is_working},
        {day.on: day.name for day in days if day.is_working},
        frozenset(known),
        frozenset(table.year for table in kept if table.is_estimate),
    )
