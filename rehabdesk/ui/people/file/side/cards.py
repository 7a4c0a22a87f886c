"""A titled card of the right column."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from rehabdesk.ui.kit.messages import OneLine, Picture


class SideCard(QFrame):
    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.sign = Picture("checkmark_circle", "ok")
        self.sign.hide()
        self.title = QLabel(title)
        self.title.setProperty("role", "section")
        heading = QHBoxLayout()
        heading.setSpacing(6)
        heading.addWidget(self.sign)
        heading.addWidget(self.title)
        heading.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(14, 10, 14, 12)
        self.body.setSpacing(4)
        self.body.addLayout(heading)

    def words(self, role: str = "") -> QLabel:
        label = QLabel()
        label.setWordWrap(True)
        if role:
            label.setProperty("role", role)
        self.body.addWidget(label)
        return label


class PairCard(SideCard):
    """A card of short lines: what, and who or when."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(5)
        self.body.addLayout(self._lines)
        self.pairs: list[tuple[str, str]] = []

    def clear(self) -> None:
        self.pairs = []
        while (item := self._lines.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.hide()
                line.deleteLater()

    def add(
        self, what: str, who: str, sign: tuple[str, str] | None = None, *, below: str = ""
    ) -> None:
        """Put what at the left, who or when at the right, and how it came about under both."""
        self.pairs.append((what, who))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(QLabel(what))
        row.addStretch(1)
        if sign:
            row.addWidget(Picture(*sign))
        name = OneLine(who)
        if sign and sign[1] == "warn":
            name.setProperty("role", "warning")
        row.addWidget(name)
        self._lines.addWidget(line)
        if below:
            told = OneLine(below)
            told.setProperty("role", "hint")
            told.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self._lines.addWidget(told)
