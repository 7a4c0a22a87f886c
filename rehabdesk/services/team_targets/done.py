"""How far targets are reached: every figure is added up from lines that can be shown.

An occasion counts for whoever was there; any other figure for the member who did it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.activities import (
    Activity,
    ActivityAttendance,
    ActivityFigure,
    Pledge,
    Tip,
)
from rehabdesk.domain.records.teamwork.bodies import TeamMember, VolunteerTeam
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.teamwork.codes import TeamLevel, TipState
from rehabdesk.domain.teamwork.kinds import OCCASIONS
from rehabdesk.domain.text import name_order
from rehabdesk.services.activities.sums import Window, lies_in
from rehabdesk.services.contacts.met import IS_MET
from rehabdesk.services.office import Work
from rehabdesk.services.pledges.facts import SINGLE
from rehabdesk.services.rights.own_team import require_team
from rehabdesk.services.secrecy.names import Names
from rehabdesk.services.team_targets.keeping import Target, read_targets
from rehabdesk.services.team_targets.measured import (
    ACTIVITY,
    CONTACTS,
    FORWARDED,
    PERSONS_MET,
    RECEIVED,
    SIGNED,
    Measured,
    list_measured,
)
from rehabdesk.services.team_targets.periods import TargetPeriod


@dataclass(frozen=True, slots=True)
class Behind:
    """A line a figure is added up from, and which members it counts for."""

    on: date
    what: str
    where: str
    amount: int
    members: frozenset[int] = frozenset()
    person_id: int | None = None
    activity_id: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    volunteer_id: int
    name: str
    role: str
    is_serving: bool = True  # until the end of the period, as far as is known today


@dataclass(frozen=True, slots=True)
class MemberDone:
    member: Member
    target: int
    done: int

    @property
    def rate(self) -> float | None:
        return self.done * 100 / self.target if self.target else None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target with what was done; `behind` is every line that was added up."""

    target: Target
    measured: Measured
    behind: tuple[Behind, ...]
    members: tuple[MemberDone, ...]

    @property
    def done(self) -> int:
        return sum(each.amount for each in self.behind)

    @property
    def rate(self) -> float:
        return self.done * 100 / self.target.amount

    def behind_member(self, volunteer_id: int) -> tuple[Behind, ...]:
        return tuple(each for each in self.behind if volunteer_id in each.members)


@dataclass(frozen=True, slots=True)
class TargetSheet:
    period: TargetPeriod | None = None
    rows: tuple[TargetRow, ...] = ()
    members: tuple[Member, ...] = ()
    offered: tuple[Measured, ...] = ()
    today: date = date.min
    may_keep: bool = False


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which team's work is meant, of which days, done by which members."""

    team: VolunteerTeam
    window: Window
    members: frozenset[int] = field(default_factory=frozenset)


# Looks


def read_sheet(work: Work, team_id: int, period: TargetPeriod) -> TargetSheet:
    """Return the targets of a period with what has been done until today."""
    require_team(work, team_id, Right.READ_FILES)
    team = work.session.get_one(VolunteerTeam, team_id)
    members = _members(work, team_id, period)
    window = Window(period.from_on, min(period.until_on, work.today))
    scope = _Scope(team, window, frozenset(each.volunteer_id for each in members))
    known = {each.code: each for each in list_measured(work, all_kinds=True)}
    rows = []
    for target in read_targets(work, team_id):
        if target.period != period.code:
            continue
        measured = known.get(target.what) or Measured(target.what, target.what, "")
        behind = tuple(sorted(_behind(work, scope, measured), key=lambda each: each.on))
        rows.append(TargetRow(target, measured, behind, _shares(target, members, behind)))
    return TargetSheet(
        period,
        tuple(rows),
        members,
        list_measured(work),
        work.today,
        work.actor.may(Right.KEEP_TEAM),
    )


def _members(work: Work, team_id: int, period: TargetPeriod) -> tuple[Member, ...]:
    """Return who served on any day of the period, the leader first, then by name."""
    found = work.session.execute(
        select(TeamMember, Volunteer.full_name)
        .join(Volunteer, Volunteer.id == TeamMember.volunteer_id)
        .where(
            TeamMember.team_id == team_id,
            TeamMember.from_on <= period.until_on,
            TeamMember.until_on.is_(None) | (TeamMember.until_on >= period.from_on),
        )
        .order_by(TeamMember.from_on, TeamMember.id)
    ).all()
    last = {stretch.volunteer_id: (stretch, name) for stretch, name in found}
    ranks = list(type(found[0][0].role)) if found else []
    ordered = sorted(last.values(), key=lambda one: (ranks.index(one[0].role), name_order(one[1])))
    last_day = max(period.from_on, min(period.until_on, work.today))
    return tuple(
        Member(
            each.volunteer_id,
            name,
            each.role.label,
            each.until_on is None or each.until_on >= last_day,
        )
        for each, name in ordered
    )


def _shares(
    target: Target, members: Iterable[Member], behind: Iterable[Behind]
) -> tuple[MemberDone, ...]:
    done: dict[int, int] = defaultdict(int)
    for each in behind:
        for volunteer_id in each.members:
            done[volunteer_id] += each.amount
    return tuple(
        MemberDone(each, target.shares.get(each.volunteer_id, 0), done[each.volunteer_id])
        for each in members
    )


def _behind(work: Work, scope: _Scope, measured: Measured) -> list[Behind]:
    if scope.window.until_on < scope.window.from_on:
        return []
    if measured.code.startswith(ACTIVITY):
        return _activities(work, scope, measured)
    if measured.code in {CONTACTS, PERSONS_MET}:
        return _met(work, scope, is_once=measured.code == PERSONS_MET)
    if measured.code == SIGNED:
        return _signed(work, scope)
    if measured.code in {RECEIVED, FORWARDED}:
        return _tips(work, scope, is_forwarded=measured.code == FORWARDED)
    return []


def _activities(work: Work, scope: _Scope, measured: Measured) -> list[Behind]:
    found = work.session.execute(
        select(Activity, ActivityFigure.amount)
        .join(ActivityFigure, ActivityFigure.activity_id == Activity.id)
        .where(
            *lies_in(scope.window),
            Activity.team_id == scope.team.id,
            Activity.kind == measured.kind,
            ActivityFigure.measure == measured.measure,
            ActivityFigure.amount > 0,
        )
        .options(selectinload(Activity.hamlet))
    ).all()
    there = _present(work, [each.id for each, _ in found])
    lines = []
    for each, amount in found:
        who = {each.volunteer_id} if each.volunteer_id else set()
        if measured.measure == OCCASIONS:
            who |= there[each.id]
        place = ", ".join(
            part for part in (each.hamlet.name if each.hamlet else "", each.place) if part
        )
        lines.append(
            Behind(
                each.on,
                each.topic or measured.name.partition(":")[0],
                place,
                amount,
                frozenset(who),
                activity_id=each.id,
            )
        )
    return lines


def _present(work: Work, ids: Collection[int]) -> dict[int, set[int]]:
    there: dict[int, set[int]] = defaultdict(set)
    wanted = sorted(ids)
    for start in range(0, len(wanted), 400):
        for activity_id, volunteer_id in work.session.execute(
            select(ActivityAttendance.activity_id, ActivityAttendance.volunteer_id).where(
                ActivityAttendance.activity_id.in_(wanted[start : start + 400]),
                ActivityAttendance.is_present,
                ActivityAttendance.volunteer_id.is_not(None),
            )
        ):
            if volunteer_id is not None:
                there[activity_id].add(volunteer_id)
    return there


def _met(work: Work, scope: _Scope, *, is_once: bool) -> list[Behind]:
    """Return the meetings of the members, or everybody met once, on the first day."""
    found = work.session.execute(
        select(
            Contact.on,
            Contact.volunteer_id,
            Contact.way,
            Person.id,
            Person.full_name,
            Person.birth,
        )
        .join(ContactPerson, ContactPerson.contact_id == Contact.id)
        .join(Person, Person.id == ContactPerson.person_id)
        .where(
            Contact.volunteer_id.in_(scope.members),
            Contact.on.between(scope.window.from_on, scope.window.until_on),
            IS_MET,
        )
        .order_by(Contact.on, Contact.id)
    ).all()
    names = Names(work)
    if not is_once:
        return [
            Behind(on, names.of(person, name, birth), way.label, 1, _of(who), person)
            for on, who, way, person, name, birth in found
        ]
    met: dict[int, Behind] = {}
    for on, who, way, person, name, birth in found:
        first = met.get(person)
        members = _of(who) | (first.members if first else frozenset())
        day, how = (first.on, first.where) if first else (on, way.label)
        met[person] = Behind(day, names.of(person, name, birth), how, 1, members, person)
    return list(met.values())


def _signed(work: Work, scope: _Scope) -> list[Behind]:
    """Return who signed, each once: of a hamlet's team that hamlet, else of the commune."""
    where: list[ColumnElement[bool]] = [
        Pledge.by.in_(SINGLE),
        Pledge.on.between(scope.window.from_on, scope.window.until_on),
    ]
    if scope.team.level is TeamLevel.HAMLET and scope.team.hamlet_id:
        where.append(Pledge.hamlet_id == scope.team.hamlet_id)
    names = Names(work)
    signed: dict[object, Behind] = {}
    for each in work.session.scalars(select(Pledge).where(*where).order_by(Pledge.on, Pledge.id)):
        person = each.person
        name = names.of(person.id, person.full_name, person.birth) if person else each.signer
        who = each.contact.volunteer_id if each.contact else None
        key: object = each.person_id or (each.signer.casefold(), each.hamlet_id)
        before = signed.get(key)
        members = _of(who) | (before.members if before else frozenset())
        where_signed = each.hamlet.name if each.hamlet else ""
        on = before.on if before else each.on
        signed[key] = Behind(on, name, where_signed, 1, members, each.person_id)
    return list(signed.values())


def _tips(work: Work, scope: _Scope, *, is_forwarded: bool) -> list[Behind]:
    """Return the tips of the team, without a word of what was told or by whom."""
    day = Tip.forwarded_on if is_forwarded else Tip.on
    found = work.session.scalars(
        select(Tip).where(
            (Tip.team_id == scope.team.id) | Tip.volunteer_id.in_(scope.members),
            day.between(scope.window.from_on, scope.window.until_on),
            Tip.state != TipState.RECEIVED if is_forwarded else Tip.id.is_not(None),
        )
    )
    lines = []
    for each in found:
        on = each.forwarded_on if is_forwarded and each.forwarded_on else each.on
        members = _of(each.volunteer_id)
        lines.append(Behind(on, each.about or "Tin báo", each.state.label, 1, members))
    return lines


def _of(volunteer_id: int | None) -> frozenset[int]:
    return frozenset() if volunteer_id is None else frozenset({volunteer_id})
