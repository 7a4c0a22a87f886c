"""What an act on a numbered paper will do, listed before the button is pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.ui.kit.messages import Picture


class EffectsCard(QFrame):
    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        heading = QLabel(title)
        heading.setProperty("role", "section")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addLayout(self._lines)

    def show_lines(self, lines: Sequence[str]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.setParent(None)
                line.deleteLater()
        for words in lines:
            self._lines.addWidget(_line(words))

    @property
    def sentences(self) -> list[str]:
        return [label.text() for label in self.findChildren(QLabel, "effect")]


def _line(words: str) -> QWidget:
    line = QWidget()
    sentence = QLabel(words)
    sentence.setObjectName("effect")
    sentence.setWordWrap(True)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(9)
    row.addWidget(Picture("arrow_right", "accent"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(sentence, 1)
    return line
