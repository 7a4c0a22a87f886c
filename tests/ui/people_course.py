"""Hands on a person's file, for the tests of its course."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from rehabdesk.services.course.view import CourseView, EpisodeView, read_course
from rehabdesk.services.office import Office
from rehabdesk.services.tasks.task import TaskKind
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.people.file.course.ending import CloseDialog
from rehabdesk.ui.people.file.course.event_dialog import EventDialog
from rehabdesk.ui.people.file.course.opening import OpenEpisodeDialog
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.people.file.side.next_card import NextCard
from rehabdesk.ui.visits import OpenPerson
from tests.ui.conftest import Write

# One white point.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


def opened(qtbot: QtBot, desk: Desk, habits: QSettings, person_id: int) -> PersonScreen:
    screen = PersonScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1182, 662)
    screen.show()
    screen.visit(OpenPerson(person_id))
    return screen


def course(office: Office, person_id: int) -> CourseView:
    return office.look(partial(read_course, person_id=person_id))


def current(office: Office, person_id: int) -> EpisodeView:
    found = course(office, person_id).current
    assert found is not None
    return found


def menu_line(screen: PersonScreen, words: str) -> None:
    """Take a line of the menu of other acts."""
    [(_, act, is_able)] = [each for each in screen.menu_lines if each[0].startswith(words)]
    assert is_able
    act()


def write_paper(write: Write, dialog: EventDialog | CloseDialog | OpenEpisodeDialog) -> None:
    write(dialog.paper.number, "12/CAX")
    dialog.paper.on.setText("20/11/2026")
    write(dialog.paper.issuer, "Công an xã Yên Thịnh")


def cells(screen: PersonScreen) -> list[str]:
    assert screen._file is not None
    return [cell.title for cell in screen._file.steps]


def choose_task(card: NextCard, kind: TaskKind) -> None:
    """Look at a task of this kind, as a press on its line does."""
    assert card.row is not None
    if card.row.task.kind is not kind:
        [row] = [each for each in card._rows if each.task.kind is kind]
        [link] = [each for each in card.others if each.text().startswith(row.task.title)]
        link.click()
    assert card.row.task.kind is kind
