"""The sheet under the hands: every key of it, and the names that stay while it moves sideways."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from rehabdesk.ui.kit.rows import Index
from rehabdesk.ui.kit.style import Style, restyle
from rehabdesk.ui.team.grid.sheet.model import FROZEN, GridModel
from rehabdesk.ui.team.grid.sheet.painting import GridDelegate, GridHeader
from rehabdesk.ui.team.grid.sheet.strokes import Strokes

_CTRL = Qt.KeyboardModifier.ControlModifier
_MOVES = {
    Qt.Key.Key_Left: QAbstractItemView.CursorAction.MoveLeft,
    Qt.Key.Key_Right: QAbstractItemView.CursorAction.MoveRight,
    Qt.Key.Key_Up: QAbstractItemView.CursorAction.MoveUp,
    Qt.Key.Key_Down: QAbstractItemView.CursorAction.MoveDown,
    Qt.Key.Key_Home: QAbstractItemView.CursorAction.MoveHome,
    Qt.Key.Key_End: QAbstractItemView.CursorAction.MoveEnd,
}
_WIDTHS, _LEAST_WIDTHS = (146, 86, 112), (124, 80, 90)
_SESSION, _LEAST_SESSION = 60, 54
_COUNT, _LEAST_COUNT = 64, 56


class _Names(QTableView):
    """The first columns once more, over the sheet: they stay while it moves."""

    def __init__(self, below: QTableView, model: GridModel) -> None:
        super().__init__(below)
        self._below = below
        self.setModel(model)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalHeader(GridHeader(model, self))
        for bars in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            bars(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the sheet below scroll, which takes the names along."""
        QApplication.sendEvent(self._below.viewport(), event)


class GridView(QTableView):
    """Arrows move, Space and x tick, digits type; Tab goes right and Enter down."""

    menu_wanted = Signal(object)  # the place on the screen

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        self.sheet = model
        self._was_current = self._is_extending = False
        self._anchor = QPersistentModelIndex()
        self.names = _Names(self, model)
        self.setModel(model)
        self.setHorizontalHeader(GridHeader(model, self))
        for view in (self, self.names):
            self._set_habits(view)
        self.names.setSelectionModel(self.selectionModel())
        self.names.setItemDelegate(GridDelegate(self))
        self.setItemDelegate(GridDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for bar in (self.verticalScrollBar(), self.names.verticalScrollBar()):
            bar.valueChanged.connect(self._align_names)
            bar.rangeChanged.connect(self._align_names)
        self.setAccessibleName("Bảng tháng")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.strokes = Strokes(model, self)
        self.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        model.modelReset.connect(self.measure)
        Style.current.changed.connect(self.measure)

    def measure(self) -> None:
        """Give columns and rows their sizes; what room is left goes to the names."""
        style = Style.current
        for view in (self, self.names):
            view.verticalHeader().setDefaultSectionSize(style.size("row"))
            view.horizontalHeader().setFixedHeight(style.size("header.two_lines"))
        widths = self._shared(self.viewport().width())
        for section, width in enumerate(widths):
            self.setColumnWidth(section, width)
            self.names.setColumnWidth(section, width)
            self.names.setColumnHidden(section, section >= FROZEN)
        self._place_names()

    def fit_height(self) -> int:
        """Return how high the sheet is with all its lines."""
        style = Style.current
        rows = max(self.sheet.rowCount(), 1)
        edges = 2 * self.frameWidth()
        return style.size("header.two_lines") + rows * style.size("row") + edges

    def _shared(self, room: int) -> list[int]:
        """Share the width: a little room is found by narrowing, a lot goes to the names."""
        length = Style.current.length
        are_sessions = [
            self.sheet.head(each).is_session for each in range(FROZEN, self.sheet.columnCount())
        ]
        wished = [*_WIDTHS, *(_SESSION if each else _COUNT for each in are_sessions)]
        least = [
            *_LEAST_WIDTHS,
            *(_LEAST_SESSION if each else _LEAST_COUNT for each in are_sessions),
        ]
        widths = [length(each) for each in wished]
        spare = room - sum(widths)
        if 0 < spare <= len(are_sessions):
            widths[-spare:] = [each + 1 for each in widths[-spare:]]
        elif spare > 0:
            widths[0] += spare // 2
            widths[2] += spare - spare // 2
        elif room >= (narrow := sum(length(each) for each in least)):
            given = -spare / (sum(widths) - narrow)
            widths = [
                wide - ceil((wide - length(small)) * given)
                for wide, small in zip(widths, least, strict=True)
            ]
            widths[0] += room - sum(widths)
        return widths

    # How Qt asks

    def event(self, event: QEvent) -> bool:
        """Claim the keys of the sheet before the window's own shortcuts have them."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and self.strokes.act_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self.strokes.act_of(event)
        move = _MOVES.get(Qt.Key(event.key()))
        if act is not None:
            act()
        elif move is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._extend_to(self.moveCursor(move, event.modifiers()))
        elif event.text().isprintable() and event.text() and not event.modifiers() & _CTRL:
            event.ignore()  # no search by letters: they would be taken for ticks
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Move among the cells that can be typed into, and over nothing else."""
        sections, current = self.sheet.typed_sections(), self.currentIndex()
        if not sections or not self.sheet.rowCount():
            return QModelIndex()
        if not current.isValid():
            return self.sheet.index(0, sections[0])
        row, place = current.row(), sections.index(current.column())
        move = QAbstractItemView.CursorAction
        is_far = bool(modifiers & _CTRL)
        last_row, last = self.sheet.rowCount() - 1, len(sections) - 1
        aside = {move.MoveLeft: -1, move.MoveRight: 1}.get(action, 0)
        if action in {move.MoveHome, move.MoveEnd}:
            is_end = action == move.MoveEnd
            row = (last_row if is_end else 0) if is_far else row
            return self.sheet.index(row, sections[last if is_end else 0])
        if aside:
            place = (last if aside > 0 else 0) if is_far else min(max(place + aside, 0), last)
            return self.sheet.index(row, sections[place])
        page = max(1, self.viewport().height() // max(1, self.rowHeight(0)) - 1)
        steps = {
            move.MoveUp: -last_row if is_far else -1,
            move.MoveDown: last_row if is_far else 1,
            move.MovePageUp: -page,
            move.MovePageDown: page,
        }
        row = min(max(row + steps.get(action, 0), 0), last_row)
        return self.sheet.index(row, sections[place])

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._is_extending:
            self._anchor = QPersistentModelIndex(current)
        self.viewport().update()
        self.names.viewport().update()

    def _align_names(self) -> None:
        """Keep every name at its line: the names never scroll on their own, nor less far."""
        bar, names = self.verticalScrollBar(), self.names.verticalScrollBar()
        if (names.minimum(), names.maximum()) != (bar.minimum(), bar.maximum()):
            names.setRange(bar.minimum(), bar.maximum())
        names.setValue(bar.value())

    def _extend_to(self, index: QModelIndex) -> None:
        """Choose from where the keys last stood still up to a cell.

        Qt counts from where a key was last pressed, and knows of no other jump.
        """
        self._is_extending = True
        flags = QItemSelectionModel.SelectionFlag
        anchor = self.sheet.index(self._anchor.row(), self._anchor.column())
        chosen = self.selectionModel()
        chosen.select(QItemSelection(anchor, index), flags.ClearAndSelect)
        chosen.setCurrentIndex(index, flags.NoUpdate)
        self._is_extending = False

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        hidden = self.names.width() - self.visualRect(index).left()
        if index.column() >= FROZEN and hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._was_current = index.isValid() and index == self.currentIndex() and self.hasFocus()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        is_plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        index = self.indexAt(event.position().toPoint())
        if is_plain and self._was_current and self.strokes.is_kept and index == self.currentIndex():
            self.strokes.turn()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.currentIndex().isValid():
            self.menu_wanted.emit(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.sheet.hand is not None:
            self.measure()
            self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """Stay at what is typed into when lines come or the room gets less."""
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.strokes.choose_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.strokes.rest()
        self.viewport().update()

    def _set_habits(self, view: QTableView) -> None:
        restyle(view, "framed", "no")
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectItems)
        view.setSelectionMode(QTableView.SelectionMode.ContiguousSelection)
        view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        view.setShowGrid(True)
        view.setWordWrap(False)
        view.setTabKeyNavigation(view is self)
        view.setCornerButtonEnabled(False)
        view.verticalHeader().hide()
        view.verticalHeader().setMinimumSectionSize(1)

    def _place_names(self) -> None:
        width = sum(self.columnWidth(each) for each in range(FROZEN))
        height = self.viewport().height() + self.horizontalHeader().height()
        self.names.setGeometry(self.frameWidth(), self.frameWidth(), width, height)
