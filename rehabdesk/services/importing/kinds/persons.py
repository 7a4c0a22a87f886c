"""One row of a workbook turned into what is kept of a person: facts, episode, events, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rehabdesk.catalog.resources import Resources
from rehabdesk.domain.codes import (
    ContactKind,
    EpisodeKind,
    IdentityKind,
    NameKind,
    Relation,
    ResidenceKind,
    Sex,
)
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.row import RowRead
from rehabdesk.domain.text import fold
from rehabdesk.services.importing.kinds.past_course import PastCourse, course_words, past_course
from rehabdesk.services.people.likeness import kind_of_number
from rehabdesk.services.people.person_facts import (
    ContactFacts,
    NameFacts,
    PaperFacts,
    PersonFacts,
    RelativeFacts,
    ResidenceFacts,
)

_F = ImportField
_RESIDENCES = (
    (_F.PERMANENT, ResidenceKind.PERMANENT),
    (_F.TEMPORARY, ResidenceKind.TEMPORARY),
    (_F.CURRENT, ResidenceKind.CURRENT),
)
_RELATED = (_F.FATHER, _F.MOTHER, _F.SPOUSE, _F.RELATIVE)
_NUMBERS = (_F.ID_NUMBER, _F.OLD_ID_NUMBER, _F.PASSPORT)
_NOTED = (_F.NOTE, _F.HELPER, _F.STATE)
_SPOUSES = {Sex.MALE: Relation.WIFE, Sex.FEMALE: Relation.HUSBAND}
_OF_A_COURSE = (
    *(_F.REHAB_FORM, _F.REHAB_FACILITY, _F.REHAB_ORDINAL, _F.COMPLETED_ON),
    *(_F.DECISION_NUMBER, _F.DECISION_ON, _F.TERM_MONTHS, _F.TERM_START, _F.TERM_END),
)
HELPER_NOTE, LISTED_NOTE = "Người phụ trách theo tệp cũ: ", " (trong danh sách: "
NO_KIND = (
    "Không rõ diện quản lý: những gì ghi về đợt quản lý được giữ trong ghi chú. "
    "Chọn diện quản lý chung cho cả tệp nếu muốn lập đợt."
)


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """What a row will be written as; `told` are doubts the clerk should see."""

    row_number: int
    facts: PersonFacts
    course: PastCourse | None = None
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a row does not say itself."""

    kind: EpisodeKind | None  # of rows that name none
    helpers: Mapping[str, str]  # folded name: how a paper names the person
    today: date
    resources: Resources  # the law is read only where a row tells of a course


def plan_person(row: RowRead, hamlet_id: int | None, around: Surroundings) -> PersonPlan:
    """Say what is kept of a row; what fits nowhere is kept in the note, nothing is dropped."""
    kind = row.kind or around.kind
    notes, told = list[str](), list[str]()
    if not row.values.keys().isdisjoint(_NOTED):
        notes += _notes(row, around.helpers)
    course: PastCourse | None = None
    if kind is not None:
        course = past_course(row, kind, around.resources.regimes, around.today)
        told += course.told
        notes += course.notes
    elif not row.values.keys().isdisjoint(_OF_A_COURSE):
        told.append(NO_KIND)
        notes += course_words(row, _OF_A_COURSE)
    facts = _person(row, hamlet_id, "\n".join(notes))
    return PersonPlan(row.row_number, facts, course, tuple(told))


def _person(row: RowRead, hamlet_id: int | None, note: str) -> PersonFacts:
    values = row.values
    texts = {field: value for field, value in values.items() if type(value) is str}
    text = texts.get
    return PersonFacts(
        text(_F.FULL_NAME, ""),
        row.sex,
        row.birth,
        hamlet_id,
        text(_F.ETHNICITY, ""),
        text(_F.RELIGION, ""),
        text(_F.EDUCATION, ""),
        text(_F.OCCUPATION, ""),
        text(_F.WORKPLACE, ""),
        note,
        other_names=tuple([NameFacts(NameKind.ALIAS, each) for each in row.texts(_F.OTHER_NAME)]),
        papers=tuple(_papers(row)),
        residences=tuple(
            [
                ResidenceFacts(kind, text(field, ""))
                for field, kind in _RESIDENCES
                if field in values
            ]
        ),
        relatives=tuple(_relatives(row)),
        contacts=tuple([ContactFacts(ContactKind.PHONE, each) for each in row.texts(_F.PHONE)]),
        employment=row.employment,
        criminal_record=text(_F.CRIMINAL_RECORD, ""),
        drugs=text(_F.SUBSTANCE, ""),
    )


def _papers(row: RowRead) -> Iterator[PaperFacts]:
    """Return the papers; the day of issue is that of the newest kind there is."""
    if row.values.keys().isdisjoint(_NUMBERS):
        return
    issue = (row.day(_F.ID_ISSUED_ON), row.text(_F.ID_ISSUED_BY))
    card, passport = row.text(_F.ID_NUMBER), row.text(_F.PASSPORT)
    old = row.texts(_F.OLD_ID_NUMBER)
    if card:
        yield PaperFacts(kind_of_number(card, issue[0]), card, *issue)
    for position, number in enumerate(old):
        told = issue if not card and position == 0 else (None, "")
        yield PaperFacts(IdentityKind.OLD_CARD, number, *told)
    if passport:
        told = issue if not card and not old else (None, "")
        yield PaperFacts(IdentityKind.PASSPORT, passport, *told)


def _relatives(row: RowRead) -> Iterator[RelativeFacts]:
    if row.values.keys().isdisjoint(_RELATED):
        return
    spouse = _SPOUSES.get(row.sex, Relation.OTHER) if row.sex else Relation.OTHER
    relations = (
        (_F.FATHER, Relation.FATHER),
        (_F.MOTHER, Relation.MOTHER),
        (_F.SPOUSE, spouse),
        (_F.RELATIVE, Relation.OTHER),
    )
    for field, relation in relations:
        if name := row.text(field):
            yield RelativeFacts(name, relation)


def _notes(row: RowRead, helpers: Mapping[str, str]) -> Iterator[str]:
    if note := row.text(_F.NOTE):
        yield note
    if words := row.text(_F.HELPER):
        folded = fold(words)
        known = [told for name, told in helpers.items() if name in folded]
        listed = f"{LISTED_NOTE}{', '.join(known)})" if known else ""
        yield f"{HELPER_NOTE}{words}{listed}"
    if words := row.text(_F.STATE):
        yield f"Tình trạng theo tệp cũ: {words}"
