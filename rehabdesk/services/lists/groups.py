"""Persons of a list put together by hamlet or by the commune that was there before 01/07/2025."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from rehabdesk.domain.records.person import Person
from rehabdesk.services.office import Work
from rehabdesk.services.offices import HamletRow, list_hamlets
from rehabdesk.services.people.filters import Group, Grouping

NO_HAMLET, NO_FORMER = "Chưa ghi thôn", "Chưa ghi xã cũ"


def grouped(
    work: Work, person_ids: Sequence[int], grouping: Grouping
) -> tuple[tuple[int, ...], tuple[Group, ...]]:
    """Put the persons together, in the order of the office's hamlets; the rest come last."""
    if grouping is Grouping.NONE:
        return tuple(person_ids), ()
    is_by_hamlet = grouping is Grouping.HAMLET
    hamlets = list_hamlets(work)
    title_of = {each.id: _title(each, is_by_hamlet=is_by_hamlet) for each in hamlets}
    nowhere = NO_HAMLET if is_by_hamlet else NO_FORMER
    members: dict[str, list[int]] = {title: [] for title in title_of.values() if title != nowhere}
    members[nowhere] = []
    known = work.session.execute(select(Person.id, Person.hamlet_id))
    lives_in = {each.id: each.hamlet_id for each in known}
    for person_id in person_ids:
        hamlet_id = lives_in.get(person_id)
        members[nowhere if hamlet_id is None else title_of[hamlet_id]].append(person_id)
    found = [(title, each) for title, each in members.items() if each]
    groups = tuple(Group(title, len(each)) for title, each in found)
    return tuple(person_id for _, each in found for person_id in each), groups


def _title(hamlet: HamletRow, *, is_by_hamlet: bool) -> str:
    return hamlet.name if is_by_hamlet else hamlet.former_commune or NO_FORMER
