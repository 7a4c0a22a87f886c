"""Persons a form is about, called as whoever fills it in may call them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.person import Person
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names


@dataclass(frozen=True, slots=True)
class Whom:
    """A person as the note names the one met."""

    id: int
    name: str
    detail: str = ""


# Looks


def named_whom(work: Work, person_ids: Sequence[int]) -> tuple[Whom, ...]:
    asked = select(Person).where(Person.id.in_(person_ids)).options(selectinload(Person.hamlet))
    found = {each.id: each for each in work.session.scalars(asked)}
    names = Names(work)
    shown = []
    for each in (found[one] for one in person_ids if one in found):
        year = PartialDate.parse_stored(each.birth).year if each.birth else None
        name = names.of(each.id, each.full_name)
        shown.append(whom_of(each.id, name, year, each.hamlet.name if each.hamlet else ""))
    return tuple(shown)


def whom_of(person_id: int, name: str, year: int | None, hamlet: str) -> Whom:
    told = (str(year or ""), hamlet.removeprefix("Thôn "))
    return Whom(person_id, name, " · ".join(part for part in told if part))
