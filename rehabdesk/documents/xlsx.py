"""Lists as workbooks in the official layout. What a user typed is text, never a formula."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.cell.cell import Cell
from openpyxl.styles.alignment import Alignment
from openpyxl.styles.borders import Border, Side
from openpyxl.styles.fonts import Font
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from rehabdesk.documents import fonts, page_break
from rehabdesk.documents.blocks.styles import MOTTO, NATION
from rehabdesk.documents.body_rows import (
    LETTER,
    LINE_HEIGHT,
    SIZE,
    CellStyle,
    body,
    looks_like_formula,
    row_height,
    storable,
    text_height,
)
from rehabdesk.documents.lists import many_rows
from rehabdesk.documents.official_list import ColumnKind, OfficialList, Value

_FACE = "Times New Roman"
_SHEET = "Danh sách"
_THIN = Side(style="thin")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_FORMATS = {
    ColumnKind.TEXT: "General",
    ColumnKind.CODE: "@",
    ColumnKind.DATE: "dd/mm/yyyy",
    ColumnKind.COUNT: "#,##0",
}
_SIGNATURE_ROWS = 5
_LEFT_PART = 0.45  # of the width, at most
_HEAD_PADDING = 6.0
_QUICK = 1  # a long list is packed in a third of the time, a fifth larger
_DIGIT = 6.0  # the width of a digit of that size, in points


def write_list(content: OfficialList) -> bytes:
    """Return the workbook; the bytes never touch a temporary file."""
    book = Workbook()
    book.properties.creator = "RehabDesk"
    book.properties.title = content.title.replace("\n", " – ")
    # The widths of columns count digits of this face, which every office machine has.
    book._named_styles["Normal"].font = _font(SIZE)  # noqa: SLF001
    sheet = book.active
    sheet.title = _SHEET
    for index, column in enumerate(content.columns, start=1):
        width = column.width * LETTER / _DIGIT
        sheet.column_dimensions[get_column_letter(index)].width = width
    head = _write_letterhead(sheet, content)
    first = _write_heads(sheet, content, head)
    last = first + len(content.rows) - 1
    is_long = len(content.rows) >= many_rows.MANY
    heights = _heights(content, is_long=is_long)
    styles = _write_last_row(sheet, content, last, heights[-1]) if content.rows else []
    end = _write_foot(sheet, content, last + 1)
    _set_page(sheet, content, (head, first, end))
    strips = page_break.Strips(
        _height(sheet, range(1, head)),
        _height(sheet, range(head, first)),
        heights,
        _height(sheet, range(last + 1, end + 1)),
    )
    if carried := page_break.rows_to_carry_over(content, strips):
        sheet.row_breaks.append(Break(last - carried))
    above = content.rows[:-1]
    rows = (
        many_rows.many_rows(above, heights, first, styles)
        if is_long
        else body(zip(above, heights, strict=False), first, styles)
    )
    return _saved(book, rows, f'<row r="{last}"'.encode(), level=_QUICK if is_long else None)


def _heights(content: OfficialList, *, is_long: bool) -> list[float]:
    if is_long:
        return many_rows.row_heights(content.rows, content.columns)
    return [row_height(values, content.columns) for values in content.rows]


def _write_letterhead(sheet: Worksheet, content: OfficialList) -> int:
    """Write what stands above the table; return the row of the first column head."""
    count = len(content.columns)
    half = _half(content)
    issuer = content.issuer.split("\n")
    left = [(line, False) for line in content.superior.split("\n") if line]
    left += [(line, True) for line in issuer]
    for row, (text, bold) in enumerate(left, start=1):
        _across(sheet, (row, 1, half), text, _font(13, bold=bold))
    _across(sheet, (1, half + 1, count), NATION, _font(13, bold=True))
    _across(sheet, (2, half + 1, count), MOTTO, _font(14, bold=True, underline="single"))
    row = max(len(left), 2) + 1
    _across(sheet, (row, half + 1, count), content.place_and_date, _font(13, italic=True))
    row += 2
    for line in content.title.split("\n"):
        _across(sheet, (row, 1, count), line, _font(14, bold=True))
        row += 1
    row -= 1
    for text in (content.period, *content.notes):
        if text:
            row += 1
            _across(sheet, (row, 1, count), text, _font(13, italic=True))
    return row + 2


def _write_heads(sheet: Worksheet, content: OfficialList, row: int) -> int:
    """Write the column heads, shared ones above; return the first row of the table's body."""
    is_grouped = any(column.group for column in content.columns)
    below = row + 1 if is_grouped else row
    for index, column in enumerate(content.columns, start=1):
        for each in range(row, below + 1):
            _head(sheet.cell(each, index))
        top = below if column.group else row
        _put(sheet.cell(top, index), column.title)
        if top < below:
            sheet.merge_cells(start_row=top, end_row=below, start_column=index, end_column=index)
    for name, start, count in content.groups:
        if name:
            _put(sheet.cell(row, start + 1), name)
            sheet.merge_cells(
                start_row=row, end_row=row, start_column=start + 1, end_column=start + count
            )
    _set_head_heights(sheet, content, row, below)
    return below + 1


def _set_head_heights(sheet: Worksheet, content: OfficialList, row: int, below: int) -> None:
    """Give the shared headings their own height; the single ones need both rows together."""

    def needed(*texts: tuple[str, float]) -> float:
        found = [text_height(*each, SIZE, fonts.SERIF_BOLD) for each in texts]
        return max(found, default=0.0) + _HEAD_PADDING

    columns = content.columns
    above = 0.0
    if row < below:
        above = needed(
            *(
                (name, sum(column.width for column in columns[start : start + count]))
                for name, start, count in content.groups
                if name
            )
        )
        sheet.row_dimensions[row].height = above
    sheet.row_dimensions[below].height = max(
        needed(*((column.title, column.width) for column in columns if column.group)),
        needed(*((column.title, column.width) for column in columns if not column.group)) - above,
    )


def _write_last_row(
    sheet: Worksheet, content: OfficialList, row: int, height: float
) -> list[CellStyle]:
    """Write the table's last row cell by cell; return the styles for all rows above it."""
    styles = []
    for index, (column, value) in enumerate(
        zip(content.columns, content.rows[-1], strict=True), start=1
    ):
        cell = sheet.cell(row, index)
        cell.font = _font(SIZE)
        cell.border = _GRID
        side = "left" if column.kind is ColumnKind.TEXT else "center"
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
        cell.number_format = _FORMATS[column.kind]
        plain = cell.style_id
        cell.quotePrefix = True
        styles.append(CellStyle(plain, cell.style_id))
        cell.quotePrefix = False
        _put(cell, value)
    sheet.row_dimensions[row].height = height
    return styles


def _write_foot(sheet: Worksheet, content: OfficialList, row: int) -> int:
    """Write the total and the signatures; return the last row of the page."""
    count = len(content.columns)
    if content.total:
        _across(sheet, (row, 1, count), content.total, _font(SIZE, bold=True), side="left")
        row += 1
    if not content.signers:
        return row - 1
    row += 1
    share = count / len(content.signers)
    for index, signer in enumerate(content.signers):
        first, last = round(index * share) + 1, round((index + 1) * share)
        _across(sheet, (row, first, last), signer.title, _font(13, bold=True))
        _across(sheet, (row + 1, first, last), signer.note, _font(SIZE, italic=True))
        _across(sheet, (row + _SIGNATURE_ROWS, first, last), signer.name, _font(13, bold=True))
    return row + _SIGNATURE_ROWS


def _set_page(sheet: Worksheet, content: OfficialList, rows: tuple[int, int, int]) -> None:
    head, first, end = rows
    sheet.freeze_panes = f"A{first}"  # asking for the cell would make a second row of it
    sheet.print_title_rows = f"{head}:{first - 1}"
    sheet.print_area = f"A1:{get_column_letter(len(content.columns))}{end}"
    sheet.page_setup.orientation = "landscape" if content.is_landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left, margins.right = page_break.LEFT, page_break.RIGHT
    margins.top, margins.bottom = page_break.TOP, page_break.BOTTOM
    sheet.oddFooter.right.text = "&P/&N"


def _across(
    sheet: Worksheet, place: tuple[int, int, int], text: str, font: Font, *, side: str = "center"
) -> None:
    """Write a text over the columns from first to last of a row, merged into one cell.

    No program makes a row as high as a merged cell needs, so it is told.
    """
    row, first, last = place
    columns = [sheet.column_dimensions[get_column_letter(at)] for at in range(first, last + 1)]
    letters = sum(column.width for column in columns) * _DIGIT / LETTER
    face = fonts.SERIF_BOLD if font.bold else fonts.SERIF
    needed = text_height(text, letters, int(font.size), face)
    sheet.row_dimensions[row].height = max(needed, sheet.row_dimensions[row].height or 0.0)
    cell = sheet.cell(row, first)
    _put(cell, text)
    cell.font = font
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _height(sheet: Worksheet, rows: Iterable[int]) -> float:
    """Return how high rows are together; the empty ones get a height every program keeps."""
    total = 0.0
    for row in rows:
        dimension = sheet.row_dimensions[row]
        dimension.height = dimension.height or LINE_HEIGHT
        total += dimension.height
    return total


def _put(cell: Cell, value: Value) -> None:
    """Write a value as what it is; a text stays a text whatever it begins with."""
    value = storable(value)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = looks_like_formula(value)


def _head(cell: Cell) -> None:
    cell.font = _font(SIZE, bold=True)
    cell.alignment = _CENTRE
    cell.border = _GRID


def _font(
    size: int, *, bold: bool = False, italic: bool = False, underline: str | None = None
) -> Font:
    return Font(name=_FACE, size=size, bold=bold, italic=italic, underline=underline)


def _half(content: OfficialList) -> int:
    """Return the column where the left part of the letterhead ends."""
    total = sum(column.width for column in content.columns)
    used, best = 0.0, 1
    for index, column in enumerate(content.columns[:-1], start=1):
        used += column.width
        if used <= total * _LEFT_PART:
            best = index
    return best


class _Writer(ExcelWriter):
    """Writes the sheet in memory, where openpyxl would leave readable rows in a temporary file."""

    def __init__(
        self, book: Workbook, archive: ZipFile, rows: Iterable[bytes], before: bytes
    ) -> None:
        super().__init__(book, archive)
        self._rows = rows
        self._before = before  # the row that `rows` stand above

    def write_worksheet(self, ws: Worksheet) -> None:
        out = BytesIO()
        writer = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001
        above, mark, below = out.getvalue().partition(self._before)
        with self._archive.open(ws.path[1:], "w") as sheet:
            sheet.write(above)
            for row in self._rows:
                sheet.write(row)
            sheet.write(mark + below)
        self.manifest.append(ws)


def _saved(book: Workbook, rows: Iterable[bytes], before: bytes, *, level: int | None) -> bytes:
    file = BytesIO()
    archive = ZipFile(file, "w", ZIP_DEFLATED, compresslevel=level)
    _Writer(book, archive, rows, before).save()
    return file.getvalue()
