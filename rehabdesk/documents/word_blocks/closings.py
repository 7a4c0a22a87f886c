"""How papers end in a Word file: recipients and who signs, people side by side, a copy's mark."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from rehabdesk.documents import word
from rehabdesk.documents.blocks import styles
from rehabdesk.documents.setting import set_text
from rehabdesk.documents.sheet import Page
from rehabdesk.documents.word_blocks.heads import fill_issuer
from rehabdesk.documents.word_blocks.texts import fill_cell, shrink
from rehabdesk.domain.forms.paper import Copy, Line, Recipients, Signature, Signatures, Span

_TABLE = qn("w:tbl")
_KEPT_ROWS = 2


def add_closing(
    document: WordDocument, recipients: Recipients, signature: Signature, page: Page
) -> None:
    """Write the recipients and the signature side by side, never alone on a page."""
    keep_text_with(document, page)
    left, right = _halves(document, page)
    fill_cell(left, recipients.label, styles.RECIPIENTS_LABEL)
    fill_cell(left, recipients.lines, styles.RECIPIENT)
    fill_cell(right, signature.authority, styles.AUTHORITY)
    _sign(right, signature.name)
    shrink(document.add_paragraph())  # Word wants a paragraph after a table


def add_signatures(document: WordDocument, block: Signatures, page: Page) -> None:
    keep_text_with(document, page)
    left, right = _halves(document, page)
    dated = fill_cell(right, block.place_and_date, styles.PLACE_AND_DATE)
    titles = fill_cell(left, block.left, styles.AUTHORITY)
    if dated and titles:
        titles[0].paragraph_format.space_before = Pt(styles.PLACE_AND_DATE.leading * len(dated))
    fill_cell(left, block.left_note, styles.SIGNING_NOTE)
    fill_cell(right, block.right, styles.AUTHORITY)
    fill_cell(right, block.right_note, styles.SIGNING_NOTE)
    if block.left:
        _sign(left, block.left_name)
    _sign(right, block.right_name)
    shrink(document.add_paragraph())


def add_copy(document: WordDocument, block: Copy, page: Page) -> None:
    """Write the mark of a copy below a rule, in the table of the signature: both stay together."""
    table = document.tables[-1]
    rule = _new_row(table, page)[0].merge(table.rows[-1].cells[1]).paragraphs[0]
    word.add_rule(rule, Pt(page.text_width), Pt(page.text_width))
    rule.paragraph_format.space_before = Pt(styles.COPY_GAP)
    left, right = _new_row(table, page)
    fill_issuer(left, block.issuer, page.text_width / 2)
    fill_cell(right, block.form, styles.AUTHORITY)
    left, right = _new_row(table, page)
    fill_cell(left, block.number, styles.NUMBER)
    fill_cell(right, block.place_and_date, styles.PLACE_AND_DATE)
    left, right = _new_row(table, page)
    for paragraph in fill_cell(left, block.label, styles.RECIPIENTS_LABEL):
        paragraph.paragraph_format.space_before = Pt(styles.CLOSING_GAP)
    fill_cell(left, block.lines, styles.RECIPIENT)
    for paragraph in fill_cell(right, block.authority, styles.AUTHORITY)[:1]:
        paragraph.paragraph_format.space_before = Pt(styles.CLOSING_GAP)
    _sign(right, block.name)
    for row in table.rows[:-1]:
        _keep(row)


def keep_text_with(document: WordDocument, page: Page) -> None:
    """Let two lines at least go over with what follows, and part it from them."""
    last = document.paragraphs[-1]
    last.paragraph_format.keep_with_next = True
    last.paragraph_format.space_after = Pt(styles.CLOSING_GAP)
    if _follows_table(last):
        _keep_last_rows(document.tables[-1])
    elif _is_one_line(last, page):
        before = document.paragraphs[-2]
        before.paragraph_format.keep_with_next = True
        if _follows_table(before):
            _keep_last_rows(document.tables[-1])


def _halves(document: WordDocument, page: Page) -> tuple[_Cell, _Cell]:
    half = Pt(page.text_width / 2)
    table = document.add_table(rows=1, cols=2)
    word.bare_table(table, (half, half))
    left, right = table.rows[0].cells
    return left, right


def _sign(cell: _Cell, name: Sequence[Line]) -> None:
    """Leave room for the hand above a name; without a name, leave it below the title."""
    written = fill_cell(cell, name, styles.AUTHORITY)
    if written:
        written[0].paragraph_format.space_before = Pt(styles.SIGNATURE_SPACE)
    else:
        shrink(cell.add_paragraph(), styles.SIGNATURE_SPACE)


def _follows_table(paragraph: WordParagraph) -> bool:
    before = paragraph._element.getprevious()  # noqa: SLF001
    return before is not None and before.tag == _TABLE


def _is_one_line(paragraph: WordParagraph, page: Page) -> bool:
    return len(set_text([Span(paragraph.text)], styles.BODY, page.text_width)) <= 1


def _new_row(table: WordTable, page: Page) -> tuple[_Cell, _Cell]:
    row = table.add_row()
    word.never_cut(row)
    left, right = row.cells
    left.width = right.width = Pt(page.text_width / 2)
    return left, right


def _keep_last_rows(table: WordTable) -> None:
    for row in table.rows[-_KEPT_ROWS:]:
        _keep(row)


def _keep(row: _Row) -> None:
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
