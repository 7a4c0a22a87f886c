"""Who has served, in which places and from when to when; trainings, rewards, whom they helped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.activities import Activity, ActivityAttendance
from rehabdesk.domain.records.teamwork.bodies import (
    Commendation,
    TeamArea,
    TeamMember,
    VolunteerTeam,
)
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, name_order
from rehabdesk.services.office import Work
from rehabdesk.services.rights.own_team import require_member, require_team
from rehabdesk.services.secrecy.names import Names
from rehabdesk.services.teams.changes import Changes, Made
from rehabdesk.services.teams.looks import paper_words
from rehabdesk.services.teams.roster import TRAINING


class FormRequired(Refusal):
    field = "form"

    def __init__(self) -> None:
        super().__init__("Nhập hình thức khen thưởng, ví dụ Giấy khen.")


class PeriodTurned(Refusal):
    field = "until_on"

    def __init__(self) -> None:
        super().__init__("Đến ngày phải sau từ ngày.")


@dataclass(frozen=True, slots=True)
class Reward:
    """`volunteer_id` None: of the whole team."""

    team_id: int | None
    volunteer_id: int | None
    on: date
    form: str
    issuer: str = ""
    paper: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    role: str
    from_on: date
    until_on: date | None
    paper: str
    reason: str

    @property
    def words(self) -> str:
        until = f"đến {self.until_on:%d/%m/%Y}" if self.until_on else "đến nay"
        told = f"{self.role} từ {self.from_on:%d/%m/%Y} {until}"
        return " · ".join(part for part in (told, self.paper, self.reason) if part)


@dataclass(frozen=True, slots=True)
class Served:
    """Somebody who served within a period (F65)."""

    id: int  # of the volunteer
    full_name: str
    role: str  # the last one within the period
    from_on: date
    until_on: date | None
    days: int  # of the period
    team: str
    trainings: int
    rewards: int


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """Everything of one member on one page."""

    volunteer_id: int
    full_name: str
    stretches: tuple[Stretch, ...]
    areas: tuple[str, ...]
    trainings: tuple[str, ...]
    rewards: tuple[str, ...]
    helps: tuple[str, ...]
    helped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrainingClass:
    """A class with who came of the team (S13)."""

    id: int
    on: date
    topic: str
    organiser: str
    attended: tuple[str, ...]


# Acts


def record_reward(work: Work, order: Reward) -> Made:
    work.require(Right.KEEP_TEAM)
    if not clean(order.form):
        raise FormRequired
    reward = Commendation(
        team_id=order.team_id,
        volunteer_id=order.volunteer_id,
        on=order.on,
        form=clean(order.form),
        issuer=clean(order.issuer),
        paper=clean(order.paper),
        words=clean(order.words),
        recorded_by=work.actor.name,
        recorded_at=work.now,
    )
    changes = Changes(work)
    changes.make(reward)
    kept = changes.kept()
    name = reward.volunteer.full_name if reward.volunteer else "cả đội"
    work.record("team.rewarded", reward, name=name, form=reward.form)
    return Made(reward.id, f"ghi khen thưởng {name}", kept)


# Looks


def list_served(work: Work, team_id: int | None, from_on: date, until_on: date) -> list[Served]:
    """Return who served at any time within a period, in the order of names."""
    require_team(work, team_id, Right.READ_FILES)
    if until_on < from_on:
        raise PeriodTurned
    found = work.session.scalars(
        select(TeamMember)
        .where(
            TeamMember.team_id == team_id,
            TeamMember.from_on <= until_on,
            or_(TeamMember.until_on.is_(None), TeamMember.until_on >= from_on),
        )
        .order_by(TeamMember.from_on, TeamMember.id)
    )
    several: dict[int, list[TeamMember]] = {}
    for each in found:
        several.setdefault(each.volunteer_id, []).append(each)
    rows = [_served(work, stretches, from_on, until_on) for stretches in several.values()]
    return sorted(rows, key=lambda row: name_order(row.full_name))


def read_service(work: Work, volunteer_id: int) -> ServiceRecord:
    require_member(work, volunteer_id, Right.READ_FILES)
    volunteer = work.session.get_one(Volunteer, volunteer_id)
    members = work.session.scalars(
        select(TeamMember)
        .filter_by(volunteer_id=volunteer_id)
        .order_by(TeamMember.from_on.desc(), TeamMember.id.desc())
    )
    areas = work.session.scalars(
        select(TeamArea)
        .filter_by(volunteer_id=volunteer_id)
        .order_by(TeamArea.until_on.is_not(None), TeamArea.from_on.desc())
    )
    present, past = _persons(work, volunteer_id)
    return ServiceRecord(
        volunteer_id,
        volunteer.full_name,
        tuple(_stretch(each) for each in members),
        tuple(f"{each.hamlet.name} {_span(each.from_on, each.until_on)}" for each in areas),
        tuple(_trainings(work, volunteer_id)),
        tuple(_rewards(work, volunteer_id)),
        present,
        past,
    )


def list_classes(work: Work, team_id: int | None, year: int) -> list[TrainingClass]:
    """Return the training classes of a year the members of a team were at."""
    require_team(work, team_id, Right.READ_FILES)
    found = work.session.scalars(
        select(Activity)
        .where(
            Activity.kind == TRAINING,
            Activity.on.between(date(year, 1, 1), date(year, 12, 31)),
            or_(Activity.team_id == team_id, Activity.team_id.is_(None)),
        )
        .order_by(Activity.on.desc(), Activity.id.desc())
    )
    return [
        TrainingClass(
            each.id,
            each.on,
            each.topic,
            each.organiser,
            tuple(
                one.volunteer.full_name if one.volunteer else one.walk_in
                for one in each.attendances
                if one.is_present
            ),
        )
        for each in found
    ]


def _served(work: Work, several: list[TeamMember], from_on: date, until_on: date) -> Served:
    last = several[-1]
    begun = max(several[0].from_on, from_on)
    ends = [each.until_on for each in several]
    ended = None if None in ends else max(each for each in ends if each is not None)
    days = sum(
        (min(each.until_on or until_on, until_on) - max(each.from_on, from_on)).days + 1
        for each in several
    )
    who = last.volunteer
    return Served(
        who.id,
        who.full_name,
        last.role.label,
        begun,
        min(ended, until_on) if ended else None,
        days,
        last.team.name,
        len(list(_trainings(work, who.id, from_on, until_on))),
        len(list(_rewards(work, who.id, from_on, until_on))),
    )


def _stretch(member: TeamMember) -> Stretch:
    paper = member.joined_by
    reason = member.leave_words or (member.leave_reason.label if member.leave_reason else "")
    return Stretch(
        member.role.label,
        member.from_on,
        member.until_on,
        paper_words(paper.number, paper.on) if paper else "",
        reason,
    )


def _trainings(
    work: Work, volunteer_id: int, from_on: date = date.min, until_on: date = date.max
) -> list[str]:
    found = work.session.scalars(
        select(Activity)
        .join(ActivityAttendance, ActivityAttendance.activity_id == Activity.id)
        .where(
            Activity.kind == TRAINING,
            Activity.on.between(from_on, until_on),
            ActivityAttendance.volunteer_id == volunteer_id,
            ActivityAttendance.is_present,
        )
        .order_by(Activity.on.desc())
    )
    return [
        " · ".join(part for part in (f"{each.on:%d/%m/%Y}", each.topic, each.organiser) if part)
        for each in found
    ]


def _rewards(
    work: Work, volunteer_id: int, from_on: date = date.min, until_on: date = date.max
) -> list[str]:
    found = work.session.scalars(
        select(Commendation)
        .where(
            Commendation.volunteer_id == volunteer_id, Commendation.on.between(from_on, until_on)
        )
        .order_by(Commendation.on.desc())
    )
    return [
        " · ".join(part for part in (f"{each.on:%d/%m/%Y}", each.form, each.issuer) if part)
        for each in found
    ]


def _persons(work: Work, volunteer_id: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name whom somebody looks after, and whom before, with the days."""
    found = work.session.execute(
        select(Assignment, Person.full_name, Person.birth)
        .join(Assignment.person)
        .where(Assignment.volunteer_id == volunteer_id)
        .order_by(Assignment.from_on.desc(), Assignment.id)
    )
    names = Names(work)
    present: list[str] = []
    past: list[str] = []
    for each, name, birth in found:
        called = names.of(each.person_id, name, birth)
        told = f"{called} {_span(each.from_on, each.until_on)}"
        is_over = each.until_on is not None and each.until_on < work.today
        (past if is_over else present).append(told)
    return tuple(present), tuple(past)


def _span(from_on: date, until_on: date | None) -> str:
    until = f" đến {until_on:%d/%m/%Y}" if until_on else ""
    return f"(từ {from_on:%d/%m/%Y}{until})"


def team_name(work: Work, team_id: int) -> str:
    return work.session.get_one(VolunteerTeam, team_id).name
