"""The settings of an office in its own folder, as an administrator sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.services.office import Office
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settings.screen import SettingsScreen
from tests.builders import InlineLane
from tests.folders import a_copied_office

D = TypeVar("D", bound=QDialog)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[OfficeFolder]:
    made, _ = a_copied_office(tmp_path / "office")
    yield made
    made.close()


@pytest.fixture
def office(folder: OfficeFolder) -> Office:
    return folder.opened.office


def shown(
    qtbot: QtBot, folder: OfficeFolder, habits: QSettings, role: Role = Role.ADMINISTRATOR
) -> SettingsScreen:
    office = folder.opened.office
    desk = Desk(replace(office, actor=replace(office.actor, role=role)), InlineLane())
    screen = SettingsScreen(desk, habits, folder)
    qtbot.addWidget(screen)
    screen.resize(1182, 662)
    screen.show()
    return screen


@pytest.fixture
def screen(qtbot: QtBot, dressed: Style, folder: OfficeFolder, habits: QSettings) -> SettingsScreen:
    return shown(qtbot, folder, habits)


def dialog_of(page: QWidget, kind: type[D]) -> D:
    [dialog] = page.findChildren(kind)
    return dialog
