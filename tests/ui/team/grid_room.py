"""The page of the team with the month sheet alone, and hands to type with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rehabdesk.services.month_grid.sheet import MonthSheet, Place
from rehabdesk.services.office import Office
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.team.grid.sheet.hand import SheetInHand
from rehabdesk.ui.team.grid.tab import GridTab
from rehabdesk.ui.team.screen import TeamScreen
from tests.month_grid_scene import Scene, november

CTRL = Qt.KeyboardModifier.ControlModifier
KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Tab": Qt.Key.Key_Tab,
    "Space": Qt.Key.Key_Space,
    "Delete": Qt.Key.Key_Delete,
    "Backspace": Qt.Key.Key_Backspace,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
    "F2": Qt.Key.Key_F2,
}


@dataclass
class Room:
    qtbot: QtBot
    screen: TeamScreen
    tab: GridTab
    office: Office
    scene: Scene
    said: list[Notice] = field(default_factory=list)

    @property
    def hand(self) -> SheetInHand:
        assert self.tab.hand is not None
        return self.tab.hand

    def press(self, *names: str, times: int = 1) -> None:
        """Press keys one after the other, as "Ctrl+D" or "7", where the focus of the sheet is."""
        for chord in names * times:
            modifiers, name = Qt.KeyboardModifier.NoModifier, chord
            for prefix, each in (("Ctrl+", CTRL), ("Shift+", Qt.KeyboardModifier.ShiftModifier)):
                if chord.startswith(prefix):
                    modifiers, name = each, chord.removeprefix(prefix)
            key = KEYS.get(name) or Qt.Key(ord(name.upper()))
            self.qtbot.keyClick(self.tab.view, key, modifiers)

    def go(self, row: int, column: int) -> None:
        """Go to a line and a typed column, both from 0."""
        self.tab.view.strokes.choose(row, self.tab.model.typed_sections()[column])

    def paste(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.press("Ctrl+V")

    def save(self) -> None:
        self.tab.save_button.click()

    def kept(self) -> MonthSheet:
        return november(self.office, self.scene)

    def cells(self) -> dict[Place, int]:
        return dict(self.kept().cells)

    def again(self) -> None:
        """Look at the sheet as somebody would who comes back to it."""
        self.tab.refresh()

    def take_back(self) -> None:
        """Do what Ctrl+Z does at the bottom of the window."""
        notice = next(each for each in reversed(self.said) if each.takes_back)
        assert notice.takes_back is not None
        notice.takes_back()

    def do_again(self) -> None:
        """Do what Ctrl+Y does after it."""
        notice = next(each for each in reversed(self.said) if each.again)
        assert notice.again is not None
        notice.again()


Open = Callable[..., Room]


def chosen(room: Room) -> tuple[int, str]:
    """Return the current line and the words over its column."""
    current = room.tab.view.currentIndex()
    return current.row(), " ".join(room.tab.model.head(current.column()).lines)
