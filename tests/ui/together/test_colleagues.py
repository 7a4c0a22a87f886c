"""What others do is seen: their files by a line, their saves by pages that follow."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMainWindow, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.records.together import OpenFile
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.offices import add_hamlet
from rehabdesk.services.together.presence import here, note_closed, note_open, person_file
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.decisions.compose_screen import ComposeScreen
from rehabdesk.ui.kit.desk import Desk, FromOthers
from rehabdesk.ui.merging.merge_screen import MergeScreen
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.people.screen import PeopleScreen
from rehabdesk.ui.shell.statusbar import StatusBar
from rehabdesk.ui.together.colleagues import Colleagues, hear_colleagues
from rehabdesk.ui.together.elsewhere import OpenElsewhereLine
from rehabdesk.ui.visits import Compose, OpenMerge, OpenPerson
from tests.builders import LAN, InlineLane, taken_in
from tests.cables import Cable

TOLD = "đang mở ở máy VH-02 (Trần Thị Bình), từ 08:42."


@pytest.fixture
def shared(shared: Office) -> Office:
    """An office whose actor is one of its users, as everybody in a shared one is."""
    for name in (LAN.name, "Trần Thị Bình"):
        shared.do(partial(add_user, facts=UserFacts(name, "Công chức", Role.CLERK)))
    return shared


@pytest.fixture
def other(shared: Office) -> Office:
    """The office as Bình has it at VH-02."""
    return replace(shared, actor=Actor(2, "Trần Thị Bình", "Công chức", Role.CLERK))


@pytest.fixture
def person_id(shared: Office) -> int:
    return taken_in(shared)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1182, 662)
    window.setCentralWidget(QWidget())
    with qtbot.waitActive(window):
        window.show()
    return window


@pytest.fixture
def hearing(desk: Desk, window: QMainWindow) -> Colleagues:
    owner = QWidget(window)
    owner.hide()
    hear_colleagues(desk, window, owner)
    [made] = window.findChildren(Colleagues)
    assert isinstance(made, Colleagues)
    return made


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings, person_id: int) -> PersonScreen:
    screen = PersonScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1182, 662)
    screen.show()
    screen.visit(OpenPerson(person_id))
    return screen


def opens(office: Office, *person_ids: int) -> None:
    subjects = [person_file(each) for each in person_ids]
    office.keep(partial(note_open, subjects=subjects, machine="VH-02"))


def closes(office: Office, person_id: int) -> None:
    office.keep(partial(note_closed, subjects=[person_file(person_id)], machine="VH-02"))


def open_here(office: Office) -> list[str]:
    rows = select(OpenFile.subject).filter_by(machine=here()).order_by(OpenFile.subject)
    return list(office.look(lambda work: work.session.scalars(rows).all()))


def test_a_file_open_elsewhere_is_told_comes_and_goes_and_moves_no_focus(
    screen: PersonScreen, other: Office, hearing: Colleagues, person_id: int
) -> None:
    focus = screen.focusWidget()
    assert screen.elsewhere.text == ""
    opens(other, person_id)
    hearing.listen()
    assert screen.elsewhere.text == f"Hồ sơ {TOLD}"
    assert screen.elsewhere.isVisible()
    assert screen.focusWidget() is focus
    closes(other, person_id)
    hearing.listen()
    assert not screen.elsewhere.isVisible()
    assert screen.focusWidget() is focus


def test_what_is_known_already_is_told_as_soon_as_the_file_is_opened(
    qtbot: QtBot,
    desk: Desk,
    habits: QSettings,
    other: Office,
    hearing: Colleagues,
    person_id: int,
) -> None:
    opens(other, person_id)
    hearing.listen()
    screen = PersonScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.show()
    screen.visit(OpenPerson(person_id))
    assert screen.elsewhere.text == f"Hồ sơ {TOLD}"


def test_a_file_is_open_here_for_as_long_as_its_page_is_seen(
    shared: Office, screen: PersonScreen, person_id: int
) -> None:
    assert open_here(shared) == [person_file(person_id)]
    screen.hide()
    assert open_here(shared) == []
    screen.show()
    assert open_here(shared) == [person_file(person_id)]
    another = taken_in(shared, full_name="Lê Hoàng An", papers=())
    screen.visit(OpenPerson(another))
    assert open_here(shared) == [person_file(another)]
    screen.close()
    assert open_here(shared) == []


def test_it_is_said_again_every_half_minute_unless_the_server_is_away(
    shared: Office, screen: PersonScreen, person_id: int, cable: Cable
) -> None:
    beat = screen.elsewhere._beat
    assert beat is not None
    assert (beat.isActive(), beat.interval()) == (True, 30_000)
    closes_here = partial(note_closed, subjects=[person_file(person_id)])
    shared.keep(closes_here)
    beat.timeout.emit()
    assert open_here(shared) == [person_file(person_id)]
    cable.pull()
    beat.timeout.emit()
    beat.timeout.emit()
    desk = screen.elsewhere._desk
    assert desk._waits is not None
    assert len(desk._waits._questions) == 1
    screen.hide()
    assert not beat.isActive()


def test_in_an_office_of_one_machine_there_is_nothing_of_it(
    qtbot: QtBot, office: Office, habits: QSettings, shared: Office
) -> None:
    desk = Desk(office, InlineLane())
    screen = PersonScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.show()
    opens(shared, taken_in(office))
    screen.visit(OpenPerson(1))
    assert screen.elsewhere._beat is None
    assert screen.elsewhere.text == ""
    assert open_here(office) == []
    assert desk._waits is None


def test_the_composer_tells_of_each_of_its_persons_by_name(
    qtbot: QtBot, desk: Desk, habits: QSettings, shared: Office, other: Office, person_id: int
) -> None:
    second = taken_in(shared, full_name="Lê Hoàng An", papers=())
    opens(other, person_id)
    page = ComposeScreen(desk, habits)
    qtbot.addWidget(page)
    page.resize(1182, 662)
    page.show()
    page.visit(Compose((person_id, second)))
    qtbot.waitUntil(lambda: bool(page.elsewhere.text))
    assert page.elsewhere.text == f"Hồ sơ của Trần Văn Thắng {TOLD}"
    assert open_here(shared) == [person_file(person_id), person_file(second)]
    opens(other, second)
    page.elsewhere._say_again()
    assert page.elsewhere.text.splitlines() == [
        f"Hồ sơ của Trần Văn Thắng {TOLD}",
        f"Hồ sơ của Lê Hoàng An {TOLD}",
    ]


def test_the_merge_tells_of_both_and_what_is_chosen_stays_when_others_save(
    qtbot: QtBot, desk: Desk, habits: QSettings, shared: Office, other: Office, person_id: int
) -> None:
    second = taken_in(shared, full_name="Trần Văn Thăng", hamlet_id=1, papers=())
    opens(other, second)
    page = MergeScreen(desk, habits)
    qtbot.addWidget(page)
    page.resize(1182, 662)
    page.show()
    page.visit(OpenMerge(person_id, second))
    assert page.elsewhere.text == f"Hồ sơ của Trần Văn Thăng {TOLD}"
    name = next(iter(page.sides.groups))
    page.sides.choose(name, 1)
    desk.changed.emit(FromOthers({"person"}))
    assert name in page.sides.taken


def test_the_list_marks_files_open_elsewhere(
    qtbot: QtBot,
    desk: Desk,
    habits: QSettings,
    other: Office,
    hearing: Colleagues,
    person_id: int,
) -> None:
    screen = PeopleScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1182, 662)
    screen.show()
    name = 1  # the first column after the ticks
    assert screen.rows.cell(0, name).sign is None
    opens(other, person_id)
    hearing.listen()
    assert screen.rows.cell(0, name).sign is not None
    tip = screen.rows.columns[0].tip
    assert tip is not None
    assert tip(screen.rows.all[0]) == f"Hồ sơ {TOLD}"
    closes(other, person_id)
    hearing.listen()
    assert screen.rows.cell(0, name).sign is None


def test_pages_follow_what_others_save_and_nothing_is_said_to_be_saved_here(
    desk: Desk, shared: Office, other: Office, hearing: Colleagues
) -> None:
    heard: list[frozenset[str]] = []
    desk.changed.connect(heard.append)
    hearing.listen()
    assert heard == []
    desk.do(QWidget(), partial(add_hamlet, name="Thôn Bãi"), lambda _: None)
    hearing.listen()
    assert len(heard) == 1
    replace(other, actor=replace(other.actor, role=Role.ADMINISTRATOR)).do(
        partial(add_hamlet, name="Thôn Nổi")
    )
    hearing.listen()
    assert len(heard) == 2
    assert "hamlet" in heard[1]
    assert isinstance(heard[1], FromOthers)


def test_everything_is_read_anew_when_the_server_is_back(
    desk: Desk, hearing: Colleagues, cable: Cable, qtbot: QtBot
) -> None:
    status = StatusBar("Nguyễn Thị Hạnh")
    qtbot.addWidget(status)
    desk.away_turned.connect(status.show_away)
    heard: list[frozenset[str]] = []
    desk.changed.connect(heard.append)
    cable.pull()
    hearing.listen()
    assert desk.is_away
    assert not status._away.isHidden()
    cable.put_back()
    assert desk._waits is not None
    desk._waits.absence._ask()
    assert status._away.isHidden()
    assert {"person", "decision", "standing"} <= heard[0]


def test_a_window_is_not_closed_over_what_waits_without_a_word(
    desk: Desk, hearing: Colleagues, window: QMainWindow, cable: Cable
) -> None:
    cable.pull()
    desk.do(QWidget(window), partial(add_hamlet, name="Thôn Bãi"), lambda _: None)
    window.close()
    assert window.isVisible()
    [box] = window.findChildren(QMessageBox)
    assert "còn 1 việc chưa lưu được" in box.text()
    box.reject()
    assert window.isVisible()
    window.close()
    window.findChildren(QMessageBox)[-1].accept()
    assert not window.isVisible()


def test_one_line_is_enough_for_a_page_nobody_sees_yet(desk: Desk, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    line = OpenElsewhereLine(desk, page)
    line.watch({person_file(1): ""})
    assert line._beat is None
