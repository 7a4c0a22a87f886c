"""Ctrl+Z in the window after an event: everything stands again as it stood before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import EventKind
from rehabdesk.services.office import Office
from rehabdesk.services.tasks.of_person import read_with_tasks
from rehabdesk.ui.furnishing import furnish, read_plate
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.people.file.course.event_dialog import EventDialog
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.visits import OpenPerson
from tests.builders import taken_in
from tests.services.course.scene import Scene
from tests.ui.conftest import Write
from tests.ui.people_course import PNG, write_paper

pytestmark = pytest.mark.thorough


@dataclass
class Clerk:
    """Somebody at a window in which one file is open."""

    qtbot: QtBot
    office: Office
    shell: Shell
    screen: PersonScreen
    person_id: int

    @property
    def everything(self) -> str:
        """All that is known of the person; only the versions of the records are left out."""
        read = self.office.look(partial(read_with_tasks, person_id=self.person_id))
        return re.sub(r"version=\d+", "", repr(read))

    def record(self, write: Write, kind: EventKind, on: str, until: str = "") -> None:
        self.screen.timeline.record_button.click()
        dialog = self.screen.findChildren(EventDialog)[-1]
        dialog.kind.value = kind
        dialog.on.setText(on)
        dialog.until_on.setText(until)
        if dialog.offer.reasons:
            dialog.reason.value = next(iter(dialog.offer.reasons))
        write_paper(write, dialog)
        dialog.accept_button.click()
        if dialog.isVisible():  # a doubt is asked in the dialog itself
            [link] = dialog.message.findChildren(KeyButton)
            link.click()
        assert not dialog.isVisible()

    def undo(self) -> None:
        self.screen.timeline.view.setFocus()
        self.qtbot.keyClick(
            self.screen.timeline.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
        )

    def choose_event(self) -> None:
        self.screen.timeline.kind.value = "Sự việc"
        self.screen.timeline.view.setCurrentIndex(self.screen.timeline.items.index(0))


@pytest.fixture
def clerk(qtbot: QtBot, office: Office, desk: Desk, habits: QSettings) -> Clerk:
    return _at_window(qtbot, office, desk, habits, Scene.managed(office).person_id)


def _at_window(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, person_id: int
) -> Clerk:
    plate = office.look(read_plate)
    shell = Shell(desk, habits, furnish(plate, _nowhere, _nowhere, _nowhere))
    qtbot.addWidget(shell)
    shell.resize(1366, 740)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    shell.follow(OpenPerson(person_id))
    [screen] = shell.findChildren(PersonScreen)
    return Clerk(qtbot, office, shell, screen, person_id)


def _nowhere(_desk: Desk, _habits: QSettings) -> QWidget:
    return QWidget()


@pytest.mark.parametrize(
    ("kind", "on", "until"),
    [
        (EventKind.ABSENCE_UNREPORTED, "16/11/2026", "20/11/2026"),
        (EventKind.PRISON, "16/11/2026", ""),
        (EventKind.SOCIAL_PROTECTION, "16/11/2026", ""),
        (EventKind.MONITORING, "16/11/2026", ""),
        (EventKind.POSITIVE_TEST, "20/11/2026", ""),
        (EventKind.MOVED_OUT, "20/11/2026", ""),
        (EventKind.REMOVED, "20/11/2026", ""),
        (EventKind.DIED, "20/11/2026", ""),
    ],
)
def test_what_was_recorded_is_as_if_it_never_was(
    clerk: Clerk, write: Write, kind: EventKind, on: str, until: str
) -> None:
    before = clerk.everything
    clerk.record(write, kind, on, until)
    assert clerk.everything != before
    clerk.undo()
    assert clerk.everything == before


def test_a_proposal_taken_back_leaves_the_one_that_stood_in_the_file(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, write: Write
) -> None:
    clerk = _at_window(qtbot, office, desk, habits, taken_in(office))  # 212 of 30/10/2026
    before = clerk.everything
    assert "proposal_number='212'" in before
    clerk.record(write, EventKind.PROPOSAL, "20/11/2026")
    assert "proposal_number='12/CAX'" in clerk.everything
    clerk.undo()
    assert clerk.everything == before


def test_what_was_corrected_is_as_it_was_recorded_with_its_scan(clerk: Clerk, write: Write) -> None:
    clerk.record(write, EventKind.ABSENCE_UNREPORTED, "16/11/2026", "20/11/2026")
    clerk.choose_event()
    clerk.qtbot.keyClick(clerk.screen.timeline.view, Qt.Key.Key_Return)
    _attach(clerk, "bien-ban.png")
    with_scan = clerk.everything
    assert "file_name='bien-ban.png'" in with_scan
    clerk.choose_event()
    clerk.qtbot.keyClick(clerk.screen.timeline.view, Qt.Key.Key_Return)
    dialog = clerk.screen.findChildren(EventDialog)[-1]
    assert dialog.drop.text() == "bien-ban.png"
    dialog.until_on.setText("18/11/2026")
    dialog.remove_scan.click()
    dialog.accept_button.click()
    assert "bien-ban.png" not in clerk.everything
    clerk.undo()
    assert clerk.everything == with_scan


def test_what_was_taken_back_stands_again(clerk: Clerk, write: Write) -> None:
    clerk.record(write, EventKind.PRISON, "16/11/2026", "20/11/2026")
    before = clerk.everything
    clerk.choose_event()
    clerk.qtbot.keyClick(clerk.screen.timeline.view, Qt.Key.Key_Delete)
    assert clerk.everything != before
    clerk.undo()
    assert clerk.everything == before


def test_the_day_shown_beside_the_file_follows_the_undoing(clerk: Clerk, write: Write) -> None:
    assert clerk.screen.aside.term.end_words == "15/11/2027"
    clerk.record(write, EventKind.ABSENCE_UNREPORTED, "16/11/2026", "20/11/2026")
    assert clerk.screen.aside.term.end_words == "20/11/2027"
    clerk.undo()
    assert clerk.screen.aside.term.end_words == "15/11/2027"
    assert clerk.shell.bottom.text == "Đã hoàn tác. Mọi ngày trở lại như trước."


def _attach(clerk: Clerk, name: str) -> None:
    dialog = clerk.screen.findChildren(EventDialog)[-1]
    dialog._keep_file(name, PNG)
    dialog.accept_button.click()
