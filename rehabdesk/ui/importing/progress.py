"""How far an import has come, how long it goes on, and the way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from threading import Event
from time import monotonic

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import NeedsConfirmation, OutsideFault, Refusal
from rehabdesk.ui.kit.buttons import KeyButton

THIN = 6
OFTEN = 0.06  # seconds between two signs of life
WORTH_SAYING = 2  # seconds
MINUTE = 60


class Errand(QWidget):
    """Hands an act in, so that only this is disabled while it runs; tells what went wrong."""

    failed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()

    def show_refusal(self, refusal: Refusal) -> None:
        self.failed.emit(refusal)

    def show_fault(self, fault: OutsideFault) -> None:
        self.failed.emit(fault)

    def show_doubt(self, doubt: NeedsConfirmation, _go_on: Callable[[], None]) -> None:
        self.failed.emit(doubt)


class Watcher(QObject):
    """Stands between the lane, which asks whether to go on, and the bar on the page."""

    moved = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_stopped = Event()
        self._told_at = 0.0

    def begin(self) -> None:
        self._is_stopped.clear()
        self._told_at = 0.0

    def stop(self) -> None:
        self._is_stopped.set()

    def watch(self, done: int, count: int) -> bool:
        """Tell how far it is, from whichever thread; answer whether to go on."""
        now = monotonic()
        if done == count or now - self._told_at > OFTEN:
            self._told_at = now
            self.moved.emit(done, count)
        return not self._is_stopped.is_set()


class ImportBar(QFrame):
    """Shown while rows are being written; nothing of them stays when it is stopped."""

    def __init__(
        self,
        doing: str = "Đang nhập",
        name: str = "Đã nhập được bao nhiêu dòng",
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__()
        self._doing = doing
        self._clock = clock
        self._began = 0.0
        self.setObjectName("card")
        self.words = QLabel()
        self.words.setProperty("role", "title")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(THIN)
        self.bar.setAccessibleName(name)
        self.stop_button = KeyButton("&Dừng", "Esc", is_bound=False)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.bar)
        self.hide()

    def begin(self, words: str) -> None:
        """Say what is done first, of which nobody knows how long it takes."""
        self._began = self._clock()
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self.stop_button.setEnabled(True)
        self.show()

    def show_progress(self, done: int, count: int) -> None:
        if not self.bar.maximum():
            self._began = self._clock()
        self.bar.setRange(0, max(1, count))
        self.bar.setValue(done)
        if self.stop_button.isEnabled():
            self.words.setText(f"{self._doing} {done}/{count} dòng{self._rest(done, count)}")

    def show_stopping(self) -> None:
        self.words.setText("Đang dừng…")
        self.stop_button.setEnabled(False)

    def _rest(self, done: int, count: int) -> str:
        seconds = (self._clock() - self._began) / done * (count - done) if done else 0.0
        if seconds < WORTH_SAYING:
            return ""
        if seconds > MINUTE:
            return f", còn khoảng {ceil(seconds / MINUTE)} phút"
        return f", còn khoảng {ceil(seconds / 5) * 5} giây"
