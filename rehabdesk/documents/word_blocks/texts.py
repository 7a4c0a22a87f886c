"""Lines as Word paragraphs, in a document or in a cell, and rules below them."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from rehabdesk.documents import word
from rehabdesk.documents.setting import Align, Style, set_text
from rehabdesk.domain.forms.paper import Line

_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def add_texts(document: WordDocument, lines: Iterable[Line], style: Style) -> list[WordParagraph]:
    return [set_paragraph(document.add_paragraph(), line, style) for line in lines]


def set_paragraph(paragraph: WordParagraph, line: Line, style: Style) -> WordParagraph:
    paragraph.alignment = _ALIGN[style.align]
    frame = paragraph.paragraph_format
    frame.line_spacing = style.spread
    frame.space_before, frame.space_after = Pt(style.space_before), Pt(0)
    frame.first_line_indent = Pt(style.first_indent)
    frame.widow_control = True
    for span in line.spans:
        face = style.face_of(span)
        word.add_run(paragraph, span.text, style.size, bold="Bold" in face, italic="Italic" in face)
    return paragraph


def fill_cell(cell: _Cell, lines: Iterable[Line], style: Style) -> list[WordParagraph]:
    return [set_paragraph(word.first_or_new(cell), line, style) for line in lines]


def add_rule(
    paragraph: WordParagraph, lines: Iterable[Line], style: Style, share: float, room: float
) -> None:
    """Make an empty paragraph a rule as long as this share of the widest line above."""
    widths = [row.width for line in lines for row in set_text(line.spans, style, room)]
    paragraph.paragraph_format.space_after = Pt(0)
    word.add_rule(paragraph, Pt(room), Pt(max(widths, default=0.0) * share))


def add_gap(document: WordDocument, height: float) -> WordParagraph:
    """Part two tables, which Word would join, by a paragraph of this height."""
    paragraph = document.add_paragraph()
    shrink(paragraph, height)
    return paragraph


def shrink(paragraph: WordParagraph, height: float = 1.0) -> None:
    frame = paragraph.paragraph_format
    frame.line_spacing = Length(Pt(height))
    frame.space_before = frame.space_after = Pt(0)
