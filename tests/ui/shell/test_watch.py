from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.ui.kit import clipboard
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.shell.watch import Watch
from rehabdesk.ui.window import MainWindow
from tests.ui.shell.conftest import (
    CARD,
    PLACES,
    OpenPaper,
    ReadCard,
    page,
)

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def scan(field: QWidget, text: str, between: int = 8) -> None:
    """Send keys as a scanner does: fast, and with the moment of each."""
    scan.moment += 1000  # type: ignore[attr-defined]
    for letter in text:
        scan.moment += between  # type: ignore[attr-defined]
        typed = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        typed.setTimestamp(scan.moment)  # type: ignore[attr-defined]
        QApplication.sendEvent(field, typed)


scan.moment = 1_000  # type: ignore[attr-defined]


def test_a_scan_opens_intake_and_leaves_no_letter_in_the_field(
    qtbot: QtBot, window: MainWindow, shell: Shell, watch: Watch
) -> None:
    first = page(shell)
    first.field.setText("đang gõ")
    first.field.setFocus()
    with qtbot.waitSignal(watch.scanned):
        scan(first.field, CARD + "\r")
    assert first.field.text() == "đang gõ"
    assert page(shell).visits == [ReadCard(CARD)]


def test_what_fingers_type_is_left_alone(shell: Shell) -> None:
    field = page(shell).field
    field.setFocus()
    scan(field, "a|b|c|d|e|f|g|h 0990830014", between=80)
    assert field.text() == "a|b|c|d|e|f|g|h 0990830014"


def test_a_fast_number_that_is_no_card_reaches_the_field(qtbot: QtBot, shell: Shell) -> None:
    field = page(shell).field
    field.setFocus()
    scan(field, "893850708015")
    qtbot.waitUntil(lambda: field.text() == "893850708015")


def test_a_scan_while_locked_opens_nothing(
    qtbot: QtBot, window: MainWindow, shell: Shell, watch: Watch
) -> None:
    lock = QLineEdit()
    window.cover(lock)
    lock.setFocus()
    with qtbot.waitSignal(watch.scanned):
        scan(lock, CARD)
    assert shell.trail.place is PLACES[0]
    assert lock.text() == ""


def test_a_scan_over_an_open_dialog_is_told_and_changes_nothing(
    qtbot: QtBot, shell: Shell, watch: Watch
) -> None:
    dialog = QDialog(shell)
    field = QLineEdit(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(field.hasFocus)
    with qtbot.waitSignal(watch.scanned):
        scan(field, CARD)
    assert field.text() == ""
    assert shell.trail.place is PLACES[0]
    assert shell.bottom.text == "Đã đọc một thẻ. Đóng hộp đang mở rồi quét lại."
    dialog.close()


def test_the_lock_hides_names_and_dialogs_and_gives_all_back(
    qtbot: QtBot, window: MainWindow, shell: Shell
) -> None:
    shell.follow(OpenPaper(7))
    dialog = QDialog(shell)
    ended: list[int] = []
    field = QLineEdit()
    QVBoxLayout(dialog).addWidget(field)
    dialog.finished.connect(ended.append)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(field.hasFocus)
    field.setText("chưa ghi")
    with qtbot.waitSignal(window.lock_wanted):
        qtbot.keyClick(field, KEY.Key_L, CONTROL)
    clipboard.copy("Trần Văn Thắng, 1991")
    window.cover(QLineEdit())
    assert QApplication.clipboard().text() == ""
    assert window.is_locked
    assert not dialog.isVisible()
    assert not shell.isVisible()
    assert window.windowTitle() == "RehabDesk – UBND xã Yên Thịnh"
    window.uncover()
    assert dialog.isVisible()
    assert dialog.isModal()
    assert (field.text(), ended) == ("chưa ghi", [])
    assert window.windowTitle() == "Giấy 7 – RehabDesk – UBND xã Yên Thịnh"


def test_still_hands_are_told(qtbot: QtBot, watch: Watch) -> None:
    """The session then locks."""
    with qtbot.waitSignal(watch.rested):
        watch.rest_after(0)


def test_another_user_finds_nothing_of_the_first(
    qtbot: QtBot, window: MainWindow, shell: Shell
) -> None:
    dialog = QDialog(shell)
    dialog.open()
    window.cover(QLineEdit())
    entry = QLineEdit()
    with qtbot.waitSignal(shell.destroyed):
        window.leave_shell(entry, "đăng nhập")
    assert entry.isVisible()
    assert window.windowTitle() == "RehabDesk – đăng nhập"
    assert not window.is_locked
