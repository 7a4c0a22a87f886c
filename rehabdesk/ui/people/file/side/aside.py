"""The cards beside a file, one under another; they scroll where the window is low."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.services.people.one_file import PersonFile
from rehabdesk.services.tasks.today import TaskRow
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.people.file.side.next_card import NextCard
from rehabdesk.ui.people.file.side.people_cards import EpisodesCard, HelpersCard
from rehabdesk.ui.people.file.side.term_card import TermCard

WIDTH = 290


class Aside(QScrollArea):
    def __init__(self, may: Callable[[Right], bool]) -> None:
        super().__init__()
        self.next, self.term, self.helpers = NextCard(may), TermCard(), HelpersCard()
        self.episodes = EpisodesCard()
        Style.current.changed.connect(self._measure)
        self._measure()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        cards = QWidget()
        cards.setObjectName("scrolled")
        layout = QVBoxLayout(cards)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for card in (self.next, self.term, self.helpers, self.episodes):
            layout.addWidget(card)
        layout.addStretch(1)
        self.setWidget(cards)
        for explained in (self.next.sum.opened, self.term.explained):
            explained.connect(self._scroll_to)

    def _measure(self) -> None:
        self.setFixedWidth(Style.current.length(WIDTH))

    def _scroll_to(self, frame: QWidget) -> None:
        """Bring an opened sum into sight, its first line above all."""
        cards = self.widget()
        if cards is None:
            return
        top = frame.mapTo(cards, frame.rect().topLeft()).y()
        height = min(frame.height(), self.viewport().height())
        self.ensureVisible(0, top + height, 0, 8)
        self.ensureVisible(0, top, 0, 8)

    def show_file(self, file: PersonFile, tasks: Sequence[TaskRow]) -> None:
        self.next.show_file(file, tasks)
        for card in (self.term, self.helpers, self.episodes):
            card.show_file(file)
        has_act = not self.next.button.isHidden()
        self.setFocusProxy(self.next.button if has_act else self.term.link)
