"""What a team did is written down, corrected, and counted by month in the same act."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.records.teamwork.activities import Activity, ActivityTotal
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.kinds import Figure, FigureNotRead
from rehabdesk.services.activities.facts import (
    EndsBeforeItBegins,
    NextTask,
    NotItsMeasure,
    PeriodNotOver,
    PeriodWithoutFigures,
    Present,
    PresentTwice,
    RecordActivity,
    SameDayAgain,
    TaskWithoutWord,
    TooFarAhead,
    WalkInWithoutName,
)
from rehabdesk.services.activities.kinds import NoSuchKind
from rehabdesk.services.activities.recording import (
    CorrectActivity,
    correct_activity,
    facts_of,
    finish_task,
)
from rehabdesk.services.activities.totals import Part, check_totals, in_part
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import Actor, NotYourRight, Office, Work
from tests.builders import a_volunteer
from tests.services.activities.places import ON, a_team, an_activity, recorded


def _facts(office: Office, activity_id: int) -> RecordActivity:
    return office.look(lambda work: facts_of(work.session.get_one(Activity, activity_id)))


def _total(work: Work, kind: str, measure: str) -> dict[int, int]:
    rows = (
        select(ActivityTotal.month, ActivityTotal.amount)
        .filter_by(kind=kind, measure=measure)
        .where(ActivityTotal.month < in_part(202612, Part.WHOLE))
    )
    return dict(work.session.execute(rows).all())


def test_a_meeting_is_told_as_it_was(office: Office) -> None:
    team, nhan = a_team(office), a_volunteer(office)
    told = an_activity(
        team_id=team,
        place="Nhà văn hóa thôn Hạ",
        topic="Giao ban tháng 11",
        words="1. Đánh giá tháng 10.",
        next_tasks=(NextTask("Thăm gia đình", "Bà Nhàn", date(2026, 11, 30)),),
        figures={"persons": 9},
        attendances=(Present(nhan), Present(walk_in="Trần Minh", walk_in_unit="Công an xã")),
    )
    done = recorded(office, told)
    back = _facts(office, done.activity_id)
    assert back.figures == {"occasions": Figure(1), "persons": Figure(9)}
    assert (back.next_tasks, back.attendances) == (told.next_tasks, told.attendances)
    assert (back.place, back.topic, back.words) == (told.place, told.topic, told.words)
    assert done.title == "Giao ban, sinh hoạt Đội ngày 14/11/2026"


def test_words_beside_a_number_stay(office: Office) -> None:
    order = an_activity(
        "articles", date(2012, 1, 1), until_on=date(2021, 12, 31), figures={"articles": "> 1.500"}
    )
    figures = _facts(office, recorded(office, order).activity_id).figures
    assert figures == {"articles": Figure(1500, "> 1.500")}


@pytest.mark.parametrize(
    ("order", "refusal"),
    [
        (RecordActivity("dancing", ON), NoSuchKind),
        (RecordActivity("patrol", ON, figures={"leaflets": 3}), NotItsMeasure),
        (RecordActivity("talk", ON, figures={"leaflets": "nhiều"}), FigureNotRead),
        (RecordActivity("patrol", date(2027, 2, 1)), TooFarAhead),
        (RecordActivity("talk", ON, until_on=date(2026, 11, 1)), EndsBeforeItBegins),
        (RecordActivity("talk", ON, until_on=date(2026, 12, 1)), PeriodNotOver),
        (RecordActivity("talk", ON, until_on=date(2026, 11, 20)), PeriodWithoutFigures),
        (RecordActivity("meeting", ON, attendances=(Present(1), Present(1))), PresentTwice),
        (RecordActivity("meeting", ON, attendances=(Present(),)), WalkInWithoutName),
        (RecordActivity("meeting", ON, next_tasks=(NextTask(" "),)), TaskWithoutWord),
    ],
)
def test_what_cannot_be_leaves_nothing(
    office: Office, order: RecordActivity, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        recorded(office, order)
    assert office.look(lambda work: work.session.scalars(select(Activity)).all()) == []
    assert office.look(lambda work: work.session.scalars(select(ActivityTotal)).all()) == []


def test_the_same_one_is_asked_about(office: Office) -> None:
    recorded(office, an_activity())
    with pytest.raises(SameDayAgain):
        recorded(office, an_activity())
    recorded(office, an_activity(place="Trụ sở"))


def test_totals_follow_a_correction(office: Office) -> None:
    done = recorded(office, an_activity("talk", figures={"attendances": 40}))
    moved = CorrectActivity(
        done.activity_id,
        done.version,
        an_activity("neighbourhood_meeting", date(2026, 10, 3), figures={"attendances": 44}),
    )
    corrected = office.do(partial(correct_activity, order=moved)).result
    assert office.look(lambda work: _total(work, "talk", "attendances")) == {}
    assert office.look(lambda work: _total(work, "neighbourhood_meeting", "attendances")) == {
        202610: 44
    }
    assert corrected.back is not None
    office.do(partial(correct_activity, order=corrected.back))
    assert office.look(lambda work: _total(work, "talk", "attendances")) == {202611: 40}
    assert office.look(check_totals) == ()


def test_the_second_to_correct_is_told(office: Office) -> None:
    done = recorded(office, an_activity())
    order = CorrectActivity(done.activity_id, done.version, an_activity(place="Trụ sở"))
    office.do(partial(correct_activity, order=order))
    with pytest.raises(EditedMeanwhile):
        office.do(partial(correct_activity, order=order))


def test_a_task_of_a_meeting_is_done_and_open_again(office: Office) -> None:
    done = recorded(office, an_activity(next_tasks=(NextTask("Phát tờ rơi", due_on=ON),)))
    office.do(partial(finish_task, activity_id=done.activity_id, place=0, is_done=True))
    assert _facts(office, done.activity_id).next_tasks[0].done_on == date(2026, 11, 23)
    office.do(partial(finish_task, activity_id=done.activity_id, place=0, is_done=False))
    assert _facts(office, done.activity_id).next_tasks[0].done_on is None


def test_who_only_reads_records_nothing(office: Office) -> None:
    leader = Office(
        office.sessions,
        office.resources,
        Actor(2, "Lê Quang Vịnh", "Chủ tịch", Role.LEADER),
        clock=office.clock,
    )
    with pytest.raises(NotYourRight):
        recorded(leader, an_activity())
