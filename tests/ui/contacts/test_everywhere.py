"""Ctrl+G opens the same note from every page, for whomever that page has in hand."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.services.course.standings import refresh_standings
from rehabdesk.services.office import Office
from rehabdesk.services.tasks.task import Pile
from rehabdesk.ui.contacts.dialog import ContactDialog
from rehabdesk.ui.finds import find
from rehabdesk.ui.furnishing import furnish, read_plate
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.people.screen import PeopleScreen
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.today.screen import TodayScreen
from rehabdesk.ui.visits import NoteMeeting, OpenPerson
from tests.builders import NOW, a_volunteer, taken_in
from tests.ui.paper_builders import numbered, submitted


@pytest.fixture
def persons(office: Office) -> tuple[int, ...]:
    names = ("Ngô Quang Hùng", "Mai Xuân Nam", "Phạm Quốc Bình")
    return tuple(taken_in(office, full_name=name, papers=()) for name in names)


@pytest.fixture
def shell(
    qtbot: QtBot, desk: Desk, habits: QSettings, office: Office, persons: tuple[int, ...]
) -> Shell:
    shell = Shell(desk, habits, furnish(office.look(read_plate), _nowhere, _nowhere, _nowhere))
    qtbot.addWidget(shell)
    shell.resize(1366, 738)
    shell.show()
    return shell


def _nowhere(_desk: Desk, _habits: QSettings) -> QWidget:
    return QWidget()


def pressed(shell: Shell) -> tuple[int, ...]:
    """Press Ctrl+G, say whom the note is about, and leave it."""
    keys = [each for each in shell.findChildren(QShortcut) if each.key() == QKeySequence("Ctrl+G")]
    [key] = keys
    key.activated.emit()
    dialog = next(each for each in shell.findChildren(ContactDialog) if each.isVisible())
    chosen = dialog.person_ids
    dialog.reject()
    return chosen


def test_a_file_means_its_person(shell: Shell, persons: tuple[int, ...]) -> None:
    shell.follow(OpenPerson(persons[1]))
    page = shell.trail.page
    assert isinstance(page, PersonScreen)
    assert page.note_button.isVisible()
    assert pressed(shell) == (persons[1],)


def test_the_list_means_who_is_ticked_else_the_current_line(
    qtbot: QtBot, shell: Shell, persons: tuple[int, ...]
) -> None:
    shell.go_to("files")
    page = shell.trail.page
    assert isinstance(page, PeopleScreen)
    assert len(pressed(shell)) == 1
    page.table.setFocus()
    for place in range(3):
        page.table.setCurrentIndex(page.table.model().index(place, 0))
        qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert set(pressed(shell)) == set(persons)


def test_the_morning_means_the_person_of_its_task(
    shell: Shell, desk: Desk, office: Office, persons: tuple[int, ...]
) -> None:
    decision_id = submitted(office, persons[0], (a_volunteer(office),))
    numbered(office, decision_id, "41")
    later = NOW + timedelta(days=60)
    office.clock = lambda: later
    desk.do(QWidget(), refresh_standings, lambda _: None)
    shell.go_to("today")
    page = shell.trail.page
    assert isinstance(page, TodayScreen)
    page.show_pile(Pile.UNSEEN)
    assert page.panel.title.text().startswith("Chưa gặp")
    assert pressed(shell) == (persons[0],)


def test_any_other_page_opens_it_with_nobody_chosen(shell: Shell) -> None:
    shell.go_to("register")
    assert pressed(shell) == ()
    assert any(each.title == "Ghi gặp gỡ" and each.key == "Ctrl+G" for each in shell.commands())


def test_the_search_offers_it_for_whom_it_found(office: Office, persons: tuple[int, ...]) -> None:
    [row] = office.look(partial(find, typed="quang hung"))[:1]
    assert [each.visit for each in row.acts if each.title == "Ghi gặp gỡ"] == [
        NoteMeeting((persons[0],))
    ]
