"""The four bodies the law keeps apart: the team, two groups, and whoever is put in charge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from rehabdesk.domain.codes import IN_CHARGE, Right
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.teamwork.codes import GroupKind
from rehabdesk.services.office import Work
from rehabdesk.services.teams.groups import GroupRow, list_groups
from rehabdesk.services.teams.looks import TeamRow, list_teams


@dataclass(frozen=True, slots=True)
class HelperCount:
    id: int
    full_name: str
    persons: int
    since: date


@dataclass(frozen=True, slots=True)
class Bodies:
    teams: tuple[TeamRow, ...]
    groups: tuple[GroupRow, ...]
    helpers: tuple[HelperCount, ...]
    today: date
    may_keep: bool

    @property
    def members(self) -> int:
        return sum(each.members for each in self.teams)

    def running(self, kind: GroupKind) -> tuple[GroupRow, ...]:
        return tuple(each for each in self.groups if each.kind is kind and each.until_on is None)


# Looks


def read_bodies(work: Work) -> Bodies:
    """Return every body as it stands today, with those that have ended."""
    work.require(Right.READ_FILES)
    found = work.session.execute(
        select(
            Volunteer.id,
            Volunteer.full_name,
            func.count(Assignment.person_id.distinct()),
            func.min(Assignment.from_on),
        )
        .join(Assignment, Assignment.volunteer_id == Volunteer.id)
        .where(
            Assignment.role.in_(IN_CHARGE),
            Assignment.from_on <= work.today,
            or_(Assignment.until_on.is_(None), Assignment.until_on >= work.today),
        )
        .group_by(Volunteer.id)
        .order_by(Volunteer.name_order)
    )
    helpers = tuple(HelperCount(*row) for row in found)
    running = tuple(
        each for each in list_teams(work) if each.until_on is None or each.until_on >= work.today
    )
    may_keep = work.actor.may(Right.KEEP_TEAM)
    return Bodies(running, tuple(list_groups(work)), helpers, work.today, may_keep)
