"""The list of files and one person's file, as the screens show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, select

from rehabdesk.domain.codes import CaseState, EpisodeKind, PaperStatus, Sex
from rehabdesk.domain.dates import Age, PartialDate, age_on
from rehabdesk.domain.identity import mask
from rehabdesk.domain.records.case_file import CaseFile, Episode, state_of
from rehabdesk.domain.records.decision import UNNUMBERED, Decision, DecisionPerson
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import IdentityPaper, Person, PersonName
from rehabdesk.domain.regime import POST_REHAB, last_day_to_sign
from rehabdesk.persistence.search import find_persons
from rehabdesk.services.assignments import NEEDS_HELPER, awaiting_helpers, present_helpers
from rehabdesk.services.office import Work

FOLLOWED = NEEDS_HELPER
SOON = 45  # days left under which the list warns
ADULT = 18


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list of files; dates are None where nothing is decided yet."""

    id: int
    case_code: str
    full_name: str
    name_order: str
    birth: str
    birth_year: int | None
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
    age: Age | None

    @property
    def is_minor(self) -> bool:
        return self.age is not None and self.age.at_least < ADULT

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
    query = _person_query()
    if words.strip():
        query = query.where(Person.id.in_(find_persons(work.session, words, 100_000)))
    return _rows(work, query)


def list_persons_by_id(work: Work, person_ids: tuple[int, ...]) -> list[PersonRow]:
    """Return these persons in the order asked for."""
    rows = {row.id: row for row in _rows(work, _person_query().where(Person.id.in_(person_ids)))}
    return [rows[each] for each in person_ids if each in rows]


def search_persons(work: Work, words: str, limit: int = 8) -> list[PersonRow]:
    """Return the first few persons for the search box."""
    found = find_persons(work.session, words, limit)
    return _rows(work, _person_query().where(Person.id.in_(found)))


def count_files(work: Work) -> FileCounts:
    rows = _latest_episodes(work)
    states = [
        state_of(each.kind, (each.term_start, each.term_end), each.ended_on, work.today)
        for each in rows.values()
    ]
    everybody = work.session.scalar(select(func.count(Person.id))) or 0
    return FileCounts(everybody, sum(1 for state in states if state in FOLLOWED))


def _person_query() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Person.id,
            CaseFile.code,
            Person.full_name,
            Person.name_order,
            Person.birth,
            Person.sex,
            Hamlet.name.label("hamlet"),
            Person.hamlet_id,
            Person.is_left_out_of_lists,
        )
        .join(CaseFile, CaseFile.person_id == Person.id)
        .outerjoin(Person.hamlet)
        .order_by(Person.name_order, Person.id)
    )


def _rows(work: Work, query: Select[*tuple[Any, ...]]) -> list[PersonRow]:
    """Join what the list shows from a handful of queries, never one a person."""
    people = work.session.execute(query).all()
    episodes = _latest_episodes(work)
    context = _Context(
        work.today,
        episodes,
        present=_names(present_helpers(work, work.today)),
        awaiting=awaiting_helpers(work),
        papers=_open_papers(work),
        other_names=_other_names(work),
        numbers=_numbers(work),
    )
    return [context.row(person) for person in people]


@dataclass(frozen=True, slots=True)
class _Context:
    today: date
    episodes: dict[int, Row[*tuple[Any, ...]]]
    present: dict[int, str]
    awaiting: dict[int, str]
    papers: dict[int, tuple[PaperStatus, str]]
    other_names: dict[int, str]
    numbers: dict[int, str]

    def row(self, person: Row[*tuple[Any, ...]]) -> PersonRow:
        episode = self.episodes.get(person.id)
        state, term_end = CaseState.NONE, None
        if episode is not None:
            state = state_of(
                episode.kind, (episode.term_start, episode.term_end), episode.ended_on, self.today
            )
            term_end = episode.term_end
        helper = self.present.get(person.id) or self.awaiting.get(person.id, "")
        awaits = person.id not in self.present and person.id in self.awaiting
        step, due = next_step(
            state, episode, self.papers.get(person.id), has_helper=bool(helper), today=self.today
        )
        born = PartialDate.parse_stored(person.birth) if person.birth else None
        return PersonRow(
            person.id,
            person.code,
            person.full_name,
            person.name_order,
            born.text if born else "",
            born.year if born else None,
            person.sex,
            person.hamlet or "",
            person.hamlet_id,
            state,
            episode.kind if episode else None,
            episode.term_start if episode else None,
            term_end,
            (term_end - self.today).days if term_end else None,
            helper,
            awaits,
            step,
            due,
            self.other_names.get(person.id, ""),
            self.numbers.get(person.id, ""),
            person.is_left_out_of_lists,
            episode.rehab_ordinal if episode else None,
            age_on(born, self.today) if born else None,
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
        due = last_day_to_sign(episode.completes_on) if episode.completes_on else None
        return "Quyết định quản lý sau cai", due
    if not has_helper:
        return "Phân công người phụ trách", None
    if episode.term_end and (episode.term_end - today).days <= SOON:
        return "Chuẩn bị giấy xác nhận", episode.term_end
    return "", None


def _latest_episodes(work: Work) -> dict[int, Row[*tuple[Any, ...]]]:
    rows = work.session.execute(
        select(
            CaseFile.person_id,
            Episode.id,
            Episode.kind,
            Episode.term_start,
            Episode.term_end,
            Episode.completes_on,
            Episode.ended_on,
            Episode.rehab_ordinal,
        )
        .join(Episode.case)
        .order_by(Episode.ended_on.is_(None), Episode.opened_on, Episode.id)
    )
    return {row.person_id: row for row in rows}


def _names(helpers: dict[int, Any]) -> dict[int, str]:
    return {person: helper.name for person, helper in helpers.items()}


def _open_papers(work: Work) -> dict[int, tuple[PaperStatus, str]]:
    rows = work.session.execute(
        select(DecisionPerson.person_id, Decision.status, Decision.purpose)
        .join(DecisionPerson.decision)
        .where(Decision.status.in_(UNNUMBERED))
        .order_by(Decision.id.desc())
    )
    return {row.person_id: (row.status, row.purpose) for row in rows}


def _other_names(work: Work) -> dict[int, str]:
    names: dict[int, list[str]] = {}
    for row in work.session.execute(select(PersonName.person_id, PersonName.name)):
        names.setdefault(row.person_id, []).append(row.name)
    return {person: ", ".join(each) for person, each in names.items()}


def _numbers(work: Work) -> dict[int, str]:
    rows = work.session.execute(
        select(IdentityPaper.person_id, IdentityPaper.number).order_by(IdentityPaper.id.desc())
    )
    return {row.person_id: row.number for row in rows}
