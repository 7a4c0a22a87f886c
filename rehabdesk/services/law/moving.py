"""What would be known with another calendar or another office value, before either is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from rehabdesk.domain.deadlines.span import Span
from rehabdesk.domain.deadlines.year_table import CalendarDay
from rehabdesk.services.law.calendar_days import DayFacts
from rehabdesk.services.law.day_table import DayTable
from rehabdesk.services.law.deadlines import Deadlines, OfficeValue, office_deadlines
from rehabdesk.services.law.setting_deadlines import SetDeadline
from rehabdesk.services.office import Work

_ONE_DAY = timedelta(days=1)


# Looks


def with_day(work: Work, facts: DayFacts, instead_of: date | None = None) -> Deadlines:
    """Return what would be known with one day more, or another in the place of one."""
    own = [day for day in work.resources.own.days if day.on not in {facts.on, instead_of}]
    new = CalendarDay(facts.on, facts.name, facts.is_working, facts.source, is_own=True)
    return _with_own(work, [*own, new], work.resources.own.years)


def without_day(work: Work, on: date) -> Deadlines:
    """Return what would be known if the office took back a day of its own."""
    own = [day for day in work.resources.own.days if day.on != on]
    return _with_own(work, own, work.resources.own.years)


def with_table(work: Work, table: DayTable) -> Deadlines:
    """Return what would be known with a table taken whole."""
    own = [day for day in work.resources.own.days if day.on.year not in table.years]
    years = work.resources.own.years | set(table.years)
    return _with_own(work, [*own, *table.days], years)


def without_table(work: Work, year: int) -> Deadlines:
    """Return what would be known if the delivered table of a year held again."""
    own = [day for day in work.resources.own.days if day.on.year != year]
    return _with_own(work, own, work.resources.own.years - {year})


def with_value(work: Work, order: SetDeadline) -> Deadlines:
    """Return what would be known with an office value; an open one before it ends there."""
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
    others = (
        _ended(each, order.from_on) if each.rule_id == order.deadline_id else each
        for each in known.values
    )
    return replace(known, values=(value, *others))


def without_value(work: Work, value_id: int, last_on: date) -> Deadlines:
    """Return what would be known if an office value ended on a day."""
    known = office_deadlines(work)
    values = (
        replace(each, until_on=last_on) if each.id == value_id else each for each in known.values
    )
    return replace(known, values=tuple(each for each in values if _holds(each)))


def _ended(value: OfficeValue, by: date) -> OfficeValue:
    is_open_before = value.until_on is None and value.from_on < by
    return replace(value, until_on=by - _ONE_DAY) if is_open_before else value


def _holds(value: OfficeValue) -> bool:
    return value.until_on is None or value.until_on >= value.from_on


def _with_own(work: Work, days: Iterable[CalendarDay], years: frozenset[int]) -> Deadlines:
    in_order = tuple(sorted(days, key=lambda day: day.on))
    own = replace(work.resources.own, days=in_order, years=years)
    return replace(office_deadlines(work), calendar=work.resources.with_own(own).calendar)
