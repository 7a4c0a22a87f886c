"""Which teams there are, and how many serve in each on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Date, and_, func, literal, or_, select
from sqlalchemy.orm import Mapped

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.teamwork.bodies import TeamMember, TeamPaper, VolunteerTeam
from rehabdesk.domain.teamwork.codes import BodyPaper, TeamLevel
from rehabdesk.domain.text import word_order
from rehabdesk.services.office import Work
from rehabdesk.services.rights.bound import is_bound_to_team, require_teams
from rehabdesk.services.rights.own_team import own_teams

FOUNDING = (BodyPaper.ESTABLISH, BodyPaper.RECONSTITUTE)


@dataclass(frozen=True, slots=True)
class TeamRow:
    id: int
    version: int
    name: str
    level: TeamLevel
    hamlet_id: int | None
    from_on: date
    until_on: date | None
    is_pilot: bool
    members: int  # who serve on the day asked for
    paper: str  # the decision it stands by: "QĐ 45/QĐ-UBND ngày 17/11/2026"

    @property
    def line(self) -> str:
        serving = f"{self.members} đội viên" if self.members else "chưa có đội viên"
        ended = f"thôi hoạt động sau ngày {self.until_on:%d/%m/%Y}" if self.until_on else ""
        return " · ".join(part for part in (self.paper, serving, ended) if part)


def runs_on(day: date, begins: Mapped[date], ends: Mapped[date | None]) -> ColumnElement[bool]:
    """Tell in SQL what runs on a day; its last day still counts."""
    at = literal(day, Date)
    return and_(begins <= at, or_(ends.is_(None), ends >= at))


def list_teams(work: Work, day: date | None = None) -> list[TeamRow]:
    """Return every team there ever was: those that stand on the day first, by name.

    A team leader is told of the own ones alone.
    """
    require_teams(work, Right.READ_FILES)
    own = own_teams(work) if is_bound_to_team(work) else None
    at = day or work.today
    counted = work.session.execute(
        select(TeamMember.team_id, func.count(TeamMember.volunteer_id.distinct()))
        .where(runs_on(at, TeamMember.from_on, TeamMember.until_on))
        .group_by(TeamMember.team_id)
    )
    serving: dict[int, int] = dict(counted.all())
    papers = _founding_papers(work, at)
    rows = [
        TeamRow(
            team.id,
            team.version,
            team.name,
            team.level,
            team.hamlet_id,
            team.from_on,
            team.until_on,
            team.is_pilot,
            serving.get(team.id, 0),
            papers.get(team.id, ""),
        )
        for team in work.session.scalars(select(VolunteerTeam))
        if own is None or team.id in own
    ]
    return sorted(
        rows,
        key=lambda row: (
            row.until_on is not None and row.until_on < at,
            row.level is not TeamLevel.COMMUNE,
            word_order(row.name),
        ),
    )


def paper_words(number: str, on: date | None) -> str:
    """Name a decision the short way: "QĐ 45/QĐ-UBND ngày 17/11/2026"."""
    if not number:
        return ""
    return f"QĐ {number} ngày {on:%d/%m/%Y}" if on else f"QĐ {number}"


def _founding_papers(work: Work, day: date) -> dict[int, str]:
    found = work.session.execute(
        select(TeamPaper.team_id, TeamPaper.number, TeamPaper.on)
        .where(TeamPaper.kind.in_(FOUNDING), TeamPaper.number != "", TeamPaper.on <= day)
        .order_by(TeamPaper.on, TeamPaper.id)
    )
    return {team_id: paper_words(number, on) for team_id, number, on in found}
