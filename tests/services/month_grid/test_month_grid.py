"""A month read and saved: whole or not at all, and nothing of another's overwritten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from rehabdesk.domain.codes import Role
from rehabdesk.domain.daily_codes import ContactWay, QuickRating
from rehabdesk.domain.records import AuditEntry
from rehabdesk.domain.records.teamwork.activities import (
    Activity,
    ActivityAttendance,
    MonthCount,
    Tip,
)
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import TipState
from rehabdesk.domain.teamwork.month_cells import MOST, Counted
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.activities.facts import NoDay
from rehabdesk.services.activities.recording import (
    CorrectActivity,
    correct_activity,
    facts_of,
)
from rehabdesk.services.contacts.facts import MetBy, NoteFacts
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.month_grid.figures import (
    DaysImpossible,
    MonthFigures,
    read_behind,
    read_figures,
    set_silent_days,
)
from rehabdesk.services.month_grid.reading import read_month
from rehabdesk.services.month_grid.saving import (
    CellChange,
    CellsChangedMeanwhile,
    MonthSaved,
    NotOfTheTeam,
    NotServing,
    NotYetHeld,
    SaveMonth,
    SessionGone,
    TooMany,
    WalkInNeedsName,
    save_month,
)
from rehabdesk.services.month_grid.sessions import (
    CorrectSession,
    SessionFacts,
    SessionHasTicks,
    add_session,
    correct_session,
    take_session_back,
)
from rehabdesk.services.month_grid.sheet import Noted, Place, Value, WalkIn, proposed
from rehabdesk.services.noting.recording import RecordContact, record_contact
from rehabdesk.services.office import NotYourRight, Office, Work
from tests.builders import taken_in
from tests.month_grid_scene import NOVEMBER, Scene, build_scene, change_stretch, november

OUTSIDER = WalkIn("Bùi Thị Mận", "Hội Nông dân")


def save(office: Office, scene: Scene, *changes: tuple[Place, Value, Value]) -> MonthSaved:
    order = SaveMonth(scene.team_id, NOVEMBER, tuple(CellChange(*each) for each in changes))
    return office.do(partial(save_month, order=order)).result


def cells(office: Office, scene: Scene) -> dict[Place, int]:
    return dict(november(office, scene).cells)


def counted(office: Office, record: Any) -> int:
    count: int = office.look(lambda work: work.session.query(record).count())
    return count


def last_facts(work: Work) -> dict[str, str]:
    newest = work.session.query(AuditEntry).order_by(AuditEntry.sequence.desc()).first()
    assert newest is not None
    assert newest.act == "month_grid.saved"
    return dict(newest.facts)


# Reading


def test_the_sheet_has_the_team_in_its_order_and_the_month_of_sessions(
    office: Office, scene: Scene
) -> None:
    sheet = november(office, scene)
    assert [each.volunteer_id for each in sheet.members] == list(scene.members)
    assert [each.role.label for each in sheet.members] == ["Đội trưởng", "Đội phó", "Đội viên"]
    assert [each.hamlet for each in sheet.members] == ["Thôn Thượng", "Thôn Thượng", "Thôn Hạ"]
    assert [(each.on.day, each.kind) for each in sheet.sessions] == [(3, "meeting"), (7, "talk")]
    assert sheet.may_keep
    assert sheet.cells == {}


def test_another_month_has_its_own_sessions(office: Office, scene: Scene) -> None:
    sheet = office.look(partial(read_month, team_id=scene.team_id, month=Month(2026, 10)))
    assert sheet.sessions == ()
    assert len(sheet.members) == 3


def test_who_left_before_the_month_has_no_row_and_who_left_in_it_has(
    office: Office, scene: Scene
) -> None:
    for member, until in zip(scene.members, (date(2026, 10, 31), date(2026, 11, 5)), strict=False):
        act = partial(change_stretch, volunteer_id=member, begin=date(2026, 1, 1), until=until)
        office.do(act)
    rows = november(office, scene).members
    assert [each.volunteer_id for each in rows] == list(scene.members[1:])
    assert rows[0].serves_on(date(2026, 11, 5))
    assert not rows[0].serves_on(date(2026, 11, 6))


def test_a_ticked_member_keeps_a_row_when_the_roster_no_longer_has_it(
    office: Office, scene: Scene
) -> None:
    save(office, scene, ((scene.members[2], scene.sessions[0]), 0, 1))
    office.do(
        partial(
            change_stretch,
            volunteer_id=scene.members[2],
            begin=date(2026, 1, 1),
            until=date(2026, 9, 30),
        )
    )
    assert scene.members[2] in [each.volunteer_id for each in november(office, scene).members]


def test_what_is_on_record_is_proposed(office: Office, scene: Scene) -> None:
    person = taken_in(office)
    met = NoteFacts(
        date(2026, 11, 9), ContactWay.AT_HOME, MetBy("x", scene.members[0]), "Gặp", minutes=40
    )
    office.do(partial(record_contact, order=RecordContact((person,), met)))
    empty = replace(met, on=date(2026, 11, 10), rating=QuickRating.NOT_MET, words="")
    office.do(partial(record_contact, order=RecordContact((person,), empty)))
    office.do(partial(a_tip, scene=scene, member=scene.members[0]))
    sheet = november(office, scene)
    assert sheet.noted == {scene.members[0]: Noted(1, 1, 80)}
    present = list(sheet.sessions)
    told = [proposed(sheet, scene.members[0], each, present) for each in Counted]
    assert told == [1, 1, 0, 1, 5]
    assert proposed(sheet, OUTSIDER, Counted.HOURS, present) == 0


def a_tip(work: Work, scene: Scene, member: int) -> None:
    tip = Tip(
        on=date(2026, 11, 12),
        team_id=scene.team_id,
        volunteer_id=member,
        state=TipState.RECEIVED,
        recorded_by="",
        recorded_at=work.now,
    )
    work.session.add(tip)
    work.record("tip.recorded", tip)


# Saving


def test_ticks_counts_and_walk_ins_are_saved_in_one_act(office: Office, scene: Scene) -> None:
    leader, session = scene.members[0], scene.sessions[0]
    saved = save(
        office,
        scene,
        ((leader, session), 0, 1),
        ((OUTSIDER, session), 0, 1),
        ((leader, Counted.VISITS), None, 4),
    )
    assert saved.cells == 3
    sheet = november(office, scene)
    assert sheet.cells == {
        (leader, session): 1,
        (OUTSIDER, session): 1,
        (leader, Counted.VISITS): 4,
    }
    assert sheet.walk_ins == (OUTSIDER,)
    facts = office.look(last_facts)
    assert (facts["ticks"], facts["counts"]) == ("2", "1")
    assert "Lê Xuân Trường buổi 03/11" in facts["changed"]


def test_a_saved_sheet_is_taken_back_and_done_again(office: Office, scene: Scene) -> None:
    leader, session = scene.members[0], scene.sessions[0]
    save(office, scene, ((leader, Counted.HOURS), None, 7))
    saved = save(
        office,
        scene,
        ((leader, session), 0, 1),
        ((OUTSIDER, session), 0, 1),
        ((leader, Counted.HOURS), 7, None),
    )
    undone = office.do(partial(save_month, order=saved.back)).result
    assert cells(office, scene) == {(leader, Counted.HOURS): 7}
    assert counted(office, ActivityAttendance) == 0
    office.do(partial(save_month, order=undone.back))
    assert cells(office, scene) == {(leader, session): 1, (OUTSIDER, session): 1}
    assert counted(office, MonthCount) == 0


def test_what_another_saved_is_told_and_nothing_is_written(office: Office, scene: Scene) -> None:
    leader, deputy, session = *scene.members[:2], scene.sessions[0]
    save(office, scene, ((leader, Counted.VISITS), None, 3))
    with pytest.raises(CellsChangedMeanwhile, match="Lê Xuân Trường cột Thăm người") as told:
        save(
            office,
            scene,
            ((deputy, session), 0, 1),
            ((leader, Counted.VISITS), None, 5),
        )
    assert told.value.places == ((leader, Counted.VISITS),)
    assert cells(office, scene) == {(leader, Counted.VISITS): 3}


def test_two_clerks_in_other_cells_both_save_and_the_same_value_is_no_quarrel(
    office: Office, scene: Scene
) -> None:
    leader, deputy, session = *scene.members[:2], scene.sessions[0]
    save(office, scene, ((leader, session), 0, 1))
    assert save(office, scene, ((leader, session), 0, 1), ((deputy, session), 0, 1)).cells == 1
    assert cells(office, scene) == {(leader, session): 1, (deputy, session): 1}


def test_ticks_tell_whoever_corrects_the_same_occasion(office: Office, scene: Scene) -> None:
    def facts(work: Work) -> CorrectActivity:
        row = work.session.get_one(Activity, scene.sessions[0])
        return CorrectActivity(row.id, row.version, facts_of(row))

    begun = office.look(facts)
    save(office, scene, ((scene.members[0], scene.sessions[0]), 0, 1))
    with pytest.raises(EditedMeanwhile):
        office.do(partial(correct_activity, order=begun))


def test_a_told_absence_or_time_is_kept_when_a_tick_goes(office: Office, scene: Scene) -> None:
    place = (scene.members[0], scene.sessions[0])
    save(office, scene, (place, 0, 1))

    def tell_time(work: Work) -> None:
        [row] = work.session.query(ActivityAttendance)
        row.minutes = 90
        work.record("attendance.timed", row)

    office.do(tell_time)
    saved = save(office, scene, (place, 1, 0))
    assert cells(office, scene) == {}
    office.do(partial(save_month, order=saved.back))
    assert office.look(lambda work: work.session.query(ActivityAttendance).one().minutes) == 90


REFUSED: list[tuple[Callable[[Scene], tuple[Place, Value, Value]], type[Refusal], str]] = [
    (lambda s: ((s.members[0], 999), 0, 1), SessionGone, "vừa được bỏ"),
    (lambda s: ((999, s.sessions[0]), 0, 1), NotOfTheTeam, "không còn ở Đội"),
    (lambda _: ((999, Counted.TIPS), None, 1), NotOfTheTeam, "không còn ở Đội"),
    (lambda _: ((OUTSIDER, Counted.TIPS), None, 1), NotOfTheTeam, "không còn ở Đội"),
    (lambda s: ((s.members[0], Counted.TIPS), None, MOST + 1), TooMany, "từ 0 đến 999"),
    (lambda s: ((s.members[0], Counted.TIPS), None, -1), TooMany, "từ 0 đến 999"),
    (lambda s: ((WalkIn(""), s.sessions[0]), 0, 1), WalkInNeedsName, "Gõ họ tên"),
    (lambda s: ((s.members[2], s.sessions[0]), 0, 1), NotServing, "Đinh Văn Quyết không ở trong"),
]


@pytest.mark.parametrize(("change", "refusal", "told"), REFUSED)
def test_what_cannot_be_saved_leaves_nothing_behind(
    office: Office,
    scene: Scene,
    change: Callable[[Scene], tuple[Place, Value, Value]],
    refusal: type[Refusal],
    told: str,
) -> None:
    office.do(
        partial(change_stretch, volunteer_id=scene.members[2], begin=date(2026, 11, 5), until=None)
    )
    good = ((scene.members[0], scene.sessions[0]), 0, 1)
    with pytest.raises(refusal, match=told):
        save(office, scene, good, change(scene))
    assert cells(office, scene) == {}


def test_a_session_still_to_come_is_asked_about(office: Office) -> None:
    scene = build_scene(office, 2, 7)
    change = CellChange((scene.members[0], scene.sessions[6]), 0, 1)
    act = partial(save_month, order=SaveMonth(scene.team_id, NOVEMBER, (change,)))
    with pytest.raises(NotYetHeld, match="25/11/2026 chưa tới") as doubt:
        office.do(act)
    office.do(act, frozenset({doubt.value.key}))
    assert cells(office, scene) == {change.place: 1}


def test_only_who_keeps_the_team_saves(office: Office, scene: Scene) -> None:
    reader = replace(office, actor=replace(office.actor, role=Role.LEADER))
    assert not november(reader, scene).may_keep
    with pytest.raises(NotYourRight):
        save(reader, scene, ((scene.members[0], scene.sessions[0]), 0, 1))
    with pytest.raises(NotYourRight):
        reader.do(partial(take_session_back, activity_id=scene.sessions[0]))


# Sessions


def test_a_session_is_corrected_and_keeps_what_else_was_told(office: Office, scene: Scene) -> None:
    save(office, scene, ((scene.members[0], scene.sessions[0]), 0, 1))
    column = november(office, scene).sessions[0]
    facts = SessionFacts(
        "meeting", date(2026, 11, 4), 90, "Nhà văn hóa thôn Hạ", "Bàn việc tháng 12"
    )
    order = CorrectSession(column.activity_id, column.version, facts)
    office.do(partial(correct_session, order=order))
    sheet = november(office, scene)
    assert (sheet.sessions[0].on.day, sheet.sessions[0].place) == (4, "Nhà văn hóa thôn Hạ")
    assert sheet.cells == {(scene.members[0], scene.sessions[0]): 1}
    with pytest.raises(EditedMeanwhile):
        office.do(partial(correct_session, order=order))
    with pytest.raises(NoDay):
        office.do(partial(correct_session, order=replace(order, facts=replace(facts, on=None))))


def test_a_session_is_taken_back_unless_somebody_is_ticked(office: Office, scene: Scene) -> None:
    with pytest.raises(NoDay):
        office.do(partial(add_session, team_id=scene.team_id, facts=SessionFacts("talk", None)))
    office.do(partial(take_session_back, activity_id=scene.sessions[1]))
    assert [each.activity_id for each in november(office, scene).sessions] == [scene.sessions[0]]
    save(office, scene, ((scene.members[0], scene.sessions[0]), 0, 1))
    with pytest.raises(SessionHasTicks):
        office.do(partial(take_session_back, activity_id=scene.sessions[0]))
    assert counted(office, Activity) == 1


# What the report takes


def figures(office: Office, scene: Scene) -> MonthFigures:
    return office.look(partial(read_figures, team_id=scene.team_id, month=NOVEMBER))


def test_the_month_is_added_up_without_what_is_still_to_come(office: Office) -> None:
    scene = build_scene(office, 2, 7)
    with_listeners(office, scene)
    office.do(partial(a_tip, scene=scene, member=scene.members[0]))
    told = [
        " · ".join(f"{p.lead} {p.amount} {p.words}".strip() for p in parts)
        for parts in figures(office, scene).told
    ]
    assert told == [
        "1 buổi họp",
        "2 cuộc tuyên truyền · 146 lượt người nghe",
        "2 buổi tuần tra",
        "1 lớp tập huấn",
        "1 tin báo · đã chuyển 0",
    ]
    behind = office.look(partial(read_behind, team_id=scene.team_id, month=NOVEMBER, kind="talk"))
    assert [(row.on.day, row.figures) for row in behind] == [(7, "146 lượt người"), (14, "")]
    [tip] = office.look(partial(read_behind, team_id=scene.team_id, month=NOVEMBER, kind="tip"))
    assert tip.figures == "Mới nhận"


def with_listeners(office: Office, scene: Scene) -> None:
    def tell(work: Work) -> None:
        row = work.session.get_one(Activity, scene.sessions[1])
        facts = replace(facts_of(row), figures={"attendances": 146})
        correct_activity(work, CorrectActivity(row.id, row.version, facts))

    office.do(tell)


def test_silent_members_are_those_who_met_nobody(office: Office, scene: Scene) -> None:
    person = taken_in(office)
    met = NoteFacts(date(2026, 11, 9), ContactWay.AT_HOME, MetBy("x", scene.members[1]), "Gặp")
    office.do(partial(record_contact, order=RecordContact((person,), met)))
    told = figures(office, scene)
    assert [each.volunteer_id for each in told.silent] == [scene.members[0], scene.members[2]]
    assert told.days == 30
    assert not any(each.has_persons for each in told.silent)
    office.do(partial(set_silent_days, days=7))
    assert len(figures(office, scene).silent) == 3
    with pytest.raises(DaysImpossible):
        office.do(partial(set_silent_days, days=0))
