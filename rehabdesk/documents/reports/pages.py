"""A report as pages to print, sign and seal; behind it the charts and the rule of each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO

from rehabdesk.documents import fonts
from rehabdesk.documents.blocks import addressees
from rehabdesk.documents.blocks.closing import closing_row
from rehabdesk.documents.blocks.head import letterhead_row
from rehabdesk.documents.blocks.styles import NAME, SUBJECT, TITLE_RULE
from rehabdesk.documents.reports.drawn_charts import chart_rows
from rehabdesk.documents.reports.narrative import addressee, letterhead
from rehabdesk.documents.reports.table_rows import Col, Grid, body_row, head_row, wide_row
from rehabdesk.documents.setting import Align, Style
from rehabdesk.documents.sheet import (
    LANDSCAPE,
    PORTRAIT,
    Page,
    Pen,
    Row,
    column_rows,
    draw_pages,
    new_canvas,
    plain,
    rule_row,
)
from rehabdesk.domain.forms.paper import Recipients, Signature
from rehabdesk.domain.reports.papers import ReportPaper, remarks_below

_PERIOD = Style(fonts.SERIF_ITALIC, 13, Align.CENTRE, space_before=3)
_NOTE = Style(fonts.SERIF_ITALIC, 11, Align.LEFT, space_before=2)
_PART = Style(fonts.SERIF_BOLD, 13, Align.CENTRE, space_before=4)
_GAP = 8.0
_NUMBER, _UNIT, _FIGURE = 30.0, 58.0, 56.0
_SIZE = 11.0
_SHARE = 0.42  # of the page, for all columns of figures together
_RULES_SIZE = 10.5
_KEPT = 2  # rows that go over with who signs
_FEW_NOTES = 6  # lines; more of them part the table from who signs


def draw_report(paper: ReportPaper) -> bytes:
    """Return the PDF; the same report gives the same bytes."""
    page = LANDSCAPE if paper.is_landscape else PORTRAIT
    file = BytesIO()
    pen = Pen(new_canvas(file, page, " – ".join(paper.title)), page)
    is_practice = paper.is_practice
    draw_pages(
        pen,
        [*_above(paper, page), *_table(paper, page), *_below(paper, page)],
        practice=is_practice,
    )
    if not paper.charts.is_empty:
        draw_pages(pen, chart_rows(paper.charts, page), practice=is_practice)
    draw_pages(pen, list(_rules(paper, page)), practice=is_practice)
    pen.canvas.save()
    return file.getvalue()


def _above(paper: ReportPaper, page: Page) -> Iterator[Row]:
    yield letterhead_row(letterhead(paper.head), page)
    first, *others = paper.title
    yield from column_rows([plain(first)], NAME, page.left, page.text_width)
    subject = [plain(line) for line in others]
    yield from column_rows(subject, SUBJECT, page.left, page.text_width)
    if subject:
        yield rule_row(subject, SUBJECT, TITLE_RULE, page.left, page.text_width)
    yield from column_rows([plain(f"({paper.period})")], _PERIOD, page.left, page.text_width)
    if paper.head.addressees:
        yield from addressees.rows(addressee(paper.head), page)
    yield Row(_GAP, _nothing, keeps_with_next=True)


def _table(paper: ReportPaper, page: Page) -> Iterator[Row]:
    grid = _columns(paper, page)
    head = head_row(grid)
    yield replace(head, keeps_with_next=True)
    last = len(paper.rows) - 1
    for index, line in enumerate(paper.rows):
        keeps = line.is_heading or index > last - _KEPT
        if line.is_heading:
            yield replace(wide_row(grid, line.name, head), keeps_with_next=True)
            continue
        figures = [line.words.get(column.role, "") for column in paper.columns]
        row = body_row(grid, [line.number, line.name, line.unit, *figures], head, line.level)
        yield replace(row, keeps_with_next=keeps)


def _columns(paper: ReportPaper, page: Page) -> Grid:
    """Give the figures what they need, and the names the rest."""
    titles = [column.title for column in paper.columns]
    needed = [_needed(paper, at, page) for at in range(len(titles))]
    name = page.text_width - _NUMBER - _UNIT - sum(needed)
    fixed = (("STT", _NUMBER), ("Nội dung", name), ("Đơn vị tính", _UNIT))
    columns = [Col(title, width, is_text=title == "Nội dung") for title, width in fixed]
    columns += [
        Col(column.title, width, column.group)
        for column, width in zip(paper.columns, needed, strict=True)
    ]
    return Grid(tuple(columns), page.left, _SIZE)


def _needed(paper: ReportPaper, at: int, page: Page) -> float:
    """Measure the widest figure and the longest word of the head of a column."""
    column = paper.columns[at]
    words = [row.words.get(column.role, "") for row in paper.rows]
    figures = max((fonts.width(each, fonts.SERIF, _SIZE) for each in words), default=0.0)
    heads = max(
        (fonts.width(word, fonts.SERIF_BOLD, _SIZE) for word in column.title.split()), default=0.0
    )
    least = min(_FIGURE, _SHARE * page.text_width / len(paper.columns))
    return max(figures, heads, least - 8) + 8


def _below(paper: ReportPaper, page: Page) -> Iterator[Row]:
    rows = _notes(paper, page)
    first_kept = 0 if len(rows) <= _FEW_NOTES else len(rows) - _KEPT
    for at, row in enumerate(rows):
        yield replace(row, keeps_with_next=at >= first_kept)
    head = paper.head
    recipients = [*head.recipients, "", f"Người lập biểu: {head.drawn_up_by}"]
    yield closing_row(
        Recipients((plain("Nơi nhận:"),), tuple(plain(line) for line in recipients)),
        Signature(
            tuple(plain(line) for line in head.authority),
            (plain(head.signer),) if head.signer else (),
        ),
        page,
    )


def _notes(paper: ReportPaper, page: Page) -> list[Row]:
    texts = [plain(text) for text in (*remarks_below(paper.rows), *paper.notes)]
    return column_rows(texts, _NOTE, page.left, page.text_width)


def _rules(paper: ReportPaper, page: Page) -> Iterator[Row]:
    """Set how each row is counted, on pages of its own."""
    yield from column_rows([plain("CÁCH TÍNH TỪNG DÒNG")], _PART, page.left, page.text_width)
    yield from column_rows([plain(f"({paper.period})")], _PERIOD, page.left, page.text_width)
    yield Row(_GAP, _nothing, keeps_with_next=True)
    shares = (("STT", 0.07), ("Nội dung", 0.28), ("Cách tính", 0.45), ("Căn cứ", 0.20))
    columns = tuple(
        Col(title, share * page.text_width, is_text=at > 0)
        for at, (title, share) in enumerate(shares)
    )
    grid = Grid(columns, page.left, _RULES_SIZE)
    head = head_row(grid)
    yield replace(head, keeps_with_next=True)
    for rule in paper.rules:
        name = f"{rule.name} ({rule.unit})" if rule.unit not in rule.name else rule.name
        told: Sequence[str] = (
            rule.number,
            name,
            rule.told,
            rule.basis,
        )
        yield body_row(grid, told, head)


def _nothing(_pen: Pen, _top: float) -> None:
    """Leave the room white."""
