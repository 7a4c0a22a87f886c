"""Official papers on A4, laid out by Decree 30/2020: the words are data, the layout is here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO

from rehabdesk.documents.blocks import addressees, tables
from rehabdesk.documents.blocks.closing import closing_row, copy_rows, signatures_row
from rehabdesk.documents.blocks.head import letterhead_row, nation_rows
from rehabdesk.documents.blocks.styles import (
    APPENDIX_LABEL,
    ATTACHED,
    BASE,
    BODY,
    HEADING,
    LINES_WITH_SIGNATURE,
    NAME,
    SECTION,
    SUBJECT,
    TITLE_RULE,
)
from rehabdesk.documents.pages import FieldSpot
from rehabdesk.documents.setting import Style
from rehabdesk.documents.sheet import (
    LANDSCAPE,
    PORTRAIT,
    Page,
    Pen,
    Row,
    Value,
    column_rows,
    draw_pages,
    new_canvas,
    rule_row,
)
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
    Line,
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


def draw(paper: FilledPaper, *, practice: bool = False, marks: bool = False) -> bytes:
    """Return the PDF of one paper. Marks show missing values and edited wording, for the screen."""
    return _drawn([paper], practice=practice, marks=marks)[0]


def draw_many(papers: Iterable[FilledPaper], *, practice: bool = False) -> bytes:
    """Return one file, paper after paper, each with its own page numbers."""
    return _drawn(list(papers), practice=practice, marks=False)[0]


def draw_with_spots(
    paper: FilledPaper, *, practice: bool = False, differing: frozenset[Value] = frozenset()
) -> tuple[bytes, tuple[FieldSpot, ...]]:
    """Return the marked PDF of the preview, and where each value stands in it."""
    return _drawn([paper], practice=practice, marks=True, differing=differing)


def page_of(paper: FilledPaper) -> Page:
    return LANDSCAPE if paper.is_landscape else PORTRAIT


def sections(blocks: Iterable[Block]) -> list[list[Block]]:
    """Part the blocks where an annex begins: it has pages and page numbers of its own."""
    found: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Appendix):
            found.append([])
        found[-1].append(block)
    return found


def _drawn(
    papers: list[FilledPaper],
    *,
    practice: bool,
    marks: bool,
    differing: frozenset[Value] = frozenset(),
) -> tuple[bytes, tuple[FieldSpot, ...]]:
    file = BytesIO()
    first = page_of(papers[0])
    pen = Pen(new_canvas(file, first, papers[0].title), first, marks=marks)
    pen.differing = differing
    for paper in papers:
        pen.page = page_of(paper)
        pen.canvas.setPageSize((pen.page.width, pen.page.height))
        for blocks in sections(paper.blocks):
            draw_pages(pen, _rows(blocks, pen.page), practice=practice)
    pen.canvas.save()
    return file.getvalue(), tuple(pen.spots)


def _rows(blocks: Iterable[Block], page: Page) -> list[Row]:
    rows: list[Row] = []
    recipients = Recipients((), ())
    for block in blocks:
        match block:
            case Recipients():
                recipients = block
            case Signature():
                _keep(rows, LINES_WITH_SIGNATURE)
                rows.append(closing_row(recipients, block, page))
            case Signatures():
                _keep(rows, LINES_WITH_SIGNATURE)
                rows.append(signatures_row(block, page))
            case Copy():
                _keep(rows, 1)
                rows += copy_rows(block, page)
            case _:
                rows += _block_rows(block, page)
    return rows


def _keep(rows: list[Row], count: int) -> None:
    """Let the last rows go over with what follows: who signs never stands alone on a page."""
    rows[-count:] = [replace(row, keeps_with_next=True) for row in rows[-count:]]


def _block_rows(block: Block, page: Page) -> list[Row]:
    match block:
        case Letterhead():
            return [letterhead_row(block, page)]
        case Nation():
            return list(nation_rows(page.left, page.text_width))
        case Addressee():
            return addressees.rows(block, page)
        case Table():
            return list(tables.rows(block, page))
        case _:
            return _lines(block, page)


def _lines(block: Block, page: Page) -> list[Row]:
    match block:
        case Title(name, subject):
            return list(_title(name, subject, page))
        case Appendix():
            return list(_appendix(block, page))
        case Heading(lines):
            return _before_next(_text(lines, HEADING, page))
        case Section(lines):
            return _before_next(_text(lines, SECTION, page))
        case Bases(lines):
            return _text(lines, BASE, page)
        case Article(lines) | Paragraph(lines) | PersonBlock(_, lines) | Items(lines):
            return _text(lines, BODY, page)
        case _:
            raise TypeError(block)


def _text(lines: Iterable[Line], style: Style, page: Page) -> list[Row]:
    return column_rows(lines, style, page.left, page.text_width)


def _before_next(rows: list[Row]) -> list[Row]:
    return [replace(row, keeps_with_next=True) for row in rows]


def _title(name: Iterable[Line], subject: tuple[Line, ...], page: Page) -> Iterator[Row]:
    yield from _text(name, NAME, page)
    yield from _text(subject, SUBJECT, page)
    if subject:
        yield rule_row(subject, SUBJECT, TITLE_RULE, page.left, page.text_width)


def _appendix(block: Appendix, page: Page) -> Iterator[Row]:
    yield from _text(block.label, APPENDIX_LABEL, page)
    yield from _text(block.title, APPENDIX_LABEL, page)
    yield from _text(block.attached, ATTACHED, page)
