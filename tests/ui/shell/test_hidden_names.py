"""Che tên: the command of the menu hides every name at once, and says so until it is undone."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.services.office import Office
from rehabdesk.ui.furnishing import ASSIGNMENTS, FILES, TODAY, furnish, read_plate
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.visits import OpenPerson
from tests.builders import taken_in

NAME, INITIALS = "Trần Văn Thắng", "T.V.T."


@pytest.fixture
def shell(qtbot: QtBot, desk: Desk, office: Office, habits: QSettings) -> Shell:
    taken_in(office)

    def nothing(*_: object) -> QWidget:
        return QWidget()

    plate = office.look(read_plate)
    made = Shell(desk, habits, furnish(plate, nothing, nothing, nothing))
    qtbot.addWidget(made)
    made.resize(1366, 720)
    made.show()
    return made


def texts(page: QWidget) -> str:
    """Put together what stands in labels and tables."""
    told = [label.text() for label in page.findChildren(QLabel)]
    for view in page.findChildren(QTableView):
        model = view.model()
        cells = product(range(model.rowCount()), range(model.columnCount())) if model else ()
        told += [str(model.index(*cell).data()) for cell in cells]
    return "\n".join(told)


@pytest.mark.parametrize("where", [TODAY, FILES, ASSIGNMENTS, "person"])
def test_every_page_hides_the_name_at_once_and_shows_it_again(shell: Shell, where: str) -> None:
    if where == "person":
        shell.follow(OpenPerson(1))
    else:
        shell.go_to(where)
    page = shell.trail.page
    assert page is not None
    assert NAME in texts(page)
    assert not shell.status.names.isVisible()

    turn(shell, "Che tên")
    assert NAME not in texts(page)
    assert INITIALS in texts(page)
    assert NAME not in shell.person
    assert shell.status.names.isVisible()

    shell.status.names.click()
    assert NAME in texts(page)
    assert not shell.status.names.isVisible()


def turn(shell: Shell, title: str) -> None:
    [command] = [each for each in shell.commands() if each.title == title]
    command.act()


def test_names_stay_hidden_for_who_signs_in_next(shell: Shell, desk: Desk, office: Office) -> None:
    turn(shell, "Che tên")
    desk.office = None
    desk.office = replace(office, names_hidden=False)
    assert desk.office.names_hidden
    turn(shell, "Hiện lại tên")
    assert not desk.office.names_hidden
    assert shell.status._saved.text() == ""
