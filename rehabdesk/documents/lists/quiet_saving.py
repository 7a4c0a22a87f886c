"""Workbooks saved in memory, where openpyxl would leave readable rows in a temporary file."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.cell.cell import Cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from rehabdesk.documents.body_rows import looks_like_formula, storable
from rehabdesk.documents.official_list import Value


class _Writer(ExcelWriter):
    def write_worksheet(self, ws: Worksheet) -> None:
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001
        ws._drawing.charts = ws._charts  # noqa: SLF001
        out = BytesIO()
        writer = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001
        with self._archive.open(ws.path[1:], "w") as sheet:
            sheet.write(out.getvalue())
        self.manifest.append(ws)


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    _Writer(book, ZipFile(file, "w", ZIP_DEFLATED)).save()
    return file.getvalue()


def put(cell: Cell, value: Value) -> None:
    """Write a value as what it is; a text stays a text whatever it begins with."""
    value = storable(value)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = looks_like_formula(value)
