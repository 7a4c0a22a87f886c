"""A key that means a line of a list, wherever else on the page it would mean something."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class KeyOfList(QObject):
    """Takes a key before the page does, while the list has the focus; two shortcuts do nothing."""

    def __init__(self, table: QWidget, key: Qt.Key, act: Callable[[], None]) -> None:
        super().__init__(table)
        self._key = key
        self._act = act
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == self._key and not event.modifiers():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._act()
                return True
        return super().eventFilter(watched, event)
