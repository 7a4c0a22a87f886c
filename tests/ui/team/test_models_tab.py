"""Mô hình, địa bàn in the window: a model, a visit, a year of a hamlet, a survey by keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.domain.teamwork.codes import (
    AreaState,
    ModelKind,
    ModelState,
    ReferralOutcome,
    SurveyResult,
)
from rehabdesk.services.models.areas import list_areas
from rehabdesk.services.models.looks import list_models
from rehabdesk.services.models.visits import VisitFacts, record_visit
from rehabdesk.services.office import Office
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.leaving import list_as_it_stands
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.team import screen as frame
from rehabdesk.ui.team.models.area_dialog import AreaDialog
from rehabdesk.ui.team.models.model_dialogs import (
    EndModelDialog,
    MembersDialog,
    ModelDialog,
    PersonsDialog,
    ReviewDialog,
)
from rehabdesk.ui.team.models.names_dialog import NamesDialog
from rehabdesk.ui.team.models.survey_dialogs import CloseRoundDialog, FindingDialog, RoundDialog
from rehabdesk.ui.team.models.tab import AREAS, MODELS, SURVEYS, VISITS, ModelsTab
from rehabdesk.ui.team.models.visit_dialogs import OutcomeDialog, VisitDialog
from rehabdesk.ui.team.screen import TeamScreen
from rehabdesk.ui.visits import OpenTeam, TakeIn
from tests.builders import LAN, NOW, a_volunteer
from tests.services.models.scene import Scene, a_scene
from tests.ui.mnemonics import clashes

TODAY = NOW.date()


class Room:
    def __init__(self, screen: TeamScreen, scene: Scene, said: list[Notice]) -> None:
        self.screen, self.scene, self.said = screen, scene, said
        tab = screen.page("models")
        assert isinstance(tab, ModelsTab)
        self.tab = tab

    def dialog(self, kind: type[QWidget]) -> QWidget:
        return next(each for each in self.tab.findChildren(kind) if each.isVisible())

    def undo(self) -> None:
        undo = self.said[-1].takes_back
        assert undo is not None
        undo()


@pytest.fixture
def room(
    qtbot: QtBot, desk: Desk, habits: QSettings, office: Office, monkeypatch: pytest.MonkeyPatch
) -> Room:
    only = tuple(each for each in frame.TABS if each.key == "models")
    monkeypatch.setattr(frame, "TABS", only)
    scene = a_scene(office)
    screen = TeamScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1182, 690)
    screen.show()
    said: list[Notice] = []
    desk.noticed.connect(said.append)
    return Room(screen, scene, said)


def opened(room: Room, act: Callable[[], object], kind: type[QWidget]) -> QWidget:
    act()
    dialog = room.dialog(kind)
    assert clashes(dialog) == {}
    return dialog


def test_no_letter_is_asked_for_twice_in_any_part(room: Room) -> None:
    for place in (MODELS, VISITS, AREAS, SURVEYS):
        room.tab.turn_to(place)
        assert clashes(room.screen) == {}


def test_a_model_is_written_down_and_taken_back(room: Room) -> None:
    dialog = opened(room, room.tab.record, ModelDialog)
    assert isinstance(dialog, ModelDialog)
    dialog.name.value = "Mô hình xã"
    dialog.accept_button.click()
    assert dialog.form.wrong[0].field is dialog.paper
    dialog.paper.value = "số 18/KH-UBND ngày 12/03/2024"
    dialog.accept_button.click()
    assert [row.facts.name for row in room.tab.models.table.rows.all] == [
        "Mô hình thôn Hạ",
        "Mô hình xã",
        "Điểm tư vấn Trạm y tế xã",
    ]
    room.undo()
    assert len(room.tab.models.table.rows.all) == 2


def test_the_criterion_follows_the_kind_until_it_is_typed(room: Room) -> None:
    dialog = opened(room, room.tab.record, ModelDialog)
    assert isinstance(dialog, ModelDialog)
    first = dialog.criterion.value
    dialog.kind.value = ModelKind.COMMUNITY_CARE
    dialog.kind.activated.emit(1)
    assert dialog.criterion.value != first
    dialog.criterion.value = "Đi làm đều"
    dialog.kind.value = ModelKind.VOLUNTEERS_HELP
    dialog.kind.activated.emit(0)
    assert dialog.criterion.value == "Đi làm đều"


def test_persons_members_review_and_end_of_a_model(room: Room, office: Office) -> None:
    volunteer, page = a_volunteer(office), room.tab.models
    page.refresh()
    assert "3 người đang được giúp; chuyển biến tốt 0/3 người (0 %)" in page.sums.text()
    persons = opened(room, page.add_persons_button.click, PersonsDialog)
    assert isinstance(persons, PersonsDialog)
    persons.who.choose(Suggestion(room.scene.persons[4], "Hà Văn Đào"))
    persons.accept_button.click()
    assert page.parts.tabText(0) == "Người được giúp (4)"
    members = opened(room, page.add_members_button.click, MembersDialog)
    assert isinstance(members, MembersDialog)
    members.who.choose(Suggestion(volunteer, "Ngô Thị Nhàn"))
    members.others.value = "Bà Tư, Ông Năm"
    members.accept_button.click()
    assert [row.name for row in page.members.rows.all] == ["Ngô Thị Nhàn", "Bà Tư", "Ông Năm"]
    review = opened(room, page.review_button.click, ReviewDialog)
    assert isinstance(review, ReviewDialog)
    review.state.value = ModelState.WEAK
    review.accept_button.click()
    assert page.reviews.rows.all[0].improved == "0/4 (0 %)"
    row = page.table.current
    assert row is not None
    end = opened(room, partial(page._end, row), EndModelDialog)
    assert isinstance(end, EndModelDialog)
    end.reason.value = "Hết kế hoạch"
    end.accept_button.click()
    assert page.table.rows.all[0].state == "Đã dừng 23/11/2026"
    room.undo()
    assert page.table.rows.all[0].state == "Hoạt động yếu (2026)"


def test_names_stand_behind_the_figure_and_leave_with_it(room: Room) -> None:
    page = room.tab.models
    dialog = opened(room, page.names_button.click, NamesDialog)
    assert isinstance(dialog, NamesDialog)
    assert [row.name for row in dialog.table.rows.all] == [
        "Trần Văn An",
        "Lê Thị Bưởi",
        "Phạm Văn Cam",
    ]
    leaving = list_as_it_stands(dialog.table)
    assert leaving.person_ids == room.scene.persons[:3]
    assert "không lần nào dương tính" in list_as_it_stands(page.table).told


def test_a_visit_and_the_outcome_of_its_referral(room: Room) -> None:
    tab, page = room.tab, room.tab.visits
    tab.turn_to(VISITS)
    dialog = opened(room, tab.record, VisitDialog)
    assert isinstance(dialog, VisitDialog)
    dialog.need.value = "Hỏi điều trị thay thế"
    dialog.accept_button.click()
    assert dialog.form.wrong[0].field is dialog.person
    dialog.visitor.value, dialog.referred_to.value = "Khách 03", "Cơ sở Methadone"
    dialog.accept_button.click()
    assert page.sums.text() == (
        "1 người được trợ giúp, 1 lượt · chuyển gửi 1 lượt: 0 đã được tiếp nhận, 1 chưa biết"
    )
    outcome = opened(room, page.outcome_button.click, OutcomeDialog)
    assert isinstance(outcome, OutcomeDialog)
    outcome.accept_button.click()
    assert [row.outcome for row in page.table.rows.all] == [ReferralOutcome.RECEIVED]
    room.undo()
    assert [row.outcome for row in page.table.rows.all] == [ReferralOutcome.WAITING]
    page._throw()
    assert page.table.rows.all == ()
    room.undo()
    assert len(page.table.rows.all) == 1


def test_a_task_leads_to_its_visit(room: Room, office: Office) -> None:
    facts = VisitFacts(room.scene.point, TODAY, "Hỏi", visitor="Khách", referred_to="Trạm")
    number = office.do(partial(record_visit, facts=facts)).result.row_id
    room.screen.visit(OpenTeam("models", row_id=-number))
    current = room.tab.visits.table.current
    assert room.tab.which.value == VISITS
    assert current is not None
    assert current.id == number


def test_a_visit_of_the_shell_goes_to_its_model(room: Room) -> None:
    room.tab.turn_to(AREAS)
    room.screen.visit(OpenTeam("models", row_id=room.scene.point))
    current = room.tab.models.table.current
    assert current is not None
    assert current.id == room.scene.point


def test_a_year_of_an_area_with_its_doubt(room: Room, office: Office) -> None:
    tab, page = room.tab, room.tab.areas
    tab.turn_to(AREAS)
    assert page.sums.text() == "Xã Yên Thịnh: chưa ghi · 0/3 thôn, tổ dân phố không có ma túy"
    page.table.choose(2)
    dialog = opened(room, tab.record, AreaDialog)
    assert isinstance(dialog, AreaDialog)
    assert "1 người nghiện, 1 người sử dụng" in dialog.seen.text()
    dialog.state.value, dialog.paper.value = AreaState.FREE_CONVERTED, "12/QĐ-UBND"
    dialog.own.show_rows([["", "Không có tụ điểm", "đạt"], ["", "Ký cam kết", "chưa"]])
    dialog.accept_button.click()
    assert "Thôn Hạ đang có 1 người nghiện" in dialog.message.text
    dialog.reject()
    page.table.choose(0)
    commune = opened(room, tab.record, AreaDialog)
    assert isinstance(commune, AreaDialog)
    commune.population.value = "8.450"
    assert "0,07 %" in commune.seen.text()
    commune.accept_button.click()
    assert commune.form.wrong[0].field is commune.population_on
    commune.population_on.value = TODAY
    commune.accept_button.click()
    assert "1 tiêu chí" not in page.law.text()
    assert page.law.text().startswith("Quyết định 28/2025/QĐ-TTg: 0/5 tiêu chí")
    assert page.table.rows.all[0].facts is not None
    room.undo()
    assert office.look(partial(list_areas, year=2026)).commune.state is None


def test_a_survey_is_filled_by_keys(room: Room, qtbot: QtBot) -> None:
    tab, page = room.tab, room.tab.surveys
    tab.turn_to(SURVEYS)
    dialog = opened(room, tab.record, RoundDialog)
    assert isinstance(dialog, RoundDialog)
    assert dialog.name.value == "Rà soát quý IV/2026"
    dialog.accept_button.click()
    table = page.table
    table.setFocus()
    table.choose(room.scene.persons[0])
    qtbot.waitUntil(room.screen.isActiveWindow)
    for key in (Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_7):
        qtbot.keyClick(table, key)
    assert [row.result for row in table.rows.all] == [
        SurveyResult.UNCHANGED,
        SurveyResult.IMPROVED,
        SurveyResult.NOT_FOUND,
        None,
        None,
        None,
    ]
    assert page.sums.text() == (
        "Đã rà soát 3/6 người · không thay đổi 1 · có chuyển biến tốt 1 · không gặp được 1 · "
        "người nghiện và người sử dụng có hồ sơ: 6"
    )
    room.undo()
    assert table.rows.all[2].result is None
    qtbot.keyClick(table, Qt.Key.Key_4)
    changed = room.dialog(FindingDialog)
    assert isinstance(changed, FindingDialog)
    assert clashes(changed) == {}
    changed.accept_button.click()
    assert changed.form.wrong[0].field is changed.after
    changed.reject()
    close = opened(room, page.close_button.click, CloseRoundDialog)
    assert isinstance(close, CloseRoundDialog)
    close.accept_button.click()
    assert "Còn 4 người chưa ghi kết quả" in close.message.text


def test_who_declares_himself_is_taken_in(room: Room, qtbot: QtBot) -> None:
    room.tab.turn_to(SURVEYS)
    dialog = opened(room, room.tab.record, RoundDialog)
    assert isinstance(dialog, RoundDialog)
    dialog.accept_button.click()
    with qtbot.waitSignal(room.screen.wanted) as heard:
        room.tab.surveys.declare_button.click()
    assert heard.args == [TakeIn()]


def test_who_may_only_read_sees_and_changes_nothing(room: Room, office: Office, desk: Desk) -> None:
    desk.office = replace(office, actor=replace(LAN, role=Role.LEADER))
    tab = room.tab
    for place in (VISITS, AREAS, SURVEYS, MODELS):
        tab.turn_to(place)
        assert not tab.add_button.isEnabled()
    assert len(tab.models.table.rows.all) == 2
    tab.models._throw()
    assert not tab.models.review_button.isEnabled()
    assert len(office.look(partial(list_models, on=TODAY)).rows) == 2
