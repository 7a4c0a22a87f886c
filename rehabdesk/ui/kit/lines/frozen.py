"""The first columns of a table stay in sight when it is scrolled sideways."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPoint, QRect, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QTableView, QWidget

from rehabdesk.ui.kit.rows import Index
from rehabdesk.ui.kit.style import colour

MOST = 0.6  # of the room: wider than that, nothing would be left for the rest
Cells = list[tuple[int, int, int]]  # section, left, width


class FrozenColumns(QWidget):
    """Painted by the table's own delegate and heads; what is done here is done there.

    `count` columns from the left stay, as they stand now; `lead` before them always go along.
    """

    def __init__(self, table: QTableView, count: int = 1, *, lead: int = 0) -> None:
        super().__init__(table)
        self._table = table
        self._wanted = count + lead
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.hide()
        header = table.horizontalHeader()
        header.geometriesChanged.connect(self.fit)
        for moved in (header.sectionResized, header.sectionMoved):
            moved.connect(self.fit)
        bar = table.horizontalScrollBar()
        bar.valueChanged.connect(self.fit)
        bar.rangeChanged.connect(self.fit)

    @property
    def cells(self) -> Cells:
        """Return the columns that stay, where they stand."""
        header, cells, left = self._table.horizontalHeader(), Cells(), 0
        for place in range(header.count()):
            section = header.logicalIndex(place)
            if len(cells) == self._wanted:
                break
            if not header.isSectionHidden(section):
                cells.append((section, left, header.sectionSize(section)))
                left += cells[-1][2]
        return cells

    def fit(self) -> None:
        """Stand over the first columns as soon as one of them is out of sight."""
        table, viewport = self._table, self._table.viewport().geometry()
        width = sum(each[2] for each in self.cells)
        is_needed = 0 < width <= viewport.width() * MOST and table.horizontalScrollBar().value() > 0
        self._table.viewport().removeEventFilter(self)
        if is_needed:
            self._table.viewport().installEventFilter(self)
            top = table.horizontalHeader().geometry().top()
            height = viewport.bottom() + 1 - top
            self.setGeometry(QRect(viewport.left(), top, width + 1, height))
            self.raise_()
        self.setVisible(is_needed)

    def follow(self, index: Index, scroll: Callable[[], None]) -> None:
        """Scroll to a cell: no further sideways than needed, and not under those that stay."""
        bar = self._table.horizontalScrollBar()
        across = bar.value()
        scroll()
        if self.stays(index):
            bar.setValue(across)
        else:
            self.uncover(index)

    def uncover(self, index: Index) -> None:
        """Scroll so far that a cell does not stand under those that stay."""
        if not self.isVisible() or index.column() in {each[0] for each in self.cells}:
            return
        hidden = self.width() - self._table.columnViewportPosition(index.column())
        if hidden > 0:
            bar = self._table.horizontalScrollBar()
            bar.setValue(max(0, bar.value() - hidden))

    def stays(self, index: Index) -> bool:
        """Tell whether a cell is in sight however far the table is scrolled sideways."""
        return self.isVisible() and index.column() in {each[0] for each in self.cells}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep up with the lines: a change beside what is in view paints nothing here."""
        if event.type() == QEvent.Type.Paint:
            self.update()
        elif event.type() == QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, cells = QPainter(self), self.cells
        painter.fillRect(self.rect(), colour("bg.surface"))
        self._paint_heads(painter, cells)
        painter.translate(0, self._top)
        area = QRect(0, 0, self.width() - 1, self.height() - self._top)
        painter.setClipRect(area)
        self.paint_lines(painter, area, cells)
        painter.resetTransform()
        painter.setClipping(False)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), colour("border"))

    def paint_lines(self, painter: QPainter, area: QRect, cells: Cells) -> None:
        """Paint the lines in view, each cell as the table would."""
        table = self._table
        first, last = table.rowAt(area.top()), table.rowAt(area.bottom())
        end = last + 1 if last >= 0 else table.model().rowCount()
        chosen = table.selectionModel()
        for place in range(first, end) if first >= 0 else ():
            top, height = table.rowViewportPosition(place), table.rowHeight(place)
            for section, left, width in cells:
                index = table.model().index(place, section)
                option = self._option(index, chosen)
                option.rect = QRect(left, top, width, height)
                table.itemDelegateForIndex(index).paint(painter, option, index)

    @property
    def _top(self) -> int:
        """Where the lines begin, under the heads."""
        return self._table.viewport().geometry().top() - self.geometry().top()

    def _option(self, index: QModelIndex, chosen: QItemSelectionModel) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        self._table.initViewItemOption(option)
        if chosen.isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        if chosen.currentIndex() == index and self._table.hasFocus():
            option.state |= QStyle.StateFlag.State_HasFocus
        return option

    def _paint_heads(self, painter: QPainter, cells: Cells) -> None:
        header = self._table.horizontalHeader()
        for section, left, width in cells:
            painter.save()
            header.paintSection(painter, QRect(left, 0, width, header.height()), section)
            painter.restore()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent | QContextMenuEvent | QHelpEvent):
            return self._hand_on(event)
        if isinstance(event, QWheelEvent):
            return QApplication.sendEvent(self._table.viewport(), event)
        return super().event(event)

    def _hand_on(self, event: QMouseEvent | QContextMenuEvent | QHelpEvent) -> bool:
        """Let the table or its heads have it, where the column stands for them."""
        table, header = self._table, self._table.horizontalHeader()
        here = event.position().toPoint() if isinstance(event, QMouseEvent) else event.pos()
        is_head = here.y() < self._top
        receiver = header.viewport() if is_head else table.viewport()
        there = QPoint(here.x() - header.offset(), here.y() - (0 if is_head else self._top))
        if isinstance(event, QMouseEvent):
            self.setCursor(header.cursor())
            sent: QEvent = QMouseEvent(
                event.type(),
                there.toPointF(),
                event.globalPosition(),
                event.button(),
                event.buttons(),
                event.modifiers(),
            )
        elif isinstance(event, QContextMenuEvent):
            sent = QContextMenuEvent(event.reason(), there, event.globalPos(), event.modifiers())
        else:
            sent = QHelpEvent(event.type(), there, event.globalPos())
        QApplication.sendEvent(receiver, sent)
        return True
