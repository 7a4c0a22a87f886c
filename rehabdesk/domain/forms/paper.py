"""A filled paper: the closed vocabulary of blocks that the drawers know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one look; the text of a field carries the name of that field."""

    text: str
    field: str | None = None
    person: int | None = None  # whose field, counted from 0, when the paper names persons
    is_missing: bool = False
    is_edited: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph. The key names it for as long as the form keeps its shape."""

    key: str
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def is_edited(self) -> bool:
        return any(span.is_edited for span in self.spans)


@dataclass(frozen=True, slots=True)
class Letterhead:
    superior: tuple[Line, ...]
    issuer: tuple[Line, ...]
    number: tuple[Line, ...]
    place_and_date: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Title:
    name: tuple[Line, ...]
    subject: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Bases:
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Article:
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PersonBlock:
    """What the paper says of one person."""

    person: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A numbered list, such as the persons a decision assigns."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    authority: tuple[Line, ...]
    name: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Recipients:
    label: tuple[Line, ...]
    lines: tuple[Line, ...]


Block = (
    Letterhead
    | Title
    | Heading
    | Bases
    | Article
    | Paragraph
    | PersonBlock
    | Items
    | Signature
    | Recipients
)


@dataclass(frozen=True, slots=True)
class FilledPaper:
    form_id: str
    title: str
    blocks: tuple[Block, ...]
    missing: tuple[str, ...]  # fields printed as dots
    left_out: tuple[str, ...]  # empty fields whose line is not printed at all

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for block in self.blocks for line in lines_of(block))

    @property
    def text(self) -> str:
        """The words of the paper, one line each."""
        return "\n".join(line.text for line in self.lines)


def lines_of(block: Block) -> Iterator[Line]:
    match block:
        case Letterhead(superior, issuer, number, place_and_date):
            yield from (*superior, *issuer, *number, *place_and_date)
        case Title(name, subject):
            yield from (*name, *subject)
        case Signature(authority, name):
            yield from (*authority, *name)
        case Recipients(label, lines):
            yield from (*label, *lines)
        case _:
            yield from block.lines
