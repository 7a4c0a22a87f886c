"""The list of files and one person's file, as the screens show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import func, select

from rehabdesk.domain.codes import CaseState, EpisodeKind, PaperStatus, Right, Sex
from rehabdesk.domain.course.standing import FOLLOWED
from rehabdesk.domain.daily_codes import Employment
from rehabdesk.domain.dates import Age, PartialDate, age_on
from rehabdesk.domain.deadlines.span import Counting
from rehabdesk.domain.identity import mask
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.regime import POST_REHAB, last_day_to_sign
from rehabdesk.services.assignments import NEEDS_HELPER
from rehabdesk.services.indexing.asking import find_ids
from rehabdesk.services.law.deadlines import Deadlines, office_deadlines
from rehabdesk.services.office import Work
from rehabdesk.services.people.list_query import PERSONS, PERSONS_BY_ID
from rehabdesk.services.secrecy.names import Names

SOON = 45  # days left under which the list warns
ADULT = 18
CERTIFIED_LATER = frozenset(
    {CaseState.POST_REHAB, CaseState.POST_REHAB_MOVED_IN, CaseState.IN_SOCIAL_PROTECTION}
)
CHAIR_DECISION = "chair_decision"  # the deadline by its name in the law
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class MoreFacts:
    """What a list tells of a person to who asks for those columns."""

    former_commune: str
    phone: str
    drugs: str
    employment: Employment | None
    completeness: int  # per cent
    flagged_on: date | None
    flag_word: str
    clerk: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list of files; dates are None where nothing is decided yet."""

    id: int
    case_code: str
    full_name: str
    name_order: str
    born: str  # as stored; read only where it is shown
    sex: Sex | None
    hamlet: str
    hamlet_id: int | None
    state: CaseState
    episode_kind: EpisodeKind | None
    term_start: date | None
    term_end: date | None
    days_left: int | None
    helper: str
    awaits_number: bool  # the helper named is still to be numbered
    next_step: str
    next_due: date | None
    other_names: str
    id_number: str
    is_left_out_of_lists: bool
    ordinal: int | None
    today: date
    more: MoreFacts | None = None  # read only where its columns are shown

    @property
    def birth(self) -> str:
        return PartialDate.parse_stored(self.born).text if self.born else ""

    @property
    def birth_year(self) -> int | None:
        return PartialDate.parse_stored(self.born).year if self.born else None

    @property
    def age(self) -> Age | None:
        return age_on(PartialDate.parse_stored(self.born), self.today) if self.born else None

    @property
    def is_minor(self) -> bool:
        age = self.age
        return age is not None and age.at_least < ADULT

    @property
    def is_followed(self) -> bool:
        return self.state in FOLLOWED

    @property
    def masked_number(self) -> str:
        return mask(self.id_number) if self.id_number else ""

    @property
    def as_text(self) -> str:
        """How the person is told in a message: name, year, hamlet, state, end of term."""
        parts = [self.full_name, str(self.birth_year or ""), self.hamlet]
        until = f" đến {self.term_end:%d/%m/%Y}" if self.term_end else ""
        parts.append(self.state.label[:1].lower() + self.state.label[1:] + until)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class FileCounts:
    everybody: int
    followed: int


# Looks


def list_persons(work: Work, words: str = "") -> list[PersonRow]:
    """Return all files in name order, or those whose words begin as typed."""
    work.require(Right.READ_FILES)
    if not words.strip():
        return _rows(work, work.session.execute(PERSONS, {"today": work.today}))
    return _by_id(work, find_ids(work, words, 100_000))


def list_persons_by_id(work: Work, person_ids: Sequence[int]) -> list[PersonRow]:
    """Return these persons in the order asked for."""
    work.require(Right.READ_FILES)
    rows = {row.id: row for row in _by_id(work, person_ids)}
    return [rows[each] for each in person_ids if each in rows]


def search_persons(work: Work, words: str, limit: int = 8) -> list[PersonRow]:
    """Return the first few persons for the search box."""
    work.require(Right.READ_FILES)
    return _by_id(work, find_ids(work, words, limit))


def count_files(work: Work) -> FileCounts:
    followed = select(func.count(Standing.id)).where(Standing.is_current, Standing.is_followed)
    return FileCounts(count_everybody(work), work.session.scalar(followed) or 0)


def count_everybody(work: Work) -> int:
    work.require(Right.READ_FILES)
    return work.session.scalar(select(func.count(Person.id))) or 0


def _by_id(work: Work, person_ids: Sequence[int]) -> list[PersonRow]:
    """Ask for some persons; of very many the database is asked in parts, as it limits values."""
    parts = [person_ids[start : start + _AT_ONCE] for start in range(0, len(person_ids), _AT_ONCE)]
    asked = (
        work.session.execute(PERSONS_BY_ID, {"ids": part, "today": work.today}) for part in parts
    )
    return _rows(work, chain.from_iterable(asked))


def _rows(work: Work, people: Iterable[Any]) -> list[PersonRow]:
    """Return the lines in name order; sorting here is quicker than in the database."""
    signing = _LastDays(work)
    rows = [_row(person, work.today, signing) for person in people]
    rows.sort(key=lambda row: (row.name_order, row.id))
    names = Names(work)
    return rows if names.are_plain else [_called(row, names) for row in rows]


def _called(row: PersonRow, names: Names) -> PersonRow:
    if names.is_plain(row.id):
        return row
    name = names.of(row.id, row.full_name)
    return replace(row, full_name=name, other_names="", id_number="")


class _LastDays:
    """By when the chair has to sign, as the morning page counts it; read when first asked for."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._deadlines: Deadlines | None = None
        self._days: dict[date, date] = {}

    def before(self, completes_on: date) -> date:
        if completes_on not in self._days:
            self._deadlines = self._deadlines or office_deadlines(self._work)
            counted = self._deadlines.due(CHAIR_DECISION, completes_on)
            is_before = counted is not None and counted.found.counting is not Counting.WITHIN
            usual = last_day_to_sign(completes_on)
            self._days[completes_on] = counted.due_on if counted and is_before else usual
        return self._days[completes_on]


def _row(person: Any, today: date, signing: _LastDays) -> PersonRow:
    state = person.state or CaseState.NONE
    helper = person.present or person.awaited
    paper = (person.paper_status, person.paper_purpose) if person.paper_status else None
    step, due = next_step(state, person, paper, has_helper=bool(helper), today=today)
    if state is CaseState.PENDING_DECISION and step and paper is None and person.completes_on:
        due = signing.before(person.completes_on)
    return PersonRow(
        person.id,
        person.code,
        person.full_name,
        person.name_order,
        person.birth or "",
        person.sex,
        person.hamlet or "",
        person.hamlet_id,
        state,
        person.kind,
        person.term_start,
        person.term_end,
        (person.term_end - today).days if person.term_end else None,
        helper,
        bool(helper) and not person.present,
        step,
        due,
        person.other_names,
        person.number,
        person.is_left_out_of_lists,
        person.rehab_ordinal,
        today,
    )


def next_step(
    state: CaseState,
    episode: Any,
    paper: tuple[PaperStatus, str] | None,
    *,
    has_helper: bool,
    today: date,
) -> tuple[str, date | None]:
    """Say what comes next for a person, and by when where a date follows from the records."""
    if state not in FOLLOWED:
        return "", None
    if paper is not None:
        status, purpose = paper
        what = "quyết định" if purpose == POST_REHAB else "QĐ phân công"
        verbs = {
            PaperStatus.DRAFTING: f"Trình ký {what}",
            PaperStatus.SUBMITTED: f"Nhập số {what}",
            PaperStatus.SIGNED_UNNUMBERED: f"Nhập số {what}",
        }
        return verbs[status], None
    if state is CaseState.PENDING_DECISION:
        return "Quyết định quản lý sau cai", None
    if not has_helper and state in NEEDS_HELPER:
        return "Phân công người phụ trách", None
    if state in CERTIFIED_LATER and episode.term_end and (episode.term_end - today).days <= SOON:
        return "Chuẩn bị giấy xác nhận", episode.term_end
    return "", None
