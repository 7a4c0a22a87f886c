"""The administrator moves the office to a server, back to this machine, and the old file again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine

from rehabdesk.domain.codes import Role
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.moving.telling import MovingStep, Stage
from rehabdesk.services.moving.to_server import ToServer, has_departed, move_to_server
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.server.homes import whereabouts_of
from rehabdesk.services.server.office_server import ServerOffice, ServerOwner
from rehabdesk.ui.backups.dialogs import SheetDialog
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settings.screen import SettingsScreen
from rehabdesk.ui.settings.server.dialogs import DownDialog, TakeBackDialog, UpDialog
from rehabdesk.ui.settings.server.part import ServerPart
from tests.builders import InlineLane
from tests.folders import OTHER_PASSWORD, PASSWORD
from tests.server_offices import a_database, drop, password_server
from tests.ui.conftest import Write
from tests.ui.settings.conftest import dialog_of, shown

__all__ = ["password_server"]
ON_SERVER = "Gió mùa đông bắc"


@pytest.fixture
def owner(password_server: Engine) -> Iterator[ServerOwner]:
    made = a_database(password_server)
    yield made
    drop(password_server, made)


def part_of(screen: SettingsScreen) -> ServerPart:
    screen.open_part("server")
    part = screen.part
    assert isinstance(part, ServerPart)
    return part


def filled(screen: SettingsScreen, owner: ServerOwner, write: Write) -> UpDialog:
    part_of(screen).move_button.click()
    dialog = dialog_of(screen, UpDialog)
    told = whereabouts_of(owner.address)
    dialog.host.setText(told.host)
    dialog.database.setText(told.database)
    dialog.login.setText(told.login)
    write(dialog.own.first, ON_SERVER)
    write(dialog.own.again, ON_SERVER)
    return dialog


def homes_of(screen: SettingsScreen) -> list[OfficeHome]:
    homes: list[OfficeHome] = []
    screen.moved.connect(homes.append)
    return homes


def test_up_stopped_on_the_way_then_done_with_its_proof(
    screen: SettingsScreen, folder: OfficeFolder, owner: ServerOwner, write: Write
) -> None:
    homes = homes_of(screen)
    dialog = filled(screen, owner, write)
    assert dialog.schema.value == "yen_thinh"

    def stop(step: MovingStep) -> None:
        if step.stage is Stage.PROVING:
            dialog.quiet_button.click()

    dialog.progress.stepped.connect(stop)
    dialog.accept_button.click()
    assert dialog.message.text.startswith("Đã dừng")
    assert not has_departed(folder.folder)
    dialog.progress.stepped.disconnect(stop)
    dialog.accept_button.click()
    assert dialog.message.text.startswith("Đã chuyển xong"), dialog.message.text
    assert "hai nơi giống hệt nhau" in dialog.proof.words.text()
    assert dialog.proof.table.model().rowCount() > 5
    assert "yen_thinh_u1" in dialog.proof.after.text()
    dialog.accept_button.click()
    [home] = homes
    assert isinstance(home, ServerOffice)
    assert home.office.is_shared
    assert has_departed(folder.folder)
    home.close()


def test_what_is_wrong_is_said_in_the_dialog_and_the_office_stays(
    screen: SettingsScreen, folder: OfficeFolder, owner: ServerOwner, write: Write
) -> None:
    dialog = filled(screen, owner, write)
    dialog.schema.setText("Yên Thịnh")
    dialog.accept_button.click()
    assert "chữ thường không dấu" in dialog.form.box("schema").message
    dialog.schema.setText("yen_thinh")
    dialog.login.setText("nguoi_la")
    dialog.accept_button.click()
    assert "không nhận tên đăng nhập, mật khẩu" in dialog.message.text
    assert folder.is_open
    assert dialog.isEnabled()


def test_a_machine_locked_meanwhile_asks_who_is_there(
    screen: SettingsScreen, owner: ServerOwner, write: Write
) -> None:
    homes = homes_of(screen)
    dialog = filled(screen, owner, write)

    def lock(_step: Any) -> None:
        dialog._desk._office = None

    dialog.progress.stepped.connect(lock)
    dialog.accept_button.click()
    [home] = homes
    assert not home.is_open
    home.close()


@pytest.fixture
def on_server(
    qtbot: QtBot, dressed: Style, folder: OfficeFolder, owner: ServerOwner, habits: QSettings
) -> Iterator[SettingsScreen]:
    order = ToServer(owner, "yen_thinh", ON_SERVER)
    moved = move_to_server(folder, order, lambda _: None, lambda: False)
    folder.leave()
    home = ServerOffice(folder.folder, owner.address, folder.resources, folder.clock)
    home.lock, home.cost = folder.lock, folder.cost
    home.join(moved.login, ON_SERVER)
    screen = SettingsScreen(Desk(home.office, InlineLane()), habits, home)
    qtbot.addWidget(screen)
    screen.resize(1182, 662)
    screen.show()
    yield screen
    home.close()


def test_back_to_this_machine_with_a_new_sheet(
    on_server: SettingsScreen, folder: OfficeFolder, owner: ServerOwner, write: Write
) -> None:
    homes = homes_of(on_server)
    part_of(on_server).move_button.click()
    dialog = dialog_of(on_server, DownDialog)
    dialog.login.setText(owner.address.login)
    write(dialog.own.first, OTHER_PASSWORD)
    write(dialog.own.again, OTHER_PASSWORD)
    dialog.accept_button.click()
    assert dialog.message.text.startswith("Đã chuyển xong"), dialog.message.text
    dialog.accept_button.click()
    sheet = dialog_of(on_server, SheetDialog)
    assert homes == []
    sheet.accept()
    [home] = homes
    assert isinstance(home, OfficeFolder)
    assert home.office.actor.name == "Nguyễn Thị Hạnh"
    assert not has_departed(folder.folder)
    home.leave()
    home.sign_in(1, OTHER_PASSWORD)
    home.close()


def test_the_old_file_is_taken_back_by_the_password_of_its_day(
    on_server: SettingsScreen, folder: OfficeFolder, write: Write
) -> None:
    homes = homes_of(on_server)
    part_of(on_server).take_back_button.click()
    dialog = dialog_of(on_server, TakeBackDialog)
    write(dialog.password, ON_SERVER)
    dialog.accept_button.click()
    assert "Mật khẩu chưa đúng" in dialog.form.box("password").message
    dialog.password.clear()
    write(dialog.password, PASSWORD)
    dialog.accept_button.click()
    [home] = homes
    assert not home.is_on_server
    assert not has_departed(folder.folder)
    home.close()


def test_only_an_administrator_finds_the_page(
    qtbot: QtBot, dressed: Style, folder: OfficeFolder, habits: QSettings, tmp_path: Path
) -> None:
    screen = shown(qtbot, folder, habits, Role.CLERK)
    screen._narrow("may chu")
    assert screen.list.count() == 0
