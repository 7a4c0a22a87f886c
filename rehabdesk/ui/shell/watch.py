"""One watch on every key: scanned cards, the lock key, and hands that have been still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from rehabdesk.ui.kit.inputs.snapshot import snapshot

BETWEEN = 35  # milliseconds; nobody types as fast as a scanner
AFTER = 120  # milliseconds of silence that end a scan
PARTS = 6  # "|" a card has at least
RUN = 9  # a card begins with its number: so many fast letters without a blank are no typing
_WAKING = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.InputMethod,
    QEvent.Type.ShortcutOverride,
}
_MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr}
_CHORDS = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier)


@dataclass(slots=True)
class _Burst:
    """Keys that came faster than fingers, and the field as it stood before them."""

    undo: Callable[[], None]
    begun: str = ""  # what reached the field before the burst was known for a scan
    held: list[QKeyEvent | QInputMethodEvent] = field(default_factory=list)

    @property
    def is_scan(self) -> bool:
        return len(self.begun) >= RUN

    @property
    def text(self) -> str:
        """What the keys would have written; a typing tool takes letters back and sends others."""
        letters = list(self.begun)
        for event in self.held:
            if isinstance(event, QInputMethodEvent):
                letters += event.commitString()
            elif event.key() == Qt.Key.Key_Backspace:
                del letters[-1:]
            elif not _is_chord(event):
                letters += event.text()
        return "".join(letters).strip()


class Watch(QObject):
    """Filters the application's events. A scan is kept out of the field that has the focus."""

    scanned = Signal(str)
    lock_wanted = Signal()
    rested = Signal()  # nobody has touched anything for the time set

    def __init__(self, application: QApplication, minutes: int = 10) -> None:
        super().__init__(application)
        self._last = 0.0
        self._burst: _Burst | None = None
        self._is_giving_back = False
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
        if kind not in _WAKING or self._is_giving_back:
            return False
        self._idle.start()
        if isinstance(event, QInputMethodEvent):
            return self._compose(event)
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._keep_from_shortcuts(event)
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
        is_fast = self._is_fast(event)
        self._last = _moment(event)
        if not is_fast or self._burst is None:
            self._begin()
        return self._take(event)

    def _is_fast(self, event: QKeyEvent) -> bool:
        return _moment(event) - self._last < BETWEEN and not event.isAutoRepeat()

    def _keep_from_shortcuts(self, event: QKeyEvent) -> bool:
        """Let a page whose heaps answer to 1 … 5 not take the digits out of a card."""
        if self._burst is None or _is_chord(event) or not self._is_fast(event):
            return False
        event.accept()
        return True

    def _begin(self) -> None:
        """Anything may be the first key of a scan: remember how the field stood."""
        self._finish()
        self._burst = _Burst(snapshot(QApplication.focusWidget()))

    def _take(self, event: QKeyEvent) -> bool:
        burst = self._burst
        if burst is None:
            return False
        if burst.is_scan:
            self._hold(burst, event.clone())
            return True
        letters = event.text()
        if _is_chord(event) or not letters.isprintable() or not letters.strip():
            self._burst = None  # the next key begins anew
        else:
            burst.begun += letters
        return False

    def _compose(self, event: QInputMethodEvent) -> bool:
        """Keep out of the field what an input method makes of a scan in its middle."""
        burst = self._burst
        if burst is None or not burst.is_scan:
            return False
        self._last = inf  # it has no moment of its own: the next key is as fast
        self._hold(burst, event.clone())
        return True

    def _hold(self, burst: _Burst, event: QEvent) -> None:
        if isinstance(event, QKeyEvent | QInputMethodEvent):
            burst.held.append(event)
        self._end.start()

    def _finish(self) -> None:
        """Tell of a card; give back to the field what was none."""
        self._end.stop()
        burst, self._burst = self._burst, None
        if burst is None or not burst.held:
            return
        text = burst.text
        if text.count("|") >= PARTS:
            burst.undo()
            self.scanned.emit(text)
            return
        self._is_giving_back = True
        try:
            for event in burst.held:
                receiver = _receiver()
                if receiver is not None and isValid(receiver):
                    QApplication.sendEvent(receiver, event)
        finally:
            self._is_giving_back = False


def _moment(event: QKeyEvent) -> float:
    """Return when the key was pressed, in milliseconds, however late it is looked at."""
    return float(event.timestamp() or monotonic() * 1000)


def _is_chord(event: QKeyEvent) -> bool:
    """Tell a key pressed with Ctrl or Alt alone; both together are a letter of some layouts."""
    return sum(1 for each in _CHORDS if event.modifiers() & each) == 1


def _receiver() -> QWidget | None:
    """Return whoever gets the keys: an open list first, as Qt has it."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup.focusWidget() or popup
    return QApplication.focusWidget() or QApplication.activeWindow()


def _is_receiver(watched: QObject) -> bool:
    """Keys are seen again by every parent they rise to; count them once."""
    receiver = _receiver()
    return isinstance(watched, QWidget) and (receiver is None or watched is receiver)
