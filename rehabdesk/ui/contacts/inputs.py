"""The inputs of a meeting note that no other form has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QHBoxLayout, QRadioButton, QWidget

from rehabdesk.domain.daily_codes import QuickRating
from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.text import clean, fold
from rehabdesk.services.contacts.facts import MetBy
from rehabdesk.ui.kit.fields import DateField, TextField
from rehabdesk.ui.kit.style import Style

_ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class WhoField(QComboBox):
    """Who met: chosen among those offered, or any name typed; no word finishes itself."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offered: tuple[MetBy, ...] = ()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none: no word finishes itself
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(14)
        self.textActivated.connect(lambda _: self.edited.emit())
        line = self.lineEdit()
        if line is not None:
            line.textEdited.connect(lambda _: self.edited.emit())

    def offer(self, offered: Sequence[MetBy]) -> None:
        """Offer others, and leave what stands in it."""
        words = self.currentText()
        self._offered = tuple(offered)
        self.clear()
        self.addItems([each.name for each in offered])
        self.setEditText(words)

    @property
    def value(self) -> MetBy:
        words, place = clean(self.currentText()), self.currentIndex()
        if 0 <= place < len(self._offered) and self._offered[place].name == words:
            return self._offered[place]
        same = (each for each in self._offered if fold(each.name) == fold(words))
        return next(same, MetBy(words))

    @value.setter
    def value(self, who: MetBy) -> None:
        if who in self._offered:
            self.setCurrentIndex(self._offered.index(who))
        else:
            self.setEditText(who.name)
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)


class RatingField(QWidget):
    """Four words, none of them chosen beforehand; Enter goes on."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {each: QRadioButton(each.label) for each in QuickRating}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Style.current.length(22))
        for button in self.buttons.values():
            self._group.addButton(button)
            button.installEventFilter(self)
            row.addWidget(button)
        row.addStretch(1)
        self._group.buttonToggled.connect(lambda *_: self._note())
        self._note()

    @property
    def value(self) -> QuickRating | None:
        return next((each for each, button in self.buttons.items() if button.isChecked()), None)

    @value.setter
    def value(self, rating: QuickRating | None) -> None:
        self._group.setExclusive(False)
        for each, button in self.buttons.items():
            button.setChecked(each is rating)
        self._group.setExclusive(True)
        self._note()

    def _note(self) -> None:
        chosen = self._group.checkedButton()
        self.setFocusProxy(chosen or self.buttons[QuickRating.GOOD])
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTERS
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.buttons[QuickRating.NOT_MET].setFocus()
            self.focusNextChild()
            return True
        return super().eventFilter(watched, event)


class AgreedField(QWidget):
    """What was agreed and for when: one tick, one word, one day."""

    changed = Signal()

    def __init__(self, today: date, calendar: WorkingCalendar) -> None:
        super().__init__()
        self.tick = QCheckBox("Hẹn &việc:")
        self.word = TextField(placeholder="làm gì lần tới")
        self.on = DateField(today, needs_day=True, calendar=calendar)
        self.on.setPlaceholderText("ngày hẹn")
        self.word.setAccessibleName("Hẹn việc gì")
        self.on.setAccessibleName("Ngày hẹn")
        self.on.setFixedWidth(Style.current.length(134))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.tick)
        self._row.addWidget(self.word, 1)
        self._row.addWidget(self.on)
        self.setFocusProxy(self.word)
        self.tick.toggled.connect(self._turn)
        self.word.textEdited.connect(self._typed)
        self.on.textEdited.connect(self._typed)
        for field in (self.word, self.on):
            field.textChanged.connect(lambda _: self.changed.emit())

    @property
    def error(self) -> str:
        if not self.tick.isChecked():
            return ""
        if self.on.error:
            return self.on.error
        is_whole = bool(self.word.value) and self.on.day is not None
        return "" if is_whole else "Ghi hẹn việc gì và ngày hẹn, hoặc bỏ dấu “Hẹn việc”."

    @property
    def agreed(self) -> tuple[str, date | None]:
        return (self.word.value, self.on.day) if self.tick.isChecked() else ("", None)

    def add_beside(self, widget: QWidget) -> None:
        self._row.addSpacing(8)
        self._row.addWidget(widget)

    def show_agreed(self, word: str, on: date | None) -> None:
        self.word.value, self.on.value = word, on
        self.tick.setChecked(bool(word) or on is not None)

    def _typed(self) -> None:
        if not self.tick.isChecked():
            self.tick.setChecked(True)

    def _turn(self, is_agreed: bool) -> None:  # noqa: FBT001 -- a slot
        if is_agreed and not self.word.value and not self.on.hasFocus():
            self.word.setFocus()
        self.changed.emit()
