from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.office import User
from rehabdesk.domain.records.person import Person
from rehabdesk.persistence.search import find_persons
from rehabdesk.services.lists.bulk import (
    GONE,
    BulkDone,
    NoSuchClerk,
    NoSuchHamlet,
    give_to_clerk,
    leave_out_of_prints,
    move_to_hamlet,
    put_clerks_back,
    put_hamlets_back,
    put_prints_back,
    read_bulk_choices,
    who_can_be_assigned,
)
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.people.one_file import list_history
from tests.builders import LAN, a_person, a_volunteer, taken_in
from tests.services.lists.accounts import add_account
from tests.services.papers import an_order, submitted

NOBODY = 9_999


def hamlets(work: Work) -> dict[str, int | None]:
    return {each.full_name: each.hamlet_id for each in work.session.scalars(select(Person))}


@pytest.fixture
def ids(office: Office) -> tuple[int, ...]:
    office.do(add_account)
    people = (("Lê An", 1), ("Bùi Bình", 2), ("Vũ Cường", 1))
    return tuple(
        taken_in(office, full_name=name, hamlet_id=hamlet, papers=()) for name, hamlet in people
    )


def reasons(made: BulkDone) -> dict[str, str]:
    return {each.name: each.reason for each in made.failed}


def test_who_can_be_moved_is_moved_and_the_others_are_told(
    office: Office, ids: tuple[int, ...]
) -> None:
    made = office.do(partial(move_to_hamlet, person_ids=(*ids, NOBODY, ids[0]), hamlet_id=2)).result
    assert made.done == (ids[0], ids[2])
    assert reasons(made) == {"Bùi Bình": "đã ở Thôn Hạ", "": GONE}
    assert set(office.look(hamlets).values()) == {2}
    assert ids[0] in office.look(lambda work: find_persons(work.session, "an ha", 5))
    changes = [row for row in office.look(partial(list_history, person_id=ids[0])) if row.after]
    assert "Thôn" in {row.field for row in changes}
    office.do(partial(put_hamlets_back, made=made))
    assert office.look(hamlets) == {"Lê An": 1, "Bùi Bình": 2, "Vũ Cường": 1}


def test_a_hamlet_or_a_clerk_that_is_none_is_refused_and_nothing_is_written(
    office: Office, ids: tuple[int, ...]
) -> None:
    before = office.look(hamlets)
    with pytest.raises(NoSuchHamlet):
        office.do(partial(move_to_hamlet, person_ids=ids, hamlet_id=NOBODY))
    with pytest.raises(NoSuchClerk):
        office.do(partial(give_to_clerk, person_ids=ids, user_id=NOBODY))
    assert office.look(hamlets) == before


def test_a_wish_not_to_be_printed_is_noted_and_taken_back(
    office: Office, ids: tuple[int, ...]
) -> None:
    def left_out(work: Work) -> set[int]:
        return set(work.session.scalars(select(Person.id).where(Person.is_left_out_of_lists)))

    office.do(partial(leave_out_of_prints, person_ids=ids[:1], is_left_out=True))
    made = office.do(partial(leave_out_of_prints, person_ids=ids, is_left_out=True)).result
    assert reasons(made) == {"Lê An": "đã không in từ trước"}
    assert office.look(left_out) == set(ids)
    office.do(partial(put_prints_back, made=made))
    assert office.look(left_out) == {ids[0]}


def test_files_are_given_to_a_clerk_and_the_history_says_so(
    office: Office, ids: tuple[int, ...]
) -> None:
    def clerks(work: Work) -> list[int | None]:
        return list(work.session.scalars(select(CaseFile.clerk_id).order_by(CaseFile.id)))

    clerk = office.look(lambda work: work.session.get_one(User, LAN.user_id).id)
    office.do(partial(give_to_clerk, person_ids=ids[:1], user_id=clerk))
    made = office.do(partial(give_to_clerk, person_ids=ids, user_id=clerk)).result
    assert (made.done, reasons(made)) == (ids[1:], {"Lê An": f"đã do {LAN.name} giữ"})
    [row] = [one for one in office.look(partial(list_history, person_id=ids[1])) if one.before]
    assert (row.field, row.before, row.after) == ("Cán bộ giữ hồ sơ", "chưa giao", LAN.name)
    office.do(partial(put_clerks_back, made=made))
    assert office.look(clerks) == [clerk, None, None]


def test_choices_are_those_in_use(office: Office, ids: tuple[int, ...]) -> None:
    offered = office.look(read_bulk_choices)
    assert {1, 2} <= {each for each, _ in offered.hamlets}
    assert (LAN.user_id, LAN.name) in offered.clerks
    assert ids


def test_an_assignment_is_drafted_for_whom_it_makes_sense(
    office: Office, ids: tuple[int, ...]
) -> None:
    submitted(office, an_order(office, ids[1], a_volunteer(office)))
    stranger = office.do(
        partial(take_in, order=TakeIn(a_person(full_name="Cao Xong", papers=())))
    ).result.person_id
    found = office.look(partial(who_can_be_assigned, person_ids=(*ids, stranger, NOBODY)))
    assert found.person_ids == (ids[0], ids[2])
    told = {each.name: each.reason for each in found.failed}
    assert told["Bùi Bình"] == "đã ký quyết định phân công, chờ số"
    assert told[""] == GONE
    assert set(told) == {"Bùi Bình", "Cao Xong", ""}
