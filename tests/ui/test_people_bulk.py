from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from rehabdesk.domain.regime import HELPER_ASSIGNMENT
from rehabdesk.services.office import Office
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.not_done import NotDoneDialog
from rehabdesk.ui.people.bulk import ChoiceDialog
from rehabdesk.ui.people.screen import PeopleScreen
from rehabdesk.ui.visits import Compose, OpenPerson
from tests.builders import a_volunteer, taken_in
from tests.services.lists.accounts import add_account
from tests.services.papers import an_order, submitted

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def screen(qtbot: QtBot, office: Office, desk: Desk, habits: QSettings) -> PeopleScreen:
    office.do(add_account)
    ids = [
        taken_in(office, full_name=name, hamlet_id=hamlet, papers=())
        for name, hamlet in (("Lê An", 1), ("Bùi Bình", 2), ("Vũ Cường", 1))
    ]
    submitted(office, an_order(office, ids[2], a_volunteer(office)))
    screen = PeopleScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.show()
    screen.table.tick_all()
    return screen


def test_a_bulk_act_says_how_many_and_shows_who_was_not_done(
    qtbot: QtBot, desk: Desk, screen: PeopleScreen
) -> None:
    said: list[Notice] = []
    desk.noticed.connect(said.append)
    menu = QMenu(screen)
    screen.bulk.menu(menu, screen.table.chosen_ids)
    menu.actions()[0].trigger()
    [dialog] = screen.findChildren(ChoiceDialog)
    dialog.field.value = 2
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert (
        said[-1].text == "Đã đổi thôn: 2 người. 1 người chưa được: đã ở Thôn Hạ. Ctrl+Z hoàn tác."
    )
    assert said[-1].act is not None
    said[-1].act()
    [shown] = screen.window().findChildren(NotDoneDialog)
    assert [row.name for row in shown.table.rows.all] == ["Bùi Bình"]
    told: list[object] = []
    screen.wanted.connect(told.append)
    qtbot.mouseClick(shown.accept_button, LEFT)
    assert isinstance(told[0], OpenPerson)


def test_who_was_done_can_be_taken_back_although_others_were_not(
    desk: Desk, screen: PeopleScreen
) -> None:
    said: list[Notice] = []
    desk.noticed.connect(said.append)
    before = [(row.id, row.hamlet) for row in screen.rows.all]
    screen.bulk.move(screen.table.chosen_ids, 2)
    assert {row.hamlet for row in screen.rows.all} == {"Thôn Hạ"}
    assert said[-1].takes_back is not None
    said[-1].takes_back()
    assert [(row.id, row.hamlet) for row in screen.rows.all] == before


def test_a_whole_act_can_be_taken_back_from_its_line(desk: Desk, screen: PeopleScreen) -> None:
    said: list[Notice] = []
    desk.noticed.connect(said.append)
    screen.bulk.leave_out(screen.table.chosen_ids, is_left_out=True)
    assert said[-1].text == "Đã ghi không hiện trong danh sách in: 3 người."
    assert "3 người không in theo yêu cầu." in screen._count.text()
    assert said[-1].act is not None
    said[-1].act()
    assert "không in" not in screen._count.text()


def test_those_who_wait_for_a_number_are_left_out_of_an_assignment(
    qtbot: QtBot, desk: Desk, screen: PeopleScreen
) -> None:
    said: list[Notice] = []
    told: list[object] = []
    desk.noticed.connect(said.append)
    screen.wanted.connect(told.append)
    ids = screen.table.chosen_ids
    qtbot.mouseClick(screen.assign_button, LEFT)
    rows = {row.id: row.full_name for row in screen.rows.all}
    able = tuple(each for each in ids if rows[each] != "Vũ Cường")
    assert told == [Compose(able, purpose=HELPER_ASSIGNMENT)]
    assert said[-1].text == (
        "Soạn phân công cho 2 người. 1 người chưa được: đã ký quyết định phân công, chờ số."
    )
