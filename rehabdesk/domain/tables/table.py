"""A table found on a sheet: its heads, its rows, and the rows left out with the reason.

Row numbers are those Excel shows, from 1; columns are counted from 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.tables.sheet import Cell

_ALPHABET = 26
HEAD_JOINT = " › "


class LeftOutKind(Coded):
    EMPTY = "empty", "Dòng trống"
    HEAD = "head", "Dòng tiêu đề lặp lại"
    GROUP = "group", "Dòng nhóm"
    TOTAL = "total", "Dòng cộng"
    FOOT = "foot", "Dòng ký tên, nơi nhận dưới bảng"
    OTHER_TABLE = "other_table", "Dòng của bảng khác phía dưới"


class NoTable(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Không thấy dòng tiêu đề nào (như “Họ và tên”, “Năm sinh”). "
            "Gõ số dòng tiêu đề, hoặc chọn trang khác."
        )


class NothingBelow(Refusal):
    def __init__(self, head_row_number: int) -> None:
        super().__init__(
            f"Dưới dòng tiêu đề ({head_row_number}) không có dòng nào để nhập. Chọn trang khác."
        )


class TablesSideBySide(Refusal):
    def __init__(self, first: str, second: str) -> None:
        super().__init__(
            f"Trang này có hai bảng cạnh nhau: cột {first} và cột {second}. "
            "Tách mỗi bảng ra một trang trong Excel, lưu rồi chọn lại."
        )


class ChoiceImpossible(Refusal):
    """The clerk's own row numbers do not make a table."""


@dataclass(frozen=True, slots=True)
class TableChoice:
    """What the clerk says of the table; what is None is found by the program.

    No head rows at all may be said with an empty tuple. `kept` are rows to read although they
    look like a total, a group or a foot.
    """

    head_row_numbers: tuple[int, ...] | None = None
    first_row_number: int | None = None
    last_row_number: int | None = None
    kept_row_numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class LeftOut:
    row_number: int
    kind: LeftOutKind
    reason: str  # "Dòng nhóm: các dòng dưới thuộc Thôn Bãi"
    text: str  # what stands in the row, for the list of what was left out


@dataclass(frozen=True, slots=True)
class TableColumn:
    column: int
    head: str  # as in the file, joined over several head rows: "Năm sinh › Nam"

    @property
    def letters(self) -> str:
        return column_letters(self.column)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row to read: the cells of the whole sheet row, a merged value in every cell it covers."""

    row_number: int
    cells: tuple[Cell, ...]
    group: str = ""  # the words of the group row above, as in the file
    filled: frozenset[int] = frozenset()  # columns whose value comes from a merged cell above
    typed: frozenset[int] = frozenset()  # columns the clerk has put right, in today's letters

    def with_cell(self, column: int, text: str) -> TableRow:
        cells = (*self.cells[:column], text, *self.cells[column + 1 :])
        typed = self.typed | {column}
        return replace(self, cells=cells, filled=self.filled - {column}, typed=typed)


@dataclass(frozen=True, slots=True)
class Table:
    sheet_name: str
    head_row_numbers: tuple[int, ...]
    first_row_number: int
    last_row_number: int
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    left_out: tuple[LeftOut, ...]
    fonts: tuple[tuple[int, str], ...] = ()

    def texts(self, column: int) -> list[str]:
        """Return the texts of a column, its head first."""
        head = next((each.head for each in self.columns if each.column == column), "")
        below = [row.cells[column] for row in self.rows if column < len(row.cells)]
        return [head, *(cell for cell in below if isinstance(cell, str))]

    def cells(self, column: int, most: int | None = None) -> list[Cell]:
        """Return what stands in a column, without the empty cells; of a long one its beginning."""
        below = (row.cells[column] for row in self.rows if column < len(row.cells))
        return list(islice((cell for cell in below if not is_blank(cell)), most))


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def column_letters(column: int) -> str:
    """Name a column as Excel does: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _ALPHABET)
        letters = chr(ord("A") + rest) + letters
    return letters


def letters_range(columns: Sequence[int]) -> str:
    return f"{column_letters(min(columns))}–{column_letters(max(columns))}"
