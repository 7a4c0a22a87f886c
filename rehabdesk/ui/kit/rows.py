"""The one table model."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

T = TypeVar("T")
PAD = 8
BAR = 3
PAGE = 100  # lines of a long list that are read at once
MOST_CELLS = 20_000  # kept as they were last painted
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
SIGN_ROLE = int(Role.UserRole) + 1
TINT_ROLE = int(Role.UserRole) + 2
STRONG_ROLE = int(Role.UserRole) + 3
_ALIGNMENT = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}
_PARTS: dict[int, str] = {  # which part of a cell answers which role
    Role.DisplayRole: "words",
    Role.AccessibleTextRole: "words",
    Role.ToolTipRole: "words",
    SIGN_ROLE: "sign",
    TINT_ROLE: "tint",
    STRONG_ROLE: "is_strong",
}
_WORDS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_TICKS = _WORDS | Qt.ItemFlag.ItemIsUserCheckable
_ANSWERED = {Role.CheckStateRole, Role.TextAlignmentRole, *_PARTS}
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
    sorts_by: Hashable = None  # what whoever gives the pages of a long list is to sort by
    paper: Callable[[T], str] | None = None  # on paper and in Excel, where it tells more

    def on_paper(self, row: T) -> str:
        return (self.paper or self.text)(row) or ""


class Cell(NamedTuple):
    """What stands in one place of the table, ready to be painted."""

    words: str
    sign: Sign | None
    tint: str | None
    is_strong: bool
    is_struck: bool
    is_subject: bool
    align: str


def _id_of(row: Any) -> Hashable:
    return row.id  # type: ignore[no-any-return]


_BLANK = Cell("", None, None, False, False, False, "left")  # noqa: FBT003 -- in order
_UNREAD = _BLANK._replace(words="…", tint="text.tertiary")


class Rows(QAbstractTableModel, Generic[T]):
    """Shows rows; a long list is told by identities, and its rows are read as they are needed."""

    ticked = Signal()
    unread = Signal(object)  # identities of rows about to be seen
    arrived = Signal()  # they have been read
    turned = Signal()  # a long list is to be sorted otherwise

    def __init__(
        self,
        columns: Sequence[Column[T]],
        parent: QObject | None = None,
        *,
        has_ticks: bool = False,
        is_long: bool = False,
        identity: Callable[[T], Hashable] = _id_of,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.has_ticks = has_ticks
        self.is_long = is_long
        self.identity = identity
        self.identities: Sequence[Hashable] = ()
        self.sorting: tuple[Column[T], bool] | None = None  # by what, and whether it falls
        self._given: list[T] = []
        self._rows: list[T | None] = []  # None until it has been read
        self._read: tuple[T, ...] | None = None  # those of them that have been, once asked for
        self._asked: dict[Hashable, int] = {}  # where the rows stand that have been asked for
        self._cells: dict[tuple[int, int], Cell] = {}
        self._ticks: set[Hashable] = set()

    def show(self, rows: Sequence[T]) -> None:
        self._given = list(rows)
        ordered = self._in_order(self._given)
        self._replace([self.identity(row) for row in ordered], list(ordered))

    def show_long(self, identities: Sequence[Hashable], read: Mapping[int, T]) -> None:
        """Show a long list in this order; some of its lines have been read already."""
        rows: list[T | None] = [None] * len(identities)
        for place, row in read.items():
            rows[place] = row
        self._replace(identities, rows)

    def prepare(self, view: range, ahead: range) -> None:
        """Ask for what has not been read: first the lines in view, then those coming next."""
        if self._asked:
            return
        for lines, most in ((view, len(view)), (ahead, PAGE)):
            gaps = [place for place in lines if self.is_unread(place)][:most]
            if gaps:
                self._asked = {self.identities[place]: place for place in gaps}
                self.unread.emit(tuple(self._asked))
                return

    def take(self, rows: Iterable[T]) -> None:
        """Put rows that have been asked for where they stand; any other is out of date."""
        asked, self._asked = self._asked, {}
        read = {asked[name]: row for row in rows if (name := self.identity(row)) in asked}
        for place, row in read.items():
            self._rows[place] = row
        self._read = None
        if read:
            end = self.index(max(read), self.columnCount() - 1)
            self.dataChanged.emit(self.index(min(read), 0), end)
        self.arrived.emit()

    def is_unread(self, place: int) -> bool:
        return self._rows[place] is None

    def renew(self, rows: Iterable[T], lines: range) -> None:
        """Put rows that tell more in the place of those that stand on these lines."""
        known = {self.identity(row): row for row in rows}
        told = [
            place
            for place in range(len(self._rows))[lines.start : lines.stop]
            if self._rows[place] is not None and self.identities[place] in known
        ]
        self._read = None
        for place in told:
            self._rows[place] = known[self.identities[place]]
            for section in range(self.columnCount()):
                self._cells.pop((place, section), None)
        if told:
            end = self.index(told[-1], self.columnCount() - 1)
            self.dataChanged.emit(self.index(told[0], 0), end)
        self.arrived.emit()

    def row(self, index: Index) -> T:
        """Return a row that has been read, as every row of a short list is."""
        row = self._rows[index.row()]
        if row is None:
            raise LookupError(index.row())
        return row

    def find_row(self, index: Index) -> T | None:
        return self._rows[index.row()] if index.isValid() else None

    @property
    def all(self) -> Sequence[T]:
        """Every row that has been read."""
        if self._read is None:
            self._read = tuple(row for row in self._rows if row is not None)
        return self._read

    def place_of(self, identity: Hashable) -> int | None:
        """Return the line on which the row of this identity stands."""
        try:
            return self.identities.index(identity)
        except ValueError:
            return None

    @property
    def ticked_rows(self) -> list[T]:
        if not self._ticks:
            return []
        return [row for row in self.all if self.identity(row) in self._ticks]

    @property
    def tick_count(self) -> int:
        return len(self._ticks)

    @property
    def tickable_count(self) -> int:
        return len(self._rows)

    def tick(self, rows: Iterable[T], *, is_ticked: bool = True) -> None:
        self.turn([self.identity(row) for row in rows], is_ticked=is_ticked)

    def turn(self, identities: Iterable[Hashable], *, is_ticked: bool) -> None:
        """Tick or untick rows, read or not."""
        names = set(identities)
        self._ticks = self._ticks | names if is_ticked else self._ticks - names
        if self._rows:
            end = self.index(len(self._rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), end)
        self.ticked.emit()

    def column(self, section: int) -> Column[T] | None:
        """Return the column of a section; the ticks have none."""
        place = section - int(self.has_ticks)
        return self.columns[place] if place >= 0 else None

    def is_ticked(self, place: int) -> bool:
        return bool(self._ticks) and self.identities[place] in self._ticks

    def cell(self, place: int, section: int) -> Cell:
        """Return what stands in a column; a row that has not been read shows that it will."""
        key = (place, section)
        if (cell := self._cells.get(key)) is None:
            column = self.columns[section - int(self.has_ticks)]
            row = self._rows[place]
            if row is None:
                return _UNREAD if column.is_subject else _BLANK
            if len(self._cells) > MOST_CELLS:
                self._cells.clear()
            cell = self._cells[key] = _cell(column, row)
        return cell

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns) + int(self.has_ticks)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _TICKS if self.has_ticks and index.column() == 0 else _WORDS

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role not in _ANSWERED or not index.isValid():
            return None
        column, row = self.column(index.column()), self._rows[index.row()]
        if column is None:
            return self._tick_data(index.row(), role)
        if role == Role.ToolTipRole and column.tip and row is not None:
            return column.tip(row)
        if role == Role.TextAlignmentRole:
            return _FLAGS[column.align]
        part = _PARTS.get(role)
        return getattr(self.cell(index.row(), index.column()), part) if part else None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or self.column(index.column()) is not None:
            return False
        is_ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        self.turn([self.identities[index.row()]], is_ticked=is_ticked)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.column(section)
        if role == Role.TextAlignmentRole:
            return _FLAGS[column.align if column else "centre"]
        if role not in {Role.DisplayRole, Role.AccessibleTextRole}:
            return None
        of_ticks = "" if role == Role.DisplayRole else "Chọn"
        return column.title if column else of_ticks

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a section; section -1 returns to the order the rows came in."""
        chosen = self.column(column) if column >= 0 else None
        before = self.sorting
        self.sorting = (chosen, order == Qt.SortOrder.DescendingOrder) if chosen else None
        if self.is_long:
            if self.sorting != before:
                self.turned.emit()
            return
        self.layoutAboutToBeChanged.emit()
        held = [(index, self.row(index)) for index in self.persistentIndexList()]
        rows = self._in_order(self._given)
        self._rows, self.identities = list(rows), [self.identity(row) for row in rows]
        self._read = None
        self._cells.clear()
        place = {id(row): number for number, row in enumerate(rows)}
        for index, row in held:
            self.changePersistentIndex(index, self.index(place[id(row)], index.column()))
        self.layoutChanged.emit()

    def _replace(self, identities: Sequence[Hashable], rows: list[T | None]) -> None:
        self.beginResetModel()
        self.identities, self._rows, self._read = identities, rows, None
        self._asked = {}
        self._cells.clear()
        kept = self._ticks.intersection(identities) if self._ticks else self._ticks
        is_changed, self._ticks = len(kept) != len(self._ticks), kept
        self.endResetModel()
        if is_changed:
            self.ticked.emit()

    def _tick_data(self, place: int, role: int) -> Any:
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if self.is_ticked(place) else Qt.CheckState.Unchecked
        told = "Đã chọn" if self.is_ticked(place) else "Chưa chọn"
        return told if role == Role.AccessibleTextRole else None

    def _in_order(self, rows: Sequence[T]) -> Sequence[T]:
        if self.sorting is None:
            return rows
        column, is_falling = self.sorting
        return sorted(rows, key=column.order or column.text, reverse=is_falling)


def _cell(column: Column[T], row: T) -> Cell:
    return Cell(
        column.text(row) or "",
        column.sign(row) if column.sign else None,
        column.tint(row) if column.tint else None,
        bool(column.strong and column.strong(row)),
        bool(column.struck and column.struck(row)),
        column.is_subject,
        column.align,
    )
