"""What a change of the calendar would move is seen before it is made."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehabdesk.services.law.calendar_days import DayFacts, add_day, import_days, remove_day
from rehabdesk.services.law.day_table import DayTable
from rehabdesk.services.law.deadlines import Due, office_deadlines
from rehabdesk.services.law.moving import (
    MovedDue,
    calendar_with_day,
    calendar_with_table,
    moved_by,
)
from rehabdesk.services.office import Office, Work
from tests.services.law.test_calendar_days import FLOOD, whole_year


def dues(work: Work) -> list[Due]:
    known = office_deadlines(work)
    starts = [date(2026, 11, 20) + timedelta(days=each) for each in range(10)]
    found = [
        known.due(name, day) for name in ("police_proposal", "send_decision") for day in starts
    ]
    return [each for each in found if each is not None]


def moved_by_flood(work: Work) -> tuple[MovedDue, ...]:
    return moved_by(dues(work), calendar_with_day(work, FLOOD))


def test_a_day_off_moves_what_was_counted_over_it_and_says_so_before(office: Office) -> None:
    foretold = office.look(moved_by_flood)
    assert [(each.before.words, each.after.words) for each in foretold] == [
        ("26/11/2026", "27/11/2026"),
        ("27/11/2026", "30/11/2026"),
        ("27/11/2026", "30/11/2026"),
        ("26/11/2026", "27/11/2026"),
    ][: len(foretold)]
    before = {each.words for each in office.look(dues)}
    office.do(partial(add_day, facts=FLOOD))
    assert {each.after for each in foretold} <= set(office.look(dues))
    assert "26/11/2026" in before
    assert "26/11/2026" not in {each.words for each in office.look(dues)}


def test_what_is_foretold_is_what_happens_and_taking_it_back_restores_every_date(
    office: Office,
) -> None:
    before = office.look(dues)
    foretold = {each.after for each in office.look(moved_by_flood)}
    kept = office.do(partial(add_day, facts=FLOOD)).result
    after = office.look(dues)
    assert foretold == {
        new
        for old, new in zip(before, after, strict=True)
        if old != new and (old.due_on != new.due_on)
    }
    office.do(partial(remove_day, kept_id=kept, version=1))
    assert office.look(dues) == before


def test_a_table_foretells_the_calendar_it_makes(office: Office) -> None:
    table = whole_year(2028)
    foretold = office.look(partial(calendar_with_table, table=table))
    office.do(partial(import_days, table=table))
    assert office.look(lambda work: work.resources.calendar) == foretold


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.dates(date(2026, 11, 1), date(2026, 12, 31)))
def test_a_day_off_never_brings_a_deadline_nearer(office: Office, day: date) -> None:
    facts = DayFacts(day, "Nghỉ", is_working=False)

    def moved(work: Work) -> tuple[MovedDue, ...]:
        return moved_by(dues(work), calendar_with_day(work, facts))

    assert all(each.after.due_on > each.before.due_on for each in office.look(moved))


def test_an_empty_table_moves_nothing(office: Office) -> None:
    nothing = DayTable(())

    def moved(work: Work) -> tuple[MovedDue, ...]:
        return moved_by(dues(work), calendar_with_table(work, nothing))

    assert office.look(moved) == ()
