"""What the search box finds: persons by whatever is remembered, papers by their number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.text import clean, fold
from rehabdesk.services.decisions.register import names_of
from rehabdesk.services.office import Work
from rehabdesk.services.people.hits import PersonHit, count_hits, find_hits

_NUMBER = re.compile(r"0*(\d{1,6})([a-z]?)(?:/.*)?")
MOST_PERSONS, MOST_PAPERS = 6, 4


@dataclass(frozen=True, slots=True)
class PaperFound:
    decision_id: int
    number: str
    on: date
    title: str
    concerns: str


@dataclass(frozen=True, slots=True)
class Finds:
    persons: tuple[PersonHit, ...]
    papers: tuple[PaperFound, ...]

    @property
    def is_empty(self) -> bool:
        return not self.persons and not self.papers


def find_everything(work: Work, typed: str) -> Finds:
    """Look a few letters or digits up among persons and numbered papers."""
    if not work.actor.may(Right.READ_FILES):
        return Finds((), ())
    return Finds(tuple(find_hits(work, typed, MOST_PERSONS)), tuple(find_papers(work, typed)))


def count_persons_found(work: Work, typed: str) -> int:
    """Count all persons of whom `find_everything` tells the first few."""
    return count_hits(work, typed) if work.actor.may(Right.READ_FILES) else 0


def find_papers(work: Work, typed: str) -> list[PaperFound]:
    """Find papers by "43", "043" or "43/qd", the newest first."""
    read = _NUMBER.fullmatch(fold(clean(typed)).replace(" ", ""))
    if read is None:
        return []
    found = work.session.scalars(
        select(Decision)
        .where(Decision.number == int(read[1]))
        .order_by(Decision.year.desc(), Decision.number_suffix)
        .limit(MOST_PAPERS)
    ).all()
    names = names_of(work, [each.id for each in found])
    return [
        PaperFound(
            each.id, each.full_number, each.document_date, each.title, names.get(each.id, "")
        )
        for each in found
        if each.document_date
    ]
