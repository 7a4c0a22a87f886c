from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import (
    AssignmentRole,
    CaseState,
    EventKind,
    OrganisationKind,
)
from rehabdesk.domain.course.endings import EndReason
from rehabdesk.domain.records import Assignment
from rehabdesk.services.assigning.carrying import list_bodies, list_helpers, looked_after_by
from rehabdesk.services.assignment_board import purpose_for, read_board
from rehabdesk.services.assignments import (
    EndNeedsReason,
    EndsBeforeItBegan,
    Group,
    count_without_helper,
    end_assignment,
    helpers_of,
    list_managed,
)
from rehabdesk.services.course.acts import undo_event
from rehabdesk.services.decisions.drafting import read_order
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import Office
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.volunteers import (
    LeftBeforeJoining,
    OrganisationExists,
    OrganisationNameRequired,
    StillInCharge,
    VolunteerFacts,
    VolunteerNameRequired,
    add_organisation,
    add_volunteer,
    correct_organisation,
    correct_volunteer,
    list_organisations,
    list_volunteers,
)
from tests.builders import a_volunteer, taken_in
from tests.services.course.scene import Scene
from tests.services.papers import an_order, numbered, submitted


def assigned(office: Office) -> tuple[int, int]:
    """Give a person a helper by a numbered decision; return both ids."""
    person_id, volunteer_id = taken_in(office), a_volunteer(office)
    numbered(office, submitted(office, an_order(office, person_id, volunteer_id)))
    return person_id, volunteer_id


def test_everybody_without_a_helper_is_counted(office: Office) -> None:
    taken_in(office)
    taken_in(office, full_name="Lê An", papers=())
    assert office.look(count_without_helper) == 2


def test_an_ended_assignment_stays_in_the_history(office: Office) -> None:
    person_id, volunteer_id = assigned(office)
    [row] = office.look(list_managed)
    assert row.assignment_id is not None
    order = partial(
        end_assignment,
        assignment_id=row.assignment_id,
        version=row.assignment_version,
        until_on=date(2026, 11, 30),
        reason="Chuyển nơi ở",
    )
    office.do(order)
    [helper] = office.look(partial(helpers_of, person_id=person_id))
    assert (helper.until_on, helper.end_reason) == (date(2026, 11, 30), "Chuyển nơi ở")
    [kept] = office.look(partial(looked_after_by, helper_id=volunteer_id))
    assert kept.until_on == date(2026, 11, 30)


def test_an_end_wants_a_reason_a_later_day_and_the_newest_version(office: Office) -> None:
    assigned(office)
    [row] = office.look(list_managed)
    assert row.assignment_id is not None
    end = partial(end_assignment, assignment_id=row.assignment_id)
    good = {"version": row.assignment_version, "until_on": date(2026, 12, 1), "reason": "Ốm"}
    for wrong, refusal in (
        ({"reason": " "}, EndNeedsReason),
        ({"until_on": date(2026, 1, 1)}, EndsBeforeItBegan),
        ({"version": 99}, EditedMeanwhile),
    ):
        with pytest.raises(refusal):
            office.do(partial(end, **(good | wrong)))
    until = office.look(lambda work: work.session.scalars(select(Assignment.until_on)).one())
    assert until is None


def test_helpers_of_the_same_hamlet_come_first_then_those_with_free_places(
    office: Office,
) -> None:
    assigned(office)
    a_volunteer(office, full_name="Hà Văn Tới", hamlet_id=2)
    a_volunteer(office, full_name="Bùi Thị Thu", hamlet_id=1)
    rows = office.look(partial(list_helpers, hamlet_ids=(1,)))
    assert [row.full_name for row in rows] == ["Bùi Thị Thu", "Hà Văn Tới", "Ngô Thị Nhàn"]


def test_who_has_left_is_not_offered(office: Office) -> None:
    a_volunteer(office, serves_until=date(2026, 11, 12))
    assert office.look(list_helpers) == []
    assert len(office.look(list_volunteers)) == 1


def test_who_still_looks_after_somebody_does_not_leave(office: Office) -> None:
    _, volunteer_id = assigned(office)
    [row] = office.look(list_volunteers)
    facts = VolunteerFacts("Ngô Thị Nhàn", serves_until=date(2026, 12, 31))
    with pytest.raises(StillInCharge, match="1 người"):
        office.do(
            partial(correct_volunteer, volunteer_id=volunteer_id, version=row.version, facts=facts)
        )
    assert office.look(list_managed)[0].group is Group.ASSIGNED


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (VolunteerFacts("  "), VolunteerNameRequired),
        (
            VolunteerFacts("An", serves_from=date(2026, 5, 1), serves_until=date(2026, 4, 1)),
            LeftBeforeJoining,
        ),
    ],
)
def test_a_volunteer_has_a_name_and_leaves_after_joining(
    office: Office, facts: VolunteerFacts, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        office.do(partial(add_volunteer, facts=facts))
    assert office.look(list_volunteers) == []


def test_an_organisation_is_written_once(office: Office) -> None:
    add = partial(add_organisation, name="Trạm Y tế xã", kind=OrganisationKind.HEALTH_STATION)
    office.do(add)
    with pytest.raises(OrganisationExists):
        office.do(add)
    assert [row.name for row in office.look(list_organisations)] == ["Trạm Y tế xã"]


def test_whoever_waits_longest_for_a_helper_comes_first(office: Office) -> None:
    ended, _ = assigned(office)
    [row] = office.look(list_managed)
    assert row.assignment_id is not None
    version, until = row.assignment_version, date(2026, 11, 30)
    end = partial(
        end_assignment,
        assignment_id=row.assignment_id,
        version=version,
        until_on=until,
        reason="Chuyển chỗ ở",
    )
    office.do(end)
    first = taken_in(office, full_name="Vũ Tiến Dũng", papers=())
    later = replace(office, clock=lambda: datetime(2026, 12, 5, 8, 0))
    rows = later.look(list_managed)
    assert [(row.person_id, row.since) for row in rows] == [
        (first, date(2026, 11, 23)),
        (ended, date(2026, 11, 30)),
    ]


def test_an_organisation_is_corrected_or_put_aside(office: Office) -> None:
    kind = OrganisationKind.WOMENS_UNION
    office.do(partial(add_organisation, name="Chi hội Phụ nữ Thượng", kind=kind))
    [row] = office.look(list_organisations)
    new_name = "Chi hội Phụ nữ thôn Thượng"
    order = partial(
        correct_organisation, row=row, name=new_name, kind=OrganisationKind.OTHER, is_active=False
    )
    office.do(order)
    [after] = office.look(list_organisations)
    assert (after.name, after.kind, after.is_active) == (new_name, OrganisationKind.OTHER, False)
    with pytest.raises(EditedMeanwhile):
        office.do(order)


def test_an_organisation_keeps_a_name_of_its_own(office: Office) -> None:
    kind = OrganisationKind.VETERANS
    for name in ("Chi hội Cựu chiến binh thôn Hạ", "Chi hội Cựu chiến binh thôn Thượng"):
        office.do(partial(add_organisation, name=name, kind=kind))
    row, other = office.look(list_organisations)
    for name, refusal in ((other.name, OrganisationExists), (" ", OrganisationNameRequired)):
        with pytest.raises(refusal):
            office.do(partial(correct_organisation, row=row, name=name, kind=kind, is_active=True))
    assert office.look(list_organisations)[0] == row


def test_the_decision_still_to_come_names_the_helper_itself(office: Office) -> None:
    taken_in(office, full_name="Lê An", papers=())
    assigned(office)
    board = office.look(read_board)
    purposes = {row.full_name: board.form_codes[purpose_for(row.state)] for row in board.managed}
    assert purposes == {"Lê An": "Mẫu 53", "Trần Văn Thắng": "Mẫu 59"}


HEALTH = {"full_name": "Bùi Thị Thu", "post": "Trạm Y tế xã", "hamlet_id": 2}


def beside(office: Office, person_id: int, number: str, **chosen: Any) -> None:
    """Number a paper that adds or replaces somebody."""
    order = an_order(office, person_id, 0, purpose="helper_assignment", volunteer_ids=())
    order = replace(order, term_start=None, term_end=None, **chosen)
    numbered(office, submitted(office, order), number)


def test_a_health_officer_stands_beside_the_helper_and_takes_nobody_s_place(
    office: Office,
) -> None:
    person_id, _ = assigned(office)
    nurse = a_volunteer(office, **HEALTH)
    roles = {nurse: AssignmentRole.HEALTH_OFFICER}
    beside(office, person_id, "47", volunteer_ids=(nurse,), roles=roles)
    told = [(each.role, each.until_on) for each in office.look(partial(helpers_of, person_id=1))]
    assert sorted(told) == [(AssignmentRole.HEALTH_OFFICER, None), (AssignmentRole.HELPER, None)]
    assert office.look(list_managed)[0].helper == "Ngô Thị Nhàn"
    loads = {row.full_name: row.load for row in office.look(list_helpers)}
    assert loads == {"Ngô Thị Nhàn": 1, "Bùi Thị Thu": 1}


def test_a_health_officer_alone_is_nobody_in_charge(office: Office) -> None:
    person_id, nurse = taken_in(office), a_volunteer(office, **HEALTH)
    roles = {nurse: AssignmentRole.HEALTH_OFFICER}
    numbered(office, submitted(office, an_order(office, person_id, nurse, roles=roles)))
    assert office.look(count_without_helper) == 1
    assert office.look(list_managed)[0].group is Group.NOBODY
    [row] = office.look(list_persons)
    assert row.helper == ""


def test_an_organisation_is_counted_and_has_no_limit(office: Office) -> None:
    person_id = taken_in(office)
    kind = OrganisationKind.WOMENS_UNION
    body = office.do(partial(add_organisation, name="Hội Phụ nữ xã", kind=kind)).result
    order = an_order(office, person_id, 0, volunteer_ids=(), organisation_ids=(body,))
    decision = submitted(office, order)
    assert office.look(list_managed)[0].group is Group.AWAITING
    assert office.look(count_without_helper) == 0
    [waiting] = office.look(list_bodies)
    assert (waiting.load, waiting.awaiting, waiting.limit) == (0, 1, None)
    numbered(office, decision)
    [row] = office.look(list_bodies)
    assert (row.load, row.awaiting, row.is_full) == (1, 0, False)
    [kept] = office.look(partial(looked_after_by, helper_id=body, is_organisation=True))
    assert (kept.full_name, kept.role) == ("Trần Văn Thắng", AssignmentRole.ORGANISATION)


def test_a_draft_opened_again_still_knows_the_roles(office: Office) -> None:
    person_id, nurse = taken_in(office), a_volunteer(office, **HEALTH)
    roles = {nurse: AssignmentRole.HEALTH_OFFICER}
    decision = submitted(office, an_order(office, person_id, nurse, roles=roles))
    assert office.look(partial(read_order, decision_id=decision)).roles == roles


def test_a_new_helper_ends_the_one_before_by_the_paper_that_names_him(office: Office) -> None:
    person_id, first = assigned(office)
    second = a_volunteer(office, full_name="Vũ Đình Lộc", hamlet_id=1)
    beside(office, person_id, "47", volunteer_ids=(second,), effective_from=date(2026, 11, 30))
    new, old = office.look(partial(helpers_of, person_id=person_id))
    assert (new.made_by, new.until_on) == ("47/QĐ-UBND", None)
    assert (old.made_by, old.ended_by) == ("46/QĐ-UBND", "47/QĐ-UBND")
    assert old.until_on == date(2026, 11, 30), "the day they both were named for"
    [kept] = office.look(partial(looked_after_by, helper_id=first))
    assert kept.until_on == old.until_on


def test_closing_the_episode_keeps_who_answered_until_that_day(office: Office) -> None:
    scene = Scene.managed(office)
    scene.close(EndReason.DIED, "20/11/2026")
    [helper] = office.look(partial(helpers_of, person_id=scene.person_id))
    assert (helper.until_on, helper.end_reason) == (date(2026, 11, 20), "kết thúc đợt: chết")


def test_who_moved_in_gets_the_form_of_those_who_move_in(office: Office) -> None:
    person_id = taken_in(office)
    scene = Scene.of(office, person_id)
    scene.record(EventKind.DECIDED_ELSEWHERE, "01/11/2026", "01/11/2027")
    scene.record(EventKind.MOVED_IN, "20/11/2026")
    board = office.look(read_board)
    [row] = board.managed
    assert row.state is CaseState.POST_REHAB_MOVED_IN
    assert board.form_codes[purpose_for(row.state)] == "Mẫu 60"


def test_the_history_outlives_closing_and_opening_a_file_again(office: Office) -> None:
    """F32: who helped, in which role, from when to when and by which paper."""
    scene = Scene.managed(office)
    nurse = a_volunteer(office, **HEALTH)
    second = a_volunteer(office, full_name="Vũ Đình Lộc", hamlet_id=1)
    body = office.do(
        partial(add_organisation, name="Hội Phụ nữ xã", kind=OrganisationKind.WOMENS_UNION)
    ).result
    roles = {nurse: AssignmentRole.HEALTH_OFFICER}
    beside(office, scene.person_id, "47", volunteer_ids=(nurse,), roles=roles)
    beside(office, scene.person_id, "48", organisation_ids=(body,))
    beside(office, scene.person_id, "49", volunteer_ids=(second,))
    history = partial(helpers_of, person_id=scene.person_id)
    before = office.look(history)
    assert len(before) == 4
    event_id = scene.close(EndReason.DIED, "23/11/2026")
    closed = office.look(history)
    assert {(each.name, each.role, each.from_on, each.made_by) for each in closed} == {
        (each.name, each.role, each.from_on, each.made_by) for each in before
    }
    assert all(each.until_on is not None for each in closed)
    undo = partial(undo_event, event_id=event_id, version=scene.version(event_id))
    office.do(undo)
    assert [replace(each, version=0) for each in office.look(history)] == [
        replace(each, version=0) for each in before
    ]
