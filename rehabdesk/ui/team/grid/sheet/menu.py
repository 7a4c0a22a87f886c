"""What can be done with the current cell, for who does not know the keys yet."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from rehabdesk.ui.team.grid.sheet.strokes import Strokes


def open_menu(strokes: Strokes, parent: QWidget, at: QPoint) -> None:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for words, key, act in (
        ("Đánh dấu, bỏ dấu", "Space", strokes.turn),
        ("Cả cột có mặt", "Ctrl+Space", strokes.turn_column),
        ("Chép ô trên", "Ctrl+D", strokes.copy_above),
        ("Chép", "Ctrl+C", strokes.copy),
        ("Dán", "Ctrl+V", strokes.paste),
        ("Xóa ô", "Delete", strokes.clear),
        ("Sửa buổi này…", "F2", strokes.ask_session),
        ("Bỏ buổi này", "", strokes.throw_session),
    ):
        action = QAction(f"{words}\t{key}" if key else words, menu)
        action.setEnabled(strokes.is_kept or words == "Chép")
        action.triggered.connect(act)
        menu.addAction(action)
    menu.popup(at)
