from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.domain.generations import BackupReason
from rehabdesk.services.people.files import count_files
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import (
    BackupLight,
    BackupState,
    back_up,
    choose_second_place,
)
from rehabdesk.services.safekeeping.sheet import note_sheet_place, sheet_place
from rehabdesk.ui.backups.dialogs import GoBackDialog, SheetDialog
from rehabdesk.ui.backups.screen import BackupsScreen
from rehabdesk.ui.entry.safety import light_of
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.style import Style
from tests.builders import InlineLane, taken_in
from tests.folders import PASSWORD, a_copied_office
from tests.ui.conftest import Write


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[OfficeFolder]:
    made, _ = a_copied_office(tmp_path / "office")
    stick = tmp_path / "SAOLUU-01"
    stick.mkdir()
    choose_second_place(made, stick)
    taken_in(made.opened.office)
    back_up(made, BackupReason.START)
    yield made
    made.close()


@pytest.fixture
def screen(qtbot: QtBot, dressed: Style, folder: OfficeFolder, habits: QSettings) -> BackupsScreen:
    shown = BackupsScreen(Desk(folder.opened.office, InlineLane()), habits, folder)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_the_cards_say_how_safe_the_records_are(screen: BackupsScreen) -> None:
    assert screen.safety.title.text() == "Dữ liệu an toàn"
    line = screen.safety.line.text()
    assert "hôm nay, có ở hai nơi: máy này và Thư mục “SAOLUU-01”." in line
    assert screen.safety.proof.text() == ("Phần mềm đã mở thử bản đó và đếm đủ 1 hồ sơ, 0 văn bản.")
    assert [row.place for row in screen.table.rows.all] == ["Thư mục “SAOLUU-01”", "Máy này"]
    assert screen.need.place.text() == "Chưa ghi phiếu đang cất ở đâu."


def test_backing_up_by_its_key_adds_a_line_to_both_places(
    screen: BackupsScreen, folder: OfficeFolder
) -> None:
    said: list[Notice] = []
    lights: list[BackupState] = []
    screen._desk.noticed.connect(said.append)
    screen.state_changed.connect(lights.append)
    QTest.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert len(screen.table.rows.all) == 4
    assert [row.reason for row in screen.table.rows.all][:2] == ["Bấm Sao lưu ngay"] * 2
    assert said[0].text.startswith("Đã sao lưu 23/11/2026")
    assert lights[-1].light == BackupLight.GOOD


def test_a_missing_second_place_is_told_on_the_page(screen: BackupsScreen, tmp_path: Path) -> None:
    for file in sorted((tmp_path / "SAOLUU-01").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    (tmp_path / "SAOLUU-01").rmdir()
    lights: list[BackupState] = []
    screen.state_changed.connect(lights.append)
    screen.now_button.click()
    assert screen.message.text.startswith("Không thấy USB “SAOLUU-01”.")
    tint, words = light_of(lights[-1])
    assert tint == "warn"
    assert words.endswith("chỉ trên máy này")


def test_one_generation_is_opened_to_see(screen: BackupsScreen) -> None:
    screen.try_button.click()
    assert screen.message.text.endswith("“SAOLUU-01” mở được: 1 hồ sơ, 0 văn bản.")


def test_a_damaged_generation_says_so_and_harms_nothing(
    screen: BackupsScreen, folder: OfficeFolder
) -> None:
    row = screen.table.rows.all[0]
    (row.source / "office.db").write_bytes(b"x" * 4096)
    screen.try_button.click()
    assert "không mở được" in screen.message.text
    assert screen.isEnabled()


def test_going_back_needs_the_word_and_counts_what_is_lost(
    qtbot: QtBot, screen: BackupsScreen, folder: OfficeFolder, write: Write
) -> None:
    taken_in(folder.opened.office, full_name="Lê Văn Bền", papers=())
    screen.back_button.click()
    [dialog] = screen.findChildren(GoBackDialog)
    assert "1 hồ sơ, 0 văn bản. Những gì ghi sau lúc đó (2 việc) sẽ không còn." in (
        dialog.words.text()
    )
    dialog.accept_button.click()
    assert dialog.form.box("word").message == "Gõ TRO LAI để đồng ý."
    assert folder.is_open
    write(dialog.word, "TRO LAI")
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(screen.restored):
        QTest.keyClick(dialog.word, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not folder.is_open
    office = folder.sign_in(1, PASSWORD)
    assert office.look(count_files).everybody == 1


def test_a_new_sheet_is_made_only_after_its_price_is_told(
    qtbot: QtBot, screen: BackupsScreen, folder: OfficeFolder
) -> None:
    office = folder.opened.office
    office.do(lambda work: note_sheet_place(work, "két sắt văn thư"))
    screen.refresh()
    assert screen.need.place.text() == "Phiếu cất ở: két sắt văn thư (ghi 23/11/2026)."
    screen.need.print_button.click()
    [box] = screen.findChildren(QMessageBox)
    assert "Phiếu đang cất hết tác dụng ngay" in box.text()
    assert office.look(sheet_place) is not None
    box.accept()
    [dialog] = screen.findChildren(SheetDialog)
    assert office.look(sheet_place) is None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.message.text.startswith("Phiếu cũ đã hết tác dụng.")


def test_whoever_may_not_keep_backups_is_told_whom_to_ask(
    qtbot: QtBot, dressed: Style, folder: OfficeFolder, habits: QSettings
) -> None:
    office = folder.opened.office
    leader = replace(office, actor=replace(office.actor, role=Role.LEADER))
    screen = BackupsScreen(Desk(leader, InlineLane()), habits, folder)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.message.text == (
        "Phần này chỉ người được giao quyền xem. Hỏi người quản trị nếu cần."
    )
    assert not screen.now_button.isEnabled()
    assert not screen.table.isVisible()


def test_a_clerk_neither_moves_the_second_place_nor_prints_a_sheet(
    qtbot: QtBot, dressed: Style, folder: OfficeFolder, habits: QSettings
) -> None:
    office = folder.opened.office
    clerk = replace(office, actor=replace(office.actor, role=Role.CLERK))
    screen = BackupsScreen(Desk(clerk, InlineLane()), habits, folder)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.second.words.text() == "Thư mục “SAOLUU-01”"
    assert not screen.second.choose_button.isVisible()
    assert not screen.need.print_button.isVisible()
    assert screen.now_button.isEnabled()
