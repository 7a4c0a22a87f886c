from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.recovery import RecoveryCode
from rehabdesk.persistence.faults import OPENING, ReadOnlyPlace
from rehabdesk.services.office import Office
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import back_up
from rehabdesk.services.safekeeping.keyholders import admit_user
from rehabdesk.services.safekeeping.sheet import sheet_place
from rehabdesk.services.users import UserFacts
from rehabdesk.ui.entry import password_panel
from rehabdesk.ui.entry.restore import RestoreDialog
from rehabdesk.ui.entry.sign_in import LockNotice, SignInPage
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from tests.builders import InlineLane
from tests.folders import OTHER_PASSWORD, PASSWORD, a_copied_office, a_folder
from tests.ui.conftest import Write

KIEN = UserFacts("Trần Văn Kiên", "Phòng Văn hóa - Xã hội", Role.CLERK)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[OfficeFolder, RecoveryCode]]:
    folder, code = a_copied_office(tmp_path / "office")
    admit_user(folder, KIEN, OTHER_PASSWORD)
    back_up(folder, BackupReason.CLOSE)
    folder.leave()
    yield folder, code
    folder.close()


@pytest.fixture
def page(
    qtbot: QtBot, dressed: Style, made: tuple[OfficeFolder, RecoveryCode], habits: QSettings
) -> SignInPage:
    shown = SignInPage(Desk(None, InlineLane()), made[0], habits)
    qtbot.addWidget(shown)
    shown.resize(1366, 736)
    shown.show()
    return shown


def opened_by(page: SignInPage) -> list[Office]:
    opened: list[Office] = []
    page.opened.connect(opened.append)
    return opened


def test_the_right_password_opens_by_enter(page: SignInPage, write: Write) -> None:
    opened = opened_by(page)
    write(page.password.password, PASSWORD)
    QTest.keyClick(page.password.password, Qt.Key.Key_Return)
    [office] = opened
    assert office.actor.name == "Nguyễn Thị Hạnh"
    assert page.password.password.text() == ""


def test_the_arrows_choose_the_user_while_the_password_has_the_focus(
    page: SignInPage, write: Write
) -> None:
    opened = opened_by(page)
    QTest.keyClick(page.password.password, Qt.Key.Key_Down)
    assert page.password.box.label.text() == "Mật khẩu của Trần Văn Kiên"
    write(page.password.password, OTHER_PASSWORD)
    QTest.keyClick(page.password.password, Qt.Key.Key_Return)
    assert [office.actor.name for office in opened] == ["Trần Văn Kiên"]


def test_the_user_of_last_time_is_chosen_next_time(
    qtbot: QtBot, page: SignInPage, made: tuple[OfficeFolder, RecoveryCode], write: Write
) -> None:
    page.users.go(1)
    write(page.password.password, OTHER_PASSWORD)
    page.password.open_button.click()
    again = SignInPage(Desk(None, InlineLane()), made[0], page._habits)
    qtbot.addWidget(again)
    chosen = again.users.user
    assert chosen is not None
    assert chosen.name == "Trần Văn Kiên"


def test_a_wrong_password_says_how_many_tries_are_left(page: SignInPage, write: Write) -> None:
    opened = opened_by(page)
    write(page.password.password, "không phải mật khẩu này")
    page.password.open_button.click()
    assert page.password.box.message == "Mật khẩu chưa đúng. Còn 4 lần thử."
    assert page.password.password.isEnabled()
    assert opened == []


def test_after_five_wrong_tries_the_wait_is_counted_down(
    page: SignInPage, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(password_panel, "monotonic", lambda: now[0])
    panel = page.password
    for _ in range(5):
        panel.password.setText("không phải mật khẩu này")
        panel.open_button.click()
    assert not panel.password.isEnabled()
    assert not panel.open_button.isEnabled()
    assert "Đợi 60 giây rồi thử lại" in panel.box.message
    now[0] += 12
    panel._count()
    assert "Đợi 48 giây rồi thử lại" in panel.box.message
    page.users.go(1)
    assert panel.password.isEnabled()
    page.users.go(-1)
    assert not panel.password.isEnabled()
    now[0] += 60
    panel._count()
    assert panel.password.isEnabled()
    assert panel.box.message == ""


def test_capital_letters_are_noticed(page: SignInPage) -> None:
    QTest.keyClicks(page.password.password, "A")
    assert page.password.box.message == (
        "Đang bật chữ HOA (Caps Lock). Bộ gõ tiếng Việt nên để chữ E khi gõ mật khẩu."
    )
    QTest.keyClicks(page.password.password, "a")
    assert page.password.box.message == ""


def test_the_lock_tells_why_by_initials_only(
    qtbot: QtBot,
    dressed: Style,
    made: tuple[OfficeFolder, RecoveryCode],
    habits: QSettings,
) -> None:
    notice = LockNotice(datetime(2026, 11, 23, 9, 14), 10, "T.V.T.")
    page = SignInPage(Desk(None, InlineLane()), made[0], habits, notice)
    qtbot.addWidget(page)
    assert page.lock.text == (
        "Đã khóa lúc 09:14 vì 10 phút không dùng. Quyết định đang soạn cho T.V.T. vẫn còn nguyên."
    )
    by_hand = LockNotice(datetime(2026, 11, 23, 9, 14))
    assert by_hand.words == "Đã khóa lúc 09:14. Chữ đang gõ vẫn còn nguyên."


def test_the_last_backup_stands_at_the_foot(page: SignInPage) -> None:
    assert page.card._backup.text().startswith("Sao lưu 23/11/2026 08:")
    assert page.card._backup.text().endswith(" · đã mở thử được")


def test_a_forgotten_password_is_replaced_by_the_sheet_and_the_sheet_by_a_new_one(
    page: SignInPage,
    made: tuple[OfficeFolder, RecoveryCode],
    write: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder, code = made
    opened = opened_by(page)
    page.password.forgot_button.click()
    panel = page.recovery
    assert panel is not None
    QApplication.clipboard().setText(code.text)
    first = panel.code.fields[1]
    QTest.keyClick(first, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert panel.code.value == code.text
    write(panel.password.first, "Gió mùa thu về")
    write(panel.password.again, "Gió mùa thu về")
    panel.next_button.click()
    new = panel.sheet._code
    assert new is not None
    assert new.groups != code.groups
    assert opened == []
    monkeypatch.setattr(ask, "save_file", lambda *given: given[-1](tmp_path / "phieu.pdf"))
    panel.sheet.save_button.click()
    for number, field in panel.sheet.groups.fields.items():
        write(field, new.groups[number - 1])
    write(panel.sheet.place, "tủ sắt Chủ tịch")
    panel.next_button.click()
    [office] = opened
    kept = office.look(sheet_place)
    assert kept is not None
    assert kept.place == "tủ sắt Chủ tịch"
    folder.leave()
    assert folder.sign_in(1, "Gió mùa thu về").actor.user_id == 1


def test_a_group_typed_wrongly_is_named_and_gets_the_focus(
    page: SignInPage, made: tuple[OfficeFolder, RecoveryCode], write: Write
) -> None:
    page.password.forgot_button.click()
    panel = page.recovery
    assert panel is not None
    for number, group in enumerate(made[1].groups, 1):
        write(panel.code.fields[number], "AAAAA" if number == 3 else group)
    write(panel.password.first, "Gió mùa thu về")
    write(panel.password.again, "Gió mùa thu về")
    panel.next_button.click()
    assert panel.form.box("code").message.startswith("Nhóm 3 chưa khớp với phiếu.")
    assert panel.code.fields[3].property("state") == "error"
    QTest.keyClick(panel, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.password.isVisible()


def test_a_damaged_file_says_so_and_offers_the_way_back(
    page: SignInPage, made: tuple[OfficeFolder, RecoveryCode], write: Write
) -> None:
    folder, _ = made
    folder.database.write_bytes(b"x" * folder.database.stat().st_size)
    opened = opened_by(page)
    write(page.password.password, PASSWORD)
    page.password.open_button.click()
    assert page.message.text.startswith("Tệp hồ sơ bị hỏng nên chưa mở.")
    again, link = page.message._links
    assert again.text() == "&Thử lại"  # type: ignore[attr-defined]
    link.click()  # type: ignore[attr-defined]
    [dialog] = page.findChildren(RestoreDialog)
    [newest] = folder.backup_place.iterdir()  # offered without being looked for
    assert dialog.source.path.value == str(newest)
    assert "0 hồ sơ, 0 văn bản" in dialog.form.box("source").message
    write(dialog.password, PASSWORD)
    dialog.accept_button.click()
    assert dialog.form.box("word").message == "Gõ TRO LAI để đồng ý."
    write(dialog.word, "tro lai")
    dialog.accept_button.click()
    page.password.password.setText(PASSWORD)
    page.password.open_button.click()
    assert len(opened) == 1


def test_a_folder_that_may_not_be_written_is_named_and_can_be_tried_again(
    page: SignInPage, made: tuple[OfficeFolder, RecoveryCode], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise ReadOnlyPlace(OPENING, made[0].folder)

    with monkeypatch.context() as patch:
        patch.setattr(made[0], "entrance", refuse)
        page.refresh()
    assert f"vì thư mục “{made[0].folder}” chỉ cho xem, không cho ghi" in page.message.text
    assert "Xem hồ sơ cũng phải ghi lại ai xem" in page.message.text
    again, _ = page.message._links
    again.click()  # type: ignore[attr-defined]
    assert page.message.text == ""


def test_a_second_window_is_told_who_holds_the_office(
    qtbot: QtBot, page: SignInPage, made: tuple[OfficeFolder, RecoveryCode], habits: QSettings
) -> None:
    other = SignInPage(Desk(None, InlineLane()), a_folder(made[0].folder), habits)
    qtbot.addWidget(other)
    assert "đang mở" in other.message.text
