"""A page of advice as paper: small, so that all of it lies on the desk at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO

from reportlab.lib.units import mm

from rehabdesk.documents import fonts
from rehabdesk.documents.setting import Align, Style
from rehabdesk.documents.sheet import (
    Page,
    Pen,
    Row,
    draw_pages,
    draw_stack,
    new_canvas,
    plain,
    stacked_height,
    text_rows,
)
from rehabdesk.domain.forms.paper import Line, Span
from rehabdesk.domain.guides.page import BlockKind, GuideBlock, runs

PAPER = Page(210 * mm, 297 * mm, 14 * mm, 12 * mm, 20 * mm, 14 * mm)
_STEP = 17.0  # where the words of a step begin
_PADDING = 2.5
_TITLE = Style(fonts.SERIF_BOLD, 15, Align.LEFT)
_HEAD = Style(fonts.SERIF_BOLD, 11.5, Align.LEFT, space_before=7)
_BODY = Style(fonts.SERIF, 9.6, Align.LEFT, bold_face=fonts.SANS, space_before=2.5)
_COMMAND = Style(fonts.SANS, 8, Align.LEFT)
_CELL = Style(fonts.SERIF, 9, Align.LEFT, bold_face=fonts.SANS)
_CELL_HEAD = Style(fonts.SERIF_BOLD, 9, Align.LEFT)
_FIRST = 1.1  # the first column of a table is so much wider than the others


def draw_guide(blocks: Sequence[GuideBlock]) -> bytes:
    file = BytesIO()
    title = next((each.text for each in blocks if each.kind is BlockKind.TITLE), "")
    pen = Pen(new_canvas(file, PAPER, title), PAPER)
    draw_pages(pen, [row for block in blocks for row in _rows(block)])
    pen.canvas.save()
    return file.getvalue()


def _rows(block: GuideBlock) -> Iterator[Row]:
    match block.kind:
        case BlockKind.TITLE | BlockKind.HEAD:
            style = _TITLE if block.kind is BlockKind.TITLE else _HEAD
            for row in _set(block.text, style):
                yield replace(row, keeps_with_next=True)
        case BlockKind.STEP | BlockKind.POINT:
            yield from _marked(f"{block.mark}." if block.mark else "•", block.text)
        case BlockKind.COMMANDS:
            yield from _commands(block.text)
        case BlockKind.TABLE:
            yield from _table(block.rows)
        case BlockKind.TEXT:
            *above, last = _set(block.text, _BODY)
            yield from (*above, replace(last, keeps_with_next=block.text.endswith(":")))


def _set(text: str, style: Style, start: float = 0.0) -> list[Row]:
    return text_rows(_line(text), style, PAPER.left + start, PAPER.text_width - start)


def _line(text: str) -> Line:
    return Line("", tuple(Span(part, bold=is_typed) for part, is_typed in runs(text)))


def _marked(mark: str, text: str) -> Iterator[Row]:
    first, *others = _set(text, _BODY, _STEP)
    beside = text_rows(plain(mark), _BODY, PAPER.left, _STEP)

    def drawn(pen: Pen, top: float) -> None:
        draw_stack(pen, beside, top)
        first.draw(pen, top)

    yield replace(first, draw=drawn)
    yield from others


def _commands(text: str) -> Iterator[Row]:
    """Set what is to be typed behind a rule, a line a row; a line too long goes on below."""
    lines = [
        row
        for line in text.splitlines()
        for row in text_rows(
            plain(line), _COMMAND, PAPER.left + _STEP + 5, PAPER.text_width - _STEP - 5
        )
    ]
    for at, row in enumerate(lines):
        space = 2.0 if at == 0 else 0.0
        is_kept = at < len(lines) - 1
        yield replace(row, draw=_ruled(row), space_before=space, keeps_with_next=is_kept)


def _ruled(row: Row) -> Callable[[Pen, float], None]:
    def drawn(pen: Pen, top: float) -> None:
        x = PAPER.left + _STEP
        pen.canvas.line(x, top, x, top - row.height)
        row.draw(pen, top)

    return drawn


def _table(rows: Sequence[Sequence[str]]) -> Iterator[Row]:
    shares = [_FIRST if at == 0 else 1.0 for at in range(len(rows[0]))]
    widths = [PAPER.text_width * share / sum(shares) for share in shares]
    for at, cells in enumerate(rows):
        style = _CELL if at else _CELL_HEAD
        yield replace(
            _table_row(cells, widths, style),
            space_before=0.0 if at else 4.0,
            keeps_with_next=at < len(rows) - 1,
        )


def _table_row(cells: Sequence[str], widths: Sequence[float], style: Style) -> Row:
    places = [PAPER.left + sum(widths[:at]) for at in range(len(widths))]
    stacks = [
        text_rows(_line(cell), style, x + _PADDING, width - 2 * _PADDING)
        for cell, x, width in zip(cells, places, widths, strict=True)
    ]
    height = max(map(stacked_height, stacks)) + 2 * _PADDING

    def drawn(pen: Pen, top: float) -> None:
        for stack, x, width in zip(stacks, places, widths, strict=True):
            pen.frame(x, top, width, height)
            draw_stack(pen, stack, top - _PADDING)

    return Row(height, drawn)
