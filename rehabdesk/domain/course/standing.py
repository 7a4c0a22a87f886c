"""Where an episode stands on a day: its state, since when, and when that changes by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from rehabdesk.domain.codes import CaseState, EpisodeKind, EventKind
from rehabdesk.domain.course.events import Course
from rehabdesk.domain.course.pieces import Piece, painted, piece_on
from rehabdesk.domain.course.states import layers_of
from rehabdesk.domain.course.term_sum import TermSum, term_sum
from rehabdesk.domain.regime import COMPLETION, HOME_REHAB_COMPLETION, Regime

# "Đang theo dõi": the states that still need work (vocabulary 4).
FOLLOWED = frozenset(
    {
        CaseState.PENDING_DECISION,
        CaseState.ABOUT_TO_COMPLETE,
        CaseState.POST_REHAB,
        CaseState.POST_REHAB_MOVED_IN,
        CaseState.TERM_PAUSED,
        CaseState.IN_SOCIAL_PROTECTION,
        CaseState.RELAPSE,
        CaseState.AWAITING_REGISTRATION,
        CaseState.REHAB_HOME,
        CaseState.REHAB_PRIVATE,
        CaseState.REHAB_PUBLIC,
        CaseState.SUBSTITUTION,
        CaseState.DOSSIER_MANAGEMENT,
        CaseState.REHAB_COMPULSORY,
        CaseState.REHAB_DEFERRED,
        CaseState.USER_MANAGED,
        CaseState.USER_SUSPENDED,
        CaseState.DIAGNOSING,
    }
)
_CLOSING_EVENTS = (
    EventKind.USER_STOPPED,
    EventKind.USER_ENDED,
    EventKind.REHAB_STOPPED,
    EventKind.COMPLETED,
    EventKind.COURT_APPLIED,
    EventKind.COURT_REFUSED,
    EventKind.REMOVED,
    EventKind.CERTIFIED,
    EventKind.COMPULSORY_EDUCATION,
    EventKind.MOVED_OUT,
    EventKind.DIED,
    EventKind.DECLARED_MISSING,
)


@dataclass(frozen=True, slots=True)
class Standing:
    state: CaseState
    since: date | None
    changes_on: date | None  # the next day on which the state is another by itself
    term: TermSum | None
    pieces: tuple[Piece, ...]

    @property
    def is_followed(self) -> bool:
        return self.state in FOLLOWED


@dataclass(frozen=True, slots=True)
class Closing:
    """What closed an episode for good, so that another speaks for the person."""

    on: date
    reason: str


def standing(course: Course, regimes: Sequence[Regime], day: date) -> Standing:
    term = term_sum(course, regimes)
    pieces = painted(layers_of(course, term))
    now = piece_on(pieces, day)
    return Standing(
        now.state,
        None if now.on == date.min else now.on,
        now.until_on + timedelta(days=1) if now.until_on else None,
        term,
        pieces,
    )


def closing_events(kind: EpisodeKind) -> tuple[EventKind, ...]:
    """Return what closes an episode of a kind; the court's decision begins the compulsory one."""
    begins = {EventKind.COURT_APPLIED} if kind is EpisodeKind.REHAB_COMPULSORY else set()
    return tuple(each for each in _CLOSING_EVENTS if each not in begins)


def closing_of(course: Course) -> Closing | None:
    """Return what closed an episode, unless the person came back to us afterwards."""
    event = course.last(*closing_events(course.facts.kind))
    back = course.last(EventKind.MOVED_IN)
    if event is not None and event.kind is EventKind.MOVED_OUT and back and back.on > event.on:
        event = None
    paper = course.decided(COMPLETION, HOME_REHAB_COMPLETION)
    if event is None and paper is None:
        return None
    if event is not None:
        return Closing(event.on, event.kind.label)
    return Closing(paper.on, EventKind.CERTIFIED.label) if paper else None


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two terms of one kind that run at the same time."""

    first: TermSum
    second: TermSum

    @property
    def words(self) -> str:
        return (
            f"Hai thời hạn cùng loại trùng nhau: {_days(self.first)} và {_days(self.second)}. "
            "Xem lại quyết định, hoặc kết thúc đợt cũ."
        )


def overlapping_terms(courses: Iterable[Course], regimes: Sequence[Regime]) -> tuple[Overlap, ...]:
    """Find terms of one kind that overlap; a closed episode ends with what closed it."""
    known = [
        (course.facts.kind, term, _last_day(course, term))
        for course in courses
        if (term := term_sum(course, regimes)) is not None
    ]
    known.sort(key=lambda each: (each[1].start, each[2]))
    return tuple(
        Overlap(first, second)
        for (kind, first, last), (other, second, _) in combinations(known, 2)
        if kind is other and second.start < last
    )


def _last_day(course: Course, term: TermSum) -> date:
    closed = closing_of(course)
    return min(term.end or date.max, closed.on if closed else date.max)


def _days(term: TermSum) -> str:
    end = f"{term.end:%d/%m/%Y}" if term.end else "chưa rõ ngày hết"
    return f"{term.start:%d/%m/%Y}–{end}"
