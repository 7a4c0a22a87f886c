"""What a corrected date or a new event moves, shown before anything is written (F29)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from rehabdesk.domain.codes import EpisodeKind, RehabForm, Right
from rehabdesk.domain.course.anchors import MovedDate, hanging_dates, moved
from rehabdesk.domain.course.events import Course
from rehabdesk.domain.course.term_sum import term_sum
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.decision import Decision
from rehabdesk.services.course.acts import CorrectEvent, RecordEvent, event_from
from rehabdesk.services.course.reading import EpisodeCourse, course_of, courses_of
from rehabdesk.services.office import Work


@dataclass(frozen=True, slots=True)
class CorrectFacts:
    """An episode whose facts, above all the day of completion, are to be put right."""

    episode_id: int
    kind: EpisodeKind
    rehab_form: RehabForm | None = None
    rehab_ordinal: int | None = None
    completes_on: date | None = None
    proposal_on: date | None = None


@dataclass(frozen=True, slots=True)
class CorrectDecisionDate:
    """A numbered paper whose date is to be put right."""

    decision_id: int
    document_date: date


@dataclass(frozen=True, slots=True)
class UndoEvent:
    event_id: int


Correction = CorrectFacts | RecordEvent | CorrectEvent | CorrectDecisionDate | UndoEvent


@dataclass(frozen=True, slots=True)
class MovedDates:
    """Every date that hangs on what is corrected, before and after; `doubts` are new ones."""

    rows: tuple[MovedDate, ...]
    doubts: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"{len(self.rows)} hạn việc đổi theo" if self.rows else "Không hạn việc nào đổi"


# Looks


def moved_dates(work: Work, order: Correction) -> MovedDates:
    """Return what a correction, or an event to be recorded, would move; nothing is written."""
    work.require(Right.READ_FILES)
    rows: list[MovedDate] = []
    doubts: list[str] = []
    for before, after in _courses(work, order):
        old, new = (
            hanging_dates(each, work.resources.regimes, work.resources.calendar)
            for each in (before, after)
        )
        rows += moved(old, new)
        doubts += [each for each in _doubts(work, after) if each not in _doubts(work, before)]
    return MovedDates(tuple(rows), tuple(dict.fromkeys(doubts)))


def _doubts(work: Work, course: Course) -> tuple[str, ...]:
    term = term_sum(course, work.resources.regimes)
    return term.doubts if term else ()


def _courses(work: Work, order: Correction) -> list[tuple[Course, Course]]:
    match order:
        case CorrectFacts():
            course = course_of(work, work.session.get_one(Episode, order.episode_id))
            return [(course, _with_facts(course, order))]
        case RecordEvent():
            course = course_of(work, work.session.get_one(Episode, order.episode_id))
            event = event_from(order.facts, 0)
            return [(course, replace(course, events=(*course.events, event)))]
        case CorrectEvent():
            record = work.session.get_one(CaseEvent, order.event_id)
            course = course_of(work, record.episode)
            return [(course, _with_event(course, order))]
        case UndoEvent():
            record = work.session.get_one(CaseEvent, order.event_id)
            course = course_of(work, record.episode)
            others = tuple(each for each in course.events if each.id != order.event_id)
            return [(course, replace(course, events=others))]
    return [
        (each.course, _with_date(each.course, order))
        for each in _of_decision(work, order.decision_id)
    ]


def _with_facts(course: Course, order: CorrectFacts) -> Course:
    facts = replace(
        course.facts,
        kind=order.kind,
        rehab_form=order.rehab_form,
        rehab_ordinal=order.rehab_ordinal,
        completes_on=order.completes_on,
        proposal_on=order.proposal_on,
    )
    return replace(course, facts=facts)


def _with_event(course: Course, order: CorrectEvent) -> Course:
    others = tuple(each for each in course.events if each.id != order.event_id)
    return replace(course, events=(*others, event_from(order.facts, order.event_id)))


def _with_date(course: Course, order: CorrectDecisionDate) -> Course:
    decisions = tuple(
        replace(each, on=order.document_date) if each.id == order.decision_id else each
        for each in course.decisions
    )
    return replace(course, decisions=decisions)


def _of_decision(work: Work, decision_id: int) -> list[EpisodeCourse]:
    decision = work.session.get_one(Decision, decision_id)
    return [
        each
        for link in decision.persons
        for each in courses_of(work, link.person_id)
        if each.episode.id == link.episode_id
    ]
