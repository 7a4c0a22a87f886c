"""A list as the clerk uses it: ticks, keys, three-way sorting, columns of one's own."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QSettings,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QLabel,
    QMenu,
    QTableView,
    QWidget,
)

from rehabdesk.domain.text import fold, split_name
from rehabdesk.ui.kit import clipboard
from rehabdesk.ui.kit.buttons import IconButton
from rehabdesk.ui.kit.lines.columns import ColumnKeeper
from rehabdesk.ui.kit.lines.frozen import FrozenColumns
from rehabdesk.ui.kit.lines.layouts import layouts_beside
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.lines.painting import RowDelegate, paint_tick
from rehabdesk.ui.kit.rows import PAD, Column, Index, Rows
from rehabdesk.ui.kit.style import Style

T = TypeVar("T")
LEAST_WIDTH = 24
_SELECTING = QItemSelectionModel.SelectionFlag
_THIS_ROW = _SELECTING.ClearAndSelect | _SELECTING.Rows
NAMELESS = ("settings", "backups")  # lists in which no managed person is named


class ListHeader(QHeaderView):
    """Heads with a tick for all; the sort goes there, back, and to the list's own order."""

    ticked_all = Signal()

    def __init__(self, rows: Rows[Any], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._rows = rows
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        rows.ticked.connect(self.viewport().update)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        section = self.logicalIndexAt(event.position().toPoint())
        if section >= 0 and self._rows.column(section) is None:
            self.ticked_all.emit()
            return
        super().mousePressEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        super().paintSection(painter, rect, section)
        column = self._rows.column(section)
        if column is None:
            paint_tick(painter, self, rect, _overall(self._rows))
        elif section == self.sortIndicatorSection():
            is_rising = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            self._paint_arrow(painter, rect, column.title, is_rising=is_rising)

    def _paint_arrow(self, painter: QPainter, rect: QRect, title: str, *, is_rising: bool) -> None:
        style = Style.current
        words = QFontMetrics(style.font("small", is_strong=True)).horizontalAdvance(title)
        side = style.size("icon")
        name = "arrow_sort_up" if is_rising else "arrow_sort_down"
        pixmap = style.pixmap(name, "text.secondary", side, self.devicePixelRatioF())
        left = min(rect.left() + PAD + words + 4, rect.right() - side)
        painter.drawPixmap(left, rect.center().y() - side // 2 + 1, pixmap)


def _overall(rows: Rows[Any]) -> Qt.CheckState:
    if not rows.tick_count:
        return Qt.CheckState.Unchecked
    is_whole = rows.tick_count == rows.tickable_count
    return Qt.CheckState.Checked if is_whole else Qt.CheckState.PartiallyChecked


class ListTable(QTableView, Generic[T]):
    """The table of every list. Its name keeps the user's columns across sessions."""

    opened = Signal(object)  # the row, by Enter or a double click
    moved_to = Signal(object)  # the row now current, or None
    copied = Signal(int, bool)  # how many rows, and whether as text
    pasted = Signal(str)  # rows copied elsewhere, for lists that take them
    menu_wanted = Signal(object, object)  # the row and the place on the screen

    def __init__(self, rows: Rows[T], name: str, habits: QSettings) -> None:
        super().__init__()
        self.rows = rows
        self.name = name
        self.layouts = layouts_beside(habits)
        self.told: Told[T] = Told(names_persons=not name.startswith(NAMELESS))
        self.setModel(rows)
        self.setItemDelegate(RowDelegate(self))
        self.setHorizontalHeader(self._header())
        self._set_habits_of_lists()
        self.frozen = self._frozen()
        self._empty = _empty_words(self)
        rows.modelReset.connect(self._note_empty)
        self.columns = ColumnKeeper(self, rows, name, self.layouts)
        self.columns.menu_opened.connect(self._offer_leaving)
        Style.current.changed.connect(self._measure)
        self._measure()

    @property
    def current(self) -> T | None:
        """The current row; of a long list, once it has been read."""
        return self.rows.find_row(self.currentIndex())

    @property
    def current_identity(self) -> Hashable:
        index = self.currentIndex()
        return self.rows.identities[index.row()] if index.isValid() else None

    @property
    def chosen(self) -> list[T]:
        """The ticked rows, else the current one: what an act goes to."""
        current = self.current
        return self.rows.ticked_rows or ([] if current is None else [current])

    def show_rows(self, rows: Sequence[T]) -> None:
        """Replace the rows; the place, the current row and the ticks stay by identity."""
        self.keep_place(partial(self.rows.show, rows))

    def keep_place(self, replace: Callable[[], None]) -> None:
        """Stay where the user is while the rows are replaced: with the row that was on top."""
        current, top = self.current_identity, self.rowAt(0)
        above = self.rows.identities[top] if top >= 0 else None
        offset = self.rowViewportPosition(top) if top >= 0 else 0
        scrolled = self.verticalScrollBar().value()
        replace()
        self.choose(current)
        place = self.rows.place_of(above) if above is not None else None
        if scrolled and place is not None:
            self._scroll_to(place, offset)
        else:
            self.verticalScrollBar().setValue(scrolled)

    def choose(self, identity: Hashable) -> None:
        """Make a row current; the first one when there is no such row."""
        place = self.rows.place_of(identity) if identity is not None else None
        if self.rows.rowCount():
            index = self.rows.index(place or 0, self._first_visible())
            self.setCurrentIndex(index)
            self.selectionModel().select(index, _THIS_ROW)  # whatever key is still held down
        else:
            self.moved_to.emit(None)

    def set_empty(self, words: str) -> None:
        """Say why there is nothing, and the one next act."""
        self._empty.setText(words)
        self._note_empty()

    def tick_all(self) -> None:
        is_ticked = self.rows.tick_count < self.rows.tickable_count
        self.rows.turn(self.rows.identities, is_ticked=is_ticked)

    def clear_ticks(self) -> None:
        self.rows.turn(self.rows.identities, is_ticked=False)

    def columns_button(self) -> IconButton:
        """Make the button that opens the choice of columns."""
        button = IconButton("column_edit", "Chọn cột")
        button.clicked.connect(self.columns.open_menu)
        return button

    def shown_columns(self) -> list[Column[T]]:
        """Return the columns as they stand, from left to right."""
        return self.columns.shown()

    def column_width(self, column: Column[T]) -> int:
        """Return how wide a column wants to be on paper: as drawn, and never less than meant."""
        drawn = self.columnWidth(self.rows.columns.index(column) + int(self.rows.has_ticks))
        return max(drawn, column.width)

    def rows_to_leave(self) -> Sequence[T]:
        """Return what goes to paper or Excel: the ticked rows, else all."""
        return self.rows.ticked_rows or self.rows.all

    def leave(self, way: Way) -> None:
        """Let whoever sees to it put the list on paper or into a workbook."""
        self.layouts.leaving_wanted.emit(self, way)

    def copy(self, *, as_text: bool = False) -> None:
        """Copy with heads for a sheet, or as lines of text; ticked rows, else the current."""
        if self.chosen:
            self.copy_rows(self.chosen, as_text=as_text)

    def copy_rows(self, rows: Sequence[T], *, as_text: bool) -> None:
        columns = self.shown_columns()
        between = ", " if as_text else "\t"
        cells = [[column.text(row) for column in columns] for row in rows]
        if as_text:
            cells = [[word for word in line if word] for line in cells]
        heads = [] if as_text else [between.join(column.title for column in columns)]
        lines = [between.join(line) for line in cells]
        clipboard.copy("\n".join(heads + lines))
        self.copied.emit(len(rows), as_text)

    def _header(self) -> ListHeader:
        header = ListHeader(self.rows, self)
        header.ticked_all.connect(self.tick_all)
        header.setMinimumSectionSize(LEAST_WIDTH)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda _: self.columns.open_menu())
        return header

    def _frozen(self) -> FrozenColumns:
        """Make what stays in sight when the list is scrolled sideways: its first column."""
        return FrozenColumns(self, lead=int(self.rows.has_ticks))

    def _set_habits_of_lists(self) -> None:
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.clicked.connect(self._turn_tick)
        self.doubleClicked.connect(self._open)

    def _measure(self) -> None:
        style = Style.current
        self.verticalHeader().setMinimumSectionSize(style.size("row"))  # first: lines may shrink
        self.verticalHeader().setDefaultSectionSize(style.size("row"))
        self.horizontalHeader().setFixedHeight(style.size("header"))
        self.columns.fit()

    def _offer_leaving(self, menu: QMenu) -> None:
        """Offer with the columns what may be done with the whole list."""
        if self.rows.is_long:
            return
        menu.addSeparator()
        for way, key in ((Way.PRINT, "Ctrl+P"), (Way.EXPORT, "Ctrl+E")):
            action = menu.addAction(f"{way.title} này…")
            action.setEnabled(bool(self.rows.rowCount()))
            action.setToolTip(key)
            action.triggered.connect(partial(self.leave, way))
        everything = menu.addAction("Chép cả danh sách")
        everything.setEnabled(bool(self.rows.rowCount()))
        everything.triggered.connect(self._copy_everything)

    def _paste(self) -> None:
        if text := QApplication.clipboard().text():
            self.pasted.emit(text)

    def _copy_everything(self) -> None:
        self.copy_rows(self.rows.all, as_text=False)

    def _scroll_to(self, place: int, offset: int) -> None:
        """Let a line stand where another has stood, `offset` below the head."""
        self.verticalScrollBar().setValue(0)
        if self.verticalScrollMode() == QTableView.ScrollMode.ScrollPerItem:
            self.verticalScrollBar().setValue(place)
        else:
            self.verticalScrollBar().setValue(self.rowViewportPosition(place) - offset)

    def _first_visible(self) -> int:
        sections = range(int(self.rows.has_ticks), self.rows.columnCount())
        return next((one for one in sections if not self.isColumnHidden(one)), 0)

    def _note_empty(self) -> None:
        self._empty.setVisible(bool(self._empty.text()) and not self.rows.rowCount())

    def _turn_tick(self, index: QModelIndex) -> None:
        if self.rows.column(index.column()) is None:
            is_ticked = self.rows.is_ticked(index.row())
            self.rows.turn([self.rows.identities[index.row()]], is_ticked=not is_ticked)

    def _tick_selected(self) -> None:
        places = [index.row() for index in self.selectionModel().selectedRows()]
        are_ticked = all(self.rows.is_ticked(place) for place in places)
        self.rows.turn([self.rows.identities[each] for each in places], is_ticked=not are_ticked)

    def _open(self, index: QModelIndex) -> None:
        row = self.rows.find_row(index)
        if row is not None and self.rows.column(index.column()) is not None:
            self.opened.emit(row)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.moved_to.emit(self.current)

    def scrollTo(
        self, index: Index, hint: QTableView.ScrollHint = QTableView.ScrollHint.EnsureVisible
    ) -> None:
        self.frozen.follow(index, partial(super().scrollTo, index, hint))

    def keyboardSearch(self, search: str) -> None:
        """Go to the next row whose given name begins with this letter."""
        subjects = [column for column in self.rows.columns if column.is_subject]
        letter = fold(search)
        if not subjects or not letter.strip():
            return
        rows, start = self.rows.all, self.currentIndex().row() + 1
        for step in range(len(rows)):
            place = (start + step) % len(rows)
            given = split_name(subjects[0].text(rows[place])).given
            if fold(given).startswith(letter):
                self.setCurrentIndex(self.rows.index(place, self._first_visible()))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts: dict[int, Callable[[], object]] = {
            _key(Qt.Key.Key_Return): lambda: self._open(self._subject_index()),
            _key(Qt.Key.Key_Enter): lambda: self._open(self._subject_index()),
            _CTRL | _key(Qt.Key.Key_C): self.copy,
            _CTRL | _key(Qt.Key.Key_T): lambda: self.copy(as_text=True),
            _CTRL | _key(Qt.Key.Key_V): self._paste,
            _CTRL | _key(Qt.Key.Key_P): lambda: self.leave(Way.PRINT),
            _CTRL | _key(Qt.Key.Key_E): lambda: self.leave(Way.EXPORT),
        }
        if self.rows.has_ticks:
            acts[_key(Qt.Key.Key_Space)] = self._tick_selected
            acts[_CTRL | _key(Qt.Key.Key_A)] = self.tick_all
        if self.rows.tick_count:
            acts[_key(Qt.Key.Key_Escape)] = self.clear_ticks
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = acts.get(event.key() | modifiers.value)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _subject_index(self) -> QModelIndex:
        current = self.currentIndex()
        return current.siblingAtColumn(self._first_visible())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if (row := self.current) is not None:
            self.menu_wanted.emit(row, event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()
        self._empty.setGeometry(self.viewport().rect().adjusted(40, 0, -40, 0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.choose(None)


def _empty_words(table: QTableView) -> QLabel:
    words = QLabel(table.viewport())
    words.setProperty("role", "secondary")
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    words.setWordWrap(True)
    words.hide()
    return words


def _key(key: Qt.Key) -> int:
    return int(key.value)


_CTRL = int(Qt.KeyboardModifier.ControlModifier.value)
