"""The one table model, and how its rows are painted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rehabdesk.ui.kit.style import Style, colour

T = TypeVar("T")
BOX = 16
PAD = 8
BAR = 3
_LOUD = {"warn", "danger"}
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
SIGN_ROLE = int(Role.UserRole) + 1
TINT_ROLE = int(Role.UserRole) + 2
SUBJECT_ROLE = int(Role.UserRole) + 3
TICKED_ROLE = int(Role.UserRole) + 4
STRONG_ROLE = int(Role.UserRole) + 5
_ALIGNMENT = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}
_FLAGS = {side: int(flag | Qt.AlignmentFlag.AlignVCenter) for side, flag in _ALIGNMENT.items()}


@dataclass(frozen=True, slots=True)
class Sign:
    """A state's icon before its word; the word takes the colour of warn and danger too."""

    icon: str
    tint: str = "neutral"  # ok, warn, danger, neutral or accent


@dataclass(frozen=True)
class Column(Generic[T]):
    title: str
    text: Callable[[T], str]
    order: Callable[[T], Any] | None = None  # sorts by text when there is none
    width: int = 120
    align: str = "left"
    sign: Callable[[T], Sign | None] | None = None
    tint: Callable[[T], str | None] | None = None  # a colour for the word alone
    strong: Callable[[T], bool] | None = None  # a word to be noticed, whichever row is current
    struck: Callable[[T], bool] | None = None  # a word that no longer counts, struck through
    tip: Callable[[T], str] | None = None  # what more the pointer tells; else the whole text
    is_subject: bool = False  # what the row is about: strong on the current row
    is_hidden: bool = False  # until the user asks for it
    is_stretched: bool = False  # takes what room is left


def _id_of(row: Any) -> Hashable:
    return row.id  # type: ignore[no-any-return]


class Rows(QAbstractTableModel, Generic[T]):
    """Shows a list of rows. Knows nothing of what they are, but that each has an identity."""

    ticked = Signal()

    def __init__(
        self,
        columns: Sequence[Column[T]],
        parent: QObject | None = None,
        *,
        has_ticks: bool = False,
        identity: Callable[[T], Hashable] = _id_of,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.has_ticks = has_ticks
        self.identity = identity
        self._given: list[T] = []
        self._rows: list[T] = []
        self._ticks: set[Hashable] = set()
        self._sorting: tuple[int, Qt.SortOrder] | None = None

    def show(self, rows: Sequence[T]) -> None:
        self.beginResetModel()
        self._given = list(rows)
        self._rows = self._in_order(self._given)
        shown = {self.identity(row) for row in self._rows}
        is_changed = not self._ticks <= shown
        self._ticks &= shown
        self.endResetModel()
        if is_changed:
            self.ticked.emit()

    def row(self, index: Index) -> T:
        return self._rows[index.row()]

    @property
    def all(self) -> Sequence[T]:
        return tuple(self._rows)

    def place_of(self, identity: Hashable) -> int | None:
        """Return the line on which the row of this identity stands."""
        places = (at for at, row in enumerate(self._rows) if self.identity(row) == identity)
        return next(places, None)

    @property
    def ticked_rows(self) -> list[T]:
        return [row for row in self._rows if self.identity(row) in self._ticks]

    def tick(self, rows: Iterable[T], *, is_ticked: bool = True) -> None:
        names = {self.identity(row) for row in rows}
        self._ticks = self._ticks | names if is_ticked else self._ticks - names
        if self._rows:
            end = self.index(len(self._rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), end)
        self.ticked.emit()

    def column(self, section: int) -> Column[T] | None:
        """Return the column of a section; the ticks have none."""
        place = section - int(self.has_ticks)
        return self.columns[place] if place >= 0 else None

    def is_ticked(self, row: T) -> bool:
        return self.identity(row) in self._ticks

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns) + int(self.has_ticks)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.column(index.column()) is None:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.row(index)
        if role == TICKED_ROLE:
            return self.is_ticked(row)
        column = self.column(index.column())
        if column is None:
            return self._tick_data(row, role)
        return _cell(column, row, role)

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or self.column(index.column()) is not None:
            return False
        is_ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        self.tick([self.row(index)], is_ticked=is_ticked)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.column(section)
        if role == Role.TextAlignmentRole:
            align = column.align if column else "centre"
            return _ALIGNMENT[align] | Qt.AlignmentFlag.AlignVCenter
        if role == Role.DisplayRole:
            return column.title if column else ""
        if role == Role.AccessibleTextRole:
            return column.title if column else "Chọn"
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a section; section -1 returns to the order the rows came in."""
        is_sorted = column >= 0 and self.column(column) is not None
        self._sorting = (column, order) if is_sorted else None
        self.layoutAboutToBeChanged.emit()
        held = [(index, self.row(index)) for index in self.persistentIndexList()]
        self._rows = self._in_order(self._given)
        place = {id(row): number for number, row in enumerate(self._rows)}
        for index, row in held:
            self.changePersistentIndex(index, self.index(place[id(row)], index.column()))
        self.layoutChanged.emit()

    def _tick_data(self, row: T, role: int) -> Any:
        is_ticked = self.is_ticked(row)
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        if role == Role.AccessibleTextRole:
            return "Đã chọn" if is_ticked else "Chưa chọn"
        return None

    def _in_order(self, rows: Sequence[T]) -> list[T]:
        if self._sorting is None:
            return list(rows)
        section, order = self._sorting
        column = self.column(section)
        if column is None:
            return list(rows)
        key = column.order or column.text
        return sorted(rows, key=key, reverse=order == Qt.SortOrder.DescendingOrder)


def _cell(column: Column[T], row: T, role: int) -> Any:
    if role == Role.TextAlignmentRole:
        return _ALIGNMENT[column.align] | Qt.AlignmentFlag.AlignVCenter
    if role == SUBJECT_ROLE:
        return column.is_subject
    telling: dict[int, Callable[[T], Any] | None] = {
        Role.DisplayRole: column.text,
        Role.AccessibleTextRole: column.text,
        Role.ToolTipRole: column.tip or column.text,
        SIGN_ROLE: column.sign,
        TINT_ROLE: column.tint,
        STRONG_ROLE: column.strong,
    }
    told = telling.get(role)
    return told(row) if told else None


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands in one place of the table, ready to be painted."""

    column: Column[Any]
    row: Any

    @property
    def sign(self) -> Sign | None:
        return self.column.sign(self.row) if self.column.sign else None

    @property
    def tint(self) -> str | None:
        return self.column.tint(self.row) if self.column.tint else None

    @property
    def is_struck(self) -> bool:
        return bool(self.column.struck and self.column.struck(self.row))

    @property
    def is_strong(self) -> bool:
        return bool(self.column.strong and self.column.strong(self.row))


class RowDelegate(QStyledItemDelegate):
    """Paints one line: selection, bar at its left edge, sign, word, and the line below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows = cast("Rows[Any]", index.model())  # asked without Qt between: a page has 200 cells
        row, column = rows.row(index), rows.column(index.column())
        painter.save()
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        is_ticked = rows.is_ticked(row)
        is_chosen = is_current or is_ticked
        is_active = bool(option.state & QStyle.StateFlag.State_Active) and option.widget.hasFocus()
        rect = option.rect
        if is_chosen:
            painter.fillRect(rect, colour("select" if is_active else "select.inactive"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        if is_chosen and rect.left() <= 0:
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), colour("accent"))
        if column is None:
            tick = Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
            paint_tick(painter, option.widget, rect, tick)
        else:
            cell = _Cell(column, row)
            _paint_words(painter, option, cell, is_current=is_current, is_chosen=is_chosen)
        painter.restore()

    def editorEvent(self, *_event: object) -> bool:
        return False  # ticks are turned by the list itself

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        words = QFontMetrics(Style.current.font()).horizontalAdvance(str(index.data() or ""))
        sign = Style.current.size("icon") + 6 if index.data(SIGN_ROLE) else 0
        return QSize(words + sign + 2 * PAD, Style.current.size("row"))


def paint_tick(painter: QPainter, widget: QWidget, rect: QRect, state: Qt.CheckState) -> None:
    """Paint a tick box in the middle of a cell."""
    style, side = Style.current, Style.current.length(BOX)
    box = QRect(0, 0, side, side)
    box.moveCenter(rect.center())
    is_on = state != Qt.CheckState.Unchecked
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colour("accent" if is_on else "border.input"))
    painter.setBrush(colour("accent" if is_on else "bg.surface"))
    painter.drawRoundedRect(box.adjusted(0, 0, -1, -1).toRectF().translated(0.5, 0.5), 3, 3)
    if is_on:
        name = "checkmark" if state == Qt.CheckState.Checked else "subtract"
        ratio = widget.devicePixelRatioF()
        mark = style.pixmap(name, "on.accent", side - 2, ratio)
        painter.drawPixmap(box.left() + 1, box.top() + 1, mark)
    painter.restore()


def _paint_words(
    painter: QPainter,
    option: QStyleOptionViewItem,
    cell: _Cell,
    *,
    is_current: bool,
    is_chosen: bool,
) -> None:
    style = Style.current
    rect = option.rect.adjusted(PAD, 0, -PAD, 0)
    sign = cell.sign
    tint = cell.tint or (sign.tint if sign and sign.tint in _LOUD else "text")
    if is_chosen and tint == "text.tertiary":
        tint = "text.secondary"
    if sign:
        side = style.size("icon")
        pixmap = style.pixmap(sign.icon, sign.tint, side, option.widget.devicePixelRatioF())
        painter.drawPixmap(rect.left(), rect.center().y() - side // 2 + 1, pixmap)
        rect.setLeft(rect.left() + side + 6)
    is_subject = is_current and cell.column.is_subject
    font = style.font("body", is_strong=is_subject or cell.is_strong)
    font.setStrikeOut(cell.is_struck)
    painter.setFont(font)
    painter.setPen(colour(tint if option.widget.isEnabled() else "text.disabled"))
    words = QFontMetrics(font).elidedText(
        cell.column.text(cell.row) or "", Qt.TextElideMode.ElideRight, rect.width()
    )
    painter.drawText(rect, _FLAGS[cell.column.align], words)
