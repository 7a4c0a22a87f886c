"""The first page: who may come in is shown before the records and their readers are loaded."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from rehabdesk.services.entrance.doorway import Doorway
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.ui.entry.card import SignInCard
from rehabdesk.ui.entry.sign_in import SignInPage
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.opening import Opening, running_application
from rehabdesk.ui.session import Session
from rehabdesk.ui.shell.watch import Watch
from rehabdesk.ui.today.screen import TodayScreen
from rehabdesk.ui.window import MainWindow
from tests.builders import RESOURCES, ROOT, InlineLane
from tests.folders import CHEAP, PASSWORD, a_closed_office
from tests.ui.conftest import Write

pytestmark = [pytest.mark.thorough, pytest.mark.qt_log_ignore("^This plugin does not support")]
Then = Callable[[SignInCard | None], object]


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Doorway]:
    """The doorway of a closed office."""
    a_closed_office(tmp_path / "office")
    made = Doorway(tmp_path / "office", cost=CHEAP)
    yield made
    made.close()


def opening_over(qtbot: QtBot, habits: QSettings, door: Doorway, then: Then) -> MainWindow:
    window = MainWindow(habits, Watch(running_application()))
    qtbot.addWidget(window)
    opening = Opening(window, door, habits, InlineLane(), then)
    window.show()
    opening.begin()
    return window


def test_the_users_are_shown_before_anything_else_is_made(
    qtbot: QtBot, dressed: Style, habits: QSettings, door: Doorway
) -> None:
    made: list[SignInCard | None] = []
    window = opening_over(qtbot, habits, door, made.append)
    [card] = window.findChildren(SignInCard)
    assert not made
    qtbot.waitUntil(lambda: bool(made))
    assert made == [card]
    assert card.users.user is not None
    assert card.users.user.name == "Nguyễn Thị Hạnh"


def test_a_password_given_before_the_rest_is_loaded_opens_the_office(
    qtbot: QtBot, dressed: Style, habits: QSettings, door: Doorway, write: Write
) -> None:
    begun: list[Session] = []

    def begin(card: SignInCard | None) -> None:
        assert card is not None
        write(card.password.password, PASSWORD)
        qtbot.keyClick(card.password.password, Qt.Key.Key_Return)
        folder = OfficeFolder.behind(door, RESOURCES)
        begun.append(Session(folder, habits, InlineLane(), window))
        begun[0].begin(card)

    window = opening_over(qtbot, habits, door, begin)
    qtbot.waitUntil(lambda: bool(window.findChildren(TodayScreen)))
    window.close()
    qtbot.waitUntil(lambda: not begun[0]._folder.is_open)


def test_whoever_types_a_password_goes_on_when_the_rest_is_loaded(
    qtbot: QtBot, dressed: Style, habits: QSettings, door: Doorway, write: Write
) -> None:
    begun: list[Session] = []

    def begin(card: SignInCard | None) -> None:
        assert card is not None
        write(card.password.password, "Sen n")
        folder = OfficeFolder.behind(door, RESOURCES)
        begun.append(Session(folder, habits, InlineLane(), window))
        begun[0].begin(card)

    window = opening_over(qtbot, habits, door, begin)
    [card] = window.findChildren(SignInCard)
    qtbot.waitUntil(lambda: bool(begun))
    assert isinstance(card.parent(), SignInPage)
    assert card.isVisible()
    assert card.password.password.isVisible()
    assert window.focusWidget() is card.password.password
    write(card.password.password, "ở đầu hạ")
    assert card.password.password.value == PASSWORD
    window.close()


def test_an_empty_folder_shows_that_the_program_is_opening(
    qtbot: QtBot, dressed: Style, habits: QSettings, tmp_path: Path
) -> None:
    made: list[SignInCard | None] = []
    opening_over(qtbot, habits, Doorway(tmp_path / "new"), made.append)
    qtbot.waitUntil(lambda: made == [None])


HEAVY = {"sqlalchemy", "alembic", "sqlcipher3", "openpyxl", "docx", "reportlab", "pypdfium2"} | {
    "argon2",
    "cryptography",
    "python_calamine",
}


def loaded_after(code: str) -> set[str]:
    """Name the packages a Python of its own has loaded after some lines."""
    return {name.partition(".")[0] for name in modules_after(code)}


def modules_after(code: str) -> set[str]:
    told = "\nimport sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code + told], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_nothing_heavy_is_loaded_before_the_first_page() -> None:
    loaded = loaded_after("import rehabdesk.app, rehabdesk.ui.opening")
    assert "PySide6" in loaded
    assert loaded & HEAVY == set()


def test_the_papers_are_not_loaded_before_there_is_one() -> None:
    loaded = loaded_after("from rehabdesk.ui import opening; opening._load_behind()")
    assert "sqlalchemy" in loaded
    assert loaded & {"alembic", "openpyxl", "docx", "reportlab", "pypdfium2"} == set()


def test_nothing_of_reports_is_loaded_before_its_page_is_opened() -> None:
    code = (
        "from rehabdesk.ui import opening; opening._load_behind(); import rehabdesk.ui.furnishing"
    )
    loaded = modules_after(code)
    assert "rehabdesk.ui.furnishing" in loaded
    of_reports = {"reports", "reporting", "indicators", "targets", "consolidation", "upward"}
    assert {name for name in loaded if of_reports & set(name.split("."))} <= {
        "rehabdesk.domain.reports",
        "rehabdesk.domain.reports.codes",
        # Which report is due is a task of the morning.
        "rehabdesk.domain.reports.periods",
        "rehabdesk.services.tasks.waiting.reports",
    }


def test_no_source_is_read_while_the_program_loads() -> None:
    """The hook Qt leaves on the import statement would read, and keep, all of it."""
    code = "from rehabdesk import app; app.load_qt(); import rehabdesk.ui.session"
    told = "; import linecache; print(*(each for each in linecache.cache if each[-3:] == '.py'))"
    done = subprocess.run(
        [sys.executable, "-c", code + told], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "sqlalchemy" not in done.stdout
    assert "rehabdesk/ui" not in done.stdout
