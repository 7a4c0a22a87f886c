"""A change that moves deadlines shows the moved ones before it is made, and names them after."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rehabdesk.services.office import Office
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.settings.law.calendar_dialogs import DayDialog, RemovalDialog, TableDialog
from rehabdesk.ui.settings.law.calendar_part import CalendarPart
from rehabdesk.ui.settings.law.deadline_dialogs import BackDialog, DeadlineDialog
from rehabdesk.ui.settings.law.deadlines_part import DeadlinesPart
from rehabdesk.ui.settings.law.moved_preview import NOTHING
from rehabdesk.ui.settings.part import SettingsPart
from rehabdesk.ui.settings.screen import SettingsScreen
from tests.builders import a_volunteer, taken_in
from tests.ui.conftest import Write
from tests.ui.paper_builders import numbered, submitted
from tests.ui.settings.conftest import dialog_of

P = TypeVar("P", bound=SettingsPart)
HasPreview = DayDialog | TableDialog | RemovalDialog | DeadlineDialog | BackDialog


def part_of(screen: SettingsScreen, key: str, kind: type[P]) -> tuple[P, list[Notice]]:
    """Open a part, and listen to what is said at the bottom of the window."""
    screen.open_part(key)
    assert isinstance(screen.part, kind)
    said: list[Notice] = []
    screen.part._desk.noticed.connect(said.append)
    return screen.part, said


@pytest.fixture
def waiting(office: Office) -> None:
    """One decision to be sent to the police within a working day: by the 25th."""
    decision_id = submitted(office, taken_in(office), (a_volunteer(office),))
    numbered(office, decision_id, "41")


def moved_in(dialog: HasPreview, qtbot: QtBot) -> list[tuple[str, str, str]]:
    """Wait until the typing has rested, and read what would move."""
    qtbot.waitUntil(dialog.moved.isVisible)
    return [(row.who, row.before, row.after) for row in dialog.moved.list.rows.all]


def test_a_deadline_shows_what_it_moves_before_it_is_set_and_says_so_after(
    qtbot: QtBot, screen: SettingsScreen, waiting: None, write: Write
) -> None:
    part, said = part_of(screen, "deadlines", DeadlinesPart)
    part.table.choose("send_decision")
    part.set_button.click()
    dialog = dialog_of(screen, DeadlineDialog)
    assert not dialog.moved.isVisible()
    dialog.amount.setText("3")
    assert moved_in(dialog, qtbot) == [("Trần Văn Thắng", "25/11/2026", "27/11/2026")]
    assert dialog.moved.title.text() == "1 hạn việc đổi theo"
    write(dialog.reason, "Quy chế của xã")
    dialog.accept_button.click()
    [go_on] = [each for each in dialog.message._links if each.isVisible()]
    QTest.keyClick(go_on, Qt.Key.Key_Space)
    assert "1 hạn việc đổi: Gửi quyết định cho Công an xã, Trần Văn Thắng" in said[-1].text
    part.back_button.click()
    back = dialog_of(screen, BackDialog)
    assert moved_in(back, qtbot) == [("Trần Văn Thắng", "27/11/2026", "25/11/2026")]
    back.accept_button.click()
    assert "(27/11/2026 → 25/11/2026)" in said[-1].text


def test_a_day_off_shows_what_it_moves_when_it_comes_and_when_it_goes(
    qtbot: QtBot, screen: SettingsScreen, waiting: None, write: Write
) -> None:
    part, said = part_of(screen, "calendar", CalendarPart)
    part.add_button.click()
    dialog = dialog_of(screen, DayDialog)
    dialog.on.setText("25/11/2026")
    qtbot.waitUntil(lambda: dialog.moved.list.rows.all != ())
    assert moved_in(dialog, qtbot) == [("Trần Văn Thắng", "25/11/2026", "26/11/2026")]
    write(dialog.name, "Nghỉ phòng bão")
    dialog.accept_button.click()
    assert said[-1].text.startswith("Đã lưu. 1 hạn việc đổi: ")
    part.days.choose(date(2026, 11, 25))
    part.remove_button.click()
    removal = dialog_of(screen, RemovalDialog)
    assert moved_in(removal, qtbot) == [("Trần Văn Thắng", "26/11/2026", "25/11/2026")]
    removal.accept_button.click()
    assert said[-1].text.startswith("Đã bỏ. 1 hạn việc đổi: ")


def test_a_whole_table_shows_what_it_moves_and_a_day_that_moves_nothing_says_so(
    qtbot: QtBot, screen: SettingsScreen, waiting: None, tmp_path: Path
) -> None:
    part, _ = part_of(screen, "calendar", CalendarPart)
    rows = [f"{row.day.on:%d/%m/%Y};{row.day.name};{row.day.kind}" for row in part.days.rows.all]
    file = tmp_path / "2026.csv"
    file.write_text("\n".join(["Ngày;Tên;Loại", *rows, "25/11/2026;Nghỉ bão;nghỉ"]), "utf-8")
    part.load(file)
    table = dialog_of(screen, TableDialog)
    assert moved_in(table, qtbot) == [("Trần Văn Thắng", "25/11/2026", "26/11/2026")]
    table.reject()
    part.add_button.click()
    day = dialog_of(screen, DayDialog)
    day.on.setText("31/12/2026")
    qtbot.waitUntil(lambda: day.moved.title.text() == NOTHING)
    assert moved_in(day, qtbot) == []
