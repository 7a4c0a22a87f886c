"""The sheet as Qt asks for it: words of every cell for the eye and for who has it read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from rehabdesk.domain.teamwork.month_cells import Counted
from rehabdesk.services.month_grid.sheet import Column, MonthSheet, Place, Value
from rehabdesk.ui.kit.rows import NOWHERE, Index, Role
from rehabdesk.ui.team.grid.sheet.hand import PRESENT, Computed, SheetColumn, SheetInHand, SheetRow

FROZEN = 3  # name, role, hamlet
NAMED = ("Đội viên", "Vai trò", "Thôn")
NOT_THERE, NONE = "·", "–"
_HEADS = {
    PRESENT: ("Số buổi", "có mặt"),
    Counted.VISITS: ("Thăm", "người"),
    Counted.TALKS: ("Tuyên", "truyền"),
    Counted.PATROLS: ("Tuần", "tra"),
    Counted.TIPS: ("Tin báo",),
    Counted.HOURS: ("Số giờ",),
}
_WORDS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren


class Head(NamedTuple):
    """The words over a column; of a session the day is strong and the kind is not."""

    lines: tuple[str, ...]
    is_session: bool
    is_frozen: bool


class GridCell(NamedTuple):
    """What is painted in a place."""

    words: str
    is_tick: bool = False
    is_strong: bool = False
    tint: str = "text"
    is_tinted: bool = False  # a session of today or to come
    is_closed: bool = False
    is_unsaved: bool = False
    is_conflict: bool = False
    is_centred: bool = False
    is_number: bool = False


class GridModel(QAbstractTableModel):
    edited = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hand: SheetInHand | None = None

    def show(self, hand: SheetInHand) -> None:
        self.beginResetModel()
        self.hand = hand
        self.endResetModel()
        self.edited.emit()

    def refresh(self) -> None:
        """Show again what stands in the cells; rows and columns are the same."""
        if self.hand is not None and self.hand.rows:
            corner = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), corner)
        self.edited.emit()

    def put(self, values: Mapping[Place, Value], *, goes_on: bool = False) -> bool:
        if self.hand is None or not self.hand.put(values, goes_on=goes_on):
            return False
        self.refresh()
        return True

    def row(self, place: int) -> SheetRow:
        return self._hand().rows[place]

    def column(self, section: int) -> SheetColumn | None:
        """Return what a section is of; the frozen ones say who it is."""
        return self._hand().columns[section - FROZEN] if section >= FROZEN else None

    def section(self, column: SheetColumn) -> int:
        return self._hand().columns.index(column) + FROZEN

    def typed_sections(self) -> list[int]:
        if self.hand is None:
            return []
        pairs = enumerate(self.hand.columns, FROZEN)
        return [section for section, column in pairs if not isinstance(column, Computed)]

    def places(self, indexes: Iterable[QModelIndex]) -> list[tuple[SheetRow, Column]]:
        """Return the cells that can be typed into among these."""
        found: list[tuple[SheetRow, Column]] = []
        for index in indexes:
            row, column = self.row(index.row()), self.column(index.column())
            if column is None or isinstance(column, Computed):
                continue
            if self._hand().is_open(row, column):
                found.append((row, column))
        return found

    def head(self, section: int) -> Head:
        if section < FROZEN:
            return Head((NAMED[section],), is_session=False, is_frozen=True)
        column = self._hand().columns[section - FROZEN]
        session = self._hand().session(column)
        if session is not None:
            return Head((f"{session.on:%d/%m}", session.short_name), True, False)  # noqa: FBT003
        return Head(_HEADS[column], is_session=False, is_frozen=False)  # type: ignore[index]

    def is_to_come(self, section: int) -> bool:
        column = self.column(section)
        session = self._hand().session(column) if column is not None else None
        return session is not None and session.on >= self._hand().sheet.today

    def total_words(self, section: int) -> str:
        column = self.column(section)
        return "" if column is None else str(self._hand().total(column))

    def cell(self, place: int, section: int) -> GridCell:
        row = self.row(place)
        column = self.column(section)
        if column is None:
            words = (row.name, row.role, row.hamlet)[section]
            return GridCell(words, tint="text" if section == 0 else "text.secondary")
        hand = self._hand()
        if isinstance(column, Computed):
            return GridCell(str(hand.amount(row, column)), is_strong=True, is_number=True)
        spot = (row.subject, column)
        marks = {
            "is_unsaved": hand.is_unsaved(spot),
            "is_conflict": spot in hand.conflicts,
            "is_closed": not hand.is_open(row, column),
        }
        if not isinstance(column, Counted):
            is_there = bool(hand.value(spot))
            closed = marks["is_closed"]
            return GridCell(
                "" if closed else NOT_THERE,
                is_tick=is_there,
                tint="text.tertiary",
                is_tinted=self.is_to_come(section),
                is_centred=True,
                **marks,
            )
        return self._counted(row, column, marks)

    def _counted(self, row: SheetRow, column: Counted, marks: dict[str, bool]) -> GridCell:
        value = self._hand().value((row.subject, column))
        if value is not None:
            tint = "text" if value else "text.tertiary"
            return GridCell(str(value) if value else NONE, tint=tint, is_number=True, **marks)
        count = self._hand().proposed(row.subject, column)
        words = "" if marks["is_closed"] else str(count) if count else NONE
        return GridCell(words, tint="text.tertiary", is_number=True, **marks)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self.hand is None else len(self.hand.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        if parent.isValid() or self.hand is None:
            return 0
        return FROZEN + len(self.hand.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        is_typed = not isinstance(self.column(index.column()), Computed | None)
        return _WORDS | Qt.ItemFlag.ItemIsSelectable if is_typed else _WORDS

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Role.DisplayRole:
            cell = self.cell(index.row(), index.column())
            return "x" if cell.is_tick else cell.words
        if role in {Role.AccessibleTextRole, Role.ToolTipRole}:
            told = self._told(index)
            return told or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or self.hand is None:
            return None
        if role == Role.ToolTipRole and section >= FROZEN:
            return self._told_head(section)
        if role in {Role.DisplayRole, Role.AccessibleTextRole}:
            return " ".join(self.head(section).lines)
        return None

    def _told(self, index: Index) -> str:
        """Say a cell in words: whose, of what, and what stands there."""
        row, column = self.row(index.row()), self.column(index.column())
        cell = self.cell(index.row(), index.column())
        if column is None:
            return cell.words
        where = f"{row.name}, {' '.join(self.head(index.column()).lines)}"
        if cell.is_closed:
            return f"{where}: không ở trong Đội" if row.member else f"{where}: không đếm"
        if cell.is_conflict:
            return f"{where}: máy khác vừa ghi khác, lưu thì ghi số đang thấy"
        if isinstance(column, Counted) and cell.tint == "text.tertiary" and cell.words != NONE:
            return f"{where}: {cell.words}, máy đếm từ những gì đã ghi; gõ số để ghi khác"
        if not isinstance(column, Computed | Counted):
            return f"{where}: {'có mặt' if cell.is_tick else 'không có mặt'}"
        return f"{where}: {cell.words}"

    def _told_head(self, section: int) -> str:
        column = self.column(section)
        session = self._hand().session(column) if column is not None else None
        if session is None:
            return " ".join(self.head(section).lines)
        minutes = f"{session.minutes} phút" if session.minutes else ""
        parts = (
            f"{session.name} ngày {session.on:%d/%m/%Y}",
            session.place,
            minutes,
            session.words,
        )
        return " · ".join(part for part in parts if part)

    def _hand(self) -> SheetInHand:
        if self.hand is None:
            raise LookupError("no month has been read yet")
        return self.hand

    @property
    def sheet(self) -> MonthSheet:
        return self._hand().sheet
