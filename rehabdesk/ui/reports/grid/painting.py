"""How the grid of a report is painted: heads, groups, figures that open, and the cell gone to."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from rehabdesk.domain.reports.grid import GridRow
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.services.reports.closing.kept import is_changed
from rehabdesk.services.reports.reading import COUNTED, NOT_KNOWN
from rehabdesk.ui.kit.rows import PAD, Index
from rehabdesk.ui.kit.style import Style, colour
from rehabdesk.ui.reports.grid.model import FIRST, NAME, NUMBER, GridModel

INDENT = 14
GROUP_HEIGHT = 22  # of the name over columns of one group
BOX_LEAST, BOX_INSET = 34, 3
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter


class FigureDelegate(QStyledItemDelegate):
    """Figures of the period in the accent, zeros and dashes quiet, the cell gone to in a box."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, GridModel):
            return
        row, rect = model.row(index.row()), option.rect
        painter.save()
        if row.is_heading:
            is_told = index.column() == NAME or rect.width() > self._table.columnWidth(NUMBER)
            self._heading(painter, rect, row, is_told=is_told)
        else:
            self._ground(painter, rect, index)
            self._cell(painter, rect, index, model)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, Style.current.size("row"))

    def _heading(self, painter: QPainter, rect: QRect, row: GridRow, *, is_told: bool) -> None:
        """Paint a line over the figures; of the columns that stay in sight one tells its words."""
        painter.fillRect(rect, colour("bg.header"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("line"))
        words = f"{row.number} {row.name}".strip() if is_told else ""
        left = PAD + Style.current.length(INDENT) * row.level
        painter.setFont(Style.current.font("small", is_strong=True))
        self._write(painter, rect.adjusted(left, 0, -PAD, 0), words, "text.secondary", _LEFT)

    def _ground(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if index.row() == self._table.currentIndex().row():
            painter.fillRect(rect, colour("select.inactive"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("line"))

    def _cell(self, painter: QPainter, rect: QRect, index: Index, model: GridModel) -> None:
        row, role, words = model.row(index.row()), model.role_of(index.column()), model.words(index)
        style, inner = Style.current, rect.adjusted(PAD, 0, -PAD, 0)
        painter.setFont(style.font())
        if index.column() == NUMBER:
            self._write(painter, rect, words, "text", _MIDDLE)
        elif index.column() == NAME:
            inner.setLeft(inner.left() + style.length(INDENT) * row.level)
            painter.setPen(colour("text" if self._table.isEnabled() else "text.disabled"))
            painter.drawText(inner, int(_LEFT | Qt.TextFlag.TextWordWrap), words)
        elif role is ColumnRole.REACHED:
            self._reached(painter, inner, row, words)
        else:
            is_current = index == self._table.currentIndex()
            if is_current:
                painter.setFont(style.font(is_strong=role in COUNTED))
                self._box(painter, rect, words)
            self._write(painter, inner, words, _tint(row, role, words), _RIGHT)
        if role is ColumnRole.REACHED and index == self._table.currentIndex():
            self._frame(painter, rect.adjusted(2, BOX_INSET, -2, -BOX_INSET - 1))

    def _reached(self, painter: QPainter, inner: QRect, row: GridRow, words: str) -> None:
        """Tell by a sign and by the figure whether what was asked is reached."""
        if row.is_reached is None:
            return
        name, tint = ("checkmark_circle", "ok") if row.is_reached else ("warning", "warn")
        side, ratio = Style.current.size("icon"), self._table.devicePixelRatioF()
        picture = Style.current.pixmap(name, tint, side, ratio)
        painter.drawPixmap(inner.left(), inner.center().y() - side // 2 + 1, picture)
        beside = inner.adjusted(side + 6, 0, 0, 0)
        self._write(painter, beside, words, "text" if row.is_reached else "warn", _LEFT)

    def _box(self, painter: QPainter, rect: QRect, words: str) -> None:
        """Frame the figure the arrows have come to."""
        style = Style.current
        wide = painter.fontMetrics().horizontalAdvance(words) + 2 * PAD
        box = rect.adjusted(0, BOX_INSET, 0, -BOX_INSET - 1)
        box.setLeft(max(rect.left() + 1, rect.right() - max(wide, style.length(BOX_LEAST))))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("bg.surface"))
        painter.drawRoundedRect(box, 4, 4)
        self._frame(painter, box)

    def _frame(self, painter: QPainter, box: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_here = self._table.hasFocus()
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setColor(colour("focus" if is_here else "border.input"))
        pen.setWidthF(2 if is_here else 1)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.toRectF().adjusted(1, 1, -1, -1), 4, 4)

    def _write(
        self, painter: QPainter, room: QRect, words: str, tint: str, where: Qt.AlignmentFlag
    ) -> None:
        told = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(colour(tint if self._table.isEnabled() else "text.disabled"))
        painter.drawText(room, int(where), told)


def _tint(row: GridRow, role: ColumnRole | None, words: str) -> str:
    """Choose the colour of a figure: what opens is the accent's, nothing at all is quiet."""
    if role is ColumnRole.TODAY:
        return "warn" if is_changed(row) else "text.tertiary"
    if words == NOT_KNOWN:
        return "text.tertiary"
    if role is ColumnRole.NOW:
        now = row.now
        return "text.tertiary" if now is not None and now.is_zero else "accent"
    return "text"


class FigureHead(QHeaderView):
    """Heads of one line or two; columns of one group stand under its name."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, colour("bg.header"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("line"))
        painter.setPen(colour("text.secondary"))
        painter.setFont(Style.current.font("small", is_strong=True))
        words, where = self._told(section)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        if (group := self._group(section)) is not None:
            self._paint_group(painter, rect, section, group)
            inner.setTop(rect.top() + Style.current.length(GROUP_HEIGHT))
        painter.drawText(inner, int(where | Qt.TextFlag.TextWordWrap), words)
        painter.restore()

    def _told(self, section: int) -> tuple[str, Qt.AlignmentFlag]:
        if section < FIRST:
            return ("STT", _MIDDLE) if section == NUMBER else ("Nội dung", _LEFT)
        column = self._model.columns[section - FIRST]
        return column.title, _LEFT if column.role is ColumnRole.REACHED else _RIGHT

    def _group(self, section: int) -> str | None:
        if section < FIRST:
            return None
        return self._model.columns[section - FIRST].group or None

    def _paint_group(self, painter: QPainter, rect: QRect, section: int, group: str) -> None:
        """Write the name of a group over its columns: each paints its share of it."""
        sections = range(FIRST, self._model.columnCount())
        mine = [one for one in sections if self._group(one) == group]
        left = rect.left() - sum(self.sectionSize(one) for one in mine if one < section)
        wide = sum(self.sectionSize(one) for one in mine)
        upper = QRect(left, rect.top(), wide, Style.current.length(GROUP_HEIGHT))
        painter.setClipRect(rect)
        painter.drawText(upper, int(_MIDDLE), group)
        painter.setClipping(False)
        painter.fillRect(rect.left(), upper.bottom(), rect.width(), 1, colour("line"))
