"""Organisations an old list names: those of the office, and those it takes in with the list."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from rehabdesk.domain.codes import OrganisationKind
from rehabdesk.domain.records.volunteer import Organisation
from rehabdesk.domain.text import clean, fold
from rehabdesk.services.office import Work
from rehabdesk.services.volunteers import add_organisation

_KINDS = (
    (re.compile(r"phu nu|\blhpn\b"), OrganisationKind.WOMENS_UNION),
    (re.compile(r"cuu chien binh|\bccb\b"), OrganisationKind.VETERANS),
    (re.compile(r"thanh nien"), OrganisationKind.YOUTH_UNION),
    (re.compile(r"tram y te"), OrganisationKind.HEALTH_STATION),
    (re.compile(r"tinh nguyen"), OrganisationKind.VOLUNTEER_TEAM),
    (re.compile(r"^(thon|xom|ban|ap|to dan pho|tdp|khu pho)\b"), OrganisationKind.HAMLET),
)


@dataclass(frozen=True, slots=True)
class Organisations:
    names: tuple[str, ...]
    ids: Mapping[str, int]  # by folded name; those to be added below nought

    def find(self, written: str) -> int | None:
        return self.ids.get(fold(clean(written)))


def read_organisations(work: Work, new_names: Collection[str] = ()) -> Organisations:
    rows = work.session.execute(select(Organisation.id, Organisation.name))
    found = {row.name: row.id for row in rows}
    ids = {fold(name): row_id for name, row_id in found.items()}
    for number, name in enumerate(map(clean, sorted(new_names)), start=1):
        if name:
            ids.setdefault(fold(name), -number)
    return Organisations(tuple(sorted(found)), ids)


def add_organisations(work: Work, names: Collection[str]) -> list[int]:
    """Take those that are not there yet into the office's list; return their ids."""
    known = read_organisations(work)
    wanted = {fold(name): name for each in sorted(names, reverse=True) if (name := clean(each))}
    return [
        add_organisation(work, name, kind_told_by(name))
        for name in sorted(wanted.values())
        if known.find(name) is None
    ]


def kind_told_by(name: str) -> OrganisationKind:
    """Tell by its name what sort of organisation it is; it can be put right in the list."""
    folded = fold(clean(name))
    return next((kind for told, kind in _KINDS if told.search(folded)), OrganisationKind.OTHER)
