"""The frame of the team's page: its tabs, its line, the choice of team."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.team import screen as frame
from rehabdesk.ui.team.screen import Tab, TeamScreen
from rehabdesk.ui.visits import OpenTeam


class Page(QLabel):
    def __init__(self, _desk: Desk, _habits: QSettings) -> None:
        super().__init__()
        self.team: object = "none told"
        self.visits: list[object] = []

    def show_team(self, team: object) -> None:
        self.team = team

    def visit(self, visit: object) -> None:
        self.visits.append(visit)


@pytest.fixture
def screen(
    desk: Desk, habits: QSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> TeamScreen:
    tabs = (
        Tab("roster", "Danh sách", f"{__name__}:Page"),
        Tab("grid", "Bảng", f"{__name__}:Page"),
        Tab("none", "Chưa có", "rehabdesk.ui.nowhere.tab:Page"),
    )
    monkeypatch.setattr(frame, "TABS", tabs)
    made = TeamScreen(desk, habits)
    qtbot.addWidget(made)
    return made


def test_a_tab_without_a_module_is_not_shown(screen: TeamScreen) -> None:
    assert [screen.tabs.tabText(at) for at in range(screen.tabs.count())] == ["Danh sách", "Bảng"]


def test_a_visit_turns_to_its_tab_and_reaches_its_page(screen: TeamScreen) -> None:
    visit = OpenTeam("grid")
    screen.visit(visit)
    page = screen.page("grid")
    assert isinstance(page, Page)
    assert screen.tabs.currentIndex() == 1
    assert (page.visits, page.team) == ([visit], None)
