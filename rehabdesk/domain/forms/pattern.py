"""What a form is made of: lines with placeholders, in a closed vocabulary of blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class Kind(StrEnum):
    """The blocks a form may be built of. A form that needs another one is a change of code."""

    LETTERHEAD = "letterhead"
    TITLE = "title"
    HEADING = "heading"
    BASES = "bases"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    PERSON_BLOCK = "person_block"
    ITEMS = "items"
    SIGNATURE = "signature"
    RECIPIENTS = "recipients"

    @property
    def parts(self) -> tuple[str, ...]:
        return _PARTS.get(self, ("lines",))


_PARTS = {
    Kind.LETTERHEAD: ("superior", "issuer", "number", "place_and_date"),
    Kind.TITLE: ("name", "subject"),
    Kind.SIGNATURE: ("authority", "name"),
    Kind.RECIPIENTS: ("label", "lines"),
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

    @property
    def placeholders(self) -> frozenset[str]:
        return frozenset(PLACEHOLDER.findall(self.text + self.apart))

    def covers(self, day: date) -> bool:
        begun = self.first_day is None or self.first_day <= day
        return begun and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class BlockPattern:
    kind: Kind
    parts: Mapping[str, tuple[LinePattern, ...]]

    def __post_init__(self) -> None:
        if tuple(self.parts) != self.kind.parts:
            raise ValueError(f"{self.kind}: parts {tuple(self.parts)}, not {self.kind.parts}")

    @property
    def lines(self) -> Iterator[LinePattern]:
        for part in self.parts.values():
            yield from part


@dataclass(frozen=True, slots=True)
class Fields:
    """The names a form asks for."""

    paper: frozenset[str]  # said once a paper
    person: frozenset[str]  # said once a person
    lists: frozenset[str]
    flags: frozenset[str]  # decide about lines, are never printed
    blanks: frozenset[str]  # left open for the pen when empty

    @property
    def all(self) -> frozenset[str]:
        return self.paper | self.person | self.lists | self.flags
