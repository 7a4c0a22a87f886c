"""A key that means something else where the focus is than in the rest of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class OwnKey(QObject):
    """Takes a key before page and window do, while a list or a part of the page has the focus.

    Two shortcuts of one key would do nothing.
    """

    def __init__(self, part: QWidget, key: Qt.Key, act: Callable[[], None]) -> None:
        super().__init__(part)
        self._key = key
        self._act = act
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == self._key and not event.modifiers():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._act()
                return True
        return super().eventFilter(watched, event)
