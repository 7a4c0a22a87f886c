"""A second start over the same folder: the first window comes forward, the second ends."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk import app
from rehabdesk.services.entrance.doorway import Doorway
from rehabdesk.ui.summons import STANDING, Summons
from tests.builders import ROOT, InlineLane
from tests.folders import a_folder, a_new_office

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> QWidget:
    """A minimised window that answers for an office folder."""
    made = QWidget()
    qtbot.addWidget(made)
    made.showMinimized()
    Summons(tmp_path / "office", made).answer(made)
    return made


def test_a_call_brings_the_window_over_the_same_folder_forward(
    qtbot: QtBot, window: QWidget, tmp_path: Path
) -> None:
    assert Summons(tmp_path / "office").call()
    qtbot.waitUntil(lambda: not window.isMinimized() and window.isVisible())


def test_a_window_over_another_folder_is_not_called(window: QWidget, tmp_path: Path) -> None:
    assert not Summons(tmp_path / "other").call()
    assert window.isMinimized()


def test_nobody_answers_once_the_window_is_gone(tmp_path: Path) -> None:
    place = tmp_path / "office"
    gone = Summons(place)
    gone.answer(QWidget())
    gone._server.close()
    assert not Summons(place).call()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows leaves no bell behind")
def test_the_bell_a_dead_program_left_behind_is_hung_anew(qtbot: QtBot, tmp_path: Path) -> None:
    left = Summons(tmp_path / "office")
    left.answer(QWidget())
    bell = Path(left._server.fullServerName())
    left._server.close()
    bell.touch()
    window = QWidget()
    qtbot.addWidget(window)
    Summons(tmp_path / "office", window).answer(window)
    assert Summons(tmp_path / "office").call()


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beginning takes over what is done with bugs; give it back."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)


def second_start(place: Path, habits: QSettings, window: QWidget) -> object:
    door = Doorway(place)
    return app._begin(ROOT / "resources", habits, InlineLane(), window, door, "", None)


@pytest.mark.usefixtures("dressed", "hook")
def test_a_second_start_says_where_the_office_is_open_and_ends(
    qtbot: QtBot, habits: QSettings, window: QWidget, tmp_path: Path
) -> None:
    a_new_office(tmp_path / "office")[0].close()
    first = a_folder(tmp_path / "office")
    first.enter()
    box = second_start(tmp_path / "office", habits, window)
    assert isinstance(box, QMessageBox)
    qtbot.addWidget(box)
    assert box.text().startswith("Hồ sơ đang mở ở một cửa sổ khác trên máy này")
    qtbot.waitUntil(lambda: not window.isMinimized())
    first.close()


@pytest.mark.usefixtures("dressed", "hook")
def test_a_second_start_during_the_first_setting_up_opens_no_second_one(
    qtbot: QtBot, habits: QSettings, window: QWidget, tmp_path: Path
) -> None:
    box = second_start(tmp_path / "office", habits, window)
    assert isinstance(box, QMessageBox)
    qtbot.addWidget(box)
    assert box.text() == STANDING
    qtbot.waitUntil(lambda: not window.isMinimized())
    a_folder(tmp_path / "office").enter()
