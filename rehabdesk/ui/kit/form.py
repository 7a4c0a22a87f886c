"""Labelled inputs: label above, hint or error below, Enter goes on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.refusals import Refusal
from rehabdesk.ui.kit.buttons import plain
from rehabdesk.ui.kit.chips import ChipEdit
from rehabdesk.ui.kit.messages import Picture
from rehabdesk.ui.kit.style import restyle

_LOOKS = {"error": ("error_circle", "danger"), "warning": ("warning", "warn")}
_GOOD = ("checkmark_circle", "ok")


@dataclass(frozen=True, slots=True)
class Entry:
    """One input of a form; its name is what a refusal points at."""

    name: str
    label: str
    field: QWidget
    hint: str = ""
    stretch: int = 1


class FieldBox(QWidget):
    """A label, its input, and the line under it."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.field = entry.field
        self.field.setObjectName(entry.name)
        self.label_text = plain(entry.label)
        self._hint = entry.hint
        self.label = QLabel(entry.label)
        self.label.setProperty("role", "label")
        self.label.setBuddy(self.field)
        if not self.field.accessibleName():
            self.field.setAccessibleName(self.label_text)
        self._picture = Picture(*_LOOKS["error"])
        self._line = QLabel()
        self._line.setWordWrap(True)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._line, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.label)
        layout.addWidget(self.field)
        layout.addLayout(below)
        self.tell("hint", entry.hint)
        if isinstance(self.field, QLineEdit):
            self.field.editingFinished.connect(self.check)

    @property
    def is_wrong(self) -> bool:
        return bool(self.field.property("state") == "error")

    @property
    def message(self) -> str:
        return self._line.text()

    def tell(self, kind: str, sentence: str) -> None:
        """Show an error, a warning, a good word or a hint under the input."""
        restyle(self._line, "role", kind)
        self._line.setText(sentence)
        self._line.setVisible(bool(sentence))
        self._picture.setVisible(bool(sentence) and kind != "hint")
        if kind != "hint":
            self._picture.show_icon(*_LOOKS.get(kind, _GOOD))
        self.field.setAccessibleDescription(sentence)
        restyle(self.field, "state", "error" if kind == "error" else "")

    def hush(self) -> None:
        self.tell("hint", self._hint)

    def check(self) -> bool:
        """Look at what the input says of itself; inputs that cannot be wrong say nothing."""
        sentence = getattr(self.field, "error", None)
        if sentence:
            self.tell("error", sentence)
        elif self.is_wrong:
            self.hush()
        return not sentence


class Form(QWidget):
    """Inputs in reading order. Enter goes to the next, and past the last to whoever listens."""

    past_last = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[str, FieldBox] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(9)

    def add(self, name: str, label: str, field: QWidget, hint: str = "") -> FieldBox:
        """Add an input on a line of its own. The label carries its Alt letter: "Họ &tên"."""
        [box] = self.add_row(Entry(name, label, field, hint))
        return box

    def add_row(self, *entries: Entry) -> list[FieldBox]:
        """Add inputs side by side; those with stretch 0 keep their own width."""
        row = QHBoxLayout()
        row.setSpacing(16)
        boxes = [FieldBox(entry) for entry in entries]
        for entry, box in zip(entries, boxes, strict=True):
            self._boxes[entry.name] = box
            entry.field.installEventFilter(self)
            if isinstance(entry.field, ChipEdit):
                entry.field.passed.connect(partial(self._go_on, entry.field))
            row.addWidget(box, entry.stretch, Qt.AlignmentFlag.AlignTop)
        if all(entry.stretch == 0 for entry in entries):
            row.addStretch(1)
        self._layout.addLayout(row)
        return boxes

    def add_section(self, words: str) -> QLabel:
        heading = QLabel(words)
        heading.setProperty("role", "section")
        self._layout.addSpacing(8)
        self._layout.addWidget(heading)
        return heading

    def add_widget(self, widget: QWidget) -> None:
        self._layout.addWidget(widget)

    def add_stretch(self) -> None:
        self._layout.addStretch(1)

    def box(self, name: str) -> FieldBox:
        return self._boxes[name]

    def has(self, name: str | None) -> bool:
        return name in self._boxes

    @property
    def wrong(self) -> list[FieldBox]:
        return [box for box in self._boxes.values() if box.is_wrong]

    def check(self) -> bool:
        """Check every input and go to the first wrong one."""
        good = [box.check() for box in self._boxes.values()]
        if not all(good):
            self.wrong[0].field.setFocus()
        return all(good)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say it under the input concerned; False when it concerns none of ours."""
        if not self.has(refusal.field):
            return False
        box = self._boxes[str(refusal.field)]
        box.tell("error", str(refusal))
        box.field.setFocus()
        QTimer.singleShot(0, box, partial(_bring_into_sight, box))  # when the words are laid out
        return True

    def hush(self) -> None:
        for box in self._boxes.values():
            box.hush()

    def focus_first(self) -> None:
        for box in self._boxes.values():
            if box.field.isEnabled() and box.field.isVisibleTo(self):
                box.field.setFocus()
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() in {Qt.KeyboardModifier.NoModifier, _KEYPAD}
            and isinstance(watched, QLineEdit | QComboBox)
        ):
            self._go_on(watched)
            return True
        return super().eventFilter(watched, event)

    def _go_on(self, field: QWidget) -> None:
        fields = [box.field for box in self._boxes.values()]
        later = fields[fields.index(field) + 1 :]
        following = next((one for one in later if one.isEnabled() and one.isVisible()), None)
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)
            area = _scrolled_in(following)
            if area is not None:
                area.ensureWidgetVisible(following)
            return
        self._boxes[field.objectName()].check()
        self.past_last.emit()


def _bring_into_sight(box: QWidget) -> None:
    area = _scrolled_in(box)
    if area is not None:
        area.ensureWidgetVisible(box)


def _scrolled_in(field: QWidget) -> QScrollArea | None:
    above: QWidget | None = field
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
