"""How an input stood at one moment, to be put back as if nothing had been typed since."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

PutBack = Callable[[], None]


def snapshot(field: QWidget | None) -> PutBack:
    """Remember what stands in the input that has the focus; calling the answer puts it back."""
    put_back: PutBack = _nothing
    inner = field.lineEdit() if isinstance(field, QComboBox | QAbstractSpinBox) else field
    if isinstance(inner, QLineEdit):
        put_back = _line(inner)
    elif isinstance(field, QComboBox):
        put_back = partial(field.setCurrentIndex, field.currentIndex())
    elif isinstance(field, QPlainTextEdit | QTextEdit):
        put_back = _box(field)
    elif isinstance(field, QAbstractItemView):
        put_back = _view(field)
    return partial(_if_there, field, put_back)


def _if_there(field: QWidget | None, put_back: PutBack) -> None:
    if field is not None and isValid(field):
        put_back()


def _nothing() -> None:
    return


def _line(field: QLineEdit) -> PutBack:
    text, at = field.text(), field.cursorPosition()
    start, length = field.selectionStart(), len(field.selectedText())

    def restore() -> None:
        if field.text() != text:
            field.setText(text)
            field.textEdited.emit(text)  # pages that follow the hand take it back as well
        field.setCursorPosition(at)
        if length:
            field.setSelection(start, length)

    return restore


def _box(field: QPlainTextEdit | QTextEdit) -> PutBack:
    """Take out what was typed over the marked words, so that earlier typing can be undone."""
    words, cursor = field.toPlainText(), field.textCursor()
    anchor, at = cursor.anchor(), cursor.position()
    start, marked = cursor.selectionStart(), words[cursor.selectionStart() : cursor.selectionEnd()]

    def restore() -> None:
        typed = len(field.toPlainText()) - len(words) + len(marked)
        there = QTextCursor(field.document())
        there.setPosition(start)
        there.setPosition(start + max(typed, 0), QTextCursor.MoveMode.KeepAnchor)
        if there.selectedText() != marked:
            there.insertText(marked)
        if field.toPlainText() != words:
            field.setPlainText(words)
        there.setPosition(anchor)
        there.setPosition(at, QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(there)

    return restore


def _view(view: QAbstractItemView) -> PutBack:
    """Go back to the line it stood at: a list jumps to a name by its letter."""
    current = QPersistentModelIndex(view.currentIndex())
    across, down = view.horizontalScrollBar().value(), view.verticalScrollBar().value()

    def restore() -> None:
        selection = view.selectionModel()
        if current.isValid() and selection is not None and view.currentIndex() != current:
            view.setCurrentIndex(view.model().index(current.row(), current.column()))
        view.horizontalScrollBar().setValue(across)
        view.verticalScrollBar().setValue(down)

    return restore
