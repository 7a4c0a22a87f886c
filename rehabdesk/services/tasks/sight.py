"""What the rules look at, read once in a handful of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import ScalarSelect, and_, false, or_, select, true

from rehabdesk.domain.codes import CaseState, EpisodeKind, EventKind
from rehabdesk.domain.course.anchors import anchors_of
from rehabdesk.domain.course.events import Course
from rehabdesk.domain.course.term_sum import term_sum
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.domain.law.deadline import Body
from rehabdesk.domain.records import case_event as kept
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.tasks import Flag
from rehabdesk.services.activities.due import MeetingTask, open_tasks
from rehabdesk.services.contacts.silence import (
    Agreed,
    Silent,
    count_to_meet,
    open_agreements,
    silent_persons,
)
from rehabdesk.services.course.reading import read_courses
from rehabdesk.services.law.contact_days import contact_days
from rehabdesk.services.law.deadlines import Deadlines, office_deadlines
from rehabdesk.services.law.signed_copies import copy_span
from rehabdesk.services.office import Work
from rehabdesk.services.rows.concern import Concern, concern_of
from rehabdesk.services.supports.asks import support_asks
from rehabdesk.services.supports.seen import SupportSeen
from rehabdesk.services.tasks.alone import LeftAlone, left_alone
from rehabdesk.services.tasks.papers_seen import WAITING, PaperSeen, read_papers
from rehabdesk.services.tasks.waiting.body_tests import SeenOfTests, look_at_tests
from rehabdesk.services.tasks.waiting.referrals import ReferralSeen, waiting_referrals
from rehabdesk.services.tasks.waiting.reports import NO_REPORTS, ReportsSeen, see_reports

_AHEAD = timedelta(days=75)  # thirty working days lie within it, whatever the holidays
_PENDING = (CaseState.PENDING_DECISION, CaseState.ABOUT_TO_COMPLETE, CaseState.POST_REHAB_MOVED_IN)
_RUNNING = (
    CaseState.POST_REHAB,
    CaseState.POST_REHAB_MOVED_IN,
    CaseState.IN_SOCIAL_PROTECTION,
    CaseState.POST_REHAB_COMPLETED,
)
# What once called for a decision of the chair, and from when to when it did.
_CALLING = {"user_decision": EventKind.POSITIVE_TEST, "rehab_decision": EventKind.REGISTERED}
_OURS = (Body.CHAIR, Body.OFFICE)
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """An open episode in which something may have to be done, as its kept standing has it."""

    concern: Concern
    episode_id: int
    course: Course
    state: CaseState
    is_decided: bool  # its term is no longer only foreseen
    starts: Mapping[str, Sequence[date]]  # from when each deadline of the law is counted


@dataclass(frozen=True, slots=True)
class EndingSeen:
    """A decided term that is over or soon will be, without a certificate."""

    concern: Concern
    episode_id: int
    term_end: date


@dataclass(frozen=True, slots=True)
class FlagSeen:
    id: int
    on: date
    word: str
    concern: Concern


@dataclass(frozen=True, slots=True)
class Meetings:
    """Who was not met for longer than the office wants, and what was agreed at meetings."""

    days: int = 0
    silent: tuple[Silent, ...] = ()
    agreed: tuple[Agreed, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    now: datetime
    deadlines: Deadlines
    papers: tuple[PaperSeen, ...] = ()
    cases: tuple[CaseSeen, ...] = ()
    endings: tuple[EndingSeen, ...] = ()
    alone: tuple[LeftAlone, ...] = ()
    flags: tuple[FlagSeen, ...] = ()
    on_desk: Mapping[int, Sequence[PaperSeen]] = field(default_factory=dict)  # by person
    copy_span: Span | None = None  # in which the office wants its scans
    meetings: Meetings = Meetings()
    supports: tuple[SupportSeen, ...] = ()
    tests: SeenOfTests = field(default_factory=SeenOfTests)
    meeting_tasks: tuple[MeetingTask, ...] = ()
    referrals: tuple[ReferralSeen, ...] = ()
    reports: ReportsSeen = NO_REPORTS
    to_meet: int = 0  # persons who must be met

    @property
    def today(self) -> date:
        return self.now.date()

    def waiting_for(self, person_id: int, *purposes: str) -> PaperSeen | None:
        """Return a paper about a person that only waits for signature or number."""
        mine = self.on_desk.get(person_id, ())
        return next((paper for paper in mine if paper.purpose in purposes), None)


# Looks


def look_round(work: Work, only: Collection[int] | None = None) -> Sight:
    """See what the rules need: of everybody, or of some persons alone."""
    deadlines = office_deadlines(work)
    persons = _candidates(work, deadlines, only)
    papers = read_papers(work, deadlines, only)
    on_desk = defaultdict(list)
    for paper in papers:
        if paper.status in WAITING:
            for each in paper.concerns:
                on_desk[each.person_id].append(paper)
    return Sight(
        work.now,
        deadlines,
        papers,
        tuple(_cases(work, persons, read_concerns(work, persons), deadlines)),
        tuple(_endings(work, only)),
        tuple(left_alone(work, only)),
        tuple(_flags(work)),
        on_desk,
        copy_span(work),
        Meetings(
            contact_days(work),
            tuple(silent_persons(work, only)),
            tuple(open_agreements(work, only)),
        ),
        support_asks(work, only),
        look_at_tests(work, only),
        () if only is not None else open_tasks(work),
        waiting_referrals(work, only),
        see_reports(work) if only is None else NO_REPORTS,
    )


def look_at_own_team(work: Work) -> Sight:
    """See what a team leader is asked for: meetings with whom the team looks after, its tasks."""
    from rehabdesk.services.rights.own_team import own_persons, own_teams  # few need it

    persons = own_persons(work)
    met = tuple(silent_persons(work, persons)), tuple(open_agreements(work, persons))
    return Sight(
        work.now,
        office_deadlines(work),
        meetings=Meetings(contact_days(work), *met),
        meeting_tasks=open_tasks(work, own_teams(work)),
        to_meet=count_to_meet(work, persons),
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


def _candidates(work: Work, deadlines: Deadlines, only: Collection[int] | None) -> Sequence[int]:
    """Return in whose course something may be due, without reading everybody's."""
    completing = and_(
        Episode.kind != EpisodeKind.POST_REHAB, Episode.completes_on <= work.today + _AHEAD
    )
    due = or_(
        kept.Standing.state.in_(_PENDING),
        completing,
        kept.Standing.episode_id.in_(_calling(deadlines)),
    )
    rows = work.session.scalars(
        select(kept.Standing.person_id)
        .join(kept.Standing.episode)
        .where(Episode.ended_on.is_(None), due)
        .where(kept.Standing.person_id.in_(only) if only is not None else true())
        .distinct()
        .order_by(kept.Standing.person_id)
    )
    return rows.all()


def _calling(deadlines: Deadlines) -> ScalarSelect[int]:
    """Select the episodes in which a law had the chair decide; the newest one has him no more."""
    calls = [
        and_(
            kept.CaseEvent.kind == event,
            kept.CaseEvent.on.between(law.in_force_from, law.in_force_until or date.max),
        )
        for law in deadlines.regimes
        for name, event in _CALLING.items()
        if (deadline := law.find_deadline(name)) is not None and deadline.who in _OURS
    ]
    return (
        select(kept.CaseEvent.episode_id)
        .where(or_(false(), *calls), kept.CaseEvent.undone_at.is_(None))
        .scalar_subquery()
    )


def _endings(work: Work, only: Collection[int] | None) -> Iterable[EndingSeen]:
    """See whose term ends, also beside a later episode; a certificate would have closed it."""
    rows = work.session.execute(
        select(
            Person.id,
            Person.full_name,
            Person.birth,
            Hamlet.name,
            kept.Standing.episode_id,
            kept.Standing.term_end,
        )
        .select_from(kept.Standing)
        .join(kept.Standing.episode)
        .join(Person, Person.id == kept.Standing.person_id)
        .outerjoin(Person.hamlet)
        .where(
            kept.Standing.state.in_(_RUNNING),
            kept.Standing.term_end <= work.today + _AHEAD,
            Episode.kind == EpisodeKind.POST_REHAB,
            Episode.ended_on.is_(None),
            kept.Standing.person_id.in_(only) if only is not None else true(),
        )
    )
    for row in rows:
        yield EndingSeen(concern_of(*row[:4]), row.episode_id, row.term_end)


def _cases(
    work: Work, person_ids: Sequence[int], concerns: dict[int, Concern], deadlines: Deadlines
) -> Iterable[CaseSeen]:
    for start in range(0, len(person_ids), _AT_ONCE):
        part = person_ids[start : start + _AT_ONCE]
        courses, standings = read_courses(work, part), _standings(work, part)
        for person_id, episodes in courses.items():
            for each in episodes:
                if each.episode.ended_on is None and each.episode.id in standings:
                    yield CaseSeen(
                        concerns[person_id],
                        each.episode.id,
                        each.course,
                        *standings[each.episode.id],
                        _starts(each.course, deadlines),
                    )


def _starts(course: Course, deadlines: Deadlines) -> Mapping[str, Sequence[date]]:
    """Return the days of a course from which a law counts its deadlines the way it does."""
    found = defaultdict(list)
    for anchor in anchors_of(course, term_sum(course, deadlines.regimes)):
        day = anchor.on.date() if isinstance(anchor.on, datetime) else anchor.on
        deadline = deadlines.deadline(anchor.deadline_id, day)
        if not anchor.after and deadline is not None and anchor.way.fits(deadline.counting):
            found[anchor.deadline_id].append(anchor.on)
    return found


def _standings(work: Work, person_ids: Sequence[int]) -> dict[int, tuple[CaseState, bool]]:
    rows = work.session.execute(
        select(kept.Standing.episode_id, kept.Standing.state, kept.Standing.term_start).where(
            kept.Standing.person_id.in_(person_ids)
        )
    )
    return {row.episode_id: (row.state, row.term_start is not None) for row in rows}


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
