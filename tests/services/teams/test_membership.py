"""Members come, change places and leave; nothing of it is lost, and a slip is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from rehabdesk.domain.codes import Role
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.teamwork.codes import BodyPaper, LeaveReason, TeamRole
from rehabdesk.services.office import NotYourRight, Office, Work
from rehabdesk.services.teams.changes import ChangedAfterwards, Made, take_back
from rehabdesk.services.teams.looks import list_teams
from rehabdesk.services.teams.membership import (
    change_role,
    correct_member,
    join_team,
    leave_team,
    remove_member,
    serving_in,
    set_areas,
)
from rehabdesk.services.teams.orders import (
    AlreadyMember,
    BeforeStretch,
    BeforeTeam,
    BelowStandard,
    ChangeRole,
    CorrectMember,
    HasLeft,
    InChargeOf,
    JoinTeam,
    KnownAlready,
    LeaveTeam,
    MemberRequired,
    ReasonRequired,
    SameRole,
    SecondLeader,
)
from rehabdesk.services.teams.papers import (
    LaterPaper,
    ListRequired,
    NamedTwice,
    NoTeam,
    OneLeader,
    PaperNumberRequired,
    RecordPaper,
    TeamExists,
    list_papers,
    record_paper,
    take_back_paper,
)
from rehabdesk.services.teams.plans import Named, Plan
from rehabdesk.services.teams.roster import read_roster
from rehabdesk.services.volunteers import VolunteerFacts, list_volunteers
from tests.builders import a_volunteer, taken_in
from tests.services.papers import an_order, numbered, submitted

FOUNDED = date(2024, 3, 5)
TODAY = date(2026, 11, 23)
NAME = "Đội công tác xã hội tình nguyện xã Yên Thịnh"
LIST = (
    Named("Lê Xuân Trường", TeamRole.LEADER, "Mặt trận Tổ quốc xã", PartialDate(1970, 2, 3)),
    Named("Phạm Thị Hoa", TeamRole.DEPUTY, "Hội Phụ nữ", PartialDate(1982)),
    Named("Đinh Văn Quyết", TeamRole.MEMBER, "Thôn Hạ"),
)


def a_paper(**changes: Any) -> RecordPaper:
    plan = Plan(BodyPaper.ESTABLISH, NAME, FOUNDED, members=LIST)
    return replace(RecordPaper(plan, "12/QĐ-UBND", FOUNDED), **changes)


@pytest.fixture
def team(office: Office) -> int:
    office.do(partial(record_paper, order=a_paper()))
    [row] = office.look(list_teams)
    return row.id


def state(office: Office, team_id: int, day: date = TODAY) -> list[tuple[str, str]]:
    def look(work: Work) -> list[tuple[str, str]]:
        serving = serving_in(work, team_id, day)
        return [(each.volunteer.full_name, each.role.label) for each in serving]

    return office.look(look)


def member(office: Office, team_id: int, name: str) -> tuple[int, int]:
    """Return id and version of somebody's present stretch."""

    def look(work: Work) -> tuple[int, int]:
        [found] = [
            each for each in serving_in(work, team_id, TODAY) if each.volunteer.full_name == name
        ]
        return found.id, found.version

    return office.look(look)


def undo(office: Office, made: Made) -> None:
    office.do(partial(take_back, made=made))


# Papers known by number and day


def test_an_older_decision_founds_a_team_with_its_members(office: Office, team: int) -> None:
    assert state(office, team) == [
        ("Lê Xuân Trường", "Đội trưởng"),
        ("Phạm Thị Hoa", "Đội phó"),
        ("Đinh Văn Quyết", "Đội viên"),
    ]
    [row] = office.look(list_teams)
    assert row.line == "QĐ 12/QĐ-UBND ngày 05/03/2024 · 3 đội viên"
    births = {each.facts.full_name: each.facts.born for each in office.look(list_volunteers)}
    assert births["Phạm Thị Hoa"] == PartialDate(1982)


def test_counts_are_known_for_any_day(office: Office, team: int) -> None:
    row, version = member(office, team, "Đinh Văn Quyết")
    leave = LeaveTeam(row, version, date(2026, 6, 30), LeaveReason.MOVED)
    office.do(partial(leave_team, order=leave))
    counts = {
        day: office.look(partial(list_teams, day=day))[0].members
        for day in (date(2024, 3, 4), FOUNDED, date(2026, 6, 30), date(2026, 7, 1))
    }
    assert list(counts.values()) == [0, 3, 3, 2]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"number": " "}, PaperNumberRequired),
        ({"plan": Plan(BodyPaper.ESTABLISH, NAME, FOUNDED)}, ListRequired),
        ({"plan": Plan(BodyPaper.ESTABLISH, NAME, FOUNDED, members=LIST[1:])}, OneLeader),
        (
            {"plan": Plan(BodyPaper.ESTABLISH, NAME, FOUNDED, members=(LIST[0], LIST[0]))},
            OneLeader,
        ),
        (
            {"plan": Plan(BodyPaper.ESTABLISH, NAME, FOUNDED, members=(*LIST, LIST[1]))},
            NamedTwice,
        ),
        ({"plan": Plan(BodyPaper.DISSOLVE, NAME, FOUNDED)}, NoTeam),
    ],
)
def test_a_paper_that_says_too_little_is_refused(
    office: Office, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        office.do(partial(record_paper, order=a_paper(**changes)))
    assert office.look(list_teams) == []
    assert office.look(list_volunteers) == []


def test_who_was_too_young_on_the_day_is_named(office: Office) -> None:
    young = Named("Vũ Đình Lộc", born=PartialDate(2007, 1, 1))
    plan = Plan(BodyPaper.ESTABLISH, NAME, FOUNDED, members=(*LIST, young))
    with pytest.raises(BelowStandard, match="Vũ Đình Lộc chưa đủ 18 tuổi vào ngày 05/03/2024"):
        office.do(partial(record_paper, order=a_paper(plan=plan)))


def test_papers_are_entered_from_old_to_new(office: Office, team: int) -> None:
    with pytest.raises(TeamExists):
        office.do(partial(record_paper, order=a_paper(number="13/QĐ-UBND")))
    earlier = Plan(BodyPaper.RECONSTITUTE, NAME, date(2023, 1, 5), members=LIST)
    order = a_paper(plan=earlier, number="2/QĐ-UBND", signed_on=date(2023, 1, 5))
    with pytest.raises(LaterPaper, match="QĐ 12/QĐ-UBND ngày 05/03/2024"):
        office.do(partial(record_paper, order=order))


def test_a_paper_is_taken_back_with_all_that_followed(office: Office, team: int) -> None:
    plan = Plan(
        BodyPaper.RECONSTITUTE,
        NAME,
        date(2025, 7, 1),
        members=(
            Named("Phạm Thị Hoa", TeamRole.LEADER),
            Named("Lưu Thị Thơm", TeamRole.DEPUTY),
        ),
    )
    order = RecordPaper(plan, "30/QĐ-UBND", date(2025, 7, 1), team)
    made = office.do(partial(record_paper, order=order)).result
    assert state(office, team) == [("Phạm Thị Hoa", "Đội trưởng"), ("Lưu Thị Thơm", "Đội phó")]
    assert len(state(office, team, date(2025, 6, 30))) == 3
    assert [row.number for row in office.look(partial(list_papers, team_id=team))] == [
        "30/QĐ-UBND",
        "12/QĐ-UBND",
    ]
    office.do(partial(take_back_paper, paper_id=made.row_id))
    assert [name for name, _ in state(office, team)] == [each.full_name for each in LIST]
    names = {each.facts.full_name for each in office.look(list_volunteers)}
    assert "Lưu Thị Thơm" not in names


def test_a_paper_on_which_something_rests_stays(office: Office) -> None:
    made = office.do(partial(record_paper, order=a_paper())).result
    [row] = office.look(list_teams)
    one, version = member(office, row.id, "Đinh Văn Quyết")
    leave = LeaveTeam(one, version, TODAY, LeaveReason.ON_REQUEST)
    office.do(partial(leave_team, order=leave))
    with pytest.raises(ChangedAfterwards):
        office.do(partial(take_back_paper, paper_id=made.row_id))
    assert len(office.look(partial(list_papers, team_id=row.id))) == 1


def test_a_dissolved_team_has_nobody_left(office: Office, team: int) -> None:
    plan = Plan(BodyPaper.DISSOLVE, NAME, date(2026, 10, 1))
    order = RecordPaper(plan, "88/QĐ-UBND", date(2026, 9, 28), team)
    office.do(partial(record_paper, order=order))
    assert state(office, team) == []
    [row] = office.look(list_teams)
    assert row.until_on == date(2026, 9, 30)
    assert "thôi hoạt động sau ngày 30/09/2026" in row.line


def test_who_was_to_join_a_team_that_is_dissolved_does_not(office: Office, team: int) -> None:
    later = TODAY + timedelta(days=30)
    order = JoinTeam(team, TeamRole.MEMBER, later, a_volunteer(office))
    office.do(partial(join_team, order=order))
    plan = Plan(BodyPaper.DISSOLVE, NAME, TODAY)
    paper = RecordPaper(plan, "88/QĐ-UBND", TODAY, team)
    made = office.do(partial(record_paper, order=paper)).result
    assert office.look(partial(read_roster, team_id=team)).coming == ()
    office.do(partial(take_back_paper, paper_id=made.row_id))
    [back] = office.look(partial(read_roster, team_id=team)).coming
    assert back.full_name == "Ngô Thị Nhàn"


# Joining


def test_a_volunteer_joins_and_the_slip_is_taken_back(office: Office, team: int) -> None:
    who = a_volunteer(office)
    order = JoinTeam(team, TeamRole.MEMBER, TODAY, who, represents="Hội Phụ nữ", hamlet_ids=(3,))
    made = office.do(partial(join_team, order=order)).result
    assert ("Ngô Thị Nhàn", "Đội viên") in state(office, team)
    undo(office, made)
    assert len(state(office, team)) == 3
    names = {each.facts.full_name for each in office.look(list_volunteers)}
    assert "Ngô Thị Nhàn" in names


def test_somebody_new_is_added_with_the_facts(office: Office, team: int) -> None:
    facts = VolunteerFacts("Cao Thị Xuyến", born=PartialDate(1990, 4, 12), hamlet_id=2)
    order = JoinTeam(team, TeamRole.MEMBER, TODAY, facts=facts)
    made = office.do(partial(join_team, order=order)).result
    assert len(state(office, team)) == 4
    undo(office, made)
    names = {each.facts.full_name for each in office.look(list_volunteers)}
    assert "Cao Thị Xuyến" not in names


def test_who_is_known_already_is_not_written_down_twice_unasked(office: Office, team: int) -> None:
    facts = VolunteerFacts("Cao Thị Xuyến", born=PartialDate(1990, 4, 12))
    order = JoinTeam(team, TeamRole.MEMBER, TODAY, facts=facts)
    office.do(partial(join_team, order=order))
    again = replace(order, facts=VolunteerFacts("cao thị xuyến", born=PartialDate(1990)))
    with pytest.raises(KnownAlready, match=r"Cao Thị Xuyến \(12/04/1990\) đang ở trong đội") as no:
        office.do(partial(join_team, order=again))
    office.do(partial(join_team, order=again), confirmed=frozenset({no.value.key}))
    namesake = replace(order, facts=VolunteerFacts("Cao Thị Xuyến", born=PartialDate(1971)))
    office.do(partial(join_team, order=namesake))
    assert len(state(office, team)) == 6


def test_who_comes_later_is_told_today(office: Office, team: int) -> None:
    later = TODAY + timedelta(days=30)
    order = JoinTeam(team, TeamRole.MEMBER, later, a_volunteer(office))
    office.do(partial(join_team, order=order))
    roster = office.look(partial(read_roster, team_id=team))
    assert [(row.full_name, row.joined_on) for row in roster.coming] == [("Ngô Thị Nhàn", later)]
    assert "Ngô Thị Nhàn" not in {row.full_name for row in roster.serving}
    then = office.look(partial(read_roster, team_id=team, day=later))
    assert "Ngô Thị Nhàn" in {row.full_name for row in then.serving}
    assert not then.coming


def test_what_joining_refuses(office: Office, team: int) -> None:
    who = a_volunteer(office)
    young = VolunteerFacts("Vũ Đình Lộc", born=PartialDate(2008, 11, 24))
    cases: list[tuple[JoinTeam, type[Exception]]] = [
        (JoinTeam(team, TeamRole.MEMBER, TODAY), MemberRequired),
        (JoinTeam(team, TeamRole.MEMBER, TODAY, facts=young), BelowStandard),
        (JoinTeam(team, TeamRole.LEADER, TODAY, who), SecondLeader),
        (JoinTeam(team, TeamRole.MEMBER, date(2024, 3, 4), who), BeforeTeam),
    ]
    for order, refusal in cases:
        with pytest.raises(refusal):
            office.do(partial(join_team, order=order))
    office.do(partial(join_team, order=JoinTeam(team, TeamRole.MEMBER, TODAY, who)))
    with pytest.raises(AlreadyMember):
        office.do(partial(join_team, order=JoinTeam(team, TeamRole.DEPUTY, TODAY, who)))
    assert len(state(office, team)) == 4


def test_a_leader_of_the_commune_only_reads(office: Office, team: int) -> None:
    reader = replace(office, actor=replace(office.actor, role=Role.LEADER))
    with pytest.raises(NotYourRight):
        reader.do(partial(join_team, order=JoinTeam(team, TeamRole.MEMBER, TODAY, 1)))


# Leaving and other places


def test_who_looks_after_persons_does_not_leave_unnoticed(office: Office, team: int) -> None:
    who = a_volunteer(office)
    office.do(partial(join_team, order=JoinTeam(team, TeamRole.MEMBER, FOUNDED, who)))
    paper = submitted(office, an_order(office, taken_in(office), who))
    numbered(office, paper)
    row, version = member(office, team, "Ngô Thị Nhàn")
    order = LeaveTeam(row, version, TODAY, LeaveReason.ON_REQUEST)
    with pytest.raises(InChargeOf, match="đang phụ trách 1 người: Trần Văn Thắng") as told:
        office.do(partial(leave_team, order=order))
    made = office.do(partial(leave_team, order=order), frozenset({told.value.key})).result
    assert ("Ngô Thị Nhàn", "Đội viên") not in state(office, team, date(2026, 11, 24))
    undo(office, made)
    assert ("Ngô Thị Nhàn", "Đội viên") in state(office, team, date(2026, 11, 24))


def test_what_leaving_refuses(office: Office, team: int) -> None:
    row, version = member(office, team, "Đinh Văn Quyết")
    with pytest.raises(ReasonRequired):
        office.do(partial(leave_team, order=LeaveTeam(row, version, TODAY, None)))
    before = LeaveTeam(row, version, date(2024, 3, 4), LeaveReason.MOVED)
    with pytest.raises(BeforeStretch):
        office.do(partial(leave_team, order=before))
    office.do(partial(leave_team, order=LeaveTeam(row, version, TODAY, LeaveReason.DIED)))
    again = LeaveTeam(row, version + 1, TODAY, LeaveReason.DIED)
    with pytest.raises(HasLeft):
        office.do(partial(leave_team, order=again))


def test_another_place_is_another_stretch(office: Office, team: int) -> None:
    leader, leading = member(office, team, "Lê Xuân Trường")
    deputy, version = member(office, team, "Phạm Thị Hoa")
    change = ChangeRole(deputy, version, TeamRole.LEADER, TODAY)
    with pytest.raises(SecondLeader):
        office.do(partial(change_role, order=change))
    with pytest.raises(SameRole):
        office.do(partial(change_role, order=ChangeRole(deputy, version, TeamRole.DEPUTY, TODAY)))
    step_down = ChangeRole(leader, leading, TeamRole.MEMBER, TODAY)
    office.do(partial(change_role, order=step_down))
    made = office.do(partial(change_role, order=change)).result
    assert state(office, team)[0] == ("Phạm Thị Hoa", "Đội trưởng")
    assert state(office, team, date(2026, 11, 22))[0] == ("Lê Xuân Trường", "Đội trưởng")
    undo(office, made)
    assert ("Phạm Thị Hoa", "Đội phó") in state(office, team)


def test_a_slip_is_corrected_or_taken_out(office: Office, team: int) -> None:
    row, version = member(office, team, "Đinh Văn Quyết")
    order = CorrectMember(row, version, TeamRole.MEMBER, "Hội Nông dân", date(2024, 4, 1))
    office.do(partial(correct_member, order=order))
    assert len(state(office, team, FOUNDED)) == 2
    made = office.do(partial(remove_member, member_id=row, version=version + 1)).result
    assert len(state(office, team)) == 2
    undo(office, made)
    assert member(office, team, "Đinh Văn Quyết")[0] == row


def test_areas_follow_in_time(office: Office, team: int) -> None:
    [quyet] = [
        each.id for each in office.look(list_volunteers) if each.facts.full_name == "Đinh Văn Quyết"
    ]
    change = partial(set_areas, team_id=team, volunteer_id=quyet)
    office.do(partial(change, hamlet_ids=(1, 2), on=FOUNDED))
    made = office.do(partial(change, hamlet_ids=(2, 3), on=TODAY)).result
    assert {kind: len(rows) for kind, rows in made.kept.items()} == {
        "made": 1,
        "changed": 1,
        "gone": 0,
    }
    undo(office, made)
