"""The groups of the recovery code, each in a field of its own as on the sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rehabdesk.domain.recovery import GROUP_LENGTH, GROUPS, CodeMistyped
from rehabdesk.domain.refusals import Refusal
from rehabdesk.ui.kit.style import Style, restyle

ACROSS = 4
ALL = tuple(range(1, GROUPS + 1))


class GroupField(QLineEdit):
    """Five signs; a whole code pasted here is handed to all the fields."""

    pasted = Signal(str)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.setObjectName(f"group_{number}")
        self.setAccessibleName(f"Nhóm {number}")
        self.setMaxLength(GROUP_LENGTH)
        self.setFont(Style.current.font("subtitle"))

    @property
    def value(self) -> str:
        return "".join(sign for sign in self.text().upper() if sign.isalnum())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QApplication.clipboard().text())
            return
        super().keyPressEvent(event)


class GroupsField(QWidget):
    """Goes on to the next group by itself; what is wrong is said with the group's number."""

    finished = Signal()  # the last group is full
    edited = Signal()

    def __init__(self, numbers: Sequence[int] = ALL) -> None:
        super().__init__()
        self.fields: dict[int, GroupField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self.ask(numbers)

    def ask(self, numbers: Sequence[int]) -> None:
        """Show fields for these groups only, counted from 1."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.fields = {number: self._field(number) for number in numbers}
        for place, (number, field) in enumerate(self.fields.items()):
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            label = QLabel(f"Nhóm {number}")
            label.setProperty("role", "label")
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
            self._grid.addWidget(cell, place // ACROSS, place % ACROSS)
        for column_number in range(ACROSS):
            self._grid.setColumnStretch(column_number, 1)
        self.setFocusProxy(next(iter(self.fields.values())))

    @property
    def typed(self) -> dict[int, str]:
        return {number: field.value for number, field in self.fields.items()}

    @property
    def value(self) -> str:
        return " ".join(self.typed.values())

    def clear(self) -> None:
        for field in self.fields.values():
            field.clear()
        self.mark(None)

    def show_refusal(self, refusal: Refusal) -> None:
        """Mark the group a refusal names, or the first that is not full, and go there."""
        if isinstance(refusal, CodeMistyped):
            self.mark(refusal.group)
            return
        short = (n for n, text in self.typed.items() if len(text) < GROUP_LENGTH)
        self.mark(next(short, next(iter(self.fields))))

    def mark(self, group: int | None) -> None:
        for number, field in self.fields.items():
            restyle(field, "state", "error" if number == group else "")
        if group in self.fields:
            self.fields[group].setFocus()
            self.fields[group].selectAll()

    def _field(self, number: int) -> GroupField:
        field = GroupField(number)
        field.installEventFilter(self)
        field.textEdited.connect(self._go_on)
        field.pasted.connect(self._spread)
        return field

    def _go_on(self, _typed: str) -> None:
        field = self.sender()
        self.edited.emit()
        if isinstance(field, GroupField) and len(field.value) == GROUP_LENGTH:
            restyle(field, "state", "")
            self._step_from(field, 1)

    def _step_from(self, field: GroupField, step: int) -> None:
        fields = list(self.fields.values())
        place = fields.index(field) + step
        if 0 <= place < len(fields):
            fields[place].setFocus()
        elif step > 0:
            self.finished.emit()

    def _spread(self, text: str) -> None:
        """Fill the fields from a text that holds the whole code, or this one with its group."""
        signs = "".join(sign for sign in text.upper() if sign.isalnum())
        first = self.sender()
        if len(signs) <= GROUP_LENGTH and isinstance(first, GroupField):
            first.setText(signs)
            self._go_on(signs)
            return
        for place, field in enumerate(self.fields.values()):
            field.setText(signs[place * GROUP_LENGTH : (place + 1) * GROUP_LENGTH])
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_back = event.key() == Qt.Key.Key_Backspace
            if is_back and isinstance(watched, GroupField) and not watched.text():
                self._step_from(watched, -1)
                return True
        return super().eventFilter(watched, event)
