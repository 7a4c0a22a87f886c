"""Files that may be of the person now being taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from rehabdesk.domain.codes import IdentityKind
from rehabdesk.domain.identity import OLD_ID_LENGTH
from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.person import IdentityPaper, Person, number_key
from rehabdesk.domain.text import clean, fold
from rehabdesk.persistence.search import find_persons
from rehabdesk.services.office import Work
from rehabdesk.services.people.person_facts import (
    PersonFacts,
)

SAME_NAME, SAME_ENDS, SAME_DAY, SAME_YEAR, SAME_HAMLET = 62, 24, 28, 20, 10  # per cent
LEAST, MOST = 50, 99  # without a number nothing is certain
_LOOKED_AT = 200
_CARD_SINCE = date(2024, 7, 1)  # cards issued from this day are "căn cước"
_NUMBERS = {
    IdentityKind.CITIZEN_CARD: "số căn cước",
    IdentityKind.IDENTITY_CARD: "số căn cước",
    IdentityKind.OLD_CARD: "số CMND cũ",
    IdentityKind.PASSPORT: "số hộ chiếu",
}


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """A kept file that may be of the same person, and why one may think so."""

    id: int
    full_name: str
    birth: str
    hamlet: str
    case_code: str
    opened_on: date
    matches: tuple[str, ...]
    per_cent: int
    number: str = ""  # the number both have; then it is certain

    @property
    def is_certain(self) -> bool:
        return bool(self.number)

    @property
    def likeness(self) -> str:
        return "Chắc chắn" if self.is_certain else f"{self.per_cent}%"

    @property
    def reasons(self) -> str:
        told = ", ".join(self.matches)
        return told[:1].upper() + told[1:]


def kind_of_number(number: str, issued_on: date | None) -> IdentityKind:
    """Tell what paper bears such a number."""
    key = number_key(number)
    if not key.isdigit():
        return IdentityKind.PASSPORT
    if len(key) == OLD_ID_LENGTH:
        return IdentityKind.OLD_CARD
    is_older = issued_on is not None and issued_on < _CARD_SINCE
    return IdentityKind.CITIZEN_CARD if is_older else IdentityKind.IDENTITY_CARD


# Looks


def find_alike(work: Work, facts: PersonFacts) -> list[AlikeRow]:
    """Return who has the same number, then those whose name and birth or hamlet agree."""
    shared = _shared_numbers(work, facts)
    candidates = set(shared) | _namesakes(work, facts.full_name)
    found = work.session.execute(
        select(Person, CaseFile.code, CaseFile.opened_on)
        .join(CaseFile, CaseFile.person_id == Person.id)
        .where(Person.id.in_(candidates))
        .order_by(Person.name_order)
    )
    rows = [
        _alike(person, code, opened_on, facts, shared.get(person.id))
        for person, code, opened_on in found
    ]
    alike = [row for row in rows if row.is_certain or row.per_cent >= LEAST]
    return sorted(alike, key=lambda row: (not row.is_certain, -row.per_cent))


# How alike


def _shared_numbers(work: Work, facts: PersonFacts) -> dict[int, IdentityPaper]:
    keys = {number_key(paper.number) for paper in facts.papers} - {""}
    found = work.session.scalars(
        select(IdentityPaper)
        .where(IdentityPaper.number_key.in_(keys))
        .order_by(IdentityPaper.id.desc())
    )
    return {paper.person_id: paper for paper in found}


def _namesakes(work: Work, full_name: str) -> set[int]:
    """Find persons of this name in any order or of the same family and given name."""
    words = fold(clean(full_name)).split()
    if not words:
        return set()
    first, last = f"{words[0]} ", f" {words[-1]}"
    begins = Person.name_fold.startswith(first, autoescape=True)
    same_ends = begins & Person.name_fold.endswith(last, autoescape=True)
    close = or_(Person.name_fold == " ".join(words), same_ends)
    found = set(work.session.scalars(select(Person.id).where(close).limit(_LOOKED_AT)))
    return found | set(find_persons(work.session, full_name, _LOOKED_AT))


def _alike(
    person: Person, code: str, opened_on: date, facts: PersonFacts, shared: IdentityPaper | None
) -> AlikeRow:
    matches = [_NUMBERS[shared.kind]] if shared else []
    per_cent = 0
    for likeness, told in (_like_name(person, facts), _like_birth(person, facts)):
        per_cent += likeness
        matches += [told] if told else []
    if person.hamlet_id is not None and person.hamlet_id == facts.hamlet_id:
        per_cent += SAME_HAMLET
        matches.append("thôn")
    return AlikeRow(
        person.id,
        person.full_name,
        person.born.text if person.born else "",
        person.hamlet.name if person.hamlet else "",
        code,
        opened_on,
        tuple(matches),
        min(per_cent, MOST),
        shared.number if shared else "",
    )


def _like_name(person: Person, facts: PersonFacts) -> tuple[int, str]:
    name = fold(clean(facts.full_name))
    if name == person.name_fold:
        return SAME_NAME, "họ tên"
    if name and name in {fold(other.name) for other in person.other_names}:
        return SAME_NAME, "tên gọi khác"
    words, kept = name.split(), person.name_fold.split()
    is_near = bool(words) and (words[0], words[-1]) == (kept[0], kept[-1])
    return (SAME_ENDS, "") if is_near else (0, "")


def _like_birth(person: Person, facts: PersonFacts) -> tuple[int, str]:
    if person.born is None or facts.birth is None:
        return 0, ""
    if person.born == facts.birth and facts.birth.day:
        return SAME_DAY, "ngày sinh"
    if person.born.year == facts.birth.year:
        return SAME_YEAR, "năm sinh"
    return 0, ""
