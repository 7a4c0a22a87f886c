"""Finding the table on a sheet: heads wherever they stand, the rows, and what is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.grid import Grid, filled_cells, without_remarks
from rehabdesk.domain.tables.head_rows import column_heads, locate_heads, refuse_side_by_side
from rehabdesk.domain.tables.heads import head_meaning, is_name_head, is_serial_head, readings
from rehabdesk.domain.tables.row_kinds import (
    Surroundings,
    group_words,
    is_empty,
    is_foot,
    is_other_head,
    is_place,
    is_plainly_listed,
    is_repeated_head,
    is_strong,
    is_total,
    row_text,
)
from rehabdesk.domain.tables.sheet import Sheet
from rehabdesk.domain.tables.table import (
    HEAD_JOINT,
    ChoiceImpossible,
    LeftOut,
    LeftOutKind,
    NothingBelow,
    Table,
    TableChoice,
    TableColumn,
    TableRow,
    is_blank,
)

_AS_FOUND = TableChoice()


def find_table(sheet: Sheet, choice: TableChoice = _AS_FOUND) -> Table:
    """Find the table; what the clerk chose is taken as said, everything else is looked for."""
    grid = Grid(without_remarks(sheet))
    head_rows = _head_rows(grid, choice)
    first, last = _bounds(grid, head_rows, choice)
    heads = column_heads(grid, head_rows)
    columns = _columns(grid, heads, first, last)
    around = _surroundings(grid, head_rows, columns)
    walk = _Walk(grid, around, frozenset(number - 1 for number in choice.kept_row_numbers))
    for row in range(first, last + 1):
        walk.take(row)
    return Table(
        sheet.name,
        tuple(row + 1 for row in head_rows),
        first + 1,
        last + 1,
        columns,
        tuple(walk.rows),
        tuple(walk.left_out),
        tuple(sorted(sheet.fonts.items())),
    )


class _Walk:
    """Goes down the rows and knows what came before: the group, the foot, another table."""

    def __init__(self, grid: Grid, around: Surroundings, kept: frozenset[int]) -> None:
        self._grid = grid
        self._around = around
        self._kept = kept
        self._group = ""
        self._is_below = False
        self._other_from = 0
        self.rows: list[TableRow] = []
        self.left_out: list[LeftOut] = []

    def take(self, row: int) -> None:
        out = None if row in self._kept else self._left_out(row)
        if out is not None:
            self.left_out.append(out)
            return
        cells, filled = self._grid.filled(row)
        self.rows.append(TableRow(row + 1, cells, self._group, filled))

    def _out(self, row: int, kind: LeftOutKind, reason: str) -> LeftOut:
        text = row_text(self._grid.rows[row], self._grid.letters)
        return LeftOut(row + 1, kind, reason, text)

    def _left_out(self, row: int) -> LeftOut | None:
        is_within = not (self._is_below or self._other_from)
        if is_within and is_plainly_listed(self._grid.rows[row], self._around):
            return None
        cells, _ = self._grid.filled(row)
        if is_empty(self._grid.rows[row], self._around):
            return self._out(row, LeftOutKind.EMPTY, "Dòng trống.")
        if is_repeated_head(cells, self._around):
            self._is_below, self._other_from = False, 0
            return self._out(row, LeftOutKind.HEAD, "Dòng tiêu đề lặp lại.")
        return self._of_another(row) or self._below(row) or self._within(row)

    def _of_another(self, row: int) -> LeftOut | None:
        cells = self._grid.rows[row]
        if is_other_head(cells) and not self._other_from:
            self._other_from = row + 1
        if not self._other_from:
            return None
        reason = (
            f"Thuộc bảng khác, tiêu đề ở dòng {self._other_from}. "
            "Nhập bảng đó riêng: chọn lại tệp rồi gõ số dòng tiêu đề này."
        )
        return self._out(row, LeftOutKind.OTHER_TABLE, reason)

    def _below(self, row: int) -> LeftOut | None:
        cells = self._grid.rows[row]
        if self._is_below and is_strong(cells, self._around):
            self._is_below = False
        elif is_foot(cells, self._around) and not is_strong(cells, self._around):
            self._is_below = True
        if not self._is_below:
            return None
        return self._out(row, LeftOutKind.FOOT, "Dòng ký tên, nơi nhận dưới bảng.")

    def _within(self, row: int) -> LeftOut | None:
        cells = self._grid.rows[row]
        if is_total(cells, self._around):
            return self._out(row, LeftOutKind.TOTAL, "Dòng cộng, bỏ qua.")
        group = group_words(self._grid, row, self._around)
        if not group:
            return None
        self._group = group
        reason = "Dòng nhóm, các dòng dưới thuộc nhóm này."
        if is_place(group):
            reason = "Dòng nhóm, các dòng dưới lấy thôn, tổ ghi ở đây."
        return self._out(row, LeftOutKind.GROUP, reason)


def _head_rows(grid: Grid, choice: TableChoice) -> tuple[int, ...]:
    if choice.head_row_numbers is not None:
        rows = tuple(sorted(number - 1 for number in choice.head_row_numbers))
        if any(not 0 <= row < len(grid.rows) for row in rows):
            raise ChoiceImpossible(
                f"Trang này chỉ có {len(grid.rows)} dòng. Gõ lại số dòng tiêu đề."
            )
        return rows
    rows = locate_heads(grid)
    refuse_side_by_side(grid, rows)
    return rows


def _bounds(grid: Grid, head_rows: Sequence[int], choice: TableChoice) -> tuple[int, int]:
    below = head_rows[-1] + 1 if head_rows else 0
    first = below if choice.first_row_number is None else choice.first_row_number - 1
    upwards = reversed(range(len(grid.rows)))
    last = next((row for row in upwards if filled_cells(grid.rows[row])), -1)
    if choice.last_row_number is not None:
        last = min(choice.last_row_number - 1, len(grid.rows) - 1)
    if first < below:
        raise ChoiceImpossible(
            f"Dòng đầu ({first + 1}) phải ở dưới dòng tiêu đề ({below}). Gõ lại số dòng."
        )
    if last < first and choice != _AS_FOUND:
        raise ChoiceImpossible(
            f"Từ dòng {first + 1} đến dòng {last + 1} không có gì để nhập. Gõ lại số dòng."
        )
    if last < first:
        raise NothingBelow(below)
    return first, last


def _columns(grid: Grid, heads: Sequence[str], first: int, last: int) -> tuple[TableColumn, ...]:
    rows = grid.rows[first : last + 1]
    return tuple(
        TableColumn(column, head)
        for column, head in enumerate(heads)
        if head or any(column < len(row) and not is_blank(row[column]) for row in rows)
    )


def _surroundings(
    grid: Grid, head_rows: Sequence[int], columns: Sequence[TableColumn]
) -> Surroundings:
    cells = [cell for row in head_rows for _, cell in filled_cells(grid.rows[row])]
    texts = {" ".join(str(cell).split()) for cell in cells}
    serial = next((each.column for each in columns if _last_is(each, is_serial_head)), None)
    return Surroundings(
        frozenset(texts), frozenset(each.column for each in columns), serial, _name_column(columns)
    )


def _last_is(column: TableColumn, asks: Callable[[str], bool]) -> bool:
    return any(asks(part) for part in column.head.split(HEAD_JOINT))


def _name_column(columns: Sequence[TableColumn]) -> int | None:
    named = [each.column for each in columns if _last_is(each, is_name_head)]
    wide = {ImportField.FULL_NAME, ImportField.FAMILY_NAME}
    meant = (
        each.column
        for each in columns
        if any(head_meaning(text).field in wide for text in readings(each.head))
    )
    return named[0] if named else next(meant, None)
