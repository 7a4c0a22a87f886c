"""What is done about a course: events recorded, corrected, undone; episodes closed and reopened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

from sqlalchemy import select

from rehabdesk.domain.codes import EventKind, FileKind, Right
from rehabdesk.domain.course.endings import EndReason, ending
from rehabdesk.domain.course.events import NO_PAPER, Event, PaperRef
from rehabdesk.domain.course.soundness import doubts_of, require_sound
from rehabdesk.domain.course.standing import closing_events, closing_of
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.services.cabinet.files import keep_scan
from rehabdesk.services.course.reading import course_of, event_of
from rehabdesk.services.course.standings import refresh_standing
from rehabdesk.services.editing import GoneMeanwhile, Sides, record_of, require_version
from rehabdesk.services.office import Work


class NoSuchEnding(Refusal):
    field = "reason"

    def __init__(self, reason: EndReason, episode: str) -> None:
        super().__init__(f"“{reason.label}” không phải lý do kết thúc đợt “{episode}”.")


class ReasonToReopenMissing(Refusal):
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Ghi lý do mở lại.")


class NothingToReopen(Refusal):
    def __init__(self) -> None:
        super().__init__("Đợt này chưa kết thúc. Không có gì để mở lại.")


class ClosedByDecision(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Đợt này kết thúc theo giấy đã ghi số của xã. Thu hồi giấy đó, đợt sẽ mở lại."
        )


class AlreadyUndone(GoneMeanwhile):
    def __init__(self) -> None:
        super().__init__("Việc này đã được bỏ rồi. Chưa đổi gì.")


class NeverUndone(Refusal):
    def __init__(self) -> None:
        super().__init__("Việc này vẫn đang được tính. Chưa đổi gì.")


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What is recorded of an event.

    `file` is name and bytes of a scan just chosen; `kept_file` is one that lies in the cabinet.
    """

    kind: EventKind
    on: date
    until_on: date | None = None
    at: time | None = None
    paper: PaperRef = NO_PAPER
    reason: str = ""
    note: str = ""
    file: tuple[str, bytes] | None = None
    kept_file: int | None = None


EVENT_LABELS = {
    "kind": "Sự việc",
    "on": "Từ ngày",
    "until_on": "Đến ngày",
    "at": "Giờ",
    "paper": {"number": "Số giấy", "on": "Ngày của giấy", "issuer": "Nơi ban hành giấy"},
    "reason": "Lý do",
    "note": "Ghi chú",
    "kept_file": "Bản quét",
    "file": "Bản quét mới",
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an episode says of the proposal of the police, apart from its events."""

    number: str = ""
    on: date | None = None


NO_PROPOSAL = Proposed()


@dataclass(frozen=True, slots=True)
class RecordEvent:
    episode_id: int
    facts: EventFacts


@dataclass(frozen=True, slots=True)
class CorrectEvent:
    event_id: int
    version: int
    facts: EventFacts


@dataclass(frozen=True, slots=True)
class CloseEpisode:
    """Why, when and by which paper an episode ends; prison may say until when."""

    episode_id: int
    version: int
    reason: EndReason
    on: date
    paper: PaperRef = NO_PAPER
    until_on: date | None = None
    note: str = ""
    file: tuple[str, bytes] | None = None


# Acts


def record_event(work: Work, order: RecordEvent) -> int:
    """Write down a dated fact; the standing of the person follows. Return the event's id."""
    work.require(Right.KEEP_FILES)
    episode = work.session.get_one(Episode, order.episode_id)
    record = _add(work, episode, order.facts)
    work.record("event.recorded", record, **_told(record))
    return record.id


def correct_event(work: Work, order: CorrectEvent) -> None:
    """Put an event right; every date that hangs on it moves with it."""
    work.require(Right.KEEP_FILES)
    record = record_of(work, CaseEvent, order.event_id)
    if record.undone_at is not None:
        raise AlreadyUndone
    sides = Sides(work, _facts_of(record), order.facts, EVENT_LABELS)
    require_version(record, order.version, sides)
    before, kinds = _told(record), {record.kind, order.facts.kind}
    _require(work, record.episode, order.facts, record.id)
    record.kind = order.facts.kind
    _write(work, record, order.facts)
    if EventKind.PROPOSAL in kinds:
        _keep_proposal(work, record.episode, Proposed())
    refresh_standing(work, record.episode_id)
    after = _told(record)
    changes = {
        name: f"{before.get(name, '–')} → {after.get(name, '–')}"
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    }
    work.record("event.corrected", record, **changes)


def undo_event(work: Work, event_id: int, version: int, before: Proposed = NO_PROPOSAL) -> None:
    """Take an event back; the line stays in the trail, its effects do not.

    `before` is the proposal that stood in the file before the event brought another.
    """
    work.require(Right.KEEP_FILES)
    record = work.session.get_one(CaseEvent, event_id)
    require_version(record, version)
    _undo(work, record, before)
    work.record("event.undone", record, **_told(record))


def bring_back_event(work: Work, event_id: int, version: int) -> None:
    """Let an event that was taken back count again, if it still can be so."""
    work.require(Right.KEEP_FILES)
    record = work.session.get_one(CaseEvent, event_id)
    require_version(record, version)
    if record.undone_at is None:
        raise NeverUndone
    facts = _facts_of(record)
    _require(work, record.episode, facts, record.id)
    record.undone_at = None
    _write(work, record, facts)
    if record.kind is EventKind.PROPOSAL:
        _keep_proposal(work, record.episode, NO_PROPOSAL)
    refresh_standing(work, record.episode_id)
    work.record("event.brought_back", record, **_told(record))


def close_episode(work: Work, order: CloseEpisode) -> int:
    """End an episode for a reason of the law, with the paper that says so."""
    work.require(Right.KEEP_FILES)
    episode = work.session.get_one(Episode, order.episode_id)
    require_version(episode, order.version)
    chosen = ending(episode.kind, order.reason)
    if chosen is None:
        raise NoSuchEnding(order.reason, episode.kind.label)
    facts = EventFacts(
        chosen.event,
        order.on,
        order.until_on,
        paper=order.paper,
        reason=chosen.event_reason,
        note=order.note,
        file=order.file,
    )
    record = _add(work, episode, facts)
    work.record("episode.closed", episode, reason=order.reason.label, **_told(record))
    return record.id


def reopen_episode(work: Work, episode_id: int, version: int, reason: str) -> None:
    """Take back what closed an episode; what the office itself certified is withdrawn instead."""
    work.require(Right.KEEP_FILES)
    episode = work.session.get_one(Episode, episode_id)
    require_version(episode, version)
    if not clean(reason):
        raise ReasonToReopenMissing
    course = course_of(work, episode)
    event = course.last(*closing_events(episode.kind))
    if event is None:
        raise ClosedByDecision if closing_of(course) else NothingToReopen
    record = work.session.get_one(CaseEvent, event.id)
    _undo(work, record)
    work.record("episode.reopened", episode, reason=clean(reason), **_told(record))


def _add(work: Work, episode: Episode, facts: EventFacts) -> CaseEvent:
    _require(work, episode, facts, 0)
    record = CaseEvent(episode, facts.kind, facts.on, work.actor.name, work.now)
    work.session.add(record)
    _write(work, record, facts)
    if record.kind is EventKind.PROPOSAL:
        _keep_proposal(work, episode, NO_PROPOSAL)
    refresh_standing(work, episode.id)
    return record


def _undo(work: Work, record: CaseEvent, before: Proposed = NO_PROPOSAL) -> None:
    if record.undone_at is not None:
        raise AlreadyUndone
    record.undone_at = work.now
    work.session.flush()
    if record.kind is EventKind.PROPOSAL:
        _keep_proposal(work, record.episode, before)
    refresh_standing(work, record.episode_id)


def _keep_proposal(work: Work, episode: Episode, before: Proposed) -> None:
    """Let the newest recorded proposal stand in the file; where there is none, what was there."""
    newest = work.session.scalars(
        select(CaseEvent)
        .filter_by(episode_id=episode.id, kind=EventKind.PROPOSAL, undone_at=None)
        .order_by(CaseEvent.on.desc(), CaseEvent.id.desc())
    ).first()
    proposed = Proposed(newest.paper_number, newest.paper_on or newest.on) if newest else before
    episode.proposal_number, episode.proposal_on = proposed.number, proposed.on
    work.session.flush()


def _require(work: Work, episode: Episode, facts: EventFacts, own_id: int) -> None:
    course = course_of(work, episode)
    others = tuple(each for each in course.events if each.id != own_id)
    event = event_from(facts, own_id)
    require_sound(event, replace(course, events=others), work.today)
    for doubt in doubts_of(event, replace(course, events=others)):
        work.unless_confirmed(doubt)


def event_from(facts: EventFacts, own_id: int) -> Event:
    paper = PaperRef(clean(facts.paper.number), facts.paper.on, clean(facts.paper.issuer))
    return Event(
        facts.kind,
        facts.on,
        facts.until_on,
        facts.at,
        paper,
        facts.reason,
        clean(facts.note),
        own_id,
    )


def _facts_of(record: CaseEvent) -> EventFacts:
    event = event_of(record)
    told = (event.until_on, event.at, event.paper, event.reason, event.note)
    return EventFacts(event.kind, event.on, *told, kept_file=record.paper_file_id)


def _write(work: Work, record: CaseEvent, facts: EventFacts) -> None:
    event = event_from(facts, record.id or 0)
    record.on = event.on
    record.until_on = event.until_on
    record.at = event.at
    record.paper_number = event.paper.number
    record.paper_on = event.paper.on
    record.paper_issuer = event.paper.issuer
    record.reason = event.reason
    record.note = event.note
    record.paper_file = _scan_of(work, facts)
    work.session.flush()


def _scan_of(work: Work, facts: EventFacts) -> StoredFile | None:
    if facts.file is not None:
        return keep_scan(work, FileKind.ATTACHMENT, *facts.file)
    return work.session.get_one(StoredFile, facts.kept_file) if facts.kept_file else None


def _told(record: CaseEvent) -> dict[str, str]:
    """Tell an event for the trail, in the words of its form."""
    event = event_of(record)
    told = {
        "Việc": event.kind.label,
        "Từ ngày": f"{event.on:%d/%m/%Y}",
        "Đến ngày": f"{event.until_on:%d/%m/%Y}" if event.until_on else "",
        "Giờ": f"{event.at:%H:%M}" if event.at else "",
        "Giấy tờ": event.paper.words,
        "Lý do": event.reason,
        "Ghi chú": event.note,
        "Bản quét": record.paper_file.name if record.paper_file else "",
    }
    return {name: value for name, value in told.items() if value}
