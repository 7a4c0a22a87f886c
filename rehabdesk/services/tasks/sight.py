"""What the rules look at, read once in a handful of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, or_, select

from rehabdesk.domain.codes import CaseState, EpisodeKind, EventKind, PaperStatus
from rehabdesk.domain.course.anchors import HangingDate, hanging_dates
from rehabdesk.domain.course.events import Course
from rehabdesk.domain.course.standing import Standing, standing
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records import case_event as kept
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.decision import Decision, DecisionPerson
from rehabdesk.domain.records.decision_life import Delivery
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.tasks import Flag
from rehabdesk.services.course.reading import read_courses
from rehabdesk.services.law.deadlines import Deadlines, office_deadlines
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on
from rehabdesk.services.tasks.alone import LeftAlone, left_alone
from rehabdesk.services.tasks.task import Concern

WAITING = (PaperStatus.SUBMITTED, PaperStatus.SIGNED_UNNUMBERED)
_FOLLOWED_UP = (PaperStatus.NUMBERED, PaperStatus.DELIVERED, PaperStatus.DELIVERY_REFUSED)
_AHEAD = timedelta(days=75)  # thirty working days lie within it, whatever the holidays
_PENDING = (CaseState.PENDING_DECISION, CaseState.ABOUT_TO_COMPLETE, CaseState.POST_REHAB_MOVED_IN)
_CALLING = (EventKind.COMPLETION_NOTICE, EventKind.POSITIVE_TEST, EventKind.REGISTERED)
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """A paper printed for signature, or numbered and still followed up."""

    id: int
    purpose: str
    status: PaperStatus
    title: str
    form_code: str
    number: str
    planned_on: date
    document_date: date | None
    concerns: tuple[Concern, ...] = ()
    completes_on: date | None = None  # the first of its persons to complete rehabilitation
    is_with_police: bool = False


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """The episode that speaks for a person, where something may have to be done."""

    concern: Concern
    episode_id: int
    course: Course
    standing: Standing
    dates: tuple[HangingDate, ...]

    def date(self, name: str) -> HangingDate | None:
        """Return a date of the course; of two by the same name the earlier."""
        return next((each for each in self.dates if each.id == name and each.due), None)


@dataclass(frozen=True, slots=True)
class FlagSeen:
    id: int
    on: date
    word: str
    concern: Concern


@dataclass(frozen=True, slots=True)
class Sight:
    now: datetime
    deadlines: Deadlines
    papers: tuple[PaperSeen, ...] = ()
    cases: tuple[CaseSeen, ...] = ()
    alone: tuple[LeftAlone, ...] = ()
    flags: tuple[FlagSeen, ...] = ()

    @property
    def today(self) -> date:
        return self.now.date()

    def waiting_for(self, person_id: int, *purposes: str) -> PaperSeen | None:
        """Return a paper about a person that only waits for signature or number."""
        return next(
            (
                paper
                for paper in self.papers
                if paper.status in WAITING
                and paper.purpose in purposes
                and any(each.person_id == person_id for each in paper.concerns)
            ),
            None,
        )


# Looks


def look_round(work: Work) -> Sight:
    persons = _candidates(work)
    concerns = read_concerns(work, persons)
    return Sight(
        work.now,
        office_deadlines(work),
        tuple(_papers(work)),
        tuple(_cases(work, persons, concerns)),
        tuple(left_alone(work)),
        tuple(_flags(work)),
    )


def read_concerns(work: Work, person_ids: Sequence[int]) -> dict[int, Concern]:
    found = {}
    for start in range(0, len(person_ids), _AT_ONCE):
        rows = work.session.execute(
            select(Person.id, Person.full_name, Person.birth, Hamlet.name)
            .outerjoin(Person.hamlet)
            .where(Person.id.in_(person_ids[start : start + _AT_ONCE]))
        )
        found.update({row[0]: concern_of(*row) for row in rows})
    return found


def concern_of(person_id: int, name: str, birth: str | None, hamlet: str | None) -> Concern:
    year = PartialDate.parse_stored(birth).year if birth else None
    return Concern(person_id, name, year, hamlet or "")


def _candidates(work: Work) -> Sequence[int]:
    """Return in whose course something may be due, without reading everybody's."""
    calling = (
        select(kept.CaseEvent.episode_id)
        .where(kept.CaseEvent.kind.in_(_CALLING), kept.CaseEvent.undone_at.is_(None))
        .scalar_subquery()
    )
    due = or_(
        kept.Standing.state.in_(_PENDING),
        kept.Standing.term_end <= work.today + _AHEAD,
        and_(Episode.kind != EpisodeKind.POST_REHAB, Episode.completes_on <= work.today + _AHEAD),
        kept.Standing.episode_id.in_(calling),
    )
    rows = work.session.scalars(
        select(kept.Standing.person_id)
        .join(kept.Standing.episode)
        .where(kept.Standing.is_current, Episode.ended_on.is_(None), due)
        .order_by(kept.Standing.person_id)
    )
    return rows.all()


def _cases(
    work: Work, person_ids: Sequence[int], concerns: dict[int, Concern]
) -> Iterable[CaseSeen]:
    regimes, calendar = work.resources.regimes, work.resources.calendar
    for start in range(0, len(person_ids), _AT_ONCE):
        courses = read_courses(work, person_ids[start : start + _AT_ONCE])
        for person_id, episodes in courses.items():
            for each in episodes:
                if each.episode.ended_on is None:
                    yield CaseSeen(
                        concerns[person_id],
                        each.episode.id,
                        each.course,
                        standing(each.course, regimes, work.today),
                        hanging_dates(each.course, regimes, calendar),
                    )


def _papers(work: Work) -> Iterable[PaperSeen]:
    decisions = work.session.scalars(
        select(Decision)
        .where(
            or_(
                Decision.status.in_(WAITING),
                and_(Decision.status.in_(_FOLLOWED_UP), Decision.ended_on.is_(None)),
            )
        )
        .order_by(Decision.id)
    ).all()
    links = _links(work, [each.id for each in decisions])
    police = _with_police(work)
    codes = {
        (regime.id, signing.purpose): signing.form_code
        for regime in work.resources.regimes
        for signing in regime.signings
    }
    for each in decisions:
        people = links.get(each.id, [])
        if each.number is not None and people and all(closed for _, _, closed in people):
            continue
        yield PaperSeen(
            each.id,
            each.purpose,
            each.status,
            each.title,
            codes.get((each.regime_id, each.purpose), ""),
            each.full_number,
            each.planned_on,
            each.document_date,
            tuple(concern for concern, _, _ in people),
            min((on for _, on, _ in people if on), default=None),
            each.id in police,
        )


def _links(
    work: Work, decision_ids: Sequence[int]
) -> dict[int, list[tuple[Concern, date | None, bool]]]:
    """Return the persons of papers, when each completes, and whether her episode is over."""
    found = defaultdict(list)
    for start in range(0, len(decision_ids), _AT_ONCE):
        rows = work.session.execute(
            select(
                Person.id,
                Person.full_name,
                Person.birth,
                Hamlet.name,
                DecisionPerson.decision_id,
                Episode.completes_on,
                Episode.ended_on,
            )
            .select_from(DecisionPerson)
            .join(DecisionPerson.person)
            .outerjoin(Person.hamlet)
            .outerjoin(DecisionPerson.episode)
            .where(DecisionPerson.decision_id.in_(decision_ids[start : start + _AT_ONCE]))
            .order_by(DecisionPerson.decision_id, DecisionPerson.ordinal)
        )
        for row in rows:
            concern = concern_of(row[0], row[1], row[2], row[3])
            is_over = row.ended_on is not None
            found[row.decision_id].append((concern, row.completes_on, is_over))
    return found


def _with_police(work: Work) -> set[int]:
    """Return the papers the commune police were given."""
    police = profile_on(work, work.today).police_name
    rows = work.session.scalars(
        select(Delivery.decision_id).where(
            Delivery.is_refused.is_(False),
            or_(
                Delivery.receiver_name == police,
                Delivery.receiver_name.contains("Công an"),
                Delivery.receiver_relation.contains("Công an"),
            ),
        )
    )
    return set(rows)


def _flags(work: Work) -> Iterable[FlagSeen]:
    rows = work.session.execute(
        select(Person.id, Person.full_name, Person.birth, Hamlet.name, Flag.id, Flag.on, Flag.word)
        .select_from(Flag)
        .join(Flag.person)
        .outerjoin(Person.hamlet)
        .where(Flag.user_id == work.actor.user_id)
        .order_by(Flag.on, Flag.id)
    )
    for row in rows:
        concern = concern_of(row[0], row[1], row[2], row[3])
        yield FlagSeen(row[4], row[5], row[6], concern)
