"""The whole window goes over: from the file to the server and back, work going on in between."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine

from rehabdesk.services.offices import add_hamlet
from rehabdesk.services.server.homes import whereabouts_of
from rehabdesk.services.server.office_server import ServerOwner
from rehabdesk.ui.backups.dialogs import SheetDialog
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.opening import running_application
from rehabdesk.ui.session import Session
from rehabdesk.ui.settings.screen import SettingsScreen
from rehabdesk.ui.settings.server.dialogs import DownDialog, UpDialog
from rehabdesk.ui.settings.server.moving import MovingDialog
from rehabdesk.ui.settings.server.part import ServerPart
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.shell.watch import Watch
from rehabdesk.ui.visits import OpenSettings
from rehabdesk.ui.window import MainWindow
from tests.builders import taken_in
from tests.folders import OTHER_PASSWORD, a_copied_office
from tests.server_offices import a_database, drop, password_server
from tests.ui.conftest import Write

__all__ = ["password_server"]
pytestmark = [pytest.mark.qt_log_ignore("^This plugin does not support"), pytest.mark.thorough]
ON_SERVER = "Gió mùa đông bắc"
LONG = 60_000  # milliseconds, on a crowded machine


@pytest.fixture
def owner(password_server: Engine) -> Iterator[ServerOwner]:
    made = a_database(password_server)
    yield made
    drop(password_server, made)


@pytest.fixture
def session(qtbot: QtBot, dressed: Style, habits: QSettings, tmp_path: Path) -> Iterator[Session]:
    folder, _ = a_copied_office(tmp_path / "office")
    taken_in(folder.opened.office)
    window = MainWindow(habits, Watch(running_application()))
    with ThreadPoolExecutor(max_workers=1) as lane:
        made = Session(folder, habits, lane, window)
        qtbot.addWidget(window)
        window.show()
        made._show_shell(folder.office)
        yield made


def part_of(qtbot: QtBot, session: Session, before: Shell | None = None) -> ServerPart:
    """Go to the page of the server once another shell stands than before."""

    def is_there() -> bool:
        sitting = session._sitting
        return sitting is not None and sitting.shell is not before and sitting.shell.isVisible()

    qtbot.waitUntil(is_there, timeout=LONG)
    shell = shell_of(session)
    shell.follow(OpenSettings("server"))
    screen = shell.trail.page
    assert isinstance(screen, SettingsScreen)
    part = screen.part
    assert isinstance(part, ServerPart)
    return part


def shell_of(session: Session) -> Shell:
    assert session._sitting is not None
    return session._sitting.shell


def carry_out(qtbot: QtBot, dialog: MovingDialog) -> None:
    """Press the button, and again when the proof is shown; the window answers meanwhile."""
    dialog.accept_button.click()
    assert dialog.progress.isVisible()
    qtbot.waitUntil(dialog.proof.isVisible, timeout=LONG)
    assert dialog.message.text.startswith("Đã chuyển xong")
    dialog.accept_button.click()


def fill_in(up: UpDialog, owner: ServerOwner, write: Write) -> None:
    told = whereabouts_of(owner.address)
    up.host.setText(told.host)
    up.database.setText(told.database)
    up.login.setText(told.login)
    write(up.own.first, ON_SERVER)
    write(up.own.again, ON_SERVER)


def only(owner: QWidget, kind: type[MovingDialog]) -> MovingDialog:
    [dialog] = owner.findChildren(kind)
    return dialog


def test_the_window_goes_to_the_server_and_back(
    qtbot: QtBot, session: Session, owner: ServerOwner, write: Write
) -> None:
    part = part_of(qtbot, session)
    first = shell_of(session)
    part.move_button.click()
    up = only(part, UpDialog)
    assert isinstance(up, UpDialog)
    fill_in(up, owner, write)
    carry_out(qtbot, up)

    part = part_of(qtbot, session, first)
    second = shell_of(session)
    office = session._desk.office
    assert office is not None
    assert office.is_shared
    office.do(partial(add_hamlet, name="Thôn Trên Máy Chủ"))
    part.move_button.click()
    down = only(part, DownDialog)
    assert isinstance(down, DownDialog)
    down.login.setText(owner.address.login)
    write(down.own.first, OTHER_PASSWORD)
    write(down.own.again, OTHER_PASSWORD)
    carry_out(qtbot, down)
    [sheet] = part.findChildren(SheetDialog)
    sheet.accept()

    part_of(qtbot, session, second)
    office = session._desk.office
    assert office is not None
    assert not office.is_shared
    office.do(partial(add_hamlet, name="Thôn Ở Máy Này"))
    with qtbot.waitSignal(session.ended, timeout=LONG):
        session.window.close()
