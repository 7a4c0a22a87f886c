"""Which files a file may be merged with."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.codes import Right
from rehabdesk.domain.likeness.weighing import weigh
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.text import clean
from rehabdesk.services.indexing.asking import find_ids
from rehabdesk.services.office import Work
from rehabdesk.services.people.likeness import find_alike, read_kept
from rehabdesk.services.people.person_facts import read_person

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Candidate:
    id: int
    full_name: str
    birth: str
    hamlet: str
    case_code: str
    reasons: str
    likeness: str
    per_cent: int


# Looks


def find_candidates(work: Work, person_id: int, typed: str = "") -> list[Candidate]:
    """Return the files most like this one; of what is typed, whoever is found by it."""
    work.require(Right.READ_FILES)
    if clean(typed):
        ids = find_ids(work, typed, _SHOWN)
    else:
        facts = read_person(work.session.get_one(Person, person_id))
        ids = [row.id for row in find_alike(work, facts)]
    kept = read_kept(work, {person_id, *ids})
    own = kept.pop(person_id)
    rows = [each.row(weigh(own.features, each.features)) for each in kept.values()]
    rows.sort(key=lambda row: (not row.is_certain, -row.per_cent))
    return [
        Candidate(
            row.id,
            row.full_name,
            row.birth,
            row.hamlet,
            row.case_code,
            row.reasons,
            "Trùng số" if row.is_certain else row.likeness,
            row.per_cent,
        )
        for row in rows
    ]
