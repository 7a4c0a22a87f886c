"""Where the heads of a table stand, and what they say over several rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rehabdesk.domain.tables.grid import (
    Grid,
    filled_cells,
    head_count,
    holds_data,
    is_numbering,
)
from rehabdesk.domain.tables.heads import has_name_head, is_name_head, is_serial_head
from rehabdesk.domain.tables.sheet import Cell
from rehabdesk.domain.tables.table import (
    HEAD_JOINT,
    NoTable,
    TablesSideBySide,
    is_blank,
    letters_range,
)
from rehabdesk.domain.text import fold

_SEARCHED_ROWS = 300
_MOST_HEAD_ROWS = 5
_FEWEST_HEADS = 2
_NAME_WEIGHT = 4
_SHARE_OF_HEADS = 0.4


def locate_heads(grid: Grid) -> tuple[int, ...]:
    """Find the rows of the heads, the row of column numbers among them; from 0."""
    best = _best_row(grid)
    first = last = best
    while first > 0 and best - first < _MOST_HEAD_ROWS and _reaches_up(grid, first):
        first -= 1
    while last + 1 < len(grid.rows) and last - best < _MOST_HEAD_ROWS and _goes_on(grid, last):
        last += 1
    if last + 1 < len(grid.rows) and is_numbering(grid.rows[last + 1]):
        last += 1
    return tuple(range(first, last + 1))


def column_heads(grid: Grid, head_rows: Sequence[int]) -> list[str]:
    """Say the head of every column, joined from above: "Năm sinh › Nam"."""
    shown = [row for row in head_rows if not is_numbering(grid.rows[row])]
    return [_joined(grid, shown, column) for column in range(grid.width)]


def refuse_side_by_side(grid: Grid, head_rows: Sequence[int]) -> None:
    """Refuse two tables beside each other: two serial columns, or a gap between two names."""
    names = _columns_of(grid, head_rows, is_name_head)
    serials = _columns_of(grid, head_rows, is_serial_head)
    if len(names) < _FEWEST_HEADS:
        return
    heads = [column for column, head in enumerate(column_heads(grid, head_rows)) if head]
    gap = [c for c in range(names[0], names[1]) if c not in heads]
    if len(serials) < _FEWEST_HEADS and not gap:
        return
    second = serials[1] if len(serials) >= _FEWEST_HEADS else gap[-1] + 1
    left = [column for column in heads if column < second]
    right = [column for column in heads if column >= second]
    raise TablesSideBySide(letters_range(left), letters_range(right))


def _columns_of(grid: Grid, head_rows: Sequence[int], asks: Callable[[str], bool]) -> list[int]:
    found = set()
    for row in head_rows:
        for column, cell in filled_cells(grid.rows[row]):
            if isinstance(cell, str) and asks(cell):
                found.add(column)
    return sorted(found)


def _best_row(grid: Grid) -> int:
    best, best_score = -1, 0
    for row, cells in enumerate(grid.rows[:_SEARCHED_ROWS]):
        score = _score(cells)
        if score > best_score:
            best, best_score = row, score
    if best < 0:
        raise NoTable
    return best


def _score(cells: Sequence[Cell]) -> int:
    filled = filled_cells(cells)
    if not filled:
        return 0
    heads = head_count(cells)
    has_name = has_name_head(cells)
    if sum(holds_data(cell) for _, cell in filled) > len(filled) * _SHARE_OF_HEADS:
        return 0
    if heads < _FEWEST_HEADS and not has_name:
        return 0
    if heads < len(filled) * _SHARE_OF_HEADS and not has_name:
        return 0
    return heads + _NAME_WEIGHT * has_name


def _reaches_up(grid: Grid, row: int) -> bool:
    """Tell whether the row above belongs to the heads as well."""
    above = grid.rows[row - 1]
    filled = filled_cells(above)
    if not filled or any(holds_data(cell) for _, cell in filled):
        return False
    if any(span.first_row < row <= span.last_row for span in grid.spans_of(row)):
        return True
    heads = head_count(above)
    return heads == len(filled) or (heads >= 1 and heads * 2 >= len(filled) > 1)


def _goes_on(grid: Grid, row: int) -> bool:
    """Tell whether the row below belongs to the heads as well."""
    below = grid.rows[row + 1]
    filled = filled_cells(below)
    if any(span.first_row <= row < span.last_row for span in grid.spans_of(row)):
        return not any(holds_data(cell) for _, cell in filled)
    if not filled or any(holds_data(cell) for _, cell in filled):
        return False
    if any(not isinstance(cell, str) for _, cell in filled):
        return False
    heads = head_count(below)
    return heads == len(filled) and not _repeats(grid, row, below)


def _repeats(grid: Grid, row: int, below: Sequence[Cell]) -> bool:
    above = {fold(str(cell)) for cell in grid.rows[row] if not is_blank(cell)}
    return all(fold(str(cell)) in above for _, cell in filled_cells(below))


def _joined(grid: Grid, rows: Sequence[int], column: int) -> str:
    parts: list[str] = []
    for place, row in enumerate(rows):
        cell = grid.cell(row, column)
        if is_blank(cell):
            cell = _from_the_left(grid, rows[place:], column)
        text = "" if is_blank(cell) else str(cell).strip()
        if text and (not parts or parts[-1] != text):
            parts.append(text)
    return HEAD_JOINT.join(parts)


def _from_the_left(grid: Grid, rows: Sequence[int], column: int) -> Cell:
    """Take the upper head of the columns before, where both have a lower one and none is merged."""
    below = rows[1:]
    for left in range(column, 0, -1):
        if not any(not is_blank(grid.cell(row, left)) for row in below):
            return None
        cell = grid.cell(rows[0], left - 1)
        has_lower = any(not is_blank(grid.rows[row][left - 1]) for row in below)
        if not is_blank(cell):
            return cell if has_lower and not _is_tall(grid, rows[0], left - 1) else None
    return None


def _is_tall(grid: Grid, row: int, column: int) -> bool:
    return any(
        span.first_column <= column <= span.last_column and span.last_row > row
        for span in grid.spans_of(row)
    )
