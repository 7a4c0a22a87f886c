"""Tables inside a paper, in a Word file."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.table import _Row

from rehabdesk.documents import word
from rehabdesk.documents.blocks import tables
from rehabdesk.documents.setting import Style
from rehabdesk.documents.sheet import Page
from rehabdesk.documents.word_blocks.texts import add_gap, fill_cell, shrink
from rehabdesk.domain.forms.paper import Line, Table

_TWIPS = 20  # to a point
_BORDER_EIGHTHS = 6


def add_table(document: WordDocument, block: Table, page: Page) -> None:
    """Write a table with its heads repeated on every page."""
    look = tables.look_of(block, page.text_width)
    add_gap(document, tables.GAP)
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.heads))
    widths = [Pt(right - left) for left, right in pairwise(look.edges)]
    word.bare_table(table, widths, tables.PADDING)
    _draw_borders(table)
    _fill(table.rows[0], block.heads, [look.head] * len(block.heads))
    _repeat(table.rows[0])
    cells = [look.cell(centred=index in block.centred) for index in range(len(block.heads))]
    for row, values in zip(table.rows[1:], block.rows, strict=True):
        _fill(row, values, cells)
    add_gap(document, tables.GAP)


def _fill(row: _Row, lines: Iterable[Line], styles: Iterable[Style]) -> None:
    row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    row.height = Pt(tables.LOWEST)
    for cell, line, style in zip(row.cells, lines, styles, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        if line.spans:
            fill_cell(cell, [line], style)
        else:
            shrink(cell.paragraphs[0], style.leading)


def _repeat(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def _draw_borders(table: WordTable) -> None:
    """Rule every cell, the outer rules flush with the text of the page."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(_BORDER_EIGHTHS)), ("space", "0")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    indent = OxmlElement("w:tblInd")  # or the rules would stand left of the text
    indent.set(qn("w:w"), str(round(tables.PADDING * _TWIPS)))
    indent.set(qn("w:type"), "dxa")
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))  # noqa: SLF001
    layout.addprevious(indent)
    layout.addprevious(borders)
