"""Which deadlines move with the calendar or with the office's own values: seen beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.deadlines.due import due
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.domain.deadlines.year_table import CalendarDay, calendar_of, with_own_days
from rehabdesk.services.law.calendar_days import DayFacts
from rehabdesk.services.law.day_table import DayTable
from rehabdesk.services.law.deadlines import Deadlines, Due, OfficeValue, office_deadlines
from rehabdesk.services.law.setting_deadlines import SetDeadline
from rehabdesk.services.office import Work


@dataclass(frozen=True, slots=True)
class MovedDue:
    before: Due
    after: Due


def moved_by(dues: Iterable[Due], known: Deadlines) -> tuple[MovedDue, ...]:
    """Count deadlines again by other knowledge; only those that come out on another day."""
    counted = (MovedDue(each, recounted(each, known)) for each in dues)
    return tuple(each for each in counted if _days(each.before) != _days(each.after))


def recounted(found: Due, known: Deadlines) -> Due:
    start = found.found.start
    day = start.date() if isinstance(start, datetime) else start
    value = known.value(found.deadline.id, day)
    span = value.span if value else found.deadline.span
    again = due(span, start, known.calendar, found.deadline.counting)
    return Due(found.deadline, again, value)


def with_day(work: Work, facts: DayFacts) -> Deadlines:
    """Return what would be known with one day more, or another in its place."""
    resources = work.resources
    own = [day for day in resources.own.days if day.on != facts.on]
    new = CalendarDay(facts.on, facts.name, facts.is_working, facts.source, is_own=True)
    tables = with_own_days(resources.shipped_years, [*own, new], resources.own.years)
    return _with_calendar(work, calendar_of(tables, resources.known_years))


def with_table(work: Work, table: DayTable) -> Deadlines:
    """Return what would be known with a table taken whole."""
    resources = work.resources
    own = [day for day in resources.own.days if day.on.year not in table.years]
    years = resources.own.years | set(table.years)
    tables = with_own_days(resources.shipped_years, [*own, *table.days], years)
    return _with_calendar(work, calendar_of(tables, resources.known_years | set(table.years)))


def with_value(work: Work, order: SetDeadline) -> Deadlines:
    """Return what would be known with an office value, before it is set."""
    known = office_deadlines(work)
    value = OfficeValue(
        0,
        0,
        order.deadline_id,
        Span(order.amount, order.unit),
        order.from_on,
        order.until_on,
        order.reason,
        work.actor.name,
        work.now,
    )
    return replace(known, values=(value, *known.values))


def _with_calendar(work: Work, calendar: WorkingCalendar) -> Deadlines:
    return replace(office_deadlines(work), calendar=calendar)


def _days(found: Due) -> tuple[object, object]:
    return found.found.opens_on, found.found.due_on
