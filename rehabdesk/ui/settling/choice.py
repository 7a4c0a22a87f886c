"""One field that two people wrote differently: one side is chosen, neither before somebody does."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QRadioButton, QWidget

from rehabdesk.domain.settling.three_way import Line
from rehabdesk.ui.kit.style import restyle

KEPT, MINE = "Bản đang có", "Bản vừa gõ"
EMPTY = "(để trống)"
_ASIDE = {Qt.Key.Key_Left: 0, Qt.Key.Key_Right: 1}
_UPRIGHT = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _Radio(QRadioButton):
    """Left and right choose a side; up and down go to the line before and after."""

    turned = Signal(int)
    moved = Signal(int)
    reached = Signal(bool)  # by the keyboard, or left again

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit(self.hasFocus())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.reached.emit(self.hasFocus())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ASIDE:
            self.turned.emit(_ASIDE[key])
        elif key in _UPRIGHT:
            self.moved.emit(_UPRIGHT[key])
        else:
            super().keyPressEvent(event)


class SideBox(QFrame):
    """A radio button with its text beside it, which wraps and may be copied from."""

    def __init__(self, line: Line, side: str, words: str) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.radio = _Radio()
        self.radio.setAccessibleName(f"{line.label}. {side}: {words or EMPTY}")
        self._words = QLabel(words or EMPTY)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        if not words:
            restyle(self._words, "role", "secondary")
        self.radio.reached.connect(lambda is_at: restyle(self, "at", "yes" if is_at else ""))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignTop)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.setFocus()
        self.radio.click()
        event.accept()


class Choice(QWidget):
    """The two sides of a line; `boxes` stand in the table of the dialog."""

    chosen = Signal()
    moved = Signal(int)

    def __init__(self, line: Line, words: tuple[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.line = line
        self.boxes = tuple(
            SideBox(line, side, told) for side, told in zip((KEPT, MINE), words, strict=True)
        )
        self._group = QButtonGroup(self)
        for number, box in enumerate(self.boxes):
            self._group.addButton(box.radio, number)
            box.radio.turned.connect(self.choose)
            box.radio.moved.connect(self.moved)
        self._group.idToggled.connect(self._note)

    @property
    def is_chosen(self) -> bool:
        return self._group.checkedId() >= 0

    @property
    def is_mine(self) -> bool:
        return self._group.checkedId() == 1

    def choose(self, side: int) -> None:
        """Take the kept side (0) or mine (1)."""
        self.boxes[side].radio.setChecked(True)
        self.boxes[side].radio.setFocus()

    def take_focus(self) -> None:
        self.boxes[max(self._group.checkedId(), 0)].radio.setFocus()

    def _note(self, side: int, is_on: bool) -> None:  # noqa: FBT001 -- as Qt has it
        restyle(self.boxes[side], "picked", "yes" if is_on else "")
        if is_on:
            self.chosen.emit()
