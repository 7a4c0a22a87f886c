"""The button of a page that has persons in hand: a meeting with them is written down."""

from __future__ import annotations

from PySide6.QtCore import SignalInstance

from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.visits import NoteMeeting


class NoteButton(KeyButton):
    """Sends the page's wish on its way; the key itself is bound once, for every page."""

    def __init__(self, words: str, wanted: SignalInstance, *, is_small: bool = False) -> None:
        super().__init__(words, "Ctrl+G", "note", is_bound=False, is_small=is_small)
        self.clicked.connect(lambda: wanted.emit(NoteMeeting()))
