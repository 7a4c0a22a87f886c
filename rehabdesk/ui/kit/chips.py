"""Chosen persons as chips in an input: Backspace takes the last away, the down key offers more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from rehabdesk.ui.kit.messages import Picture
from rehabdesk.ui.kit.style import Style, icon, restyle
from rehabdesk.ui.kit.suggest import Find, Suggester, Suggestion

GAP = 6
LEAST_INPUT = 90
FRAME = 2  # border and padding of the input, focused or not
FOLDED_AFTER = 7  # chips shown where there are very many
LEAST_FOLDED = 3


class FlowLayout(QLayout):
    """Puts widgets one after the other and breaks lines; the last one takes the rest."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(4, 0, 4, 0)

    def insert(self, place: int, widget: QWidget) -> None:
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._flow(QRect(0, 0, width, 0), is_moving=False)

    def sizeHint(self) -> QSize:
        return QSize(Style.current.length(LEAST_INPUT * 2), self._line())

    def minimumSize(self) -> QSize:
        return QSize(Style.current.length(LEAST_INPUT), self._line())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._flow(rect, is_moving=True)

    @staticmethod
    def _line() -> int:
        return Style.current.size("control") - 2 * FRAME

    def _flow(self, rect: QRect, *, is_moving: bool) -> int:
        margins = self.contentsMargins()
        line = self._line()
        left, right = rect.left() + margins.left(), rect.right() - margins.right()
        x, y = left, rect.top() + margins.top()
        for item in self._items:
            is_last = item is self._items[-1]
            if item.isEmpty() and not is_last:
                continue  # a chip folded away
            width = Style.current.length(LEAST_INPUT) if is_last else item.sizeHint().width()
            if x > left and x + width > right:
                x, y = left, y + line
            if is_last:
                width = max(width, right - x)
            height = min(item.sizeHint().height(), line)
            if is_moving:
                at = QPoint(x, y + (line - height) // 2)
                item.setGeometry(QRect(at, QSize(min(width, right - left), height)))
            x += width + GAP
        return y + line + margins.bottom() - rect.top()


class Chip(QFrame):
    """One chosen thing, with its cross."""

    removed = Signal()

    def __init__(self, chosen: Suggestion, picture: str) -> None:
        super().__init__()
        self.setObjectName("chip")
        self.chosen = chosen
        words = QLabel(" · ".join(filter(None, (chosen.title, chosen.detail))))
        self._close = QToolButton()
        self._close.setObjectName("icon")
        self._close.setIcon(icon("dismiss"))
        self._close.setFixedSize(24, 24)
        self._close.setToolTip("Bỏ")
        self._close.setAccessibleName(f"Bỏ {chosen.title}")
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 2, 0)
        layout.setSpacing(6)
        if picture:
            layout.addWidget(Picture(picture))
        layout.addWidget(words)
        layout.addWidget(self._close)
        self.setAccessibleName(words.text())


class ChipEdit(QFrame):
    """Chooses several things by their names; text left in the input chooses nothing."""

    changed = Signal()
    passed = Signal()  # Enter with nothing typed: on to the next input

    def __init__(
        self, find: Find, placeholder: str = "", picture: str = "person", most: int = 0
    ) -> None:
        super().__init__()
        self._picture = picture
        self._placeholder = placeholder
        self._most = most
        self._chips: list[Chip] = []
        self.setProperty("input", "chips")  # its name is the form's to give
        self.input = QLineEdit()
        self.input.setProperty("bare", "yes")
        self.input.setPlaceholderText(placeholder)
        self.input.setAccessibleName(placeholder)
        self.input.installEventFilter(self)
        self.suggester = Suggester(self.input, find)
        self.suggester.chosen.connect(self.choose)
        self._flow = FlowLayout(self)
        self._flow.addWidget(self.input)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.input)
        self.setMinimumHeight(Style.current.size("control"))

    @property
    def chosen(self) -> list[Suggestion]:
        return [chip.chosen for chip in self._chips]

    @property
    def values(self) -> list[object]:
        return [chip.chosen.value for chip in self._chips]

    def choose(self, suggestion: Suggestion) -> None:
        self.input.clear()
        if suggestion.value in self.values:
            return
        if self._most and len(self._chips) >= self._most:
            self._drop(self._chips[-1])
        chip = Chip(suggestion, self._picture)
        chip.removed.connect(self._remove_sender)
        self._flow.insert(len(self._chips), chip)
        self._chips.append(chip)
        chip.show()
        self._tell()

    def choose_all(self, suggestions: Sequence[Suggestion]) -> None:
        """Replace everything that was chosen."""
        for chip in list(self._chips):
            self._drop(chip)
        for suggestion in suggestions:
            self.choose(suggestion)

    def remove_last(self) -> None:
        if self._chips:
            self._drop(self._chips[-1])
            self._tell()

    def _remove_sender(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self._drop(chip)
            self._tell()
            self.input.setFocus()

    def _drop(self, chip: Chip) -> None:
        self._chips.remove(chip)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _fold(self) -> None:
        """Show the first of very many only: the others are counted beside the input."""
        folded = max(0, len(self._chips) - FOLDED_AFTER)
        shown = len(self._chips) if folded < LEAST_FOLDED else FOLDED_AFTER
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < shown)
        rest = len(self._chips) - shown
        words = f"và {rest} nữa · {self._placeholder}" if rest else self._placeholder
        self.input.setPlaceholderText(words)
        self._flow.invalidate()

    def _tell(self) -> None:
        self._fold()
        self.updateGeometry()
        names = ", ".join(chip.chosen.title for chip in self._chips)
        self.input.setAccessibleDescription(f"Đã chọn: {names}" if names else "")
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            is_focused = event.type() == QEvent.Type.FocusIn
            restyle(self, "focused", "yes" if is_focused else "no")
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Backspace
            and not self.input.text()
        ):
            self.remove_last()
            return True
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and not self.input.text()
        ):
            self.passed.emit()
            return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.input.setFocus()
        super().mousePressEvent(event)
