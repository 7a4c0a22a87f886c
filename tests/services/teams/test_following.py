"""The signed decision is the event: with its number team and group follow what it prints."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.codes import LinkKind, Validity
from rehabdesk.domain.forms.filling import CELLS
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.teamwork.codes import BodyPaper, LeaveReason, TeamLevel, TeamRole
from rehabdesk.services.decisions.checks import Level, check_order
from rehabdesk.services.decisions.composing import compose
from rehabdesk.services.decisions.following.foretelling import foretell
from rehabdesk.services.decisions.following.moved import Known
from rehabdesk.services.decisions.following.outside import FollowUp, follow_up
from rehabdesk.services.decisions.life.journal import HasLaterWork
from rehabdesk.services.decisions.numbering import undo_numbering
from rehabdesk.services.decisions.register import list_register
from rehabdesk.services.office import Office
from rehabdesk.services.teams.changes import ChangedAfterwards
from rehabdesk.services.teams.groups import list_groups
from rehabdesk.services.teams.listed import words_of_team
from rehabdesk.services.teams.looks import list_teams
from rehabdesk.services.teams.membership import leave_team
from rehabdesk.services.teams.orders import LeaveTeam
from rehabdesk.services.teams.papers import RecordPaper, list_papers, record_paper
from rehabdesk.services.teams.plans import Named, Plan
from rehabdesk.services.volunteers import list_volunteers
from tests.builders import a_volunteer
from tests.services.papers import numbered, submitted
from tests.services.teams.test_membership import NAME, TODAY, member, state
from tests.services.worded import an_order

BEFORE = date(2026, 11, 2)


def row(*cells: str) -> str:
    return CELLS.join(cells)


FIRST = "\n".join(
    (
        row("1", "Lê Xuân Trường", "03/02/1970", "Nam", "Mặt trận Tổ quốc xã", "Đội trưởng"),
        row("2", "Ngô Thị Nhàn", "", "Nữ", "Hội Phụ nữ", "Đội phó"),
        row("3", "Hà Văn Tới", "1980", "Nam", "Thôn Hạ", "Đội viên"),
    )
)
SECOND = "\n".join(
    (
        row("1", "Ngô Thị Nhàn", "", "Nữ", "Hội Phụ nữ", "Đội trưởng"),
        row("2", "Lê Xuân Trường", "1970", "Nam", "Mặt trận Tổ quốc xã", "Đội viên"),
        row("3", "Cao Thị Xuyến", "12/04/1990", "Nữ", "Thôn Hạ", "Phó Đội trưởng"),
    )
)


def decide(office: Office, purpose: str, number: str, on: date = TODAY, **typed: str) -> int:
    paper = submitted(office, an_order(purpose, on=on, typed=typed, effective_from=on))
    numbered(office, paper, number, on)
    return paper


def founded(office: Office) -> int:
    """Found the team a while ago."""
    decide(office, "volunteer_team", "41", BEFORE, vteam_act="thành lập", vteam_members=FIRST)
    [team] = office.look(list_teams)
    return team.id


def test_a_team_is_founded_by_the_number_and_goes_with_it(office: Office) -> None:
    known = a_volunteer(office)
    paper = decide(office, "volunteer_team", "45", vteam_act="thành lập", vteam_members=FIRST)
    [team] = office.look(list_teams)
    assert (team.name, team.from_on) == (NAME, TODAY)
    assert team.line == "QĐ 45/QĐ-UBND ngày 23/11/2026 · 3 đội viên"
    assert state(office, team.id) == [
        ("Lê Xuân Trường", "Đội trưởng"),
        ("Ngô Thị Nhàn", "Đội phó"),
        ("Hà Văn Tới", "Đội viên"),
    ]
    everybody = office.look(list_volunteers)
    assert [each.id for each in everybody if each.facts.full_name == "Ngô Thị Nhàn"] == [known]
    office.do(partial(undo_numbering, decision_id=paper))
    assert office.look(list_teams) == []
    assert [each.facts.full_name for each in office.look(list_volunteers)] == ["Ngô Thị Nhàn"]


def test_reconstituting_ends_and_begins_stretches(office: Office) -> None:
    team = founded(office)
    paper = decide(office, "volunteer_team", "46", vteam_act="kiện toàn", vteam_members=SECOND)
    assert len(office.look(list_teams)) == 1
    assert state(office, team) == [
        ("Ngô Thị Nhàn", "Đội trưởng"),
        ("Cao Thị Xuyến", "Đội phó"),
        ("Lê Xuân Trường", "Đội viên"),
    ]
    office.do(partial(undo_numbering, decision_id=paper))
    assert [name for name, _ in state(office, team)] == [
        "Lê Xuân Trường",
        "Ngô Thị Nhàn",
        "Hà Văn Tới",
    ]


def test_the_list_offered_is_the_team_as_it_stands(office: Office) -> None:
    founded(office)
    [paper] = office.look(lambda work: compose(work, an_order("volunteer_team", on=TODAY)))
    assert [each.split(CELLS)[1] for each in paper.wording.lists["vteam_members"]] == [
        "Lê Xuân Trường",
        "Ngô Thị Nhàn",
        "Hà Văn Tới",
    ]
    assert paper.wording.values["vteam_old_decision_number"] == "41"


def test_members_change_by_their_own_decision(office: Office) -> None:
    team = founded(office)
    order = an_order(
        "team_members",
        on=TODAY,
        typed={
            "vteam_leaving": row("1", "Hà Văn Tới", "1980", "Đội viên", "Chuyển nơi cư trú"),
            "vteam_joining": row("1", "Cao Thị Xuyến", "1990", "Nữ", "Thôn Hạ", "Đội viên"),
        },
        effective_from=TODAY,
    )
    paper = submitted(office, order)
    numbered(office, paper, "47")
    assert [name for name, _ in state(office, team)] == [
        "Lê Xuân Trường",
        "Ngô Thị Nhàn",
        "Cao Thị Xuyến",
    ]
    kinds = [each.title for each in office.look(partial(list_papers, team_id=team))]
    assert kinds == ["Thay đổi thành viên", "Thành lập"]
    office.do(partial(undo_numbering, decision_id=paper))
    assert ("Hà Văn Tới", "Đội viên") in state(office, team)


def test_rules_change_nobody_and_dissolving_ends_all(office: Office) -> None:
    team = founded(office)
    decide(office, "team_rules", "46")
    assert len(state(office, team)) == 3
    paper = decide(office, "team_dissolution", "47")
    assert state(office, team, date(2026, 11, 24)) == []
    office.do(partial(undo_numbering, decision_id=paper))
    assert len(state(office, team)) == 3


def test_a_number_on_which_a_change_rests_is_not_taken_back(office: Office) -> None:
    paper = decide(office, "volunteer_team", "45", vteam_act="thành lập", vteam_members=FIRST)
    team = office.look(list_teams)[0].id
    one, version = member(office, team, "Hà Văn Tới")
    leave = LeaveTeam(one, version, TODAY, LeaveReason.DIED)
    office.do(partial(leave_team, order=leave))
    with pytest.raises(ChangedAfterwards):
        office.do(partial(undo_numbering, decision_id=paper))
    assert len(office.look(list_teams)) == 1


def test_form_55_makes_the_support_group_headed_by_the_police(office: Office) -> None:
    first = decide(
        office,
        "support_team",
        "45",
        team_leader_name="Nguyễn Văn Tráng",
        team_deputy_name="Hoàng Thị Mẫn",
        team_other_members="Lò Văn Ún, Mặt trận Tổ quốc xã\nVi Thị Ên",
    )
    [group] = office.look(list_groups)
    assert [(each.full_name, each.unit, each.role.label) for each in group.members] == [
        ("Nguyễn Văn Tráng", "Công an xã", "Tổ trưởng"),
        ("Hoàng Thị Mẫn", "Trạm Y tế xã", "Tổ phó"),
        ("Lò Văn Ún", "Mặt trận Tổ quốc xã", "Thành viên"),
        ("Vi Thị Ên", "", "Thành viên"),
    ]
    assert group.paper == "QĐ 45/QĐ-UBND ngày 23/11/2026"
    second = decide(office, "support_team", "46", team_leader_name="Đỗ Văn Thuận")
    newer, older = office.look(list_groups)
    assert (newer.head, older.end_paper) == ("Đỗ Văn Thuận", "46/QĐ-UBND")
    assert older.until_on is not None
    book = office.look(partial(list_register, book_id=1, year=2026))
    [over] = [row for row in book if row.number == 45]
    assert (over.validity, "do số 46" in over.validity_text) == (Validity.EXPIRED, True)
    with pytest.raises(HasLaterWork):
        office.do(partial(undo_numbering, decision_id=first))
    office.do(partial(undo_numbering, decision_id=second))
    [again] = office.look(list_groups)
    assert (again.head, again.until_on) == ("Nguyễn Văn Tráng", None)


def test_what_will_follow_is_told_before_the_number(office: Office) -> None:
    team = founded(office)
    order = an_order(
        "volunteer_team",
        on=TODAY,
        typed={"vteam_act": "kiện toàn", "vteam_members": SECOND},
        effective_from=TODAY,
    )
    paper = submitted(office, order)
    told = office.look(partial(foretell, decision_id=paper, known=Known("46", TODAY)))
    assert "Vào đội từ 23/11/2026: Cao Thị Xuyến" in told
    assert "Thôi tham gia từ 23/11/2026: Hà Văn Tới" in told
    assert "Đổi vai trò từ 23/11/2026: Ngô Thị Nhàn (Đội trưởng), Lê Xuân Trường (Đội viên)" in told
    assert len(state(office, team)) == 3


def test_a_list_without_a_leader_or_with_a_minor_is_told_before_it_is_printed(
    office: Office,
) -> None:
    rows = "\n".join(
        (
            row("1", "Ngô Thị Nhàn", "", "Nữ", "Hội Phụ nữ", "Đội phó"),
            row("2", "Vũ Đình Lộc", "24/11/2008", "Nam", "Thôn Thượng", "Đội viên"),
        )
    )
    order = an_order("volunteer_team", on=TODAY, typed={"vteam_members": rows})
    checks = office.look(partial(check_order, order=order))
    bad = [each.sentence for each in checks if each.level is Level.BAD]
    assert "Đội chưa có Đội trưởng." in bad
    assert any("Vũ Đình Lộc chưa đủ 18 tuổi vào ngày 23/11/2026" in each for each in bad)


def test_a_withdrawn_founding_ends_the_team_and_gives_it_back(office: Office) -> None:
    team = founded(office)
    [row] = [
        each
        for each in office.look(partial(list_register, book_id=1, year=2026))
        if each.number == 41
    ]
    assert row.decision_id is not None
    paper_id = row.decision_id
    version = office.look(lambda work: work.session.get_one(Decision, paper_id).version)
    order = FollowUp(LinkKind.WITHDRAWS, paper_id, version, 1, "48", TODAY, "ban hành nhầm")
    newer = office.do(partial(follow_up, order=order)).result
    assert state(office, team) == []
    [gone] = office.look(list_teams)
    assert gone.until_on == date(2026, 11, 22)
    office.do(partial(undo_numbering, decision_id=newer.decision_id))
    assert len(state(office, team)) == 3
    assert office.look(list_teams)[0].until_on is None


def test_a_team_of_a_hamlet_is_decided_with_its_own_words(office: Office) -> None:
    founded(office)
    name = "Đội công tác xã hội tình nguyện thôn Hạ"
    members = (Named("Cao Thị Xuyến", TeamRole.LEADER), Named("Hà Văn Tới"))
    plan = Plan(BodyPaper.ESTABLISH, name, BEFORE, members, level=TeamLevel.HAMLET, hamlet_id=2)
    office.do(partial(record_paper, order=RecordPaper(plan, "7/QĐ-UBND", BEFORE)))
    commune, hamlet = office.look(list_teams)
    assert office.look(partial(words_of_team, team_id=commune.id)) == ()
    typed = dict(office.look(partial(words_of_team, team_id=hamlet.id)))
    assert (typed["vteam_name"], typed["vteam_old_decision_number"]) == (name, "7")
    assert [each.split(CELLS)[1] for each in typed["vteam_members"].split("\n")] == [
        "Cao Thị Xuyến",
        "Hà Văn Tới",
    ]
    decide(office, "team_dissolution", "46", vteam_name=name)
    assert [each.name for each in office.look(list_teams) if each.until_on is None] == [NAME]
