"""Whom a team leader finds: the persons the own team looks after, by the words of their names."""

from __future__ import annotations

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.text import fold
from rehabdesk.services.office import Work
from rehabdesk.services.rights.bound import require_teams
from rehabdesk.services.secrecy.whom import Whom, named_whom


def find_own(work: Work, words: str, most: int) -> tuple[Whom, ...]:
    """Return those whose name has all the words, whole or begun; without words the first ones."""
    from rehabdesk.services.rights.own_team import own_persons  # teams are loaded where meant

    require_teams(work, Right.READ_FILES)
    ids = own_persons(work)
    ordered = work.session.scalars(
        select(Person.id).where(Person.id.in_(ids)).order_by(Person.name_order, Person.id)
    ).all()
    asked = fold(words).split()
    found = [each for each in named_whom(work, ordered) if _has(each.name, asked)]
    return tuple(found[:most])


def _has(name: str, asked: list[str]) -> bool:
    parts = fold(name).split()
    return all(any(part.startswith(word) for part in parts) for word in asked)
