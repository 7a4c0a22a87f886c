"""The board some days later, as the clerk finds it."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Sex
from rehabdesk.services.office import Actor, Office
from rehabdesk.ui.assignments.screen import AssignmentsScreen, BoardPage
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.visits import OpenAssignments
from tests.again import built_once
from tests.builders import RESOURCES, InlineLane, a_volunteer, taken_in
from tests.ui.paper_builders import numbered, submitted

LATER = datetime(2026, 12, 3, 8, 42)


@pytest.fixture
def screen(qtbot: QtBot, office: Office, dressed: Style, habits: QSettings) -> AssignmentsScreen:
    """Some days later: one without anybody, one waiting for a number, two being helped."""
    lived(office)
    return shown(qtbot, at(office, LATER), habits)


@built_once(RESOURCES)
def lived(office: Office) -> None:
    near = a_volunteer(office)
    far = a_volunteer(office, full_name="Vũ Đình Lộc", sex=Sex.MALE, hamlet_id=1)
    taken_in(office, full_name="Ngô Quang Hùng", papers=())
    waiting = taken_in(office, full_name="Mai Xuân Nam", papers=(), hamlet_id=1)
    submitted(office, waiting, (near,))
    for place, name in enumerate(("Lê Hoàng An", "Phạm Quốc Bình")):
        person = taken_in(office, full_name=name, papers=(), hamlet_id=1)
        numbered(office, submitted(office, person, (far,)), str(46 + place))


@pytest.fixture
def board(screen: AssignmentsScreen) -> BoardPage:
    return screen.board_page


def at(office: Office, now: datetime, actor: Actor | None = None) -> Office:
    return Office(office.sessions, office.resources, actor or office.actor, lambda: now)


def shown(qtbot: QtBot, office: Office, habits: QSettings) -> AssignmentsScreen:
    screen = AssignmentsScreen(Desk(office, InlineLane()), habits)
    qtbot.addWidget(screen)
    screen.resize(1182, 662)
    screen.show()
    screen.visit(OpenAssignments())
    return screen
