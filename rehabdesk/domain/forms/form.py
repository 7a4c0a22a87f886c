"""An official form, read from resources: its words are data, never code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rehabdesk.domain.forms.filling import UNCHANGED, Changes, Filling
from rehabdesk.domain.forms.paper import FilledPaper
from rehabdesk.domain.forms.pattern import BlockPattern, Fields, LinePattern


class Persons(StrEnum):
    """How many persons one paper of this form may name."""

    NONE = "none"
    ONE = "one"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Form:
    """One official form. Read from resources, never written in code."""

    id: str
    code: str
    purpose: str
    title: str
    symbol: str
    letterhead: str
    signature: str
    persons: Persons
    fields: Fields
    confidence: Mapping[str, str]
    blocks: tuple[BlockPattern, ...]

    def __post_init__(self) -> None:
        lines = [line for block in self.blocks for line in block.lines]
        used = {name for line in lines for name in (*line.placeholders, *line.when, *line.unless)}
        if used != self.fields.all:
            raise ValueError(
                f"{self.id}: declared but not used, or the reverse: {used ^ self.fields.all}"
            )
        if not self.fields.blanks <= self.fields.paper:
            raise ValueError(f"{self.id}: left open but not a field of the paper")

    @property
    def optional_lines(self) -> tuple[LinePattern, ...]:
        return tuple(line for block in self.blocks for line in block.lines if line.is_optional)

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
        return FilledPaper(self.id, self.title, blocks, filling.missing, filling.left_out)

    def _check(self, where: str, wanted: frozenset[str], given: Mapping[str, object]) -> None:
        if wanted - given.keys():
            raise ValueError(f"{self.id}: {where} lack {sorted(wanted - given.keys())}")
