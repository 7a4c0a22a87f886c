"""The search and scan box: one field for persons, papers and commands, its list below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.ui.kit.fields import SearchField
from rehabdesk.ui.kit.style import Style, restyle
from rehabdesk.ui.shell.places import Found
from rehabdesk.ui.shell.search.lines import FoundLines
from rehabdesk.ui.shell.search.painting import HEAD, ROW, FoundDelegate

CLOSED = 32
WIDE = 1600  # pixels of window from which the box is wider
OPEN_WIDTH = 640
FIELD = 40
FOOT = 32
WAITING = "Tìm người, số giấy tờ, số văn bản, lệnh… hoặc quét thẻ căn cước"
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_CONTROL = Qt.KeyboardModifier.ControlModifier


class SearchPalette(QFrame):
    """A box in the top bar that opens downwards. The focus never leaves its field."""

    asked = Signal(str)
    rested = Signal(str)  # what was asked last, when it is worth a longer look
    opened = Signal(object)  # a Found

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setObjectName("palette")
        self.field = SearchField(WAITING)
        self.field.setProperty("bare", "yes")
        self.field.installEventFilter(self)
        self.field.typed.connect(self._ask)
        self.field.rested.connect(self._rest)
        self.lines = FoundLines(self)
        self.view = QListView()
        self.view.setModel(self.lines)
        self.view.setItemDelegate(FoundDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("Kết quả tìm")
        self.view.clicked.connect(self._open)
        self.view.selectionModel().currentChanged.connect(self._offer)
        self._key = QLabel("Ctrl+K")
        self._key.setProperty("role", "key")
        self._hint = QLabel("gõ không dấu, viết tắt, đảo thứ tự đều được")
        self._hint.setProperty("role", "hint")
        self._foot = _foot()
        self._before: QWidget | None = None
        self.is_open = False
        self._room = Style.current.size("search")
        self._lay_out()
        self._fold()
        Style.current.changed.connect(self._fold)

    def take_focus(self) -> None:
        """Ctrl+K: type at once, and come back to where one was."""
        focus = QApplication.focusWidget()
        if focus is not self.field:
            self._before = focus
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if not self.is_open:
            self.asked.emit(self.field.value)

    def show_found(self, found: Sequence[Found], typed: str) -> None:
        """Show what was found for these words, unless others have been typed since."""
        if typed != self.field.value or not self.field.hasFocus():
            return
        self.lines.show(found, typed)
        self._choose_from(0, 1)
        self._unfold()

    def show_total(self, group: str, total: int, typed: str) -> None:
        """Tell how many there are in all, unless other words have been shown since."""
        if typed == self.lines.typed:
            self.lines.tell_total(group, total)

    def fit(self, room: int) -> None:
        """Take the width the window allows."""
        self._room = room
        self._fold()

    def close_list(self) -> None:
        self.is_open = False
        self._fold()

    def dismiss(self) -> None:
        """Esc: close, and give the focus back."""
        self.close_list()
        self.field.clear()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        else:
            self._ground.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 10, 0)
        row.setSpacing(8)
        for part in (self.field, self._hint, self._key):
            row.addWidget(part, 1 if part is self.field else 0, Qt.AlignmentFlag.AlignVCenter)
        self._row = QWidget()
        self._row.setLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._row)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._foot)

    def _ask(self, typed: str) -> None:
        if self.field.hasFocus() and (typed or self.is_open):
            self.asked.emit(typed)

    def _rest(self, typed: str) -> None:
        if typed and self.is_open:
            self.rested.emit(typed)

    def _unfold(self) -> None:
        self.is_open = bool(self.lines.lines)
        self._fold()

    def _fold(self) -> None:
        """Take the size of a box, or of a box with its list."""
        style = Style.current
        is_typing = self.field.hasFocus()
        restyle(self, "state", "open" if self.is_open else "focused" if is_typing else "closed")
        self.view.setVisible(self.is_open)
        self._foot.setVisible(self.is_open)
        self._hint.setVisible(self.is_open)
        self._key.setText("Esc" if self.is_open else "Ctrl+K")
        if not self.is_open:
            is_wide = self.window().width() >= WIDE
            width = style.size("search.wide" if is_wide else "search")
            self._row.setFixedHeight(style.length(CLOSED - 2))
            self.resize(min(width, self._room), style.length(CLOSED))
            return
        self._row.setFixedHeight(style.length(FIELD - 1))
        heights = (ROW if isinstance(line, Found) else HEAD for line in self.lines.lines)
        wanted = style.length(FIELD + FOOT + sum(heights) + 4)
        most = self._ground.height() - self.y() - 8
        self.resize(style.length(OPEN_WIDTH), min(wanted, most))
        self.raise_()

    def _choose_from(self, start: int, step: int) -> None:
        """Choose the next line that is no head."""
        count = len(self.lines.lines)
        for number in range(count):
            row = (start + number * step) % count
            if self.lines.found(row) is not None:
                self.view.setCurrentIndex(self.lines.index(row))
                return

    def _offer(self, index: QModelIndex) -> None:
        """Offer what can be done with the chosen line."""
        found = self.lines.found(index.row())
        if found is not None:
            self.lines.show_acts_of(found)
            self._fold()

    def _go_to_acts(self) -> None:
        """Go from a line to what can be done with it, then from one to the next."""
        here = self.view.currentIndex().row()
        chosen = self.lines.found(here)
        acts = chosen.acts if chosen else ()
        rows = [row for row, line in enumerate(self.lines.lines) if line in acts]
        if rows:
            self.view.setCurrentIndex(self.lines.index(rows[0]))
        else:
            self._choose_from(here + 1, 1)

    def _open(self, index: QModelIndex) -> None:
        self._follow(self.lines.found(index.row()))

    def _open_to_edit(self, index: QModelIndex) -> None:
        found = self.lines.found(index.row())
        is_editable = found is not None and found.editing is not None
        self._follow(replace(found, visit=found.editing) if found and is_editable else found)

    def _follow(self, found: Found | None) -> None:
        if found is not None:
            self.close_list()
            self.field.clear()
            self.opened.emit(found)

    def _press(self, key: int, held: Qt.KeyboardModifier) -> bool:
        if key == Qt.Key.Key_Escape:
            self.dismiss()
            return True
        if not self.is_open:
            return False
        here = self.view.currentIndex()
        if key in _STEPS:
            step = _STEPS[Qt.Key(key)]
            self._choose_from(here.row() + step, step)
        elif key in _ENTERS:
            (self._open_to_edit if held & _CONTROL else self._open)(here)
        elif key == Qt.Key.Key_Tab:
            self._go_to_acts()
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._press(event.key(), event.modifiers())
            is_override = event.type() == QEvent.Type.ShortcutOverride
            if is_override and self.is_open and event.key() in _ENTERS:
                event.accept()  # no button of the page takes Ctrl+Enter meanwhile
                return True
        if event.type() == QEvent.Type.FocusOut:
            self.close_list()
        elif event.type() == QEvent.Type.FocusIn:
            self._fold()
        return super().eventFilter(watched, event)


def _foot() -> QFrame:
    foot = QFrame()
    foot.setObjectName("paletteFoot")
    foot.setFixedHeight(Style.current.length(FOOT))
    row = QHBoxLayout(foot)
    row.setContentsMargins(12, 0, 12, 0)
    row.setSpacing(16)
    for words in ("↑ ↓ chọn", "Enter mở", "Ctrl+Enter mở và sửa", "Tab: việc khác với dòng này"):
        row.addWidget(_small(words))
    row.addStretch(1)
    row.addWidget(_small("gõ “>” để chỉ tìm lệnh"))
    return foot


def _small(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "label")
    return label
