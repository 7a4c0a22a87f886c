"""The dated facts of an episode: which may be recorded of which episode, and in what order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from rehabdesk.domain.codes import EpisodeKind, EventKind, RehabForm

_USER = frozenset({EpisodeKind.USER_MANAGED})
_POST = frozenset({EpisodeKind.POST_REHAB})
_HOME = frozenset({EpisodeKind.REHAB_HOME})
_DOSSIER = frozenset({EpisodeKind.DOSSIER})
_COMPULSORY = frozenset({EpisodeKind.REHAB_COMPULSORY})
_SUBSTITUTION = frozenset({EpisodeKind.SUBSTITUTION})
_PRIVATE = frozenset({EpisodeKind.REHAB_PRIVATE})
_PUBLIC = frozenset({EpisodeKind.REHAB_PUBLIC})
VOLUNTARY = _HOME | _PRIVATE | _PUBLIC | _SUBSTITUTION
REHAB = VOLUNTARY | _COMPULSORY
_AT_HOME = _USER | _HOME | _SUBSTITUTION | _POST
_EVERY = frozenset(EpisodeKind)


@dataclass(frozen=True, slots=True)
class PaperRef:
    """The paper that proves a fact."""

    number: str = ""
    on: date | None = None
    issuer: str = ""

    @property
    def is_named(self) -> bool:
        return self.on is not None and bool(self.number or self.issuer)

    @property
    def words(self) -> str:
        parts = [self.number, f"ngày {self.on:%d/%m/%Y}" if self.on else "", self.issuer]
        return " ".join(part for part in parts if part)


NO_PAPER = PaperRef()


@dataclass(frozen=True, slots=True)
class Event:
    """A dated fact; a stretch has a last day, or none while it goes on."""

    kind: EventKind
    on: date
    until_on: date | None = None
    at: time | None = None
    paper: PaperRef = NO_PAPER
    reason: str = ""
    note: str = ""
    id: int = 0

    def covers(self, day: date) -> bool:
        return self.on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """A numbered decision in force, as far as a course depends on it."""

    id: int
    purpose: str
    number: str
    on: date
    effective_from: date | None = None
    term_start: date | None = None
    term_end: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an episode beside its events."""

    kind: EpisodeKind
    opened_on: date
    rehab_form: RehabForm | None = None
    rehab_ordinal: int | None = None
    completes_on: date | None = None
    proposal_on: date | None = None
    helper_from: date | None = None  # since when somebody answers for the person
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """An episode with everything that happened in it; `before` are events of the one before."""

    facts: Facts
    events: tuple[Event, ...] = ()
    decisions: tuple[DecisionFact, ...] = ()
    before: tuple[Event, ...] = ()

    def of(self, *kinds: EventKind) -> list[Event]:
        """Return the events of these kinds, oldest first."""
        found = (event for event in self.events if event.kind in kinds)
        return sorted(found, key=lambda event: (event.on, event.at or time.min, event.id))

    def first(self, *kinds: EventKind) -> Event | None:
        return next(iter(self.of(*kinds)), None)

    def last(self, *kinds: EventKind) -> Event | None:
        return next(reversed(self.of(*kinds)), None)

    def decided(self, *purposes: str) -> DecisionFact | None:
        """Return the newest decision for one of these purposes."""
        found = [each for each in self.decisions if each.purpose in purposes]
        return max(found, key=lambda each: (each.on, each.id), default=None)


@dataclass(frozen=True, slots=True)
class EventRule:
    """Of which episodes an event may be recorded, and what has to be said with it."""

    episodes: frozenset[EpisodeKind]
    is_stretch: bool = False
    needs_paper: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict)


AGAIN, MOVED_IN = "again", "moved_in"
THREE_STAGES, BY_HIMSELF, VIOLATION = "three_stages", "by_himself", "violation"
EXEMPTED = "exempted"
ADDICTED = "addicted"

_DECIDED_AS = {
    "first": "Quyết định lần này",
    AGAIN: "Tiếp tục sử dụng trong thời hạn quản lý, quyết định quản lý mới",
    MOVED_IN: "Tiếp nhận người chuyển đến, cho thời gian còn lại",
}
_STOPPED_AS = {
    ADDICTED: "Được xác định là người nghiện ma túy",
    "compulsory_education": "Vào cơ sở giáo dục bắt buộc, trường giáo dưỡng",
    "prison": "Chấp hành án phạt tù",
    "detained": "Tạm giữ, tạm giam lâu hơn thời hạn còn lại",
}
_LEFT_REHAB_AS = {
    BY_HIMSELF: "Tự ý chấm dứt, không thực hiện",
    VIOLATION: "Bị chấm dứt do vi phạm",
    THREE_STAGES: "Đã xong ít nhất 03 giai đoạn, tiếp tục tại gia đình, cộng đồng",
}
_DEFERRED_AS = {
    "postponed": "Hoãn",
    EXEMPTED: "Miễn",
    "suspended": "Tạm đình chỉ",
}
_REMOVED_AS = {ADDICTED: "Được xác định là nghiện ma túy"}

RULES: dict[EventKind, EventRule] = {
    EventKind.USER_DECIDED: EventRule(
        _USER, is_stretch=True, needs_paper=True, reasons=_DECIDED_AS
    ),
    EventKind.USER_SUSPENDED: EventRule(_USER, is_stretch=True, needs_paper=True),
    EventKind.USER_STOPPED: EventRule(_USER, needs_paper=True, reasons=_STOPPED_AS),
    EventKind.USER_ENDED: EventRule(_USER, needs_paper=True),
    EventKind.ABSENT: EventRule(_USER, is_stretch=True, needs_paper=True),
    EventKind.POSITIVE_TEST: EventRule(_USER | VOLUNTARY | _POST),
    EventKind.CRIMINAL_QUESTION: EventRule(_USER | VOLUNTARY | _POST),
    EventKind.CRIMINAL_CASE: EventRule(_USER | VOLUNTARY | _POST),
    EventKind.CRIMINAL_CLEARED: EventRule(_USER | VOLUNTARY | _POST),
    EventKind.DIAGNOSIS_REQUESTED: EventRule(_USER | VOLUNTARY | _POST),
    EventKind.DIAGNOSED_ADDICTED: EventRule(_USER | VOLUNTARY | _POST),
    EventKind.DIAGNOSED_CLEAN: EventRule(_USER | VOLUNTARY | _POST),
    EventKind.REGISTERED: EventRule(VOLUNTARY),
    EventKind.REHAB_DECIDED: EventRule(VOLUNTARY, needs_paper=True),
    EventKind.REHAB_STARTED: EventRule(REHAB),
    EventKind.REHAB_STOPPED: EventRule(VOLUNTARY, needs_paper=True, reasons=_LEFT_REHAB_AS),
    EventKind.DEFERRED: EventRule(
        _PUBLIC | _COMPULSORY, is_stretch=True, needs_paper=True, reasons=_DEFERRED_AS
    ),
    EventKind.COMPLETION_NOTICE: EventRule((REHAB | _POST) - _SUBSTITUTION),
    EventKind.COMPLETED: EventRule(REHAB, needs_paper=True),
    EventKind.DOSSIER_OPENED: EventRule(_DOSSIER),
    EventKind.DOSSIER_MANAGEMENT: EventRule(
        _DOSSIER | _COMPULSORY, is_stretch=True, needs_paper=True
    ),
    EventKind.DOSSIER_READ: EventRule(_DOSSIER),
    EventKind.DOSSIER_TO_COURT: EventRule(_DOSSIER),
    EventKind.COURT_APPLIED: EventRule(_DOSSIER | _COMPULSORY, needs_paper=True),
    EventKind.COURT_REFUSED: EventRule(_DOSSIER, needs_paper=True),
    EventKind.PROPOSAL: EventRule(_POST, needs_paper=True),
    EventKind.DECIDED_ELSEWHERE: EventRule(_POST | _USER, is_stretch=True, needs_paper=True),
    EventKind.ABSENCE_UNREPORTED: EventRule(_POST, is_stretch=True, needs_paper=True),
    EventKind.PRISON: EventRule(REHAB | _POST, is_stretch=True, needs_paper=True),
    EventKind.COMPULSORY_EDUCATION: EventRule(REHAB | _POST, is_stretch=True, needs_paper=True),
    EventKind.SOCIAL_PROTECTION: EventRule(_POST, is_stretch=True, needs_paper=True),
    EventKind.MONITORING: EventRule(_HOME | _SUBSTITUTION | _POST, is_stretch=True),
    EventKind.MOVED_OUT: EventRule(_AT_HOME | _PRIVATE | _PUBLIC, needs_paper=True),
    EventKind.MOVED_IN: EventRule(_AT_HOME),
    EventKind.REMOVED: EventRule(_POST, needs_paper=True, reasons=_REMOVED_AS),
    EventKind.CERTIFIED: EventRule(_POST, needs_paper=True),
    EventKind.DIED: EventRule(_EVERY, needs_paper=True),
    EventKind.DECLARED_MISSING: EventRule(_EVERY, needs_paper=True),
}


def offered(kind: EpisodeKind) -> tuple[EventKind, ...]:
    """Return what may be recorded of an episode, in the order of a course."""
    return tuple(each for each, rule in RULES.items() if kind in rule.episodes)
