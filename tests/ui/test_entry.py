from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.services.entrance import server_door
from rehabdesk.services.office import Office
from rehabdesk.services.offices import list_books, list_profiles, list_signers
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import back_up, backup_state
from rehabdesk.services.safekeeping.sheet import sheet_place
from rehabdesk.ui.entry import sheet as sheets
from rehabdesk.ui.entry.first_run import FirstRunPage
from rehabdesk.ui.entry.pick import PickField
from rehabdesk.ui.entry.restore import RestoreDialog
from rehabdesk.ui.entry.steps.joining import JoinDialog
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.visits import TakeIn
from tests.builders import InlineLane, Told
from tests.folders import PASSWORD, a_copied_office, a_folder
from tests.ui.conftest import Write


@pytest.fixture
def folder(tmp_path: Path) -> OfficeFolder:
    return a_folder(tmp_path / "office")


@pytest.fixture
def page(qtbot: QtBot, dressed: Style, folder: OfficeFolder, habits: QSettings) -> FirstRunPage:
    shown = FirstRunPage(Desk(None, InlineLane()), folder, habits)
    qtbot.addWidget(shown)
    shown.resize(1366, 736)
    shown.show()
    return shown


def choose_office(page: FirstRunPage, write: Write) -> None:
    page.next_button.click()
    form = page.office.form
    write(form.province, "hoa son")
    QTest.keyClick(form.province, Qt.Key.Key_Return)
    write(form.commune, "yen thinh")
    QTest.keyClick(form.commune, Qt.Key.Key_Return)
    write(page.office.signers.rows[0].name, "Lê Quang Vịnh")


def make_user(page: FirstRunPage, write: Write) -> None:
    choose_office(page, write)
    page.next_button.click()
    write(page.user.full_name, "Nguyễn Thị Hạnh")
    write(page.user.password.first, PASSWORD)
    write(page.user.password.again, PASSWORD)
    page.next_button.click()


def read_back(
    page: FirstRunPage, write: Write, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "save_file", lambda *given: given[-1](file))
    page.sheet.sheet.save_button.click()
    code = page.sheet.sheet._code
    assert code is not None
    for number, field in page.sheet.sheet.groups.fields.items():
        write(field, code.groups[number - 1].lower())
    write(page.sheet.sheet.place, "két sắt văn thư")


def test_a_commune_is_found_by_typing_and_proposes_the_whole_letterhead(
    page: FirstRunPage, write: Write
) -> None:
    choose_office(page, write)
    form = page.office.form
    assert (form.province.text(), form.commune.text()) == ("Tỉnh Hòa Sơn", "Xã Yên Thịnh")
    assert form.superior_line.value == "UBND TỈNH HÒA SƠN"
    assert form.issuing_lines.value == "ỦY BAN NHÂN DÂN\nXÃ YÊN THỊNH"
    assert form.place.value == "Yên Thịnh"
    assert form.former.text == (
        "Từ 01/07/2025 xã này gồm: xã Yên Thịnh, xã Phú Lương, xã Đồng Tiến (huyện Yên Thịnh cũ). "
        "Địa chỉ cũ trong giấy tờ vẫn tra được."
    )


def test_a_second_signer_needs_a_name_or_is_dropped(page: FirstRunPage, write: Write) -> None:
    choose_office(page, write)
    signers = page.office.signers
    signers.more.click()
    page.next_button.click()
    assert page.at == 1
    assert signers.rows[1].trouble == "Nhập họ tên người ký thứ hai, hoặc bấm Bỏ dòng này."
    assert signers.rows[1].name.property("state") == "error"
    signers.rows[1].drop.click()
    page.next_button.click()
    assert page.at == 2


def test_the_whole_way_from_welcome_to_the_first_person(
    page: FirstRunPage,
    folder: OfficeFolder,
    write: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ready: list[Office] = []
    wanted: list[object] = []
    page.office_ready.connect(ready.append)
    page.wanted.connect(wanted.append)
    make_user(page, write)
    assert page.at == 3
    assert not page.back_button.isVisible()
    read_back(page, write, tmp_path / "phieu.pdf", monkeypatch)
    page.next_button.click()
    stick = tmp_path / "usb"
    stick.mkdir()
    page.backup.second.take(stick)
    page.next_button.click()
    assert page.next_button.text() == "Tiếp tục"
    page.next_button.click()
    page.start.first_person.click()

    [office] = ready
    assert wanted == [TakeIn()]
    [profile] = office.look(list_profiles)
    assert profile.facts.committee_name == "UBND xã Yên Thịnh"
    assert [each.facts.title for each in office.look(list_signers)] == ["CHỦ TỊCH"]
    assert [each.symbol for each in office.look(list_books)] == ["QĐ-UBND"]
    kept = office.look(sheet_place)
    assert kept is not None
    assert kept.place == "két sắt văn thư"
    assert (tmp_path / "phieu.pdf").read_bytes().startswith(b"%PDF")
    assert len(backup_state(folder).places) == 2
    folder.close()


def test_without_a_sheet_there_is_no_way_on(page: FirstRunPage, write: Write) -> None:
    make_user(page, write)
    page.next_button.click()
    assert page.at == 3
    assert page.sheet.sheet.out.text.startswith("In hoặc lưu phiếu trước.")


def test_a_group_read_wrongly_is_named(
    page: FirstRunPage, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_user(page, write)
    read_back(page, write, tmp_path / "phieu.pdf", monkeypatch)
    groups = page.sheet.sheet.groups
    second = list(groups.fields)[1]
    groups.fields[second].setText("ZZZZZ")
    page.next_button.click()
    assert page.at == 3
    told = page.sheet.sheet.form.box("code").message
    assert told == f"Nhóm {second} chưa khớp với phiếu. Xem lại từng chữ của nhóm này."
    assert groups.fields[second].property("state") == "error"


def test_a_weak_password_is_refused_under_its_field(
    page: FirstRunPage, folder: OfficeFolder, write: Write
) -> None:
    choose_office(page, write)
    page.next_button.click()
    write(page.user.full_name, "Nguyễn Thị Hạnh")
    write(page.user.password.first, "matkhau123")
    assert page.user.password.box.message == "Dễ đoán."
    page.next_button.click()
    assert page.at == 2
    assert page.user.password.box.message.startswith("Mật khẩu này dễ đoán")
    assert not folder.exists()


def test_keys_go_on_and_back(page: FirstRunPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.at == 1
    assert page.office.form.province.hasFocus()
    QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.at == 0


def test_a_folder_on_another_machine_is_refused_with_its_sentence(
    qtbot: QtBot, dressed: Style, habits: QSettings
) -> None:
    far = a_folder(Path(r"\\VP\chung"))
    page = FirstRunPage(Desk(None, InlineLane()), far, habits)
    qtbot.addWidget(page)
    assert page.welcome.message.text.startswith(r"Dữ liệu đang nằm ở ổ mạng “\\VP\chung”.")
    assert not page.welcome.new.isEnabled()
    page.next_button.click()
    assert page.at == 0


def test_a_backup_put_off_goes_on(
    page: FirstRunPage, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_user(page, write)
    read_back(page, write, tmp_path / "phieu.pdf", monkeypatch)
    page.next_button.click()
    assert page.next_button.text() == "Sao lưu lần đầu"
    page.backup.later.click()
    assert page.at == 5


def test_a_printer_that_keeps_silent_leaves_the_sheet_unprinted(
    page: FirstRunPage, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(form: sheets.SheetForm) -> None:
        raise OutsideFault("Máy in không trả lời.")

    make_user(page, write)
    monkeypatch.setattr(sheets.SheetForm, "_content", silent)
    page.sheet.sheet.print_button.click()
    assert page.sheet.message.text == "Máy in không trả lời."
    assert not page.sheet.sheet.is_out


def test_an_office_comes_back_from_its_backup_on_a_new_machine(
    qtbot: QtBot, page: FirstRunPage, folder: OfficeFolder, write: Write, tmp_path: Path
) -> None:
    old, _ = a_copied_office(tmp_path / "old")
    back_up(old, BackupReason.ASKED)
    old.close()
    page.welcome.restore.click()
    [dialog] = page.findChildren(RestoreDialog)
    assert not dialog.accept_button.isEnabled()
    dialog.source.take(old.backup_place)
    assert "của UBND xã Yên Thịnh: 0 hồ sơ, 0 văn bản." in dialog.form.box("source").message
    write(dialog.password, "không phải mật khẩu này")
    dialog.accept_button.click()
    assert dialog.form.box("password").message.startswith("Mật khẩu chưa đúng với bản sao lưu này.")
    dialog.password.clear()
    write(dialog.password, PASSWORD)
    with qtbot.waitSignal(page.restored):
        dialog.accept_button.click()
    assert [user.name for user in folder.users()] == ["Nguyễn Thị Hạnh"]
    folder.close()


def test_a_list_is_opened_by_its_key_and_an_unknown_name_is_told(
    qtbot: QtBot, dressed: Style, write: Write
) -> None:
    field = PickField[str]("Chọn trong danh sách.")
    field.offer([("a", "Xã Yên Thịnh"), ("b", "Xã Bình Trung")])
    qtbot.addWidget(field)
    field.show()
    QTest.keyClick(field, Qt.Key.Key_F4)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.choice == "b"
    field.clear()
    write(field, "Thanh Lâm")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.choice is None
    assert field.error == "Chọn trong danh sách."


class SlowLane(InlineLane):
    """Keeps its errands until it is told to run them."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()

        def run() -> None:
            with Told(future):
                future.set_result(fn(*args, **kwargs))

        self.waiting.append(run)
        return future

    def run(self) -> None:
        waiting, self.waiting = self.waiting, []
        for errand in waiting:
            errand()


def test_pressing_twice_makes_one_office(
    qtbot: QtBot, dressed: Style, folder: OfficeFolder, habits: QSettings, write: Write
) -> None:
    lane = SlowLane()
    page = FirstRunPage(Desk(None, lane), folder, habits)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    lane.run()
    make_user(page, write)
    page.next_button.click()
    page.back_button.click()
    assert page.at == 2
    lane.run()
    assert page.at == 3
    assert page.user.message.text == ""
    folder.close()


def test_a_name_still_being_typed_counts_when_the_step_is_left_by_its_key(
    page: FirstRunPage, write: Write
) -> None:
    page.next_button.click()
    write(page.office.form.province, "hoa son")
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.office.form.province.choice == "099"


def test_enter_walks_the_office_step_and_takes_what_the_list_shows(
    page: FirstRunPage, write: Write
) -> None:
    page.next_button.click()
    form = page.office.form
    form.province.choose("099")
    form.commune.setFocus()
    write(form.commune, "th")
    form.commune._list.offer()
    QTest.keyClick(form.commune, Qt.Key.Key_Down)
    QTest.keyClick(form.commune, Qt.Key.Key_Return)
    assert form.commune.text() in {"Phường Thanh Lâm", "Xã Yên Thịnh"}
    assert form.commune.choice is not None
    row = page.office.signers.rows[0]
    row.name.setFocus()
    for expected in (row.title, row.since, page.next_button):
        focus = page.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Return)
        assert page.focusWidget() is expected


def test_without_the_part_that_reaches_a_server_one_sentence_says_how_to_get_it(
    page: FirstRunPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_door, "find_spec", lambda _name: None)
    page.welcome.server.click()
    assert "installer/run.sh" in page.welcome.message.text
    assert page.findChild(JoinDialog) is None
