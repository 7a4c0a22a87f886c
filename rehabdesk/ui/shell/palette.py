"""The search and scan box: one field for persons, papers and commands, its list below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.text import fold
from rehabdesk.domain.wording import thousands
from rehabdesk.ui.kit.buttons import paint_key
from rehabdesk.ui.kit.fields import SearchField
from rehabdesk.ui.kit.rows import NOWHERE, Index, Role
from rehabdesk.ui.kit.style import Style, colour, restyle
from rehabdesk.ui.shell.places import Found

CLOSED = 32
WIDE = 1600  # pixels of window from which the box is wider
OPEN_WIDTH = 640
FIELD = 40
ROW = 34
HEAD = 26
FOOT = 32
MOST = 12
COMMANDS = "Lệnh"
WAITING = "Tìm người, số giấy tờ, số văn bản, lệnh… hoặc quét thẻ căn cước"
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class FoundLines(QAbstractListModel):
    """Heads and lines in one list; heads cannot be chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Found | str] = []
        self.typed = ""

    def show(self, found: Sequence[Found], typed: str) -> None:
        self.beginResetModel()
        self.typed = typed
        self.lines = []
        for group in dict.fromkeys(one.group for one in found):
            members = [one for one in found if one.group == group]
            is_counted = len(members) > 1 and not any(one.key for one in members)
            self.lines += [f"{group} · {len(members)}" if is_counted else group, *members]
        self.endResetModel()

    def tell_total(self, group: str, total: int) -> None:
        """Say in the head of a group how many there are of which it shows the first."""
        shown = sum(1 for line in self.lines if isinstance(line, Found) and line.group == group)
        head = f"{group} · {shown}"
        if total > shown and head in self.lines:
            row = self.lines.index(head)
            self.lines[row] = f"{head} trong {thousands(total)}"
            self.dataChanged.emit(self.index(row), self.index(row))

    def found(self, row: int) -> Found | None:
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return line if isinstance(line, Found) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.found(index.row()) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid() or role not in {Role.DisplayRole, Role.AccessibleTextRole}:
            return None
        line = self.lines[index.row()]
        if isinstance(line, Found):
            return " · ".join(filter(None, (line.title, line.detail)))
        return line


class FoundDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, FoundLines):
            return
        painter.save()
        found = model.found(index.row())
        if found is None:
            painter.fillRect(option.rect, colour("bg.header"))
            painter.setFont(Style.current.font("small", is_strong=True))
            painter.setPen(colour("text.secondary"))
            words = option.rect.adjusted(12, 0, -12, 0)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), str(index.data()))
        else:
            self._paint_found(painter, option, found, model.typed)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        is_row = bool(index.flags() & Qt.ItemFlag.ItemIsSelectable)
        return QSize(0, Style.current.length(ROW if is_row else HEAD))

    def _paint_found(
        self, painter: QPainter, option: QStyleOptionViewItem, found: Found, typed: str
    ) -> None:
        style, rect = Style.current, QRect(option.rect)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(rect, colour("select"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), colour("accent"))
        side = style.size("icon")
        pixmap = style.pixmap(found.icon, "text.secondary", side, option.widget.devicePixelRatioF())
        painter.drawPixmap(rect.left() + 12, rect.center().y() - side // 2 + 1, pixmap)
        key = found.key or ("Enter" if is_chosen else "")
        right = (
            rect.right() - 12 - (paint_key(painter, rect.adjusted(0, 0, -12, 0), key) if key else 0)
        )
        left = _paint_title(painter, rect, rect.left() + 22 + side, found.title, typed)
        painter.setFont(style.font())
        painter.setPen(colour("text.secondary"))
        room = QRect(left + 10, rect.top(), right - left - 20, rect.height())
        detail = QFontMetrics(style.font()).elidedText(
            found.detail, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), detail)


def matching_letters(title: str, typed: str) -> set[int]:
    """Tell which letters of a title the typed words meant: beginnings of words, or initials."""
    folded, words = fold(title), fold(typed).split()
    if len(folded) != len(title):
        return set()
    starts = [
        at for at in range(len(folded)) if folded[at] != " " and (not at or folded[at - 1] == " ")
    ]
    found: set[int] = set()
    for word in words:
        at = next((start for start in starts if folded.startswith(word, start)), -1)
        if at >= 0:
            found.update(range(at, at + len(word)))
    initials = "".join(folded[start] for start in starts)
    if not found and len(words) == 1 and words[0] in initials:
        first = initials.index(words[0])
        found.update(starts[first : first + len(words[0])])
    return found


def _paint_title(painter: QPainter, rect: QRect, left: int, title: str, typed: str) -> int:
    """Paint a title with its matching letters bold; return where it ends."""
    strong = matching_letters(title, typed)
    at = 0
    while at < len(title):
        is_strong = at in strong
        end = at
        while end < len(title) and (end in strong) == is_strong:
            end += 1
        font: QFont = Style.current.font("body", is_strong=is_strong)
        painter.setFont(font)
        painter.setPen(colour("accent" if is_strong else "text"))
        place = QRect(left, rect.top(), rect.width(), rect.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), title[at:end])
        left += QFontMetrics(font).horizontalAdvance(title[at:end])
        at = end
    return left


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
        first = next((one for one in found if one.acts), None)
        doable = first.acts if first else ()
        things = [one for one in found if one.group != COMMANDS][:MOST]
        commands = [one for one in found if one.group == COMMANDS][: MOST - len(things) // 2]
        self.lines.show([*things, *doable, *commands], typed)
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

    def _go_to_acts(self) -> None:
        chosen = self.lines.found(self.view.currentIndex().row())
        acts = chosen.acts if chosen else ()
        rows = [row for row, line in enumerate(self.lines.lines) if line in acts]
        if rows:
            self.view.setCurrentIndex(self.lines.index(rows[0]))

    def _open(self, index: QModelIndex) -> None:
        found = self.lines.found(index.row())
        if found is not None:
            self.close_list()
            self.field.clear()
            self.opened.emit(found)

    def _press(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self.dismiss()
            return True
        if not self.is_open:
            return False
        here = self.view.currentIndex()
        if key in _STEPS:
            step = _STEPS[Qt.Key(key)]
            self._choose_from(here.row() + step, step)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(here)
        elif key == Qt.Key.Key_Tab:
            self._go_to_acts()
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event.key())
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
    for words in ("↑ ↓ chọn", "Enter mở", "Tab: việc khác với dòng này"):
        row.addWidget(_small(words))
    row.addStretch(1)
    row.addWidget(_small("gõ “>” để chỉ tìm lệnh"))
    return foot


def _small(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "label")
    return label
