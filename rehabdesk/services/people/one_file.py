"""Everything about one person on one page; opening it is itself recorded (F126)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select

from rehabdesk.domain.codes import CaseState, EpisodeKind, PaperStatus, Right
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.decision import Decision, DecisionPerson, validity_of
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.regime import POST_REHAB
from rehabdesk.services.assignments import HelperOf, helpers_of
from rehabdesk.services.office import Work
from rehabdesk.services.people.files import PersonRow, list_persons_by_id
from rehabdesk.services.people.intake import EpisodeFacts, read_episode
from rehabdesk.services.people.person_facts import (
    PaperFacts,
    PersonFacts,
    RelativeFacts,
    read_person,
)
from rehabdesk.services.people.timeline import PaperRow, TimelineItem, timeline


class StepState(StrEnum):
    DONE = "done"
    NOW = "now"
    PART = "part"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Step:
    """One cell of the stepper: what, when or why not."""

    title: str
    state: StepState
    detail: str


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    id: int
    version: int
    facts: EpisodeFacts
    state: CaseState
    opened_on: date
    term_start: date | None
    term_end: date | None
    ended_on: date | None
    end_reason: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    at: datetime
    actor: str
    what: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PersonFile:
    row: PersonRow
    version: int
    facts: PersonFacts
    opened_on: date
    episodes: tuple[EpisodeRow, ...]
    steps: tuple[Step, ...]
    blocked_because: str
    papers: tuple[PaperRow, ...]
    helpers: tuple[HelperOf, ...]
    timeline: tuple[TimelineItem, ...]
    completeness: int  # per cent
    empty_fields: tuple[str, ...]
    main_paper: PaperFacts | None  # the one decisions name
    today: date

    @property
    def episode(self) -> EpisodeRow | None:
        return self.episodes[-1] if self.episodes else None


# What a complete file holds, in the order of the form (F20).
_MEASURED = {
    "sex": "Giới tính",
    "birth": "Ngày sinh",
    "papers": "Giấy tờ tùy thân",
    "residences": "Nơi cư trú",
    "hamlet_id": "Thôn",
    "occupation": "Nghề nghiệp",
    "workplace": "Nơi làm việc, học tập",
    "education": "Trình độ học vấn",
    "relatives": "Gia đình",
    "contacts": "Điện thoại",
}

_ACTS = {
    "person.taken_in": "Mở hồ sơ",
    "person.corrected": "Sửa hồ sơ",
    "person.viewed": "Xem hồ sơ",
    "person.number_seen": "Xem số giấy tờ",
    "episode.opened": "Mở đợt quản lý",
    "episode.corrected": "Sửa đợt quản lý",
}


# Acts


def open_file(work: Work, person_id: int) -> PersonFile:
    """Open a person's file, and leave the line that says who looked."""
    work.require(Right.READ_FILES)
    person = work.session.get_one(Person, person_id)
    work.record("person.viewed", person)
    return read_file(work, person_id)


def see_number(work: Work, person_id: int) -> str:
    """Show the whole number behind the mask; seeing it is recorded."""
    work.require(Right.READ_FILES)
    person = work.session.get_one(Person, person_id)
    work.record("person.number_seen", person)
    return person.main_paper.number if person.main_paper else ""


# Looks


def read_file(work: Work, person_id: int) -> PersonFile:
    work.require(Right.READ_FILES)
    person = work.session.get_one(Person, person_id)
    case = work.session.scalars(select(CaseFile).filter_by(person_id=person_id)).one()
    [row] = list_persons_by_id(work, (person_id,))
    facts = read_person(person)
    papers = _papers(work, person_id)
    helpers = tuple(helpers_of(work, person_id))
    ordered = sorted(case.episodes, key=lambda each: each is case.current)
    episodes = tuple(_episode_row(each, work.today) for each in ordered)
    empty = tuple(label for name, label in _MEASURED.items() if not getattr(facts, name))
    steps = steps_of(row, episodes[-1] if episodes else None, papers, helpers)
    return PersonFile(
        row,
        person.version,
        facts,
        case.opened_on,
        episodes,
        steps,
        _blocked(steps),
        papers,
        helpers,
        timeline(work, case, papers, helpers),
        round(100 * (len(_MEASURED) - len(empty) + 1) / (len(_MEASURED) + 1)),
        empty,
        _main_paper(person),
        work.today,
    )


def list_history(work: Work, person_id: int) -> list[HistoryRow]:
    """Return field by field what was changed and by whom, and who looked (F125, F126)."""
    work.require(Right.READ_FILES)
    episodes = select(Episode.id).join(Episode.case).where(CaseFile.person_id == person_id)
    subjects = [f"person:{person_id}"]
    subjects += [f"episode:{each}" for each in work.session.scalars(episodes)]
    entries = work.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject.in_(subjects))
        .order_by(AuditEntry.sequence.desc())
    )
    return [row for entry in entries for row in _history_rows(entry)]


def list_relatives(work: Work, person_id: int) -> list[tuple[int, RelativeFacts]]:
    """Return the relatives a paper may name, with their ids."""
    person = work.session.get_one(Person, person_id)
    facts = read_person(person).relatives
    return [(each.id, fact) for each, fact in zip(person.relatives, facts, strict=True)]


def steps_of(
    row: PersonRow,
    episode: EpisodeRow | None,
    papers: tuple[PaperRow, ...],
    helpers: tuple[HelperOf, ...],
) -> tuple[Step, ...]:
    """Return the cells of the newest episode: what is done, what is to be done (ui 7.3)."""
    if episode is None:
        return ()
    helper = next((each for each in helpers if each.until_on is None), None)
    if episode.facts.kind is EpisodeKind.POST_REHAB:
        return _post_rehab_steps(row, episode, papers, helper)
    until = episode.facts.completes_on
    managed = "Cai, hỗ trợ" if episode.facts.kind is EpisodeKind.REHAB_HOME else "Quản lý"
    return (
        Step("Đăng ký", StepState.DONE, _day(episode.opened_on)),
        _helper_step(row, helper, is_open=True),
        Step(managed, StepState.PART, f"đến {_day(until)}" if until else ""),
    )


def _post_rehab_steps(
    row: PersonRow,
    episode: EpisodeRow,
    papers: tuple[PaperRow, ...],
    helper: HelperOf | None,
) -> tuple[Step, ...]:
    proposed = episode.facts.proposal_on
    decided = next((each for each in papers if each.number and each.purpose == POST_REHAB), None)
    number_due = row.awaits_number or any(
        each.status in {PaperStatus.SUBMITTED, PaperStatus.SIGNED_UNNUMBERED} for each in papers
    )
    is_over = row.state is CaseState.POST_REHAB_COMPLETED
    return (
        _step(
            "Công an đề nghị", is_done=proposed is not None, done=_day(proposed), now="chưa ghi số"
        ),
        _step(
            "Quyết định quản lý",
            is_done=episode.term_end is not None,
            done=_day(decided.document_date if decided else episode.term_start),
            now="chờ số" if number_due else "cần soạn",
        ),
        _helper_step(row, helper, is_open=episode.term_end is not None),
        _managed_step(episode, is_over=is_over),
        Step(
            "Xác nhận chấp hành xong",
            StepState.NOW if is_over else StepState.NOT_YET,
            f"từ {episode.term_end:%d/%m/%Y}" if episode.term_end else "",
        ),
    )


def _helper_step(row: PersonRow, helper: HelperOf | None, *, is_open: bool) -> Step:
    return _step(
        "Phân công người phụ trách",
        is_done=helper is not None,
        done=_day(helper.from_on) if helper else "",
        now="chờ số" if row.awaits_number else "cần làm",
        is_open=is_open,
    )


def _step(title: str, *, is_done: bool, done: str, now: str, is_open: bool = True) -> Step:
    if is_done:
        return Step(title, StepState.DONE, done)
    return Step(title, StepState.NOW if is_open else StepState.NOT_YET, now if is_open else "")


def _managed_step(episode: EpisodeRow, *, is_over: bool) -> Step:
    if episode.term_end is None:
        return Step("Quản lý, hỗ trợ", StepState.NOT_YET, "")
    state = StepState.DONE if is_over else StepState.PART
    return Step("Quản lý, hỗ trợ", state, f"đến {episode.term_end:%d/%m/%Y}")


def _blocked(steps: tuple[Step, ...]) -> str:
    now = next((step for step in steps if step.state is StepState.NOW), None)
    if now is None:
        return ""
    reasons = {
        "Công an đề nghị": "Chưa ghi số, ngày văn bản đề nghị của Công an xã. Vẫn soạn được.",
        "Quyết định quản lý": "Chưa có quyết định quản lý sau cai đã ký và ghi số.",
        "Phân công người phụ trách": "Chưa làm tiếp được vì chưa chọn người phụ trách.",
    }
    if now.detail == "chờ số":
        return "Quyết định đã trình ký, chờ văn thư ghi số."
    return reasons.get(now.title, "")


def _main_paper(person: Person) -> PaperFacts | None:
    paper = person.main_paper
    if paper is None:
        return None
    return PaperFacts(paper.kind, paper.number, paper.issued_on, paper.issued_by)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _episode_row(episode: Episode, today: date) -> EpisodeRow:
    return EpisodeRow(
        episode.id,
        episode.version,
        read_episode(episode),
        episode.state_on(today),
        episode.opened_on,
        episode.term_start,
        episode.term_end,
        episode.ended_on,
        episode.end_reason,
    )


def _papers(work: Work, person_id: int) -> tuple[PaperRow, ...]:
    found = work.session.scalars(
        select(Decision)
        .join(Decision.persons)
        .where(DecisionPerson.person_id == person_id)
        .order_by(Decision.document_date.is_not(None), Decision.document_date.desc())
    )
    return tuple(
        PaperRow(
            each.id,
            each.full_number,
            each.document_date,
            each.title,
            each.status,
            validity_of(each.status, each.effective_from, each.ended_on, work.today),
            each.drafted_at,
            each.drafted_by,
            each.purpose,
        )
        for each in found
    )


def _history_rows(entry: AuditEntry) -> list[HistoryRow]:
    what = _ACTS.get(entry.act, "Việc khác")
    actor = entry.actor.partition(":")[2]
    changes = [(key, told) for key, told in entry.facts.items() if " → " in told]
    if not changes:
        return [HistoryRow(entry.at, actor, what, "", "", "")]
    return [HistoryRow(entry.at, actor, what, key, *told.split(" → ", 1)) for key, told in changes]
