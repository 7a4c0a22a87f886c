"""Right below the lines: whether the parts of a target add up to it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rehabdesk.services.targets.sheet import TargetRow
from rehabdesk.ui.kit.messages import Picture


class SumLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._picture = Picture("checkmark_circle", "ok")
        self.words = QLabel()
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 12, 9)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self.words, 1)

    def show_row(self, row: TargetRow | None) -> None:
        """Check the sum of a target; nothing is said of one that is not spread."""
        told = row.sum_words if row is not None else ""
        self.words.setText(told)
        self.setAccessibleName(told)
        self.setVisible(bool(told))
        if row is not None:
            is_even = row.is_sum_even
            self._picture.show_icon(
                "checkmark_circle" if is_even else "warning", "ok" if is_even else "warn"
            )
