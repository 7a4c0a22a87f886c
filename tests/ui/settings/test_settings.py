from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Right, Role
from rehabdesk.services.office import Office
from rehabdesk.services.offices import (
    list_books,
    list_hamlets,
    list_profiles,
    list_signers,
    lock_after,
)
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.users import list_users
from rehabdesk.ui.kit.style import Density, Style, Theme
from rehabdesk.ui.settings.law.deadlines_part import DeadlinesPart
from rehabdesk.ui.settings.law.law_part import LawPart
from rehabdesk.ui.settings.lists import BookDialog, HamletDialog, SignerDialog
from rehabdesk.ui.settings.office_part import OfficePart, ProfileDialog
from rehabdesk.ui.settings.part import ListPart
from rehabdesk.ui.settings.plain_parts import BackupPart, DisplayPart, LockPart
from rehabdesk.ui.settings.screen import SettingsScreen
from rehabdesk.ui.settings.users_part import PasswordDialog, UserDialog, UsersPart
from rehabdesk.ui.visits import OpenBackups, OpenSettings
from tests.folders import OTHER_PASSWORD, PASSWORD
from tests.ui.conftest import Write
from tests.ui.settings.conftest import dialog_of, shown


def list_in(screen: SettingsScreen, key: str) -> ListPart[object]:
    screen.open_part(key)
    part = screen.part
    assert isinstance(part, ListPart)
    return part


def test_a_search_narrows_the_parts_by_what_is_in_them(screen: SettingsScreen) -> None:
    screen._narrow("nghi dinh")
    assert [screen.list.item(row).text() for row in range(screen.list.count())] == [
        "Căn cứ pháp lý",
        "Hạn việc",
    ]
    assert isinstance(screen.part, LawPart)
    screen._narrow("ngay lam viec")
    assert isinstance(screen.part, DeadlinesPart)
    screen._narrow("không có gì như vậy")
    assert screen.list.count() == 0
    screen._narrow("")
    assert screen.list.count() == 14


def test_a_visit_opens_its_part(screen: SettingsScreen) -> None:
    screen.visit(OpenSettings("lock"))
    assert isinstance(screen.part, LockPart)


def test_a_signer_is_added_and_stands_in_the_list(
    screen: SettingsScreen, office: Office, write: Write
) -> None:
    part = list_in(screen, "signers")
    QTest.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(screen, SignerDialog)
    dialog.accept_button.click()
    assert dialog.form.box("name").message == "Nhập họ và tên."
    write(dialog.name, "Phạm Hồng Kỳ")
    dialog.title.value = "phó chủ tịch"
    write(dialog.authority, "KT. CHỦ TỊCH")
    dialog.until.setText("1/1/2020")
    dialog.accept_button.click()
    assert dialog.form.box("valid_until").message.startswith("Đến ngày phải sau từ ngày")
    dialog.until.clear()
    dialog.accept_button.click()
    labels = [row.label for row in office.look(list_signers)]
    assert labels.count("KT. CHỦ TỊCH · Phạm Hồng Kỳ") == 1
    assert len(part.table.rows.all) == 2


def test_a_book_keeps_its_name_and_changes_its_symbol(
    screen: SettingsScreen, office: Office, write: Write
) -> None:
    part = list_in(screen, "books")
    part.edit_button.click()
    dialog = dialog_of(screen, BookDialog)
    assert not dialog.name.isEnabled()
    dialog.symbol.value = "/QĐ-UB"
    dialog.in_use.setChecked(False)
    dialog.accept_button.click()
    [book] = office.look(list_books)
    assert (book.symbol, book.is_active) == ("QĐ-UB", False)


def test_a_hamlet_already_listed_is_refused_at_its_field(
    screen: SettingsScreen, office: Office, write: Write
) -> None:
    part = list_in(screen, "hamlets")
    assert [row.name for row in office.look(list_hamlets)] != []
    part.add_button.click()
    dialog = dialog_of(screen, HamletDialog)
    write(dialog.name, "Thôn Thượng")
    dialog.accept_button.click()
    assert dialog.form.box("name").message == "Đã có “Thôn Thượng” trong danh mục."
    dialog.name.value = "Thôn Bờ Sông"
    dialog.accept_button.click()
    assert len(part.table.rows.all) == 4


def test_a_new_name_begins_on_its_day_and_the_old_one_stays(
    screen: SettingsScreen, folder: OfficeFolder, office: Office
) -> None:
    screen.open_part("office")
    part = screen.part
    assert isinstance(part, OfficePart)
    part.new_button.click()
    dialog = dialog_of(screen, ProfileDialog)
    assert dialog.names.commune.text() == "Xã Yên Thịnh"
    dialog.names.commune.choose("09903")
    dialog.names.valid_from.setText("1/11/2026")
    dialog.accept_button.click()
    newest, oldest = office.look(list_profiles)
    assert newest.facts.committee_name == "UBND phường Thanh Lâm"
    assert newest.facts.issuing_lines == ("ỦY BAN NHÂN DÂN", "PHƯỜNG THANH LÂM")
    assert oldest.valid_until == date(2026, 10, 31)
    assert folder.office_name() == "UBND phường Thanh Lâm"
    assert len(part.table.rows.all) == 2


def test_a_day_before_the_present_name_is_refused(screen: SettingsScreen) -> None:
    screen.open_part("office")
    part = screen.part
    assert isinstance(part, OfficePart)
    part.new_button.click()
    dialog = dialog_of(screen, ProfileDialog)
    dialog.names.valid_from.setText("1/1/2020")
    dialog.accept_button.click()
    assert dialog.names.box("valid_from").message.startswith("Đã có tên cơ quan dùng từ ngày")


def test_a_correction_keeps_everything_not_asked_for(
    screen: SettingsScreen, office: Office
) -> None:
    screen.open_part("office")
    part = screen.part
    assert isinstance(part, OfficePart)
    [before] = office.look(list_profiles)
    part.edit_button.click()
    dialog = dialog_of(screen, ProfileDialog)
    dialog.short.value = "VX"
    dialog.accept_button.click()
    [after] = office.look(list_profiles)
    assert after.facts == replace(before.facts, drafting_unit="VX")


def test_a_new_user_opens_the_office_with_the_password_given(
    screen: SettingsScreen, folder: OfficeFolder, office: Office, write: Write
) -> None:
    part = list_in(screen, "users")
    part.add_button.click()
    dialog = dialog_of(screen, UserDialog)
    write(dialog.full_name, "Trần Văn Kiên")
    write(dialog.post, "Phòng Văn hóa - Xã hội")
    assert dialog.password is not None
    write(dialog.password.first, "ngắn")
    dialog.accept_button.click()
    assert dialog.form.box("password").message == "Mật khẩu cần ít nhất 10 chữ, ở đây có 4."
    for field in (dialog.password.first, dialog.password.again):
        field.setText(OTHER_PASSWORD)
    dialog.accept_button.click()
    assert [row.full_name for row in office.look(list_users)][1:] == ["Trần Văn Kiên"]
    assert len(part.table.rows.all) == 2
    folder.leave()
    assert folder.sign_in(2, OTHER_PASSWORD).actor.role == Role.CLERK


def test_sensitive_parts_are_given_user_by_user_and_hold_from_the_next_sign_in(
    screen: SettingsScreen, folder: OfficeFolder, write: Write
) -> None:
    part = list_in(screen, "users")
    part.add_button.click()
    dialog = dialog_of(screen, UserDialog)
    write(dialog.full_name, "Lê Quang Vịnh")
    write(dialog.post, "Chủ tịch")
    dialog.role.value = Role.LEADER
    assert not dialog.sensitive[Right.READ_TESTS].isChecked()
    dialog.sensitive[Right.READ_TESTS].setChecked(True)
    assert dialog.password is not None
    for field in (dialog.password.first, dialog.password.again):
        field.setText(OTHER_PASSWORD)
    dialog.accept_button.click()
    folder.leave()
    actor = folder.sign_in(2, OTHER_PASSWORD).actor
    assert actor.may(Right.READ_TESTS)
    assert not actor.may(Right.READ_SOURCES)


def test_the_last_administrator_stays(screen: SettingsScreen, office: Office) -> None:
    part = list_in(screen, "users")
    part.edit_button.click()
    dialog = dialog_of(screen, UserDialog)
    dialog.role.value = Role.CLERK
    dialog.accept_button.click()
    assert dialog.form.box("role").message.startswith("Phải còn ít nhất một người quản trị")
    assert office.look(list_users)[0].role == Role.ADMINISTRATOR


def test_an_administrator_gives_a_new_password(
    screen: SettingsScreen, folder: OfficeFolder, write: Write
) -> None:
    screen.open_part("users")
    part = screen.part
    assert isinstance(part, UsersPart)
    part.reset_button.click()
    dialog = dialog_of(screen, PasswordDialog)
    write(dialog.password.first, OTHER_PASSWORD)
    write(dialog.password.again, OTHER_PASSWORD)
    dialog.accept_button.click()
    folder.leave()
    assert folder.sign_in(1, OTHER_PASSWORD).actor.user_id == 1


def test_the_look_changes_at_once(screen: SettingsScreen, dressed: Style) -> None:
    screen.open_part("display")
    part = screen.part
    assert isinstance(part, DisplayPart)
    part.text_size.value = 125
    part.theme.value = Theme.DARK
    part.density.value = Density.COMPACT
    look = dressed.look
    assert (look.text_percent, look.theme, look.density) == (125, Theme.DARK, Density.COMPACT)


def test_the_idle_minutes_are_kept(screen: SettingsScreen, office: Office) -> None:
    screen.open_part("lock")
    part = screen.part
    assert isinstance(part, LockPart)
    assert part.minutes.value == office.look(lock_after) == 10
    part.minutes.value = 20
    part.save_button.click()
    assert office.look(lock_after) == 20
    assert part.minutes.value == 20


def test_ones_own_password_needs_the_old_one(
    screen: SettingsScreen, folder: OfficeFolder, write: Write
) -> None:
    screen.open_part("lock")
    part = screen.part
    assert isinstance(part, LockPart)
    write(part.old, "không phải mật khẩu này")
    write(part.new.first, OTHER_PASSWORD)
    write(part.new.again, OTHER_PASSWORD)
    part.change_button.click()
    told = part.password_form.box("old_password").message
    assert told == "Mật khẩu chưa đúng. Còn 4 lần thử."
    part.old.setText(PASSWORD)
    part.change_button.click()
    assert part.old.text() == ""
    folder.leave()
    assert folder.sign_in(1, OTHER_PASSWORD).actor.user_id == 1


def test_the_second_place_is_chosen_here_too(
    qtbot: QtBot, screen: SettingsScreen, tmp_path: Path
) -> None:
    screen.open_part("backups")
    part = screen.part
    assert isinstance(part, BackupPart)
    stick = tmp_path / "SAOLUU-01"
    stick.mkdir()
    part.second.take(stick)
    assert part.second.words.text() == "Thư mục “SAOLUU-01”"
    part.second.drop_button.click()
    assert part.second.words.text() == "Chưa chọn"
    with qtbot.waitSignal(screen.wanted) as wanted:
        part.open_button.click()
    assert wanted.args == [OpenBackups()]


def test_parts_somebody_may_not_see_are_absent(
    qtbot: QtBot, dressed: Style, folder: OfficeFolder, habits: QSettings
) -> None:
    screen = shown(qtbot, folder, habits, Role.CLERK)
    keys = {each.key for each in screen._entries}
    assert keys == {"law", "deadlines", "calendar", "forms", "display", "lock"}
    for entry in screen._entries:
        screen.open_part(entry.key)
        assert screen.part is not None
        assert screen.part.is_allowed
