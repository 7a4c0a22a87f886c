"""The whole window at an office on a server: what it says of open files, locked and closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, func, select

from rehabdesk.domain.records import Decision
from rehabdesk.domain.records.together import OpenFile
from rehabdesk.persistence.server.schemas import login_of
from rehabdesk.services.server.office_server import ServerOffice, ServerOwner
from rehabdesk.ui.decisions.compose_screen import ComposeScreen
from rehabdesk.ui.entry.sign_in import SignInPage
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.opening import running_application
from rehabdesk.ui.session import Session
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.shell.watch import Watch
from rehabdesk.ui.together.colleagues import Colleagues
from rehabdesk.ui.visits import Compose, OpenPerson
from rehabdesk.ui.window import MainWindow
from tests.builders import NOW, RESOURCES, InlineLane, taken_in
from tests.folders import PASSWORD
from tests.server_offices import SCHEMA, founded, founded_once, password_server
from tests.ui.conftest import Write

__all__ = ["founded", "founded_once", "password_server"]
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


@pytest.fixture
def home(founded: ServerOwner, tmp_path: Path) -> ServerOffice:
    """A machine joined to the office, with nobody signed in; the office has one person."""
    home = ServerOffice(tmp_path, founded.address, RESOURCES, lambda: NOW)
    taken_in(home.join(login_of(SCHEMA, 1), PASSWORD))
    home.leave()
    return home


def open_files(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(select(OpenFile.subject)))


def come_in(qtbot: QtBot, session: Session, write: Write) -> None:
    page = next(each for each in session.window.findChildren(SignInPage) if each.isVisible())
    write(page.password.password, PASSWORD)
    qtbot.keyClick(page.password.password, Qt.Key.Key_Return)


def test_what_is_typed_last_is_kept_before_the_server_is_left(
    qtbot: QtBot,
    dressed: Style,
    habits: QSettings,
    home: ServerOffice,
    founded: ServerOwner,
    write: Write,
) -> None:
    window = MainWindow(habits, Watch(running_application()))
    session = Session(home, habits, InlineLane(), window)
    qtbot.addWidget(window)
    window.show()
    session.begin()
    come_in(qtbot, session, write)
    qtbot.waitUntil(lambda: bool(window.findChildren(Shell)))
    [shell] = window.findChildren(Shell)
    shell.follow(Compose((1,)))
    page = shell.trail.page
    assert isinstance(page, ComposeScreen)
    page.keeper.note_change()
    with qtbot.waitSignal(session.ended):
        window.close()
    engine = founded.engine(SCHEMA)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count(Decision.id))) == 1
    engine.dispose()


def test_a_file_is_open_from_its_page_to_the_lock_or_the_end(
    qtbot: QtBot,
    dressed: Style,
    habits: QSettings,
    home: ServerOffice,
    founded: ServerOwner,
    write: Write,
) -> None:
    engine = founded.engine(SCHEMA)
    window = MainWindow(habits, Watch(running_application()))
    session = Session(home, habits, InlineLane(), window)
    qtbot.addWidget(window)
    window.show()
    session.begin()
    come_in(qtbot, session, write)
    qtbot.waitUntil(lambda: bool(window.findChildren(Shell)))
    [shell] = window.findChildren(Shell)
    assert len(window.findChildren(Colleagues)) == 1
    shell.follow(OpenPerson(1))
    assert open_files(engine) == ["person:1"]
    window.want_lock()
    assert open_files(engine) == []
    come_in(qtbot, session, write)
    assert not window.is_locked
    assert open_files(engine) == ["person:1"]
    with qtbot.waitSignal(session.ended):
        window.close()
    assert open_files(engine) == []
    assert not home.is_open
    engine.dispose()
