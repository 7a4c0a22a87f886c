"""Where a workbook's last page begins, so that names and titles to sign stay under a row.

A sheet cannot say “keep with next”, so its pages are reckoned from widths and heights; programs
differ by a little, and what would come apart in one of them counts as coming apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rehabdesk.documents.body_rows import LETTER
from rehabdesk.documents.official_list import OfficialList

INCH = 72.0
LEFT, RIGHT, TOP, BOTTOM = 0.79, 0.59, 0.79, 0.79  # the margins, in inches
_SHORT, _LONG = 595.3, 841.9  # of A4
_ROOMS = (0.94, 0.96, 0.98, 1.0, 1.02)  # of the room reckoned, from one program to another
_KEPT = 2  # rows that go over with the foot


@dataclass(frozen=True, slots=True)
class Strips:
    """The heights of a sheet's rows in points, from the top down."""

    letterhead: float
    head: float  # of the table, repeated on every page
    body: Sequence[float]
    foot: float


def rows_to_carry_over(content: OfficialList, strips: Strips) -> int:
    """Count the last rows that begin a page of their own with the foot, 0 if none needs to."""
    if len(strips.body) <= _KEPT or not strips.foot:
        return 0
    height = _page_height(content)
    return _KEPT if any(_is_cut(strips, height * room) for room in _ROOMS) else 0


def _page_height(content: OfficialList) -> float:
    """Return how much of the sheet a page takes, shrunk by whole percents to the paper's width."""
    across, down = (_LONG, _SHORT) if content.is_landscape else (_SHORT, _LONG)
    width = sum(column.width for column in content.columns) * LETTER
    percent = min(100, 100 * (across - (LEFT + RIGHT) * INCH) // width)
    return (down - (TOP + BOTTOM) * INCH) * 100 / percent


def _is_cut(strips: Strips, page: float) -> bool:
    """Say whether a page ends within the foot, or leaves it with too few rows above."""
    room = page - strips.letterhead - strips.head
    begins = 0
    for index, height in enumerate(strips.body):
        if height > room:
            room = page - strips.head
            begins = index
        room -= height
    return strips.foot > room or 0 < len(strips.body) - _KEPT < begins
