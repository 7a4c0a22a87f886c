"""What recording a number will do, listed before the button is pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.ui.kit.messages import Picture

_PICTURES = {
    "Ghi dòng": "book_number",
    "Tính thời hạn": "calendar_clock",
    "Ghi ": "person_arrow_right",
    "Giữ bản": "document_text",
    "Chưa tính": "warning",
    "Thay thế": "arrow_swap",
    "Kết thúc": "checkmark_circle",
    "Thêm": "clipboard_checkmark",
    "Xong": "checkmark_circle",
    "Báo cáo": "data_bar_vertical",
}


class ForetoldCard(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._title = QLabel()
        self._title.setProperty("role", "section")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(7)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addLayout(self._lines)
        layout.addStretch(1)

    @property
    def sentences(self) -> list[str]:
        return [label.text() for label in self.findChildren(QLabel) if label.buddy() is self]

    def show_lines(self, number: str, lines: Sequence[str]) -> None:
        """Show what this number will do; nothing when there is no number to record."""
        self._title.setText(f"Ghi số {number} thì phần mềm sẽ làm" if lines else "")
        while (item := self._lines.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.setParent(None)
                line.deleteLater()
        for words in lines:
            self._lines.addWidget(self._line(words))

    def _line(self, words: str) -> QWidget:
        line = QWidget()
        picture = next((name for start, name in _PICTURES.items() if words.startswith(start)), "")
        sentence = QLabel(words)
        sentence.setWordWrap(True)
        sentence.setBuddy(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(9)
        tint = "warn" if picture == "warning" else "accent"
        row.addWidget(Picture(picture or "info", tint), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(sentence, 1)
        return line
