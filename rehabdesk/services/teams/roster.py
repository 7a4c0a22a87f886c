"""The roster of a team on a day: who serves, where, since when, and what is to be said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.teamwork.activities import Activity, ActivityAttendance
from rehabdesk.domain.records.teamwork.bodies import TeamArea, TeamMember
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import TeamRole
from rehabdesk.domain.teamwork.standards import (
    Finding,
    Weight,
    find_faults,
    leader_hint,
    size_hint,
    told_short,
)
from rehabdesk.domain.text import name_order
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice, choose
from rehabdesk.services.rights.bound import require_teams
from rehabdesk.services.rights.own_team import require_team
from rehabdesk.services.teams.looks import runs_on
from rehabdesk.services.teams.membership import standing_of

TRAINING = "training"
LEAST, MOST = "team_size_least", "team_size_most"  # the office's choices
USUAL = (5, 10)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One person of the team: in the place held now, or the last one before leaving."""

    id: int  # of the stretch
    version: int
    volunteer_id: int
    full_name: str
    role: TeamRole
    area: str
    hamlet_ids: tuple[int, ...]
    represents: str
    joined_on: date  # the first day in this team without a break
    role_since: date
    left_on: date | None
    leave_reason: str
    phone: str
    trainings: int
    helps: int  # persons looked after today
    findings: tuple[Finding, ...]
    is_civil_servant: bool
    has_paper: bool
    start: str = ""  # "vào đội từ 01/01/2027", while that is still to come

    @property
    def is_serving(self) -> bool:
        return self.left_on is None

    @property
    def is_wrong(self) -> bool:
        return any(each.weight is Weight.ERROR for each in self.findings)

    @property
    def note(self) -> str:
        return told_short(self.findings)

    @property
    def is_doubtful(self) -> bool:
        return any(each.weight is Weight.WARNING for each in self.findings)

    @property
    def sentences(self) -> str:
        return "\n".join(each.sentence for each in self.findings)


@dataclass(frozen=True, slots=True)
class Roster:
    """`serving` in the order of places, `left` by when they left, the latest first.

    `coming` begins after today: none where another day is looked at.
    """

    day: date
    serving: tuple[MemberRow, ...]
    coming: tuple[MemberRow, ...]
    left: tuple[MemberRow, ...]
    leader_hint: str
    size_hint: str
    may_keep: bool
    usual_size: tuple[int, int]
    today: date

    @property
    def helping_nobody(self) -> tuple[MemberRow, ...]:
        return tuple(each for each in self.serving if not each.helps)


@dataclass(frozen=True, slots=True)
class _Around:
    """What other records say of the members, read once for all."""

    areas: Mapping[int, list[tuple[int, str]]]
    trainings: Mapping[int, int]
    helps: Mapping[int, int]


class SizeTurned(Refusal):
    field = "most"

    def __init__(self) -> None:
        super().__init__("Số sau phải bằng hoặc lớn hơn số trước.")


# Acts


def set_usual_size(work: Work, least: int, most: int) -> None:
    """Choose between how many members the office finds usual."""
    if most < least:
        raise SizeTurned
    choose(work, LEAST, least)
    choose(work, MOST, most)


# Looks


def read_roster(work: Work, team_id: int | None, day: date | None = None) -> Roster:
    """Return who serves and who left, as things stood on a day."""
    if team_id is None:
        require_teams(work, Right.READ_FILES)
    else:
        require_team(work, team_id, Right.READ_FILES)
    at = day or work.today
    stretches = work.session.scalars(
        select(TeamMember)
        .where(TeamMember.team_id == team_id, TeamMember.from_on <= at)
        .order_by(TeamMember.from_on, TeamMember.id)
    ).all()
    by_person: dict[int, list[TeamMember]] = defaultdict(list)
    for each in stretches:
        by_person[each.volunteer_id].append(each)
    around = _read_around(work, team_id, list(by_person), at)
    rows = [_row(several, around, at) for several in by_person.values()]
    ranks = list(TeamRole)
    serving = sorted(
        (row for row in rows if row.is_serving),
        key=lambda row: (ranks.index(row.role), name_order(row.full_name)),
    )
    left = sorted(
        (row for row in rows if not row.is_serving),
        key=lambda row: row.left_on or at,
        reverse=True,
    )
    leaders = [row.full_name for row in serving if row.role is TeamRole.LEADER]
    return Roster(
        at,
        tuple(serving),
        _coming(work, team_id, {row.volunteer_id for row in serving}) if at == work.today else (),
        tuple(left),
        leader_hint(leaders) if serving else "",
        size_hint(len(serving), *usual_size(work)),
        work.actor.may(Right.KEEP_TEAM),
        usual_size(work),
        work.today,
    )


def _coming(work: Work, team_id: int | None, serving: set[int]) -> tuple[MemberRow, ...]:
    """Return who joins on a day still to come."""
    stretches = work.session.scalars(
        select(TeamMember)
        .where(
            TeamMember.team_id == team_id,
            TeamMember.from_on > work.today,
            TeamMember.volunteer_id.not_in(serving),
        )
        .order_by(TeamMember.from_on, TeamMember.id)
    ).all()
    first = {each.volunteer_id: each for each in reversed(stretches)}
    around = _read_around(work, team_id, first, work.today)
    return tuple(
        replace(_row([each], around, each.from_on), start=f"vào đội từ {each.from_on:%d/%m/%Y}")
        for each in first.values()
    )


def usual_size(work: Work) -> tuple[int, int]:
    """Return between how many members is usual; a choice of the office, not law."""
    return int(choice(work, LEAST, USUAL[0])), int(choice(work, MOST, USUAL[1]))


def _row(several: list[TeamMember], around: _Around, day: date) -> MemberRow:
    running = [each for each in several if each.until_on is None or each.until_on >= day]
    last = running[-1] if running else several[-1]
    who = last.volunteer
    areas = around.areas.get(who.id, [])
    decided_on = last.joined_by.on if last.joined_by and last.joined_by.on else last.from_on
    joined_on = _joined(several, last)
    return MemberRow(
        last.id,
        last.version,
        who.id,
        who.full_name,
        last.role,
        ", ".join(name for _, name in areas) or (who.hamlet.name if who.hamlet else ""),
        tuple(number for number, _ in areas),
        last.represents,
        joined_on,
        last.from_on,
        None if running else last.until_on,
        _reason(last),
        who.phone,
        around.trainings.get(who.id, 0),
        around.helps.get(who.id, 0),
        find_faults(standing_of(who), decided_on) if running else (),
        who.is_civil_servant,
        last.joined_by_id is not None,
    )


def _joined(several: list[TeamMember], last: TeamMember) -> date:
    """Go back over stretches that follow each other day by day."""
    since = last.from_on
    for each in reversed(several):
        if each.until_on is not None and (since - each.until_on).days == 1:
            since = each.from_on
    return since


def _reason(member: TeamMember) -> str:
    if member.leave_reason is None:
        return ""
    return member.leave_words or member.leave_reason.label


def _read_around(
    work: Work, team_id: int | None, volunteer_ids: Iterable[int], day: date
) -> _Around:
    ids = list(volunteer_ids)
    areas: dict[int, list[tuple[int, str]]] = defaultdict(list)
    found = work.session.execute(
        select(TeamArea.volunteer_id, Hamlet.id, Hamlet.name)
        .join(TeamArea.hamlet)
        .where(TeamArea.team_id == team_id, runs_on(day, TeamArea.from_on, TeamArea.until_on))
        .order_by(Hamlet.id)
    )
    for volunteer_id, hamlet_id, name in found:
        areas[volunteer_id].append((hamlet_id, name))
    trained = work.session.execute(
        select(ActivityAttendance.volunteer_id, func.count())
        .join(ActivityAttendance.activity)
        .where(
            Activity.kind == TRAINING,
            Activity.on <= day,
            ActivityAttendance.is_present,
            ActivityAttendance.volunteer_id.in_(ids),
        )
        .group_by(ActivityAttendance.volunteer_id)
    )
    helped = work.session.execute(
        select(Assignment.volunteer_id, func.count(Assignment.person_id.distinct()))
        .where(
            Assignment.volunteer_id.in_(ids),
            Assignment.from_on <= day,
            or_(Assignment.until_on.is_(None), Assignment.until_on >= day),
        )
        .group_by(Assignment.volunteer_id)
    )
    return _Around(areas, _counted(trained.all()), _counted(helped.all()))


def _counted(rows: Iterable[Any]) -> dict[int, int]:
    return {volunteer_id: count for volunteer_id, count in rows if volunteer_id is not None}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody known who may be taken into the team."""

    id: int
    full_name: str
    detail: str


def list_candidates(work: Work, team_id: int | None) -> list[Candidate]:
    """Return who could join: everybody at hand who does not serve in this team today."""
    work.require(Right.READ_FILES)
    serving = select(TeamMember.volunteer_id).where(
        TeamMember.team_id == team_id,
        runs_on(work.today, TeamMember.from_on, TeamMember.until_on),
    )
    found = work.session.scalars(
        select(Volunteer).where(Volunteer.id.not_in(serving)).order_by(Volunteer.name_order)
    )
    return [
        Candidate(
            each.id,
            each.full_name,
            " · ".join(
                part for part in (each.post, each.hamlet.name if each.hamlet else "") if part
            ),
        )
        for each in found
        if each.serves_on(work.today)
    ]


def list_hamlets(work: Work) -> list[tuple[int, str]]:
    found = work.session.execute(select(Hamlet.id, Hamlet.name).order_by(Hamlet.id))
    return [(hamlet_id, name) for hamlet_id, name in found]
