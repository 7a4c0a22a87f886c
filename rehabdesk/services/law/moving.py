"""Which deadlines move when the calendar does: seen before anything is changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.deadlines.due import due
from rehabdesk.domain.deadlines.year_table import CalendarDay, calendar_of, with_own_days
from rehabdesk.services.law.calendar_days import DayFacts
from rehabdesk.services.law.day_table import DayTable
from rehabdesk.services.law.deadlines import Due
from rehabdesk.services.office import Work


@dataclass(frozen=True, slots=True)
class MovedDue:
    before: Due
    after: Due


def moved_by(dues: Iterable[Due], calendar: WorkingCalendar) -> tuple[MovedDue, ...]:
    """Count deadlines again by another calendar; only those that come out otherwise."""
    counted = (MovedDue(each, recounted(each, calendar)) for each in dues)
    return tuple(each for each in counted if _days(each.before) != _days(each.after))


def recounted(found: Due, calendar: WorkingCalendar) -> Due:
    old = found.found
    return replace(found, found=due(old.span, old.start, calendar, old.counting))


def calendar_with_day(work: Work, facts: DayFacts) -> WorkingCalendar:
    """Return the calendar as it would be with one day more, or another in its place."""
    own = [day for day in work.resources.own.days if day.on != facts.on]
    new = CalendarDay(facts.on, facts.name, facts.is_working, facts.source, is_own=True)
    resources = work.resources
    tables = with_own_days(resources.shipped_years, [*own, new], resources.own.years)
    return calendar_of(tables, resources.known_years)


def calendar_with_table(work: Work, table: DayTable) -> WorkingCalendar:
    """Return the calendar as it would be with a table taken whole."""
    resources = work.resources
    own = [day for day in resources.own.days if day.on.year not in table.years]
    years = resources.own.years | set(table.years)
    tables = with_own_days(resources.shipped_years, [*own, *table.days], years)
    return calendar_of(tables, resources.known_years | set(table.years))


def _days(found: Due) -> tuple[object, object]:
    return found.found.opens_on, found.found.due_on
