"""Helpers an old list names: whom they help is told, until a decision assigns somebody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.daily.importing import ImportRow
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.text import fold
from rehabdesk.services.assigning.carrying import HelperRow, list_helpers
from rehabdesk.services.assignment_board import purpose_for
from rehabdesk.services.assignments import Group, list_managed
from rehabdesk.services.importing.kinds.persons import HELPER_NOTE, LISTED_NOTE
from rehabdesk.services.office import Work

_TOLD = re.compile(
    rf"^{re.escape(HELPER_NOTE)}(?P<words>.*?)(?:{re.escape(LISTED_NOTE)}.*)?$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class NamedHelper:
    """A managed person nobody is assigned to, and who helps her by the old list."""

    person_id: int
    full_name: str
    name_order: str
    hamlet: str
    told: str  # as the list has it
    volunteer_id: int | None  # the one of the office's list who is meant, if that is plain
    helper: str
    purpose: str  # of the paper that assigns somebody

    @property
    def id(self) -> int:
        return self.person_id


# Looks


def list_named_helpers(work: Work, batch_id: int) -> tuple[NamedHelper, ...]:
    """Return whom an import brought in with a helper's name and who has no decision yet."""
    work.require(Right.READ_FILES)
    of_batch = (
        select(Person.id, Person.note)
        .where(Person.note.contains(HELPER_NOTE))
        .where(
            Person.id.in_(
                select(ImportRow.subject_id).filter_by(batch_id=batch_id, subject_kind="person")
            )
        )
    )
    told = {
        person_id: line["words"]
        for person_id, note in work.session.execute(of_batch)
        if (line := _TOLD.search(note))
    }
    if not told:
        return ()
    helpers = list_helpers(work)
    found = []
    for row in list_managed(work):
        if row.person_id not in told or row.group is not Group.NOBODY:
            continue
        words = told[row.person_id]
        meant = _meant(words, helpers)
        found.append(
            NamedHelper(
                row.person_id,
                row.full_name,
                row.name_order,
                row.hamlet,
                words,
                meant.id if meant else None,
                meant.full_name if meant else "",
                purpose_for(row.state),
            )
        )
    return tuple(sorted(found, key=lambda each: (fold(each.told), each.name_order)))


def _meant(words: str, helpers: Sequence[HelperRow]) -> HelperRow | None:
    """Return whose name the words hold; two of one name cannot be told apart."""
    folded = fold(words)
    found = [
        each for each in helpers if re.search(rf"\b{re.escape(fold(each.full_name))}\b", folded)
    ]
    return found[0] if len(found) == 1 else None
