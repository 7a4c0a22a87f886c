"""A small sheet to type rows in: Enter goes on, rows come from Excel, empty ones are left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from rehabdesk.domain.text import clean, fold
from rehabdesk.ui.kit.style import Style

CellRows = list[list[str]]
_ORDINALS = {"STT", "TT"}
_NARROW = 56
_ORDINAL = re.compile(r"\d{1,3}\.?")


class SheetInput(QTableWidget):
    """Its first column is left out where it only numbers the rows; they are numbered anew."""

    edited = Signal()

    def __init__(
        self,
        label: str,
        columns: Sequence[str],
        rows: CellRows,
        widths: Mapping[int, int] | None = None,
    ) -> None:
        self._is_numbered = bool(columns) and columns[0] in _ORDINALS
        self._heads = list(columns[1:] if self._is_numbered else columns)
        super().__init__(0, len(self._heads))
        self.setHorizontalHeaderLabels(self._heads)
        self.setAccessibleName(label)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(Style.current.length(_NARROW))
        for at, width in (widths or {}).items():  # the others share what room is left
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(at, Style.current.length(width))
        self.show_rows(rows)
        self.itemChanged.connect(lambda _: self.edited.emit())

    @property
    def rows(self) -> CellRows:
        """The rows with anything in them."""
        places = range(self.rowCount())
        said = [[self._cell(row, at) for at in range(len(self._heads))] for row in places]
        filled = [cells for cells in said if any(cells)]
        if not self._is_numbered:
            return filled
        return [[str(number), *cells] for number, cells in enumerate(filled, 1)]

    def show_rows(self, rows: CellRows) -> None:
        self.setRowCount(0)
        for cells in rows:
            self._append(cells[1:] if self._is_numbered else cells)
        if not rows:
            self._append([])
        self.setCurrentCell(0, 0)

    def add_row_below(self) -> None:
        at = self.currentRow() + 1
        self._insert(at, [])
        self.setCurrentCell(at, 0)
        self.setFocus()

    def remove_row(self) -> None:
        if (at := self.currentRow()) >= 0:
            self.removeRow(at)
            self.edited.emit()
        if not self.rowCount():
            self._append([])

    def paste(self) -> None:
        """Put rows copied elsewhere from the current cell on; the table grows with them."""
        text = QGuiApplication.clipboard().text().rstrip("\n")
        copied = [[clean(cell) for cell in line.split("\t")] for line in text.splitlines()]
        top, left = max(0, self.currentRow()), max(0, self.currentColumn())
        if self._is_numbered and left == 0:
            copied = _without_numbers(copied)
        if copied and left == 0 and fold(copied[0][0]) == fold(self._heads[0]):
            copied = copied[1:]
        for down, cells in enumerate(copied):
            if top + down == self.rowCount():
                self._append([])
            for across, cell in enumerate(cells[: len(self._heads) - left]):
                self.setItem(top + down, left + across, QTableWidgetItem(cell))

    def _cell(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return clean(item.text()) if item is not None else ""

    def _append(self, cells: Sequence[str]) -> None:
        self._insert(self.rowCount(), cells)

    def _insert(self, at: int, cells: Sequence[str]) -> None:
        self.insertRow(at)
        for column in range(len(self._heads)):
            text = cells[column] if column < len(cells) else ""
            self.setItem(at, column, QTableWidgetItem(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == (
            Qt.KeyboardModifier.NoModifier
        )
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif is_plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        """Go to the next cell, and from the last one to a new row."""
        row, column = self.currentRow(), self.currentColumn() + 1
        if column == len(self._heads):
            row, column = row + 1, 0
        if row == self.rowCount():
            self._append([])
        self.setCurrentCell(row, column)


def _without_numbers(copied: CellRows) -> CellRows:
    """Leave out a first column that only numbers the rows, as the lists of an office have it."""
    firsts = [cells[0] for cells in copied if any(cells)]
    heads = firsts[:1] if firsts and firsts[0].upper() in _ORDINALS else []
    numbers = firsts[len(heads) :]
    if (heads or numbers) and all(_ORDINAL.fullmatch(each) for each in numbers):
        return [cells[1:] for cells in copied]
    return copied
