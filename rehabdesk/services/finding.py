"""What the search box finds: persons by whatever is remembered, papers by their number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.decision import Decision, DecisionPerson
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.text import clean, fold
from rehabdesk.services.audit import chain_head
from rehabdesk.services.decisions.register import names_of
from rehabdesk.services.office import Work
from rehabdesk.services.people.files import PersonRow, list_persons_by_id
from rehabdesk.services.people.hits import PersonHit, count_hits, find_best
from rehabdesk.services.secrecy.files import kept_from

_NUMBER = re.compile(r"(?:qd|so|van ?ban|vb)? ?0*(\d{1,6})([a-z]?)(?:/.*)?")
MOST_PERSONS, MOST_PAPERS, MOST_OF_PERSON = 6, 4, 2
MOST_REPORTS = 5
MOST_RECENT = 8
_LINES_READ = 2_000  # of the trail
_SEEN = ("person.viewed", "person.taken_in")


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


@dataclass(frozen=True, slots=True)
class ReportFound:
    """A report of a period, and what its page needs to turn to it."""

    title: str
    layout_key: str
    kind: str
    until_on: date
    days: str


# Looks


def find_everything(work: Work, typed: str) -> Finds:
    """Look a few letters or digits up among persons and numbered papers.

    When no paper was meant by its number, the newest of the first person are told.
    """
    if not work.actor.may(Right.READ_FILES):
        return Finds((), ())
    persons = find_best(work, typed, MOST_PERSONS)
    papers = find_papers(work, typed)
    if not papers and persons and persons[0].id not in kept_from(work):
        papers = _papers_of(work, persons[0].id)
    return Finds(tuple(persons), tuple(papers))


def count_persons_found(work: Work, typed: str) -> int:
    """Count all persons of whom `find_everything` tells the first few."""
    return count_hits(work, typed) if work.actor.may(Right.READ_FILES) else 0


def find_papers(work: Work, typed: str) -> list[PaperFound]:
    """Find papers by "43", "043", "43/qd" or "QĐ 43", the newest first."""
    work.require(Right.READ_FILES)
    read = _NUMBER.fullmatch(fold(clean(typed)))
    if read is None:
        return []
    wanted = select(Decision).where(Decision.number == int(read[1]))
    if read[2]:
        wanted = wanted.where(Decision.number_suffix.in_((read[2], read[2].upper())))
    newest = wanted.order_by(Decision.year.desc(), Decision.number_suffix)
    return _found(work, newest.limit(MOST_PAPERS))


def find_reports(work: Work, typed: str) -> list[ReportFound]:
    """Look up the reports that are made now by their names: "bc nam", "bao cao quy 3"."""
    words = fold(clean(typed)).replace("bc", "bao cao", 1).split()
    if not {"bao", "cao"} <= set(words) or not work.actor.may(Right.EXPORT_LISTS):
        return []
    from rehabdesk.services.reports.layouts import all_layouts
    from rehabdesk.services.reports.showing.page import choices

    found = []
    for choice in choices(all_layouts(work), work.today):
        told = fold(choice.title).split()
        if all(any(each.startswith(word) for each in told) for word in words):
            period = choice.period
            found.append(
                ReportFound(
                    choice.title,
                    choice.layout_key,
                    period.kind.value,
                    period.window.last,
                    period.window.dashed,
                )
            )
    return found[:MOST_REPORTS]


def recent_persons(work: Work) -> list[PersonRow]:
    """Return the persons this user opened last, as the trail tells."""
    work.require(Right.READ_FILES)
    if not work.actor.may(Right.READ_FILES):
        return []
    who = f"{work.actor.user_id}:{work.actor.name}"
    opened = (
        select(AuditEntry.subject)
        .where(AuditEntry.sequence > chain_head(work.session)[0] - _LINES_READ)
        .where(AuditEntry.act.in_(_SEEN), AuditEntry.actor == who)
        .order_by(AuditEntry.sequence.desc())
    )
    persons = (subject.partition(":")[2] for subject in work.session.scalars(opened))
    ids = [int(each) for each in dict.fromkeys(persons) if each.isdecimal()]
    return list_persons_by_id(work, ids[:MOST_RECENT])


def _papers_of(work: Work, person_id: int) -> list[PaperFound]:
    newest = (
        select(Decision)
        .join(DecisionPerson, DecisionPerson.decision_id == Decision.id)
        .where(DecisionPerson.person_id == person_id, Decision.number.is_not(None))
        .order_by(Decision.document_date.desc(), Decision.id.desc())
    )
    return _found(work, newest.limit(MOST_OF_PERSON))


def _found(work: Work, wanted: Select[Decision]) -> list[PaperFound]:
    found = work.session.scalars(wanted).all()
    names = names_of(work, [each.id for each in found]) if found else {}
    return [
        PaperFound(
            each.id, each.full_number, each.document_date, each.title, names.get(each.id, "")
        )
        for each in found
        if each.document_date
    ]
