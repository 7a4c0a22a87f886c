"""How far a support has come: its stations painted one after the other, each with sign and word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from rehabdesk.domain.teamwork.supports.course import Cell, Reached
from rehabdesk.ui.kit.lines.painting import RowDelegate
from rehabdesk.ui.kit.rows import PAD, Index, Rows
from rehabdesk.ui.kit.style import Style, colour

_SIGNS = {
    Reached.DONE: ("checkmark_circle/filled", "ok"),
    Reached.NOW: ("circle_half_fill", "accent"),
    Reached.LATE: ("warning", "warn"),
    Reached.REFUSED: ("error_circle", "danger"),
    Reached.STOPPED: ("subtract", "neutral"),
    Reached.NOT_YET: ("circle", "text.tertiary"),
}
BESIDE, BETWEEN = 3, 8  # pixels: after a sign, after a word
Cells = Callable[[Any], Sequence[Cell]]


def stations_told(cells: Sequence[Cell]) -> str:
    """Say the stations in words, for paper and for who hears the list."""
    parts = {
        "Đã": (Reached.DONE,),
        "Đang": (Reached.NOW,),
        "Chậm": (Reached.LATE,),
        "Không được": (Reached.REFUSED,),
        "Dừng ở": (Reached.STOPPED,),
    }
    told = []
    for word, reached in parts.items():
        names = [each.word for each in cells if each.reached in reached]
        if names:
            told.append(f"{word}: {', '.join(names)}")
    return "; ".join(told)


class StationDelegate(RowDelegate):
    """Paints one column of a list; every other is painted as everywhere."""

    def __init__(self, parent: QWidget, cells: Cells) -> None:
        super().__init__(parent)
        self._cells = cells

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows, rect = cast("Rows[Any]", index.model()), option.rect
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        is_ticked = rows.is_ticked(index.row())
        self.lines.begin()
        self.lines.ground(painter, rect, is_current=is_current, is_ticked=is_ticked)
        row = rows.find_row(index)
        if row is None:
            return
        painter.save()
        painter.setClipRect(rect)
        style, left = Style.current, rect.left() + PAD
        ratio, side = option.widget.devicePixelRatioF(), style.size("icon")
        painter.setFont(style.font())
        metrics = QFontMetrics(style.font())
        base = rect.top() + (rect.height() - 1 + metrics.ascent() - metrics.descent()) / 2
        for cell in self._cells(row):
            picture = style.pixmap(*_SIGNS[cell.reached], side, ratio)
            painter.drawPixmap(left, rect.center().y() - side // 2 + 1, picture)
            left += side + style.length(BESIDE)
            waits = "text.secondary" if is_current else "text.tertiary"
            tint = waits if cell.reached is Reached.NOT_YET else "text"
            painter.setPen(colour(tint))
            painter.drawText(QPointF(left, base), cell.word)
            left += metrics.horizontalAdvance(cell.word) + style.length(BETWEEN)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = cast("Rows[Any]", index.model()).find_row(index)
        if row is None:
            return super().sizeHint(option, index)
        metrics, style = QFontMetrics(Style.current.font()), Style.current
        beside = style.size("icon") + style.length(BESIDE + BETWEEN)
        wide = sum(metrics.horizontalAdvance(each.word) + beside for each in self._cells(row))
        return QSize(wide + 2 * PAD, style.size("row"))
