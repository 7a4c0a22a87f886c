"""What a page of transfers is laid out of: cards with a heading, lines told one below another."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rehabdesk.ui.kit.messages import Picture


class Block(QFrame):
    """A card with a heading; what does not fit is scrolled to."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.title = QLabel(title)
        self.title.setProperty("role", "section")
        scrolled = QWidget()
        scrolled.setObjectName("scrolled")
        self.body = QVBoxLayout(scrolled)
        self.body.setContentsMargins(16, 12, 16, 14)
        self.body.setSpacing(9)
        self.body.addWidget(self.title)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(scrolled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(area)


class ToldLines(QWidget):
    """Sentences one below another, each with its sign."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[str] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)

    @property
    def lines(self) -> list[str]:
        return self._lines

    def show_lines(self, lines: Iterable[str], kept_back: Iterable[str] = ()) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._lines = []
        for words in lines:
            self._add(words, "checkmark", "ok")
        for words in kept_back:
            self._add(f"Không gửi {words}", "subtract", "neutral")

    def _add(self, words: str, picture: str, tint: str) -> None:
        self._lines.append(words)
        line, text = QWidget(), QLabel(words)
        text.setWordWrap(True)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Picture(picture, tint), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        self._layout.addWidget(line)


def hint(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "hint")
    label.setWordWrap(True)
    return label
