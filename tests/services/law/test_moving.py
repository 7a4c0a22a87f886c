"""What a change of the calendar would move is seen before it is made."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.services.law.calendar_days import DayFacts, add_day, import_days, remove_day
from rehabdesk.services.law.day_table import DayTable
from rehabdesk.services.law.deadlines import Due, office_deadlines
from rehabdesk.services.law.moving import (
    MovedDue,
    moved_by,
    with_day,
    with_table,
    with_value,
)
from rehabdesk.services.law.setting_deadlines import SetDeadline
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
    return moved_by(dues(work), with_day(work, FLOOD))


def test_a_day_off_moves_what_was_counted_over_it_and_says_so_before(office: Office) -> None:
    foretold = office.look(moved_by_flood)
    started = {(each.before.deadline.id, each.before.found.start): each for each in foretold}
    proposal = started["police_proposal", date(2026, 11, 23)]
    assert (proposal.before.words, proposal.after.words) == ("26/11/2026", "27/11/2026")
    assert ("Bỏ Nghỉ phòng bão", "26/11") in {(n.label, n.value) for n in proposal.after.lines}
    assert ("police_proposal", date(2026, 11, 26)) not in started
    assert office.look(lambda work: work.resources.calendar.is_working(FLOOD.on))


def test_what_is_foretold_is_what_happens_and_taking_it_back_restores_every_date(
    office: Office,
) -> None:
    before = office.look(dues)
    foretold = {each.after for each in office.look(moved_by_flood)}
    kept = office.do(partial(add_day, facts=FLOOD)).result
    after = office.look(dues)
    pairs = zip(before, after, strict=True)
    assert foretold == {new for old, new in pairs if old.due_on != new.due_on}
    office.do(partial(remove_day, kept_id=kept, version=1))
    assert office.look(dues) == before


def test_a_table_foretells_the_calendar_it_makes(office: Office) -> None:
    table = whole_year(2028)
    foretold = office.look(partial(with_table, table=table)).calendar
    office.do(partial(import_days, table=table))
    assert office.look(lambda work: work.resources.calendar) == foretold


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.dates(date(2026, 11, 1), date(2026, 12, 31)))
def test_a_day_off_never_brings_a_deadline_nearer(office: Office, day: date) -> None:
    facts = DayFacts(day, "Nghỉ", is_working=False)

    def moved(work: Work) -> tuple[MovedDue, ...]:
        return moved_by(dues(work), with_day(work, facts))

    assert all(each.after.due_on > each.before.due_on for each in office.look(moved))


def test_an_office_value_foretells_what_it_moves(office: Office) -> None:
    begins = date(2026, 11, 23)
    order = SetDeadline("send_decision", 2, DeadlineUnit.WORKING_DAYS, begins, None, "Xã")

    def moved(work: Work) -> tuple[MovedDue, ...]:
        return moved_by(dues(work), with_value(work, order))

    found = office.look(moved)
    assert {each.before.deadline.id for each in found} == {"send_decision"}
    assert min(each.before.found.start for each in found) == begins
    assert all(each.after.office is not None for each in found)


def test_an_empty_table_moves_nothing(office: Office) -> None:
    nothing = DayTable(())

    def moved(work: Work) -> tuple[MovedDue, ...]:
        return moved_by(dues(work), with_table(work, nothing))

    assert office.look(moved) == ()
