"""The session over the one window: who comes in, what a lock drops, how it ends."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.text import initials
from rehabdesk.persistence.database import open_raw
from rehabdesk.services.office import Office
from rehabdesk.services.offices import LOCK_MINUTES
from rehabdesk.services.people.files import count_files, list_persons
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.ui.backups.screen import BackupsScreen
from rehabdesk.ui.daybreak import LONGEST
from rehabdesk.ui.decisions.compose_screen import ComposeScreen
from rehabdesk.ui.entry.first_run import FirstRunPage
from rehabdesk.ui.entry.sign_in import SignInPage
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.opening import running_application
from rehabdesk.ui.practice_wait import PracticeWait
from rehabdesk.ui.session import Session
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.shell.watch import Watch
from rehabdesk.ui.today.screen import TodayScreen
from rehabdesk.ui.visits import Compose
from rehabdesk.ui.window import MainWindow
from tests.builders import InlineLane, taken_in
from tests.folders import PASSWORD, a_copied_office, a_folder, an_order
from tests.ui.conftest import Write

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed office with one person."""
    place = tmp_path_factory.mktemp("lived_in") / "office"
    folder, _ = a_copied_office(place)
    taken_in(folder.opened.office)
    folder.close()
    return place


@pytest.fixture
def place(lived_in: Path, tmp_path: Path) -> Path:
    """One like it, of one's own."""
    return copytree(lived_in, tmp_path / "office")


@pytest.fixture
def session(qtbot: QtBot, dressed: Style, habits: QSettings, place: Path) -> Session:
    return begun(qtbot, habits, place)


def begun(qtbot: QtBot, habits: QSettings, place: Path) -> Session:
    window = MainWindow(habits, Watch(running_application()))
    made = Session(a_folder(place), habits, InlineLane(), window)
    qtbot.addWidget(made.window)
    made.window.show()
    made.begin()
    return made


def shown(session: Session, kind: type[QWidget]) -> bool:
    return any(each.isVisible() for each in session.window.findChildren(kind))


def come_in(qtbot: QtBot, session: Session, write: Write, password: str = PASSWORD) -> None:
    page = next(each for each in session.window.findChildren(SignInPage) if each.isVisible())
    write(page.password.password, password)
    qtbot.keyClick(page.password.password, Qt.Key.Key_Return)


def test_a_folder_without_an_office_begins_with_the_first_setting_up(
    qtbot: QtBot, dressed: Style, habits: QSettings, tmp_path: Path
) -> None:
    assert shown(begun(qtbot, habits, tmp_path / "new"), FirstRunPage)


def test_whoever_signs_in_sees_the_morning_and_has_a_backup(
    qtbot: QtBot, session: Session, write: Write, place: Path
) -> None:
    assert shown(session, SignInPage)
    come_in(qtbot, session, write)
    qtbot.waitUntil(lambda: shown(session, TodayScreen))
    qtbot.waitUntil(lambda: bool(list((place / "backups").glob("RehabDesk-*"))))


def test_an_unsound_file_is_told_once_the_first_backup_has_found_it(
    qtbot: QtBot, session: Session, write: Write, place: Path
) -> None:
    lose_a_person(place)
    come_in(qtbot, session, write)
    qtbot.waitUntil(lambda: shown(session, TodayScreen))
    [shell] = session.window.findChildren(Shell)
    qtbot.waitUntil(lambda: "có chỗ không khớp nhau" in shell.bottom.text)
    assert not list((place / "backups").glob("RehabDesk-*"))
    shell.bottom.follow()
    assert shown(session, BackupsScreen)


def lose_a_person(place: Path) -> None:
    """Take a person out from under her papers, as no act could."""
    key = a_folder(place).vault.open(1, PASSWORD)
    with closing(open_raw(place / "office.db", key, foreign_keys=False)) as connection:
        connection.execute("DELETE FROM person")
        connection.commit()


def test_a_wrong_password_shows_nothing(qtbot: QtBot, session: Session, write: Write) -> None:
    come_in(qtbot, session, write, "không phải mật khẩu")
    assert not shown(session, Shell)


def test_a_lock_drops_the_key_and_the_same_user_finds_everything_again(
    qtbot: QtBot, session: Session, write: Write
) -> None:
    come_in(qtbot, session, write)
    qtbot.waitUntil(lambda: shown(session, TodayScreen))
    [shell] = session.window.findChildren(Shell)
    shell.lock_wanted.emit()
    assert session.window.is_locked
    assert not session._folder.is_open
    answers: list[object] = []
    session._desk.look(shell, count_files, answers.append)
    assert answers == []
    come_in(qtbot, session, write)
    qtbot.waitUntil(lambda: not session.window.is_locked)
    assert session.window.findChildren(Shell) == [shell]
    qtbot.waitUntil(lambda: bool(answers))


def test_the_lock_tells_by_initials_whose_paper_is_being_composed(
    qtbot: QtBot, session: Session, write: Write
) -> None:
    come_in(qtbot, session, write)
    qtbot.waitUntil(lambda: shown(session, TodayScreen))
    [shell] = session.window.findChildren(Shell)
    people = session._desk.office.look(list_persons) if session._desk.office else []
    shell.follow(Compose(tuple(row.id for row in people)))
    [composer] = session.window.findChildren(ComposeScreen)
    qtbot.waitUntil(lambda: len(composer.form.persons.chosen) == 1)
    shell.lock_wanted.emit()
    page = next(each for each in session.window.findChildren(SignInPage) if each.isVisible())
    [row] = people
    assert f"Quyết định đang soạn cho {initials(row.full_name)} vẫn còn nguyên." in page.lock.text
    assert row.full_name not in page.lock.text


def test_the_lock_over_a_list_tells_of_no_paper(
    qtbot: QtBot, session: Session, write: Write
) -> None:
    come_in(qtbot, session, write)
    qtbot.waitUntil(lambda: shown(session, TodayScreen))
    [shell] = session.window.findChildren(Shell)
    shell.lock_wanted.emit()
    page = next(each for each in session.window.findChildren(SignInPage) if each.isVisible())
    assert "Chữ đang gõ vẫn còn nguyên." in page.lock.text


def test_only_a_lock_nobody_asked_for_tells_how_long_nobody_was_there(
    qtbot: QtBot, session: Session, write: Write
) -> None:
    come_in(qtbot, session, write)
    qtbot.waitUntil(lambda: shown(session, TodayScreen))
    [shell] = session.window.findChildren(Shell)
    for lock, is_told in ((session.watch.rested, True), (shell.lock_wanted, False)):
        lock.emit()
        assert session.window.is_locked
        page = next(each for each in session.window.findChildren(SignInPage) if each.isVisible())
        assert (f"vì {LOCK_MINUTES} phút không dùng" in page.lock.text) is is_told
        come_in(qtbot, session, write)
        qtbot.waitUntil(lambda: not session.window.is_locked)


def test_an_ended_session_is_not_told_of_a_new_day(
    qtbot: QtBot, session: Session, write: Write
) -> None:
    come_in(qtbot, session, write)
    with qtbot.waitSignal(session.ended):
        session.window.close()
    a_midnight_later(session)
    session._daybreak.compare()
    assert not session._is_day_behind


def test_closing_makes_a_last_backup_and_lets_the_folder_go(
    qtbot: QtBot, session: Session, write: Write, place: Path
) -> None:
    come_in(qtbot, session, write)
    qtbot.waitUntil(lambda: shown(session, TodayScreen))
    before = len(list((place / "backups").glob("RehabDesk-*")))
    with qtbot.waitSignal(session.ended):
        session.window.close()
    assert len(list((place / "backups").glob("RehabDesk-*"))) == before + 1
    again = a_folder(place)
    again.enter()
    again.close()


def a_midnight_later(session: Session) -> None:
    """Move the clock of the folder to nine days on, behind the back of the window."""
    later = datetime(2026, 12, 2, 0, 0, 5)
    session._folder.clock = lambda: later
    session._daybreak._clock = session._folder.clock
    office = session._desk.office
    if office is not None:
        office.clock = session._folder.clock


def test_a_day_that_begins_in_the_open_window_is_shown_everywhere(
    qtbot: QtBot, session: Session, write: Write
) -> None:
    come_in(qtbot, session, write)
    qtbot.waitUntil(lambda: shown(session, TodayScreen))
    [page] = session.window.findChildren(TodayScreen)
    qtbot.waitUntil(lambda: page.today is not None)
    assert page.head._line.text() == "Thứ Hai, 23/11/2026"
    assert page.today is not None
    assert page.today.overdue == ()
    assert 0 < session._daybreak.wait <= LONGEST
    a_midnight_later(session)
    session._daybreak.compare()
    assert page.head._line.text() == "Thứ Tư, 02/12/2026"
    assert len(page.today.overdue) == 1  # the decision was due before 30/11
    assert page.month.grid.day == date(2026, 12, 2)
    [shell] = session.window.findChildren(Shell)
    assert shell.rail._items["today"].count == page.today.urgent


def test_a_window_brought_to_the_front_compares_the_day(
    qtbot: QtBot, session: Session, write: Write
) -> None:
    come_in(qtbot, session, write)
    qtbot.waitUntil(lambda: shown(session, TodayScreen))
    a_midnight_later(session)
    with qtbot.waitSignal(session._daybreak.broke):
        running_application().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)


def test_a_day_that_begins_behind_the_lock_is_shown_when_the_user_is_back(
    qtbot: QtBot, session: Session, write: Write
) -> None:
    come_in(qtbot, session, write)
    qtbot.waitUntil(lambda: shown(session, TodayScreen))
    [page] = session.window.findChildren(TodayScreen)
    [shell] = session.window.findChildren(Shell)
    shell.lock_wanted.emit()
    a_midnight_later(session)
    session._daybreak.compare()
    assert page.head._line.text() == "Thứ Hai, 23/11/2026"
    come_in(qtbot, session, write)
    qtbot.waitUntil(lambda: page.head._line.text() == "Thứ Tư, 02/12/2026")


def test_practice_is_an_office_of_its_own_and_can_be_left(
    qtbot: QtBot,
    dressed: Style,
    habits: QSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rehabdesk.services.practice.practise", made_at_once)
    session = begun(qtbot, habits, tmp_path / "new")
    page = session.window.findChildren(FirstRunPage)[0]
    page.practice_wanted.emit()
    qtbot.waitUntil(lambda: shown(session, TodayScreen))
    [shell] = session.window.findChildren(Shell)
    assert shell.band.isVisible()
    assert (tmp_path / "new" / "practice" / "office.db").exists()
    shell.practice_left.emit()
    qtbot.waitUntil(lambda: shown(session, FirstRunPage))
    assert not (tmp_path / "new" / "office.db").exists()


def made_at_once(folder: OfficeFolder, _tell: Callable[[int, int], object]) -> Office:
    office, _ = folder.create(an_order())
    return office


def test_while_the_practice_commune_is_made_the_window_tells_how_far_it_is(
    qtbot: QtBot,
    dressed: Style,
    habits: QSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun_anew: list[Session] = []
    seen: list[tuple[bool, int, int]] = []

    def made_slowly(folder: OfficeFolder, tell: Callable[[int, int], object]) -> Office:
        tell(3, 12)
        [wait] = begun_anew[0].window.findChildren(PracticeWait)
        wait.reject()
        seen.append((wait.isVisible(), wait.bar.value(), wait.bar.maximum()))
        return made_at_once(folder, tell)

    monkeypatch.setattr("rehabdesk.services.practice.practise", made_slowly)
    session = begun(qtbot, habits, tmp_path / "new")
    begun_anew.append(session)
    session.window.findChildren(FirstRunPage)[0].practice_wanted.emit()
    qtbot.waitUntil(lambda: shown(session, TodayScreen))
    assert seen == [(True, 3, 12)]
    assert not shown(session, PracticeWait)
