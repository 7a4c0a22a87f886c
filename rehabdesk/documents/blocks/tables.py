"""Tables inside a paper: heads repeated on every page, rows that are not cut in two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from rehabdesk.documents import fonts
from rehabdesk.documents.blocks.columns import shared
from rehabdesk.documents.setting import Align, Style, set_text
from rehabdesk.documents.sheet import Page, Pen, Row, draw_stack, stacked_height, text_rows
from rehabdesk.domain.forms.paper import Line, Table

PADDING = 3.0
LOWEST = 20.0  # of a row: enough for the pen
GAP = 6.0  # above and below a table
_SIZES = (13, 12, 11, 10, 9, 8)  # the first in which no word is cut and rows are not too high
_MANY = 7  # columns: more of them are set smaller
_HIGHEST = 4  # lines of most rows
_HIGHEST_HEAD = 6
_SLACK = 2.0  # beside the longest word: programs round widths in their own ways
_TALL = 0.4  # of the page: a row that is higher goes on as another

Cell = tuple[float, float, list[Row]]  # from, width, what stands in it


@dataclass(frozen=True, slots=True)
class Look:
    """The size of the letters and where the columns stand, from the left edge of the text."""

    size: float
    edges: tuple[float, ...]

    @property
    def head(self) -> Style:
        return Style(fonts.SERIF_BOLD, self.size, Align.CENTRE)

    def cell(self, *, centred: bool) -> Style:
        return Style(fonts.SERIF, self.size, Align.CENTRE if centred else Align.LEFT)


def rows(block: Table, page: Page) -> Iterator[Row]:
    look = look_of(block, page.text_width)
    places = [(page.left + left, page.left + right) for left, right in pairwise(look.edges)]
    head = _framed([_cell(line, look.head, *at) for line, at in _with(block.heads, places)])
    yield replace(head, space_before=GAP, keeps_with_next=True)
    last = len(block.rows) - 1
    for number, values in enumerate(block.rows):
        cells = [
            _cell(line, look.cell(centred=index in block.centred), *at)
            for index, (line, at) in enumerate(_with(values, places))
        ]
        for strip in _strips(cells, page.text_height * _TALL):
            yield replace(_framed(strip), head=head, keeps_with_next=number >= last - 1)
    yield Row(GAP, _nothing, keeps_with_next=True)


def look_of(block: Table, width: float) -> Look:
    """Choose the largest letters in which words fit and most rows stay low."""
    sizes = _SIZES if len(block.heads) <= _MANY else _SIZES[2:]
    for size in sizes:
        needed = [_needed(column, size) for column in _columns(block)]
        widths = shared(block.widths, needed, width)
        if sum(needed) <= width and _is_low(block, widths, size):
            break
    return Look(size, tuple(accumulate(widths, initial=0.0)))


def _columns(block: Table) -> Iterator[tuple[Line, list[Line]]]:
    for index, head in enumerate(block.heads):
        yield head, [row[index] for row in block.rows]


def _needed(column: tuple[Line, Sequence[Line]], size: float) -> float:
    """Measure the longest word of a column."""
    head, cells = column
    texts = [(head.text, fonts.SERIF_BOLD), *((cell.text, fonts.SERIF) for cell in cells)]
    words = (fonts.width(word, face, size) for text, face in texts for word in text.split())
    return 2 * PADDING + _SLACK + max(words, default=0.0)


def _is_low(block: Table, widths: Sequence[float], size: float) -> bool:
    """Say whether the heads and most rows need no more than a few lines."""
    head = _line_count(block.heads, widths, Style(fonts.SERIF_BOLD, size, Align.CENTRE))
    style = Style(fonts.SERIF, size, Align.LEFT)
    high = sum(_line_count(row, widths, style) > _HIGHEST for row in block.rows)
    return head <= _HIGHEST_HEAD and 2 * high <= len(block.rows)


def _line_count(cells: Iterable[Line], widths: Iterable[float], style: Style) -> int:
    return max(
        len(set_text(cell.spans, style, width - 2 * PADDING))
        for cell, width in zip(cells, widths, strict=True)
    )


def _cell(line: Line, style: Style, left: float, right: float) -> Cell:
    inner = right - left - 2 * PADDING
    return left, right - left, text_rows(line, style, left + PADDING, inner)


def _strips(cells: Sequence[Cell], limit: float) -> Iterator[list[Cell]]:
    """Break a row that is too high to keep together into several."""
    high = max(stacked_height(found) for _, _, found in cells)
    if high <= limit:
        yield list(cells)
        return
    lines = max(1, int(limit // max(row.height for _, _, found in cells for row in found)))
    longest = max(len(found) for _, _, found in cells)
    for first in range(0, longest, lines):
        yield [(left, width, found[first : first + lines]) for left, width, found in cells]


def _framed(cells: Sequence[Cell]) -> Row:
    height = max(LOWEST, *(stacked_height(found) + 2 * PADDING for _, _, found in cells))

    def drawn(pen: Pen, top: float) -> None:
        for left, width, found in cells:
            pen.frame(left, top, width, height)
            draw_stack(pen, found, top - (height - stacked_height(found)) / 2)

    return Row(height, drawn)


def _with(
    lines: Iterable[Line], places: Iterable[tuple[float, float]]
) -> Iterator[tuple[Line, tuple[float, float]]]:
    return zip(lines, places, strict=True)


def _nothing(_pen: Pen, _top: float) -> None:
    """Leave the room white."""
