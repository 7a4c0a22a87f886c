"""What was looked at before the paper goes for signature, each line with its way to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.services.decisions.checks import Check, Level
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.messages import Picture
from rehabdesk.ui.kit.style import restyle

_PICTURES = {
    Level.GOOD: ("checkmark_circle", "ok"),
    Level.LOOK: ("warning", "warn"),
    Level.BAD: ("error_circle", "danger"),
}
_COUNTS = {
    Level.GOOD: ("đạt", "good"),
    Level.LOOK: ("cần xem", "warning"),
    Level.BAD: ("phải sửa", "error"),
}


class ChecksCard(QFrame):
    """Worst first; amber never blocks."""

    fill_wanted = Signal(object)  # the Check whose field is to be filled

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._shown: tuple[Check, ...] = ()
        title = QLabel("Kiểm tra trước khi trình ký")
        title.setProperty("role", "section")
        self._counts = {level: QLabel() for level in Level}
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 4)
        head.setSpacing(14)
        head.addWidget(title)
        head.addStretch(1)
        for level, label in self._counts.items():
            restyle(label, "role", _COUNTS[level][1])
            head.addWidget(label)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 8)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(self._lines)

    @property
    def sentences(self) -> list[str]:
        return [check.sentence for check in self._shown]

    @property
    def is_blocked(self) -> bool:
        return any(check.level is Level.BAD for check in self._shown)

    def show_checks(self, checks: Sequence[Check]) -> None:
        if tuple(checks) == self._shown:
            return
        self._shown = tuple(checks)
        while (item := self._lines.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.hide()
                line.deleteLater()
        for number, check in enumerate(self._shown):
            self._lines.addWidget(self._line(check, is_first=not number))
        for level, label in self._counts.items():
            count = sum(1 for check in self._shown if check.level is level)
            label.setText(f"{count} {_COUNTS[level][0]}")
            label.setVisible(bool(count))

    def _line(self, check: Check, *, is_first: bool) -> QWidget:
        line = QFrame()
        line.setAccessibleName(check.sentence)
        words = QVBoxLayout()
        words.setSpacing(0)
        sentence = QLabel(check.sentence)
        sentence.setWordWrap(True)
        words.addWidget(sentence)
        if check.detail:
            detail = QLabel(check.detail)
            detail.setWordWrap(True)
            detail.setProperty("role", "hint")
            words.addWidget(detail)
        row = QHBoxLayout()
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(8)
        row.addWidget(Picture(*_PICTURES[check.level]), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if check.field:
            row.addWidget(self._button(check), 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if not is_first:
            layout.addWidget(_rule())
        layout.addLayout(row)
        return line

    def _button(self, check: Check) -> KeyButton:
        button = KeyButton("Điền", kind="link", is_small=True)
        button.setAccessibleName(f"Điền: {check.sentence}")
        button.clicked.connect(partial(self.fill_wanted.emit, check))
        return button


def _rule() -> QFrame:
    rule = QFrame()
    rule.setObjectName("rule")
    rule.setFixedHeight(1)
    return rule
