"""Hands on the real window: keys, clicks, an input method, a card scanner, and patience."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QWidget,
)
from shiboken6 import isValid

from rehabdesk.ui.kit.buttons import plain
from rehabdesk.ui.kit.chips import ChipEdit
from rehabdesk.ui.tour.camera import let_pass

W = TypeVar("W", bound=QWidget)
PATIENCE = 30.0  # seconds for one thing to happen on a slow machine
PAUSE = 12  # milliseconds between two looks
REST = 260  # longer than any field waits after the last key
BETWEEN = 4  # milliseconds between two letters of a scanner


class StepFailed(Exception):
    """Something that had to happen has not; the sentence says what."""


def _no_sign() -> None:
    """Tell nothing of how far a thing has come."""


class Hands:
    """Everything a person does at the machine, and nothing else."""

    def __init__(self) -> None:
        self.bug = ""  # what the crash box would have told
        self._moment = 1_000_000

    def wait(
        self, is_so: Callable[[], object], what: str, moves: Callable[[], object] = _no_sign
    ) -> None:
        """Wait until something is so; the sentence tells what was waited for.

        Patience begins anew whenever what is watched has moved, as the bar of a long run does.
        """
        end, before = monotonic() + PATIENCE, moves()
        while not is_so():
            if (here := moves()) != before:
                end, before = monotonic() + PATIENCE, here
            self.require(not self.bug, f"phần mềm gặp lỗi: {self.bug}")
            self.require(monotonic() < end, f"chờ mãi không thấy {what}")
            let_pass(PAUSE)
        self.require(not self.bug, f"phần mềm gặp lỗi: {self.bug}")

    def rest(self, milliseconds: int = REST) -> None:
        let_pass(milliseconds)

    @staticmethod
    def require(is_so: object, what: str) -> None:
        if not is_so:
            raise StepFailed(what)

    def press(self, keys: str, receiver: QWidget | None = None) -> None:
        """Press one key or chord, as "Ctrl+K", where the focus is."""
        chord = QKeySequence(keys)[0]  # type: ignore[index]
        target = receiver or self._receiver()
        QTest.keyClick(target, chord.key(), chord.keyboardModifiers())
        self.rest(PAUSE)

    def click(self, widget: QWidget) -> None:
        name = widget.accessibleName() or widget.objectName()
        self.wait(widget.isVisible, f"“{name}” hiện ra")
        self.wait(widget.isEnabled, f"“{name}” bấm được")
        _scroll_to(widget)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.rest(PAUSE)

    def push(self, words: str, within: QWidget) -> None:
        """Click the button whose label begins with these words."""
        self.click(self.button(words, within))

    def button(self, words: str, within: QWidget) -> QPushButton:
        found: list[QPushButton] = []

        def look() -> bool:
            found[:] = [
                each
                for each in within.findChildren(QPushButton)
                if each.isVisible() and plain(each.text()).startswith(words)
            ]
            return bool(found)

        self.wait(look, f"nút “{words}”")
        return found[0]

    def write(self, field: QWidget, text: str) -> None:
        """Replace what stands in a field, letter by letter as an input method commits it."""
        self._receiver()
        target = field.focusProxy() or field
        _scroll_to(target)
        target.setFocus(Qt.FocusReason.MouseFocusReason)
        self.press("Ctrl+A", target)  # the first letter replaces what is chosen
        for letter in text:
            typed = QInputMethodEvent()
            typed.setCommitString(letter)
            QApplication.sendEvent(target, typed)
        self.rest()

    def write_in_capitals(self, field: QWidget, letters: str) -> None:
        """Press letter keys while Caps Lock is on."""
        field.setFocus(Qt.FocusReason.MouseFocusReason)
        for letter in letters.upper():
            key = QKeyEvent(
                QKeyEvent.Type.KeyPress, ord(letter), Qt.KeyboardModifier.NoModifier, letter
            )
            QApplication.sendEvent(field, key)
            self.rest(8 * PAUSE)  # slower than a scanner

    def choose(self, box: QComboBox, words: str) -> None:
        """Go down a list with the arrow until the words stand there."""
        _scroll_to(box)
        box.setFocus(Qt.FocusReason.MouseFocusReason)
        self.press("Home", box)
        for _ in range(box.count()):
            if box.currentText().startswith(words):
                return
            self.press("Down", box)
        self.require(box.currentText().startswith(words), f"danh sách không có “{words}”")

    def pick(self, field: QLineEdit, typed: str, words: str) -> None:
        """Type a part of a name, and take the proposal that comes."""
        self.write(field, typed)
        self.press("Down", field)
        self.press("Return", field)
        self.wait(lambda: field.text().startswith(words), f"“{words}” được chọn")

    def add(self, chips: ChipEdit, typed: str) -> None:
        """Add somebody to an input of chips by a part of the name."""
        before = len(chips.values)
        self.write(chips.input, typed)
        self.wait(lambda: chips.suggester.is_open, f"gợi ý cho “{typed}”")
        self.press("Return", chips.input)
        self.wait(lambda: len(chips.values) > before, f"“{typed}” được thêm vào ô")

    def go_to_row(self, table: QTableView, place: int) -> None:
        """Go up or down a list with the arrows."""
        table.setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(2 * table.model().rowCount()):
            here = table.currentIndex().row()
            if here == place:
                return
            self.press("Down" if here < place else "Up", table)
        self.require(table.currentIndex().row() == place, "không tới được dòng cần chọn")

    def click_row(self, table: QTableView, place: int) -> None:
        """Click on the words of a line."""
        area = table.visualRect(table.model().index(place, 1))
        button, plainly = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(table.viewport(), button, plainly, area.center())
        self.rest(PAUSE)

    def scan(self, text: str) -> None:
        """Let the scanner type a card's text, faster than any hand."""
        receiver = self._receiver()
        self._moment += 5_000
        for letter in f"{text}\r":
            self._moment += BETWEEN
            key = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            key.setTimestamp(self._moment)
            QApplication.sendEvent(receiver, key)
        self.rest()

    def dialog(self, kind: type[W], what: str, moves: Callable[[], object] = _no_sign) -> W:
        """Wait for a dialog, or any other window, of this kind."""
        found: list[W] = []

        def look() -> bool:
            found[:] = [
                each
                for each in QApplication.topLevelWidgets()
                if isinstance(each, kind) and each.isVisible()
            ]
            return bool(found)

        self.wait(look, what, moves)
        return found[0]

    def inside(self, kind: type[W], window: QWidget, what: str) -> W:
        """Wait for a visible part of a window."""
        found: list[W] = []

        def look() -> bool:
            found[:] = [each for each in window.findChildren(kind) if each.isVisible()]
            return bool(found)

        self.wait(look, what)
        return found[0]

    def leave(self, dialog: QWidget) -> None:
        """Press Esc when the dialog has done its work."""
        self.wait(dialog.isEnabled, "hộp thoại làm xong việc")
        self.press("Esc", dialog)
        self.gone(dialog)

    def gone(self, dialog: QWidget) -> None:
        """Wait until a dialog is closed, and the keys go to what was under it."""
        self.wait(lambda: not _is_shown(dialog), "hộp thoại đóng lại")
        self.rest(4 * PAUSE)
        self._receiver()

    def save_as(self, path: Path) -> None:
        """Answer the question where a file goes, and wait until it lies there."""
        dialog = self._answer(path)
        self.gone(dialog)
        self.wait(lambda: path.exists() and path.stat().st_size, f"tệp “{path.name}”")
        self.wait(_no_page_waits, "trang dùng lại được")

    def choose_file(self, path: Path) -> None:
        """Answer the question which file is meant."""
        dialog = self._answer(path)
        self.gone(dialog)

    def choose_folder(self, path: Path) -> None:
        dialog = self._answer(path)
        self.gone(dialog)

    @staticmethod
    def _receiver() -> QWidget:
        """Return whoever gets what is typed now; the topmost window is given the keys."""
        focus = QApplication.focusWidget()
        if focus is not None:
            return focus
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        top = QApplication.activeModalWidget() or next(
            (each for each in shown if isinstance(each, QMainWindow)), None
        )
        if top is None:
            raise StepFailed("không có cửa sổ nào nhận phím")
        top.activateWindow()
        let_pass(PAUSE)
        return QApplication.focusWidget() or top

    def _answer(self, path: Path) -> QFileDialog:
        dialog = self.dialog(QFileDialog, "hộp chọn tệp")
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        buttons = dialog.findChild(QDialogButtonBox)
        if name is None or buttons is None:
            raise StepFailed("hộp chọn tệp không phải của Qt, không gõ được")
        self.write(name, str(path))
        self.press("Return", name)
        if _is_shown(dialog):
            self.press("Return", name)
        return dialog


def _scroll_to(widget: QWidget) -> None:
    """Turn the wheel until a part of a long page is in sight, as a hand must before it clicks."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _is_shown(dialog: QWidget) -> bool:
    return isValid(dialog) and dialog.isVisible()


def _no_page_waits() -> bool:
    """Tell whether every page shown takes keys again: one that hands work in is disabled."""
    stacks = [
        stack
        for window in QApplication.topLevelWidgets()
        if window.isVisible()
        for stack in window.findChildren(QStackedWidget)
    ]
    pages = [stack.currentWidget() for stack in stacks if stack.isVisible()]
    return all(page.isEnabled() for page in pages if page is not None)
