"""A plain list to be corrected in Excel and brought back: codes in front, originals hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.styles.fonts import Font
from openpyxl.styles.protection import Protection
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rehabdesk.documents.lists.quiet_saving import put, saved

_TITLE = "Danh sách để sửa"
_GREY = Font(color="FF6B7280")
_WIDEST, _NARROWEST = 42, 9


@dataclass(frozen=True, slots=True)
class Correctable:
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    hidden_name: str
    hidden: Sequence[tuple[str, str]]
    hamlets: Sequence[str]


def write_correctable(content: Correctable) -> bytes:
    """Return the workbook; every cell is text, so that Excel takes no zero and turns no date."""
    book = Workbook()
    page = book.active
    page.title = _TITLE
    _fill(page, content)
    hidden = book.create_sheet(content.hidden_name)
    hidden.sheet_state = "hidden"
    for row, (code, told) in enumerate(content.hidden, start=1):
        put(hidden.cell(row, 1), code)
        put(hidden.cell(row, 2), told)
    return saved(book)


def _fill(page: Worksheet, content: Correctable) -> None:
    for column, head in enumerate(content.heads, start=1):
        cell = page.cell(1, column)
        put(cell, head)
        cell.font = Font(bold=True)
        texts = [head, *(row[column - 1] for row in content.rows)]
        width = max(len(line) for text in texts for line in (text.splitlines() or [""]))
        wide = min(max(width + 2, _NARROWEST), _WIDEST)
        page.column_dimensions[get_column_letter(column)].width = wide
    for number, row in enumerate(content.rows, start=2):
        for column, text in enumerate(row, start=1):
            cell = page.cell(number, column)
            put(cell, text)
            cell.number_format = "@"
            if column == 1:
                cell.font = _GREY
                cell.protection = Protection(locked=True)
    page.freeze_panes = "C2"
