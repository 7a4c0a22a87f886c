"""Everything about one person on one page; opening it is itself recorded (F126)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from rehabdesk.domain.codes import CaseState, Right
from rehabdesk.domain.course.steps import Step
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.daily.contact import ContactPerson
from rehabdesk.domain.records.daily.merging import BinItem, PersonMerge
from rehabdesk.domain.records.decision import Decision, DecisionPerson, validity_of
from rehabdesk.domain.records.ledger import AuditEntry, StoredFile
from rehabdesk.domain.records.person import Person
from rehabdesk.services.assignments import HelperOf, helpers_of
from rehabdesk.services.audit import as_read
from rehabdesk.services.contacts.looks import ContactsOfPerson, contacts_of
from rehabdesk.services.course.view import CourseView, read_course
from rehabdesk.services.elsewhere.papers import Elsewhere, elsewhere_of
from rehabdesk.services.happened.line import TimelineItem
from rehabdesk.services.office import Work
from rehabdesk.services.people.files import PersonRow, list_persons_by_id
from rehabdesk.services.people.intake import EpisodeFacts, read_episode
from rehabdesk.services.people.person_facts import (
    PaperFacts,
    PersonFacts,
    RelativeFacts,
    completeness,
    read_person,
)
from rehabdesk.services.people.timeline import PaperRow, timeline
from rehabdesk.services.pledges.of_file import pledge_items
from rehabdesk.services.pledges.of_file import read_of_file as read_pledges
from rehabdesk.services.pledges.rows import PledgeRow
from rehabdesk.services.rows.gone import require_there
from rehabdesk.services.secrecy.files import require_open_to
from rehabdesk.services.supports.of_file import read_of_file, support_items
from rehabdesk.services.supports.rows import SupportRow


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
    course: CourseView
    papers: tuple[PaperRow, ...]
    helpers: tuple[HelperOf, ...]
    timeline: tuple[TimelineItem, ...]
    completeness: int  # per cent
    empty_fields: tuple[str, ...]
    main_paper: PaperFacts | None  # the one decisions name
    today: date
    places: tuple[str, ...] = ()  # the units each residence belongs to, old and new, in words
    photo: bytes | None = None
    contacts: ContactsOfPerson = field(default_factory=ContactsOfPerson)
    elsewhere: tuple[Elsewhere, ...] = ()  # what came with a person who moved here
    supports: tuple[SupportRow, ...] = ()  # the planned first, then the newest
    pledges: tuple[PledgeRow, ...] = ()  # the last first

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.course.current.steps.cells if self.course.current else ()

    @property
    def blocked_because(self) -> str:
        return self.course.current.steps.blocked_because if self.course.current else ""

    @property
    def is_name_hidden(self) -> bool:
        return self.row.full_name != self.facts.full_name

    @property
    def episode(self) -> EpisodeRow | None:
        return self.episodes[-1] if self.episodes else None


_ACTS = {
    "person.taken_in": "Mở hồ sơ",
    "person.corrected": "Sửa hồ sơ",
    "person.viewed": "Xem hồ sơ",
    "person.number_seen": "Xem số giấy tờ",
    "person.photo_kept": "Giữ ảnh chân dung",
    "person.photo_dropped": "Bỏ ảnh chân dung",
    "episode.opened": "Mở đợt quản lý",
    "episode.corrected": "Sửa đợt quản lý",
    "episode.closed": "Kết thúc đợt",
    "episode.reopened": "Mở lại đợt",
    "event.recorded": "Ghi việc",
    "event.corrected": "Sửa việc đã ghi",
    "event.undone": "Bỏ việc đã ghi",
    "event.paper_opened": "Xem bản quét",
    "event.brought_back": "Lấy lại việc đã bỏ",
    "episode.dropped": "Bỏ đợt vừa mở",
    "contact.recorded": "Ghi gặp gỡ",
    "contact.corrected": "Sửa lần gặp gỡ",
    "support.recorded": "Ghi hỗ trợ",
    "support.corrected": "Sửa hỗ trợ",
    "support.step_recorded": "Ghi bước hỗ trợ",
    "support.step_corrected": "Sửa bước hỗ trợ",
    "support.step_dropped": "Bỏ bước hỗ trợ",
    "support.step_brought_back": "Lấy lại bước hỗ trợ",
    "pledge.recorded": "Ghi cam kết",
    "pledge.corrected": "Sửa cam kết",
    "pledge.dropped_with_note": "Bỏ cam kết",
    "pledge.copy_attached": "Đính bản cam kết đã ký",
    "pledge.copy_put": "Đổi lại bản cam kết đã ký",
    "transfer.sent": "Chuyển hồ sơ đi",
    "transfer.taken_in": "Nhận hồ sơ chuyển đến",
    "transfer.receipt_noted": "Ghi biên nhận chuyển hồ sơ",
    "transfer.paper_opened": "Xem văn bản nơi chuyển đến",
    "flag.set": "Gắn cờ nhắc",
    "flag.dropped": "Bỏ cờ nhắc",
    "person.merged": "Gộp hồ sơ vào đây",
    "person.merged_into": "Gộp vào hồ sơ khác",
    "person.split": "Tách lại hồ sơ đã gộp",
    "person.split_off": "Tách lại thành hồ sơ riêng",
    "person.told_apart": "Ghi: không phải một người",
    "person.no_longer_told_apart": "Bỏ ghi: không phải một người",
    "bin.thrown": "Xóa vào thùng rác",
    "bin.brought_back": "Lấy lại từ thùng rác",
}
# Which facts an act tells beside what it changed, and under which word.
_TOLD = {
    "person.taken_in": ("Hồ sơ", ("case", "duplicate_reason")),
    "person.merged": ("Hồ sơ", ("merged", "name")),
    "person.merged_into": ("Hồ sơ", ("into",)),
    "person.split": ("Hồ sơ", ("case", "name")),
    "person.split_off": ("Hồ sơ", ("case",)),
    "person.told_apart": ("Hồ sơ", ("case", "name")),
    "person.no_longer_told_apart": ("Hồ sơ", ("case", "name")),
    "support.recorded": ("Hỗ trợ", ("kind", "source")),
    "support.step_recorded": ("Hỗ trợ", ("step", "on")),
    "support.step_dropped": ("Hỗ trợ", ("step", "on")),
    "support.step_brought_back": ("Hỗ trợ", ("step", "on")),
    "episode.closed": ("Lý do", ("reason",)),
    "episode.reopened": ("Lý do", ("reason",)),
    "bin.thrown": ("Mục", ("title",)),
    "bin.brought_back": ("Mục", ("title",)),
}


# Acts


def open_file(work: Work, person_id: int) -> PersonFile:
    """Open a person's file, and leave the line that says who looked."""
    work.require(Right.READ_FILES)
    person = require_there(work, person_id)
    require_open_to(work, person)
    work.record("person.viewed", person)
    return read_file(work, person_id)


def see_number(work: Work, person_id: int) -> str:
    """Show the whole number behind the mask; seeing it is recorded."""
    work.require(Right.READ_FILES)
    person = require_there(work, person_id)
    require_open_to(work, person)
    work.record("person.number_seen", person)
    return person.main_paper.number if person.main_paper else ""


# Looks


def read_file(work: Work, person_id: int) -> PersonFile:
    work.require(Right.READ_FILES)
    person = require_there(work, person_id)
    require_open_to(work, person)
    case = work.session.scalars(select(CaseFile).filter_by(person_id=person_id)).one()
    [row] = list_persons_by_id(work, (person_id,))
    facts = read_person(person)
    papers = _papers(work, person_id)
    helpers = tuple(helpers_of(work, person_id))
    course = read_course(work, person_id)
    contacts = contacts_of(work, person_id)
    supports, pledges = read_of_file(work, person_id), read_pledges(work, person_id)
    items = timeline(work, case, papers, helpers, course, contacts.rows)
    records = {episode.id: episode for episode in case.episodes}
    episodes = tuple(_episode_row(records[each.id], each.state) for each in course.episodes)
    filled, empty = completeness(facts)
    return PersonFile(
        row,
        person.version,
        facts,
        case.opened_on,
        episodes,
        course,
        papers,
        helpers,
        tuple(
            sorted(
                (*items, *support_items(supports), *pledge_items(pledges)), key=_day, reverse=True
            )
        ),
        filled,
        empty,
        _main_paper(person),
        work.today,
        tuple(
            work.resources.units.linked(each.unit_new, each.unit_old) for each in facts.residences
        ),
        None if work.names_hidden else photo_of(work, person),
        contacts,
        elsewhere_of(work, person_id),
        supports,
        pledges,
    )


def _day(item: TimelineItem) -> date:
    return item.on


def list_history(work: Work, person_id: int) -> list[HistoryRow]:
    """Return field by field what was changed and by whom, and who looked (F125, F126)."""
    work.require(Right.READ_FILES)
    require_open_to(work, work.session.get_one(Person, person_id))
    episodes = select(Episode.id).join(Episode.case).where(CaseFile.person_id == person_id)
    merged = select(PersonMerge.gone_id).filter_by(kept_id=person_id, undone_at=None)
    own = (person_id, *work.session.scalars(merged))
    subjects = [f"person:{each}" for each in own]
    binned = select(BinItem.id).where(BinItem.kind == "person", BinItem.subject_id.in_(own))
    subjects += [f"bin_item:{each}" for each in work.session.scalars(binned)]
    subjects += [f"episode:{each}" for each in work.session.scalars(episodes)]
    events = select(CaseEvent.id).where(CaseEvent.episode_id.in_(episodes))
    subjects += [f"case_event:{each}" for each in work.session.scalars(events)]
    notes = select(ContactPerson.contact_id).filter_by(person_id=person_id)
    subjects += [f"contact:{each}" for each in work.session.scalars(notes)]
    subjects += [f"support:{row.id}" for row in read_of_file(work, person_id)]
    subjects += [f"pledge:{row.id}" for row in read_pledges(work, person_id)]
    entries = work.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject.in_(subjects))
        .order_by(AuditEntry.sequence.desc())
    )
    return [row for entry in entries for row in _history_rows(entry)]


def list_relatives(work: Work, person_id: int) -> list[tuple[int, RelativeFacts]]:
    """Return the relatives a paper may name, with their ids."""
    person = require_there(work, person_id)
    facts = read_person(person).relatives
    return [(each.id, fact) for each, fact in zip(person.relatives, facts, strict=True)]


def photo_of(work: Work, person: Person) -> bytes | None:
    if person.photo_id is None:
        return None
    return work.session.scalar(select(StoredFile.content).filter_by(id=person.photo_id))


def _main_paper(person: Person) -> PaperFacts | None:
    paper = person.main_paper
    if paper is None:
        return None
    return PaperFacts(paper.kind, paper.number, paper.issued_on, paper.issued_by)


def _episode_row(episode: Episode, state: CaseState) -> EpisodeRow:
    return EpisodeRow(
        episode.id,
        episode.version,
        read_episode(episode),
        state,
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
    facts = {key: as_read(told) for key, told in entry.facts.items()}
    changes = [(key, change) for key, change in facts.items() if " → " in change]
    rows = [
        HistoryRow(entry.at, actor, what, key, *change.split(" → ", 1)) for key, change in changes
    ]
    word, keys = _TOLD.get(entry.act, ("", ()))
    told = " · ".join(facts[key] for key in keys if facts.get(key))
    if told or not rows:
        rows.insert(0, HistoryRow(entry.at, actor, what, word if told else "", "", told))
    return rows
