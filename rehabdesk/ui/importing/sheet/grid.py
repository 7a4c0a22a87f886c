"""A sheet as it is, with what the program takes for heads, for the table's end, and leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, cast

from PySide6.QtCore import QAbstractTableModel, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from rehabdesk.domain.tables.sheet import Cell, Sheet
from rehabdesk.domain.tables.table import column_letters
from rehabdesk.ui.kit.rows import NOWHERE, PAD, Index
from rehabdesk.ui.kit.style import Style, colour

NEAR = 4  # pixels beside a line within which the mouse takes hold of it
MEANING, FIRST = 190, 1  # the width of the first column, and where the sheet's own begin
NARROW, WIDE = 64, 260
LOOKED_AT = 60  # lines that decide how wide a column is
HEAD, LAST = "head", "last"
Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Marks:
    """Row numbers as Excel shows them; columns counted from 0."""

    head_first: int = 0
    head_last: int = 0
    last: int = 0
    left_out: Mapping[int, str] = field(default_factory=dict)  # row number -> why
    skipped: Mapping[int, str] = field(default_factory=dict)  # column -> why

    def meaning(self, row_number: int) -> str:
        """Say what the program takes a row for."""
        if self.head_first <= row_number <= self.head_last:
            return "Tiêu đề"
        if row_number < self.head_first:
            return "Trên bảng, bỏ qua"
        if row_number > self.last:
            return self.left_out.get(row_number) or "Dưới bảng, bỏ qua"
        return self.left_out.get(row_number, "")


def shown(cell: Cell) -> str:
    """Return a cell's content as a person reads it, on one line."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Đúng" if cell else "Sai"
    if isinstance(cell, date):
        has_time = isinstance(cell, datetime) and cell.time() != time()
        return f"{cell:%d/%m/%Y %H:%M}" if has_time else f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    return f"{cell:%H:%M}" if isinstance(cell, time) else " ".join(str(cell).split())


class SheetModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = Sheet("", ())
        self.marks = Marks()

    def show_sheet(self, sheet: Sheet) -> None:
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()

    def show_marks(self, marks: Marks) -> None:
        self.marks = marks
        if self.rowCount():
            end = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), end)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        if parent.isValid() or not self.sheet.rows:
            return 0
        return len(self.sheet.rows[0]) + FIRST

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or role not in {Role.DisplayRole, Role.ToolTipRole}:
            return None
        if index.column() < FIRST:
            return self.marks.meaning(index.row() + 1)
        return shown(self.sheet.rows[index.row()][index.column() - FIRST])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if role != Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        if section < FIRST:
            return "Phần mềm hiểu là"
        why = self.marks.skipped.get(section - FIRST)
        letters = column_letters(section - FIRST)
        return f"{letters} · {why}" if why else letters


class SheetDelegate(QStyledItemDelegate):
    """Heads are tinted and strong; what is left out is pale."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, rect = cast("SheetModel", index.model()), option.rect
        marks, number = model.marks, index.row() + 1
        is_head = marks.head_first <= number <= marks.head_last
        is_out = bool(marks.meaning(number)) and not is_head
        is_skipped = index.column() - FIRST in marks.skipped
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("select"))
        elif is_head:
            painter.fillRect(rect, colour("accent.subtle"))
        elif is_out or is_skipped:
            painter.fillRect(rect, colour("bg.header"))
        painter.setPen(colour("text.secondary" if is_out or is_skipped else "text"))
        font = Style.current.font(is_strong=is_head)
        painter.setFont(font)
        room = rect.width() - 2 * PAD
        words = QFontMetrics(font).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, room
        )
        place = QRect(rect.left() + PAD, rect.top(), room, rect.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)


class SheetGrid(QTableView):
    """Its two lines, below the heads and below the last row, can be dragged."""

    dragged = Signal(str, int)  # which line, and the row number it was let go at

    def __init__(self) -> None:
        super().__init__()
        self.rows = SheetModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(SheetDelegate(self))
        self.setAccessibleName("Trang tính như trong tệp")
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.viewport().setMouseTracking(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        upright = self.verticalHeader()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setHighlightSections(False)
        upright.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._held: str | None = None
        self._held_at = 0
        Style.current.changed.connect(self._measure)
        self._measure()

    def show_sheet(self, sheet: Sheet) -> None:
        self.rows.show_sheet(sheet)
        metrics, length = QFontMetrics(Style.current.font()), Style.current.length
        for section in range(self.rows.columnCount()):
            words = [
                str(self.rows.index(row, section).data() or "")
                for row, cells in enumerate(sheet.rows[:LOOKED_AT])
                if sum(cell is not None for cell in cells) > 1  # no title over the whole table
            ]
            widest = max((metrics.horizontalAdvance(each) for each in words), default=0) + 2 * PAD
            self.setColumnWidth(section, max(length(NARROW), min(length(WIDE), widest)))
        if self.rows.columnCount():
            self.setColumnWidth(0, length(MEANING))

    def show_marks(self, marks: Marks) -> None:
        self.rows.show_marks(marks)
        self.viewport().update()

    def go_to_row(self, row_number: int) -> None:
        index = self.rows.index(row_number - 1, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index, QTableView.ScrollHint.PositionAtCenter)

    def _measure(self) -> None:
        style = Style.current
        self.verticalHeader().setDefaultSectionSize(style.size("control.small"))
        self.verticalHeader().setMinimumWidth(style.length(48))
        self.horizontalHeader().setFixedHeight(style.size("header"))

    def _bottom(self, row_number: int) -> int:
        return self.rowViewportPosition(row_number - 1) + self.rowHeight(row_number - 1) - 1

    def _line_near(self, y: int) -> str | None:
        marks = self.rows.marks
        for name, row in ((HEAD, marks.head_last), (LAST, marks.last)):
            if 0 < row <= self.rows.rowCount() and abs(self._bottom(row) - y) <= NEAR:
                return name
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        held = self._line_near(int(event.position().y()))
        if held is None:
            super().mousePressEvent(event)
            return
        marks = self.rows.marks
        self._held, self._held_at = held, marks.head_last if held == HEAD else marks.last

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        y = int(event.position().y())
        if self._held is None:
            is_near = self._line_near(y) is not None
            shape = Qt.CursorShape.SplitVCursor if is_near else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            if event.buttons() == Qt.MouseButton.NoButton:
                return
            super().mouseMoveEvent(event)
            return
        row = self.rowAt(max(0, y))
        self._held_at = row + 1 if row >= 0 else self.rows.rowCount()
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            super().mouseReleaseEvent(event)
            return
        held, self._held = self._held, None
        self.dragged.emit(held, self._held_at)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        marks, painter = self.rows.marks, QPainter(self.viewport())
        lines = {HEAD: marks.head_last, LAST: marks.last}
        if self._held is not None:
            lines[self._held] = self._held_at
        painter.setPen(QPen(colour("accent"), 2))
        for row in lines.values():
            if 0 < row <= self.rows.rowCount():
                y = self._bottom(row)
                painter.drawLine(0, y, self.viewport().width(), y)
