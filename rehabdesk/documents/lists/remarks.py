"""A copy of somebody's workbook with two columns of remarks beside its table."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from io import BytesIO

from openpyxl.reader.excel import load_workbook
from openpyxl.styles.alignment import Alignment
from openpyxl.styles.fonts import Font
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rehabdesk.documents.lists.quiet_saving import put, saved
from rehabdesk.domain.tables import sheet as read
from rehabdesk.domain.tables.grid import REMARK_HEADS

_WIDTHS = (22.0, 60.0)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_BOLD = Font(bold=True)
_LONGEST_NAME = 31
_NARROW, _WIDE = 5, 40  # columns, in letters
_FEWEST = 3  # cells of a row that is part of a table, whose columns are as wide as they need
_MOST_JOINED = 500  # cells; what is wider is no head
_ODD_SIGNS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Remarks:
    """What to write beside each row, by the number Excel shows; the heads stand in `head_row`."""

    sheet_name: str
    head_row: int
    width: int  # of the table, in columns
    rows: Mapping[int, tuple[str, str]]


def remarked_original(source: bytes, remarks: Remarks) -> bytes:
    """Copy an xlsx with its look; of a formula only its last value is kept."""
    book = load_workbook(BytesIO(source), data_only=True, keep_links=False)
    _remark(book[remarks.sheet_name], remarks)
    return saved(book)


def remarked_plain(workbook: read.Workbook, remarks: Remarks) -> bytes:
    """Write what was read of a workbook of another kind, sheet by sheet, as a plain xlsx."""
    book = Workbook()
    book.remove(book.active)
    for each in workbook.sheets:
        title = each.name.translate(_ODD_SIGNS)[:_LONGEST_NAME] or "Trang"
        page = book.create_sheet(title)
        _copy_cells(page, each)
        if each.name == remarks.sheet_name:
            _remark(page, remarks)
    return saved(book)


def _remark(page: Worksheet, remarks: Remarks) -> None:
    first = _first_free(page, remarks)
    for offset, (head, width) in enumerate(zip(REMARK_HEADS, _WIDTHS, strict=True)):
        cell = page.cell(max(remarks.head_row, 1), first + offset)
        put(cell, head)
        beside = page.cell(max(remarks.head_row, 1), max(remarks.width, 1))
        if beside.has_style:
            cell._style = copy(beside._style)  # noqa: SLF001
        else:
            cell.font = _BOLD
        page.column_dimensions[get_column_letter(first + offset)].width = width
    for row, told in remarks.rows.items():
        for offset, text in enumerate(told):
            if text:
                cell = page.cell(row, first + offset)
                put(cell, text)
                cell.alignment = _WRAPPED


def _first_free(page: Worksheet, remarks: Remarks) -> int:
    """Return where the remarks go: over those of an earlier copy, else beside everything."""
    beside = max(page.max_column, remarks.width) + 1
    told = range(1, page.max_column)
    head = max(remarks.head_row, 1)
    first = next((each for each in told if page.cell(head, each).value == REMARK_HEADS[0]), beside)
    if first != beside:
        page.delete_cols(first, len(REMARK_HEADS))
    return first


def _copy_cells(page: Worksheet, sheet: read.Sheet) -> None:
    """Put what was read where it stood, in the font its old letters are legible in."""
    widths: dict[int, int] = {}
    for row, cells in enumerate(sheet.rows, start=1):
        is_of_table = sum(value is not None for value in cells) >= _FEWEST
        for column, value in enumerate(cells, start=1):
            if value is None:
                continue
            _put(page, row, column, value)
            if isinstance(value, str) and (font := sheet.fonts.get(column - 1)):
                page.cell(row, column).font = Font(name=font)
            if is_of_table:
                widths[column] = max(widths.get(column, 0), len(str(value)))
    for column, width in widths.items():
        room = min(max(width + 2, _NARROW), _WIDE)
        page.column_dimensions[get_column_letter(column)].width = room
    for span in sheet.spans:
        _join(page, span)


def _join(page: Worksheet, span: read.Span) -> None:
    """Join cells as they were, without which a head of two rows cannot be read again."""
    rows, columns = span.last_row - span.first_row + 1, span.last_column - span.first_column + 1
    if 1 < rows * columns <= _MOST_JOINED:
        corners = (span.first_row, span.first_column, span.last_row, span.last_column)
        page.merge_cells(None, *(each + 1 for each in corners))


def _put(page: Worksheet, row: int, column: int, value: read.Cell) -> None:
    cell = page.cell(row, column)
    if isinstance(value, time | timedelta | float | bool):
        cell.value = value
    elif isinstance(value, datetime):
        put(cell, f"{value:%d/%m/%Y %H:%M}" if value.time() != time() else value.date())
    else:
        put(cell, value)
