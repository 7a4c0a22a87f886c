"""Each role signs in and goes through every page of its rail: none is empty, barred or dead."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import TypeVar

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.domain.reports.codes import OfficeLevel
from rehabdesk.services.activities.facts import NextTask, RecordActivity
from rehabdesk.services.activities.recording import record_activity
from rehabdesk.services.offices import correct_profile, list_profiles
from rehabdesk.services.safekeeping.keyholders import admit_user, give_password
from rehabdesk.services.users import UserFacts
from rehabdesk.ui.contacts.dialog import ContactDialog
from rehabdesk.ui.entry.sign_in import SignInPage
from rehabdesk.ui.finds import find
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.opening import running_application
from rehabdesk.ui.session import Session
from rehabdesk.ui.settings.screen import SettingsScreen
from rehabdesk.ui.shell.rail import RailItem
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.shell.trail import NOT_THERE
from rehabdesk.ui.shell.watch import Watch
from rehabdesk.ui.team.activities.dialog import ActivityDialog
from rehabdesk.ui.team.activities.tab import ActivitiesTab
from rehabdesk.ui.team.follow.tab import FollowTab
from rehabdesk.ui.team.screen import TeamScreen
from rehabdesk.ui.today.screen import TodayScreen
from rehabdesk.ui.visits import NoteMeeting, OpenPerson, OpenTeam
from rehabdesk.ui.window import MainWindow
from tests.builders import InlineLane
from tests.folders import OTHER_PASSWORD, PASSWORD, a_copied_office, a_folder
from tests.services.rights.scene import LATER, Scene, build_two_teams
from tests.ui.conftest import Write

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")
NAMES = {
    Role.CLERK: "Trần Văn Kiên",
    Role.LEADER: "Lê Quang Vịnh",
    Role.TEAM_LEADER: "Lê Xuân Trường",
    Role.CONSOLIDATOR: "Ngô Thị Nhàn",
    Role.ADMINISTRATOR: "Đỗ Văn Thuận",
}
RAILS = {
    Role.CLERK: "today files register assignments team supports body_tests reports targets imports"
    " journal backups settings",
    Role.LEADER: "today files register assignments team supports reports targets journal settings",
    Role.TEAM_LEADER: "today team journal settings",
    Role.CONSOLIDATOR: "journal backups settings",
    Role.ADMINISTRATOR: "today files register assignments team supports body_tests reports targets"
    " imports journal backups settings",
}
SETTINGS = {
    Role.CLERK: "law deadlines calendar forms display lock",
    Role.LEADER: "law deadlines calendar forms display lock",
    Role.TEAM_LEADER: "display lock",
    Role.CONSOLIDATOR: "law deadlines calendar forms display lock",
}
W = TypeVar("W", bound=QWidget)
_SCENES: dict[Path, Scene] = {}


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed office with two teams and somebody of every role."""
    place = tmp_path_factory.mktemp("staffed") / "office"
    folder, _ = a_copied_office(place)
    office = folder.opened.office
    scene = build_two_teams(office)
    for role, name in NAMES.items():
        if role is Role.TEAM_LEADER:
            give_password(folder, scene.user, OTHER_PASSWORD)
        else:
            admit_user(folder, UserFacts(name, role.label, role), OTHER_PASSWORD)
    task = NextTask("Phát tờ rơi", due_on=LATER.date())
    order = RecordActivity("meeting", LATER.date(), team_id=scene.own, next_tasks=(task,))
    folder.clock.now = LATER  # type: ignore[attr-defined]
    office.do(partial(record_activity, order=order))
    folder.close()
    _SCENES[place] = scene
    return place


@pytest.fixture
def scene(staffed: Path) -> Scene:
    return _SCENES[staffed]


@pytest.fixture
def place(staffed: Path, tmp_path: Path) -> Path:
    return copytree(staffed, tmp_path / "office")


def come_in(qtbot: QtBot, habits: QSettings, place: Path, write: Write, name: str) -> Shell:
    """Sign in as somebody, through the page, and return what stands there then."""
    window = MainWindow(habits, Watch(running_application()))
    folder = a_folder(place)
    folder.clock.now = LATER  # type: ignore[attr-defined]
    session = Session(folder, habits, InlineLane(), window)
    window.session = session  # type: ignore[attr-defined]  # both live as long as the test
    qtbot.addWidget(window)
    window.resize(1366, 720)
    window.show()
    session.begin()
    page = next(each for each in window.findChildren(SignInPage) if each.isVisible())
    while page.users.user is None or page.users.user.name != name:
        before = page.users.user
        page.users.go(1)
        assert page.users.user != before, "not among those who may sign in"
    write(page.password.password, OTHER_PASSWORD)
    qtbot.keyClick(page.password.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(Shell)))
    [shell] = window.findChildren(Shell)
    return shell


def barred(shell: Shell) -> list[str]:
    """Return every sentence that tells of a right that is not there."""
    told = [each.text for each in shell.findChildren(MessageFrame) if each.isVisibleTo(shell)]
    boxes = [each.text() for each in shell.window().findChildren(QMessageBox)]
    return [one for one in (*told, *boxes, shell.bottom.text) if "được giao quyền" in one]


def the(shell: Shell, kind: type[W]) -> W:
    [page] = shell.findChildren(kind)
    return page


def opened(shell: Shell, kind: type[W]) -> W:
    return next(each for each in shell.window().findChildren(kind) if each.isVisible())


def rail_of(shell: Shell) -> list[str]:
    return [each.place.key for each in shell.rail.findChildren(RailItem)]


@pytest.mark.parametrize("role", list(Role))
def test_every_page_of_the_rail_is_there_and_shows_something(
    role: Role, qtbot: QtBot, dressed: Style, habits: QSettings, place: Path, write: Write
) -> None:
    shell = come_in(qtbot, habits, place, write, NAMES[role])
    keys = rail_of(shell)
    assert keys == RAILS[role].split()
    for key in keys:
        shell.go_to(key)
        page = shell.trail.page
        assert page is not None
        assert page.isVisible()
        assert barred(shell) == [], key
    parts = [each.key for each in the(shell, SettingsScreen)._entries]
    assert parts == SETTINGS[role].split() if role in SETTINGS else len(parts) == 14


def test_a_team_leader_goes_through_the_tabs_and_sees_the_own_team(
    qtbot: QtBot, dressed: Style, habits: QSettings, place: Path, write: Write
) -> None:
    shell = come_in(qtbot, habits, place, write, NAMES[Role.TEAM_LEADER])
    shell.go_to("team")
    screen = the(shell, TeamScreen)
    titles = [screen.tabs.tabText(each) for each in range(screen.tabs.count())]
    assert titles == [
        "Danh sách đội",
        "Bảng tháng",
        "Buổi họp, hoạt động",
        "Theo dõi",
        "Chỉ tiêu giao đội",
    ]
    assert [each.name for each in screen._teams] == ["Đội Thôn Thượng"]
    for at in range(screen.tabs.count()):
        screen.tabs.setCurrentIndex(at)
        assert barred(shell) == [], titles[at]
    screen.turn_to("follow")
    page = screen.page("follow")
    assert isinstance(page, FollowTab)
    assert [one.name for row in page.table.rows.all for one in row.persons] == ["Lê Hoàng An"]
    for verb in shell.commands():
        assert verb.title not in {"Tiếp nhận", "Soạn quyết định", "Nhập số", "Hỏi nhanh số liệu"}


def test_her_morning_and_her_search_lead_to_a_meeting(
    qtbot: QtBot, dressed: Style, habits: QSettings, place: Path, write: Write, scene: Scene
) -> None:
    shell = come_in(qtbot, habits, place, write, NAMES[Role.TEAM_LEADER])
    today = the(shell, TodayScreen)
    assert today.today is not None
    assert [pile for pile, button in today.piles.buttons.items() if button.isVisible()] == list(
        today.today.piles
    )
    assert not today.chair_button.isVisible()
    assert [row.task.title for row in today.today.rows] == ["Việc của đội: Phát tờ rơi"]
    assert today.panel.act_button.isVisible()
    assert not today.panel.open_button.isVisible()
    office = shell._desk.office
    assert office is not None
    persons = office.look(partial(find, typed="hoàng"))
    assert [each.title for each in persons] == ["Lê Hoàng An"]
    assert office.look(partial(find, typed="Vũ")) == []
    shell._open_found(persons[0])
    dialog = opened(shell, ContactDialog)
    assert dialog.person_ids == (scene.own_person,)
    dialog.reject()


def test_she_records_by_the_dialogs_and_takes_it_back(
    qtbot: QtBot, dressed: Style, habits: QSettings, place: Path, write: Write, scene: Scene
) -> None:
    shell = come_in(qtbot, habits, place, write, NAMES[Role.TEAM_LEADER])
    shell.follow(OpenTeam("activities"))
    tab = the(shell, TeamScreen).page("activities")
    assert isinstance(tab, ActivitiesTab)
    assert tab.record_button.isEnabled()
    before = len(tab.list.table.rows.all)
    tab.record_button.click()
    dialog = opened(shell, ActivityDialog)
    assert [dialog.team.itemText(each) for each in range(dialog.team.count())] == [
        "Đội Thôn Thượng"
    ]
    dialog.kind.value = "meeting"
    dialog.accept_button.click()
    if dialog.isVisible():  # the same kind of the same day is asked about
        dialog.message.findChildren(QAbstractButton)[-1].click()
    assert len(tab.list.table.rows.all) == before + 1
    shell.bottom.follow()
    assert len(tab.list.table.rows.all) == before
    shell.follow(NoteMeeting((scene.own_person,)))
    note = opened(shell, ContactDialog)
    assert note.who.value.volunteer_id == scene.leader
    write(note.words, "Đã có việc làm")
    note.accept_button.click()
    assert not note.isVisible()
    assert "Lê Hoàng An" in shell.bottom.text
    shell.bottom.follow()
    assert barred(shell) == []


def test_a_page_that_is_not_there_is_told_at_the_bottom(
    qtbot: QtBot, dressed: Style, habits: QSettings, place: Path, write: Write, scene: Scene
) -> None:
    shell = come_in(qtbot, habits, place, write, NAMES[Role.TEAM_LEADER])
    shell.follow(OpenPerson(scene.own_person))
    assert shell.bottom.text == NOT_THERE


def test_the_consolidator_of_an_upper_office_sees_packages_and_no_files(
    qtbot: QtBot, dressed: Style, habits: QSettings, place: Path, write: Write
) -> None:
    folder = a_folder(place)
    folder.sign_in(1, PASSWORD)
    office = folder.opened.office
    [row] = office.look(list_profiles)
    raised = replace(row.facts, level=OfficeLevel.PROVINCE)
    office.do(partial(correct_profile, profile_id=row.id, version=row.version, facts=raised))
    folder.close()
    shell = come_in(qtbot, habits, place, write, NAMES[Role.CONSOLIDATOR])
    keys = rail_of(shell)
    assert keys == [
        "today",
        "reports",
        "targets",
        "consolidation",
        "journal",
        "backups",
        "settings",
    ]
    for key in keys:
        shell.go_to(key)
        assert barred(shell) == [], key
