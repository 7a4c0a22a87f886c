"""A letter asked for twice with Alt does neither thing: Qt only moves the focus to and fro."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.services.office import Office
from rehabdesk.ui import visits
from rehabdesk.ui.furnishing import furnish, read_plate
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.shell.shell import Shell
from tests.builders import taken_in
from tests.ui.mnemonics import clashes

PERSON = 1
PAGES = {
    "people": visits.OpenList(),
    "person": visits.OpenPerson(PERSON),
    "intake": visits.TakeIn(),
    "register": visits.OpenRegister(),
    "compose": visits.Compose((PERSON,)),
    "assignments": visits.OpenAssignments(),
    "team": visits.OpenTeam(),
    "month sheet": visits.OpenTeam("grid"),
    "activities": visits.OpenTeam("activities"),
    "supports": visits.OpenSupports(),
    "bin": visits.OpenBin(),
    "duplicates": visits.OpenDuplicates(),
    "send": visits.SendAway(PERSON),
    "receive": visits.ReceiveFiles(),
    "transfers": visits.OpenTransfers(),
    "targets": visits.OpenTargets(),
}


@pytest.fixture
def shell(qtbot: QtBot, desk: Desk, habits: QSettings, office: Office) -> Shell:
    assert taken_in(office) == PERSON
    made = Shell(desk, habits, furnish(office.look(read_plate), _nowhere, _nowhere, _nowhere))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def _nowhere(_desk: Desk, _habits: QSettings) -> QWidget:
    return QWidget()


def test_no_letter_is_asked_for_twice_on_a_page(shell: Shell) -> None:
    found = {"today": clashes(shell)}
    for name, visit in PAGES.items():
        shell.follow(visit)
        found[name] = clashes(shell)
    assert {name: words for name, words in found.items() if words} == {}


def test_no_letter_is_asked_for_twice_while_a_file_is_edited(shell: Shell) -> None:
    shell.follow(visits.OpenPerson(PERSON))
    [screen] = shell.findChildren(PersonScreen)
    screen.edit_button.click()
    assert clashes(shell) == {}
