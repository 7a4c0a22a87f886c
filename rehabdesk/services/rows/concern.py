"""A person as what concerns one names them."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Concern:
    """A person a task is about."""

    person_id: int
    name: str
    birth_year: int | None = None
    hamlet: str = ""


def concern_of(person_id: int, name: str, birth: str | None, hamlet: str | None) -> Concern:
    """Make it of columns as they are kept."""
    year = PartialDate.parse_stored(birth).year if birth else None
    return Concern(person_id, name, year, hamlet or "")
