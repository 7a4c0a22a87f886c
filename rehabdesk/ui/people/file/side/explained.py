"""A sum that opens under its link: "Xem cách tính"; what was opened is scrolled to and focused."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.ui.kit.buttons import KeyButton

SHOW, HIDE = "X&em cách tính", "Th&ôi xem cách tính"
Line = tuple[str, str]  # the words, and how they are dressed


class SumFrame(QFrame):
    """The lines of a sum; it takes the focus, so that it is read aloud as a whole."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("msg", "info")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(10, 8, 10, 8)
        self._lines.setSpacing(6)
        self.told: list[str] = []

    def show_lines(self, lines: Iterable[Line]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (shown := item.widget()) is not None:
                shown.hide()
                shown.deleteLater()
        self.told = []
        for words, role in lines:
            if words:
                self._add(words, role)
        self.setAccessibleName("Cách tính")
        self.setAccessibleDescription(". ".join(self.told))

    def _add(self, words: str, role: str) -> None:
        self.told.append(words)
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if role:
            label.setProperty("role", role)
        self._lines.addWidget(label)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class ExplainedSum(QWidget):
    """The link and the frame under it; other links may stand beside the first."""

    opened = Signal(object)  # the frame, once it has its size

    def __init__(self, show: str = SHOW, hide: str = HIDE) -> None:
        super().__init__()
        self._show, self._hide = show, hide
        self.link = KeyButton(show, kind="link", is_small=True)
        self.link.clicked.connect(self._turn)
        self.frame = SumFrame()
        self.frame.hide()
        self._links = QHBoxLayout()
        self._links.setSpacing(8)
        self._links.addWidget(self.link)
        self._links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._links)
        layout.addWidget(self.frame)

    def add_link(self, link: QWidget) -> None:
        self._links.insertWidget(1, link)

    def show_lines(self, lines: Iterable[Line]) -> None:
        self.frame.show_lines(lines)

    def fold(self) -> None:
        self.frame.hide()
        self.link.set_text(self._show)

    @property
    def words(self) -> str:
        """What the opened sum says."""
        return "\n".join(self.frame.told) if self.frame.isVisibleTo(self) else ""

    def _turn(self) -> None:
        if self.frame.isVisibleTo(self):
            self.fold()
            return
        self.frame.show()
        self.link.set_text(self._hide)
        QTimer.singleShot(0, self, self._tell_opened)

    def _tell_opened(self) -> None:
        if self.frame.isVisible():
            self.opened.emit(self.frame)
            self.frame.setFocus(Qt.FocusReason.OtherFocusReason)
