"""Persons found while somebody types: few columns, the first few, an exact count when asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, NamedTuple

from rehabdesk.domain.codes import CaseState, Right
from rehabdesk.domain.course.standing import FOLLOWED
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.identity import mask
from rehabdesk.domain.text import clean, fold, word_order
from rehabdesk.persistence.search import find_given
from rehabdesk.persistence.search import find_named as find_stored_named
from rehabdesk.services.indexing.asking import count_found, find_lines
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names

_LOOKED_AT = 50  # of so many the best are told
_LONGER = 2  # a name that only begins as typed, or has the initials
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
    found = map(PersonHit._make, find_lines(work, words, limit))
    return sorted(_as_may_be_seen(work, found), key=attrgetter("name_order"))


def _as_may_be_seen(work: Work, hits: Iterable[PersonHit]) -> list[PersonHit]:
    names = Names(work)
    return list(hits) if names.are_plain else [_called(hit, names) for hit in hits]


def _called(hit: PersonHit, names: Names) -> PersonHit:
    if names.is_plain(hit.id):
        return hit
    name = names.of(hit.id, hit.full_name)
    return hit._replace(full_name=name, id_number="")


def find_best(work: Work, words: str, limit: int) -> list[PersonHit]:
    """Return the best few: whose name was typed, then who is found by anything else.

    Names that have the very words come before those that only begin so; of either, who is looked
    after comes before who no longer is.
    """
    work.require(Right.READ_FILES)
    typed = clean(words)
    found = find_stored_named(work.session, typed, _LOOKED_AT)
    exact = find_given(work.session, typed, _LOOKED_AT) if len(found) == _LOOKED_AT else []
    named = _best_first({row[0]: row for row in (*exact, *found)}.values(), typed)
    if len(named) >= limit:
        return _as_may_be_seen(work, named[:limit])
    ids = {hit.id for hit in named}
    others = _best_first(find_lines(work, words, _LOOKED_AT))
    best = [*named, *(hit for hit in others if hit.id not in ids)][:limit]
    return _as_may_be_seen(work, best)


def count_hits(work: Work, words: str) -> int:
    """Count all persons of these words: asked when the typing rests."""
    work.require(Right.READ_FILES)
    return count_found(work, words)


def _best_first(found: Iterable[tuple[Any, ...]], typed: str = "") -> list[PersonHit]:
    hits = map(PersonHit._make, found)
    far = _distance_from(typed)
    return sorted(
        hits, key=lambda hit: (far(hit.full_name), hit.state not in FOLLOWED, hit.name_order)
    )


def _distance_from(typed: str) -> Callable[[str], int]:
    """Tell how far a name is from what was typed: the same words, but for accents, or longer ones.

    Who types no accents means any; "hòa" and "hoà" are one word.
    """
    lower = clean(typed).lower()
    bare = set(fold(lower).split())
    exact = {word_order(word) for word in lower.split()} if fold(lower) != lower else set[str]()

    def far(name: str) -> int:
        if not bare <= set(fold(name).split()):
            return _LONGER
        return int(bool(exact) and not exact <= {word_order(word) for word in name.lower().split()})

    return far
