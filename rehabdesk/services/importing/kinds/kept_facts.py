"""The facts of many kept persons, read in a handful of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import fields
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.person import Person
from rehabdesk.persistence.listed import as_list, is_listed
from rehabdesk.services.office import Work
from rehabdesk.services.people.person_facts import (
    ContactFacts,
    NameFacts,
    PaperFacts,
    PersonFacts,
    RelativeFacts,
    ResidenceFacts,
)

_WITH_EPISODES = (
    select(CaseFile.person_id)
    .join(Episode, Episode.case_id == CaseFile.id)
    .where(is_listed(CaseFile.person_id, "ids"))
)
_AT_ONCE = 5_000
_LISTS: dict[str, tuple[str, type[Any]]] = {
    "other_names": ("person_name", NameFacts),
    "papers": ("identity_paper", PaperFacts),
    "residences": ("residence", ResidenceFacts),
    "relatives": ("relative", RelativeFacts),
    "contacts": ("contact_point", ContactFacts),
}
_PLAIN = tuple(each.name for each in fields(PersonFacts) if each.name not in {*_LISTS, "birth"})


def read_facts(work: Work, person_ids: Collection[int]) -> dict[int, PersonFacts]:
    """Return what forms show of these persons."""
    ids = sorted(person_ids)
    found: dict[int, PersonFacts] = {}
    for start in range(0, len(ids), _AT_ONCE):
        found |= _read_part(work, ids[start : start + _AT_ONCE])
    return found


def with_episodes(work: Work, person_ids: Collection[int]) -> set[int]:
    """Return which of these have been under management of any kind."""
    return set(work.session.scalars(_WITH_EPISODES, {"ids": as_list(person_ids)}))


def _read_part(work: Work, ids: list[int]) -> dict[int, PersonFacts]:
    lists = {name: _rows(work, ids, *told) for name, told in _LISTS.items()}
    table = Entity.metadata.tables[Person.__tablename__].c
    columns = [table[name] for name in _PLAIN]
    rows = work.session.execute(select(table.id, table.birth, *columns).where(table.id.in_(ids)))
    found: dict[int, PersonFacts] = {}
    for person_id, birth, *plain in rows:
        values: dict[str, Any] = dict(zip(_PLAIN, plain, strict=True))
        values |= {name: tuple(owned.get(person_id, ())) for name, owned in lists.items()}
        values["birth"] = PartialDate.parse_stored(birth) if birth else None
        found[person_id] = PersonFacts(**values)
    return found


def _rows(work: Work, ids: list[int], name: str, facts: type[Any]) -> dict[int, list[Any]]:
    table = Entity.metadata.tables[name].c
    columns = [table[each.name] for each in fields(facts)]
    found: dict[int, list[Any]] = defaultdict(list)
    rows = work.session.execute(
        select(table.person_id, *columns).where(table.person_id.in_(ids)).order_by(table.id)
    )
    for person_id, *values in rows:
        found[person_id].append(facts(*values))
    return found
