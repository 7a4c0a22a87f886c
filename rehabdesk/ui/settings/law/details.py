"""The chosen line in full, under its list: nothing of it has to be guessed from cut words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget


class Details(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._title = QLabel()
        self._title.setProperty("role", "section")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self.words)

    def tell(self, title: str, sentences: Iterable[str]) -> None:
        """Show a line's whole words; hidden while there is no line."""
        self._title.setText(title)
        self.words.setText("\n".join(sentence.strip() for sentence in sentences))
        self.setVisible(bool(title))


def let_shrink(list_above: QWidget) -> None:
    """Let a list give way to what is told below it, before the page has to be scrolled."""
    list_above.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
