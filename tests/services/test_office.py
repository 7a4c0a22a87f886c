from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.records import AuditEntry, Hamlet, Person
from rehabdesk.domain.refusals import NeedsConfirmation
from rehabdesk.services.office import NotYourRight, Office, Work
from rehabdesk.services.people.intake import TakeIn, take_in
from tests.builders import LAN, a_person, taken_in


class Doubt(NeedsConfirmation):
    pass


def count_persons(work: Work) -> int:
    return len(work.session.scalars(select(Person.id)).all())


def test_an_act_that_leaves_no_trace_is_undone_and_is_an_error(office: Office) -> None:
    def silent(work: Work) -> None:
        work.session.add(Hamlet("Thôn Lặng"))

    with pytest.raises(RuntimeError, match="audit"):
        office.do(silent)
    names = office.look(lambda work: work.session.scalars(select(Hamlet.name)).all())
    assert "Thôn Lặng" not in names


def test_a_look_changes_nothing(office: Office) -> None:
    def careless(work: Work) -> None:
        work.session.add(Hamlet("Thôn Lặng"))
        work.session.flush()

    office.look(careless)
    names = office.look(lambda work: work.session.scalars(select(Hamlet.name)).all())
    assert "Thôn Lặng" not in names


def test_an_act_that_fails_half_way_leaves_nothing(office: Office) -> None:
    def fails(work: Work) -> None:
        take_in(work, TakeIn(a_person()))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        office.do(fails)
    assert office.look(count_persons) == 0


def test_an_act_names_the_tables_it_touched(office: Office) -> None:
    done = office.do(partial(take_in, order=TakeIn(a_person())))
    assert {"person", "case_file", "identity_paper", "audit_entry"} <= done.touched


def test_who_lacks_the_right_is_refused_and_nothing_is_written(office: Office) -> None:
    leader = replace(office, actor=replace(LAN, role=Role.LEADER))
    with pytest.raises(NotYourRight, match="Lập và sửa hồ sơ"):
        leader.do(partial(take_in, order=TakeIn(a_person())))
    assert office.look(count_persons) == 0


def test_a_doubt_the_user_overruled_stands_in_the_trail(office: Office) -> None:
    def doubtful(work: Work) -> None:
        work.unless_confirmed(Doubt("Vẫn làm?"))
        work.record("office.tried", None)

    with pytest.raises(Doubt) as raised:
        office.do(doubtful)
    office.do(doubtful, frozenset({raised.value.key}))
    entry = office.look(
        lambda work: work.session.scalars(select(AuditEntry).filter_by(act="office.tried")).one()
    )
    assert entry.facts["confirmed"] == "Doubt: Vẫn làm?"


def test_the_trail_names_who_what_and_whom(office: Office) -> None:
    person_id = taken_in(office)
    entry = office.look(
        lambda work: work.session.scalars(select(AuditEntry).filter_by(act="person.taken_in")).one()
    )
    assert entry.actor == "1:Nguyễn Thị Hạnh"
    assert entry.subject == f"person:{person_id}"
    assert entry.facts == {"case": "2026-001"}
