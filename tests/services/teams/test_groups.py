"""Groups the law composes, written down by hand: founded, changed, ended; the bodies apart."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.teamwork.codes import GroupKind, GroupRole
from rehabdesk.services.office import Office
from rehabdesk.services.teams.bodies import read_bodies
from rehabdesk.services.teams.changes import Made, take_back
from rehabdesk.services.teams.groups import (
    EndsBeforeBeginning,
    GroupFacts,
    GroupIsOver,
    GroupMembersRequired,
    GroupRow,
    GroupSeat,
    HasGroup,
    HasSupportGroup,
    OneHead,
    PersonRequired,
    change_group,
    end_group,
    found_group,
    list_groups,
)
from tests.builders import taken_in

SINCE = date(2026, 9, 1)
TODAY = date(2026, 11, 23)
TRANG = GroupSeat("Nguyễn Văn Tráng", "Công an xã", GroupRole.HEAD)
NHUONG = GroupSeat("Trần Văn Nhượng", "Trưởng thôn Thượng", GroupRole.DEPUTY)


def a_group(office: Office, person_id: int) -> Made:
    facts = GroupFacts(GroupKind.USER_GROUP, SINCE, (TRANG, NHUONG), person_id, "Mẫu 04")
    return office.do(partial(found_group, facts=facts)).result


def the_group(office: Office) -> GroupRow:
    [group] = office.look(list_groups)
    return group


def test_a_group_over_a_user_is_founded_changed_and_ended(office: Office) -> None:
    founded = a_group(office, taken_in(office))
    group = the_group(office)
    assert (group.person, group.head, group.paper) == (
        "Trần Văn Thắng",
        "Nguyễn Văn Tráng",
        "Mẫu 04",
    )
    newcomer = GroupSeat("Vũ Đình Lộc", "Trưởng thôn Thượng", GroupRole.DEPUTY)
    change = partial(change_group, group_id=group.id, members=(TRANG, newcomer), on=TODAY)
    changed = office.do(partial(change, version=group.version)).result
    group = the_group(office)
    assert [each.full_name for each in group.serving] == ["Nguyễn Văn Tráng", "Vũ Đình Lộc"]
    [gone] = [each for each in group.members if each.until_on]
    assert (gone.full_name, gone.until_on) == ("Trần Văn Nhượng", date(2026, 11, 22))
    end = partial(end_group, group_id=group.id, on=TODAY, reason="hết thời hạn")
    ended = office.do(partial(end, version=group.version)).result
    assert the_group(office).serving == ()
    with pytest.raises(GroupIsOver):
        office.do(partial(end, version=the_group(office).version))
    for made in (ended, changed):
        office.do(partial(take_back, made=made))
    assert [each.full_name for each in the_group(office).serving] == [
        "Nguyễn Văn Tráng",
        "Trần Văn Nhượng",
    ]
    office.do(partial(take_back, made=founded))
    assert office.look(list_groups) == []


def test_what_a_group_refuses(office: Office) -> None:
    person = taken_in(office)
    cases: list[tuple[GroupFacts, type[Exception]]] = [
        (GroupFacts(GroupKind.USER_GROUP, SINCE, (), person), GroupMembersRequired),
        (GroupFacts(GroupKind.USER_GROUP, SINCE, (NHUONG,), person), OneHead),
        (GroupFacts(GroupKind.USER_GROUP, SINCE, (TRANG, NHUONG)), PersonRequired),
    ]
    for facts, refusal in cases:
        with pytest.raises(refusal):
            office.do(partial(found_group, facts=facts))
    assert office.look(list_groups) == []
    a_group(office, person)
    with pytest.raises(HasGroup, match="Trần Văn Thắng"):
        a_group(office, person)
    group = the_group(office)
    before = partial(end_group, group_id=group.id, version=group.version, on=date(2026, 8, 31))
    with pytest.raises(EndsBeforeBeginning):
        office.do(before)


def test_the_commune_has_one_support_group(office: Office) -> None:
    facts = GroupFacts(GroupKind.SUPPORT_GROUP, SINCE, (TRANG,), paper="QĐ 14/QĐ-UBND")
    office.do(partial(found_group, facts=facts))
    with pytest.raises(HasSupportGroup, match="QĐ 14/QĐ-UBND"):
        office.do(partial(found_group, facts=facts))


def test_the_four_bodies_are_counted_apart(office: Office) -> None:
    a_group(office, taken_in(office))
    bodies = office.look(read_bodies)
    assert len(bodies.running(GroupKind.USER_GROUP)) == 1
    assert bodies.running(GroupKind.SUPPORT_GROUP) == ()
    assert (bodies.teams, bodies.helpers) == ((), ())
