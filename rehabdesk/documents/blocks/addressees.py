"""Kính gửi: one name beside it, several below, their dashes under its colon."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rehabdesk.documents import fonts
from rehabdesk.documents.blocks.styles import ADDRESSEE, ADDRESSEES, FIRST_INDENT
from rehabdesk.documents.setting import Style
from rehabdesk.documents.sheet import Page, Row, column_rows
from rehabdesk.domain.forms.paper import Addressee, Line, Span

_DASH = "- "


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the parts stand, in points from the left edge of the text."""

    label: float
    names: float
    width: float  # of the names


def rows(block: Addressee, page: Page) -> list[Row]:
    if (line := joined(block, page)) is not None:
        return column_rows([line], ADDRESSEE, page.left, page.text_width)
    at = stand(block, page)
    label = replace(ADDRESSEES, space_before=ADDRESSEE.space_before)
    found = column_rows(block.label, label, page.left + at.label, page.text_width - at.label)
    for line in block.lines:
        dash = dash_width(line)
        style = replace(ADDRESSEES, first_indent=-dash)
        found += column_rows([line], style, page.left + at.names + dash, at.width - dash)
    return found


def joined(block: Addressee, page: Page) -> Line | None:
    """Return both as one line where a single name fits beside the words."""
    if len(block.label) != 1 or len(block.lines) != 1:
        return None
    [label], [name] = block.label, block.lines
    line = Line(name.key, (*label.spans, Span(" "), *name.spans), name.is_office)
    return line if _width(line) <= page.text_width - FIRST_INDENT else None


def stand(block: Addressee, page: Page) -> Stand:
    """Put the group in the middle as far as it leaves room for the longest name."""
    colon = max((_width(line, ":") for line in block.label), default=0.0)
    widest = max((_width(line) for line in block.lines), default=0.0)
    spare = (page.text_width - colon - widest) / 2
    label = max(FIRST_INDENT, spare)
    return Stand(label, label + colon, page.text_width - label - colon)


def dash_width(line: Line) -> float:
    """Return how far a name hangs over its second line: what does not fit goes on below it."""
    is_dashed = line.text.startswith(_DASH)
    return fonts.width(_DASH, ADDRESSEES.face, ADDRESSEES.size) if is_dashed else 0.0


def text_width(line: Line, style: Style) -> float:
    return fonts.width(line.text, style.face, style.size)


def _width(line: Line, without: str = "") -> float:
    text = line.text.removesuffix(without)
    return fonts.width(text, ADDRESSEE.face, ADDRESSEE.size)
