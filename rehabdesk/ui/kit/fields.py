"""Inputs with plain-Python values. None of them touches the text while it is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QShortcut,
)
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from rehabdesk.domain.dates import PartialDate, WorkingCalendar, add_months, read_date
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.ui.kit.buttons import paint_key
from rehabdesk.ui.kit.inputs.calendar import CalendarPopup
from rehabdesk.ui.kit.style import Style, icon, restyle

V = TypeVar("V")
REST = 150  # milliseconds without a key before more than a first look is asked for
_DAY = "00/00/0000"
_BESIDE_DAY = 44  # pixels: the frame, the blanks and the picture of the calendar
_LEAVING = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}
_DAYS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_MONTHS = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}


class TextField(QLineEdit):
    """One line of text."""

    def __init__(self, value: str = "", placeholder: str = "", width: int = 0) -> None:
        super().__init__(value)
        self.setCursorPosition(0)  # a long address is read from its beginning
        self.setPlaceholderText(placeholder)
        if width:
            self.setMinimumWidth(Style.current.length(width))

    @property
    def value(self) -> str:
        return clean(self.text())

    @value.setter
    def value(self, text: str) -> None:
        self.setText(text)
        if not self.hasFocus():
            self.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.OtherFocusReason and not self.hasSelectedText():
            self.end(False)  # noqa: FBT003 -- Qt's own signature

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in _LEAVING:
            self.setCursorPosition(0)


class MinutesField(TextField):
    """How long something took; empty where nobody noted it."""

    def __init__(self, text: str = "", *, longest: int = 24 * 60) -> None:
        super().__init__(text)
        self._longest = longest

    @property
    def error(self) -> str:
        is_good = not self.value or (self.value.isdigit() and 1 <= int(self.value) <= self._longest)
        return "" if is_good else f"Gõ số từ 1 đến {self._longest}."

    @property
    def minutes(self) -> int | None:
        return int(self.value) if self.value and not self.error else None


class TextBox(QPlainTextEdit):
    """Several lines of text; Tab leaves it, Enter is a new line."""

    def __init__(self, value: str = "", lines: int = 3) -> None:
        super().__init__(value)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 18)

    @property
    def value(self) -> str:
        return clean_lines(self.toPlainText())

    @value.setter
    def value(self, text: str) -> None:
        self.setPlainText(text)


class SearchField(QLineEdit):
    """Tells every change as it is typed and when the typing rests, never while letters compose."""

    typed = Signal(str)
    rested = Signal(str)

    def __init__(self, placeholder: str, picture: str = "search", key: str = "") -> None:
        super().__init__()
        self._picture = picture
        self._key = key
        if key:
            self.setTextMargins(0, 0, Style.current.length(len(key) * 8), 0)
            QShortcut(QKeySequence(key), self).activated.connect(self.start)
        self._is_composing = False
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._leading = QAction(self)
        self.addAction(self._leading, QLineEdit.ActionPosition.LeadingPosition)
        self._draw()
        Style.current.changed.connect(self._draw)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._speak)
        self.textChanged.connect(self._wait)

    @property
    def value(self) -> str:
        return clean(self.text())

    def start(self) -> None:
        """Take the focus with everything marked, ready for new words."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _draw(self) -> None:
        self._leading.setIcon(icon(self._picture, "text.secondary"))

    def _wait(self) -> None:
        self._rest.start()
        if not self._is_composing:
            self.typed.emit(self.value)

    def _speak(self) -> None:
        if self._is_composing:
            self._rest.start()
        else:
            self.rested.emit(self.value)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._key:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_key(painter, self.rect().adjusted(0, 0, -8, 0), self._key)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class PasswordField(QLineEdit):
    """A password with an eye; tells when Caps Lock may be on."""

    capitals_seen = Signal(bool)

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._draw()
        Style.current.changed.connect(self._draw)

    @property
    def value(self) -> str:
        return self.text()

    def _show(self, is_shown: bool) -> None:  # noqa: FBT001 -- a slot
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self._draw()

    def _draw(self) -> None:
        is_shown = self._eye.isChecked()
        self._eye.setIcon(icon("eye_off" if is_shown else "eye", "text.secondary"))
        self._eye.setToolTip("Che mật khẩu" if is_shown else "Xem mật khẩu")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if letter.isalpha():
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals_seen.emit(letter.isupper() != is_shifted)
        super().keyPressEvent(event)


class ComboField(QComboBox, Generic[V]):
    """A choice of values by their labels, cut with "…" where too long. An active filter is bold."""

    chosen = Signal(object)

    def __init__(self, choices: Sequence[tuple[V, str]] = (), *, is_filter: bool = False) -> None:
        super().__init__()
        self._values: list[V] = []
        self._is_filter = is_filter
        self.setMaxVisibleItems(14)
        self.currentIndexChanged.connect(self._choose)
        self.offer(choices)

    def offer(self, choices: Sequence[tuple[V, str]]) -> None:
        """Replace the choices, keeping the chosen value where it is still offered."""
        held = self._values[self.currentIndex()] if self.currentIndex() >= 0 else None
        self.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self._values = [value for value, _ in choices]
        self.clear()
        self.addItems([label for _, label in choices])
        if held in self._values:
            self.setCurrentIndex(self._values.index(held))
        self.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        self._mark()

    @property
    def value(self) -> V | None:
        return self._values[self.currentIndex()] if self.currentIndex() >= 0 else None

    @value.setter
    def value(self, value: V | None) -> None:
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def fit_choices(self) -> None:
        """Be as wide as the longest choice, whenever other choices are offered."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = (
            self.style()
            .subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
            .width()
        )
        words = option.currentText
        if self.currentIndex() < 0:
            words = self.placeholderText()
            tint = option.palette.placeholderText()
            option.palette.setBrush(QPalette.ColorRole.ButtonText, tint)
        option.currentText = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        told = "" if option.currentText == words else words
        if self.toolTip() != told:
            self.setToolTip(told)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _choose(self) -> None:
        self._mark()
        self.chosen.emit(self.value)

    def _mark(self) -> None:
        if self._is_filter:
            restyle(self, "active", "yes" if self.currentIndex() > 0 else "no")


class DateField(QLineEdit):
    """A date typed as text, whole or partial; F4 opens a calendar."""

    def __init__(
        self,
        today: date,
        value: PartialDate | date | None = None,
        *,
        is_birth: bool = False,
        needs_day: bool = False,
        calendar: WorkingCalendar | None = None,
    ) -> None:
        super().__init__()
        self._today = today
        self._is_birth = is_birth
        self._needs_day = needs_day
        self._calendar = calendar
        self._opener = QAction(self)
        self._opener.setToolTip("Mở lịch (F4)")
        self._opener.triggered.connect(self.open_calendar)
        self.addAction(self._opener, QLineEdit.ActionPosition.TrailingPosition)
        self._draw()
        Style.current.changed.connect(self._draw)
        self.editingFinished.connect(self._write_out)
        self.value = value

    @property
    def error(self) -> str:
        """Say in one sentence why this is no date; nothing when it is, or when it is empty."""
        try:
            found = self._read()
        except Refusal as refusal:
            return str(refusal)
        if self._needs_day and found is not None and found.day is None:
            return "Ghi đủ ngày, tháng, năm."
        return ""

    @property
    def value(self) -> PartialDate | None:
        return None if self.error else self._read()

    @value.setter
    def value(self, value: PartialDate | date | None) -> None:
        found = PartialDate.of(value) if isinstance(value, date) else value
        self.setText(found.text if found else "")
        if not self.hasFocus():
            self.setCursorPosition(0)  # the day is seen first, however narrow the input

    @property
    def day(self) -> date | None:
        """Return the whole date, for fields that need one."""
        found = self.value
        return found.first_day if found and found.day else None

    def open_calendar(self) -> None:
        popup = CalendarPopup(self.day or self._today, self._calendar, self)
        popup.chosen.connect(self._take)
        popup.show_under(self)

    def _read(self) -> PartialDate | None:
        typed = clean(self.text())
        if not typed:
            return None
        return read_date(typed, self._today, is_birth=self._is_birth, calendar=self._calendar)

    def _take(self, day: date) -> None:
        self.value = day
        self.setFocus()
        self.editingFinished.emit()

    def _write_out(self) -> None:
        if (found := self.value) is not None and self.text() != found.text:
            self.setText(found.text)

    def _draw(self) -> None:
        self._opener.setIcon(icon("calendar_ltr", "text.secondary"))
        words = QFontMetrics(Style.current.font()).horizontalAdvance(_DAY)
        self.setMinimumWidth(words + Style.current.length(_BESIDE_DAY))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_F4 or (key == Qt.Key.Key_Down and has_alt):
            self.open_calendar()
        elif key in _DAYS and not event.modifiers():
            self.value = (self.day or self._today) + timedelta(days=_DAYS[key])
        elif key in _MONTHS:
            self.value = add_months(self.day or self._today, _MONTHS[key])
        else:
            super().keyPressEvent(event)
