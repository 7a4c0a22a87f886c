"""The top bar: room for the search box, the daily verbs, the application menu."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rehabdesk.ui.kit.buttons import IconButton, KeyButton
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.shell.places import Verb

SIDE = 16


class TopBar(QWidget):
    """The search box lies over it, so that it can open downwards over the page."""

    wanted = Signal(object)  # the visit of a verb
    menu_wanted = Signal()

    def __init__(self, verbs: Sequence[Verb]) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, 0, SIDE, 0)
        row.setSpacing(8)
        row.addStretch(1)
        self._buttons: list[KeyButton] = []
        for verb in verbs:
            button = KeyButton(verb.title, verb.key, verb.icon)
            button.clicked.connect(partial(self._want, verb))
            row.addWidget(button)
            self._buttons.append(button)
        self.menu_button = IconButton("navigation", "Tất cả lệnh", "F10")
        self.menu_button.clicked.connect(self.menu_wanted)
        row.addWidget(self.menu_button)
        Style.current.changed.connect(self._measure)
        self._measure()

    @property
    def room(self) -> int:
        """The width the search box may take, from the left margin on."""
        taken = sum(button.sizeHint().width() + 8 for button in self._buttons)
        return self.width() - 2 * SIDE - taken - self.menu_button.width() - 8

    def _want(self, verb: Verb) -> None:
        self.wanted.emit(verb.visit)

    def _measure(self) -> None:
        self.setFixedHeight(Style.current.size("topbar"))
