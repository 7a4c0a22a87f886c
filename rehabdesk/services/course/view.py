"""A person's course as the screens show it: standings, sums, steps, events, what may be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select

from rehabdesk.domain.codes import (
    CaseState,
    DeadlineUnit,
    EpisodeKind,
    EventKind,
    PaperStatus,
    Right,
)
from rehabdesk.domain.course.anchors import HangingDate, deadlines_from, hanging_dates
from rehabdesk.domain.course.endings import Ending, EndReason, endings_of
from rehabdesk.domain.course.events import RULES, Course, PaperRef, offered
from rehabdesk.domain.course.pieces import Piece
from rehabdesk.domain.course.standing import Standing, overlapping_terms, standing
from rehabdesk.domain.course.steps import OnDesk, Seen, Steps, steps_of
from rehabdesk.domain.course.term_sum import TermSum
from rehabdesk.domain.law.event import EventLaw
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.decision import Decision, DecisionAssignee, DecisionPerson
from rehabdesk.domain.regime import POST_REHAB, NoRegime, regime_on
from rehabdesk.services.course.acts import Proposed
from rehabdesk.services.course.reading import EpisodeCourse, courses_of, event_of, precedence
from rehabdesk.services.office import Work

_WAITING = (PaperStatus.SUBMITTED, PaperStatus.SIGNED_UNNUMBERED)


@dataclass(frozen=True, slots=True)
class EventRow:
    """A recorded event; `form` and `basis` are those of the law on its day."""

    id: int
    version: int
    kind: EventKind
    on: date
    at: time | None
    until_on: date | None
    paper: PaperRef
    file_id: int | None
    file_name: str
    reason: str
    reason_words: str
    note: str
    recorded_by: str
    recorded_at: datetime
    form: str
    basis: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An event that may be recorded today, with what has to be said about it."""

    kind: EventKind
    is_stretch: bool
    needs_paper: bool
    reasons: Mapping[str, str]
    form: str
    basis: str
    has_hours: bool  # a deadline in hours is counted from it
    moves_term: bool  # its law says whether time runs meanwhile


@dataclass(frozen=True, slots=True)
class EndOffer:
    """A reason to close an episode for; after prison the rest of the term runs on."""

    reason: EndReason
    is_stretch: bool
    is_for_now: bool
    form: str
    basis: str


@dataclass(frozen=True, slots=True)
class EpisodeView:
    id: int
    version: int
    kind: EpisodeKind
    opened_on: date
    state: CaseState
    since: date | None
    changes_on: date | None
    is_current: bool
    ended_on: date | None
    end_reason: str
    term: TermSum | None
    pieces: tuple[Piece, ...]
    steps: Steps
    dates: tuple[HangingDate, ...]
    events: tuple[EventRow, ...]  # newest first
    offers: tuple[Offer, ...]
    endings: tuple[EndOffer, ...]
    older_law: str  # under which law no longer in force its term runs, and why
    proposed: Proposed  # as it stands in the file

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    @property
    def begins_on(self) -> date:
        """Return the first day known of it."""
        known = [self.opened_on, *(each.on for each in self.events)]
        return min([*known, self.term.start] if self.term and self.term.is_decided else known)


@dataclass(frozen=True, slots=True)
class CourseView:
    """All episodes, the one that speaks for the person last."""

    person_id: int
    episodes: tuple[EpisodeView, ...]
    doubts: tuple[str, ...]
    today: date

    @property
    def current(self) -> EpisodeView | None:
        return next((each for each in self.episodes if each.is_current), None)


# Looks


def read_course(work: Work, person_id: int) -> CourseView:
    work.require(Right.READ_FILES)
    courses = courses_of(work, person_id)
    ordered = sorted(courses, key=precedence)  # the one that speaks for the person comes last
    seen = _Looking(work, _on_desk(work, person_id))
    overlaps = overlapping_terms((each.course for each in courses), work.resources.regimes)
    return CourseView(
        person_id,
        tuple(seen.view(each, is_current=each is ordered[-1]) for each in ordered),
        tuple(each.words for each in overlaps),
        work.today,
    )


def event_version(work: Work, event_id: int) -> int:
    """Return in which version an event stands now, also one that was taken back."""
    work.require(Right.READ_FILES)
    return work.session.get_one(CaseEvent, event_id).version


@dataclass(frozen=True, slots=True)
class _Looking:
    """What every episode of one look is seen with."""

    work: Work
    desk: OnDesk

    def view(self, each: EpisodeCourse, *, is_current: bool) -> EpisodeView:
        episode, course, today = each.episode, each.course, self.work.today
        regimes = self.work.resources.regimes
        where = standing(course, regimes, today)
        dates = hanging_dates(course, regimes, self.work.resources.calendar)
        return EpisodeView(
            episode.id,
            episode.version,
            episode.kind,
            episode.opened_on,
            where.state,
            where.since,
            where.changes_on,
            is_current,
            episode.ended_on,
            episode.end_reason,
            where.term,
            where.pieces,
            steps_of(self._seen(course, where, dates, is_current=is_current)),
            dates,
            tuple(self._events(episode.id, episode.kind)),
            tuple(self._offer(kind, episode.kind) for kind in offered(episode.kind)),
            tuple(self._ending(ending, episode.kind) for ending in endings_of(episode.kind)),
            self._older_law(course, where.term),
            Proposed(episode.proposal_number, episode.proposal_on),
        )

    def _seen(
        self, course: Course, where: Standing, dates: tuple[HangingDate, ...], *, is_current: bool
    ) -> Seen:
        kind, question = course.facts.kind, EventKind.CRIMINAL_QUESTION
        asking = [
            each.in_force_from
            for each in self.work.resources.regimes
            if each.event_law(question, kind)
        ]
        desk = self.desk if is_current else OnDesk()
        return Seen(course, where, self.work.today, desk, dates, min(asking, default=None))

    def _events(self, episode_id: int, episode: EpisodeKind) -> Iterable[EventRow]:
        records = self.work.session.scalars(
            select(CaseEvent)
            .where(CaseEvent.episode_id == episode_id, CaseEvent.undone_at.is_(None))
            .order_by(CaseEvent.on.desc(), CaseEvent.at.desc(), CaseEvent.id.desc())
        )
        for record in records:
            form, basis = self._law(record.kind, episode, record.on)
            yield _event_row(record, form, basis)

    def _offer(self, kind: EventKind, episode: EpisodeKind) -> Offer:
        rule = RULES[kind]
        law = self._ruling(kind, episode, self.work.today)
        return Offer(
            kind,
            rule.is_stretch,
            rule.needs_paper,
            rule.reasons,
            law.paper if law else "",
            law.citation.words if law else "",
            self._has_hours(kind, episode),
            rule.is_stretch and law is not None and law.clock is not None,
        )

    def _has_hours(self, kind: EventKind, episode: EpisodeKind) -> bool:
        names = deadlines_from(kind, episode)
        found = (each.find_deadline(name) for each in self.work.resources.regimes for name in names)
        return any(each and each.span.unit is DeadlineUnit.HOURS for each in found)

    def _older_law(self, course: Course, term: TermSum | None) -> str:
        """Say that a term runs under a law no longer in force, because of its decision's day."""
        try:
            now = regime_on(self.work.today, self.work.resources.regimes)
        except NoRegime:
            return ""
        if term is None or not term.is_decided or term.law in {"", now.name}:
            return ""
        on = _decided_on(course)
        why = f"quyết định ngày {on:%d/%m/%Y}" if on else f"đợt mở ngày {term.start:%d/%m/%Y}"
        return f"Theo {term.law.partition(' · ')[0]} vì {why}."

    def _ending(self, chosen: Ending, episode: EpisodeKind) -> EndOffer:
        told = self._law(chosen.event, episode, self.work.today)
        is_stretch = RULES[chosen.event].is_stretch
        return EndOffer(chosen.reason, is_stretch, chosen.is_for_now, *told)

    def _law(self, kind: EventKind, episode: EpisodeKind, day: date) -> tuple[str, str]:
        """Return the form and the article of an event under the law of its day."""
        law = self._ruling(kind, episode, day)
        return (law.paper, law.citation.words) if law else ("", "")

    def _ruling(self, kind: EventKind, episode: EpisodeKind, day: date) -> EventLaw | None:
        try:
            return regime_on(day, self.work.resources.regimes).event_law(kind, episode)
        except NoRegime:
            return None


def _decided_on(course: Course) -> date | None:
    """Return the day of the decision a term rests on."""
    ours = course.decided(POST_REHAB)
    if ours is not None:
        return ours.on
    event = course.last(EventKind.DECIDED_ELSEWHERE, EventKind.USER_DECIDED)
    event = event or course.first(EventKind.REHAB_DECIDED, EventKind.COURT_APPLIED)
    return (event.paper.on or event.on) if event else None


def _event_row(record: CaseEvent, form: str, basis: str) -> EventRow:
    event = event_of(record)
    return EventRow(
        record.id,
        record.version,
        event.kind,
        event.on,
        event.at,
        event.until_on,
        event.paper,
        record.paper_file_id,
        record.paper_file.name if record.paper_file else "",
        event.reason,
        RULES[event.kind].reasons.get(event.reason, event.reason),
        event.note,
        record.recorded_by,
        record.recorded_at,
        form,
        basis,
    )


def _on_desk(work: Work, person_id: int) -> OnDesk:
    """Return which papers about a person are printed for signature and wait for a number."""
    waiting = work.session.execute(
        select(Decision.purpose, func.count(DecisionAssignee.id))
        .join(Decision.persons)
        .outerjoin(Decision.assignees)
        .where(DecisionPerson.person_id == person_id, Decision.status.in_(_WAITING))
        .group_by(Decision.id, Decision.purpose)
    ).all()
    return OnDesk(
        any(purpose == POST_REHAB for purpose, _ in waiting),
        any(assignees for _, assignees in waiting),
    )
