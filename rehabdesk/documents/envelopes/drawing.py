"""Envelopes by their size: who sends at the upper left, whom it goes to below in the middle.

Nothing is said of what lies inside: whoever carries or sees the letter need not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from io import BytesIO

from reportlab.lib.units import mm

from rehabdesk.documents import fonts
from rehabdesk.documents.setting import Align, Style
from rehabdesk.documents.sheet import (
    PRACTICE,
    Page,
    Pen,
    Row,
    column_rows,
    draw_stack,
    new_canvas,
    plain,
)


class Envelope(Enum):
    """The sizes of ISO 269 an office buys; inside go A4 sheets, folded in three or in two."""

    DL = Page(220 * mm, 110 * mm, 11 * mm, 11 * mm, 13 * mm, 13 * mm)
    C5 = Page(229 * mm, 162 * mm, 14 * mm, 14 * mm, 15 * mm, 15 * mm)


@dataclass(frozen=True, slots=True)
class Address:
    """A name, and below it the lines of the place."""

    name: str
    lines: tuple[str, ...] = ()


_SENDER = Style(fonts.SERIF_BOLD, 11, Align.LEFT)
_SENDER_PLACE = Style(fonts.SERIF, 11, Align.LEFT, space_before=1)
_LABEL = Style(fonts.SERIF_ITALIC, 13, Align.LEFT)
_NAME = Style(fonts.SERIF_BOLD, 15, Align.LEFT, space_before=3)
_PLACE = Style(fonts.SERIF, 13.5, Align.LEFT, space_before=3)
_PRACTICE = Style(fonts.SERIF_ITALIC, 9, Align.LEFT)
_SENDERS_SHARE = 0.45  # of the width; the stamp needs the rest
_BEGINS = 0.42  # where the address begins, across and down
_SMALLEST = 0.6  # no letter is drawn smaller than this part of its size


def draw_envelopes(
    envelope: Envelope, sender: Address, receivers: Sequence[Address], *, practice: bool = False
) -> bytes:
    """Return a PDF with one envelope a page."""
    page, file = envelope.value, BytesIO()
    pen = Pen(new_canvas(file, page, "Phong bì"), page)
    for receiver in receivers:
        width = page.width * _SENDERS_SHARE - page.left
        draw_stack(pen, _sender(sender, page.left, width), page.height - page.top)
        draw_stack(pen, _fitting(receiver, page), page.height * (1 - _BEGINS))
        if practice:
            mark = column_rows([plain(PRACTICE)], _PRACTICE, page.left, page.text_width)
            draw_stack(pen, mark, page.bottom)
        pen.canvas.showPage()
    pen.canvas.save()
    return file.getvalue()


def _sender(sender: Address, x: float, width: float) -> list[Row]:
    rows = column_rows([plain(line) for line in sender.name.split("\n")], _SENDER, x, width)
    return rows + column_rows([plain(line) for line in sender.lines], _SENDER_PLACE, x, width)


def _fitting(receiver: Address, page: Page) -> list[Row]:
    """Set an address, smaller where it is long, so that it never runs off the envelope."""
    room = page.height * (1 - _BEGINS) - page.bottom
    share = 1.0
    while True:
        rows = _address(receiver, page, share)
        if sum(row.height + row.space_before for row in rows) <= room or share <= _SMALLEST:
            return rows
        share -= 0.05


def _address(receiver: Address, page: Page, share: float) -> list[Row]:
    x = page.width * _BEGINS
    width = page.width - page.right - x
    parts = ((("Kính gửi:",), _LABEL), ((receiver.name,), _NAME), (receiver.lines, _PLACE))
    return [
        row
        for texts, style in parts
        for row in column_rows(
            [plain(text) for text in texts], replace(style, size=style.size * share), x, width
        )
    ]
