"""The month sheet of the team's page, over an office of its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from rehabdesk.services.office import Office
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.team import screen as frame
from rehabdesk.ui.team.grid.tab import GridTab
from rehabdesk.ui.team.screen import TeamScreen
from tests.month_grid_scene import build_scene
from tests.ui.team.grid_room import Open, Room


@pytest.fixture
def open_room(
    qtbot: QtBot, desk: Desk, habits: QSettings, office: Office, monkeypatch: pytest.MonkeyPatch
) -> Open:
    monkeypatch.setattr(frame, "TABS", tuple(each for each in frame.TABS if each.key == "grid"))

    def made(size: int = 3, sessions: int = 2) -> Room:
        scene = build_scene(office, size, sessions)
        screen = TeamScreen(desk, habits)
        qtbot.addWidget(screen)
        screen.resize(1182, 660)
        screen.show()
        screen.activateWindow()
        tab = screen.page("grid")
        assert isinstance(tab, GridTab)
        room = Room(qtbot, screen, tab, office, scene)
        desk.noticed.connect(room.said.append)
        qtbot.waitUntil(screen.isActiveWindow)
        tab.view.setFocus()
        return room

    return made


@pytest.fixture
def room(open_room: Open) -> Room:
    return open_room()
