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

HEADS = ("Kết quả nhập", "Ghi chú")
_WIDTHS = (22.0, 60.0)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_BOLD = Font(bold=True)
_LONGEST_NAME = 31
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
        for row, cells in enumerate(each.rows, start=1):
            for column, value in enumerate(cells, start=1):
                if value is not None:
                    _put(page, row, column, value)
        if each.name == remarks.sheet_name:
            _remark(page, remarks)
    return saved(book)


def _remark(page: Worksheet, remarks: Remarks) -> None:
    first = max(page.max_column, remarks.width) + 1
    for offset, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
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


def _put(page: Worksheet, row: int, column: int, value: read.Cell) -> None:
    cell = page.cell(row, column)
    if isinstance(value, time | timedelta | float | bool):
        cell.value = value
    elif isinstance(value, datetime):
        put(cell, f"{value:%d/%m/%Y %H:%M}" if value.time() != time() else value.date())
    else:
        put(cell, value)
