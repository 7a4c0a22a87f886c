"""Buổi họp, hoạt động: recorded in the window, summed, opened into names, taken back."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.records.teamwork.bodies import TeamMember
from rehabdesk.domain.teamwork.codes import TeamRole
from rehabdesk.services.activities.facts import NextTask, Present
from rehabdesk.services.activities.looks import read_activity
from rehabdesk.services.activities.sums import Source, Window
from rehabdesk.services.drafts import KeptForm, read_draft
from rehabdesk.services.office import Office, Work
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.team.activities.dialog import ActivityDialog
from rehabdesk.ui.team.activities.drafting import FORM
from rehabdesk.ui.team.activities.inputs import outside_words, read_outside
from rehabdesk.ui.team.activities.kinds_dialog import KindForm, KindsDialog
from rehabdesk.ui.team.activities.tab import ActivitiesTab
from rehabdesk.ui.team.activities.tip_dialogs import TipDialog
from rehabdesk.ui.team.activities.window_field import WindowField, report_month, report_year
from rehabdesk.ui.visits import OpenTeam
from tests.builders import LAN, a_volunteer
from tests.services.activities.places import a_team, an_activity, recorded
from tests.ui.mnemonics import clashes
from tests.ui.team.activities_room import a_tab, opened


@pytest.fixture
def said(desk: Desk) -> list[Notice]:
    heard: list[Notice] = []
    desk.noticed.connect(heard.append)
    return heard


def a_form() -> ActivityDialog:
    form = opened(ActivityDialog)
    assert isinstance(form, ActivityDialog)
    return form


def days_of(tab: ActivitiesTab) -> list[str]:
    return [row.when for row in tab.list.table.rows.all]


def test_an_activity_is_recorded_and_taken_back(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, said: list[Notice]
) -> None:
    team = a_team(office)
    tab = a_tab(qtbot, desk, habits)
    tab.record()
    form = a_form()
    assert form.team.value == team  # there is only one
    form.kind.value = "talk"
    form.on.setText("07/11/2026")
    form.figures.fields["attendances"].value = "hơn 60"
    form.topic.value = "Tác hại của ma túy"
    form.accept_button.click()
    [row] = tab.list.table.rows.all
    assert (row.when, row.figure_words) == ("07/11/2026", "hơn 60 lượt người")
    assert tab.list.sums.words == "1 cuộc · ≈ 60 lượt người"
    assert said[-1].text == "Đã ghi: Tuyên truyền ngày 07/11/2026."
    undo = said[-1].act
    assert undo is not None
    undo()
    assert days_of(tab) == []
    assert said[-1].again is not None
    said[-1].again()
    assert days_of(tab) == ["07/11/2026"]


def test_no_letter_is_asked_for_twice_in_a_form(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    recorded(office, an_activity())
    tab = a_tab(qtbot, desk, habits)
    tab.record()
    form = a_form()
    form.period_tick.setChecked(True)
    assert clashes(form) == {}
    form.reject()
    tab.list.table.opened.emit(tab.list.table.current)
    assert clashes(a_form()) == {}
    a_form().reject()
    tab.record_tip()
    tip = opened(TipDialog)
    assert isinstance(tip, TipDialog)
    assert clashes(tip) == {}
    tip.reject()


def test_the_sum_of_a_period_from_an_old_ledger(
    qtbot: QtBot, desk: Desk, habits: QSettings
) -> None:
    tab = a_tab(qtbot, desk, habits)
    tab.record()
    form = a_form()
    form.kind.value = "articles"
    form.period_tick.setChecked(True)
    assert form.form.box("until_on").isVisibleTo(form)
    assert not form.form.box("at").isVisibleTo(form)
    form.on.setText("01/10/2012")
    form.until_on.setText("30/09/2022")
    form.figures.fields["articles"].value = "> 1.500"
    form.accept_button.click()
    assert days_of(tab) == []
    tab.window_field.choose("everything")
    assert days_of(tab) == ["01/10/2012 – 30/09/2022"]
    assert tab.list.sums.words == "≈ 1.500 tin, bài"


def test_what_cannot_be_is_said_under_its_input(
    qtbot: QtBot, desk: Desk, habits: QSettings
) -> None:
    tab = a_tab(qtbot, desk, habits)
    tab.record()
    form = a_form()
    form.kind.value = "talk"
    form.figures.fields["attendances"].value = "nhiều"
    form.accept_button.click()
    assert "không đọc ra số" in form.form.box("figures").message
    form.figures.fields["attendances"].value = ""
    form.tasks.lines[0].who.value = "Bà Nhàn"
    form.accept_button.click()
    assert form.form.box("next_tasks").message == "Ghi việc gì, hoặc bỏ dòng đó."
    assert form.isVisible()
    form.reject()


def test_a_meeting_with_its_minutes_is_corrected(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    nhan = a_volunteer(office)
    order = an_activity(
        topic="Giao ban",
        words="Đánh giá tháng 10",
        next_tasks=(NextTask("Thăm ông Tám", "Bà Nhàn", date(2026, 11, 25)),),
        attendances=(Present(nhan, is_present=False), Present(walk_in="Trần Minh")),
    )
    made = recorded(office, order)
    tab = a_tab(qtbot, desk, habits)
    told = tab.list.card.sentences
    assert "Có mặt 1/2 người" in told
    assert "Vắng: Ngô Thị Nhàn" in told
    assert "Đánh giá tháng 10" in told
    tab.list.card.tasks[0].click()
    view = office.look(partial(read_activity, activity_id=made.activity_id))
    assert view.facts.next_tasks[0].done_on == date(2026, 11, 23)
    tab.list.table.opened.emit(tab.list.table.current)
    form = a_form()
    form.place.value = "Trụ sở"
    form.accept_button.click()
    view = office.look(partial(read_activity, activity_id=made.activity_id))
    assert view.facts.place == "Trụ sở"
    assert view.facts.attendances == order.attendances
    assert view.facts.next_tasks[0].done_on == date(2026, 11, 23)


def test_everybody_of_the_team_is_there_by_one_word(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    team = a_team(office)
    members = [a_volunteer(office, full_name=name) for name in ("Ngô An", "Lê Bình")]
    office.do(partial(_join, team=team, members=members))
    tab = a_tab(qtbot, desk, habits)
    tab.record()
    form = a_form()
    offered: list[list[str]] = []
    form._find("", lambda found: offered.append([each.title for each in found]))
    assert offered == [["Cả đội: 2 người", "Ngô An", "Lê Bình"]]
    form._find("", lambda found: form.present.choose(found[0]))
    assert form.present.values == members
    form.accept_button.click()
    [row] = tab.list.table.rows.all
    assert (row.present, row.absent) == (2, 0)


def _join(work: Work, team: int, members: list[int]) -> None:
    for each in members:
        member = TeamMember(
            team_id=team, volunteer_id=each, role=TeamRole.MEMBER, from_on=date(2024, 1, 1)
        )
        work.session.add(member)
    work.record("team.joined", None)


def test_what_was_typed_and_never_saved_is_offered_again(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    office.do(partial(add_user, facts=UserFacts(LAN.name, LAN.post, LAN.role)))
    tab = a_tab(qtbot, desk, habits)
    tab.record()
    form = a_form()
    form.kind.value = "talk"
    form.figures.fields["attendances"].value = "60"
    form.words.value = "Nói chuyện ở trường"
    form.tasks.lines[0].word.value = "Gửi ảnh"
    form.reject()
    tab.record()
    form = a_form()
    assert "bản nháp" in form.message.text
    form._resume(_kept(desk))
    assert (form.kind.value, form.words.value) == ("talk", "Nói chuyện ở trường")
    assert form.figures.fields["attendances"].value == "60"
    assert form.tasks.lines[0].word.value == "Gửi ảnh"
    form.accept_button.click()
    assert [row.kind for row in tab.list.table.rows.all] == ["talk"]
    tab.record()
    assert "bản nháp" not in a_form().message.text
    a_form().reject()


def _kept(desk: Desk) -> KeptForm:
    assert desk.office is not None
    kept = desk.office.look(partial(read_draft, form=FORM))
    assert kept is not None
    return kept


def test_a_sum_opens_into_its_activities(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    recorded(office, an_activity("talk", figures={"attendances": 30}))
    recorded(office, an_activity("leaflets", figures={"leaflets": 500}))
    tab = a_tab(qtbot, desk, habits)
    assert tab.list.sums.words == "2 buổi, cuộc, lần · 30 lượt người · 500 tờ"
    tab.list.sums.buttons[("leaflets", Source.ACTIVITIES)].click()
    assert [row.kind for row in tab.list.table.rows.all] == ["leaflets"]
    assert tab.list.only.text() == "Bỏ lọc “Tờ rơi”"
    tab.list.only.click()
    assert len(tab.list.table.rows.all) == 2


def test_filters_narrow_the_list_and_its_sums(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    recorded(office, an_activity("talk", hamlet_id=2, figures={"attendances": 30}))
    recorded(office, an_activity("patrol", hamlet_id=3))
    tab = a_tab(qtbot, desk, habits)
    tab.hamlet.value = 2
    assert tab.list.sums.words == "1 cuộc · 30 lượt người"
    tab.hamlet.value = -1
    tab.kind.value = "patrol"
    assert [row.kind for row in tab.list.table.rows.all] == ["patrol"]
    tab.kind.value = ""
    tab.window_field.from_on.setText("01/01/2026")
    tab.window_field.until_on.setText("31/10/2026")
    tab.window_field.until_on.editingFinished.emit()
    assert tab.list.sums.words == ""


def test_a_visit_goes_to_an_activity_of_another_month(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings
) -> None:
    recorded(office, an_activity())
    made = recorded(office, an_activity("talk", date(2026, 3, 7)))
    tab = a_tab(qtbot, desk, habits)
    tab.visit(OpenTeam("activities", row_id=made.activity_id))
    assert tab.window_field.value == Window(date(2026, 3, 1), date(2026, 3, 31))
    current = tab.list.table.current
    assert current is not None
    assert current.id == made.activity_id


def test_days_turned_round_never_stand_over_figures_of_others(desk: Desk, qtbot: QtBot) -> None:
    field = WindowField(lambda: date(2026, 11, 23), WorkingCalendar({}, {}))
    qtbot.addWidget(field)
    field.from_on.setText("01/01/2027")
    field.from_on.editingFinished.emit()
    assert field.value == Window(date(2027, 1, 1), date(2027, 1, 31))
    assert field.until_on.text() == "31/01/2027"
    field.until_on.setText("30/09/2026")
    field.until_on.editingFinished.emit()
    assert field.value == Window(date(2026, 9, 1), date(2026, 9, 30))


def test_the_office_adds_a_kind_and_moves_it_up(
    qtbot: QtBot, desk: Desk, habits: QSettings
) -> None:
    tab = a_tab(qtbot, desk, habits)
    tab.kinds_button.click()
    kinds = opened(KindsDialog)
    assert isinstance(kinds, KindsDialog)
    kinds.add_button.click()
    form = opened(KindForm)
    assert isinstance(form, KindForm)
    form.name.value = "Chiếu phim"
    form.measures["attendances"].setChecked(True)
    form.accept_button.click()
    assert kinds.table.current is not None
    assert kinds.table.current.name == "Chiếu phim"
    kinds.up_button.click()
    assert [kind.name for kind in kinds.table.rows.all][-2] == "Chiếu phim"
    kinds.accept()
    assert tab.kind.findText("Chiếu phim") > 0


def test_guests_are_written_as_they_are_read() -> None:
    words = "Trần Minh (Công an xã); Lê Thị Hoa"
    present = read_outside(words)
    assert [(each.walk_in, each.walk_in_unit) for each in present] == [
        ("Trần Minh", "Công an xã"),
        ("Lê Thị Hoa", ""),
    ]
    assert outside_words(present) == words


@pytest.mark.parametrize(
    ("today", "window"),
    [
        (date(2026, 11, 23), Window(date(2026, 11, 15), date(2026, 12, 14))),
        (date(2026, 11, 14), Window(date(2026, 10, 15), date(2026, 11, 14))),
        (date(2026, 1, 3), Window(date(2025, 12, 15), date(2026, 1, 14))),
    ],
)
def test_the_month_of_a_report(today: date, window: Window) -> None:
    assert report_month(today) == window


def test_the_year_of_a_report() -> None:
    assert report_year(date(2026, 12, 14)) == Window(date(2025, 12, 15), date(2026, 12, 14))
    assert report_year(date(2026, 12, 15)) == Window(date(2026, 12, 15), date(2027, 12, 14))
