"""A machine is joined to an office on a server, or founds one there, from the first page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rehabdesk.persistence.server.schemas import login_of
from rehabdesk.services.entrance.server_door import ServerDoor
from rehabdesk.services.entrance.server_note import NOTE
from rehabdesk.services.server.homes import Whereabouts, whereabouts_of
from rehabdesk.services.server.office_server import ServerOffice, ServerOwner
from rehabdesk.ui.entry.card import LAST_USER
from rehabdesk.ui.entry.first_run import FirstRunPage
from rehabdesk.ui.entry.password_panel import RULES_ON_SERVER
from rehabdesk.ui.entry.sign_in import ASK_THE_ADMINISTRATOR, SignInPage
from rehabdesk.ui.entry.steps.joining import Errand, JoinDialog
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from tests.builders import NOW, RESOURCES, InlineLane
from tests.folders import PASSWORD, a_folder
from tests.server_offices import SCHEMA
from tests.ui.conftest import Write


@pytest.fixture
def page(qtbot: QtBot, dressed: Style, tmp_path: Path, habits: QSettings) -> FirstRunPage:
    shown = FirstRunPage(Desk(None, InlineLane()), a_folder(tmp_path / "here"), habits)
    qtbot.addWidget(shown)
    shown.resize(1366, 736)
    shown.show()
    return shown


def _asked(page: FirstRunPage, owner: ServerOwner, login: str = "") -> JoinDialog:
    told = whereabouts_of(owner.address)
    page.ask_server(Whereabouts(told.host, told.database, login or told.login))
    dialog = page.findChild(JoinDialog)
    assert dialog is not None
    return dialog


def test_a_user_joins_a_machine_from_the_first_page(
    page: FirstRunPage, founded: ServerOwner, write: Write, habits: QSettings
) -> None:
    login = login_of(SCHEMA, 1)
    homes: list[ServerOffice] = []
    page.joined.connect(homes.append)
    dialog = _asked(page, founded, login)
    write(dialog.password, "sai mất rồi")
    dialog.accept_button.click()
    assert "không nhận tên đăng nhập, mật khẩu" in dialog.message.text
    dialog.password.clear()
    write(dialog.password, PASSWORD)
    dialog.accept_button.click()
    [home] = homes
    assert home.office.actor.name == "Nguyễn Thị Hạnh"
    assert habits.value(LAST_USER) == home.office.actor.user_id  # who is asked for at the lock
    assert PASSWORD not in (home.folder / NOTE).read_text()
    entrance = ServerDoor(home.folder).entrance()
    assert entrance.is_on_server
    assert entrance.office_name == "UBND xã Yên Thịnh"
    home.close()


def test_a_new_office_is_founded_on_the_server_without_sheet_and_second_place(
    page: FirstRunPage, owner: ServerOwner, write: Write
) -> None:
    homes: list[ServerOffice] = []
    there: list[ServerOffice] = []
    page.joined.connect(homes.append)
    page.founded.connect(there.append)
    dialog = _asked(page, owner)
    dialog.errand.value = Errand.FOUND
    write(dialog.password, "-")
    dialog.accept_button.click()
    form = page.office.form
    write(form.province, "hoa son")
    QTest.keyClick(form.province, Qt.Key.Key_Return)
    write(form.commune, "yen thinh")
    QTest.keyClick(form.commune, Qt.Key.Key_Return)
    write(page.office.signers.rows[0].name, "Lê Quang Vịnh")
    page.next_button.click()
    write(page.user.full_name, "Nguyễn Thị Hạnh")
    write(page.user.password.first, PASSWORD)
    write(page.user.password.again, PASSWORD)
    page.next_button.click()
    assert page.user.message.text == ""
    assert page.steps[page.at] is page.start
    assert [each.schema for each in there] == ["yen_thinh"]  # also for who practises first
    page.next_button.click()
    [home] = homes
    assert home.schema == "yen_thinh"
    home.close()


def test_signing_in_to_a_server_speaks_of_no_sheet_and_no_file(
    qtbot: QtBot, dressed: Style, founded: ServerOwner, tmp_path: Path, habits: QSettings
) -> None:
    login = login_of(SCHEMA, 1)
    home = ServerOffice(tmp_path / "there", founded.address, RESOURCES, lambda: NOW)
    home.join(login, PASSWORD)
    home.leave()
    page = SignInPage(Desk(None, InlineLane()), home, habits)
    qtbot.addWidget(page)
    assert page.password._rules.text() == RULES_ON_SERVER
    page.password.forgotten.emit()
    assert page.message.text == ASK_THE_ADMINISTRATOR
    opened: list[object] = []
    page.opened.connect(opened.append)
    page.password.password.setText(PASSWORD)
    page.password.open_button.click()
    assert len(opened) == 1
    home.close()
