"""The words a person may be looked up by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rehabdesk.domain.identity import phone_key
from rehabdesk.domain.places import Units
from rehabdesk.domain.text import digits_only, fold, initial_letters

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

    def words(self, units: Units) -> str:
        """Return everything, folded; every place by its new and its old names."""
        places = (place for codes in self.units for place in units.names(*codes))
        parts = [
            *map(fold, self.names),
            *(letters for name in self.names for letters in _initials(name)),
            *self.numbers,
            *(phone_key(each) or fold(each) for each in self.contacts),
            *map(fold, self.addresses),
            *map(fold, dict.fromkeys(places)),
            fold(self.hamlet),
            *map(digits_only, self.case_codes),
        ]
        return " ".join(part for part in parts if part)


def _initials(name: str) -> Iterable[str]:
    """Say "tvt", and "vt" for who knows no family name."""
    letters = initial_letters(fold(name))
    return (letters, letters[1:]) if len(letters) >= _FULL else (letters,)
