"""A menu of acts, where the pointer is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

Line = tuple[str, Callable[[], object], bool]  # the words, the act, whether it can be done now


def open_menu(parent: QWidget, lines: Sequence[Line], at: QPoint | None = None) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for words, act, is_able in lines:
        action = menu.addAction(words)
        action.setEnabled(is_able)
        action.triggered.connect(act)
    menu.popup(at or QCursor.pos())
    return menu
