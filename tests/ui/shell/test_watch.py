from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rehabdesk.ui.kit import clipboard
from rehabdesk.ui.kit.fields import DateField, PasswordField, SearchField, TextBox, TextField
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


KEYS = {"\b": KEY.Key_Backspace, "\r": KEY.Key_Return}
VN_LAYOUT = str.maketrans("1234567890", "ăâêô\u0300\u0309\u0303\u0301\u0323đ")
CLOCK = count(1_000, 1_000)


def scan(field: QWidget, text: str, between: int = 8) -> None:
    """Send keys as a scanner does: fast, and with the moment of each."""
    first = next(CLOCK) * 100
    for place, letter in enumerate(text):
        key = KEY(ord(letter)) if letter.isdecimal() else KEYS.get(letter, KEY(0))
        typed = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
        typed.setTimestamp(first + place * between)
        QApplication.sendEvent(field, typed)


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


def test_a_page_that_follows_what_is_typed_hears_that_a_scan_was_taken_out(
    qtbot: QtBot, shell: Shell, watch: Watch
) -> None:
    field, heard = page(shell).field, list[str]()
    field.setText("46")
    field.setFocus()
    field.textEdited.connect(heard.append)
    with qtbot.waitSignal(watch.scanned):
        scan(field, CARD + "\r")
    assert len(heard) > 1
    assert heard[-1] == "46"


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


def test_a_scan_over_an_open_dialog_waits_until_it_is_closed(
    qtbot: QtBot, shell: Shell, watch: Watch
) -> None:
    dialog = QDialog(shell)
    field = QLineEdit(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(field.hasFocus)
    with qtbot.waitSignal(watch.scanned):
        scan(field, CARD + "\r")
    assert field.text() == ""
    assert dialog.isVisible()
    assert shell.trail.place is PLACES[0]
    told = "Đã đọc một thẻ. Đóng hộp đang mở thì trang tiếp nhận mở ra."
    assert shell.bottom.text == told
    assert shell.bottom.isVisible()
    dialog.close()
    qtbot.waitUntil(lambda: page(shell).visits == [ReadCard(CARD)])
    assert not shell.bottom.isVisible()


def test_a_scan_over_an_open_list_closes_it(qtbot: QtBot, shell: Shell, watch: Watch) -> None:
    box = QComboBox(page(shell))
    box.addItems(["0 thôn", "1 thôn", "9 thôn"])
    box.show()
    box.showPopup()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    with qtbot.waitSignal(watch.scanned):
        scan(popup.focusWidget() or popup, CARD)
    assert QApplication.activePopupWidget() is None
    assert page(shell).visits == [ReadCard(CARD)]


def _line_with_a_mark() -> QLineEdit:
    field = QLineEdit("Thôn Thượng")
    field.setSelection(5, 6)
    return field


def _words() -> QPlainTextEdit:
    box = QPlainTextEdit("Đã gặp ở nhà.\nMẹ ốm.")
    box.moveCursor(QTextCursor.MoveOperation.End)
    return box


def _rich_words() -> QTextEdit:
    box = QTextEdit("Đã gặp ở nhà.")
    box.selectAll()
    return box


def _choice() -> QComboBox:
    box = QComboBox()
    box.addItems(["Thôn Bãi", "0 biết", "9 thôn"])
    return box


def _typed_choice() -> QComboBox:
    box = _choice()
    box.setEditable(True)
    return box


def _count() -> QSpinBox:
    box = QSpinBox()
    box.setMaximum(10**6)
    box.setValue(12)
    return box


def _names() -> QListWidget:
    names = QListWidget()
    names.addItems(["Ngô Quang Hùng", "0 ai", "9 người", "Trần Văn Thắng"])
    names.setCurrentRow(3)
    return names


def stands(field: QWidget) -> object:
    """What a user sees in it, and in notes where the cursor is."""
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return field.toPlainText(), field.textCursor().position(), field.textCursor().anchor()
    if isinstance(field, QLineEdit):
        return field.text()
    names = ("currentRow", "currentText", "value", "isChecked")
    return [getattr(field, name)() for name in names if hasattr(field, name)]


FIELDS: tuple[Callable[[], QWidget], ...] = (
    lambda: QLineEdit("đang gõ"),
    _line_with_a_mark,
    lambda: TextField("Ngô Quang Hùng"),
    lambda: DateField(date(2026, 11, 23), date(2026, 12, 1)),
    lambda: SearchField("Tìm"),
    PasswordField,
    lambda: TextBox("Mẹ ốm phải chăm"),
    _words,
    _rich_words,
    _choice,
    _typed_choice,
    _count,
    _names,
    lambda: QCheckBox("Không hiện"),
    lambda: QPushButton("Lưu"),
)


@pytest.mark.parametrize("make", FIELDS)
@pytest.mark.parametrize("garbled", [False, True])
def test_no_letter_of_a_scan_stays_in_any_kind_of_input(
    qtbot: QtBot, shell: Shell, watch: Watch, make: Callable[[], QWidget], *, garbled: bool
) -> None:
    field = make()
    host = page(shell)
    field.setParent(host)
    field.show()
    field.setFocus()
    pressed: list[bool] = []
    if isinstance(field, QPushButton):
        field.setDefault(True)
        field.clicked.connect(pressed.append)
    before = stands(field)
    card = CARD.translate(VN_LAYOUT) if garbled else CARD
    with qtbot.waitSignal(watch.scanned):
        scan(QApplication.focusWidget() or field, card + "\r")
    assert stands(field) == before
    assert host.visits or page(shell).visits == [ReadCard(card)]
    assert not pressed


def test_a_page_whose_keys_are_digits_takes_none_out_of_a_scan(
    qtbot: QtBot, shell: Shell, watch: Watch
) -> None:
    opened: list[str] = []
    for digit in "12345":
        QShortcut(QKeySequence(digit), shell).activated.connect(partial(opened.append, digit))
    field = QPushButton(page(shell))
    field.show()
    field.setFocus()
    qtbot.keyClick(field, KEY.Key_2)
    assert opened == ["2"]
    with qtbot.waitSignal(watch.scanned) as told:
        scan(field, CARD + "\r")
    assert told.args == [CARD]
    assert opened == ["2"]


def test_what_a_typing_tool_takes_back_in_a_scan_is_taken_back(
    qtbot: QtBot, shell: Shell, watch: Watch
) -> None:
    field = page(shell).field
    field.setFocus()
    with qtbot.waitSignal(watch.scanned) as told:
        scan(field, CARD.replace("Quang", "Quanf\b\b\bang"))
    assert told.args == [CARD]


def test_what_an_input_method_makes_of_a_scan_is_kept_out(
    qtbot: QtBot, shell: Shell, watch: Watch
) -> None:
    field = page(shell).field
    field.setFocus()
    number, *pieces = CARD.split("|")
    scan(field, f"{number}|")
    with qtbot.waitSignal(watch.scanned) as told:
        for place, piece in enumerate(pieces):
            if place:
                scan(field, "|")
            composed, committed = QInputMethodEvent("ho", []), QInputMethodEvent()
            committed.setCommitString(piece)
            QApplication.sendEvent(field, composed)
            QApplication.sendEvent(field, committed)
    assert field.text() == ""
    assert told.args == [CARD]


def test_what_was_no_card_is_given_back_key_by_key(qtbot: QtBot, shell: Shell) -> None:
    """A fast macro of a typing tool, a barcode with Enter: late by a blink, but whole."""
    field = page(shell).field
    field.setFocus()
    entered: list[int] = []
    field.returnPressed.connect(lambda: entered.append(1))
    scan(field, "8938507080x\b15\r")
    qtbot.waitUntil(lambda: bool(entered))
    assert field.text() == "893850708015"


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
