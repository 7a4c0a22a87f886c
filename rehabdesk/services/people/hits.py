"""Persons found while somebody types: few columns, the first few, an exact count when asked."""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

from rehabdesk.domain.codes import CaseState, Right
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.identity import mask
from rehabdesk.persistence.search import count_persons
from rehabdesk.persistence.search import find_hits as find_stored_hits
from rehabdesk.services.office import Work

_STATES = {each.value: each for each in CaseState}


class PersonHit(NamedTuple):
    """A person found, as stored; what a line tells of it is worked out where it is shown."""

    id: int
    case_code: str
    full_name: str
    name_order: str
    born: str
    hamlet: str
    state_code: str
    id_number: str

    @property
    def birth_year(self) -> int | None:
        return PartialDate.parse_stored(self.born).year if self.born else None

    @property
    def state(self) -> CaseState:
        return _STATES[self.state_code]

    @property
    def masked_number(self) -> str:
        return mask(self.id_number) if self.id_number else ""


# Looks


def find_hits(work: Work, words: str, limit: int) -> list[PersonHit]:
    """Return the first few persons of these words, in name order."""
    work.require(Right.READ_FILES)
    found = find_stored_hits(work.session, words, limit)
    hits = [PersonHit._make(each) for each in found]
    return sorted(hits, key=attrgetter("name_order"))


def count_hits(work: Work, words: str) -> int:
    """Count all persons of these words: asked when the typing rests."""
    work.require(Right.READ_FILES)
    return count_persons(work.session, words)
