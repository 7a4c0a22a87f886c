"""The same papers as editable Word files: the blocks, sizes and page of the PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section as WordSection
from docx.shared import Pt

from rehabdesk.documents import pdf, word
from rehabdesk.documents.blocks import styles
from rehabdesk.documents.files.steady import steady
from rehabdesk.documents.sheet import PRACTICE, PRACTICE_BELOW, Page
from rehabdesk.documents.word_blocks.closings import add_closing, add_copy, add_signatures
from rehabdesk.documents.word_blocks.heads import add_addressee, add_letterhead, add_nation
from rehabdesk.documents.word_blocks.tables import add_table
from rehabdesk.documents.word_blocks.texts import add_rule, add_texts, shrink
from rehabdesk.domain.forms.paper import (
    Addressee,
    Appendix,
    Article,
    Bases,
    Block,
    Copy,
    FilledPaper,
    Heading,
    Items,
    Letterhead,
    Nation,
    Paragraph,
    PersonBlock,
    Recipients,
    Section,
    Signature,
    Signatures,
    Table,
    Title,
)


def draw(paper: FilledPaper, *, practice: bool = False) -> bytes:
    """Return the Word file of one paper."""
    return draw_many([paper], practice=practice)


def draw_many(papers: Sequence[FilledPaper], *, practice: bool = False) -> bytes:
    """Return one Word file of papers of one shape, each on pages of its own."""
    document = Document()
    document.core_properties.title = papers[0].title
    document.core_properties.author = ""
    page = pdf.page_of(papers[0])
    _set_page(document.sections[0], page, practice=practice)
    word.set_face(document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts())
    first, *others = [blocks for paper in papers for blocks in pdf.sections(paper.blocks)]
    _write_all(document, first, page)
    for blocks in others:
        _begin_section(document)
        _write_all(document, blocks, page)
    file = BytesIO()
    document.save(file)
    return steady(file.getvalue())


def _set_page(section: WordSection, page: Page, *, practice: bool) -> None:
    section.page_width, section.page_height = Pt(page.width), Pt(page.height)
    if page.width > page.height:
        section.orientation = WD_ORIENTATION.LANDSCAPE
    section.top_margin, section.bottom_margin = Pt(page.top), Pt(page.bottom)
    section.left_margin, section.right_margin = Pt(page.left), Pt(page.right)
    section.header_distance = Pt((page.top - styles.NUMBER.leading) / 2)
    section.footer_distance = Pt(page.bottom / 2)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.add_page_number(number, styles.NUMBER.size)
    if practice:
        for footer in (section.first_page_footer, section.footer):
            warning = footer.paragraphs[0]
            text = f"{PRACTICE}. {PRACTICE_BELOW}"
            word.add_run(warning, text, styles.RECIPIENT.size, bold=True, italic=False)


def _begin_section(document: WordDocument) -> None:
    """Begin an annex: a page of its own, numbered from one, the number not shown on it."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    shrink(document.paragraphs[-1])  # it carries the end of the section before
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.append(numbering)  # noqa: SLF001


def _write_all(document: WordDocument, blocks: Iterable[Block], page: Page) -> None:
    recipients = Recipients((), ())
    for block in blocks:
        match block:
            case Recipients():
                recipients = block
            case Signature():
                add_closing(document, recipients, block, page)
            case Signatures():
                add_signatures(document, block, page)
            case Copy():
                add_copy(document, block, page)
            case _:
                _write(document, block, page)


def _write(document: WordDocument, block: Block, page: Page) -> None:
    match block:
        case Letterhead():
            add_letterhead(document, block, page)
        case Nation():
            add_nation(document, page)
        case Addressee():
            add_addressee(document, block, page)
        case Table():
            add_table(document, block, page)
        case Title():
            _write_title(document, block, page)
        case Appendix(label, title, attached):
            add_texts(document, [*label, *title], styles.APPENDIX_LABEL)
            add_texts(document, attached, styles.ATTACHED)
        case _:
            _write_lines(document, block)


def _write_title(document: WordDocument, block: Title, page: Page) -> None:
    add_texts(document, block.name, styles.NAME)
    add_texts(document, block.subject, styles.SUBJECT)
    if block.subject:
        rule = document.add_paragraph()
        add_rule(rule, block.subject, styles.SUBJECT, styles.TITLE_RULE, page.text_width)


def _write_lines(document: WordDocument, block: Block) -> None:
    match block:
        case Heading(lines):
            for paragraph in add_texts(document, lines, styles.HEADING):
                paragraph.paragraph_format.keep_with_next = True
        case Section(lines):
            for paragraph in add_texts(document, lines, styles.SECTION):
                paragraph.paragraph_format.keep_with_next = True
        case Bases(lines):
            add_texts(document, lines, styles.BASE)
        case Article(lines) | Paragraph(lines) | PersonBlock(_, lines) | Items(lines):
            add_texts(document, lines, styles.BODY)
        case _:
            raise TypeError(block)
