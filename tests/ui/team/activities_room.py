"""The tab of what the team did, in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.team.activities.tab import ActivitiesTab


def a_tab(qtbot: QtBot, desk: Desk, habits: QSettings) -> ActivitiesTab:
    tab = ActivitiesTab(desk, habits)
    qtbot.addWidget(tab)
    tab.resize(1150, 600)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def opened(kind: type) -> object:
    """Return the dialog of a kind that stands open."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind)]
    return next(each for each in reversed(found) if each.isVisible())
