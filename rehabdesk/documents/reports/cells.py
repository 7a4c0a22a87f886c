"""Cells of a report's workbook: a number is a number, everything else is text."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.styles.alignment import Alignment
from openpyxl.styles.borders import Border, Side
from openpyxl.styles.fills import PatternFill
from openpyxl.styles.fonts import Font
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rehabdesk.documents import fonts, page_break
from rehabdesk.documents.body_rows import LETTER, SIZE, text_height
from rehabdesk.documents.lists.quiet_saving import put
from rehabdesk.domain.reports.papers import printed_number

FACE = "Times New Roman"
DIGIT = 6.0  # the width of a digit of that size, in points
_THIN = Side(style="thin")
GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
SHADED = PatternFill("solid", fgColor="FFEDEFF2")
TEXT = "@"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one row: its first and last column."""

    row: int
    first: int
    last: int


def face(
    size: int = SIZE, *, bold: bool = False, italic: bool = False, under: bool = False
) -> Font:
    return Font(
        name=FACE, size=size, bold=bold, italic=italic, underline="single" if under else None
    )


def across(sheet: Worksheet, place: Place, text: str, font: Font, side: str = "center") -> None:
    """Write a text over some columns of a row, merged; the row becomes as high as it needs."""
    letters = sum(
        sheet.column_dimensions[get_column_letter(at)].width
        for at in range(place.first, place.last + 1)
    )
    shape = fonts.SERIF_BOLD if font.bold else fonts.SERIF
    needed = text_height(text, letters * DIGIT / LETTER, int(font.size), shape)
    line = sheet.row_dimensions[place.row]
    line.height = max(needed + 1, line.height or 0.0)
    cell = sheet.cell(place.row, place.first)
    put(cell, text)
    cell.font = font
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    if place.last > place.first:
        sheet.merge_cells(
            start_row=place.row,
            end_row=place.row,
            start_column=place.first,
            end_column=place.last,
        )


def framed(cell: Cell, font: Font, side: str = "center") -> None:
    cell.font = font
    cell.border = GRID
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)


def put_figure(cell: Cell, words: str) -> None:
    """Write what stands in a cell of figures; only what is wholly a number becomes one."""
    number = printed_number(words)
    if number is None:
        put(cell, words)
        cell.number_format = TEXT
        return
    amount = number.amount / 100 if number.is_share else number.amount
    cell.value = int(amount) if amount == int(amount) else amount
    shape = "#,##0" + ("." + "0" * number.places if number.places else "")
    shape += "%" if number.is_share else ""
    cell.number_format = f'+{shape};"−"{shape};{shape}' if number.is_signed else shape


def put_text(cell: Cell, text: str) -> None:
    put(cell, text)
    cell.number_format = TEXT


def set_widths(sheet: Worksheet, widths: tuple[float, ...]) -> None:
    """Make columns so many letters wide."""
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width * LETTER / DIGIT


def set_page(sheet: Worksheet, *, is_landscape: bool, count: int, end: int) -> None:
    sheet.print_area = f"A1:{get_column_letter(count)}{end}"
    sheet.page_setup.orientation = "landscape" if is_landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left, margins.right = page_break.LEFT, page_break.RIGHT
    margins.top, margins.bottom = page_break.TOP, page_break.BOTTOM
    sheet.oddFooter.right.text = "&P/&N"
