"""Lists as pages to print and sign: heads repeated, landscape when there are many columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import accumulate

from reportlab.lib.units import mm

from rehabdesk.documents import fonts
from rehabdesk.documents.blocks.columns import shared
from rehabdesk.documents.blocks.head import letterhead_row
from rehabdesk.documents.official_list import ColumnKind, OfficialList, Signer, printed
from rehabdesk.documents.setting import Align, Style
from rehabdesk.documents.sheet import (
    LANDSCAPE,
    PORTRAIT,
    Page,
    Pen,
    Row,
    column_rows,
    draw_pages,
    draw_stack,
    new_canvas,
    plain,
    stacked_height,
    text_rows,
)
from rehabdesk.domain.forms.paper import Letterhead, Line

_TITLE = Style(fonts.SERIF_BOLD, 14, Align.CENTRE, space_before=14)
_PERIOD = Style(fonts.SERIF_ITALIC, 13, Align.CENTRE)
_TOTAL = Style(fonts.SERIF_BOLD, 12, Align.LEFT, space_before=4)
_SIGNER = Style(fonts.SERIF_BOLD, 13, Align.CENTRE)
_NOTE = Style(fonts.SERIF_ITALIC, 12, Align.CENTRE)
_PADDING = 3.0
_LOWEST = 18.0
_GAP = 10.0
_SIZES = (11, 10, 9, 8)  # the first in which no word is cut and rows are not too high
_HIGHEST = 3  # lines of most rows
_SAMPLE = 60  # rows

Cell = tuple[float, float, list[Row]]  # from, width, what stands in it


def draw_listing(content: OfficialList, *, practice: bool = False) -> bytes:
    """Return the PDF of a list."""
    page = LANDSCAPE if content.is_landscape else PORTRAIT
    file = BytesIO()
    pen = Pen(new_canvas(file, page, content.title), page)
    draw_pages(
        pen,
        [*head_rows(content, page), *table_rows(content, page), *_below(content, page)],
        practice=practice,
    )
    pen.canvas.save()
    return file.getvalue()


def head_rows(content: OfficialList, page: Page) -> Iterator[Row]:
    """Set letterhead, title, period and notes."""
    yield letterhead_row(
        Letterhead(
            _lines(content.superior), _lines(content.issuer), (), _lines(content.place_and_date)
        ),
        page,
    )
    first, *others = _lines(content.title)
    yield from column_rows([first], _TITLE, page.left, page.text_width)
    below = replace(_TITLE, space_before=0.0)
    yield from column_rows(others, below, page.left, page.text_width)
    notes = [plain(text) for text in (content.period, *content.notes) if text]
    yield from column_rows(notes, _PERIOD, page.left, page.text_width)
    yield Row(_GAP, _nothing, keeps_with_next=True)


@dataclass(frozen=True, slots=True)
class _Look:
    """The size of the letters in a table and where its columns stand."""

    size: float
    edges: tuple[float, ...]

    @property
    def head(self) -> Style:
        return Style(fonts.SERIF_BOLD, self.size, Align.CENTRE)

    def cell(self, kind: ColumnKind) -> Style:
        align = Align.LEFT if kind is ColumnKind.TEXT else Align.CENTRE
        return Style(fonts.SERIF, self.size, align)


def table_rows(content: OfficialList, page: Page) -> Iterator[Row]:
    """Set the lines of a list under its column heads."""
    look = _look(content, page)
    head = _heads(content, look)
    yield Row(head.height, head.draw, keeps_with_next=True)
    last = len(content.rows) - 1
    for index, values in enumerate(content.rows):
        cells = [
            _cell(printed(value), look.cell(column.kind), *look.edges[each : each + 2])
            for each, (value, column) in enumerate(zip(values, content.columns, strict=True))
        ]
        least = max(content.least_height, _LOWEST)
        yield _framed(cells, head, least, keeps_with_next=index >= last - 1)


def _below(content: OfficialList, page: Page) -> Iterator[Row]:
    if content.total:
        for row in column_rows([plain(content.total)], _TOTAL, page.left, page.text_width):
            yield replace(row, keeps_with_next=True)
    if content.signers:
        yield _signatures(content.signers, page)


def _look(content: OfficialList, page: Page) -> _Look:
    """Choose the largest letters in which words fit and most rows stay low."""
    wanted = [column.width for column in content.columns]
    for size in _SIZES:
        needed = _needed(content, size)
        widths = shared(wanted, needed, page.text_width)
        if sum(needed) <= page.text_width and _are_low(content, widths, size):
            break
    return _Look(size, tuple(accumulate(widths, initial=page.left)))


def _are_low(content: OfficialList, widths: Sequence[float], size: float) -> bool:
    """Say whether most rows need no more than a few lines."""
    style = Style(fonts.SERIF, size, Align.LEFT)
    rows = content.rows[:_SAMPLE]
    high = sum(
        any(
            len(text_rows(plain(printed(value)), style, 0.0, width - 2 * _PADDING)) > _HIGHEST
            for value, width in zip(row, widths, strict=True)
            if value
        )
        for row in rows
    )
    return 2 * high <= len(rows)


def _needed(content: OfficialList, size: float) -> list[float]:
    """Measure the longest word of each column."""
    return [
        2 * _PADDING
        + max(
            fonts.width(word, face, size)
            for text, face in [
                (column.title, fonts.SERIF_BOLD),
                *((printed(row[index]), fonts.SERIF) for row in content.rows),
            ]
            for word in text.split() or [""]
        )
        for index, column in enumerate(content.columns)
    ]


def _heads(content: OfficialList, look: _Look) -> Row:
    """Set the column heads; where neighbours share a heading it stands above them."""
    cells = [
        _cell(column.title, look.head, *look.edges[index : index + 2])
        for index, column in enumerate(content.columns)
    ]
    shared = [
        _cell(name, look.head, look.edges[first], look.edges[first + count])
        for name, first, count in content.groups
        if name
    ]
    above = _height(shared) if shared else 0.0
    grouped = [cell for cell, col in zip(cells, content.columns, strict=True) if col.group]
    single = [cell for cell, col in zip(cells, content.columns, strict=True) if not col.group]
    height = max(_height(single), above + _height(grouped))

    def drawn(pen: Pen, top: float) -> None:
        _draw_cells(pen, shared, top, above)
        _draw_cells(pen, grouped, top - above, height - above)
        _draw_cells(pen, single, top, height)

    return Row(height, drawn)


def _cell(text: str, style: Style, left: float, right: float) -> Cell:
    inner = right - left - 2 * _PADDING
    rows = text_rows(plain(text), style, left + _PADDING, inner) if text else []
    return left, right - left, rows


def _framed(cells: Sequence[Cell], head: Row, least: float, *, keeps_with_next: bool) -> Row:
    height = max(_height(cells), least)

    def drawn(pen: Pen, top: float) -> None:
        _draw_cells(pen, cells, top, height)

    return Row(height, drawn, keeps_with_next=keeps_with_next, head=head)


def _height(cells: Sequence[Cell]) -> float:
    return max((stacked_height(rows) for _, _, rows in cells), default=0.0) + 2 * _PADDING


def _draw_cells(pen: Pen, cells: Iterable[Cell], top: float, height: float) -> None:
    for left, width, rows in cells:
        pen.frame(left, top, width, height)
        draw_stack(pen, rows, top - (height - stacked_height(rows)) / 2)


def _signatures(signers: Sequence[Signer], page: Page) -> Row:
    share = page.text_width / len(signers)
    columns = [
        [
            *column_rows([plain(signer.title)], _SIGNER, page.left + index * share, share),
            *column_rows([plain(signer.note)], _NOTE, page.left + index * share, share),
            Row(22 * mm, _nothing),
            *column_rows(_lines(signer.name), _SIGNER, page.left + index * share, share),
        ]
        for index, signer in enumerate(signers)
    ]

    def drawn(pen: Pen, top: float) -> None:
        for column in columns:
            draw_stack(pen, column, top)

    return Row(max(stacked_height(column) for column in columns), drawn, space_before=14)


def _lines(text: str) -> tuple[Line, ...]:
    return tuple(plain(line) for line in text.split("\n") if line)


def _nothing(_pen: Pen, _top: float) -> None:
    """Leave the room white."""
