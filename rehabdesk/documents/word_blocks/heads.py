"""The heads of papers in a Word file."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from rehabdesk.documents import word
from rehabdesk.documents.blocks import addressees, styles
from rehabdesk.documents.blocks.head import ISSUER_COLUMN, letterhead_lines
from rehabdesk.documents.sheet import Page, plain
from rehabdesk.documents.word_blocks.texts import add_rule, add_texts, fill_cell, set_paragraph
from rehabdesk.domain.forms.paper import Addressee, Letterhead, Line

_FRAME_SIDES = ("top", "left", "bottom", "right")


def add_letterhead(document: WordDocument, block: Letterhead, page: Page) -> None:
    table = document.add_table(rows=2, cols=2)
    nation_width = page.text_width - ISSUER_COLUMN
    word.bare_table(table, (Pt(ISSUER_COLUMN), Pt(nation_width)))
    issuer_cell, nation_cell = table.rows[0].cells
    fill_cell(issuer_cell, letterhead_lines(block.superior, styles.SUPERIOR), styles.SUPERIOR)
    fill_issuer(issuer_cell, block.issuer, ISSUER_COLUMN)
    beside = page.text_width - ISSUER_COLUMN - styles.NATION_COLUMN
    _fill_nation(nation_cell, nation_width, beside)
    number_cell, date_cell = table.rows[1].cells
    fill_cell(number_cell, block.number, styles.NUMBER)
    about = fill_cell(number_cell, letterhead_lines(block.about, styles.ABOUT), styles.ABOUT)
    if about:
        about[0].paragraph_format.space_before = Pt(styles.ABOUT_GAP)
    dates = fill_cell(date_cell, block.place_and_date, styles.PLACE_AND_DATE)
    for paragraph in dates:
        paragraph.paragraph_format.left_indent = Pt(beside)
    for line in block.circulation:
        _add_boxed(date_cell, line, nation_width, beside)


def fill_issuer(cell: _Cell, issuer: tuple[Line, ...], room: float) -> None:
    names = letterhead_lines(issuer, styles.ISSUER)
    fill_cell(cell, names, styles.ISSUER)
    add_rule(cell.add_paragraph(), names, styles.ISSUER, styles.ISSUER_RULE, room)


def add_nation(document: WordDocument, page: Page) -> None:
    """Write quốc hiệu and tiêu ngữ alone, across the page."""
    motto = [plain(styles.MOTTO)]
    add_texts(document, [plain(styles.NATION)], styles.NATION_STYLE)
    add_texts(document, motto, styles.MOTTO_STYLE)
    add_rule(document.add_paragraph(), motto, styles.MOTTO_STYLE, 1.0, page.text_width)


def add_addressee(document: WordDocument, block: Addressee, page: Page) -> None:
    if len(block.label) == len(block.lines) == 1:
        line, hanging = addressees.beside(block, page)
        for paragraph in add_texts(document, [line], hanging.style):
            paragraph.paragraph_format.left_indent = Pt(hanging.indent)
        return
    at = addressees.stand(block, page)
    for paragraph in add_texts(document, block.label, styles.ADDRESSEES):
        paragraph.paragraph_format.left_indent = Pt(at.label)
        paragraph.paragraph_format.space_before = Pt(styles.ADDRESSEE.space_before)
    for line in block.lines:
        dash = addressees.dash_width(line)
        paragraph = set_paragraph(document.add_paragraph(), line, styles.ADDRESSEES)
        paragraph.paragraph_format.left_indent = Pt(at.names + dash)
        paragraph.paragraph_format.first_line_indent = Pt(-dash)


def _fill_nation(cell: _Cell, width: float, beside: float) -> None:
    motto = [plain(styles.MOTTO)]
    written = fill_cell(cell, [plain(styles.NATION)], styles.NATION_STYLE)
    written += fill_cell(cell, motto, styles.MOTTO_STYLE)
    rule = cell.add_paragraph()
    add_rule(rule, motto, styles.MOTTO_STYLE, 1.0, width - beside)
    for paragraph in written:
        paragraph.paragraph_format.left_indent = Pt(beside)
    if beside:
        rule.paragraph_format.left_indent = Pt(rule.paragraph_format.left_indent.pt + beside)


def _add_boxed(cell: _Cell, line: Line, width: float, beside: float) -> None:
    paragraph = set_paragraph(word.first_or_new(cell), line, styles.CIRCULATION)
    text = addressees.text_width(line, styles.CIRCULATION)
    spare = (width - beside - text) / 2 - styles.BOX_PADDING
    frame = paragraph.paragraph_format
    frame.space_before = Pt(styles.ABOUT_GAP + styles.BOX_PADDING)
    frame.left_indent, frame.right_indent = Pt(beside + spare), Pt(spare)
    _frame(paragraph)


def _frame(paragraph: WordParagraph) -> None:
    borders = OxmlElement("w:pBdr")
    for side in _FRAME_SIDES:
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", str(styles.BOX_PADDING))):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    paragraph._element.get_or_add_pPr().insert_element_before(  # noqa: SLF001
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
