"""How the sheet is painted: cells, heads of two lines, and the row of totals under it."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from rehabdesk.ui.kit.rows import PAD, Index
from rehabdesk.ui.kit.style import Style, colour
from rehabdesk.ui.team.grid.sheet.model import FROZEN, GridCell, GridModel

TICK = 16
CORNER = 6
TOTALS = "Số người có mặt từng buổi"
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class GridDelegate(QStyledItemDelegate):
    """Paints a cell: whose line is current, what is chosen, what is not saved yet."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = cast("GridModel", index.model())
        cell = model.cell(index.row(), index.column())
        current = self._view.currentIndex()
        is_row = current.isValid() and index.row() == current.row()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_current = is_row and index.column() == current.column()
        rect = option.rect
        painter.fillRect(rect, colour(_ground(cell, is_row=is_row, is_chosen=is_chosen)))
        if is_current:
            painter.fillRect(rect, colour("warn.bg" if cell.is_conflict else "bg.surface"))
        self._write(
            painter, rect, cell, is_strong=cell.is_strong or (is_row and not index.column())
        )
        if cell.is_unsaved:
            _paint_corner(painter, rect)
        if is_current:
            self._frame(painter, rect)

    def _write(self, painter: QPainter, rect: QRect, cell: GridCell, *, is_strong: bool) -> None:
        style = Style.current
        if cell.is_tick:
            side, ratio = style.length(TICK), self._view.devicePixelRatioF()
            mark = style.pixmap("checkmark", "accent", side, ratio)
            box = QRect(0, 0, side, side)
            box.moveCenter(rect.center())
            painter.drawPixmap(box.topLeft(), mark)
            return
        font = style.font("body", is_strong=is_strong)
        painter.setFont(font)
        painter.setPen(colour(cell.tint))
        room = rect.adjusted(PAD, 0, -PAD, 0)
        align = _CENTRE if cell.is_centred else _RIGHT if cell.is_number else _LEFT
        words = QFontMetrics(font).elidedText(
            cell.words, Qt.TextElideMode.ElideRight, room.width() + 2
        )
        painter.drawText(room.adjusted(0, 0, 2, 0) if align == _LEFT else room, align, words)

    def _frame(self, painter: QPainter, rect: QRect) -> None:
        """Paint the frame of the current cell; a thin one where the keys go elsewhere."""
        width = 2 if self._view.hasFocus() else 1
        pen = painter.pen()
        pen.setColor(colour("focus" if self._view.hasFocus() else "border.input"))
        pen.setWidth(width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(rect.adjusted(width // 2, width // 2, -1, -1))


def _ground(cell: GridCell, *, is_row: bool, is_chosen: bool) -> str:
    if cell.is_conflict:
        return "warn.bg"
    if is_chosen:
        return "select"
    if is_row:
        return "select.inactive"
    if cell.is_closed:
        return "bg.header"
    return "bg.window" if cell.is_tinted else "bg.surface"


def _paint_corner(painter: QPainter, rect: QRect) -> None:
    """Mark a cell that is not saved yet."""
    side = Style.current.length(CORNER)
    right, top = rect.right() + 1, rect.top()
    corner = [QPoint(right - side, top), QPoint(right, top), QPoint(right, top + side)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("warn"))
    painter.drawPolygon(QPolygon(corner))
    painter.restore()


class GridHeader(QHeaderView):
    """Heads of one or two lines: a session's day over its kind."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.fillRect(rect, colour("bg.header"))
        painter.setPen(colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if self._model.hand is None:
            return
        head = self._model.head(section)
        style = Style.current
        height = QFontMetrics(style.font("small")).height() - 2
        top = rect.center().y() + 1 - height * len(head.lines) // 2
        align = _CENTRE if head.is_session else _LEFT if head.is_frozen else _RIGHT
        side = 2 if head.is_session else PAD
        painter.setPen(colour("text.secondary"))
        for number, words in enumerate(head.lines):
            font = style.font("small", is_strong=not (head.is_session and number))
            painter.setFont(font)
            line = QRect(rect.left() + side, top + number * height, rect.width() - 2 * side, height)
            shown = QFontMetrics(font).elidedText(
                words, Qt.TextElideMode.ElideRight, line.width() + 2
            )
            painter.drawText(line.adjusted(-1, 0, 1, 0), align, shown)


class TotalsRow(QWidget):
    """The line under the sheet that adds every column up; it moves sideways with the sheet."""

    def __init__(self, view: QTableView, model: GridModel) -> None:
        super().__init__()
        self._view = view
        self._model = model
        self.setAccessibleName(TOTALS)
        model.edited.connect(self._renew)
        view.horizontalScrollBar().valueChanged.connect(self._renew)
        Style.current.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(Style.current.size("row") + 1)

    def _renew(self) -> None:
        self.update()
        if self._model.hand is not None:
            heads = range(FROZEN, self._model.columnCount())
            told = (
                f"{' '.join(self._model.head(each).lines)} {self._model.total_words(each)}"
                for each in heads
            )
            self.setAccessibleDescription("; ".join(told))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("bg.header"))
        painter.fillRect(0, 0, self.width(), 1, colour("line"))
        if self._model.hand is None:
            return
        painter.setFont(Style.current.font("body", is_strong=True))
        frozen = sum(self._view.columnWidth(each) for each in range(FROZEN))
        painter.save()
        painter.setClipRect(frozen, 0, self.width() - frozen, self.height())
        for section in range(FROZEN, self._model.columnCount()):
            self._paint(painter, section)
        painter.restore()
        painter.setPen(colour("text"))
        painter.drawText(QRect(PAD, 0, frozen - 2 * PAD, self.height()), _LEFT, TOTALS)
        painter.fillRect(frozen - 1, 0, 1, self.height(), colour("line"))

    def _paint(self, painter: QPainter, section: int) -> None:
        left = self._view.columnViewportPosition(section)
        rect = QRect(left, 0, self._view.columnWidth(section), self.height())
        painter.setPen(colour("text"))
        is_session = self._model.head(section).is_session
        align = _CENTRE if is_session else _RIGHT
        painter.drawText(rect.adjusted(PAD, 0, -PAD, 0), align, self._model.total_words(section))
        painter.fillRect(rect.right(), 0, 1, self.height(), colour("line"))
