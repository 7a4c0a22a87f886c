"""Danh sách đội in the window: members come and go, and every act is taken back by its line."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TypeVar

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.teamwork.codes import BodyPaper, GroupKind, LeaveReason, TeamLevel, TeamRole
from rehabdesk.services.office import Office
from rehabdesk.services.teams.groups import list_groups
from rehabdesk.services.teams.papers import RecordPaper, record_paper
from rehabdesk.services.teams.plans import Named, Plan
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.leaving import list_as_it_stands
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.team.allowances.tab import AllowancesTab
from rehabdesk.ui.team.bodies.dialogs import ChangeDialog, EndDialog, FoundDialog
from rehabdesk.ui.team.bodies.tab import BodiesTab
from rehabdesk.ui.team.papers.record_dialog import RecordDialog
from rehabdesk.ui.team.papers.tab import PapersTab
from rehabdesk.ui.team.roster.facts_dialog import FactsDialog
from rehabdesk.ui.team.roster.join_dialog import JoinDialog
from rehabdesk.ui.team.roster.member_dialogs import (
    AreasDialog,
    CorrectDialog,
    LeaveDialog,
    RewardDialog,
    RoleDialog,
)
from rehabdesk.ui.team.roster.size_dialog import SizeDialog
from rehabdesk.ui.team.roster.tab import RosterTab
from rehabdesk.ui.team.screen import TeamScreen
from rehabdesk.ui.team.service.classes_dialog import ClassesDialog
from rehabdesk.ui.team.service.duty_dialog import DutyDialog
from rehabdesk.ui.team.service.served_dialog import ServedDialog
from rehabdesk.ui.visits import Compose, OpenTeam
from tests.ui.mnemonics import clashes

D = TypeVar("D", bound=QWidget)
SINCE = date(2024, 3, 5)
NAME = "Đội công tác xã hội tình nguyện xã Yên Thịnh"
MEMBERS = (
    Named("Lê Xuân Trường", TeamRole.LEADER, "Ủy ban MTTQ xã", PartialDate(1972, 5, 19)),
    Named("Phạm Thị Hoa", TeamRole.DEPUTY, "Hội Phụ nữ", PartialDate(1982)),
    Named("Đinh Văn Quyết", TeamRole.MEMBER, "Thôn Hạ", PartialDate(1963)),
)


@pytest.fixture
def said(desk: Desk) -> list[Notice]:
    found: list[Notice] = []
    desk.noticed.connect(found.append)
    return found


@pytest.fixture
def empty_screen(qtbot: QtBot, desk: Desk, habits: QSettings) -> TeamScreen:
    screen = TeamScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1166, 648)
    screen.show()
    return screen


@pytest.fixture
def screen(empty_screen: TeamScreen, desk: Desk, office: Office) -> TeamScreen:
    plan = Plan(BodyPaper.ESTABLISH, NAME, SINCE, members=MEMBERS)
    order = RecordPaper(plan, "12/QĐ-UBND", SINCE)
    desk.changed.emit(office.do(partial(record_paper, order=order)).touched)
    return empty_screen


@pytest.fixture
def tab(screen: TeamScreen) -> RosterTab:
    screen.visit(OpenTeam("roster"))
    page = screen.page("roster")
    assert isinstance(page, RosterTab)
    return page


def opened(page: QWidget, kind: type[D]) -> D:
    [dialog] = [each for each in page.window().findChildren(kind) if each.isVisible()]
    return dialog


def names(tab: RosterTab) -> list[str]:
    return [row.full_name for row in tab.rows.all]


def choose(tab: RosterTab, name: str) -> None:
    [found] = [row.id for row in tab.rows.all if row.full_name == name]
    tab.table.choose(found)


def undo(said: list[Notice]) -> None:
    assert said[-1].act is not None
    said[-1].act()


def test_the_head_says_by_which_decision_and_how_many(screen: TeamScreen, tab: RosterTab) -> None:
    assert screen.team is not None
    assert screen.team.line == "QĐ 12/QĐ-UBND ngày 05/03/2024 · 3 đội viên"
    assert names(tab) == ["Lê Xuân Trường", "Phạm Thị Hoa", "Đinh Văn Quyết"]
    assert "Đội có 3 người, ít hơn thường thấy (5–10 người)." in tab.cards.team.words


def test_the_list_on_paper_is_titled_by_its_team(tab: RosterTab) -> None:
    told = list_as_it_stands(tab.table)
    assert told.title == f"DANH SÁCH\n{NAME}"
    assert told.told == ""
    tab.day.value = SINCE
    tab.day.editingFinished.emit()
    assert list_as_it_stands(tab.table).told == f"đội vào ngày {SINCE:%d/%m/%Y}"


def test_what_the_standards_ask_for_is_filled_in_at_the_roster(tab: RosterTab) -> None:
    assert "chưa ghi" in tab.rows.all[0].note
    tab.table.choose(tab.rows.all[0].id)
    next(act for words, act, _ in tab.lines if words.startswith("Sửa thông tin"))()
    dialog = opened(tab, FactsDialog)
    assert clashes(dialog) == {}
    dialog.born.value = PartialDate(1968, 3, 12)
    dialog.residence.value = "Thôn Trung"
    dialog.resident_since.value = SINCE
    dialog.workplace.value = "Ủy ban MTTQ xã"
    dialog.is_fit.value = True
    dialog.accept_button.click()
    assert tab.rows.all[0].findings == ()


def test_one_of_several_teams_is_chosen_by_its_place(
    screen: TeamScreen, tab: RosterTab, desk: Desk, office: Office
) -> None:
    assert not screen.teams.isVisible()
    name = "Đội công tác xã hội tình nguyện thôn Hạ"
    plan = Plan(BodyPaper.ESTABLISH, name, SINCE, MEMBERS[:1], level=TeamLevel.HAMLET, hamlet_id=2)
    order = RecordPaper(plan, "13/QĐ-UBND", SINCE)
    desk.changed.emit(office.do(partial(record_paper, order=order)).touched)
    places = [screen.teams.itemText(at) for at in range(screen.teams.count())]
    assert (screen.teams.isVisible(), places) == (True, ["Xã Yên Thịnh", "Thôn Hạ"])
    assert len(names(tab)) == 3
    screen.teams.setCurrentIndex(1)
    screen.teams.activated.emit(1)
    assert names(tab) == ["Lê Xuân Trường"]
    assert screen.team is not None
    assert screen.team.name == name


def test_the_page_turns_to_what_is_founded_after_a_dissolved_team(
    screen: TeamScreen, desk: Desk, office: Office
) -> None:
    assert screen.team is not None
    name = screen.team.name
    ending = Plan(BodyPaper.DISSOLVE, name, date(2026, 11, 1))
    paper = RecordPaper(ending, "90/QĐ-UBND", date(2026, 11, 1), screen.team.id)
    desk.changed.emit(office.do(partial(record_paper, order=paper)).touched)
    anew = RecordPaper(
        Plan(BodyPaper.ESTABLISH, name, date(2026, 11, 2), MEMBERS[:1]),
        "91/QĐ-UBND",
        date(2026, 11, 2),
    )
    desk.changed.emit(office.do(partial(record_paper, order=anew)).touched)
    assert screen.team.until_on is None
    assert [screen.teams.itemText(at) for at in range(2)] == [
        "Xã Yên Thịnh",
        "Xã Yên Thịnh (đã thôi)",
    ]


def test_buttons_of_another_tab_stay_hidden_when_it_hears_of_a_change(
    screen: TeamScreen, desk: Desk
) -> None:
    screen.turn_to("allowances")
    screen.turn_to("roster")
    desk.changed.emit(frozenset({"team_member", "allowance_list", "office_setting"}))
    money = screen.page("allowances")
    assert isinstance(money, AllowancesTab)
    assert not any(button.isVisible() for button in money.head_buttons())


def test_a_member_is_added_and_taken_back(tab: RosterTab, said: list[Notice]) -> None:
    tab.add_button.click()
    dialog = opened(tab, JoinDialog)
    dialog.full_name.value = "Cao Thị Xuyến"
    dialog.born.value = PartialDate(1990)
    dialog.area.value = 2
    dialog.accept_button.click()
    assert names(tab)[-1] == "Cao Thị Xuyến"
    assert tab.rows.all[-1].area == "Thôn Hạ"
    assert said[-1].text == "Đã thêm Cao Thị Xuyến vào đội"
    undo(said)
    assert "Cao Thị Xuyến" not in names(tab)


def test_a_second_leader_is_refused_in_the_dialog(tab: RosterTab) -> None:
    tab.add_button.click()
    dialog = opened(tab, JoinDialog)
    dialog.full_name.value = "Cao Thị Xuyến"
    dialog.role.value = TeamRole.LEADER
    dialog.accept_button.click()
    assert "Lê Xuân Trường" in dialog.form.box("role").message
    assert len(names(tab)) == 3
    dialog.reject()


def test_who_leaves_stands_in_a_closed_group(tab: RosterTab, said: list[Notice]) -> None:
    choose(tab, "Đinh Văn Quyết")
    tab.leave_button.click()
    dialog = opened(tab, LeaveDialog)
    dialog.accept_button.click()
    assert dialog.form.box("reason").message == "Chọn lý do thôi tham gia."
    dialog.reason.value = LeaveReason.MOVED
    dialog.on.value = date(2026, 6, 30)
    dialog.accept_button.click()
    assert len(names(tab)) == 2
    assert tab.left_button.text() == "Đã thôi tham gia: 1 người"
    tab.left_button.click()
    assert names(tab)[-1] == "Đinh Văn Quyết"
    assert tab.table.model().index(2, 8).data() == ("thôi sau ngày 30/06/2026: chuyển nơi cư trú")
    undo(said)
    assert not tab.left_button.isVisible()
    assert len(names(tab)) == 3


def test_the_team_is_seen_as_it_stood_on_any_day(tab: RosterTab) -> None:
    choose(tab, "Đinh Văn Quyết")
    tab.leave_button.click()
    dialog = opened(tab, LeaveDialog)
    dialog.reason.value = LeaveReason.ON_REQUEST
    dialog.on.value = date(2026, 6, 30)
    dialog.accept_button.click()
    for day, count, may_add in ((date(2026, 6, 30), 3, False), (None, 2, True)):
        tab.day.value = day
        tab.day.editingFinished.emit()
        assert len(names(tab)) == count
        assert tab.add_button.isEnabled() is may_add
    assert tab.cards.team.title.text() == "Đội hình: 2 người"


def test_places_areas_and_slips(tab: RosterTab) -> None:
    choose(tab, "Lê Xuân Trường")
    tab._change_role()
    role = opened(tab, RoleDialog)
    role.role.value = TeamRole.MEMBER
    role.accept_button.click()
    assert "Đội chưa có Đội trưởng." in tab.cards.team.words
    choose(tab, "Đinh Văn Quyết")
    tab._set_areas()
    areas = opened(tab, AreasDialog)
    for box in areas.hamlets.values():
        box.setChecked(True)
    areas.accept_button.click()
    [row] = [row for row in tab.rows.all if row.full_name == "Đinh Văn Quyết"]
    assert row.area == "Thôn Thượng, Thôn Hạ, Thôn Đồng Bến"
    choose(tab, "Đinh Văn Quyết")
    tab._correct()
    slip = opened(tab, CorrectDialog)
    slip.represents.value = "Hội Nông dân"
    slip.accept_button.click()
    [row] = [row for row in tab.rows.all if row.full_name == "Đinh Văn Quyết"]
    assert row.represents == "Hội Nông dân"
    tab._reward()
    reward = opened(tab, RewardDialog)
    reward.kind.value = "Giấy khen"
    reward.accept_button.click()
    choose(tab, "Đinh Văn Quyết")
    assert "Khen thưởng: 23/11/2026 · Giấy khen" in tab.cards.member.words


def test_f8_composes_and_the_change_names_who_is_chosen(qtbot: QtBot, tab: RosterTab) -> None:
    with qtbot.waitSignal(tab.wanted) as wanted:
        qtbot.keyClick(tab, Qt.Key.Key_F8)
    assert wanted.args == [Compose(purpose="volunteer_team", typed=(("vteam_act", "kiện toàn"),))]
    choose(tab, "Phạm Thị Hoa")
    with qtbot.waitSignal(tab.wanted) as wanted:
        tab._compose_change()
    assert wanted.args == [
        Compose(purpose="team_members", typed=(("vteam_leaving", "1\tPhạm Thị Hoa\t\tĐội phó\t"),))
    ]


def test_the_usual_size_is_the_offices_own(tab: RosterTab) -> None:
    tab.open_size()
    dialog = opened(tab, SizeDialog)
    dialog.least.value = "3"
    dialog.most.value = "4"
    dialog.accept_button.click()
    assert "thường thấy" not in tab.cards.team.words


def test_a_first_team_is_written_down_from_its_paper(
    empty_screen: TeamScreen, said: list[Notice]
) -> None:
    empty_screen.visit(OpenTeam("papers", row_id=0))
    page = empty_screen.page("papers")
    assert isinstance(page, PapersTab)
    dialog = opened(page, RecordDialog)
    dialog.number.value = "12/QĐ-UBND"
    dialog.signed_on.value = SINCE
    dialog.accept_button.click()
    assert dialog.form.box("members").message == "Ghi danh sách thành viên theo quyết định."
    dialog.members.show_rows(
        [
            ["", "Lê Xuân Trường", "1972", "Nam", "Ủy ban MTTQ xã", "Đội trưởng"],
            ["", "Phạm Thị Hoa", "", "Nữ", "Hội Phụ nữ", "Đội phó"],
        ]
    )
    dialog.accept_button.click()
    assert [row.number for row in page.rows.all] == ["12/QĐ-UBND"]
    assert empty_screen.team is not None
    assert empty_screen.team.members == 2
    undo(said)
    assert list(page.rows.all) == []


def test_groups_are_founded_changed_and_ended(
    screen: TeamScreen, office: Office, said: list[Notice]
) -> None:
    screen.visit(OpenTeam("bodies"))
    page = screen.page("bodies")
    assert isinstance(page, BodiesTab)
    page.found_button.click()
    dialog = opened(page, FoundDialog)
    dialog.kind.value = GroupKind.SUPPORT_GROUP
    dialog.members.show_rows([["", "Nguyễn Văn Tráng", "Công an xã", "Tổ trưởng"]])
    dialog.accept_button.click()
    assert page.cards.support.count.text() == "Tổ trưởng Nguyễn Văn Tráng"
    page.change_button.click()
    change = opened(page, ChangeDialog)
    change.members.show_rows([*change.members.rows, ["", "Bùi Thị Thu", "Trạm Y tế xã", "Tổ phó"]])
    change.accept_button.click()
    [group] = office.look(list_groups)
    assert [each.full_name for each in group.serving] == ["Nguyễn Văn Tráng", "Bùi Thị Thu"]
    page.end_button.click()
    opened(page, EndDialog).accept_button.click()
    assert page.cards.support.count.text() == "Chưa lập tổ"
    undo(said)
    assert page.cards.support.count.text() == "Tổ trưởng Nguyễn Văn Tráng"


@pytest.mark.parametrize("key", ["roster", "papers", "bodies"])
def test_no_letter_is_asked_for_twice(screen: TeamScreen, key: str) -> None:
    screen.visit(OpenTeam(key))
    assert clashes(screen) == {}


def test_no_letter_is_asked_for_twice_in_a_dialog(tab: RosterTab) -> None:
    choose(tab, "Đinh Văn Quyết")
    kinds: dict[type[QWidget], object] = {
        JoinDialog: tab._add,
        LeaveDialog: tab._leave,
        RoleDialog: tab._change_role,
        CorrectDialog: tab._correct,
        AreasDialog: tab._set_areas,
        RewardDialog: tab._reward,
        ServedDialog: tab.open_served,
        DutyDialog: tab.open_duty,
        ClassesDialog: tab.open_classes,
        SizeDialog: tab.open_size,
    }
    for kind, act in kinds.items():
        assert callable(act)
        act()
        dialog = opened(tab, kind)
        assert clashes(dialog) == {}, kind.__name__
        dialog.close()
