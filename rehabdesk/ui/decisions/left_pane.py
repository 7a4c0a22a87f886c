"""The cards at the left: as wide as they are, whether a scroll bar stands beside them or not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from rehabdesk.ui.kit.style import Style

WIDTH = 486
BAR = 12
SHARE = 0.5  # of a page that is narrow for its letters


class LeftPane(QScrollArea):
    def __init__(self, cards: Sequence[QWidget]) -> None:
        super().__init__()
        self._cards = QWidget()
        self._cards.setObjectName("scrolled")
        column = QVBoxLayout(self._cards)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(self._cards)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def take_room(self, page: int, *, is_narrow: bool) -> None:
        width = Style.current.length(WIDTH)
        if is_narrow:
            width = min(width, round(page * SHARE))
        self._cards.setMaximumWidth(width)
        self.setFixedWidth(width + BAR)

    def show_focus(self) -> None:
        """Bring the input that has the focus into sight."""
        focus = self.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.ensureWidgetVisible(focus)
