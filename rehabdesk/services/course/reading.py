"""Records read into courses: some persons or many, in a handful of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from rehabdesk.domain.codes import EpisodeKind, EventKind, PaperStatus
from rehabdesk.domain.course.events import Course, DecisionFact, Event, Facts, PaperRef
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.decision import Decision, DecisionPerson
from rehabdesk.domain.records.office import DocumentBook
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.regime import POST_REHAB
from rehabdesk.services.office import Work

IN_FORCE = (PaperStatus.NUMBERED, PaperStatus.DELIVERED, PaperStatus.DELIVERY_REFUSED)
# From which episode days are taken over into which (L120 Đ37.2, Đ33.4).
_GOES_ON_FROM = {
    EpisodeKind.REHAB_COMPULSORY: EpisodeKind.DOSSIER,
    EpisodeKind.REHAB_HOME: EpisodeKind.REHAB_PRIVATE,
}


@dataclass(frozen=True, slots=True)
class EpisodeCourse:
    """An episode's record with what is to be computed from it."""

    person_id: int
    episode: Episode
    course: Course


def courses_of(work: Work, person_id: int) -> list[EpisodeCourse]:
    """Return every episode of a person, oldest first."""
    return read_courses(work, (person_id,)).get(person_id, [])


def course_of(work: Work, episode: Episode) -> Course:
    found = courses_of(work, episode.case.person_id)
    return next(each.course for each in found if each.episode.id == episode.id)


def read_courses(work: Work, person_ids: Sequence[int]) -> dict[int, list[EpisodeCourse]]:
    """Return the episodes of these persons, each oldest first; not more than a few hundred."""
    work.session.flush()
    rows = work.session.execute(
        select(Episode, CaseFile.person_id, Person.birth)
        .join(Episode.case)
        .join(CaseFile.person)
        .where(CaseFile.person_id.in_(person_ids))
        .order_by(CaseFile.person_id, Episode.opened_on, Episode.id)
    ).all()
    episode_ids = [episode.id for episode, _, _ in rows]
    events = _events(work.session, episode_ids)
    decisions = _decisions(work.session, episode_ids)
    helpers = _helpers(work.session, person_ids, work.today)
    helped = _helped_to_the_end(work.session, episode_ids)
    found: dict[int, list[EpisodeCourse]] = defaultdict(list)
    for episode, person_id, birth in rows:
        earlier = found[person_id]
        born = PartialDate.parse_stored(birth).first_day if birth else None
        since = helpers.get(person_id) if episode.ended_on is None else helped.get(episode.id)
        facts = _facts(episode, since, born)
        course = Course(
            facts,
            tuple(events.get(episode.id, ())),
            (
                *_decided_before(episode, decisions.get(episode.id, ())),
                *decisions.get(episode.id, ()),
            ),
            _before(episode, earlier),
        )
        earlier.append(EpisodeCourse(person_id, episode, course))
    return dict(found)


def new_course(episode: Episode) -> Course:
    """Return the course of an episode in which nothing has happened yet."""
    return Course(_facts(episode, None, None))


def precedence(each: EpisodeCourse) -> tuple[bool, date, int]:
    """Return what makes an episode speak for the person: of those still open, the last begun.

    What is written down today of an earlier time takes its place in that time.
    """
    episode = each.episode
    if episode.ended_on is not None:
        return False, episode.opened_on, episode.id
    return True, _begun(each), episode.id


def _begun(each: EpisodeCourse) -> date:
    """Return the first day known of an episode here; what another office decided came before."""
    events = each.course.events
    here = [event.on for event in events if event.kind is not EventKind.DECIDED_ELSEWHERE]
    proposed = each.course.facts.proposal_on
    return min([each.episode.opened_on, *here, *([proposed] if proposed else [])])


def event_of(record: CaseEvent) -> Event:
    return Event(
        record.kind,
        record.on,
        record.until_on,
        record.at,
        PaperRef(record.paper_number, record.paper_on, record.paper_issuer),
        record.reason,
        record.note,
        record.id,
    )


def _facts(episode: Episode, helper_from: date | None, born: date | None) -> Facts:
    return Facts(
        episode.kind,
        episode.opened_on,
        episode.rehab_form,
        episode.rehab_ordinal,
        episode.completes_on,
        episode.proposal_on,
        helper_from,
        born,
    )


def _events(session: Session, episode_ids: Sequence[int]) -> Mapping[int, list[Event]]:
    found = defaultdict(list)
    records = session.scalars(
        select(CaseEvent).where(
            CaseEvent.episode_id.in_(episode_ids), CaseEvent.undone_at.is_(None)
        )
    )
    for record in records:
        found[record.episode_id].append(event_of(record))
    return found


def _decisions(session: Session, episode_ids: Sequence[int]) -> Mapping[int, list[DecisionFact]]:
    found: dict[int, list[DecisionFact]] = defaultdict(list)
    rows = session.execute(
        select(
            DecisionPerson.episode_id,
            Decision.id,
            Decision.purpose,
            Decision.number,
            Decision.number_suffix,
            DocumentBook.symbol,
            Decision.document_date,
            Decision.effective_from,
            DecisionPerson.term_start,
            DecisionPerson.term_end,
        )
        .join(DecisionPerson.decision)
        .join(Decision.book)
        .where(
            DecisionPerson.episode_id.in_(episode_ids),
            Decision.status.in_(IN_FORCE),
            Decision.document_date.is_not(None),
        )
    )
    for episode_id, decision_id, purpose, number, suffix, symbol, *days in rows:
        written = f"{number:02d}{suffix}/{symbol}"
        found[episode_id or 0].append(DecisionFact(decision_id, purpose, written, *days))
    return found


def _decided_before(episode: Episode, ours: Iterable[DecisionFact]) -> Iterable[DecisionFact]:
    """Return the decision behind a term whose paper is not among ours; others say nothing of it."""
    is_ours = any(each.term_start or each.purpose == POST_REHAB for each in ours)
    if episode.term_start is not None and episode.term_end is not None and not is_ours:
        on = min(episode.opened_on, episode.term_start)
        yield DecisionFact(
            episode.decided_by_id or 0,
            POST_REHAB,
            "",
            on,
            on,
            episode.term_start,
            episode.term_end,
        )


def _helpers(session: Session, person_ids: Sequence[int], today: date) -> Mapping[int, date]:
    """Return since when somebody answers for each person today."""
    rows = session.execute(
        select(Assignment.person_id, func.min(Assignment.from_on).label("since"))
        .where(
            Assignment.person_id.in_(person_ids),
            or_(Assignment.until_on.is_(None), Assignment.until_on >= today),
        )
        .group_by(Assignment.person_id)
    )
    return {row.person_id: row.since for row in rows}


def _helped_to_the_end(session: Session, episode_ids: Sequence[int]) -> Mapping[int, date]:
    """Return since when somebody answered in each closed episode, if until it was closed."""
    rows = session.execute(
        select(Assignment.episode_id, func.min(Assignment.from_on).label("since"))
        .join(Assignment.episode)
        .where(
            Assignment.episode_id.in_(episode_ids),
            or_(Assignment.until_on.is_(None), Assignment.until_on >= Episode.ended_on),
        )
        .group_by(Assignment.episode_id)
    )
    return {row.episode_id: row.since for row in rows if row.episode_id is not None}


def _before(episode: Episode, earlier: Sequence[EpisodeCourse]) -> tuple[Event, ...]:
    """Return the events of the episode this one goes on from."""
    wanted = _GOES_ON_FROM.get(episode.kind)
    fitting = [each for each in earlier if each.episode.kind is wanted]
    return fitting[-1].course.events if fitting else ()
