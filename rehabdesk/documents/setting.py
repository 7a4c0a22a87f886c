"""Type-setting: spans broken into lines of words, each piece knowing where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from rehabdesk.documents import fonts
from rehabdesk.domain.forms.paper import Span

_BLANKS = re.compile(r"[ \t\r\n]+")  # not the no-break blank
_ROUNDING = 0.01


class Align(Enum):
    LEFT = auto()
    CENTRE = auto()
    JUSTIFY = auto()


@dataclass(frozen=True, slots=True)
class Style:
    face: str
    size: float
    align: Align = Align.JUSTIFY
    bold_face: str = fonts.SERIF_BOLD
    spread: float = 1.0  # of single line spacing
    first_indent: float = 0.0
    space_before: float = 0.0

    @property
    def leading(self) -> float:
        return self.size * fonts.SINGLE * self.spread

    def face_of(self, span: Span) -> str:
        return self.bold_face if span.bold else self.face


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of letters without a blank, of one span."""

    text: str
    face: str
    width: float
    span: Span


@dataclass(frozen=True, slots=True)
class Word:
    pieces: tuple[Piece, ...]
    width: float


@dataclass(frozen=True, slots=True)
class SetLine:
    """Words on one line: where it starts and how wide each gap is."""

    words: tuple[Word, ...]
    start: float
    gap: float
    stretch: float  # how much of the gap was added to fill the line

    def placed(self) -> Iterator[tuple[float, Piece]]:
        at = self.start
        for word in self.words:
            for piece in word.pieces:
                yield at, piece
                at += piece.width
            at += self.gap

    @property
    def width(self) -> float:
        gaps = self.gap * max(0, len(self.words) - 1)
        return sum(word.width for word in self.words) + gaps


def set_text(spans: Sequence[Span], style: Style, width: float) -> list[SetLine]:
    """Break spans into lines of this width; none is stretched for dots that went below it."""
    blank = fonts.width(" ", style.face, style.size)
    rows = _broken(_words(spans, style), style, width, blank)
    last = len(rows) - 1
    return [
        _set(row, style, 0.0 if index else style.first_indent, blank, is_last=is_last)
        for index, row in enumerate(rows)
        for is_last in [index == last or rows[index + 1].begins_with_dots]
    ]


def balanced(text: str, face: str, size: float, width: float) -> list[str]:
    """Break a short heading into as few lines as possible, as even as possible."""
    words = text.split(" ")
    for count in range(1, len(words) + 1):
        splits = list(_splits(words, count))
        best = min(splits, key=lambda rows: max(fonts.width(row, face, size) for row in rows))
        if all(fonts.width(row, face, size) <= width for row in best):
            return best
    return words


def _splits(words: Sequence[str], count: int) -> Iterator[list[str]]:
    if count == 1:
        yield [" ".join(words)]
        return
    for first in range(1, len(words) - count + 2):
        for rest in _splits(words[first:], count - 1):
            yield [" ".join(words[:first]), *rest]


def _words(spans: Iterable[Span], style: Style) -> Iterator[Word]:
    pieces: list[Piece] = []
    for span in spans:
        face = style.face_of(span)
        first, *others = _BLANKS.split(span.text)
        pieces += _pieces(first, face, style.size, span)
        for other in others:
            if pieces:
                yield _word(pieces)
            pieces = _pieces(other, face, style.size, span)
    if pieces:
        yield _word(pieces)


def _pieces(text: str, face: str, size: float, span: Span) -> list[Piece]:
    return [Piece(text, face, fonts.width(text, face, size), span)] if text else []


def _word(pieces: Sequence[Piece]) -> Word:
    if len(pieces) == 1:
        return Word(tuple(pieces), pieces[0].width)
    return Word(tuple(pieces), sum(piece.width for piece in pieces))


@dataclass(slots=True)
class _Broken:
    """The words of one line, and the room they leave."""

    words: list[Word]
    spare: float

    @property
    def begins_with_dots(self) -> bool:
        return self.words[0].pieces[0].span.is_missing


def _broken(words: Iterable[Word], style: Style, width: float, blank: float) -> list[_Broken]:
    shortest = width - style.first_indent
    row = _Broken([], shortest)
    rows = [row]
    for whole in words:
        fits = whole.width <= shortest + _ROUNDING
        for word in (whole,) if fits else _chopped(whole, style, shortest):
            needed = word.width + (blank if row.words else 0.0)
            if row.words and needed > row.spare + _ROUNDING:
                row = _Broken([], width)
                rows.append(row)
                needed = word.width
            row.words.append(word)
            row.spare -= needed
    return rows if row.words else []


def _chopped(word: Word, style: Style, width: float) -> Iterator[Word]:
    """Cut a word no line can hold, such as a web address, wherever the line ends."""
    room, pieces = width, list[Piece]()
    for whole in word.pieces:
        for letter in whole.text:
            [piece] = _pieces(letter, whole.face, style.size, whole.span)
            if piece.width > room:
                yield _word(pieces)
                room, pieces = width, []
            pieces.append(piece)
            room -= piece.width
    yield _word(pieces)


def _set(row: _Broken, style: Style, indent: float, blank: float, *, is_last: bool) -> SetLine:
    words = tuple(row.words)
    if style.align is Align.CENTRE:
        return SetLine(words, indent + row.spare / 2, blank, 0.0)
    stretch = 0.0
    if style.align is Align.JUSTIFY and not is_last and len(words) > 1:
        stretch = row.spare / (len(words) - 1)
    return SetLine(words, indent, blank + stretch, stretch)
