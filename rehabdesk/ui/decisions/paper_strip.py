"""Which of several papers is looked at: "1/3 Trần Văn Thắng"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from rehabdesk.ui.kit.buttons import IconButton


class PaperStrip(QFrame):
    """Shown only when there are several papers."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("selectionBar")
        self._labels: tuple[str, ...] = ()
        self.place = 0
        self.words = QLabel()
        self.words.setProperty("role", "title")
        self.back = IconButton("chevron_left", "Văn bản trước", "Alt+PgUp")
        self.on = IconButton("chevron_right", "Văn bản sau", "Alt+PgDown")
        self.back.clicked.connect(self._go_back)
        self.on.clicked.connect(self._go_on)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 4, 0)
        row.setSpacing(6)
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.on)
        self.hide()

    def show_papers(self, labels: Sequence[str], place: int) -> None:
        self._labels = tuple(labels)
        self.place = place
        count = len(self._labels)
        self.setVisible(count > 1)
        if count:
            self.words.setText(f"{place + 1}/{count} {self._labels[place]}")
        self.back.setEnabled(place > 0)
        self.on.setEnabled(place + 1 < count)

    def _go_back(self) -> None:
        self.chosen.emit(self.place - 1)

    def _go_on(self) -> None:
        self.chosen.emit(self.place + 1)
