"""A sheet as Excel shows it: a merged range has its value wherever it reaches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice, pairwise

from rehabdesk.domain.legacy_letters import Encoding, detect
from rehabdesk.domain.tables.heads import looks_like_head
from rehabdesk.domain.tables.sheet import Cell, Sheet, Span
from rehabdesk.domain.tables.table import is_blank

REMARK_HEADS = ("Kết quả nhập", "Phần mềm nhắc")  # of the two columns a check writes beside
_ENOUGH_TEXTS = 500
_NUMBERING_CELLS = 3
_MOST_COLUMNS_NUMBERED = 60
_NOWHERE: frozenset[int] = frozenset()


class Grid:
    def __init__(self, sheet: Sheet) -> None:
        self.rows = sheet.rows
        self.spans = sheet.spans
        self.width = max((len(row) for row in sheet.rows), default=0)
        self._spans_in_row: dict[int, list[Span]] = defaultdict(list)
        for span in sheet.spans:
            for row in range(span.first_row, min(span.last_row, len(sheet.rows) - 1) + 1):
                self._spans_in_row[row].append(span)

    @cached_property
    def letters(self) -> Encoding:
        """Say in which letters most of the sheet is typed."""
        texts = (cell for row in self.rows for cell in row if isinstance(cell, str))
        return detect(
            islice((text for text in texts if not text.isascii()), _ENOUGH_TEXTS)
        ).encoding

    def spans_of(self, row: int) -> Sequence[Span]:
        return self._spans_in_row.get(row, ())

    def cell(self, row: int, column: int) -> Cell:
        """Return what is shown in a cell."""
        for span in self.spans_of(row):
            if span.first_column <= column <= span.last_column:
                return self._raw(span.first_row, span.first_column)
        return self._raw(row, column)

    def filled(self, row: int) -> tuple[tuple[Cell, ...], frozenset[int]]:
        """Return a row of data, what is merged downwards put into it, and where that was."""
        spans = self._spans_in_row.get(row)
        if not spans:
            return tuple(self.rows[row]), _NOWHERE
        cells = list(self.rows[row])
        taken = set()
        for span in spans:
            column = span.first_column
            if span.first_row < row and column < len(cells) and is_blank(cells[column]):
                cells[column] = self._raw(span.first_row, column)
                if not is_blank(cells[column]):
                    taken.add(column)
        return tuple(cells), frozenset(taken)

    def reach(self, row: int, column: int) -> int:
        """Say over how many columns the cell is merged."""
        for span in self.spans_of(row):
            if span.first_row == row and span.first_column == column:
                return span.last_column - span.first_column + 1
        return 1

    def _raw(self, row: int, column: int) -> Cell:
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None


def without_remarks(sheet: Sheet) -> Sheet:
    """Empty the columns an earlier check wrote: what they say of a row would make it another."""
    result, reminder = REMARK_HEADS
    head = next((row for row in sheet.rows if result in row and reminder in row), None)
    if head is None:
        return sheet
    told = {head.index(result), head.index(reminder)}
    rows = tuple(
        tuple(None if column in told else cell for column, cell in enumerate(row))
        for row in sheet.rows
    )
    return replace(sheet, rows=rows)


def filled_cells(cells: Sequence[Cell]) -> list[tuple[int, Cell]]:
    return [
        (column, cell)
        for column, cell in enumerate(cells)
        if cell is not None and not (isinstance(cell, str) and is_blank(cell))
    ]


def head_count(cells: Sequence[Cell]) -> int:
    return sum(isinstance(cell, str) and looks_like_head(cell) for cell in cells)


def is_numbering(cells: Sequence[Cell]) -> bool:
    """Recognise the row of column numbers under heads: (1) (2) (3), 1 2 3, A B 1 2."""
    signs = [_sign(cell) for _, cell in filled_cells(cells)]
    numbers = [int(sign) for sign in signs if sign.isdecimal()]
    letters = [sign for sign in signs if len(sign) == 1 and sign.isalpha()]
    if len(numbers) + len(letters) != len(signs) or len(signs) < _NUMBERING_CELLS:
        return False
    if numbers and numbers[-1] > _MOST_COLUMNS_NUMBERED:
        return False
    in_order = all(one < other for one, other in pairwise(numbers))
    return bool(numbers) and in_order and numbers[0] <= _NUMBERING_CELLS


def holds_data(cell: Cell) -> bool:
    """Tell whether a cell holds a value no head would: a number, a day, many digits."""
    if isinstance(cell, str):
        return sum(sign.isdigit() for sign in cell) >= 4  # noqa: PLR2004
    return not is_blank(cell)


def _sign(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip().strip("()[]").strip().lower()
