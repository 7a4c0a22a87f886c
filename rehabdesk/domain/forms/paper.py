"""A filled paper: the closed vocabulary of blocks that the drawers know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields


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
    is_office: bool = False  # the office's words in the place of the form's

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
    about: tuple[Line, ...] = ()  # V/v of an official letter
    circulation: tuple[Line, ...] = ()  # LƯU HÀNH NỘI BỘ


@dataclass(frozen=True, slots=True)
class Nation:
    """Quốc hiệu, tiêu ngữ alone: a paper of people, which no office issues."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Kính gửi: one name beside it, several below each other."""

    label: tuple[Line, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Title:
    name: tuple[Line, ...]
    subject: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The number and title of a part of a report."""

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
class Table:
    heads: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[float, ...]  # shares of the page
    centred: frozenset[int]


@dataclass(frozen=True, slots=True)
class Signature:
    authority: tuple[Line, ...]
    name: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Where people sign, side by side; who signs alone stands on the right."""

    place_and_date: tuple[Line, ...]
    left: tuple[Line, ...]
    left_note: tuple[Line, ...]
    left_name: tuple[Line, ...]
    right: tuple[Line, ...]
    right_note: tuple[Line, ...]
    right_name: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Recipients:
    label: tuple[Line, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """The head of an annex, which begins a page and counts its own."""

    label: tuple[Line, ...]
    title: tuple[Line, ...]
    attached: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """What stands under a copy, below a rule: its form, who made it, when, who answers for it."""

    form: tuple[Line, ...]
    issuer: tuple[Line, ...]
    number: tuple[Line, ...]
    place_and_date: tuple[Line, ...]
    label: tuple[Line, ...]
    lines: tuple[Line, ...]
    authority: tuple[Line, ...]
    name: tuple[Line, ...]


Block = (
    Letterhead
    | Nation
    | Title
    | Addressee
    | Heading
    | Section
    | Bases
    | Article
    | Paragraph
    | PersonBlock
    | Items
    | Table
    | Signature
    | Signatures
    | Recipients
    | Appendix
    | Copy
)


@dataclass(frozen=True, slots=True)
class FilledPaper:
    form_id: str
    title: str
    blocks: tuple[Block, ...]
    missing: tuple[str, ...]  # fields printed as dots
    left_out: tuple[str, ...]  # empty fields whose line is not printed at all
    is_landscape: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for block in self.blocks for line in lines_of(block))

    @property
    def text(self) -> str:
        """The words of the paper, one line each."""
        return "\n".join(line.text for line in self.lines)


def lines_of(block: Block) -> Iterator[Line]:
    match block:
        case PersonBlock(_, lines):
            yield from lines
        case Table(heads, rows):
            yield from heads
            yield from (cell for row in rows for cell in row if cell.spans)
        case _:
            for part in fields(block):
                yield from getattr(block, part.name)
