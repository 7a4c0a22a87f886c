"""The roster with its findings, who served in a period, rewards, certificates, duty."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from rehabdesk.documents.pages import text_of
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.teamwork.codes import LeaveReason, TeamRole
from rehabdesk.services.activities.facts import Present, RecordActivity
from rehabdesk.services.activities.recording import record_activity
from rehabdesk.services.office import Office
from rehabdesk.services.offices import choose
from rehabdesk.services.team_papers.certificates import (
    CertifyService,
    NobodyServed,
    print_certificates,
)
from rehabdesk.services.team_papers.duty import (
    NobodyOnDuty,
    PrintDuty,
    monday_after,
    print_duty,
    propose_duty,
)
from rehabdesk.services.teams.looks import list_teams
from rehabdesk.services.teams.membership import join_team, leave_team
from rehabdesk.services.teams.orders import JoinTeam, LeaveTeam
from rehabdesk.services.teams.papers import record_paper
from rehabdesk.services.teams.roster import MOST, read_roster
from rehabdesk.services.teams.service import (
    FormRequired,
    PeriodTurned,
    Reward,
    list_classes,
    list_served,
    read_service,
    record_reward,
)
from rehabdesk.services.volunteers import (
    StillInTeam,
    VolunteerFacts,
    correct_volunteer,
    list_volunteers,
)
from tests.services.teams.test_membership import TODAY, a_paper, member

JANUARY, DECEMBER = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def team(office: Office) -> int:
    office.do(partial(record_paper, order=a_paper()))
    return office.look(list_teams)[0].id


def volunteer_id(office: Office, name: str) -> int:
    [found] = [each for each in office.look(list_volunteers) if each.facts.full_name == name]
    return found.id


def train(office: Office, team_id: int, *names: str) -> None:
    present = tuple(Present(volunteer_id(office, name)) for name in names)
    order = RecordActivity(
        "training",
        date(2026, 5, 20),
        team_id=team_id,
        topic="Kỹ năng tư vấn",
        organiser="Trung tâm Y tế",
        attendances=present,
    )
    office.do(partial(record_activity, order=order))


def test_the_roster_tells_standards_size_and_who_helps_nobody(office: Office, team: int) -> None:
    facts = VolunteerFacts(
        "Đỗ Văn Thuận",
        born=PartialDate(1990),
        workplace="Phòng Văn hóa - Xã hội",
        is_civil_servant=True,
        resident_since=date(2026, 9, 1),
        is_fit=True,
    )
    office.do(partial(join_team, order=JoinTeam(team, TeamRole.MEMBER, TODAY, facts=facts)))
    roster = office.look(partial(read_roster, team_id=team))
    [thuan] = [row for row in roster.serving if row.full_name == "Đỗ Văn Thuận"]
    assert thuan.note == "ở chưa đủ 6 tháng; công chức"
    assert "Điều 4 Thông tư liên tịch 24/2012" in thuan.sentences
    assert roster.size_hint == "Đội có 4 người, ít hơn thường thấy (5–10 người)."
    assert (roster.leader_hint, len(roster.helping_nobody)) == ("", 4)
    office.do(partial(choose, key="team_size_least", value=3))
    office.do(partial(choose, key=MOST, value=3))
    hint = office.look(partial(read_roster, team_id=team)).size_hint
    assert hint == "Đội có 4 người, nhiều hơn thường thấy (3–3 người)."


def test_whoever_left_stands_apart_with_the_reason(office: Office, team: int) -> None:
    row, version = member(office, team, "Lê Xuân Trường")
    leave = LeaveTeam(row, version, date(2026, 6, 30), LeaveReason.OTHER, "nghỉ hưu")
    office.do(partial(leave_team, order=leave))
    roster = office.look(partial(read_roster, team_id=team))
    [gone] = roster.left
    assert (gone.full_name, gone.left_on, gone.leave_reason) == (
        "Lê Xuân Trường",
        date(2026, 6, 30),
        "nghỉ hưu",
    )
    assert roster.leader_hint == "Đội chưa có Đội trưởng."
    before = office.look(partial(read_roster, team_id=team, day=date(2026, 6, 30)))
    assert (len(before.serving), before.left) == (3, ())


def test_a_helper_does_not_end_while_in_a_team(office: Office, team: int) -> None:
    [row] = [
        each for each in office.look(list_volunteers) if each.facts.full_name == "Phạm Thị Hoa"
    ]
    facts = VolunteerFacts("Phạm Thị Hoa", serves_until=TODAY)
    act = partial(correct_volunteer, volunteer_id=row.id, version=row.version, facts=facts)
    with pytest.raises(StillInTeam, match="Ghi thôi tham gia ở Đội tình nguyện trước"):
        office.do(act)


def test_trainings_are_known_by_member_and_by_class(office: Office, team: int) -> None:
    train(office, team, "Phạm Thị Hoa", "Đinh Văn Quyết")
    roster = office.look(partial(read_roster, team_id=team))
    assert {row.full_name: row.trainings for row in roster.serving} == {
        "Lê Xuân Trường": 0,
        "Phạm Thị Hoa": 1,
        "Đinh Văn Quyết": 1,
    }
    [lesson] = office.look(partial(list_classes, team_id=team, year=2026))
    assert (lesson.topic, lesson.organiser) == ("Kỹ năng tư vấn", "Trung tâm Y tế")
    assert set(lesson.attended) == {"Phạm Thị Hoa", "Đinh Văn Quyết"}
    assert office.look(partial(list_classes, team_id=team, year=2025)) == []


def test_who_served_in_a_period_is_certified(office: Office, team: int) -> None:
    train(office, team, "Đinh Văn Quyết")
    who = volunteer_id(office, "Đinh Văn Quyết")
    reward = Reward(team, who, date(2026, 8, 1), "Giấy khen", "Chủ tịch UBND xã")
    office.do(partial(record_reward, order=reward))
    row, version = member(office, team, "Đinh Văn Quyết")
    leave = LeaveTeam(row, version, date(2026, 6, 30), LeaveReason.MOVED)
    office.do(partial(leave_team, order=leave))
    look = partial(list_served, team_id=team, from_on=JANUARY, until_on=DECEMBER)
    served = {each.full_name: each for each in office.look(look)}
    assert len(served) == 3
    quyet = served["Đinh Văn Quyết"]
    assert (quyet.from_on, quyet.until_on, quyet.days) == (JANUARY, date(2026, 6, 30), 181)
    assert (quyet.trainings, quyet.rewards) == (1, 1)
    after = partial(list_served, team_id=team, from_on=date(2026, 7, 1), until_on=DECEMBER)
    assert len(office.look(after)) == 2
    order = CertifyService(team, JANUARY, DECEMBER, (who,))
    made = office.do(partial(print_certificates, order=order)).result
    text = " ".join(" ".join(text_of(made.content)).split())
    assert "từ ngày 01/01/2026 đến ngày 30/06/2026, vai trò: Đội viên." in text
    assert "Giấy khen" in text
    assert "Kỹ năng tư vấn" in text
    assert "Căn cứ" not in text


def test_what_is_refused_of_periods_and_rewards(office: Office, team: int) -> None:
    with pytest.raises(PeriodTurned):
        office.look(partial(list_served, team_id=team, from_on=DECEMBER, until_on=JANUARY))
    order = CertifyService(team, JANUARY, DECEMBER, ())
    with pytest.raises(NobodyServed):
        office.do(partial(print_certificates, order=order))
    with pytest.raises(FormRequired):
        office.do(partial(record_reward, order=Reward(team, None, TODAY, " ")))


def test_a_reward_of_the_team_is_no_members(office: Office, team: int) -> None:
    reward = Reward(team, None, TODAY, "Giải nhất hội thi")
    office.do(partial(record_reward, order=reward))
    who = volunteer_id(office, "Đinh Văn Quyết")
    assert office.look(partial(read_service, volunteer_id=who)).rewards == ()


def test_everybody_has_a_turn_on_duty(office: Office, team: int) -> None:
    monday = monday_after(TODAY)
    assert monday == date(2026, 11, 30)
    propose = partial(propose_duty, team_id=team, from_on=monday, weeks=1, weekdays=range(5))
    days = office.look(partial(propose, a_day=2))
    assert [each.names for each in days[:3]] == [
        "Lê Xuân Trường, Phạm Thị Hoa",
        "Đinh Văn Quyết, Lê Xuân Trường",
        "Phạm Thị Hoa, Đinh Văn Quyết",
    ]
    assert days[0].words == "Thứ Hai, 30/11/2026"
    rows = tuple((each.words, each.names, "") for each in days)
    order = PrintDuty(team, monday, days[-1].day, rows)
    made = office.do(partial(print_duty, order=order)).result
    text = " ".join(" ".join(text_of(made.content)).split())
    assert "LỊCH TRỰC" in text
    assert "04/12/2026" in text
    with pytest.raises(NobodyOnDuty):
        office.do(partial(print_duty, order=PrintDuty(team, monday, monday, ())))
