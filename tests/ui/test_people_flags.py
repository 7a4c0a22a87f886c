"""Flags of one's own: from a person's file, and on many persons of the list at once."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.services.office import Office
from rehabdesk.services.tasks.flags import read_flagged, set_flags
from rehabdesk.services.tasks.notes import set_flag
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.flagging import FlagDialog
from rehabdesk.ui.kit.buttons import plain
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.people.screen import PeopleScreen
from tests.builders import taken_in
from tests.ui.conftest import Write
from tests.ui.people_course import menu_line, opened

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def notices(desk: Desk) -> list[Notice]:
    told: list[Notice] = []
    desk.noticed.connect(told.append)
    return told


@pytest.fixture(autouse=True)
def user(office: Office) -> None:
    """Flags belong to somebody: the one who is signed in."""
    facts = UserFacts("Nguyễn Thị Hạnh", "", Role.CLERK)
    office.do(partial(add_user, facts=facts))


def flags(office: Office, *person_ids: int) -> list[tuple[int, date, str]]:
    found = office.look(partial(read_flagged, person_ids=person_ids)).flags
    return [(each.person_id, each.on, each.word) for each in found]


def undo(notices: list[Notice]) -> None:
    act = notices[-1].act
    assert act is not None
    act()


@pytest.fixture
def person_id(office: Office) -> int:
    return taken_in(office)


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings, person_id: int) -> PersonScreen:
    return opened(qtbot, desk, habits, person_id)


def written(screen: PersonScreen | PeopleScreen, write: Write, on: str, word: str) -> FlagDialog:
    dialog = screen.findChildren(FlagDialog)[-1]
    dialog.on.setText(on)
    dialog.word.clear()
    write(dialog.word, word)
    dialog.accept_button.click()
    return dialog


def test_a_flag_is_set_changed_and_taken_off_in_the_file(
    qtbot: QtBot,
    office: Office,
    screen: PersonScreen,
    person_id: int,
    write: Write,
    notices: list[Notice],
) -> None:
    qtbot.keyClick(screen.timeline.view, Qt.Key.Key_J, CONTROL)
    written(screen, write, "25/11/2026", "Hỏi giấy ra trại")
    assert flags(office, person_id) == [(person_id, date(2026, 11, 25), "Hỏi giấy ra trại")]
    assert notices[-1].text == "Đã gắn cờ nhắc Trần Văn Thắng."
    assert screen.aside.next._what.text() == "Hỏi giấy ra trại"
    menu_line(screen, "Sửa cờ nhắc…")
    dialog = screen.findChildren(FlagDialog)[-1]
    assert (dialog.on.text(), dialog.word.value) == ("25/11/2026", "Hỏi giấy ra trại")
    written(screen, write, "26/11/2026", "Gọi gia đình")
    assert flags(office, person_id) == [(person_id, date(2026, 11, 26), "Gọi gia đình")]
    undo(notices)
    assert flags(office, person_id) == [(person_id, date(2026, 11, 25), "Hỏi giấy ra trại")]
    menu_line(screen, "Bỏ cờ nhắc")
    assert flags(office, person_id) == []
    undo(notices)
    assert flags(office, person_id) == [(person_id, date(2026, 11, 25), "Hỏi giấy ra trại")]


def test_the_flag_is_taken_off_from_the_card_and_from_its_dialog(
    office: Office, screen: PersonScreen, person_id: int
) -> None:
    office.do(partial(set_flag, person_id=person_id, on=date(2026, 11, 23), word="Gọi"))
    screen.refresh()
    assert plain(screen.aside.next.button.text()) == "Bỏ cờ nhắc"
    screen.aside.next.button.click()
    assert flags(office, person_id) == []
    office.do(partial(set_flag, person_id=person_id, on=date(2026, 11, 23), word="Gọi"))
    screen.refresh()
    menu_line(screen, "Sửa cờ nhắc…")
    screen.findChildren(FlagDialog)[-1].drop_button.click()
    assert flags(office, person_id) == []


def test_a_flag_without_day_or_word_is_refused_under_its_field(
    office: Office, screen: PersonScreen, person_id: int
) -> None:
    menu_line(screen, "Gắn cờ nhắc…")
    dialog = screen.findChildren(FlagDialog)[-1]
    dialog.accept_button.click()
    assert dialog.form.box("on").message == "Ghi ngày nhắc."
    dialog.on.setText("25/11/2026")
    dialog.accept_button.click()
    assert dialog.form.box("word").message == "Ghi nhắc việc gì."
    assert flags(office, person_id) == []


def test_ticked_persons_are_flagged_together_counted_and_undone(
    qtbot: QtBot,
    office: Office,
    desk: Desk,
    habits: QSettings,
    write: Write,
    notices: list[Notice],
) -> None:
    names = ("Bùi Thành Đạt", "Vũ Tiến Dũng", "Cao Bá Phúc", "Lý Văn Sơn")
    ids = [taken_in(office, full_name=name, papers=()) for name in names]
    office.do(partial(set_flag, person_id=ids[0], on=date(2026, 11, 24), word="Cờ cũ"))
    screen = PeopleScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1182, 662)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    screen.table.setFocus()
    for _ in names:
        qtbot.keyClick(screen.table, Qt.Key.Key_Space)
        qtbot.keyClick(screen.table, Qt.Key.Key_Down)
    assert set(screen.table.ticked_ids) == set(ids)
    qtbot.keyClick(screen.table, Qt.Key.Key_J, CONTROL)
    dialog = screen.findChildren(FlagDialog)[-1]
    assert dialog.who.text().endswith("và 1 người nữa")
    assert dialog.warning.text == "1 người đã có cờ nhắc; cờ mới thay cờ cũ."
    written(screen, write, "30/11/2026", "Mời họp")
    assert notices[-1].text == "Đã gắn cờ nhắc 4 người."
    assert sorted(flags(office, *ids)) == [(each, date(2026, 11, 30), "Mời họp") for each in ids]
    undo(notices)
    assert flags(office, *ids) == [(ids[0], date(2026, 11, 24), "Cờ cũ")]


def test_who_has_no_file_any_more_is_counted_apart(office: Office, person_id: int) -> None:
    act = partial(set_flags, person_ids=(person_id, 999), on=date(2026, 11, 30), word="Gọi")
    made = office.do(act).result
    assert (made.done, made.missing) == ((person_id,), (999,))
