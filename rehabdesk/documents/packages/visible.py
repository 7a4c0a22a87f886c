"""The two sheets of a package anybody can read: the figures, and what is remarked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil

from openpyxl.cell.cell import Cell
from openpyxl.styles.alignment import Alignment
from openpyxl.styles.borders import Border, Side
from openpyxl.styles.fonts import Font
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rehabdesk.documents.body_rows import looks_like_formula, storable
from rehabdesk.domain.reports.grid import GridColumn, GridRow, ReportGrid
from rehabdesk.domain.reports.layouts import ColumnRole

FIGURES, REMARKS = "Số liệu", "Ghi chú"
_FACE, _SIZE = "Times New Roman", 12
_THIN = Side(style="thin")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_LEADING = ("STT", "Nội dung", "ĐVT")
_WIDTHS = (6.0, 52.0, 13.0)
_FIGURE_WIDTH = 14.0
_REMARK_WIDTH = 84.0  # what a page upright holds
_LINE = 16.0  # points
_LETTER = 1.15  # of the unit of a column's width
_KEEP = (
    "Tệp này mang theo một bản niêm phong để phần mềm của cấp trên đọc. "
    "Xem, in thoải mái; xin đừng sửa số, đừng lưu lại bằng phần mềm khác."
)


@dataclass(frozen=True, slots=True)
class VisibleReport:
    superior: str
    issuer: tuple[str, ...]
    title: str
    remarks: tuple[str, ...]  # when it was closed, by which key, what was open
    grid: ReportGrid


def write_visible(report: VisibleReport) -> bytes:
    book = Workbook()
    book.properties.creator = "RehabDesk"
    book.properties.title = report.title
    sheet = book.active
    sheet.title = FIGURES
    _write_figures(sheet, report)
    _write_remarks(book.create_sheet(REMARKS), report)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_figures(sheet: Worksheet, report: VisibleReport) -> None:
    grid = report.grid
    count = len(_LEADING) + len(grid.columns)
    head = [(report.superior, False), *((line, True) for line in report.issuer)]
    head += [("", False), *((line, True) for line in (grid.heading or grid.title).split("\n"))]
    head += [(report.title, True), (f"Số liệu {grid.window.words}", False)]
    for line, (text, is_bold) in enumerate(head, start=1):
        _put(sheet.cell(line, 1), text, is_bold=is_bold)
        sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=count)
        sheet.cell(line, 1).alignment = Alignment(horizontal="center", wrap_text=True)
    top = len(head) + 2
    titles = (*_LEADING, *(_title(column) for column in grid.columns))
    for index, title in enumerate(titles, start=1):
        cell = sheet.cell(top, index)
        _put(cell, title, is_bold=True, is_lined=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        width = _WIDTHS[index - 1] if index <= len(_WIDTHS) else _FIGURE_WIDTH
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.row_dimensions[top].height = _LINE * max(
        _lines(title, _WIDTHS[at] if at < len(_WIDTHS) else _FIGURE_WIDTH)
        for at, title in enumerate(titles)
    )
    for at, row in enumerate(grid.rows, start=top + 1):
        _write_row(sheet, at, row, grid.columns)
    sheet.freeze_panes = f"A{top + 1}"
    _set_page(sheet, f"{top}:{top}")


def _write_row(sheet: Worksheet, at: int, row: GridRow, columns: Sequence[GridColumn]) -> None:
    for index, text in enumerate((row.number, row.name, row.unit), start=1):
        cell = sheet.cell(at, index)
        _put(cell, text, is_bold=row.is_heading, is_lined=True)
        indent = row.level if index == _LEADING.index("Nội dung") + 1 else 0
        side = "left" if index == _LEADING.index("Nội dung") + 1 else "center"
        cell.alignment = Alignment(
            horizontal=side, vertical="center", wrap_text=True, indent=indent
        )
    needed = max(_lines(row.name, _WIDTHS[1] - row.level), _lines(row.unit, _WIDTHS[2]))
    sheet.row_dimensions[at].height = _LINE * needed
    for index, column in enumerate(columns, start=len(_LEADING) + 1):
        cell = sheet.cell(at, index)
        _put(cell, figure(row, column.role), is_lined=True)
        cell.alignment = Alignment(horizontal="right", vertical="center")
        if isinstance(cell.value, int | float):
            cell.number_format = _shown_as(cell.value, row.words.get(column.role, ""))


def _shown_as(number: float, words: str) -> str:
    """Show a number as its words do: a target of "≤ 5%" is 5, and is read as that."""
    before = '"≤ "' if words.startswith("≤") else ""
    after = '"%"' if words.endswith("%") else ""
    return f"{before}{'#,##0' if isinstance(number, int) else '#,##0.0##'}{after}"


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column: letters in bold are wider than its unit."""
    return sum(max(1, ceil(len(line) * _LETTER / width)) for line in text.split("\n"))


def figure(row: GridRow, role: ColumnRole) -> float | str:
    """Return what stands in a cell: a number where it is one, else its words."""
    value = row.values.get(role)
    if value is None or value.as_typed or value.base is not None:
        return row.words.get(role, "") or (value.words if value is not None else "")
    return float(value.number) if value.decimals else value.amount


def _write_remarks(sheet: Worksheet, report: VisibleReport) -> None:
    grid = report.grid
    remarks = [f"{row.name}: {row.remark}" for row in grid.rows if row.remark]
    lines = [*report.remarks, *grid.notes, *remarks, _KEEP]
    sheet.column_dimensions["A"].width = _REMARK_WIDTH
    _put(sheet.cell(1, 1), f"Ghi chú của {report.title}", is_bold=True)
    for at, line in enumerate(lines, start=3):
        cell = sheet.cell(at, 1)
        _put(cell, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[at].height = _LINE * _lines(line, _REMARK_WIDTH)
    _set_page(sheet, "")


def _set_page(sheet: Worksheet, repeated: str) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    is_wide = sheet.max_column > len(_LEADING) + 4
    sheet.page_setup.orientation = "landscape" if is_wide else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if repeated:
        sheet.print_title_rows = repeated


def _title(column: GridColumn) -> str:
    return f"{column.group}\n{column.title}" if column.group else column.title


def _put(cell: Cell, value: float | str, *, is_bold: bool = False, is_lined: bool = False) -> None:
    """Write a value as what it is; a text stays a text whatever it begins with."""
    kept = storable(value) if isinstance(value, str) else value
    cell.value = kept
    cell.font = Font(name=_FACE, size=_SIZE, bold=is_bold)
    if is_lined:
        cell.border = _GRID
    if isinstance(kept, str):
        cell.data_type = "s"
        cell.quotePrefix = looks_like_formula(kept)
