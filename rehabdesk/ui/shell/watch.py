"""One watch on every key: scanned cards, the lock key, and hands that have been still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

BETWEEN = 35  # milliseconds; nobody types as fast as a scanner
AFTER = 120  # milliseconds of silence that end a scan
PARTS = 6  # "|" a card has at least
DIGITS = 9  # a card begins with its number; so many fast digits are no typing
_WAKING = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
}


@dataclass(slots=True)
class _Burst:
    """Keys that came faster than fingers, and the field as it stood before them."""

    undo: Callable[[], None]
    digits: int = 0
    held: list[str] = field(default_factory=list)

    @property
    def is_scan(self) -> bool:
        return self.digits >= DIGITS


class Watch(QObject):
    """Filters the application's events. A scan is kept out of the field that has the focus."""

    scanned = Signal(str)
    lock_wanted = Signal()
    rested = Signal()  # nobody has touched anything for the time set

    def __init__(self, application: QApplication, minutes: int = 10) -> None:
        super().__init__(application)
        self._last = 0.0
        self._text = ""
        self._burst: _Burst | None = None
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(AFTER)
        self._end.timeout.connect(self._finish)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.rested)
        self.rest_after(minutes)
        application.installEventFilter(self)

    def rest_after(self, minutes: int) -> None:
        self._idle.start(minutes * 60_000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _WAKING:
            return False
        self._idle.start()
        if kind != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return _is_receiver(watched) and self._key(event)

    def _key(self, event: QKeyEvent) -> bool:
        is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if is_control and event.key() == Qt.Key.Key_L:
            self.lock_wanted.emit()
            return True
        if event.key() in _MODIFIERS:
            return self._burst is not None and self._burst.is_scan
        now = float(event.timestamp() or monotonic() * 1000)
        is_fast = now - self._last < BETWEEN and not event.isAutoRepeat()
        self._last = now
        if not is_fast or self._burst is None:
            self._begin()
        return self._take(event.text())

    def _begin(self) -> None:
        """Anything may be the first key of a scan: remember how the field stood."""
        self._finish()
        self._burst = _Burst(_snapshot(QApplication.focusWidget()))
        self._text = ""

    def _take(self, letters: str) -> bool:
        burst = self._burst
        if burst is None:
            return False
        if burst.is_scan:
            burst.held.append(letters)
            self._end.start()
            return True
        if letters.isdigit():
            burst.digits += 1
            self._text += letters
        else:
            self._burst = None  # the next key begins anew
        return False

    def _finish(self) -> None:
        """Tell of a card; give back to the field what was none."""
        self._end.stop()
        burst, self._burst = self._burst, None
        if burst is None or not burst.held:
            return
        held = "".join(burst.held)
        if held.count("|") >= PARTS:
            burst.undo()
            self.scanned.emit((self._text + held).strip())
            return
        receiver = QApplication.focusWidget()
        if receiver is not None:
            typed = QInputMethodEvent()
            typed.setCommitString(held.rstrip("\r\n"))
            QApplication.sendEvent(receiver, typed)


def _is_receiver(watched: QObject) -> bool:
    """Keys are seen again by every parent they rise to; count them once."""
    receiver = (
        QApplication.activePopupWidget()
        or QApplication.focusWidget()
        or QApplication.activeWindow()
    )
    return isinstance(watched, QWidget) and (receiver is None or watched is receiver)


def _snapshot(field: QWidget | None) -> Callable[[], None]:
    if isinstance(field, QLineEdit):
        text, at = field.text(), field.cursorPosition()

        def restore() -> None:
            if isValid(field):
                field.setText(text)
                field.setCursorPosition(at)

        return restore
    if isinstance(field, QPlainTextEdit):
        words, cursor = field.toPlainText(), field.textCursor().position()

        def restore_box() -> None:
            if not isValid(field):
                return
            field.setPlainText(words)
            there = QTextCursor(field.document())
            there.setPosition(cursor)
            field.setTextCursor(there)

        return restore_box
    return _leave


def _leave() -> None:
    return


_MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr}
