"""What a form is made of: lines with placeholders, in a closed vocabulary of blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rehabdesk.domain.forms.trust import Level, Trust

PLACEHOLDER = re.compile(r"\{([A-Za-z][a-z_0-9]*)\}")  # a capital asks for a capital


class Kind(StrEnum):
    """The blocks a form may be built of. A form that needs another one is a change of code."""

    LETTERHEAD = "letterhead"
    NATION = "nation"  # quốc hiệu, tiêu ngữ without any issuer
    TITLE = "title"
    ADDRESSEE = "addressee"  # Kính gửi
    HEADING = "heading"
    SECTION = "section"  # I. … or 1. … of a report
    BASES = "bases"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    PERSON_BLOCK = "person_block"
    ITEMS = "items"
    TABLE = "table"
    SIGNATURE = "signature"  # of the office, beside the recipients
    SIGNATURES = "signatures"  # of people, side by side
    RECIPIENTS = "recipients"
    APPENDIX = "appendix"  # begins a page of its own
    COPY = "copy"  # says under a reprint that it is one

    @property
    def parts(self) -> tuple[str, ...]:
        return _PARTS.get(self, ("lines",))

    @property
    def needed(self) -> frozenset[str]:
        """The parts a form has to give, were it as none."""
        return frozenset(self.parts) - _MAY_LACK.get(self, frozenset())


_PARTS = {
    Kind.LETTERHEAD: (
        "superior",
        "issuer",
        "number",
        "place_and_date",
        "about",  # V/v, below the number
        "circulation",  # LƯU HÀNH NỘI BỘ, below the date
    ),
    Kind.NATION: (),
    Kind.TITLE: ("name", "subject"),
    Kind.ADDRESSEE: ("label", "lines"),
    Kind.TABLE: ("heads",),
    Kind.SIGNATURE: ("authority", "name"),
    Kind.SIGNATURES: (
        "place_and_date",
        "left",
        "left_note",
        "left_name",
        "right",
        "right_note",
        "right_name",
    ),
    Kind.RECIPIENTS: ("label", "lines"),
    Kind.APPENDIX: ("label", "title", "attached"),
    Kind.COPY: (
        "form",
        "issuer",
        "number",
        "place_and_date",
        "label",
        "lines",
        "authority",
        "name",
    ),
}
_MAY_LACK = {
    Kind.LETTERHEAD: frozenset({"superior", "about", "circulation"}),
    Kind.SIGNATURES: frozenset({"place_and_date", "left", "left_note", "left_name", "right_name"}),
}


@dataclass(frozen=True, slots=True)
class LinePattern:
    """A line of the form, its placeholders in braces, and when it is printed."""

    text: str
    id: str = ""  # only lines that may be left out have one
    is_optional: bool = False
    when: tuple[str, ...] = ()  # all of these have a value
    unless: tuple[str, ...] = ()  # none of these has one
    first_day: date | None = None
    last_day: date | None = None
    apart: str = ""  # said once a person instead, when the persons differ
    verbatim: str = ""  # what the law prints here, slips included
    hint: str = ""  # what the form says is to be written, never printed
    level: Level | None = None  # where it differs from the rest of its block
    is_office: bool = False  # the office's words in the place of ours

    @property
    def placeholders(self) -> frozenset[str]:
        return frozenset(map(str.lower, PLACEHOLDER.findall(self.text + self.apart)))

    def covers(self, day: date) -> bool:
        begun = self.first_day is None or self.first_day <= day
        return begun and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Grid:
    """What a table shows below its heads: the rows of a list, in columns of these shares."""

    rows: str
    widths: tuple[float, ...]
    centred: frozenset[int] = frozenset()
    blank_rows: int = 0  # for the pen, where there is no row


@dataclass(frozen=True, slots=True)
class BlockPattern:
    kind: Kind
    parts: Mapping[str, tuple[LinePattern, ...]]
    grid: Grid | None = None
    when: tuple[str, ...] = ()
    trust: Trust | None = None  # where it differs from the rest of its part

    def __post_init__(self) -> None:
        given = tuple(self.parts)
        in_order = tuple(part for part in self.kind.parts if part in given)
        if given != in_order or self.kind.needed - set(given):
            raise ValueError(f"{self.kind}: parts {given}, not {self.kind.parts}")
        if (self.kind is Kind.TABLE) != (self.grid is not None):
            raise ValueError(f"{self.kind}: rows belong to a table, and a table has rows")
        if self.grid is not None and len(self.grid.widths) != len(self.parts["heads"]):
            raise ValueError(f"{self.kind}: {len(self.grid.widths)} widths for other columns")

    @property
    def lines(self) -> Iterator[LinePattern]:
        for part in self.parts.values():
            yield from part

    @property
    def names(self) -> frozenset[str]:
        """Every field this block prints or depends on."""
        lines = frozenset[str]().union(
            *({*line.placeholders, *line.when, *line.unless} for line in self.lines)
        )
        return lines | {*self.when} | ({self.grid.rows} if self.grid else frozenset())


@dataclass(frozen=True, slots=True)
class Fields:
    """The names a form asks for."""

    paper: frozenset[str]  # said once a paper
    person: frozenset[str]  # said once a person
    lists: frozenset[str]  # tables too: a row is an item, its cells are apart by tabs
    flags: frozenset[str]  # decide about lines, are never printed
    blanks: frozenset[str]  # left open for the pen when empty
    wholes: Mapping[str, str] = field(default_factory=dict)  # printed where nothing was chosen
    gaps: Mapping[str, str] = field(default_factory=dict)  # other dots than the usual ones

    @property
    def all(self) -> frozenset[str]:
        return self.paper | self.person | self.lists | self.flags
