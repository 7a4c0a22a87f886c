"""The grid of a report: every figure can be gone to by the arrows and opened into its names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from rehabdesk.domain.reports.grid import GridRow, ReportGrid
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.services.reports.reading import COUNTED
from rehabdesk.ui.kit import clipboard
from rehabdesk.ui.kit.lines.frozen import FrozenColumns
from rehabdesk.ui.kit.rows import PAD, Index
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.reports.grid.model import FIRST, NAME, GridModel
from rehabdesk.ui.reports.grid.painting import GROUP_HEIGHT, INDENT, FigureDelegate, FigureHead

NUMBER_WIDTH, FIGURE_WIDTH, NAME_WIDTH, WORD_WIDTH = 46, 88, 300, 92
LEAST_NAME = 200
_MOVES = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
Cell = tuple[str, ColumnRole]


class FigureTable(QTableView):
    """Arrows go from cell to cell, Enter or a click opens the names behind a figure."""

    opened = Signal(str, object)  # the row's key, the role of the column
    moved_to = Signal(object)  # a cell (row key, role), or none
    copied = Signal(int)
    menu_wanted = Signal(object)  # the place on the screen

    def __init__(self) -> None:
        super().__init__()
        self.grid_rows = GridModel(self)
        self.setModel(self.grid_rows)
        self.setItemDelegate(FigureDelegate(self))
        head = FigureHead(self.grid_rows, self)
        self.setHorizontalHeader(head)
        self.frozen = FrozenColumns(self, 2)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.setAccessibleName("Bảng số liệu báo cáo")
        self.clicked.connect(self._click)
        Style.current.changed.connect(self._measure)
        self._measure()

    # What is shown

    @property
    def current_cell(self) -> Cell | None:
        """The figure gone to: its row and its column."""
        index = self.currentIndex()
        role = self.grid_rows.role_of(index.column()) if index.isValid() else None
        if role is None:
            return None
        return self.grid_rows.row(index.row()).key, role

    @property
    def current_row(self) -> GridRow | None:
        index = self.currentIndex()
        return self.grid_rows.row(index.row()) if index.isValid() else None

    def show_grid(self, grid: ReportGrid) -> None:
        """Show a grid; the cell and the place stay where they were."""
        cell, scrolled = self.current_cell, self.verticalScrollBar().value()
        self.grid_rows.show(grid)
        self.clearSpans()
        for place, row in enumerate(grid.rows):
            if row.is_heading and grid.columns:
                self.setSpan(place, 0, 1, self.grid_rows.columnCount())
        self._measure()
        if cell is None or not self.choose(*cell):
            self._choose_first()
        self.verticalScrollBar().setValue(scrolled)

    def choose(self, row_key: str, role: ColumnRole = ColumnRole.NOW) -> bool:
        """Go to a figure; tell whether there is one."""
        rows = self.grid_rows
        for place in range(rows.rowCount()):
            if rows.row(place).key == row_key and not rows.row(place).is_heading:
                section = self._section_of(role)
                self.setCurrentIndex(rows.index(place, section))
                return True
        return False

    def open_current(self) -> None:
        self._open(self.currentIndex())

    def copy(self) -> None:
        """Copy the whole grid with its heads, for a sheet."""
        rows = self.grid_rows
        sections = range(rows.columnCount())
        heads = [str(rows.headerData(one, Qt.Orientation.Horizontal)) for one in sections]
        lines = ["\t".join(heads)]
        for place in range(rows.rowCount()):
            row = rows.row(place)
            words = [rows.words(rows.index(place, one)) for one in sections]
            lines.append(row.name if row.is_heading else "\t".join(words))
        clipboard.copy("\n".join(lines))
        self.copied.emit(rows.rowCount())

    # How it is gone about in

    def _section_of(self, role: ColumnRole) -> int:
        roles = [column.role for column in self.grid_rows.columns]
        if role not in roles:
            role = ColumnRole.NOW if ColumnRole.NOW in roles else roles[0]
        return FIRST + roles.index(role)

    def _choose_first(self) -> None:
        rows = self.grid_rows
        figures = (place for place in range(rows.rowCount()) if not rows.row(place).is_heading)
        first = next(figures, None)
        if first is not None and rows.columns:
            self.setCurrentIndex(rows.index(first, self._section_of(ColumnRole.NOW)))

    def _move(self, down: int, right: int) -> None:
        rows, index = self.grid_rows, self.currentIndex()
        if not index.isValid():
            self._choose_first()
            return
        place, section = index.row() + down, index.column() + right
        while 0 <= place < rows.rowCount() and rows.row(place).is_heading:
            place += down or 1
        if 0 <= place < rows.rowCount() and FIRST <= section < rows.columnCount():
            self.setCurrentIndex(rows.index(place, section))
        elif place < 0:
            self.scrollToTop()

    def _page(self, down: int) -> None:
        """Go up or down by what is in view; the last figure is not passed."""
        for _ in range(max(1, self.viewport().height() // Style.current.size("row") - 1)):
            self._move(down, 0)

    def _click(self, index: QModelIndex) -> None:
        role = self.grid_rows.role_of(index.column())
        if role is None and not self.grid_rows.row(index.row()).is_heading:
            key = self.grid_rows.row(index.row()).key
            self.choose(key)
        elif role in COUNTED:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid() or self.grid_rows.row(index.row()).is_heading:
            return
        role = self.grid_rows.role_of(index.column())
        key = self.grid_rows.row(index.row()).key
        self.opened.emit(key, role if role in COUNTED else ColumnRole.NOW)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.moved_to.emit(self.current_cell)

    def scrollTo(
        self, index: Index, hint: QTableView.ScrollHint = QTableView.ScrollHint.EnsureVisible
    ) -> None:
        self.frozen.follow(index, partial(super().scrollTo, index, hint))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        held &= ~Qt.KeyboardModifier.KeypadModifier
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Return: self.open_current,
            Qt.Key.Key_Enter: self.open_current,
            Qt.Key.Key_PageDown: lambda: self._page(1),
            Qt.Key.Key_PageUp: lambda: self._page(-1),
            Qt.Key.Key_Home: self._choose_first,
        }
        if key in _MOVES and not held:
            self._move(*_MOVES[key])
        elif key in acts and not held:
            acts[key]()
        elif key == Qt.Key.Key_C and held == Qt.KeyboardModifier.ControlModifier:
            self.copy()
        elif key == Qt.Key.Key_Menu or (
            key == Qt.Key.Key_F10 and held == Qt.KeyboardModifier.ShiftModifier
        ):
            self.menu_wanted.emit(self.viewport().mapToGlobal(self._current_corner()))
        else:
            super().keyPressEvent(event)

    def _current_corner(self) -> QPoint:
        return self.visualRect(self.currentIndex()).bottomLeft()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_figure = (
            index.isValid()
            and self.grid_rows.role_of(index.column()) in COUNTED
            and not self.grid_rows.row(index.row()).is_heading
        )
        shape = Qt.CursorShape.PointingHandCursor if is_figure else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    # How wide it is

    def _measure(self) -> None:
        style = Style.current
        self.verticalHeader().setMinimumSectionSize(style.size("row"))
        self.verticalHeader().setDefaultSectionSize(style.size("row"))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._share_out()

    def _share_out(self) -> None:
        """Give the names what the figures leave; where that is little, figures stand closer."""
        length, rows, head = Style.current.length, self.grid_rows, self.horizontalHeader()
        if not rows.columnCount():
            return
        widths = [self._figure_width(column.role) for column in rows.columns]
        number = length(NUMBER_WIDTH)
        room = self.viewport().width() - number - sum(widths)
        if room < min(self._longest_name(), length(NAME_WIDTH)):
            widths = [min(each, self._least(place)) for place, each in enumerate(widths)]
            room = self.viewport().width() - number - sum(widths)
        for section, width in enumerate([number, max(room, length(LEAST_NAME)), *widths]):
            head.resizeSection(section, width)
        self._fit_head(widths)
        self._fit_heights()

    def _longest_name(self) -> int:
        metrics, rows = QFontMetrics(Style.current.font()), self.grid_rows
        lines = (rows.row(each) for each in range(rows.rowCount()))
        indent = Style.current.length(INDENT)
        widths = (
            metrics.horizontalAdvance(row.name) + indent * row.level
            for row in lines
            if not row.is_heading
        )
        return max(widths, default=0) + 2 * PAD

    def _fit_head(self, widths: Sequence[int]) -> None:
        """Give the heads a second line where one of them needs it."""
        strong = QFontMetrics(Style.current.font("small", is_strong=True))
        is_tall = any(
            strong.horizontalAdvance(column.title) > width - 2 * PAD
            for column, width in zip(self.grid_rows.columns, widths, strict=True)
        )
        height = Style.current.size("header.two_lines" if is_tall else "header")
        if any(column.group for column in self.grid_rows.columns):
            height += Style.current.length(GROUP_HEIGHT)
        self.horizontalHeader().setFixedHeight(height)

    def _figure_width(self, role: ColumnRole) -> int:
        return Style.current.length(WORD_WIDTH if role is ColumnRole.REACHED else FIGURE_WIDTH)

    def _least(self, place: int) -> int:
        """Return how narrow a column may be: its head in two lines, and its figures."""
        strong = QFontMetrics(Style.current.font("small", is_strong=True))
        plain, rows = QFontMetrics(Style.current.font(is_strong=True)), self.grid_rows
        column = rows.columns[place]
        words = min(
            max(strong.horizontalAdvance(half) for half in halves)
            for halves in _in_two(column.title)
        )
        told = (rows.row(each).words.get(column.role, "") for each in range(rows.rowCount()))
        figures = max((plain.horizontalAdvance(each) for each in set(told)), default=0)
        sign = 24 if column.role is ColumnRole.REACHED else 0
        return max(words, figures + sign) + 2 * PAD + 4

    def _fit_heights(self) -> None:
        """Give a name too long for one line a second."""
        style, rows, upright = Style.current, self.grid_rows, self.verticalHeader()
        metrics = QFontMetrics(style.font())
        room = self.columnWidth(NAME) - 2 * PAD
        for place in range(rows.rowCount()):
            row = rows.row(place)
            indent = style.length(INDENT) * row.level
            is_long = not row.is_heading and metrics.horizontalAdvance(row.name) > room - indent
            upright.resizeSection(place, style.size("row.two_lines" if is_long else "row"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()
        if self.current_cell is not None:  # as when the names behind it open beside the grid
            self.scrollTo(self.currentIndex())


def _in_two(title: str) -> list[tuple[str, str]]:
    """Return each way to break a title into two lines."""
    words = title.split()
    return [(" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words) + 1)]
