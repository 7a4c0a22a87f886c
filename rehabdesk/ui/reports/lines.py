"""Lines of two rows in the panel beside the grid: names with their reasons, or what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from rehabdesk.ui.kit.rows import BAR, NOWHERE, Index, Role
from rehabdesk.ui.kit.style import Style, colour

SIDE = 12


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A name with what stands at its right and below it; a head has its words alone."""

    title: str
    below: str = ""
    right: str = ""
    visit: object = None  # where Enter leads
    is_head: bool = False
    icon: str = ""
    tint: str = "text"


class PanelLines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[PanelLine, ...] = ()

    def show(self, lines: Sequence[PanelLine]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.lines[index.row()].is_head:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role in {Role.DisplayRole, Role.AccessibleTextRole}:
            return ", ".join(part for part in (line.title, line.right, line.below) if part)
        if role == Role.ToolTipRole:
            return "\n".join(part for part in (line.title, line.below) if part)
        return None


class PanelDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, PanelLines):
            return
        line, rect = model.lines[index.row()], option.rect
        painter.save()
        if line.is_head:
            self._head(painter, rect, line)
        else:
            is_current = bool(option.state & QStyle.StateFlag.State_Selected)
            if is_current:
                view = self.parent()
                has_focus = isinstance(view, QListView) and view.hasFocus()
                painter.fillRect(rect, colour("select" if has_focus else "select.inactive"))
                painter.fillRect(rect.left(), rect.top(), BAR, rect.height(), colour("accent"))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("line"))
            self._words(painter, rect, line)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        is_head = isinstance(model, PanelLines) and model.lines[index.row()].is_head
        return QSize(0, Style.current.size("row" if is_head else "row.two_lines"))

    def _head(self, painter: QPainter, rect: QRect, line: PanelLine) -> None:
        painter.fillRect(rect, colour("bg.header"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("line"))
        painter.setFont(Style.current.font("small", is_strong=True))
        painter.setPen(colour("text.secondary"))
        inner = rect.adjusted(SIDE, 0, -SIDE, 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), line.title)

    def _words(self, painter: QPainter, rect: QRect, line: PanelLine) -> None:
        style = Style.current
        inner = rect.adjusted(SIDE, 3, -SIDE, -4)
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top(), inner.width(), half)
        lower = QRect(inner.left(), inner.top() + half, inner.width(), inner.height() - half)
        painter.setFont(style.font())
        if line.right:
            painter.setPen(colour("text.secondary"))
            painter.drawText(upper, int(_RIGHT), line.right)
            upper.setWidth(upper.width() - painter.fontMetrics().horizontalAdvance(line.right) - 8)
        painter.setPen(colour(line.tint))
        _write(painter, upper, line.title)
        painter.setFont(style.font("small"))
        painter.setPen(colour("text.secondary"))
        _write(painter, lower, line.below)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _write(painter: QPainter, room: QRect, words: str) -> None:
    told = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), told)


class PanelList(QListView):
    """Enter opens what a line is about; heads are passed over."""

    opened = Signal(object)  # a PanelLine

    def __init__(self) -> None:
        super().__init__()
        self.shown = PanelLines(self)
        self.setModel(self.shown)
        self.setItemDelegate(PanelDelegate(self))
        self.setProperty("framed", "no")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda _: self.open_current())
        Style.current.changed.connect(self.doItemsLayout)

    @property
    def current(self) -> PanelLine | None:
        index = self.currentIndex()
        return self.shown.lines[index.row()] if index.isValid() else None

    def show_lines(self, lines: Sequence[PanelLine]) -> None:
        """Show lines; where the same is still among them, one stays with it."""
        current, scrolled = self.current, self.verticalScrollBar().value()
        self.shown.show(lines)
        here = next((at for at, line in enumerate(lines) if line == current), None)
        if here is None:
            here = next((at for at, line in enumerate(lines) if not line.is_head), None)
            scrolled = 0
        if here is not None:
            self.setCurrentIndex(self.shown.index(here))
        self.verticalScrollBar().setValue(scrolled)

    def open_current(self) -> None:
        line = self.current
        if line is not None and not line.is_head:
            self.opened.emit(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.open_current()
            return
        super().keyPressEvent(event)
