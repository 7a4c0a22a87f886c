"""What a team leader may see and write down: the work of the teams led today, and no other (F123).

Whoever has the right itself may do it in every team; a team leader has `OWN_TEAM` alone, and that
opens the own teams, their members, and the persons these members look after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import ColumnElement, Date, and_, literal, or_, select
from sqlalchemy.orm import Mapped

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.office import User
from rehabdesk.domain.records.teamwork.bodies import TeamMember, VolunteerTeam
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import TeamRole
from rehabdesk.services.office import Work
from rehabdesk.services.rights.bound import require_teams

LEADING = (TeamRole.LEADER, TeamRole.DEPUTY)


class NotYourTeam(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Đội trưởng chỉ xem và ghi việc của đội mình đang phụ trách. Chưa ghi gì. "
            "Hỏi người quản trị nếu cần."
        )


class NotOfYourTeam(Refusal):
    field = "persons"

    def __init__(self) -> None:
        super().__init__(
            "Có người không do đội viên của đội bạn phụ trách. Chưa ghi gì. Bỏ người đó ra, "
            "hoặc nhờ cán bộ ghi."
        )


def require_team(work: Work, team_id: int | None, right: Right) -> None:
    """Let in who has the right in every team, and a team leader in the own ones."""
    if work.actor.may(right):
        return
    require_teams(work, right)
    if team_id not in own_teams(work):
        raise NotYourTeam


def require_member(work: Work, volunteer_id: int | None, right: Right) -> None:
    """Let in who has the right, and a team leader where a member of an own team is meant."""
    if work.actor.may(right):
        return
    require_teams(work, right)
    if volunteer_id not in own_members(work):
        raise NotYourTeam


def require_persons(work: Work, person_ids: Iterable[int], right: Right) -> None:
    """Let in who has the right, and a team leader where the own teams look after all of them."""
    if work.actor.may(right):
        return
    require_teams(work, right)
    if not own_persons(work).issuperset(person_ids):
        raise NotOfYourTeam


# Looks


def own_teams(work: Work) -> frozenset[int]:
    """Return the teams in which whoever asks is leader or deputy today."""
    found = work.session.scalars(
        select(TeamMember.team_id)
        .join(VolunteerTeam, VolunteerTeam.id == TeamMember.team_id)
        .join(User, User.volunteer_id == TeamMember.volunteer_id)
        .where(User.id == work.actor.user_id, *_in_office(work.today))
    )
    return frozenset(found)


def led_by(work: Work) -> dict[int, str]:
    """Name the teams each volunteer leads today, alone or as deputy."""
    found = work.session.execute(
        select(TeamMember.volunteer_id, VolunteerTeam.name)
        .join(VolunteerTeam, VolunteerTeam.id == TeamMember.team_id)
        .where(*_in_office(work.today))
        .order_by(VolunteerTeam.id)
    )
    named: dict[int, list[str]] = {}
    for volunteer_id, team in found:
        named.setdefault(volunteer_id, []).append(team)
    return {each: ", ".join(dict.fromkeys(teams)) for each, teams in named.items()}


def members_of(work: Work, team_ids: Collection[int]) -> frozenset[int]:
    """Return the volunteers who serve in these teams today."""
    found = work.session.scalars(
        select(TeamMember.volunteer_id).where(
            TeamMember.team_id.in_(team_ids),
            _runs(work.today, TeamMember.from_on, TeamMember.until_on),
        )
    )
    return frozenset(found)


def own_members(work: Work) -> frozenset[int]:
    return members_of(work, own_teams(work))


def own_persons(work: Work) -> frozenset[int]:
    """Return whom members of the own teams look after today."""
    found = work.session.scalars(
        select(Assignment.person_id).where(
            Assignment.volunteer_id.in_(own_members(work)),
            _runs(work.today, Assignment.from_on, Assignment.until_on),
        )
    )
    return frozenset(found)


def _in_office(day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        TeamMember.role.in_(LEADING),
        _runs(day, TeamMember.from_on, TeamMember.until_on),
        _runs(day, VolunteerTeam.from_on, VolunteerTeam.until_on),
    )


def _runs(day: date, begins: Mapped[date], ends: Mapped[date | None]) -> ColumnElement[bool]:
    at = literal(day, Date)
    return and_(begins <= at, or_(ends.is_(None), ends >= at))
