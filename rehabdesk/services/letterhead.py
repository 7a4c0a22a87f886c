"""The head of a paper as it will be printed, drawn by the same hand as the papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rehabdesk.documents.pages import PageImage, render
from rehabdesk.domain.forms.paper import FilledPaper, Letterhead, Line, Span
from rehabdesk.domain.text import clean
from rehabdesk.domain.wording import BLANK, blank_date

POINTS = 72
BESIDE = 10  # points left white around the head
TALL = 96  # points: three lines of an issuer, and the number below
_LEFT_OPEN = BLANK * 7  # for the number, written by hand


@dataclass(frozen=True, slots=True)
class LetterheadWords:
    superior: str
    issuer: tuple[str, ...]
    symbol: str
    place: str
    day: date


def shown_width() -> float:
    """Tell in points how much of the page's width a drawn head covers."""
    from rehabdesk.documents.sheet import PORTRAIT

    return PORTRAIT.text_width + 2 * BESIDE


def draw_letterhead(folder: Path, words: LetterheadWords, dpi: float) -> PageImage:
    """Draw the head with number and day left blank, and cut the rest of the page away."""
    from rehabdesk.documents import fonts
    from rehabdesk.documents.pdf import draw

    fonts.register(folder)
    head = Letterhead(
        _lines([words.superior]),
        _lines(words.issuer),
        _lines([f"Số:{_LEFT_OPEN}/{clean(words.symbol).lstrip('/')}"]),
        _lines([f"{words.place}, {blank_date(words.day.month, words.day.year)}"]),
    )
    page = render(draw(FilledPaper("", "", (head,), (), ())), 0, dpi)
    return _cut(page, dpi)


def _lines(texts: Sequence[str]) -> tuple[Line, ...]:
    return tuple(Line("", (Span(text.strip()),)) for text in texts if clean(text))


def _cut(page: PageImage, dpi: float) -> PageImage:
    """Keep the rectangle the head stands in."""
    from rehabdesk.documents.sheet import PORTRAIT

    dots = dpi / POINTS
    left = round((PORTRAIT.left - BESIDE) * dots)
    width = round(shown_width() * dots)
    top = round((PORTRAIT.top - BESIDE) * dots)
    height = round((TALL + 2 * BESIDE) * dots)
    rows = (
        page.pixels[start + 4 * left : start + 4 * (left + width)]
        for start in range(top * page.stride, (top + height) * page.stride, page.stride)
    )
    return PageImage(width, height, 4 * width, b"".join(rows))
