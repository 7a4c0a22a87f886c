"""An official form, read from resources: its words are data, never code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.forms.filling import UNCHANGED, Changes, Filling
from rehabdesk.domain.forms.paper import FilledPaper
from rehabdesk.domain.forms.pattern import BlockPattern, Fields, Kind, LinePattern
from rehabdesk.domain.forms.trust import Trust


class Persons(StrEnum):
    """How many persons one paper of this form may name."""

    NONE = "none"
    ONE = "one"
    MANY = "many"


class Group(Coded):
    """Whose paper it is."""

    CHAIR = "chair", "Chủ tịch Ủy ban nhân dân ký"
    PERSON = "person", "Giấy trao cho người dân"
    POLICE = "police", "Giấy của Công an, cơ sở cai nghiện"
    FREE = "free", "Văn bản tự soạn"


class LetterheadKind(StrEnum):
    """Who stands in the upper left corner."""

    PARENT_AND_COMMUNE = "parent_and_commune"
    COMMUNE_ONLY = "commune_only"
    POLICE = "police"
    FACILITY = "facility"
    NONE = "none"


class SignatureKind(StrEnum):
    """Who signs: the head of the office, the committee as a whole, somebody else."""

    CHAIR = "chair"
    COMMITTEE = "committee"
    POLICE = "police"
    FACILITY = "facility"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words a form prints whole, of which one may be chosen: "A/B"."""

    field: str
    whole: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a form by its key, with the part of the paper it belongs to."""

    key: str
    part: str
    line: LinePattern
    trust: Trust

    @property
    def can_be_replaced(self) -> bool:
        return self.trust.level.can_be_replaced or bool(self.line.verbatim)


@dataclass(frozen=True, slots=True)
class Form:
    """One official form. Read from resources, never written in code."""

    id: str
    code: str
    purpose: str
    title: str
    symbol: str
    letterhead: LetterheadKind
    signature: SignatureKind
    persons: Persons
    fields: Fields
    confidence: Mapping[str, Trust]
    blocks: tuple[BlockPattern, ...]
    group: Group = Group.CHAIR
    number_in_book: bool = True  # takes a number of the office's own books
    valid_from: date | None = None  # where narrower than the law around it
    valid_until: date | None = None
    reprint_only: bool = False  # new papers are not made on it any more
    is_landscape: bool = False
    alternatives: tuple[Alternative, ...] = field(default=())

    def __post_init__(self) -> None:
        used = frozenset[str]().union(*(block.names for block in self.blocks))
        lines = (line for block in self.blocks for line in block.lines)
        gone = frozenset() if any(line.is_office for line in lines) else self.fields.all - used
        if used - self.fields.all or gone:
            raise ValueError(
                f"{self.id}: declared but not used, or the reverse: {used ^ self.fields.all}"
            )
        if not self.fields.blanks <= self.fields.paper:
            raise ValueError(f"{self.id}: left open but not a field of the paper")

    @property
    def optional_lines(self) -> tuple[LinePattern, ...]:
        return tuple(line for block in self.blocks for line in block.lines if line.is_optional)

    @property
    def places(self) -> Iterator[Place]:
        """Every line with the key its wording is replaced by."""
        for index, block in enumerate(self.blocks):
            part = _PARTS.get(block.kind, "body")
            trust = block.trust or self.confidence.get(part) or self.confidence["body"]
            for name, lines in block.parts.items():
                for ordinal, line in enumerate(lines):
                    level = line.level or trust.level
                    note = trust.note if level is trust.level else ""
                    yield Place(f"{index}.{name}.{ordinal}", part, line, Trust(level, note))

    @property
    def office_wording(self) -> dict[str, str]:
        """The lines that stand in the office's own words, by their keys."""
        return {place.key: place.line.text for place in self.places if place.line.is_office}

    def covers(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)

    def with_overrides(self, wording: Mapping[str, str]) -> Form:
        """Return the form with the office's own words, by the key of a place."""
        if not wording:
            return self
        chosen = {key: with_choices(text, self.alternatives) for key, text in wording.items()}
        blocks = tuple(_reworded(index, block, chosen) for index, block in enumerate(self.blocks))
        named = frozenset[str]().union(*(block.names for block in blocks))
        fields = replace(self.fields, paper=self.fields.paper | named - self.fields.all)
        return replace(self, blocks=blocks, fields=fields)

    def as_printed(self, text: str) -> str:
        """Return the words of a line as the law prints them, before anything is chosen."""
        for each in self.alternatives:
            text = text.replace(f"{{{each.field}}}", each.whole)
            text = text.replace(f"{{{_capital(each.field)}}}", _capital(each.whole))
        return text

    def fill(
        self,
        values: Mapping[str, str],
        persons: Sequence[Mapping[str, str]],
        on: date,
        lists: Mapping[str, Sequence[str]],
        changes: Changes = UNCHANGED,
    ) -> FilledPaper:
        """Return the paper of this day. Nobody chosen yet gives the empty form, with dots."""
        if len(persons) > 1 and self.persons is not Persons.MANY:
            raise ValueError(f"{self.id} names one person a paper, not {len(persons)}")
        people = persons or [dict.fromkeys(self.fields.person, "")]
        self._check("values", self.fields.paper, values)
        self._check("lists", self.fields.lists, lists)
        for person in people:
            self._check("persons", self.fields.person, person)
        filling = Filling(self.fields, values, people, lists, changes)
        blocks = filling.blocks(self.blocks, on)
        return FilledPaper(
            self.id, self.title, blocks, filling.missing, filling.left_out, self.is_landscape
        )

    def _check(self, where: str, wanted: frozenset[str], given: Mapping[str, object]) -> None:
        if wanted - given.keys():
            raise ValueError(f"{self.id}: {where} lack {sorted(wanted - given.keys())}")


def with_choices(text: str, alternatives: Sequence[Alternative]) -> str:
    """Put a placeholder where a line prints several words of which one may be chosen."""
    for each in alternatives:
        text = text.replace(each.whole, f"{{{each.field}}}")
        text = text.replace(_capital(each.whole), f"{{{_capital(each.field)}}}")
    return text


_PARTS = {
    Kind.LETTERHEAD: "letterhead",
    Kind.NATION: "letterhead",
    Kind.BASES: "bases",
    Kind.SIGNATURE: "signature",
    Kind.SIGNATURES: "signature",
    Kind.RECIPIENTS: "recipients",
    Kind.COPY: "copy",
}


def _reworded(index: int, block: BlockPattern, wording: Mapping[str, str]) -> BlockPattern:
    parts = {
        name: tuple(
            replace(line, text=text, apart="", is_office=True) if text is not None else line
            for ordinal, line in enumerate(lines)
            for text in [wording.get(f"{index}.{name}.{ordinal}")]
        )
        for name, lines in block.parts.items()
    }
    return replace(block, parts=parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
