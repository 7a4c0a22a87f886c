"""How far a run of many papers has come, and the way to stop it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar

from rehabdesk.ui.kit.buttons import KeyButton

_THIN = 6


class RunBar(QFrame):
    """Shown only while papers are being made, one after the other."""

    def __init__(self) -> None:
        super().__init__()
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
        self.words.setText(f"Đang làm {done + 1}/{count}: {name}")
        self.bar.setRange(0, count)
        self.bar.setValue(done)
        self.stop_button.setEnabled(True)
        self.show()

    def show_stopping(self) -> None:
        self.words.setText("Đang dừng sau văn bản này…")
        self.stop_button.setEnabled(False)
