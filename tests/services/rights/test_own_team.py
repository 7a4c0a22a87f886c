"""A team leader sees and writes down the work of the own team, and of no other (F123)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from rehabdesk.domain.codes import Right, Role
from rehabdesk.domain.daily_codes import ContactWay, QuickRating
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.month_cells import Counted
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.activities.facts import NextTask, RecordActivity
from rehabdesk.services.activities.looks import list_activities, read_activity, read_choices
from rehabdesk.services.activities.recording import (
    AttachMinutes,
    CorrectActivity,
    attach_minutes,
    correct_activity,
    finish_task,
    record_activity,
)
from rehabdesk.services.activities.sums import Which, Window, sum_measures
from rehabdesk.services.activities.tips import list_tips
from rehabdesk.services.bin.kinds import ACTIVITY, CONTACT
from rehabdesk.services.bin.throwing import bring_back, throw_away
from rehabdesk.services.contacts.facts import MetBy, NoteFacts
from rehabdesk.services.follow_up.load import read_load
from rehabdesk.services.journal.looks import JournalWanted, read_journal
from rehabdesk.services.lists.people import list_people
from rehabdesk.services.month_grid.figures import read_behind, read_figures
from rehabdesk.services.month_grid.periods import read_period
from rehabdesk.services.month_grid.reading import read_month
from rehabdesk.services.month_grid.saving import CellChange, SaveMonth, save_month
from rehabdesk.services.month_grid.sessions import SessionFacts, add_session, take_session_back
from rehabdesk.services.noting.beginning import begin_note, find_whom, read_note
from rehabdesk.services.noting.recording import (
    CorrectContact,
    RecordContact,
    correct_contact,
    record_contact,
)
from rehabdesk.services.office import NotYourRight, Office
from rehabdesk.services.people.filters import ListWanted
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.rights.own_team import NotOfYourTeam, NotYourTeam
from rehabdesk.services.tasks.task import Pile, TaskKind
from rehabdesk.services.tasks.today import read_morning
from rehabdesk.services.team_targets.done import read_sheet
from rehabdesk.services.team_targets.keeping import KeepTarget, Target, keep_target
from rehabdesk.services.team_targets.periods import Span, TargetPeriod
from rehabdesk.services.teams.looks import list_teams
from rehabdesk.services.teams.membership import leave_team
from rehabdesk.services.teams.orders import LeaveTeam
from rehabdesk.services.teams.roster import read_roster
from rehabdesk.services.teams.service import list_classes, list_served, read_service
from rehabdesk.services.users import (
    ServesAsRequired,
    ServesAsTaken,
    UserFacts,
    add_user,
    correct_user,
    list_serving,
    list_users,
)
from tests.services.rights.scene import LATER, Scene, as_role, as_team_leader, build_two_teams

DECEMBER = Month(2026, 12)
DAY = date(2026, 12, 3)
ALL = Window(date(2026, 1, 1), LATER.date())
QUARTER = TargetPeriod(Span.QUARTER, 2026, 4)


@pytest.fixture
def scene(office: Office) -> Scene:
    made = build_two_teams(office)
    office.clock = lambda: LATER
    return made


@pytest.fixture
def led(office: Office, scene: Scene) -> Office:
    return as_team_leader(office, scene)


def an_activity(team_id: int | None, **facts: Any) -> RecordActivity:
    return RecordActivity("meeting", DAY, **{"team_id": team_id, **facts})


def a_note(volunteer_id: int | None = None, **facts: Any) -> NoteFacts:
    who = MetBy("Lê Xuân Trường", volunteer_id)
    told = {"words": "Đã có việc làm", "rating": QuickRating.GOOD, **facts}
    return NoteFacts(DAY, ContactWay.AT_HOME, who, **told)


def test_only_the_own_team_is_told_of(led: Office, scene: Scene) -> None:
    assert [each.id for each in led.look(list_teams)] == [scene.own]
    roster = led.look(partial(read_roster, team_id=scene.own))
    assert [each.full_name for each in roster.serving] == ["Lê Xuân Trường", "Phạm Thị Hoa"]
    assert not roster.may_keep
    choices = led.look(read_choices)
    assert [each for each, _ in choices.teams] == [scene.own]
    assert {each for each, _ in choices.members} == {scene.leader, scene.deputy}
    load = led.look(read_load)
    assert {each.volunteer_id for each in load.helpers} == {scene.leader, scene.deputy}
    assert [one.name for each in load.helpers for one in each.persons] == ["Lê Hoàng An"]


def test_every_look_at_another_team_is_refused(led: Office, scene: Scene) -> None:
    looks: tuple[Callable[..., Any], ...] = (
        partial(read_roster, team_id=scene.other),
        partial(read_service, volunteer_id=scene.stranger),
        partial(list_served, team_id=scene.other, from_on=DAY, until_on=DAY),
        partial(list_classes, team_id=scene.other, year=2026),
        partial(read_month, team_id=scene.other, month=DECEMBER),
        partial(read_figures, team_id=scene.other, month=DECEMBER),
        partial(read_behind, team_id=scene.other, month=DECEMBER, kind="meeting"),
        partial(read_period, team_id=scene.other, first=DECEMBER, last=DECEMBER),
        partial(list_activities, window=ALL, which=Which(team_id=scene.other)),
        partial(sum_measures, window=ALL),
        partial(read_load, team_id=scene.other),
        partial(read_sheet, team_id=scene.other, period=QUARTER),
    )
    for look in looks:
        with pytest.raises(NotYourTeam):
            led.look(look)


def test_what_is_not_for_team_leaders_is_refused_with_the_name_of_the_right(
    led: Office, scene: Scene
) -> None:
    looks: tuple[Callable[..., Any], ...] = (
        partial(list_people, wanted=ListWanted()),
        partial(read_file, person_id=scene.own_person),
        partial(list_tips, window=ALL, which=Which(team_id=scene.own)),
    )
    for look in looks:
        with pytest.raises(NotYourRight, match="chỉ người được giao quyền làm"):
            led.look(look)
    target = KeepTarget(scene.own, None, Target(QUARTER.code, "contacts", 3))
    with pytest.raises(NotYourRight):
        led.do(partial(keep_target, order=target))
    member = led.look(partial(read_roster, team_id=scene.own)).serving[1]
    with pytest.raises(NotYourRight):
        led.do(partial(leave_team, order=LeaveTeam(member.id, member.version, DAY, None)))


def test_activities_are_written_down_corrected_and_taken_back_in_the_own_team(
    led: Office, scene: Scene
) -> None:
    order = an_activity(scene.own, next_tasks=(NextTask("Phát tờ rơi", due_on=DAY),))
    made = led.do(partial(record_activity, order=order)).result
    again = CorrectActivity(made.activity_id, made.version, an_activity(scene.own, place="Nhà VH"))
    corrected = led.do(partial(correct_activity, order=again)).result
    assert corrected.back is not None
    led.do(partial(correct_activity, order=corrected.back))
    led.do(partial(finish_task, activity_id=made.activity_id, place=0, is_done=True))
    thrown = led.do(partial(throw_away, kind=ACTIVITY, subject_id=made.activity_id)).result
    led.do(partial(bring_back, item_id=thrown.item_id))
    assert [each.id for each in led.look(partial(list_activities, window=ALL)).rows] == [
        made.activity_id
    ]


def test_activities_of_others_are_neither_read_nor_touched(
    office: Office, led: Office, scene: Scene
) -> None:
    for team_id in (scene.other, None):
        with pytest.raises(NotYourTeam):
            led.do(partial(record_activity, order=an_activity(team_id)))
    theirs = office.do(partial(record_activity, order=an_activity(scene.other))).result
    steal = CorrectActivity(theirs.activity_id, theirs.version, an_activity(scene.own))
    scan = AttachMinutes(theirs.activity_id, "bien-ban.pdf", b"%PDF-1.4")
    acts: tuple[Callable[..., Any], ...] = (
        partial(correct_activity, order=steal),
        partial(attach_minutes, order=scan),
        partial(finish_task, activity_id=theirs.activity_id, place=0, is_done=True),
        partial(throw_away, kind=ACTIVITY, subject_id=theirs.activity_id),
        partial(take_session_back, activity_id=theirs.activity_id),
        partial(add_session, team_id=scene.other, facts=SessionFacts("meeting", DAY)),
    )
    for act in acts:
        with pytest.raises(NotYourTeam):
            led.do(act)
    with pytest.raises(NotYourTeam):
        led.look(partial(read_activity, activity_id=theirs.activity_id))
    thrown = office.do(partial(throw_away, kind=ACTIVITY, subject_id=theirs.activity_id)).result
    with pytest.raises(NotYourTeam):
        led.do(partial(bring_back, item_id=thrown.item_id))


def test_the_month_sheet_of_the_own_team_is_kept_and_taken_back(led: Office, scene: Scene) -> None:
    assert led.look(partial(read_month, team_id=scene.own, month=DECEMBER)).may_keep
    place = (scene.deputy, Counted.VISITS)
    saved = led.do(
        partial(save_month, order=SaveMonth(scene.own, DECEMBER, (CellChange(place, None, 3),)))
    ).result
    assert saved.cells == 1
    led.do(partial(save_month, order=saved.back))
    with pytest.raises(NotYourTeam):
        led.do(partial(save_month, order=SaveMonth(scene.other, DECEMBER, ())))


def test_meetings_are_noted_with_whom_the_own_team_looks_after(led: Office, scene: Scene) -> None:
    order = RecordContact((scene.own_person,), a_note(scene.leader, has_pledge=True))
    made = led.do(partial(record_contact, order=order)).result
    assert made.names == ("Lê Hoàng An",)
    begun = led.look(partial(read_note, contact_id=made.contact_id, person_id=scene.own_person))
    again = CorrectContact(made.contact_id, begun.version, (scene.own_person,), a_note(words="Sửa"))
    back = led.do(partial(correct_contact, order=again)).result.back
    led.do(partial(correct_contact, order=back))
    thrown = led.do(partial(throw_away, kind=CONTACT, subject_id=made.contact_id)).result
    led.do(partial(bring_back, item_id=thrown.item_id))


def test_meetings_with_others_or_of_other_helpers_are_refused(
    office: Office, led: Office, scene: Scene
) -> None:
    persons = (scene.own_person, scene.other_person)
    with pytest.raises(NotOfYourTeam):
        led.do(partial(record_contact, order=RecordContact(persons, a_note(scene.leader))))
    with pytest.raises(NotOfYourTeam):
        led.look(partial(begin_note, person_ids=(scene.other_person,)))
    with pytest.raises(NotYourTeam):
        led.do(
            partial(
                record_contact, order=RecordContact((scene.own_person,), a_note(scene.stranger))
            )
        )
    both = office.do(
        partial(record_contact, order=RecordContact(persons, a_note(scene.leader)))
    ).result
    narrowed = CorrectContact(both.contact_id, 1, (scene.own_person,), a_note(scene.leader))
    with pytest.raises(NotOfYourTeam):
        led.do(partial(correct_contact, order=narrowed))
    with pytest.raises(NotOfYourTeam):
        led.do(partial(throw_away, kind=CONTACT, subject_id=both.contact_id))


def test_she_finds_whom_the_own_team_looks_after_and_nobody_else(led: Office, scene: Scene) -> None:
    assert [each.id for each in led.look(partial(find_whom, words=""))] == [scene.own_person]
    assert [each.name for each in led.look(partial(find_whom, words="hoang"))] == ["Lê Hoàng An"]
    assert led.look(partial(find_whom, words="Vũ")) == []
    begun = led.look(partial(begin_note, person_ids=(scene.own_person,)))
    assert {each.volunteer_id for each in begun.offered if each.volunteer_id} == {
        scene.leader,
        scene.deputy,
    }


def test_the_morning_is_about_the_own_team(office: Office, led: Office, scene: Scene) -> None:
    for team_id, word in ((scene.own, "Việc của ta"), (scene.other, "Việc của họ")):
        task = NextTask(word, due_on=DAY)
        office.do(partial(record_activity, order=an_activity(team_id, next_tasks=(task,))))
    for person_id in (scene.own_person, scene.other_person):
        note = a_note(agreed_word="Xin việc", agreed_on=date(2026, 12, 4))
        office.do(partial(record_contact, order=RecordContact((person_id,), note)))
    today = led.look(read_morning)
    assert {row.task.kind for row in today.rows} == {TaskKind.TEAM_TASK, TaskKind.AGREED}
    assert [row.task.title for row in today.rows if row.task.kind is TaskKind.TEAM_TASK] == [
        "Việc của đội: Việc của ta"
    ]
    assert {each.person_id for row in today.rows for each in row.task.concerns} == {
        scene.own_person
    }
    assert today.piles == (Pile.OVERDUE, Pile.UNSEEN)


def test_the_journal_shows_her_own_lines(office: Office, led: Office, scene: Scene) -> None:
    led.do(partial(record_activity, order=an_activity(scene.own)))
    journal = led.look(partial(read_journal, wanted=JournalWanted("1:Nguyễn Thị Hạnh")))
    assert {row.who for row in journal.rows} == {"Lê Xuân Trường"}
    assert not journal.sees_all
    assert journal.users == ()


def test_who_leads_no_team_any_more_sees_none(office: Office, led: Office, scene: Scene) -> None:
    stranger = as_role(office, Role.TEAM_LEADER)
    assert stranger.look(list_teams) == []
    assert stranger.look(read_morning).rows == ()
    with pytest.raises(NotYourTeam):
        stranger.look(partial(list_activities, window=ALL))


def test_the_deputy_stands_for_the_leader(office: Office, scene: Scene) -> None:
    facts = UserFacts("Phạm Thị Hoa", "Đội phó", Role.TEAM_LEADER, volunteer_id=scene.deputy)
    user = office.do(partial(add_user, facts=facts)).result
    deputy = as_role(office, Role.TEAM_LEADER, user.id)
    assert [each.id for each in deputy.look(list_teams)] == [scene.own]


def test_an_account_stands_for_one_volunteer(office: Office, scene: Scene) -> None:
    with pytest.raises(ServesAsRequired):
        office.do(partial(add_user, facts=UserFacts("Ai đó", "", Role.TEAM_LEADER)))
    twice = UserFacts("Ai đó", "", Role.TEAM_LEADER, volunteer_id=scene.leader)
    with pytest.raises(ServesAsTaken):
        office.do(partial(add_user, facts=twice))
    row = next(each for each in office.look(list_users) if each.id == scene.user)
    assert row.volunteer_id == scene.leader
    facts = UserFacts(row.full_name, row.post, Role.CLERK, volunteer_id=scene.leader)
    act = partial(correct_user, user_id=row.id, version=row.version, facts=facts, is_active=True)
    assert office.do(act).result.volunteer_id is None
    offered = office.look(list_serving)
    assert [each.leads for each in offered[:4]] == ["Đội Thôn Hạ"] * 2 + [
        "Đội Thôn Thượng"
    ] * 2 or {each.leads for each in offered[:4]} == {"Đội Thôn Hạ", "Đội Thôn Thượng"}


def test_the_right_to_the_own_team_alone_is_what_the_role_has(led: Office) -> None:
    assert {right for right in Right if led.actor.may(right)} == {Right.OWN_TEAM}
    assert issubclass(NotYourTeam, Refusal)
