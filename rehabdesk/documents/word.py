"""Small moves python-docx leaves to its users: faces for every script, rules, bare tables."""

from __future__ import annotations

from collections.abc import Sequence

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FACE = "Times New Roman"
_TWIPS = 20  # to a point
_RULE_EIGHTHS = 6  # the thickness of a rule, in eighths of a point


def set_face(fonts: BaseOxmlElement) -> None:
    """Name the face for every script, or Word mixes faces inside one word."""
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FACE)


def add_run(paragraph: Paragraph, text: str, size: float, *, bold: bool, italic: bool) -> Run:
    run = paragraph.add_run(text)
    set_face(run._element.get_or_add_rPr().get_or_add_rFonts())  # noqa: SLF001
    run.font.size = Pt(size)
    run.bold = bold
    run.italic = italic
    return run


def add_page_number(paragraph: Paragraph, size: float) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = add_run(paragraph, "", size, bold=False, italic=False)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._element.append(mark)  # noqa: SLF001


def add_rule(paragraph: Paragraph, room: Length, length: Length) -> None:
    """Make an empty paragraph a centred rule of this length: a border between two indents."""
    frame = paragraph.paragraph_format
    frame.left_indent = frame.right_indent = Length((room - length) // 2)
    frame.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    frame.line_spacing = Pt(6)
    frame.space_before = Pt(2)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", str(_RULE_EIGHTHS)), ("space", "1")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._element.get_or_add_pPr().insert_element_before(  # noqa: SLF001
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def bare_table(table: Table, widths: Sequence[Length], padding: float = 0.0) -> None:
    """Fix the columns, leave borders away, set the cell margins, and never cut a row."""
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    properties = table._tbl.tblPr  # noqa: SLF001
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right") if padding else ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(padding * _TWIPS)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.find(qn("w:tblLook")).addprevious(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        never_cut(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def never_cut(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001


def first_or_new(cell: _Cell) -> Paragraph:
    """Return the empty paragraph a new cell begins with, or one more."""
    first: Paragraph = cell.paragraphs[0]
    if len(cell.paragraphs) == 1 and not first.runs and first._element.pPr is None:  # noqa: SLF001
        return first
    added: Paragraph = cell.add_paragraph()
    return added
