"""What a change of the calendar would move is seen before it is made."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.services.law.calendar_days import (
    DayFacts,
    add_day,
    back_to_delivered,
    import_days,
    remove_day,
)
from rehabdesk.services.law.day_table import DayTable
from rehabdesk.services.law.deadlines import Deadlines, Due, office_deadlines
from rehabdesk.services.law.moving import (
    with_day,
    with_table,
    with_value,
    without_day,
    without_table,
    without_value,
)
from rehabdesk.services.law.setting_deadlines import (
    LaxerThanLaw,
    SetDeadline,
    end_value,
    set_deadline,
)
from rehabdesk.services.office import Office, Work
from tests.services.law.test_calendar_days import FLOOD, whole_year

BEGINS = date(2026, 11, 23)
TWO_DAYS = SetDeadline("send_decision", 2, DeadlineUnit.WORKING_DAYS, BEGINS, None, "Xã")


def dues(known: Deadlines) -> dict[tuple[str, date], Due]:
    starts = [date(2026, 11, 20) + timedelta(days=each) for each in range(10)]
    counted = {
        (name, day): known.due(name, day)
        for name in ("police_proposal", "send_decision")
        for day in starts
    }
    return {key: found for key, found in counted.items() if found is not None}


def now(work: Work) -> dict[tuple[str, date], Due]:
    return dues(office_deadlines(work))


def test_a_day_off_moves_what_was_counted_over_it_and_says_so_before(office: Office) -> None:
    before, foretold = office.look(now), dues(office.look(partial(with_day, facts=FLOOD)))
    monday, thursday = ("police_proposal", BEGINS), ("police_proposal", date(2026, 11, 26))
    assert (before[monday].words, foretold[monday].words) == ("26/11/2026", "27/11/2026")
    assert ("Bỏ Nghỉ phòng bão", "26/11") in {(n.label, n.value) for n in foretold[monday].lines}
    assert before[thursday] == foretold[thursday]
    assert office.look(lambda work: work.resources.calendar.is_working(FLOOD.on))


def test_what_is_foretold_is_what_happens_and_taking_it_back_restores_every_date(
    office: Office,
) -> None:
    before = office.look(now)
    foretold = office.look(partial(with_day, facts=FLOOD))
    kept = office.do(partial(add_day, facts=FLOOD)).result
    assert office.look(now) == dues(foretold)
    assert dues(office.look(partial(without_day, on=FLOOD.on))) == before
    office.do(partial(remove_day, kept_id=kept, version=1))
    assert office.look(now) == before


def test_a_day_corrected_to_another_leaves_the_first(office: Office) -> None:
    office.do(partial(add_day, facts=FLOOD))
    later = DayFacts(date(2026, 11, 27), "Nghỉ phòng bão", is_working=False)
    known = office.look(partial(with_day, facts=later, instead_of=FLOOD.on))
    assert known.calendar.is_working(FLOOD.on)
    assert not known.calendar.is_working(later.on)


def test_a_table_foretells_the_calendar_it_makes_and_the_one_without_it(office: Office) -> None:
    table = whole_year(2028)
    before = office.look(lambda work: work.resources.calendar)
    foretold = office.look(partial(with_table, table=table)).calendar
    office.do(partial(import_days, table=table))
    assert office.look(lambda work: work.resources.calendar) == foretold
    assert office.look(partial(without_table, year=2028)).calendar == before
    office.do(partial(back_to_delivered, year=2028))
    assert office.look(lambda work: work.resources.calendar) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.dates(date(2026, 11, 1), date(2026, 12, 31)))
def test_a_day_off_never_brings_a_deadline_nearer(office: Office, day: date) -> None:
    facts = DayFacts(day, "Nghỉ", is_working=False)
    before, after = office.look(now), dues(office.look(partial(with_day, facts=facts)))
    assert all(after[key].due_on >= before[key].due_on for key in before)


def test_an_office_value_foretells_what_it_moves_and_what_its_end_moves_back(
    office: Office,
) -> None:
    before = office.look(now)
    foretold = dues(office.look(partial(with_value, order=TWO_DAYS)))
    moved = {key for key in before if before[key].due_on != foretold[key].due_on}
    assert {name for name, _ in moved} == {"send_decision"}
    assert min(day for _, day in moved) == BEGINS
    value = insisted(office, TWO_DAYS)
    assert _days(office.look(now)) == _days(foretold)
    gone = office.look(partial(without_value, value_id=value, last_on=date(2026, 11, 22)))
    assert dues(gone) == before
    until = date(2026, 11, 25)
    ending = _days(dues(office.look(partial(without_value, value_id=value, last_on=until))))
    office.do(partial(end_value, value_id=value, version=1, last_on=until))
    assert _days(office.look(now)) == ending


def test_a_new_value_foretells_that_the_open_one_before_it_ends(office: Office) -> None:
    insisted(office, TWO_DAYS)
    week = SetDeadline(
        "send_decision",
        4,
        DeadlineUnit.WORKING_DAYS,
        date(2026, 11, 25),
        date(2026, 11, 26),
        "Xã",
    )
    foretold = _days(dues(office.look(partial(with_value, order=week))))
    insisted(office, week)
    assert _days(office.look(now)) == foretold


def test_an_empty_table_moves_nothing(office: Office) -> None:
    assert dues(office.look(partial(with_table, table=DayTable(())))) == office.look(now)


def _days(found: dict[tuple[str, date], Due]) -> dict[tuple[str, date], date]:
    return {key: each.due_on for key, each in found.items()}


def insisted(office: Office, order: SetDeadline) -> int:
    """Set a value although it is laxer than the law."""
    act = partial(set_deadline, order=order)
    with pytest.raises(LaxerThanLaw) as doubt:
        office.do(act)
    return office.do(act, frozenset({doubt.value.key})).result
