"""The page of the journal: filtered, checked, printed with a purpose, leading to the file."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from rehabdesk.services.journal.words import Kind
from rehabdesk.services.office import Office
from rehabdesk.services.people.one_file import open_file
from rehabdesk.ui.journal.screen import JournalScreen
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.leaving import list_as_it_stands
from rehabdesk.ui.visits import OpenPerson
from tests.builders import taken_in


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, office: Office, habits: QSettings) -> JournalScreen:
    person = taken_in(office)
    office.do(partial(open_file, person_id=person))
    page = JournalScreen(desk, habits)
    qtbot.addWidget(page)
    page.resize(1182, 662)
    page.show()
    return page


def test_what_was_looked_at_is_found_and_opened(screen: JournalScreen) -> None:
    everything = screen.table.rows.rowCount()
    screen.kind.value = Kind.LOOKED
    [row] = screen.table.rows.all
    assert (row.verb, row.what) == ("Xem", "Hồ sơ Trần Văn Thắng")
    assert screen.count.text() == "1 dòng"
    told: list[object] = []
    screen.wanted.connect(told.append)
    screen.table.opened.emit(row)
    assert told == [OpenPerson(1)]
    screen.kind.value = Kind.ANY
    assert screen.table.rows.rowCount() == everything > 1


def test_it_is_checked_and_leaves_with_a_purpose(screen: JournalScreen) -> None:
    screen.check_button.click()
    assert "Nhật ký còn nguyên" in screen.message.text
    leaving = list_as_it_stands(screen.table)
    assert leaving.names_persons
    assert leaving.told == "30 ngày gần nhất"
    assert len(leaving.rows) == screen.table.rows.rowCount()
    screen.mine_button.click()
    assert "từ thứ Hai" in screen.message.text


def test_hidden_names_are_hidden_here_too(screen: JournalScreen, desk: Desk) -> None:
    desk.hide_names(are_hidden=True)
    told = " ".join(row.what for row in screen.table.rows.all)
    assert "T.V.T. 1991" in told
    assert "Thắng" not in told
