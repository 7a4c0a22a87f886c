"""Rows of a table on the paper: told in a line, edited in a dialog wide enough for the columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rehabdesk.domain.forms.filling import CELLS
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.inputs.sheet import CellRows, SheetInput
from rehabdesk.ui.kit.style import Style

_HEIGHT = 300


class TableInput(QWidget):
    """How many rows there are, and the way to them."""

    changed = Signal()

    def __init__(self, label: str, columns: Sequence[str], said: str) -> None:
        super().__init__()
        self._label = label
        self._columns = tuple(columns)
        self._rows: CellRows = []
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

    def _take(self, rows: CellRows) -> None:
        self._rows = rows
        self._tell_rows()
        self.changed.emit()

    def _tell_rows(self) -> None:
        count = len(self._rows)
        self._words.setText(f"{count} dòng" if count else "chưa có dòng nào, in dòng trống")


class TableDialog(FormDialog):
    """A small sheet: Enter goes on, rows come from Excel by Ctrl+V, empty rows are left out."""

    edited = Signal(object)

    def __init__(self, label: str, columns: Sequence[str], rows: CellRows, parent: QWidget) -> None:
        super().__init__(label, "Lấy &bảng này", parent, WIDTHS[3])
        self.table = SheetInput(label, columns, rows)
        self.table.setMinimumHeight(Style.current.length(_HEIGHT))
        self.add_button = KeyButton("Thêm dòn&g", "Ctrl+N", "add", is_small=True)
        self.remove_button = KeyButton("Bỏ &dòng này", is_small=True)
        self.add_button.clicked.connect(self.add_row_below)
        self.remove_button.clicked.connect(self.remove_row)
        self.form.add_widget(self.table)
        self.add_fact(self.add_button)
        self.add_fact(self.remove_button)
        self.set_fact("Dán được từ Excel: Ctrl+V")
        self.table.setFocus()

    @property
    def rows(self) -> CellRows:
        return self.table.rows

    def submit(self) -> None:
        self.edited.emit(self.rows)
        self.accept()

    def add_row_below(self) -> None:
        self.table.add_row_below()

    def remove_row(self) -> None:
        self.table.remove_row()

    def paste(self) -> None:
        self.table.paste()
