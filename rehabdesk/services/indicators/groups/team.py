"""Group T: the teams, who serves in them, their meetings and rewards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Select, func, select

from rehabdesk.domain.codes import IN_CHARGE
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.teamwork.bodies import (
    CareGroup,
    CareGroupMember,
    Commendation,
    TeamMember,
    VolunteerTeam,
)
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.teamwork.codes import GroupKind, TeamRole
from rehabdesk.services.indicators import measured
from rehabdesk.services.indicators.counting import Counting, Rule
from rehabdesk.services.indicators.measured import Measured
from rehabdesk.services.indicators.members import Member, NearMiss
from rehabdesk.services.teams.looks import runs_on

# The teams and who serves


def _teams(counting: Counting, window: Window) -> Iterator[Member]:
    rows = counting.work.session.execute(
        select(VolunteerTeam.id, VolunteerTeam.name, VolunteerTeam.level, VolunteerTeam.from_on)
        .where(runs_on(window.last, VolunteerTeam.from_on, VolunteerTeam.until_on))
        .order_by(VolunteerTeam.name, VolunteerTeam.id)
    )
    for row in rows:
        told = f"Hoạt động từ ngày {row.from_on:%d/%m/%Y}"
        parts = ((Breakdown.KIND, row.level.label), (Breakdown.TEAM, row.name))
        yield Member(MemberKind.TEAM, row.id, row.name, told, row.from_on, parts=parts)


def _count_teams(counting: Counting, window: Window) -> Value:
    asked = select(func.count(VolunteerTeam.id)).where(
        runs_on(window.last, VolunteerTeam.from_on, VolunteerTeam.until_on)
    )
    return _counted(counting, asked)


_PRIZES = Measured("T20")
_ROLES = {role: place for place, role in enumerate(TeamRole)}


def _volunteers(counting: Counting, window: Window) -> Iterator[Member]:
    """Name everybody who serves, once: in the highest place held."""
    rows = counting.work.session.execute(
        select(
            TeamMember.volunteer_id,
            Volunteer.full_name,
            Volunteer.sex,
            TeamMember.role,
            VolunteerTeam.name,
            TeamMember.from_on,
        )
        .join(Volunteer, Volunteer.id == TeamMember.volunteer_id)
        .join(VolunteerTeam, VolunteerTeam.id == TeamMember.team_id)
        .where(*_serving(window))
        .order_by(Volunteer.name_order, Volunteer.id, TeamMember.id)
    )
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.volunteer_id, []).append(row)
    for several in found.values():
        row = min(several, key=lambda each: _ROLES[each.role])
        told = "; ".join(
            f"{each.role.label} {each.name} từ {each.from_on:%d/%m/%Y}" for each in several
        )
        parts = (
            (Breakdown.SEX, row.sex.value if row.sex else ""),
            (Breakdown.KIND, row.role.label),
            (Breakdown.TEAM, row.name),
        )
        yield Member(
            MemberKind.VOLUNTEER, row.volunteer_id, row.full_name, told, row.from_on, parts=parts
        )


def _count_volunteers(counting: Counting, window: Window) -> Value:
    asked = (
        select(func.count(TeamMember.volunteer_id.distinct()))
        .join(VolunteerTeam, VolunteerTeam.id == TeamMember.team_id)
        .where(*_serving(window))
    )
    return _counted(counting, asked)


def _serving(window: Window) -> tuple[Any, ...]:
    return (
        runs_on(window.last, TeamMember.from_on, TeamMember.until_on),
        runs_on(window.last, VolunteerTeam.from_on, VolunteerTeam.until_on),
    )


def _coming(counting: Counting, window: Window) -> Iterator[NearMiss]:
    """Name who joins only after the last day of the window."""
    rows = counting.work.session.execute(
        select(Volunteer.full_name, TeamMember.from_on)
        .join(Volunteer, Volunteer.id == TeamMember.volunteer_id)
        .where(TeamMember.from_on > window.last)
        .order_by(TeamMember.from_on, TeamMember.id)
    )
    for row in rows:
        yield NearMiss(None, row.full_name, None, f"Vào đội từ ngày {row.from_on:%d/%m/%Y}")


def _helpers(counting: Counting, window: Window) -> Iterator[Member]:
    """Name everybody in charge of somebody on the last day, with how many."""
    rows = counting.work.session.execute(
        select(
            Assignment.volunteer_id,
            Volunteer.full_name,
            func.count(Assignment.person_id.distinct()).label("persons"),
            func.min(Assignment.from_on).label("since"),
        )
        .join(Volunteer, Volunteer.id == Assignment.volunteer_id)
        .where(
            Assignment.role.in_(IN_CHARGE),
            runs_on(window.last, Assignment.from_on, Assignment.until_on),
        )
        .group_by(Assignment.volunteer_id, Volunteer.full_name, Volunteer.name_order)
        .order_by(Volunteer.name_order, Assignment.volunteer_id)
    )
    for row in rows:
        told = f"Phụ trách {row.persons} người, sớm nhất từ {row.since:%d/%m/%Y}"
        yield Member(MemberKind.VOLUNTEER, row.volunteer_id, row.full_name, told, row.since)


def _groups(counting: Counting, window: Window) -> Iterator[Member]:
    rows = counting.work.session.scalars(
        select(CareGroup).where(*_supporting(window)).order_by(CareGroup.from_on, CareGroup.id)
    )
    for group in rows:
        paper = group.founded_by.full_number if group.founded_by else group.founded_paper
        told = f"Lập từ ngày {group.from_on:%d/%m/%Y}"
        name = group.name or group.kind.label
        reason = f"{told} · {paper}" if paper else told
        yield Member(MemberKind.GROUP, group.id, name, reason, group.from_on)


def _group_members(counting: Counting, window: Window) -> Iterator[Member]:
    rows = counting.work.session.scalars(
        select(CareGroupMember)
        .join(CareGroupMember.group)
        .where(
            *_supporting(window),
            runs_on(window.last, CareGroupMember.from_on, CareGroupMember.until_on),
        )
        .order_by(CareGroupMember.group_id, CareGroupMember.id)
    )
    for member in rows:
        name = member.volunteer.full_name if member.volunteer else member.full_name
        told = f"{member.role.label} từ ngày {member.from_on:%d/%m/%Y}"
        yield Member(MemberKind.GROUP, member.id, name, told, member.from_on)


def _supporting(window: Window) -> tuple[Any, ...]:
    return (
        CareGroup.kind == GroupKind.SUPPORT_GROUP,
        runs_on(window.last, CareGroup.from_on, CareGroup.until_on),
    )


# Rewards


def _rewards(counting: Counting, window: Window) -> Iterator[Member]:
    rows = counting.work.session.execute(
        select(
            Commendation.id,
            Commendation.on,
            Commendation.form,
            Commendation.issuer,
            Volunteer.full_name,
            VolunteerTeam.name,
        )
        .outerjoin(Volunteer, Volunteer.id == Commendation.volunteer_id)
        .outerjoin(VolunteerTeam, VolunteerTeam.id == Commendation.team_id)
        .where(Commendation.on.between(window.first, window.last))
        .order_by(Commendation.on, Commendation.id)
    )
    for row in rows:
        words = (row.form, row.issuer, f"{row.on:%d/%m/%Y}")
        parts = ((Breakdown.KIND, row.form), (Breakdown.TEAM, row.name or ""))
        name = row.full_name or row.name or "Cả đội"
        told = " · ".join(word for word in words if word)
        yield Member(MemberKind.COMMENDATION, row.id, name, told, row.on, parts=parts)
    yield from measured.members_of(_PRIZES, counting, window)


def _count_rewards(counting: Counting, window: Window) -> Value:
    asked = select(func.count(Commendation.id)).where(
        Commendation.on.between(window.first, window.last)
    )
    return measured.beside(_PRIZES, counting, window, _counted(counting, asked).amount)


def _counted(counting: Counting, asked: Select[Any]) -> Value:
    return Value(counting.work.session.scalar(asked) or 0)


RULES: Mapping[str, Rule] = {
    "T01": Rule(_teams, None, _count_teams),
    "T02": Rule(_volunteers, _coming, _count_volunteers),
    "T03": Rule(_helpers),
    "T04": Rule(_groups),
    "T04m": Rule(_group_members),
    "T05": measured.measured("T05"),
    "T06": measured.measured("T06", of_teams=True),
    "T06n": measured.measured("T06n", of_teams=True),
    "T20": measured.with_records(_PRIZES, _rewards, _count_rewards),
}
