"""Several short lists on one A4 page, whatever their length; what finds no room is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from rehabdesk.documents import fonts
from rehabdesk.documents.listing import head_rows, table_rows
from rehabdesk.documents.official_list import OfficialList
from rehabdesk.documents.setting import Align, Style
from rehabdesk.documents.sheet import (
    PORTRAIT,
    Page,
    Pen,
    Row,
    column_rows,
    draw_pages,
    new_canvas,
    paged,
    plain,
)

_SECTION = Style(fonts.SERIF_BOLD, 12, Align.LEFT, space_before=8)
_LINE = Style(fonts.SERIF_ITALIC, 11, Align.LEFT)
_GAP = 4.0
_MOST = 32  # lines of one list


@dataclass(frozen=True, slots=True)
class Section:
    """A titled list; `nothing` stands in its place while it has no lines."""

    title: str
    table: OfficialList
    nothing: str


@dataclass(frozen=True, slots=True)
class OnePage:
    head: OfficialList  # its letterhead, title and notes
    sections: tuple[Section, ...]


def draw_one_page(content: OnePage, *, practice: bool = False) -> bytes:
    """Return the PDF; lists give way to each other until everything stands on one page."""
    page = PORTRAIT
    file = BytesIO()
    pen = Pen(new_canvas(file, page, content.head.title.replace("\n", " ")), page)
    draw_pages(pen, _fitting(content, page), practice=practice)
    pen.canvas.save()
    return file.getvalue()


def _fitting(content: OnePage, page: Page) -> Sequence[Row]:
    """Shorten the longest list, again and again, until all of it stands on one page."""
    limits = [min(len(section.table.rows), _MOST) for section in content.sections]
    while True:
        rows = [*head_rows(content.head, page)]
        for section, limit in zip(content.sections, limits, strict=True):
            rows += _section(section, page, limit)
        longest = max(limits, default=0)
        if not longest or len(paged(rows, page.text_height)) == 1:
            return rows
        limits[limits.index(longest)] -= max(longest // 8, 1)


def _section(section: Section, page: Page, limit: int) -> Iterator[Row]:
    table = section.table
    yield from column_rows([plain(section.title)], _SECTION, page.left, page.text_width)
    if not table.rows:
        yield from column_rows([plain(section.nothing)], _LINE, page.left, page.text_width)
        return
    if limit:
        yield Row(_GAP, _nothing)
        yield from table_rows(replace(table, rows=table.rows[:limit]), page)
    left_out = len(table.rows) - limit
    if left_out > 0:
        told = (
            f"Còn {left_out} việc nữa, xem trên máy."
            if limit
            else f"Có {left_out} việc, xem trên máy."
        )
        yield from column_rows([plain(told)], _LINE, page.left, page.text_width)


def _nothing(_pen: Pen, _top: float) -> None:
    """Leave the room white."""
