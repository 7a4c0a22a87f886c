"""The list of what was done, its bin, and what a meeting leaves to be done."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.teamwork.codes import TeamTask
from rehabdesk.domain.teamwork.kinds import Figure
from rehabdesk.services.activities.facts import NextTask, Present
from rehabdesk.services.activities.kinds import (
    KeepKind,
    KindInUse,
    KindNeedsMeasure,
    KindNeedsName,
    KindTwice,
    keep_kind,
    order_kinds,
    read_kinds,
)
from rehabdesk.services.activities.looks import list_activities, read_activity, read_choices
from rehabdesk.services.activities.recording import (
    AttachMinutes,
    CorrectActivity,
    attach_minutes,
    correct_activity,
    finish_task,
    record_activities,
)
from rehabdesk.services.activities.sums import Which, Window, amount_of
from rehabdesk.services.activities.totals import check_totals
from rehabdesk.services.bin.throwing import bring_back, throw_away
from rehabdesk.services.office import Office
from rehabdesk.services.tasks.task import TaskKind
from rehabdesk.services.tasks.today import read_today
from tests.builders import a_volunteer
from tests.services.activities.places import ON, a_team, an_activity, recorded

MONTH = Window(date(2026, 11, 1), date(2026, 11, 30))


def test_the_list_tells_what_was_done(office: Office) -> None:
    team, nhan = a_team(office), a_volunteer(office)
    order = an_activity(
        "talk",
        team_id=team,
        hamlet_id=2,
        volunteer_id=nhan,
        topic="Tác hại của ma túy",
        figures={"attendances": "hơn 40", "leaflets": 120},
        attendances=(Present(nhan), Present(walk_in="Trần Minh", is_present=False)),
    )
    recorded(office, order)
    recorded(office, an_activity(on=date(2026, 11, 2)))
    found = office.look(partial(list_activities, window=MONTH))
    first, second = found.rows
    assert (first.kind_name, first.team, first.hamlet) == (
        "Tuyên truyền",
        "Đội xã Yên Thịnh",
        "Thôn Hạ",
    )
    assert first.figure_words == "hơn 40 lượt người, 120 tờ"
    assert (first.present, first.absent) == (1, 1)
    assert second.figure_words == ""
    assert amount_of(found.sums, "occasions") == 2


def test_a_figure_opens_into_its_activities(office: Office) -> None:
    recorded(office, an_activity("talk", figures={"attendances": 30, "leaflets": 0}))
    recorded(office, an_activity("leaflets", figures={"leaflets": 500}))
    found = office.look(partial(list_activities, window=MONTH, measure="leaflets"))
    assert [row.kind for row in found.rows] == ["leaflets"]
    assert amount_of(found.sums, "attendances") == 30  # the sums stay those of the window


def test_what_is_planned_is_in_no_sum_and_behind_none(office: Office) -> None:
    recorded(office, an_activity("meeting"))
    recorded(office, an_activity("meeting", date(2026, 11, 27)))
    whole = office.look(partial(list_activities, window=MONTH))
    behind = office.look(partial(list_activities, window=MONTH, measure="occasions"))
    assert len(whole.rows) == 2
    assert [row.on for row in behind.rows] == [ON]
    assert amount_of(behind.sums, "occasions") == 1


def test_a_period_that_only_touches_the_window_is_told(office: Office) -> None:
    order = an_activity(
        "leaflets", date(2026, 10, 15), until_on=date(2026, 11, 14), figures={"leaflets": 500}
    )
    recorded(office, order)
    found = office.look(partial(list_activities, window=MONTH))
    assert (found.rows, found.outside) == ((), 1)
    report = Window(date(2026, 10, 15), date(2026, 11, 14))
    found = office.look(partial(list_activities, window=report))
    assert (len(found.rows), found.outside) == (1, 0)


@pytest.mark.parametrize(
    ("which", "count"),
    [
        (Which(), 3),
        (Which(kinds=frozenset({"talk"})), 1),
        (Which(team_id=1), 1),
        (Which(team_id=0), 2),
        (Which(hamlet_id=3), 1),
    ],
)
def test_filters(office: Office, which: Which, count: int) -> None:
    a_team(office)
    recorded(office, an_activity("talk", team_id=1))
    recorded(office, an_activity("patrol", hamlet_id=3))
    recorded(office, an_activity("meeting"))
    found = office.look(partial(list_activities, window=MONTH, which=which))
    assert len(found.rows) == count
    assert amount_of(found.sums, "occasions") == count


def test_the_bin_takes_an_activity_with_its_figures_and_gives_it_back(office: Office) -> None:
    done = recorded(office, an_activity("talk", figures={"attendances": 40}))
    before = office.look(partial(list_activities, window=MONTH))
    thrown = office.do(partial(throw_away, kind="activity", subject_id=done.activity_id)).result
    gone = office.look(partial(list_activities, window=MONTH))
    assert (gone.rows, gone.sums) == ((), ())
    assert office.look(check_totals) == ()
    office.do(partial(bring_back, item_id=thrown.item_id))
    assert office.look(partial(list_activities, window=MONTH)) == before
    assert office.look(check_totals) == ()


def test_what_a_meeting_agreed_stands_in_the_morning_until_it_is_done(office: Office) -> None:
    tasks = (
        NextTask("Thăm gia đình ông Tám", "Bà Nhàn", date(2026, 11, 25)),
        NextTask("Không hạn"),
    )
    done = recorded(office, an_activity(topic="Giao ban tháng 11", next_tasks=tasks))

    def titles() -> list[str]:
        rows = office.look(read_today).rows
        return [row.task.title for row in rows if row.task.kind is TaskKind.TEAM_TASK]

    assert titles() == ["Việc của đội: Thăm gia đình ông Tám"]
    office.do(partial(finish_task, activity_id=done.activity_id, place=0, is_done=True))
    assert titles() == []
    office.do(partial(finish_task, activity_id=done.activity_id, place=0, is_done=False))
    assert titles() == ["Việc của đội: Thăm gia đình ông Tám"]
    version = office.look(partial(read_activity, activity_id=done.activity_id)).version
    order = CorrectActivity(done.activity_id, version, an_activity())
    office.do(partial(correct_activity, order=order))
    assert titles() == []


def test_tasks_of_a_whole_page_of_meetings_stand_in_the_morning_too(office: Office) -> None:
    order = an_activity(next_tasks=(NextTask("Thăm ông Tám", due_on=date(2026, 11, 25)),))
    office.do(partial(record_activities, orders=[an_activity("talk"), order]))
    kinds = [row.task.kind for row in office.look(read_today).rows]
    assert kinds.count(TaskKind.TEAM_TASK) == 1


def test_a_scan_is_kept_with_its_meeting(office: Office) -> None:
    done = recorded(office, an_activity())
    order = AttachMinutes(done.activity_id, "bien-ban.pdf", b"%PDF-1.4 trang")
    office.do(partial(attach_minutes, order=order))
    view = office.look(partial(read_activity, activity_id=done.activity_id))
    assert view.scan == "bien-ban.pdf"
    [row] = office.look(partial(list_activities, window=MONTH)).rows
    assert row.has_scan


def test_what_a_form_offers(office: Office) -> None:
    team, nhan = a_team(office), a_volunteer(office)
    choices = office.look(read_choices)
    assert choices.teams == ((team, "Đội xã Yên Thịnh"),)
    assert choices.members == ((nhan, "Ngô Thị Nhàn"),)
    assert [name for _, name in choices.hamlets] == ["Thôn Thượng", "Thôn Hạ", "Thôn Đồng Bến"]


def test_an_office_has_kinds_of_its_own(office: Office) -> None:
    order = KeepKind("", "Chiếu phim", "Phim", "buổi", ("occasions", "attendances"))
    made = office.do(partial(keep_kind, order=order)).result
    assert office.look(read_kinds)[-1] == made
    recorded(office, an_activity(made.code, figures={"attendances": 200}))
    [row] = office.look(partial(list_activities, window=MONTH)).rows
    assert (row.kind_name, row.figures) == (
        "Chiếu phim",
        (("occasions", Figure(1)), ("attendances", Figure(200))),
    )


def test_a_delivered_kind_is_named_otherwise_and_put_away(office: Office) -> None:
    order = KeepKind(
        "talk",
        "Truyền thông",
        "T.thông",
        "buổi",
        ("occasions", "attendances", "leaflets"),
        TeamTask.AWARENESS,
        has_attendance=True,
    )
    made = office.do(partial(keep_kind, order=order)).result
    assert (made.name, made.unit, made.by_code["occasions"].unit) == (
        "Truyền thông",
        "buổi",
        "buổi",
    )
    assert made.by_code["occasions"].indicators == ("P01",)
    away = KeepKind(
        "talk",
        "Truyền thông",
        "T.thông",
        "buổi",
        ("occasions", "attendances", "leaflets"),
        is_active=False,
        version=made.version,
    )
    office.do(partial(keep_kind, order=away))
    assert "talk" not in [kind.code for kind in office.look(read_kinds)]
    assert "talk" in [kind.code for kind in office.look(partial(read_kinds, all_kinds=True))]


def test_kinds_stand_in_the_order_of_the_office(office: Office) -> None:
    office.do(partial(order_kinds, codes=("patrol", "meeting")))
    assert [kind.code for kind in office.look(read_kinds)][:2] == ["patrol", "meeting"]


def test_kinds_that_cannot_be(office: Office) -> None:
    recorded(office, an_activity("talk", figures={"leaflets": 5}))
    for order, refusal in (
        (KeepKind("", " ", "", "buổi", ("occasions",)), KindNeedsName),
        (KeepKind("", "Chiếu phim", "", "buổi", ()), KindNeedsMeasure),
        (KeepKind("", "tuyen truyen", "", "buổi", ("occasions",)), KindTwice),
        (KeepKind("talk", "Tuyên truyền", "", "cuộc", ("occasions",)), KindInUse),
    ):
        with pytest.raises(refusal):
            office.do(partial(keep_kind, order=order))
    assert [kind.version for kind in office.look(read_kinds) if kind.version] == []
