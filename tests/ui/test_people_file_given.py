"""A file kept close given to another clerk, from the menu of the file."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from rehabdesk.services.office import Actor, Office
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.people.bulk import ChoiceDialog
from rehabdesk.ui.visits import OpenPerson
from tests.builders import taken_in
from tests.services.people.test_secrecy import clerks, keep_close, seen_by
from tests.ui.people_course import menu_line, opened

__all__ = ["clerks"]  # a fixture


def test_its_clerk_gives_it_and_takes_it_back(
    qtbot: QtBot, desk: Desk, office: Office, habits: QSettings, clerks: tuple[Actor, Actor]
) -> None:
    person_id = taken_in(office)
    mine, theirs = (seen_by(office, each) for each in clerks)
    keep_close(mine, person_id)
    desk.office = mine
    said: list[Notice] = []
    desk.noticed.connect(said.append)
    screen = opened(qtbot, desk, habits, person_id)
    left: list[None] = []
    screen.back_wanted.connect(lambda: left.append(None))

    menu_line(screen, "Giao hồ sơ cho cán bộ")
    [dialog] = screen.findChildren(ChoiceDialog)
    dialog.field.value = theirs.actor.user_id
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    [told] = screen.window().findChildren(QMessageBox)
    assert "chỉ Lê Thị Hoa xem được" in told.text()
    assert left == [None]
    told.close()

    assert said[-1].act is not None
    said[-1].act()
    screen.visit(OpenPerson(person_id))
    assert screen.card.name.text() == "Trần Văn Thắng"


def test_the_administrator_gives_it_too_and_still_sees_it(
    qtbot: QtBot, desk: Desk, office: Office, habits: QSettings, clerks: tuple[Actor, Actor]
) -> None:
    person_id = taken_in(office)
    kien, hoa = clerks
    keep_close(seen_by(office, kien), person_id)
    screen = opened(qtbot, desk, habits, person_id)
    screen.whole.giving.give((person_id,), hoa.user_id)
    assert not screen.window().findChildren(QMessageBox)
    theirs = opened(qtbot, _desk_of(desk, seen_by(office, hoa)), habits, person_id)
    assert theirs.card.name.text() == "Trần Văn Thắng"


def _desk_of(desk: Desk, office: Office) -> Desk:
    desk.office = office
    return desk
