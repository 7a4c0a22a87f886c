"""Rows copied in Excel, taken as if they were the only sheet of a workbook."""

from __future__ import annotations

import csv
from hashlib import sha256
from io import StringIO

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.tables.grid import head_count
from rehabdesk.domain.tables.sheet import Sheet, Workbook
from rehabdesk.domain.tables.table import TableChoice

NAME, SHEET = "Dòng dán từ Excel", "Dòng vừa dán"
KIND = "pasted"
MOST = 5_000  # rows; more is a file
_ENOUGH_HEADS = 2
_SEARCHED = 5  # rows, for heads


class NothingPasted(Refusal):
    def __init__(self) -> None:
        super().__init__("Chưa có dòng nào để dán. Chép các dòng trong Excel rồi dán lại.")


class TooMuchPasted(Refusal):
    def __init__(self, count: int) -> None:
        super().__init__(
            f"Dán {count} dòng là quá nhiều, mỗi lần không quá {MOST} dòng. "
            "Lưu thành tệp Excel rồi nhập tệp đó."
        )


def is_rows(text: str) -> bool:
    """Tell whether a copied text is rows of a sheet, not a word or a number on its own."""
    return "\t" in text


def pasted_workbook(text: str) -> Workbook:
    """Read what Excel puts on the clipboard; every cell stays the text it is."""
    found = [row for row in _rows(text.replace("\r\n", "\n")) if any(map(str.strip, row))]
    if not found:
        raise NothingPasted
    if len(found) > MOST:
        raise TooMuchPasted(len(found))
    width = max(map(len, found))
    rows = tuple(
        tuple(cell if cell.strip() else None for cell in (*row, *[""] * (width - len(row))))
        for row in found
    )
    return Workbook(NAME, KIND, sha256(text.encode()).hexdigest(), (Sheet(SHEET, rows),))


def _rows(text: str) -> list[list[str]]:
    """Read; where quotes do not close, they are signs like any other."""
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return [line.split("\t") for line in text.split("\n")]


def first_choice(sheet: Sheet) -> TableChoice:
    """Take rows copied without their heads for a table that has none."""
    has_heads = any(head_count(row) >= _ENOUGH_HEADS for row in sheet.rows[:_SEARCHED])
    return TableChoice() if has_heads else TableChoice(head_row_numbers=(), first_row_number=1)
