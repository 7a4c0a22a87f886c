"""The ruled table of a report on paper: shared heads, headings across, figures to the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from reportlab.lib.colors import HexColor

from rehabdesk.documents import fonts
from rehabdesk.documents.setting import Align, SetLine, Style, set_text
from rehabdesk.documents.sheet import Pen, Row, draw_stack, plain, stacked_height, text_rows

_PADDING = 3.0
_LOWEST = 17.5
_INDENT = 10.0  # of a part of a figure
_SHADE = HexColor("#EDEFF2")

Cell = tuple[float, float, list[Row]]  # from, width, what stands in it


@dataclass(frozen=True, slots=True)
class Col:
    title: str
    width: float
    group: str = ""
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns stand and how large the letters are."""

    columns: tuple[Col, ...]
    left: float
    size: float

    @property
    def edges(self) -> list[float]:
        return list(accumulate((column.width for column in self.columns), initial=self.left))

    @property
    def width(self) -> float:
        return sum(column.width for column in self.columns)

    @property
    def bold(self) -> Style:
        return Style(fonts.SERIF_BOLD, self.size, Align.CENTRE)


def head_row(grid: Grid) -> Row:
    """Set the column heads; where neighbours share a heading it stands above them."""
    edges = grid.edges
    cells = [
        _cell(column.title, grid.bold, edges[at], column.width)
        for at, column in enumerate(grid.columns)
    ]
    above = list(_shared(grid))
    raised = _height(above) if above else 0.0
    grouped = [cell for cell, column in zip(cells, grid.columns, strict=True) if column.group]
    single = [cell for cell, column in zip(cells, grid.columns, strict=True) if not column.group]
    height = max(_height(single), raised + _height(grouped))

    def drawn(pen: Pen, top: float) -> None:
        _shade(pen, grid, top, height)
        _draw(pen, above, top, raised)
        _draw(pen, grouped, top - raised, height - raised)
        _draw(pen, single, top, height)

    return Row(height, drawn)


def wide_row(grid: Grid, text: str, head: Row) -> Row:
    """Set a heading across the table."""
    style = Style(fonts.SERIF_BOLD, grid.size, Align.LEFT)
    cells = [_cell(text, style, grid.left, grid.width)]
    height = max(_height(cells), _LOWEST)

    def drawn(pen: Pen, top: float) -> None:
        _shade(pen, grid, top, height)
        _draw(pen, cells, top, height)

    return Row(height, drawn, head=head)


def body_row(grid: Grid, texts: Sequence[str], head: Row, level: int = 0) -> Row:
    """Set a line: texts on the left, numbers and units in the middle or to the right."""
    face = fonts.SERIF_ITALIC if level else fonts.SERIF
    edges = grid.edges
    cells = []
    for at, (column, text) in enumerate(zip(grid.columns, texts, strict=True)):
        if column.is_text:
            indent = level * _INDENT if at == 1 else 0.0
            style = Style(face, grid.size, Align.LEFT)
            cells.append(_cell(text, style, edges[at], column.width, indent))
        elif at and not column.is_text and _is_figure(text):
            cells.append(
                _to_the_right(text, Style(face, grid.size, Align.LEFT), edges[at], column.width)
            )
        else:
            cells.append(_cell(text, Style(face, grid.size, Align.CENTRE), edges[at], column.width))
    height = max(_height(cells), _LOWEST)
    return Row(height, lambda pen, top: _draw(pen, cells, top, height), head=head)


def _is_figure(text: str) -> bool:
    return bool(text) and (text[0].isdigit() or text[0] in "+−<>≈≥≤–")


def _shared(grid: Grid) -> Iterable[Cell]:
    edges = grid.edges
    first = 0
    for name, members in groupby(grid.columns, key=lambda column: column.group):
        count = len(list(members))
        if name:
            yield _cell(name, grid.bold, edges[first], edges[first + count] - edges[first])
        first += count


def _cell(text: str, style: Style, left: float, width: float, indent: float = 0.0) -> Cell:
    start = left + _PADDING + indent
    rows = text_rows(plain(text), style, start, width - 2 * _PADDING - indent) if text else []
    return left, width, rows


def _to_the_right(text: str, style: Style, left: float, width: float) -> Cell:
    """Set a figure flush with the right rule, so that figures stand below each other."""
    inner = width - 2 * _PADDING
    lines = set_text(plain(text).spans, style, inner)
    rows = [
        Row(style.leading, _drawing(line, style, left + _PADDING + inner - line.width))
        for line in lines
    ]
    return left, width, rows


def _drawing(line: SetLine, style: Style, x: float) -> _Drawing:
    return _Drawing(line, style, x)


@dataclass(frozen=True, slots=True)
class _Drawing:
    line: SetLine
    style: Style
    x: float

    def __call__(self, pen: Pen, top: float) -> None:
        pen.text(self.line, self.style, self.x, top, None)


def _height(cells: Sequence[Cell]) -> float:
    return max((stacked_height(rows) for _, _, rows in cells), default=0.0) + 2 * _PADDING


def _draw(pen: Pen, cells: Iterable[Cell], top: float, height: float) -> None:
    for left, width, rows in cells:
        pen.frame(left, top, width, height)
        draw_stack(pen, rows, top - (height - stacked_height(rows)) / 2)


def _shade(pen: Pen, grid: Grid, top: float, height: float) -> None:
    canvas = pen.canvas
    canvas.saveState()
    canvas.setFillColor(_SHADE)
    canvas.rect(grid.left, top - height, grid.width, height, stroke=0, fill=1)
    canvas.restoreState()
