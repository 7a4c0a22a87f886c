"""The words a person may be looked up by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rehabdesk.domain.identity import phone_key
from rehabdesk.domain.places import OwnPlace, Units
from rehabdesk.domain.text import MARK, digits_only, fold, initial_letters

_FULL = 3  # words of a name that has a middle one


@dataclass(frozen=True, slots=True)
class FoundBy:
    """What is known of a person, as far as a search asks for it."""

    names: Sequence[str]
    numbers: Sequence[str]  # of papers, without blanks or dots
    contacts: Sequence[str]
    addresses: Sequence[str]
    units: Sequence[tuple[str | None, str | None]]  # codes of the new and the old unit of each
    hamlet: str
    case_codes: Sequence[str]  # of the file, and of those merged into it

    def words(self, units: Units, own: OwnPlace | None = None) -> str:
        """Return everything, folded; every place by its new and its old names.

        The office's own commune and province are left out, or they would find everybody. What is
        of a name is told once more behind a mark, to be found before the rest.
        """
        where = _place_words(units, own, tuple(self.addresses), tuple(self.units), self.hamlet)
        names = " ".join(part for name in self.names for part in (fold(name), *_initials(name)))
        parts = [
            names,
            *self.numbers,
            *(phone_key(each) or fold(each) for each in self.contacts),
            *where,
            *map(digits_only, self.case_codes),
        ]
        marked = (f"{MARK}{word}" for word in names.replace(MARK, " ").split())
        return " ".join((*(part.replace(MARK, " ") for part in parts if part), *marked))


@lru_cache(maxsize=4_096)  # the same few places stand in file after file
def _place_words(
    units: Units,
    own: OwnPlace | None,
    addresses: tuple[str, ...],
    codes: tuple[tuple[str | None, str | None], ...],
    hamlet: str,
) -> tuple[str, ...]:
    places = [units.names(*each) for each in codes]
    if own is not None:
        addresses = tuple(own.leave_out(each) for each in addresses)
        places = [own.others(names, new) for names, (new, _) in zip(places, codes, strict=True)]
    named = dict.fromkeys(name for names in places for name in names)
    return (*map(fold, addresses), *map(fold, named), fold(hamlet))


def _initials(name: str) -> Iterable[str]:
    """Say "tvt", and "vt" for who knows no family name."""
    letters = initial_letters(fold(name))
    return (letters, letters[1:]) if len(letters) >= _FULL else (letters,)
