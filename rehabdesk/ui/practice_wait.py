"""While the practice commune is made: what is being done, and how far it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QVBoxLayout, QWidget

from rehabdesk.ui.kit.dialog import WIDTHS
from rehabdesk.ui.kit.style import Style

WORDS = "Đang dựng xã tập dùng thử, khoảng 20 giây…"
ONCE = "Chỉ lần đầu mới phải chờ. Mọi người trong xã này đều là bịa."


class PracticeWait(QDialog):
    """Goes by itself: what is under way cannot be broken off half-made."""

    lived = Signal(int, int)  # steps done, steps in all; told from the background lane

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tập dùng thử")
        self.setFixedWidth(Style.current.length(WIDTHS[0]))
        words, once = QLabel(WORDS), QLabel(ONCE)
        once.setProperty("role", "secondary")
        once.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(WORDS)
        self.bar.setRange(0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        for part in (words, self.bar, once):
            column.addWidget(part)
        self.lived.connect(self._show)

    def reject(self) -> None:
        """Esc and the cross leave it standing."""

    def finish(self) -> None:
        self.accept()
        self.deleteLater()

    def _show(self, done: int, steps: int) -> None:
        self.bar.setRange(0, steps)
        self.bar.setValue(done)
