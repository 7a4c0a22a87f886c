"""Real widgets, offscreen, in the program's own dress; errands are run at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.services.office import Office
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from tests.builders import ROOT, InlineLane

Write = Callable[[QWidget, str], None]


@pytest.fixture(autouse=True)
def swept(qapp: QApplication) -> Iterator[None]:
    """Let windows put away by a test go for good; without a running loop they would pile up."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def habits(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def dressed(qapp: QApplication, habits: QSettings) -> Style:
    return Style(ROOT / "resources", habits, qapp)


@pytest.fixture
def desk(office: Office, dressed: Style) -> Desk:
    return Desk(office, InlineLane())


@pytest.fixture
def write(qtbot: QtBot) -> Write:
    """Enter text as an input method does; key clicks cannot type Vietnamese."""

    def enter(field: QWidget, text: str) -> None:
        typed = QInputMethodEvent()
        typed.setCommitString(text)
        QApplication.sendEvent(field, typed)

    return enter
