"""Kính gửi: one name beside it, several below, their dashes under its colon."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rehabdesk.documents import fonts
from rehabdesk.documents.blocks.styles import ADDRESSEE, ADDRESSEES, FIRST_INDENT
from rehabdesk.documents.setting import Align, Style
from rehabdesk.documents.sheet import Page, Row, column_rows
from rehabdesk.domain.forms.paper import Addressee, Line, Span

_DASH = "- "


@dataclass(frozen=True, slots=True)
class Hanging:
    """How far a line stands in below its first, and its style."""

    indent: float
    style: Style


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the parts stand, in points from the left edge of the text."""

    label: float
    names: float
    width: float  # of the names


def rows(block: Addressee, page: Page) -> list[Row]:
    if len(block.label) == len(block.lines) == 1:
        line, hanging = beside(block, page)
        x, width = page.left + hanging.indent, page.text_width - hanging.indent
        return column_rows([line], hanging.style, x, width)
    at = stand(block, page)
    label = replace(ADDRESSEES, space_before=ADDRESSEE.space_before)
    found = column_rows(block.label, label, page.left + at.label, page.text_width - at.label)
    for line in block.lines:
        dash = dash_width(line)
        style = replace(ADDRESSEES, first_indent=-dash)
        found += column_rows([line], style, page.left + at.names + dash, at.width - dash)
    return found


def beside(block: Addressee, page: Page) -> tuple[Line, Hanging]:
    """Return a single name beside the words: in the middle, or hanging where it is too long."""
    [label], [name] = block.label, block.lines
    line = Line(name.key, (*label.spans, Span(" "), *name.spans), name.is_office)
    if text_width(line, ADDRESSEE) <= page.text_width - FIRST_INDENT:
        return line, Hanging(0.0, ADDRESSEE)
    words = text_width(label, ADDRESSEE) + fonts.width(" ", ADDRESSEE.face, ADDRESSEE.size)
    style = replace(ADDRESSEE, align=Align.LEFT, first_indent=-words)
    return line, Hanging(FIRST_INDENT + words, style)


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
