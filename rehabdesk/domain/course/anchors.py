"""From which day of a course each deadline of the law is counted, and which dates hang on which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rehabdesk.domain.codes import EpisodeKind, EventKind
from rehabdesk.domain.course.events import Course, Event
from rehabdesk.domain.course.term_sum import TermSum, term_sum
from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.deadlines.due import DueSum, due
from rehabdesk.domain.deadlines.span import Counting
from rehabdesk.domain.law.deadline import Deadline
from rehabdesk.domain.regime import POST_REHAB, NoRegime, Regime, regime_on

# Deadlines counted from an event, by the episode they belong to.
_FROM_EVENTS: dict[EpisodeKind, dict[str, EventKind]] = {
    EpisodeKind.USER_MANAGED: {
        "user_decision": EventKind.POSITIVE_TEST,
        "user_file_transfer": EventKind.MOVED_OUT,
        "diagnosis_valid": EventKind.DIAGNOSED_ADDICTED,
        "registration": EventKind.DIAGNOSED_ADDICTED,
    },
    EpisodeKind.REHAB_HOME: {
        "registration": EventKind.DIAGNOSED_ADDICTED,
        "rehab_decision": EventKind.REGISTERED,
        "rehab_start": EventKind.REHAB_DECIDED,
        "rehab_file_transfer": EventKind.MOVED_OUT,
    },
    EpisodeKind.REHAB_PRIVATE: {
        "registration": EventKind.DIAGNOSED_ADDICTED,
        "rehab_decision": EventKind.REGISTERED,
        "rehab_start": EventKind.REHAB_DECIDED,
        "private_completer_reports_in": EventKind.COMPLETED,
    },
    EpisodeKind.REHAB_PUBLIC: {
        "registration": EventKind.DIAGNOSED_ADDICTED,
        "rehab_decision": EventKind.REGISTERED,
        "rehab_start": EventKind.REHAB_DECIDED,
        "facility_request": EventKind.REHAB_DECIDED,
    },
    EpisodeKind.SUBSTITUTION: {
        "registration": EventKind.DIAGNOSED_ADDICTED,
        "substitution_notice": EventKind.REHAB_STARTED,
    },
    EpisodeKind.DOSSIER: {"dossier_read": EventKind.DOSSIER_READ},
    EpisodeKind.REHAB_COMPULSORY: {"transfer_requested": EventKind.COURT_APPLIED},
    EpisodeKind.POST_REHAB: {
        "police_proposal": EventKind.COMPLETION_NOTICE,
        "moved_in_assignment": EventKind.MOVED_IN,
        "post_rehab_transfer": EventKind.MOVED_OUT,
    },
}
_NOTICED = frozenset(
    {
        EpisodeKind.REHAB_HOME,
        EpisodeKind.REHAB_PRIVATE,
        EpisodeKind.REHAB_PUBLIC,
        EpisodeKind.REHAB_COMPULSORY,
    }
)
_USER_ENDINGS = (EventKind.USER_SUSPENDED, EventKind.USER_STOPPED, EventKind.USER_ENDED)


class Way(StrEnum):
    """Which counting a day is meant for: laws count the same deadline from different days."""

    FORWARDS = "forwards"
    BACKWARDS = "backwards"
    EITHER = "either"

    def fits(self, counting: Counting) -> bool:
        if self is Way.EITHER:
            return True
        return (counting is Counting.WITHIN) == (self is Way.FORWARDS)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A deadline of a course and the day or moment it is counted from."""

    deadline_id: str
    on: date  # a datetime where the time of day is known
    way: Way = Way.EITHER
    after: str = ""  # the deadline whose last day it is really counted from


@dataclass(frozen=True, slots=True)
class HangingDate:
    """A date that follows from others: the end of a term, or a deadline."""

    id: str
    label: str
    on: date | None
    basis: str
    due: DueSum | None = None


@dataclass(frozen=True, slots=True)
class MovedDate:
    label: str
    before: date | None
    after: date | None
    basis: str


def anchors_of(course: Course, term: TermSum | None) -> Iterator[Anchor]:
    """Name every deadline of the law that this course has a day for to count from."""
    for deadline_id, kind in _FROM_EVENTS.get(course.facts.kind, {}).items():
        event = course.last(kind)
        if event is not None:
            yield Anchor(deadline_id, moment_of(event))
    if course.facts.kind is EpisodeKind.POST_REHAB:
        yield from _post_rehab(course, term)
    ended = course.last(*_USER_ENDINGS)
    if ended is not None:
        yield Anchor("user_decision_sent", moment_of(ended))
    read = course.last(EventKind.DOSSIER_READ)
    if read is not None:
        yield Anchor("dossier_to_court", read.on, after="dossier_read")
    if course.facts.kind in _NOTICED and term is not None and term.end is not None:
        yield Anchor("completion_notice", term.end)


def deadlines_from(kind: EventKind, episode: EpisodeKind) -> tuple[str, ...]:
    """Name the deadlines of the law that are counted from an event of this kind."""
    found = [name for name, each in _FROM_EVENTS.get(episode, {}).items() if each is kind]
    if kind in _USER_ENDINGS:
        found.append("user_decision_sent")
    if kind is EventKind.PROPOSAL:
        found.append("chair_decision")
    return tuple(found)


def hanging_dates(
    course: Course, regimes: Sequence[Regime], calendar: WorkingCalendar
) -> tuple[HangingDate, ...]:
    """Return every date that hangs on the facts of a course, in the order of time."""
    term = term_sum(course, regimes)
    found = [_end_of(term)] if term else []
    for anchor in anchors_of(course, term):
        counted_from = _counted_from(anchor, regimes, calendar)
        deadline = deadline_on(anchor.deadline_id, counted_from, regimes)
        if deadline is not None and anchor.way.fits(deadline.counting):
            counted = due(deadline.span, counted_from, calendar, deadline.counting)
            told = (deadline.id, deadline.label, counted.due_on, deadline.basis)
            found.append(HangingDate(*told, counted))
    return tuple(sorted(found, key=lambda each: (each.on or date.max, each.id)))


def moved(before: Iterable[HangingDate], after: Iterable[HangingDate]) -> tuple[MovedDate, ...]:
    """Return what a correction moves, brings or takes away."""
    old = {each.id: each for each in before}
    new = {each.id: each for each in after}
    found = []
    for name in dict.fromkeys((*old, *new)):
        was, comes = old.get(name), new.get(name)
        told = comes or was
        if told is not None and (was.on if was else None) != (comes.on if comes else None):
            found.append(
                MovedDate(
                    told.label, was.on if was else None, comes.on if comes else None, told.basis
                )
            )
    return tuple(found)


def deadline_on(deadline_id: str, counted_from: date, regimes: Sequence[Regime]) -> Deadline | None:
    """Return the deadline as the law in force on its first day sets it."""
    day = counted_from.date() if isinstance(counted_from, datetime) else counted_from
    try:
        regime = regime_on(day, regimes)
    except NoRegime:
        return None
    return regime.find_deadline(deadline_id)


def moment_of(event: Event) -> date:
    """Return the day of an event, with its time of day where that is known."""
    return datetime.combine(event.on, event.at) if event.at else event.on


def _post_rehab(course: Course, term: TermSum | None) -> Iterator[Anchor]:
    completes_on = course.facts.completes_on or (term.start if term else None)
    if completes_on is not None:
        yield Anchor("completion_notice", completes_on)
        yield Anchor("chair_decision", completes_on, Way.BACKWARDS)
        yield Anchor("hand_over", completes_on)
    proposal = course.last(EventKind.PROPOSAL)
    proposed = moment_of(proposal) if proposal else course.facts.proposal_on
    if proposed is not None:
        yield Anchor("chair_decision", proposed, Way.FORWARDS)
    decided = course.decided(POST_REHAB)
    if decided is not None:
        yield Anchor("monitoring_decision", decided.on)
    if term is not None and term.is_decided and term.end is not None:
        yield Anchor("completion_certificate", term.end)


def _counted_from(anchor: Anchor, regimes: Sequence[Regime], calendar: WorkingCalendar) -> date:
    if not anchor.after:
        return anchor.on
    earlier = deadline_on(anchor.after, anchor.on, regimes)
    return due(earlier.span, anchor.on, calendar, earlier.counting).due_on if earlier else anchor.on


def _end_of(term: TermSum) -> HangingDate:
    label = "Hết thời hạn" if term.is_decided else "Hết thời hạn (dự kiến)"
    basis = next((line.basis for line in term.lines if line.basis), "")
    return HangingDate("term_end", label, term.end, basis)
