"""The same papers as editable Word files: the blocks, sizes and page of the PDF."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Length, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from rehabdesk.documents import pdf, word
from rehabdesk.documents.setting import Align, Style, set_text
from rehabdesk.documents.sheet import PORTRAIT, PRACTICE, PRACTICE_BELOW, plain
from rehabdesk.domain.forms.paper import (
    Article,
    Bases,
    Block,
    FilledPaper,
    Heading,
    Items,
    Letterhead,
    Line,
    Paragraph,
    PersonBlock,
    Recipients,
    Signature,
    Span,
    Title,
)

_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def draw(paper: FilledPaper, *, practice: bool = False) -> bytes:
    """Return the Word file of one paper."""
    document = Document()
    document.core_properties.title = paper.title
    document.core_properties.author = ""
    _set_page(document.sections[0], practice=practice)
    word.set_face(document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts())
    recipients = Recipients((), ())
    for block in paper.blocks:
        if isinstance(block, Recipients):
            recipients = block
        elif isinstance(block, Signature):
            _close(document, recipients, block)
        else:
            _write(document, block)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_page(section: Section, *, practice: bool) -> None:
    section.page_width, section.page_height = Pt(PORTRAIT.width), Pt(PORTRAIT.height)
    section.top_margin, section.bottom_margin = Pt(PORTRAIT.top), Pt(PORTRAIT.bottom)
    section.left_margin, section.right_margin = Pt(PORTRAIT.left), Pt(PORTRAIT.right)
    section.header_distance = Pt((PORTRAIT.top - pdf.NUMBER.leading) / 2)
    section.footer_distance = Pt(PORTRAIT.bottom / 2)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.add_page_number(number, pdf.NUMBER.size)
    if practice:
        for footer in (section.first_page_footer, section.footer):
            warning = footer.paragraphs[0]
            text = f"{PRACTICE}. {PRACTICE_BELOW}"
            word.add_run(warning, text, pdf.RECIPIENT.size, bold=True, italic=False)


def _write(document: WordDocument, block: Block) -> None:
    match block:
        case Letterhead():
            _head(document, block)
        case Title(name, subject):
            _texts(document, name, pdf.NAME)
            _texts(document, subject, pdf.SUBJECT)
            _rule(document.add_paragraph(), subject, pdf.SUBJECT, pdf.TITLE_RULE)
        case Heading(lines):
            for paragraph in _texts(document, lines, pdf.HEADING):
                paragraph.paragraph_format.keep_with_next = True
        case Bases(lines):
            _texts(document, lines, pdf.BASE)
        case Article(lines) | Paragraph(lines) | PersonBlock(_, lines) | Items(lines):
            _texts(document, lines, pdf.BODY)
        case _:
            raise TypeError(block)


def _texts(document: WordDocument, lines: Iterable[Line], style: Style) -> list[WordParagraph]:
    return [_text(document.add_paragraph(), line, style) for line in lines]


def _text(paragraph: WordParagraph, line: Line, style: Style) -> WordParagraph:
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


def _rule(
    paragraph: WordParagraph,
    lines: Iterable[Line],
    style: Style,
    share: float,
    room: float = PORTRAIT.text_width,
) -> None:
    widest = max(row.width for line in lines for row in set_text(line.spans, style, room))
    paragraph.paragraph_format.space_after = Pt(0)
    word.add_rule(paragraph, Pt(room), Pt(widest * share))


def _head(document: WordDocument, block: Letterhead) -> None:
    issuer_width = PORTRAIT.text_width - pdf.NATION_COLUMN
    table = document.add_table(rows=2, cols=2)
    word.bare_table(table, (Pt(issuer_width), Pt(pdf.NATION_COLUMN)))
    issuer_cell, nation_cell = table.rows[0].cells
    issuer = pdf.letterhead_lines(block.issuer, pdf.ISSUER)
    _cell(issuer_cell, pdf.letterhead_lines(block.superior, pdf.SUPERIOR), pdf.SUPERIOR)
    _cell(issuer_cell, issuer, pdf.ISSUER)
    _rule(issuer_cell.add_paragraph(), issuer, pdf.ISSUER, pdf.ISSUER_RULE, issuer_width)
    _cell(nation_cell, [plain(pdf.NATION)], pdf.NATION_STYLE)
    motto = [plain(pdf.MOTTO)]
    _cell(nation_cell, motto, pdf.MOTTO_STYLE)
    _rule(nation_cell.add_paragraph(), motto, pdf.MOTTO_STYLE, 1.0, pdf.NATION_COLUMN)
    number_cell, date_cell = table.rows[1].cells
    _cell(number_cell, block.number, pdf.NUMBER)
    _cell(date_cell, block.place_and_date, pdf.PLACE_AND_DATE)


def _cell(cell: _Cell, lines: Iterable[Line], style: Style) -> None:
    for line in lines:
        _text(word.first_or_new(cell), line, style)


def _close(document: WordDocument, recipients: Recipients, signature: Signature) -> None:
    """Write the recipients and the signature side by side, never alone on a page."""
    last, before = document.paragraphs[-1], document.paragraphs[-2]
    last.paragraph_format.keep_with_next = True
    if len(set_text([Span(last.text)], pdf.BODY, PORTRAIT.text_width)) == 1:
        before.paragraph_format.keep_with_next = True
    last.paragraph_format.space_after = Pt(pdf.CLOSING_GAP)
    half = Pt(PORTRAIT.text_width / 2)
    table = document.add_table(rows=1, cols=2)
    word.bare_table(table, (half, half))
    left, right = table.rows[0].cells
    _cell(left, recipients.label, pdf.RECIPIENTS_LABEL)
    _cell(left, recipients.lines, pdf.RECIPIENT)
    _cell(right, signature.authority, pdf.AUTHORITY)
    _cell(right, signature.name, pdf.AUTHORITY)
    if signature.name:
        name = right.paragraphs[-len(signature.name)]
        name.paragraph_format.space_before = Pt(pdf.SIGNATURE_SPACE)
    _shrink_last(document.add_paragraph())


def _shrink_last(paragraph: WordParagraph) -> None:
    """Word wants a paragraph after a table: one too low to open another page."""
    frame = paragraph.paragraph_format
    frame.line_spacing = Length(Pt(1))
    frame.space_before = frame.space_after = Pt(0)
