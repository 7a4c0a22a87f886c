"""How far a run of many papers has come, and the way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from time import monotonic

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar

from rehabdesk.ui.kit.buttons import KeyButton

_THIN = 6
FEW = 3  # papers before the rest is guessed
WORTH_SAYING = 2  # seconds
MINUTE = 60


class RunBar(QFrame):
    """Shown only while papers are being made, one after the other."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._began = 0.0
        self.setObjectName("selectionBar")
        self.words = QLabel()
        self.words.setProperty("role", "title")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(_THIN)
        self.bar.setAccessibleName("Đã làm được bao nhiêu văn bản")
        self.stop_button = KeyButton("&Dừng", "Esc")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(12)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        self.hide()

    def show_progress(self, done: int, count: int, name: str) -> None:
        if not done:
            self._began = self._clock()
        self.words.setText(f"Đang làm {done + 1}/{count}: {name}{self._rest(done, count)}")
        self.bar.setRange(0, count)
        self.bar.setValue(done)
        self.stop_button.setEnabled(True)
        self.show()

    def _rest(self, done: int, count: int) -> str:
        """Guess how long it goes on, once a few papers have shown how long one takes."""
        seconds = (self._clock() - self._began) / done * (count - done) if done else 0.0
        if done < FEW or seconds < WORTH_SAYING:
            return ""
        rounded = ceil(seconds / 5) * 5
        return f", còn khoảng {rounded} giây" if rounded <= MINUTE else _minutes(seconds)

    def show_stopping(self) -> None:
        self.words.setText("Đang dừng sau văn bản này…")
        self.stop_button.setEnabled(False)


def _minutes(seconds: float) -> str:
    return f", còn khoảng {ceil(seconds / MINUTE)} phút"
