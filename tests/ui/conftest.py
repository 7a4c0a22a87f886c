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
from rehabdesk.ui.kit.style import Look, Style
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


@pytest.fixture(scope="session")
def dress(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Style:
    """The program's dress, put on once: every style sheet set costs as much as a small window."""
    place = tmp_path_factory.mktemp("dress") / "window.ini"
    return Style(ROOT / "resources", QSettings(str(place), QSettings.Format.IniFormat), qapp)


@pytest.fixture
def dressed(dress: Style, qapp: QApplication, habits: QSettings) -> Style:
    """The dress as it is at the first start, whatever the test before chose."""
    is_worn = Style.current is dress and dress.look == Look()
    Style.current, dress._habits, dress.look = dress, habits, Look()
    if not is_worn or not qapp.styleSheet():
        dress._dress()
    return dress


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
