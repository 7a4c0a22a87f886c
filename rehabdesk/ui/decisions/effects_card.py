"""What an act on a paper will do, listed before the button is pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.ui.kit.messages import Picture

Mark = tuple[str, str]  # a picture and its tint


def arrow(_words: str) -> Mark:
    return "arrow_right", "accent"


class EffectsCard(QFrame):
    def __init__(self, title: str = "", mark: Callable[[str], Mark] = arrow) -> None:
        super().__init__()
        self.setObjectName("card")
        self._mark = mark
        self.heading = QLabel(title)
        self.heading.setProperty("role", "section")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(7)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        layout.addWidget(self.heading)
        layout.addLayout(self._lines)
        layout.addStretch(1)

    def show_lines(self, lines: Sequence[str]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.setParent(None)
                line.deleteLater()
        for words in lines:
            line = _line(words, *self._mark(words))
            self._lines.addWidget(line)
            line.show()  # at once, so that whoever makes room for it finds it there

    @property
    def sentences(self) -> list[str]:
        return [label.text() for label in self.findChildren(QLabel, "effect")]


def _line(words: str, picture: str, tint: str) -> QWidget:
    line = QWidget()
    sentence = QLabel(words)
    sentence.setObjectName("effect")
    sentence.setWordWrap(True)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(9)
    row.addWidget(Picture(picture, tint), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(sentence, 1)
    return line
