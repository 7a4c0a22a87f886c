"""A choice from a long list, found by typing part of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit

from rehabdesk.domain.text import clean, fold
from rehabdesk.ui.kit.fields import TextField
from rehabdesk.ui.kit.style import Style, icon
from rehabdesk.ui.kit.suggest import Suggester, Suggestion

V = TypeVar("V")


class PickField(TextField, Generic[V]):
    """Typing narrows the list; F4, the down key or the arrow opens the whole of it."""

    picked = Signal(object)  # the value, or None when the text names nothing in the list

    def __init__(self, missing: str, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder)
        self._missing = missing
        self._choices: list[tuple[V, str]] = []
        self._value: V | None = None
        self._opener = QAction(self)
        self._opener.setToolTip("Mở danh sách (F4)")
        self._opener.triggered.connect(self.open_list)
        self.addAction(self._opener, QLineEdit.ActionPosition.TrailingPosition)
        self._list = Suggester(self, self._find)
        self._list.chosen.connect(self._take)
        self.editingFinished.connect(self._settle)
        Style.current.changed.connect(self._draw)
        self._draw()

    @property
    def choice(self) -> V | None:
        return self._value

    @property
    def error(self) -> str:
        self._settle()  # Ctrl+Enter may come while the text is still being typed
        return "" if self._value is not None else self._missing

    def offer(self, choices: Sequence[tuple[V, str]]) -> None:
        """Give the list another content; what was chosen from the old one is dropped."""
        self._choices = list(choices)
        self._put(None, "")

    def choose(self, value: V) -> None:
        label = next((label for known, label in self._choices if known == value), "")
        self._put(value if label else None, label)

    def open_list(self) -> None:
        self.setFocus()
        self._list.offer()

    def _find(self, typed: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        is_settled = self._value is not None and typed == self._label()
        words = [] if is_settled else fold(typed).split()
        show(
            [
                Suggestion(value, label)
                for value, label in self._choices
                if all(word in fold(label) for word in words)
            ]
        )

    def _take(self, found: Suggestion) -> None:
        self._put(found.value, found.title)  # type: ignore[arg-type]  # our own values come back
        self.editingFinished.emit()

    def _settle(self) -> None:
        """Take what the text names, when it names just one."""
        typed = fold(clean(self.text()))
        if not typed or fold(self._label()) == typed:
            if not typed:
                self._put(None, "")
            return
        fitting = [pair for pair in self._choices if typed in fold(pair[1])]
        exact = [pair for pair in fitting if fold(pair[1]) == typed]
        if len(exact or fitting) == 1:
            [(value, label)] = exact or fitting
            self._put(value, label)
        else:
            self._put(None, self.text())

    def _put(self, value: V | None, text: str) -> None:
        if self.text() != text:
            self.setText(text)
        if value != self._value:
            self._value = value
            self.picked.emit(value)

    def _label(self) -> str:
        return next((label for value, label in self._choices if value == self._value), "")

    def _draw(self) -> None:
        self._opener.setIcon(icon("chevron_down", "text.secondary"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.removeEventFilter(self._list)
        self.installEventFilter(self._list)  # before the form's: Enter takes what the list shows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_F4 or (event.key() == Qt.Key.Key_Down and has_alt):
            self.open_list()
        else:
            super().keyPressEvent(event)
