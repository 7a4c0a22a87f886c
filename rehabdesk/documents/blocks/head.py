"""The heads of papers: who writes on the left, the nation and the day on the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rehabdesk.documents.blocks.styles import (
    ABOUT,
    ABOUT_GAP,
    BOX_PADDING,
    CIRCULATION,
    ISSUER,
    ISSUER_RULE,
    MOTTO,
    MOTTO_STYLE,
    NATION,
    NATION_COLUMN,
    NATION_STYLE,
    NUMBER,
    PLACE_AND_DATE,
    SUPERIOR,
)
from rehabdesk.documents.setting import Style, balanced, set_text
from rehabdesk.documents.sheet import (
    PORTRAIT,
    Page,
    Pen,
    Row,
    column_rows,
    draw_stack,
    plain,
    rule_row,
    stacked_height,
)
from rehabdesk.domain.forms.paper import Letterhead, Line

ISSUER_COLUMN = PORTRAIT.text_width - NATION_COLUMN


def letterhead_lines(lines: Iterable[Line], style: Style) -> list[Line]:
    """Break the names of offices evenly, where the letterhead's column is too narrow for them."""
    return [
        line if text == line.text else Line(line.key, (replace(line.spans[0], text=text),))
        for line in lines
        for text in balanced(line.text, style.face, style.size, ISSUER_COLUMN)
    ]


def letterhead_row(block: Letterhead, page: Page = PORTRAIT) -> Row:
    """Set the head of a paper an office issues."""
    superior = letterhead_lines(block.superior, SUPERIOR)
    left = column_rows(superior, SUPERIOR, page.left, ISSUER_COLUMN)
    left += issuer_rows(block.issuer, page.left, ISSUER_COLUMN)
    nation_x = page.width - page.right - NATION_COLUMN
    right = list(nation_rows(nation_x, NATION_COLUMN))
    below_left = column_rows(block.number, NUMBER, page.left, ISSUER_COLUMN)
    below_left += _about(block.about, page.left)
    below_right = column_rows(block.place_and_date, PLACE_AND_DATE, nation_x, NATION_COLUMN)
    below_right += _boxed(block.circulation, nation_x)
    return two_columns((left, right), (below_left, below_right))


def two_columns(above: tuple[list[Row], list[Row]], below: tuple[list[Row], list[Row]]) -> Row:
    """Stand two columns side by side; number and date below them are on one line."""
    height = max(map(stacked_height, above))
    sinks = (PLACE_AND_DATE.leading - NUMBER.leading, 0.0)

    def drawn(pen: Pen, top: float) -> None:
        for column in above:
            draw_stack(pen, column, top)
        for column, sink in zip(below, sinks, strict=True):
            draw_stack(pen, column, top - height - sink)

    return Row(height + max(map(stacked_height, below)), drawn)


def nation_rows(x: float, width: float) -> Iterator[Row]:
    """Set quốc hiệu and tiêu ngữ, ruled off as long as the words are."""
    motto = [plain(MOTTO)]
    yield from column_rows([plain(NATION)], NATION_STYLE, x, width)
    yield from column_rows(motto, MOTTO_STYLE, x, width)
    yield rule_row(motto, MOTTO_STYLE, 1.0, x, width)


def issuer_rows(issuer: Iterable[Line], x: float, width: float) -> list[Row]:
    """Set the name of an office, ruled off for a third to a half of it."""
    names = letterhead_lines(issuer, ISSUER)
    return [
        *column_rows(names, ISSUER, x, width),
        rule_row(names, ISSUER, ISSUER_RULE, x, width),
    ]


def _about(lines: tuple[Line, ...], x: float) -> list[Row]:
    rows = column_rows(letterhead_lines(lines, ABOUT), ABOUT, x, ISSUER_COLUMN)
    return [replace(rows[0], space_before=ABOUT_GAP), *rows[1:]] if rows else []


def _boxed(lines: tuple[Line, ...], x: float) -> list[Row]:
    """Frame a remark on who may see the paper, below the date."""
    if not lines:
        return []
    [line] = lines
    [row] = set_text(line.spans, CIRCULATION, NATION_COLUMN)
    height = CIRCULATION.leading + 2 * BOX_PADDING

    def drawn(pen: Pen, top: float) -> None:
        left = x + row.start - 2 * BOX_PADDING
        pen.frame(left, top, row.width + 4 * BOX_PADDING, height)
        pen.text(row, CIRCULATION, x, top - BOX_PADDING, line)

    gap = Row(ABOUT_GAP, lambda _pen, _top: None)
    return [gap, Row(height, drawn)]
