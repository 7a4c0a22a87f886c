"""Official papers on A4, laid out by Decree 30/2020: the words are data, the layout is here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO

from reportlab.lib.units import mm

from rehabdesk.documents import fonts
from rehabdesk.documents.pages import FieldSpot
from rehabdesk.documents.setting import Align, Style, balanced
from rehabdesk.documents.sheet import (
    PORTRAIT,
    Page,
    Pen,
    Row,
    column_rows,
    draw_pages,
    draw_stack,
    new_canvas,
    plain,
    rule_row,
    stacked_height,
)
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
    Title,
)
from rehabdesk.domain.wording import BLANK

NATION = f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT{BLANK}NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

BODY_SPREAD = 1.08  # of single line spacing
FIRST_INDENT = 12.7 * mm
ISSUER_RULE = 0.42  # of the width of the text above, between a third and a half
TITLE_RULE = 0.42
NATION_COLUMN = 97 * mm
SIGNATURE_SPACE = 26 * mm

SUPERIOR = Style(fonts.SERIF, 13, Align.CENTRE)
ISSUER = Style(fonts.SERIF_BOLD, 13, Align.CENTRE)
NATION_STYLE = Style(fonts.SERIF_BOLD, 13, Align.CENTRE)
MOTTO_STYLE = Style(fonts.SERIF_BOLD, 14, Align.CENTRE)
NUMBER = Style(fonts.SERIF, 13, Align.CENTRE)
PLACE_AND_DATE = Style(fonts.SERIF_ITALIC, 14, Align.CENTRE)
NAME = Style(fonts.SERIF_BOLD, 14, Align.CENTRE, space_before=16)
SUBJECT = Style(fonts.SERIF_BOLD, 14, Align.CENTRE)
HEADING = Style(fonts.SERIF_BOLD, 14, Align.CENTRE, spread=BODY_SPREAD, space_before=10)
BODY = Style(fonts.SERIF, 14, spread=BODY_SPREAD, first_indent=FIRST_INDENT, space_before=6)
BASE = replace(BODY, face=fonts.SERIF_ITALIC, bold_face=fonts.SERIF_BOLD_ITALIC)
RECIPIENTS_LABEL = Style(fonts.SERIF_BOLD_ITALIC, 12, Align.LEFT)
RECIPIENT = Style(fonts.SERIF, 11, Align.LEFT)
AUTHORITY = Style(fonts.SERIF_BOLD, 14, Align.CENTRE)

CLOSING_GAP = 14
_LINES_WITH_SIGNATURE = 2


def draw(paper: FilledPaper, *, practice: bool = False, marks: bool = False) -> bytes:
    """Return the PDF of one paper. Marks show missing values and edited wording, for the screen."""
    return _drawn([paper], practice=practice, marks=marks)[0]


def draw_many(papers: Iterable[FilledPaper], *, practice: bool = False) -> bytes:
    """Return one file, paper after paper, each with its own page numbers."""
    return _drawn(list(papers), practice=practice, marks=False)[0]


def draw_with_spots(
    paper: FilledPaper, *, practice: bool = False
) -> tuple[bytes, tuple[FieldSpot, ...]]:
    """Return the marked PDF of the preview, and where each value stands in it."""
    return _drawn([paper], practice=practice, marks=True)


def letterhead_lines(lines: Iterable[Line], style: Style) -> list[Line]:
    """Break the names of offices evenly, where the letterhead's column is too narrow for them."""
    width = PORTRAIT.text_width - NATION_COLUMN
    return [
        line if text == line.text else Line(line.key, (replace(line.spans[0], text=text),))
        for line in lines
        for text in balanced(line.text, style.face, style.size, width)
    ]


def _drawn(
    papers: list[FilledPaper], *, practice: bool, marks: bool
) -> tuple[bytes, tuple[FieldSpot, ...]]:
    file = BytesIO()
    pen = Pen(new_canvas(file, PORTRAIT, papers[0].title), PORTRAIT, marks=marks)
    for paper in papers:
        draw_pages(pen, _rows(paper.blocks), practice=practice)
    pen.canvas.save()
    return file.getvalue(), tuple(pen.spots)


def _rows(blocks: Iterable[Block]) -> list[Row]:
    rows: list[Row] = []
    recipients = Recipients((), ())
    for block in blocks:
        if isinstance(block, Recipients):
            recipients = block
        elif isinstance(block, Signature):
            rows[-_LINES_WITH_SIGNATURE:] = [
                replace(row, keeps_with_next=True) for row in rows[-_LINES_WITH_SIGNATURE:]
            ]
            rows.append(_closing(recipients, block))
        else:
            rows += _block_rows(block)
    return rows


def _block_rows(block: Block) -> list[Row]:
    match block:
        case Letterhead():
            return [letterhead_row(block)]
        case Title():
            return list(_title(block))
        case Heading(lines):
            return [replace(row, keeps_with_next=True) for row in _text(lines, HEADING)]
        case Bases(lines):
            return _text(lines, BASE)
        case Article(lines) | Paragraph(lines) | PersonBlock(_, lines) | Items(lines):
            return _text(lines, BODY)
        case _:
            raise TypeError(block)


def _text(lines: Iterable[Line], style: Style) -> list[Row]:
    return column_rows(lines, style, PORTRAIT.left, PORTRAIT.text_width)


def letterhead_row(block: Letterhead, page: Page = PORTRAIT) -> Row:
    """Set the head of a paper: who writes on the left, the nation and the day on the right."""
    width = PORTRAIT.text_width - NATION_COLUMN
    x, nation_x = page.left, page.width - page.right - NATION_COLUMN
    issuer = letterhead_lines(block.issuer, ISSUER)
    left = [
        *column_rows(letterhead_lines(block.superior, SUPERIOR), SUPERIOR, x, width),
        *column_rows(issuer, ISSUER, x, width),
        rule_row(issuer, ISSUER, ISSUER_RULE, x, width),
    ]
    motto = [plain(MOTTO)]
    right = [
        *column_rows([plain(NATION)], NATION_STYLE, nation_x, NATION_COLUMN),
        *column_rows(motto, MOTTO_STYLE, nation_x, NATION_COLUMN),
        rule_row(motto, MOTTO_STYLE, 1.0, nation_x, NATION_COLUMN),
    ]
    number = column_rows(block.number, NUMBER, x, width)
    date = column_rows(block.place_and_date, PLACE_AND_DATE, nation_x, NATION_COLUMN)
    head = max(stacked_height(left), stacked_height(right))

    def drawn(pen: Pen, top: float) -> None:
        draw_stack(pen, left, top)
        draw_stack(pen, right, top)
        draw_stack(pen, number, top - head - (PLACE_AND_DATE.leading - NUMBER.leading))
        draw_stack(pen, date, top - head)

    return Row(head + max(stacked_height(number), stacked_height(date)), drawn)


def _title(block: Title) -> Iterator[Row]:
    yield from _text(block.name, NAME)
    yield from _text(block.subject, SUBJECT)
    if block.subject:
        yield rule_row(block.subject, SUBJECT, TITLE_RULE, PORTRAIT.left, PORTRAIT.text_width)


def _closing(recipients: Recipients, signature: Signature) -> Row:
    half = PORTRAIT.text_width / 2
    left = [
        *column_rows(recipients.label, RECIPIENTS_LABEL, PORTRAIT.left, half),
        *column_rows(recipients.lines, RECIPIENT, PORTRAIT.left, half - 4 * mm),
    ]
    right = [
        *column_rows(signature.authority, AUTHORITY, PORTRAIT.left + half, half),
        Row(SIGNATURE_SPACE, lambda _pen, _top: None),
        *column_rows(signature.name, AUTHORITY, PORTRAIT.left + half, half),
    ]

    def drawn(pen: Pen, top: float) -> None:
        draw_stack(pen, left, top)
        draw_stack(pen, right, top)

    return Row(max(stacked_height(left), stacked_height(right)), drawn, CLOSING_GAP)
