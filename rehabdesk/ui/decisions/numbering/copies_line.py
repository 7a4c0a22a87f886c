"""How many copies of a paper leave the office; left empty, as many as its lines come to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rehabdesk.ui.kit.fields import TextField
from rehabdesk.ui.kit.style import Style

WIDTH = 56


class CopiesLine(QWidget):
    """One input for the paper looked at; what was typed for the others is kept."""

    finished = Signal()  # Enter

    def __init__(self) -> None:
        super().__init__()
        self._typed: dict[int, str] = {}
        self._decision_id = 0
        self.count = TextField()
        self.count.setAccessibleName("Số bản phát hành")
        self.count.setFixedWidth(Style.current.length(WIDTH))
        self.hint = QLabel()
        self.hint.setProperty("role", "secondary")
        label = QLabel("Số &bản")
        label.setProperty("role", "label")
        label.setBuddy(self.count)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(label)
        line.addWidget(self.count)
        line.addWidget(self.hint, 1)
        self.count.textEdited.connect(self._keep)
        self.count.returnPressed.connect(self.finished)

    def show_paper(self, decision_id: int) -> None:
        self._decision_id = decision_id
        self.count.value = self.typed(decision_id)

    def show_proposal(self, found: int | None) -> None:
        self.count.setPlaceholderText(str(found or ""))
        self.hint.setText(f"để trống: {found} bản theo Nơi nhận" if found else "")

    def typed(self, decision_id: int) -> str:
        return self._typed.get(decision_id, "")

    def _keep(self) -> None:
        self._typed[self._decision_id] = self.count.value
