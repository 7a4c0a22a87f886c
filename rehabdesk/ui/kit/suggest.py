"""Suggestions under a field. The text itself is never touched until one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QInputMethodEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from rehabdesk.domain.text import clean
from rehabdesk.ui.kit.fields import REST
from rehabdesk.ui.kit.rows import NOWHERE, Index, Role
from rehabdesk.ui.kit.style import Style, colour

MOST = 8
LEAST_WIDTH = 320


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may be chosen: a name, and what tells it from its namesakes."""

    value: object
    title: str
    detail: str = ""


Find = Callable[[str, Callable[[Sequence[Suggestion]], None]], None]


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._found: Sequence[Suggestion] = ()

    def show(self, found: Sequence[Suggestion]) -> None:
        self.beginResetModel()
        self._found = tuple(found)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        found = self._found[index.row()]
        if role in {Role.DisplayRole, Role.AccessibleTextRole}:
            return " · ".join(filter(None, (found.title, found.detail)))
        return found if role == Role.UserRole else None


class _LineDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found: Suggestion = index.data(Role.UserRole)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colour("select"))
        font = Style.current.font()
        painter.setFont(font)
        rect: QRect = option.rect.adjusted(8, 0, -8, 0)
        painter.setPen(colour("text"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), found.title)
        rect.setLeft(rect.left() + QFontMetrics(font).horizontalAdvance(found.title) + 8)
        painter.setPen(colour("text.secondary"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), found.detail)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(LEAST_WIDTH, Style.current.size("row"))


class Suggester(QObject):
    """Gives a field its own list: after a rest in typing, or at once by the down key."""

    chosen = Signal(object)  # a Suggestion

    def __init__(self, field: QLineEdit, find: Find) -> None:
        super().__init__(field)
        self._field = field
        self._find = find
        self._is_composing = False
        self._asked = ""
        self._lines = _Lines(self)
        self._frame = QFrame()
        self._view = QListView(self._frame)
        self._build()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._ask)
        field.textEdited.connect(self._wait)
        field.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        return not self._frame.isHidden()

    def offer(self) -> None:
        """Ask now, whatever has been typed."""
        self._asked = clean(self._field.text())
        self._find(self._asked, self._show)

    def close(self) -> None:
        self._rest.stop()
        self._frame.hide()

    def _build(self) -> None:
        self._frame.setObjectName("suggestions")
        self._view.setModel(self._lines)
        self._view.setItemDelegate(_LineDelegate(self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.clicked.connect(self._take)
        layout = QVBoxLayout(self._frame)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._view)
        self._frame.hide()

    def _wait(self) -> None:
        self._rest.start()

    def _ask(self) -> None:
        if self._is_composing:
            self._rest.start()
        elif clean(self._field.text()):
            self.offer()
        else:
            self.close()

    def _show(self, found: Sequence[Suggestion]) -> None:
        if not found or not self._field.isVisible():
            self._frame.hide()
            return
        self._lines.show(found)
        self._view.setCurrentIndex(self._lines.index(0))
        self._place(min(len(found), MOST))
        self._frame.show()
        self._frame.raise_()

    def _place(self, lines: int) -> None:
        """Lie over the window, not outside it: no window of its own can take the focus."""
        window = self._field.window()
        self._frame.setParent(window)
        width = max(self._field.width(), Style.current.length(LEAST_WIDTH))
        height = lines * Style.current.size("row") + 4
        below = self._field.mapTo(window, QPoint(0, self._field.height() + 2))
        if below.y() + height > window.height():
            below = self._field.mapTo(window, QPoint(0, -height - 2))
        left = max(0, min(below.x(), window.width() - width))
        self._frame.setGeometry(left, below.y(), width, height)

    def _take(self, index: QModelIndex) -> None:
        found = index.data(Role.UserRole)
        self.close()
        if found is not None:
            self.chosen.emit(found)

    def _press(self, key: int) -> bool:
        if not self.is_open:
            if key == Qt.Key.Key_Down:
                self.offer()
            return key == Qt.Key.Key_Down
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in steps:
            at = (self._view.currentIndex().row() + steps[Qt.Key(key)]) % self._lines.rowCount()
            self._view.setCurrentIndex(self._lines.index(at))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(self._view.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event.key())
        if isinstance(event, QInputMethodEvent):
            self._is_composing = bool(event.preeditString())
        elif event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide}:
            self.close()
        return super().eventFilter(watched, event)
