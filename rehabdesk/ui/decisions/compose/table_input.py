"""Rows of a table on the paper: told in a line, edited in a dialog wide enough for the columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from rehabdesk.domain.forms.filling import CELLS
from rehabdesk.domain.text import clean
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.style import Style

Rows = list[list[str]]
_ORDINALS = {"STT", "TT"}
_HEIGHT = 300
_NARROW = 56


class TableInput(QWidget):
    """How many rows there are, and the way to them."""

    changed = Signal()

    def __init__(self, label: str, columns: Sequence[str], said: str) -> None:
        super().__init__()
        self._label = label
        self._columns = tuple(columns)
        self._rows: Rows = []
        self._words = QLabel()
        self._words.setProperty("role", "secondary")
        self.button = KeyButton("Sửa &bảng…", is_small=True)
        self.button.setAccessibleName(f"Sửa bảng: {label}")
        self.button.clicked.connect(self.edit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.button)
        row.addWidget(self._words, 1)
        self.setFocusProxy(self.button)
        self.said = said

    @property
    def said(self) -> str:
        return "\n".join(CELLS.join(cells) for cells in self._rows)

    @said.setter
    def said(self, words: str) -> None:
        self._rows = [line.split(CELLS) for line in words.split("\n") if line.strip()]
        self._tell_rows()

    def edit(self) -> None:
        dialog = TableDialog(self._label, self._columns, self._rows, self)
        dialog.edited.connect(self._take)
        dialog.open()

    def _take(self, rows: Rows) -> None:
        self._rows = rows
        self._tell_rows()
        self.changed.emit()

    def _tell_rows(self) -> None:
        count = len(self._rows)
        self._words.setText(f"{count} dòng" if count else "chưa có dòng nào, in dòng trống")


class TableDialog(FormDialog):
    """A small sheet: Enter goes on, rows come from Excel by Ctrl+V, empty rows are left out."""

    edited = Signal(object)

    def __init__(self, label: str, columns: Sequence[str], rows: Rows, parent: QWidget) -> None:
        super().__init__(label, "Lấy &bảng này", parent, WIDTHS[3])
        self._is_numbered = bool(columns) and columns[0] in _ORDINALS
        self._heads = list(columns[1:] if self._is_numbered else columns)
        self.table = QTableWidget(0, len(self._heads))
        self.table.setHorizontalHeaderLabels(self._heads)
        self.table.setAccessibleName(label)
        self.table.setMinimumHeight(Style.current.length(_HEIGHT))
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(Style.current.length(_NARROW))
        self.add_button = KeyButton("Thêm dòn&g", "Ctrl+N", "add", is_small=True)
        self.remove_button = KeyButton("Bỏ &dòng này", is_small=True)
        self.add_button.clicked.connect(self.add_row_below)
        self.remove_button.clicked.connect(self.remove_row)
        self.form.add_widget(self.table)
        self.add_fact(self.add_button)
        self.add_fact(self.remove_button)
        self.set_fact("Dán được từ Excel: Ctrl+V")
        for cells in rows:
            self._append(cells[1:] if self._is_numbered else cells)
        if not rows:
            self._append([])
        self.table.installEventFilter(self)
        self.table.setCurrentCell(0, 0)
        self.table.setFocus()

    @property
    def rows(self) -> Rows:
        """The rows with anything in them, numbered anew."""
        said = [[self._cell(row, at) for at in range(len(self._heads))] for row in self._places]
        filled = [cells for cells in said if any(cells)]
        if not self._is_numbered:
            return filled
        return [[str(number), *cells] for number, cells in enumerate(filled, 1)]

    def submit(self) -> None:
        self.edited.emit(self.rows)
        self.accept()

    def add_row_below(self) -> None:
        at = self.table.currentRow() + 1
        self._insert(at, [])
        self.table.setCurrentCell(at, 0)
        self.table.setFocus()

    def remove_row(self) -> None:
        if (at := self.table.currentRow()) >= 0:
            self.table.removeRow(at)
        if not self.table.rowCount():
            self._append([])

    def paste(self) -> None:
        """Put rows copied elsewhere from the current cell on; the table grows with them."""
        text = QGuiApplication.clipboard().text().rstrip("\n")
        top, left = max(0, self.table.currentRow()), max(0, self.table.currentColumn())
        for down, line in enumerate(text.splitlines()):
            if top + down == self.table.rowCount():
                self._append([])
            for across, cell in enumerate(line.split("\t")):
                if left + across < len(self._heads):
                    self.table.setItem(top + down, left + across, QTableWidgetItem(clean(cell)))

    @property
    def _places(self) -> range:
        return range(self.table.rowCount())

    def _cell(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return clean(item.text()) if item is not None else ""

    def _append(self, cells: Sequence[str]) -> None:
        self._insert(self.table.rowCount(), cells)

    def _insert(self, at: int, cells: Sequence[str]) -> None:
        self.table.insertRow(at)
        for column in range(len(self._heads)):
            text = cells[column] if column < len(cells) else ""
            self.table.setItem(at, column, QTableWidgetItem(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            if is_press and event.matches(QKeySequence.StandardKey.Paste):
                self.paste()
                return True
            is_plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == (
                Qt.KeyboardModifier.NoModifier
            )
            if is_press and is_plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._go_on()
                return True
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        """Go to the next cell, and from the last one to a new row."""
        row, column = self.table.currentRow(), self.table.currentColumn() + 1
        if column == len(self._heads):
            row, column = row + 1, 0
        if row == self.table.rowCount():
            self._append([])
        self.table.setCurrentCell(row, column)
