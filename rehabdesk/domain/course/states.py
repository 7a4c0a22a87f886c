"""Which states decisions and events give an episode (legal.md 2.2 and 2.3), layer over layer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rehabdesk.domain.codes import CaseState, EpisodeKind, EventKind
from rehabdesk.domain.course.events import EXEMPTED, Course, Event
from rehabdesk.domain.course.ground import user_decisions
from rehabdesk.domain.course.pieces import Piece
from rehabdesk.domain.course.term_sum import TermSum
from rehabdesk.domain.regime import (
    COMPLETION,
    HELPER_ASSIGNMENT,
    HOME_REHAB,
    MOVED_IN_ASSIGNMENT,
    POST_REHAB,
)

_ONE_DAY = timedelta(days=1)
_ASSIGNING = (MOVED_IN_ASSIGNMENT, HELPER_ASSIGNMENT, POST_REHAB)
_RUNNING = {
    EpisodeKind.REHAB_HOME: CaseState.REHAB_HOME,
    EpisodeKind.REHAB_PRIVATE: CaseState.REHAB_PRIVATE,
    EpisodeKind.REHAB_PUBLIC: CaseState.REHAB_PUBLIC,
    EpisodeKind.SUBSTITUTION: CaseState.SUBSTITUTION,
    EpisodeKind.REHAB_COMPULSORY: CaseState.REHAB_COMPULSORY,
}
_ENTERED = (EventKind.REGISTERED, EventKind.REHAB_DECIDED, EventKind.REHAB_STARTED)
_FINAL = {
    EventKind.DIED: CaseState.DECEASED_MISSING,
    EventKind.DECLARED_MISSING: CaseState.DECEASED_MISSING,
}


def layers_of(course: Course, term: TermSum | None) -> Iterator[Piece]:
    """Paint an episode from its beginning: how it runs, then what interrupts or ends it."""
    match course.facts.kind:
        case EpisodeKind.POST_REHAB:
            yield from _post_rehab(course, term)
        case EpisodeKind.USER_MANAGED:
            yield from _user(course, term)
        case EpisodeKind.DOSSIER:
            yield from _dossier(course)
        case _:
            yield from _rehab(course)
    yield from _moved(course, term)
    for event in course.of(*_FINAL):
        yield Piece(_FINAL[event.kind], event.on)


def begins_on(course: Course) -> date:
    """Return the first day anything is known of the episode."""
    facts = course.facts
    known = [facts.opened_on, facts.proposal_on, *(event.on for event in course.events)]
    known += [each.on for each in course.decisions]
    return min(day for day in known if day is not None)


def _post_rehab(course: Course, term: TermSum | None) -> Iterator[Piece]:
    yield Piece(CaseState.PENDING_DECISION, begins_on(course))
    moved_in = course.first(EventKind.MOVED_IN)
    if moved_in is not None:
        yield Piece(CaseState.POST_REHAB_MOVED_IN, moved_in.on)
    decided_on = _decided_on(course)
    if decided_on is not None and term is not None and term.is_decided:
        yield Piece(CaseState.ABOUT_TO_COMPLETE, decided_on, term.start - _ONE_DAY)
        yield Piece(CaseState.POST_REHAB, max(decided_on, term.start))
        if moved_in is not None:
            yield from _newly_moved_in(course, moved_in)
        if term.end is not None:
            yield Piece(CaseState.POST_REHAB_COMPLETED, max(decided_on, term.end + _ONE_DAY))
    elif moved_in is not None and (assigned := _assigned_on(course, moved_in.on)) is not None:
        yield Piece(CaseState.POST_REHAB, assigned)
    yield from _certified(course, term)
    yield from _interrupted(course, term)


def _decided_on(course: Course) -> date | None:
    """Return the day from which there is a decision on the table."""
    ours = course.decided(POST_REHAB)
    if ours is not None:
        return ours.on
    other = course.last(EventKind.DECIDED_ELSEWHERE)
    if other is None:
        return None
    moved_in = course.first(EventKind.MOVED_IN)
    return moved_in.on if moved_in is not None else other.paper.on or other.on


def _newly_moved_in(course: Course, moved_in: Event) -> Iterator[Piece]:
    assigned = _assigned_on(course, moved_in.on)
    last = assigned - _ONE_DAY if assigned is not None else None
    yield Piece(CaseState.POST_REHAB_MOVED_IN, moved_in.on, last)


def _assigned_on(course: Course, since: date) -> date | None:
    """Return from when somebody of ours answers for a person who moved in."""
    papers = (each for each in course.decisions if each.purpose in _ASSIGNING)
    days = [each.effective_from or each.on for each in papers]
    if course.facts.helper_from is not None:
        days.append(course.facts.helper_from)
    return min((day for day in days if day >= since), default=None)


def _certified(course: Course, term: TermSum | None) -> Iterator[Piece]:
    """Close a term that stands still when the certificate says it was served all the same."""
    if term is None or term.end is not None:
        return
    paper, event = course.decided(COMPLETION), course.last(EventKind.CERTIFIED)
    days = [each.on for each in (paper, event) if each is not None]
    if days:
        yield Piece(CaseState.POST_REHAB_COMPLETED, max(days))


def _interrupted(course: Course, term: TermSum | None) -> Iterator[Piece]:
    """Paint what interrupts post-rehabilitation management, the weightier over the lighter."""
    if term is not None:
        yield from _paused(term, EventKind.ABSENCE_UNREPORTED)
        for stay in course.of(EventKind.SOCIAL_PROTECTION):
            days = _within(stay, term)
            if days is not None:
                yield Piece(CaseState.IN_SOCIAL_PROTECTION, *days)
    for event in _while_running(course, term, EventKind.DIAGNOSED_ADDICTED):
        yield Piece(CaseState.RELAPSE, event.on)
    for event in _while_running(course, term, EventKind.COMPULSORY_EDUCATION):
        yield Piece(CaseState.POST_REHAB_REMOVED, event.on)
        yield Piece(CaseState.IN_COMPULSORY_EDUCATION, event.on, event.until_on)
    for event in _while_running(course, term, EventKind.PRISON):
        yield Piece(CaseState.IN_PRISON, event.on, event.until_on)
    for event in course.of(EventKind.REMOVED):
        yield Piece(CaseState.POST_REHAB_REMOVED, event.on)


def _paused(term: TermSum, kind: EventKind) -> Iterator[Piece]:
    for pause in term.pauses:
        if pause.event.kind is kind:
            first = max(pause.stretch.on, term.start)
            yield Piece(CaseState.TERM_PAUSED, first, pause.stretch.until_on)


def _user(course: Course, term: TermSum | None) -> Iterator[Piece]:
    decisions = user_decisions(course)
    yield Piece(CaseState.USER_MANAGED, decisions[0].on if decisions else begins_on(course))
    if term is not None:
        yield from _user_term(course, term)
    yield from _diagnosed(course, term)
    for event in course.of(EventKind.USER_ENDED):
        yield Piece(CaseState.USER_ENDED, event.on)
    for event in course.of(EventKind.USER_STOPPED):
        yield Piece(CaseState.USER_STOPPED, event.on)


def _user_term(course: Course, term: TermSum) -> Iterator[Piece]:
    if term.end is not None:
        yield Piece(CaseState.USER_ENDED, term.end + _ONE_DAY)
    yield from _paused(term, EventKind.ABSENT)
    for event in course.of(EventKind.USER_SUSPENDED):
        days = _within(event, term)
        if days is None:
            continue
        yield Piece(CaseState.USER_SUSPENDED, *days)
        if term.end is not None and (event.until_on is None or event.until_on > term.end):
            yield Piece(CaseState.USER_STOPPED, term.end + _ONE_DAY)  # L120 Đ24.7


def _diagnosed(course: Course, term: TermSum | None) -> Iterator[Piece]:
    results = (EventKind.DIAGNOSED_ADDICTED, EventKind.DIAGNOSED_CLEAN)
    for asked in _while_running(course, term, EventKind.DIAGNOSIS_REQUESTED):
        answer = next((each for each in course.of(*results) if each.on >= asked.on), None)
        yield Piece(CaseState.DIAGNOSING, asked.on, answer.on - _ONE_DAY if answer else None)
    for event in course.of(EventKind.DIAGNOSED_ADDICTED):
        yield Piece(CaseState.AWAITING_REGISTRATION, event.on)


def _rehab(course: Course) -> Iterator[Piece]:
    running = _RUNNING[course.facts.kind]
    yield Piece(running, begins_on(course))
    entered = [event.on for event in course.of(*_ENTERED)]
    entered += [each.on for each in course.decisions if each.purpose == HOME_REHAB]
    for event in course.of(EventKind.DIAGNOSED_ADDICTED):
        first = min((day for day in entered if day >= event.on), default=None)
        last = first - _ONE_DAY if first is not None else None
        yield Piece(CaseState.AWAITING_REGISTRATION, event.on, last)
    for event in course.of(EventKind.COMPLETION_NOTICE):
        yield Piece(CaseState.ABOUT_TO_COMPLETE, event.on)
    for event in course.of(EventKind.DEFERRED):
        until = None if event.reason == EXEMPTED else event.until_on
        yield Piece(CaseState.REHAB_DEFERRED, event.on, until)
    for event in course.of(EventKind.COMPULSORY_EDUCATION):
        yield Piece(CaseState.REHAB_STOPPED, event.on)
        yield Piece(CaseState.IN_COMPULSORY_EDUCATION, event.on, event.until_on)
    for event in course.of(EventKind.PRISON):
        yield Piece(CaseState.IN_PRISON, event.on, event.until_on)
    for event in course.of(EventKind.REHAB_STOPPED):
        yield Piece(CaseState.REHAB_STOPPED, event.on)
    for event in course.of(EventKind.COMPLETED):
        yield Piece(CaseState.REHAB_COMPLETED, event.on)


def _dossier(course: Course) -> Iterator[Piece]:
    yield Piece(CaseState.DOSSIER_MANAGEMENT, begins_on(course))
    for event in course.of(EventKind.COURT_APPLIED, EventKind.COURT_REFUSED):
        yield Piece(CaseState.DOSSIER_CLOSED, event.on)


def _moved(course: Course, term: TermSum | None) -> Iterator[Piece]:
    """Paint a move away, until the person comes back to us, if ever."""
    for event in _while_running(course, term, EventKind.MOVED_OUT):
        back = next((each for each in course.of(EventKind.MOVED_IN) if each.on > event.on), None)
        yield Piece(CaseState.MOVED_OUT, event.on, back.on - _ONE_DAY if back else None)


def _within(event: Event, term: TermSum) -> tuple[date, date | None] | None:
    """Return the days of a stretch that lie in the term."""
    ends = [each for each in (event.until_on, term.end) if each is not None]
    first, last = max(event.on, term.start), min(ends, default=None)
    return (first, last) if last is None or first <= last else None


def _while_running(course: Course, term: TermSum | None, kind: EventKind) -> list[Event]:
    """Return the events that came before the term was over, where it has an end."""
    last = term.end if term and term.end else date.max
    return [event for event in course.of(kind) if event.on <= last]
