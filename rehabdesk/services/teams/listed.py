"""Who serves, as the list of a decision has it: birth, sex, unit or residence, place."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.forms.filling import CELLS
from rehabdesk.domain.records.teamwork.bodies import TeamMember, TeamPaper, VolunteerTeam
from rehabdesk.domain.teamwork.codes import TeamLevel
from rehabdesk.domain.wording import prose_date
from rehabdesk.services.office import Work
from rehabdesk.services.teams.looks import FOUNDING, runs_on
from rehabdesk.services.teams.membership import serving_in


def listed_members(work: Work, day: date, team_id: int | None = None) -> list[tuple[str, ...]]:
    """Return the members of a team, or of the commune's own, the leader first."""
    chosen = team_id or _commune_team(work, day)
    return [] if chosen is None else [_cells(each) for each in serving_in(work, chosen, day)]


def listed_rows(work: Work, day: date, team_id: int | None = None) -> list[str]:
    """Return the same as rows of a printed list, numbered."""
    work.require(Right.READ_FILES)
    members = listed_members(work, day, team_id)
    return [CELLS.join((str(at), *cells)) for at, cells in enumerate(members, start=1)]


def _commune_team(work: Work, day: date) -> int | None:
    teams = work.session.scalars(
        select(VolunteerTeam)
        .where(runs_on(day, VolunteerTeam.from_on, VolunteerTeam.until_on))
        .order_by(VolunteerTeam.id)
    ).all()
    communal = [each for each in teams if each.level is TeamLevel.COMMUNE]
    return next((each.id for each in (*communal, *teams)), None)


def _cells(member: TeamMember) -> tuple[str, ...]:
    who = member.volunteer
    hamlet = who.hamlet.name if who.hamlet else ""
    return (
        who.full_name,
        who.born.text if who.born else "",
        who.sex.label if who.sex else "",
        member.represents or who.workplace or who.residence or hamlet or who.post,
        member.role.label,
    )


def words_of_team(work: Work, team_id: int) -> tuple[tuple[str, str], ...]:
    """Return what a decision on a team says otherwise than one on the commune's own."""
    work.require(Right.READ_FILES)
    if team_id == _commune_team(work, work.today):
        return ()
    team = work.session.get_one(VolunteerTeam, team_id)
    members = "\n".join(listed_rows(work, work.today, team_id))
    older = founding_words(work, work.today, team_id)
    return ("vteam_name", team.name), ("vteam_members", members), *older.items()


def founding_words(work: Work, day: date, of_team: int | None = None) -> dict[str, str]:
    """Name the decision a team stands by, where it is not in our own book."""
    team_id = of_team or _commune_team(work, day)
    paper = work.session.scalars(
        select(TeamPaper)
        .where(TeamPaper.team_id == team_id, TeamPaper.kind.in_(FOUNDING), TeamPaper.on <= day)
        .order_by(TeamPaper.on.desc(), TeamPaper.id.desc())
    ).first()
    if paper is None or paper.on is None:
        return {}
    return {
        "vteam_old_decision_number": paper.number.partition("/")[0],
        "vteam_old_decision_date": prose_date(paper.on),
    }
