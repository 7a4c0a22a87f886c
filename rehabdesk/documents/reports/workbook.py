"""A report as a workbook in the authority's layout, with its charts and the rule of each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from rehabdesk.documents import page_break
from rehabdesk.documents.blocks.styles import MOTTO, NATION
from rehabdesk.documents.body_rows import LINE_HEIGHT, row_height
from rehabdesk.documents.files.steady import steady
from rehabdesk.documents.lists.quiet_saving import put, saved
from rehabdesk.documents.official_list import Column, OfficialList
from rehabdesk.documents.reports.cells import (
    SHADED,
    Place,
    across,
    face,
    framed,
    put_figure,
    put_text,
    set_page,
    set_widths,
)
from rehabdesk.documents.reports.sheet_charts import add_charts
from rehabdesk.domain.reports.grid import GridRow
from rehabdesk.domain.reports.papers import ReportPaper, remarks_below

_SHEET, _RULES = "Báo cáo", "Cách tính"
_PRACTICE = "ĐANG TẬP DÙNG THỬ – mọi người trong giấy này đều là bịa, không gửi báo cáo"
_FIXED = ("STT", "Nội dung", "Đơn vị tính")
_NUMBER, _NAME, _UNIT = 6.0, 52.0, 13.0
_NARROW_NAME = 42.0
_FIGURE = 14.0
_RULE_COLUMNS = (
    ("STT", 7.0),
    ("Nội dung", 38.0),
    ("Đơn vị tính", 13.0),
    ("Cách tính", 62.0),
    ("Căn cứ", 34.0),
)
_SIGNATURE_ROWS = 5
_CELL_SIDES = 2.0  # letters
_HEAD_PADDING = 6.0


def write_workbook(paper: ReportPaper) -> bytes:
    """Return the workbook; the same report gives the same bytes."""
    book = Workbook()
    book.properties.creator = "RehabDesk"
    book.properties.title = " – ".join(paper.title)
    book._named_styles["Normal"].font = face()  # noqa: SLF001  # widths count its digits
    sheet = book.active
    sheet.title = _SHEET
    _write_report(sheet, paper)
    _write_rules(book.create_sheet(_RULES), paper)
    if not paper.charts.is_empty:
        add_charts(book, paper.charts)
    return steady(saved(book), paper.head.made_on)


def _write_report(sheet: Worksheet, paper: ReportPaper) -> None:
    columns = _columns(paper)
    count = len(columns)
    set_widths(sheet, tuple(column.width for column in columns))
    head = _write_letterhead(sheet, paper, count)
    first = _write_heads(sheet, paper, head)
    heights = []
    for row, line in enumerate(paper.rows, start=first):
        _write_row(sheet, paper, row, line)
        told = ("", line.name) if line.is_heading else (line.number, "  " * line.level + line.name)
        height = row_height(told, _inner(columns[:2]))
        sheet.row_dimensions[row].height = height
        heights.append(height)
    after = first + len(paper.rows)
    end = _write_foot(sheet, paper, after, count)
    sheet.freeze_panes = f"A{first}"
    sheet.print_title_rows = f"{head}:{first - 1}"
    set_page(sheet, is_landscape=paper.is_landscape, count=count, end=end)
    strips = page_break.Strips(
        _height(sheet, range(1, head)),
        _height(sheet, range(head, first)),
        heights,
        _height(sheet, range(after, end + 1)),
    )
    shape = OfficialList("", "", "", "", columns, (), is_wide=paper.is_landscape)
    if carried := page_break.rows_to_carry_over(shape, strips):
        above = paper.rows[-carried - 1 : -carried]
        carried += any(line.is_heading for line in above)  # none stands alone below a page
        sheet.row_breaks.append(Break(after - 1 - carried))


def _columns(paper: ReportPaper) -> tuple[Column, ...]:
    name = _NAME if paper.is_landscape else _NARROW_NAME
    fixed = zip(_FIXED, (_NUMBER, name, _UNIT), strict=True)
    return (
        *(Column(title, width) for title, width in fixed),
        *(Column(each.title, _FIGURE, group=each.group) for each in paper.columns),
    )


def _write_letterhead(sheet: Worksheet, paper: ReportPaper, count: int) -> int:
    """Write what stands above the table; return the row of the first column head."""
    head = paper.head
    half = 2
    left = [(head.superior, False)] * bool(head.superior)
    left += [(line, True) for line in head.issuer]
    for row, (text, bold) in enumerate(left, start=1):
        across(sheet, Place(row, 1, half), text, face(13, bold=bold))
    across(sheet, Place(1, half + 1, count), NATION, face(13, bold=True))
    across(sheet, Place(2, half + 1, count), MOTTO, face(14, bold=True, under=True))
    row = max(len(left), 2) + 1
    across(sheet, Place(row, 1, half), head.number, face(13))
    across(sheet, Place(row, half + 1, count), head.place_and_date, face(13, italic=True))
    row += 1
    for line in paper.title:
        row += 1
        across(sheet, Place(row, 1, count), line, face(14, bold=True))
    row += 1
    across(sheet, Place(row, 1, count), f"({paper.period})", face(13, italic=True))
    if head.addressees:
        row += 1
        across(sheet, Place(row, 1, count), f"Kính gửi: {'; '.join(head.addressees)}", face(13))
    if paper.is_practice:
        row += 1
        across(sheet, Place(row, 1, count), _PRACTICE, face(13, bold=True))
    return row + 2


def _write_heads(sheet: Worksheet, paper: ReportPaper, row: int) -> int:
    """Write the column heads, shared ones above; return the first row of the table's body."""
    columns = _columns(paper)
    below = row + 1 if any(column.group for column in columns) else row
    for index, column in enumerate(columns, start=1):
        for each in range(row, below + 1):
            framed(sheet.cell(each, index), face(bold=True))
        top = below if column.group else row
        put(sheet.cell(top, index), column.title)
        if top < below:
            sheet.merge_cells(start_row=top, end_row=below, start_column=index, end_column=index)
    at = 1
    for name, members in groupby(columns, key=lambda column: column.group):
        last = at + len(list(members)) - 1
        if name:
            put(sheet.cell(row, at), name)
            sheet.merge_cells(start_row=row, end_row=row, start_column=at, end_column=last)
        at = last + 1
    titles = tuple(column.title for column in columns)
    sheet.row_dimensions[below].height = row_height(titles, _inner(columns)) + _HEAD_PADDING
    return below + 1


def _write_row(sheet: Worksheet, paper: ReportPaper, row: int, line: GridRow) -> None:
    count = len(_FIXED) + len(paper.columns)
    if line.is_heading:
        for index in range(1, count + 1):
            framed(sheet.cell(row, index), face(bold=True), "left")
            sheet.cell(row, index).fill = SHADED
        put(sheet.cell(row, 1), line.name)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=count)
        return
    for index, text in enumerate((line.number, "  " * line.level + line.name, line.unit), start=1):
        cell = sheet.cell(row, index)
        framed(cell, face(italic=bool(line.level)), "left" if index == 2 else "center")  # noqa: PLR2004
        put_text(cell, text)
    for index, column in enumerate(paper.columns, start=len(_FIXED) + 1):
        cell = sheet.cell(row, index)
        framed(cell, face(italic=bool(line.level)), "right")
        put_figure(cell, line.words.get(column.role, ""))


def _write_foot(sheet: Worksheet, paper: ReportPaper, row: int, count: int) -> int:
    """Write remarks, notes, recipients and who signs; return the last row of the page."""
    for text in (*remarks_below(paper.rows), *paper.notes):
        across(sheet, Place(row, 1, count), text, face(italic=True), "left")
        row += 1
    row += 1
    head = paper.head
    middle = 2
    across(sheet, Place(row, 1, middle), "Nơi nhận:", face(bold=True, italic=True), "left")
    for at, line in enumerate(head.recipients, start=1):
        across(sheet, Place(row + at, 1, middle), line, face(11), "left")
    across(
        sheet,
        Place(row + _SIGNATURE_ROWS, 1, middle),
        f"Người lập biểu: {head.drawn_up_by}",
        face(),
        "left",
    )
    for at, line in enumerate(head.authority):
        across(sheet, Place(row + at, middle + 1, count), line, face(13, bold=True))
    last = row + max(len(head.authority), 1) + _SIGNATURE_ROWS - 1
    across(sheet, Place(last, middle + 1, count), head.signer, face(13, bold=True))
    return last


def _write_rules(sheet: Worksheet, paper: ReportPaper) -> None:
    """Say of each row how it is counted."""
    columns = tuple(Column(title, width) for title, width in _RULE_COLUMNS)
    set_widths(sheet, tuple(column.width for column in columns))
    across(sheet, Place(1, 1, len(columns)), "CÁCH TÍNH TỪNG DÒNG", face(14, bold=True))
    across(sheet, Place(2, 1, len(columns)), f"({paper.period})", face(13, italic=True))
    for index, column in enumerate(columns, start=1):
        framed(sheet.cell(4, index), face(bold=True))
        put(sheet.cell(4, index), column.title)
    for row, rule in enumerate(paper.rules, start=5):
        told = (rule.number, rule.name, rule.unit, rule.told, rule.basis)
        for index, text in enumerate(told, start=1):
            cell = sheet.cell(row, index)
            framed(cell, face(), "center" if index in {1, 3} else "left")
            put_text(cell, text)
        sheet.row_dimensions[row].height = row_height(told, _inner(columns))
    sheet.freeze_panes = "A5"
    sheet.print_title_rows = "4:4"
    set_page(sheet, is_landscape=True, count=len(columns), end=4 + len(paper.rules))


def _inner(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Say how wide columns are within the room a cell leaves at its sides."""
    return tuple(replace(column, width=column.width - _CELL_SIDES) for column in columns)


def _height(sheet: Worksheet, rows: Iterable[int]) -> float:
    total = 0.0
    for row in rows:
        dimension = sheet.row_dimensions[row]
        dimension.height = dimension.height or LINE_HEIGHT
        total += dimension.height
    return total
