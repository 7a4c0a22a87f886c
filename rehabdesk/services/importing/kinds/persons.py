"""One row of a workbook turned into what is kept of a person: facts, episode, events, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from rehabdesk.domain.codes import (
    ContactKind,
    EpisodeKind,
    EventKind,
    IdentityKind,
    NameKind,
    Relation,
    ResidenceKind,
    Sex,
)
from rehabdesk.domain.course.events import RULES, PaperRef
from rehabdesk.domain.dates import add_months
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.row import RowRead
from rehabdesk.domain.text import fold
from rehabdesk.services.course.acts import EventFacts
from rehabdesk.services.people.intake import EpisodeFacts
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
EARLIER = "Có từ trước khi dùng phần mềm"  # beside a decision brought in from a workbook
_RESIDENCES = (
    (_F.PERMANENT, ResidenceKind.PERMANENT),
    (_F.TEMPORARY, ResidenceKind.TEMPORARY),
    (_F.CURRENT, ResidenceKind.CURRENT),
)
_SPOUSES = {Sex.MALE: Relation.WIFE, Sex.FEMALE: Relation.HUSBAND}
# The event a decision of the past is written down as, by what it was about.
_DECIDED = {
    EpisodeKind.POST_REHAB: (EventKind.DECIDED_ELSEWHERE, ""),
    EpisodeKind.USER_MANAGED: (EventKind.USER_DECIDED, "first"),
    EpisodeKind.REHAB_HOME: (EventKind.REHAB_DECIDED, ""),
    EpisodeKind.REHAB_PRIVATE: (EventKind.REHAB_DECIDED, ""),
    EpisodeKind.REHAB_PUBLIC: (EventKind.REHAB_DECIDED, ""),
    EpisodeKind.SUBSTITUTION: (EventKind.REHAB_DECIDED, ""),
    EpisodeKind.DOSSIER: (EventKind.DOSSIER_MANAGEMENT, ""),
    EpisodeKind.REHAB_COMPULSORY: (EventKind.COURT_APPLIED, ""),
}
_OF_A_COURSE = (
    *(_F.REHAB_FORM, _F.REHAB_FACILITY, _F.REHAB_ORDINAL, _F.COMPLETED_ON),
    *(_F.DECISION_NUMBER, _F.DECISION_ON, _F.TERM_MONTHS, _F.TERM_START, _F.TERM_END),
)
NO_KIND = (
    "Không rõ diện quản lý: những gì ghi về đợt quản lý được giữ trong ghi chú. "
    "Chọn diện quản lý chung cho cả tệp nếu muốn lập đợt."
)
HALF_A_DECISION = "Quyết định thiếu số hoặc thiếu ngày: giữ trong ghi chú."
TOO_LATE = "Ngày quyết định chưa tới: giữ trong ghi chú."


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """What a row will be written as; `told` are doubts the clerk should see."""

    row_number: int
    facts: PersonFacts
    drugs: str = ""
    episode: EpisodeFacts | None = None
    events: tuple[EventFacts, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a row does not say itself."""

    kind: EpisodeKind | None  # of rows that name none
    helpers: Mapping[str, str]  # folded name: how a paper names the person
    today: date


def plan_person(row: RowRead, hamlet_id: int | None, around: Surroundings) -> PersonPlan:
    """Say what is kept of a row; what fits nowhere is kept in the note, nothing is dropped."""
    kind = row.kind or around.kind
    notes, told = list(_notes(row, around.helpers)), []
    episode: EpisodeFacts | None = None
    events: tuple[EventFacts, ...] = ()
    if kind is not None:
        episode = _episode(row, kind)
        event, why_not = _decision(row, kind, around.today)
        events = (event,) if event else ()
        if why_not:
            told.append(why_not)
            notes += _course_words(row, (_F.DECISION_NUMBER, _F.DECISION_ON))
        if event is None:
            notes += _course_words(row, (_F.TERM_MONTHS, _F.TERM_START, _F.TERM_END))
    elif any(field in row.values for field in _OF_A_COURSE):
        told.append(NO_KIND)
        notes += _course_words(row, _OF_A_COURSE)
    facts = replace(_person(row, hamlet_id), note="\n".join(notes))
    return PersonPlan(row.row_number, facts, row.text(_F.SUBSTANCE), episode, events, tuple(told))


def _person(row: RowRead, hamlet_id: int | None) -> PersonFacts:
    return PersonFacts(
        row.text(_F.FULL_NAME),
        row.sex,
        row.birth,
        hamlet_id,
        row.text(_F.ETHNICITY),
        row.text(_F.RELIGION),
        row.text(_F.EDUCATION),
        row.text(_F.OCCUPATION),
        row.text(_F.WORKPLACE),
        other_names=tuple(NameFacts(NameKind.ALIAS, each) for each in row.texts(_F.OTHER_NAME)),
        papers=tuple(_papers(row)),
        residences=tuple(
            ResidenceFacts(kind, row.text(field))
            for field, kind in _RESIDENCES
            if field in row.values
        ),
        relatives=tuple(_relatives(row)),
        contacts=tuple(ContactFacts(ContactKind.PHONE, each) for each in row.texts(_F.PHONE)),
    )


def _papers(row: RowRead) -> Iterator[PaperFacts]:
    """Return the papers; the day of issue is that of the newest kind there is."""
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
        listed = f" (trong danh sách: {', '.join(known)})" if known else ""
        yield f"Người phụ trách theo tệp cũ: {words}{listed}"
    if words := row.text(_F.STATE):
        yield f"Tình trạng theo tệp cũ: {words}"


def _course_words(row: RowRead, fields: tuple[ImportField, ...]) -> Iterator[str]:
    """Tell what was read of a course, for the note."""
    found = []
    for field in fields:
        value = row.values.get(field)
        if value is None:
            continue
        words = f"{value:%d/%m/%Y}" if isinstance(value, date) else getattr(value, "label", value)
        found.append(f"{field.label.lower()} {words}")
    if found:
        yield f"Theo tệp cũ: {'; '.join(found)}"


def _episode(row: RowRead, kind: EpisodeKind) -> EpisodeFacts:
    return EpisodeFacts(
        kind,
        row.rehab_form,
        row.number(_F.REHAB_ORDINAL),
        row.text(_F.REHAB_FACILITY),
        row.day(_F.COMPLETED_ON),
    )


def _decision(row: RowRead, kind: EpisodeKind, today: date) -> tuple[EventFacts | None, str]:
    """Return the decision of the past, or why none can be written down.

    It is no paper of the office's own book: its number is not taken there.
    """
    number, day = row.text(_F.DECISION_NUMBER), row.day(_F.DECISION_ON)
    if not number and day is None:
        return None, ""
    if not number or day is None:
        return None, HALF_A_DECISION
    event, reason = _DECIDED[kind]
    begins = day
    if event is EventKind.DECIDED_ELSEWHERE:
        begins = row.day(_F.TERM_START) or row.day(_F.COMPLETED_ON) or day
    if begins > today or day > today:
        return None, TOO_LATE
    ends = _term_end(row, begins) if RULES[event].is_stretch else None
    paper = PaperRef(number, day)
    return EventFacts(event, begins, ends, paper=paper, reason=reason, note=EARLIER), ""


def _term_end(row: RowRead, begins: date) -> date | None:
    end, months = row.day(_F.TERM_END), row.number(_F.TERM_MONTHS)
    if end is None and months:
        end = add_months(begins, months)
    return end if end is None or end > begins else None
