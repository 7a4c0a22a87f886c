"""The other office's episodes written into a file here, the running one opened by the move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from rehabdesk.domain.codes import EpisodeKind, EventKind
from rehabdesk.domain.course.events import RULES, Course, Event, PaperRef
from rehabdesk.domain.course.soundness import require_sound
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.regime import (
    COMPLETION,
    HOME_REHAB,
    HOME_REHAB_COMPLETION,
    POST_REHAB,
    USER_MANAGEMENT,
)
from rehabdesk.services.course.reading import IN_FORCE, course_of, event_of
from rehabdesk.services.course.standings import refresh_persons
from rehabdesk.services.elsewhere.papers import FormerPaper
from rehabdesk.services.office import Work
from rehabdesk.services.people.intake import open_episode
from rehabdesk.services.transfers.content import (
    Content,
    FormerEpisode,
    FormerEvent,
    Notice,
)

# What a paper of another office is in the course of an episode here.
_AS_EVENT = {
    POST_REHAB: (EventKind.DECIDED_ELSEWHERE, ""),
    COMPLETION: (EventKind.CERTIFIED, ""),
    HOME_REHAB: (EventKind.REHAB_DECIDED, ""),
    HOME_REHAB_COMPLETION: (EventKind.COMPLETED, ""),
    USER_MANAGEMENT: (EventKind.USER_DECIDED, "first"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """The episode the person goes on in here, and how much was written."""

    running: Episode | None
    episodes: int
    events: int


def write_course(
    work: Work, person_id: int, content: Content, notice: Notice, kept: Sequence[StoredFile]
) -> Written:
    """Write every episode; what stands here already is not written twice."""
    case = work.session.scalars(select(CaseFile).filter_by(person_id=person_id)).one()
    before = tuple(case.episodes)
    running, count = None, 0
    for place, former in enumerate(content.episodes):
        episode = _same(work, before, former) or _opened(work, person_id, former)
        papers = [each for each in content.papers if each.episode == place]
        count += _write_events(work, episode, _events(work, former, papers, content, notice), kept)
        _keep_term(work, episode, former)
        running = episode if former.is_running else running
    work.session.flush()
    refresh_persons(work, (person_id,))
    return Written(running, len(content.episodes), count)


def _opened(work: Work, person_id: int, former: FormerEpisode) -> Episode:
    own = open_episode(work, person_id, former.facts, former.opened_on)
    return work.session.get_one(Episode, own)


def _same(work: Work, kept: Sequence[Episode], former: FormerEpisode) -> Episode | None:
    """Find the episode both offices know: of one kind, with its day of completion or an event."""
    theirs = {(each.kind, each.on) for each in former.events}
    for episode in kept:
        if episode.kind is not former.facts.kind:
            continue
        done = episode.completes_on
        events = work.session.scalars(
            select(CaseEvent).filter_by(episode_id=episode.id, undone_at=None)
        )
        if (done and done == former.facts.completes_on) or any(
            (each.kind, each.on) in theirs for each in events
        ):
            return episode
    return None


def _events(
    work: Work,
    former: FormerEpisode,
    papers: Sequence[FormerPaper],
    content: Content,
    moved: Notice,
) -> Iterator[FormerEvent]:
    """Return what happened there, the decisions of there, and last the coming here."""
    for event in former.events:
        if not (former.is_running and event.kind is EventKind.MOVED_OUT):
            yield event
    for paper in papers:
        yield from _decided(work, former.facts.kind, paper)
    if former.is_running and former.facts.kind in RULES[EventKind.MOVED_IN].episodes:
        yield FormerEvent(
            EventKind.MOVED_IN,
            moved.moved_on,
            paper_number=moved.number,
            paper_on=moved.on,
            paper_issuer=moved.issuer,
            note=f"Từ {content.sender.name}",
        )


def _decided(work: Work, kind: EpisodeKind, paper: FormerPaper) -> Iterator[FormerEvent]:
    """Return the event a paper in force stands for; one whose day is to come stays a paper."""
    event, reason = _AS_EVENT.get(paper.purpose, (None, ""))
    if event is None or kind not in RULES[event].episodes or paper.status not in IN_FORCE:
        return
    on = paper.on
    if event is EventKind.DECIDED_ELSEWHERE:
        on = paper.term_start or paper.on
    until = paper.term_end if RULES[event].is_stretch else None
    if on <= work.today:
        yield FormerEvent(
            event,
            on,
            until,
            paper_number=paper.number,
            paper_on=paper.on,
            paper_issuer=paper.issuer,
            reason=reason,
            file=paper.file,
        )


def _write_events(
    work: Work, episode: Episode, events: Iterator[FormerEvent], kept: Sequence[StoredFile]
) -> int:
    """Add what is not there yet; what cannot be so is refused, and with it the whole package."""
    course, count = course_of(work, episode), 0
    for former in events:
        event = _event(former)
        if _stands_there(course, event):
            continue
        require_sound(event, course, work.today)
        record = CaseEvent(episode, event.kind, event.on, work.actor.name, work.now)
        record.until_on, record.at = event.until_on, event.at
        record.paper_number, record.paper_on = event.paper.number, event.paper.on
        record.paper_issuer = event.paper.issuer
        record.reason, record.note = event.reason, event.note
        record.paper_file = kept[former.file] if former.file is not None else None
        work.session.add(record)
        work.session.flush()
        course = replace(course, events=(*course.events, event_of(record)))
        count += 1
    return count


def _stands_there(course: Course, event: Event) -> bool:
    if event.kind is EventKind.DECIDED_ELSEWHERE and any(
        each.purpose == POST_REHAB and each.id for each in course.decisions
    ):
        return True  # the decision came from here
    return any(each.kind is event.kind and each.on == event.on for each in course.events)


def _event(former: FormerEvent) -> Event:
    return Event(
        former.kind,
        former.on,
        former.until_on,
        former.at,
        PaperRef(former.paper_number, former.paper_on, former.paper_issuer),
        former.reason,
        former.note,
    )


def _keep_term(work: Work, episode: Episode, former: FormerEpisode) -> None:
    """Let a term stand in the file that no event of its course tells."""
    course = course_of(work, episode)
    if former.term_start is None or former.term_end is None or course.decisions:
        return
    if course.last(EventKind.DECIDED_ELSEWHERE, EventKind.USER_DECIDED) is None:
        episode.term_start, episode.term_end = former.term_start, former.term_end
        work.session.flush()
