"""The rows and cells of a report, as a table asks for them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from rehabdesk.domain.reports.grid import GridColumn, GridRow, ReportGrid
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.services.reports.reading import COUNTED
from rehabdesk.ui.kit.rows import NOWHERE, Index, Role

NUMBER, NAME = 0, 1
FIRST = 2  # column of figures


class GridModel(QAbstractTableModel):
    """Shows a grid; each cell knows its row and its column."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.grid: ReportGrid | None = None

    def show(self, grid: ReportGrid) -> None:
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        return self.grid.columns if self.grid is not None else ()

    def row(self, place: int) -> GridRow:
        if self.grid is None:
            raise LookupError(place)
        return self.grid.rows[place]

    def role_of(self, section: int) -> ColumnRole | None:
        place = section - FIRST
        return self.columns[place].role if 0 <= place < len(self.columns) else None

    def words(self, index: Index) -> str:
        row, role = self.row(index.row()), self.role_of(index.column())
        if role is not None:
            return row.words.get(role, "")
        return row.number if index.column() == NUMBER and not row.is_heading else row.name

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self.grid is None else len(self.grid.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self.grid is None else FIRST + len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.row(index.row()).is_heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Role.DisplayRole:
            return self.words(index)
        if role == Role.AccessibleTextRole:
            return self._spoken(index)
        if role == Role.ToolTipRole:
            return self._tip(index)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role not in {Role.DisplayRole, Role.AccessibleTextRole}:
            return None
        if section < FIRST:
            return ("STT", "Nội dung")[section]
        column = self.columns[section - FIRST]
        return column.title if not column.group else f"{column.group}: {column.title}"

    def _spoken(self, index: Index) -> str:
        row, role = self.row(index.row()), self.role_of(index.column())
        if role is None:
            return self.words(index)
        column = self.columns[index.column() - FIRST]
        words = row.words.get(role, "") or "không có số"
        return f"{row.name}, {column.title}: {words} {row.unit if role in COUNTED else ''}".strip()

    def _tip(self, index: Index) -> str:
        row, role = self.row(index.row()), self.role_of(index.column())
        if row.is_heading:
            return ""
        if role in COUNTED:
            told = "Bấm hoặc Enter: xem những người đứng sau"
            known = role in row.values
            return told if known else "Chưa có số. Xem cách có số này ở ⋯ Cách tính dòng này"
        parts = (row.name, f"Đơn vị: {row.unit}" if row.unit else "", row.remark)
        return "\n".join(part for part in parts if part)
