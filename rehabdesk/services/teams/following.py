"""A decision on a team or group has got its number: what it prints is what happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.codes import Sex
from rehabdesk.domain.dates import PartialDate, read_date
from rehabdesk.domain.forms.filling import CELLS
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.teamwork.bodies import TeamPaper, VolunteerTeam
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.regime import (
    SUPPORT_TEAM,
    TEAM_DISSOLUTION,
    TEAM_MEMBERS,
    TEAM_RULES,
)
from rehabdesk.domain.teamwork.codes import BodyPaper, LeaveReason
from rehabdesk.domain.teamwork.standards import read_role
from rehabdesk.domain.text import clean, fold
from rehabdesk.services.office import Work
from rehabdesk.services.teams.changes import Changes, Kept, revert
from rehabdesk.services.teams.looks import FOUNDING, runs_on
from rehabdesk.services.teams.membership import ONE_DAY, end_member, serving_in
from rehabdesk.services.teams.plans import Named, Plan, carry_out, find_team

KEPT = "bodies"  # in the values of a decision on a group: what it made and ended
_KINDS = {
    TEAM_MEMBERS: BodyPaper.CHANGE_MEMBERS,
    TEAM_RULES: BodyPaper.OPERATING_RULES,
    TEAM_DISSOLUTION: BodyPaper.DISSOLVE,
}
_MEMBER_CELLS, _LEAVING_CELLS = 6, 5
Said = Mapping[str, Any]  # the values and lists as printed


def follow(work: Work, decision: Decision, said: Said) -> Sequence[Decision]:
    """Let team or group follow a numbered decision; return the older ones it takes the place of.

    What changes is kept, to be taken back.
    """
    if decision.purpose == SUPPORT_TEAM:
        from rehabdesk.services.teams.groups import follow_group

        followed = follow_group(work, decision, said)
        decision.values = {**decision.values, KEPT: followed.kept}
        return followed.older
    plan = read_plan(work, decision, said)
    team = team_of(work, plan)
    if team is None and plan.kind not in {BodyPaper.ESTABLISH, BodyPaper.RECONSTITUTE}:
        return ()  # a paper on a team nobody has entered: it stands in the book alone
    older = _older(work, team, plan.kind)
    changes = Changes(work)
    paper = TeamPaper(
        kind=plan.kind,
        decision=decision,
        number=decision.full_number,
        on=decision.document_date,
        recorded_by=work.actor.name,
        recorded_at=work.now,
    )
    carry_out(work, team, paper, plan, changes)
    paper.effects = changes.kept()
    work.session.flush()
    return older


def unfollow(work: Work, decision: Decision) -> None:
    """Take back exactly what followed, unless something came after it."""
    papers = work.session.scalars(select(TeamPaper).filter_by(decision_id=decision.id)).all()
    for paper in papers:
        revert(work, paper.effects)
    kept = decision.values.get(KEPT)
    if kept is not None:
        revert(work, kept)
        decision.values = {name: one for name, one in decision.values.items() if name != KEPT}
    work.session.flush()


def stop(work: Work, older: Decision, on: date, words: str) -> Kept:
    """Let what a withdrawn paper began be over: its team or group, or whoever joined by it."""
    changes = Changes(work)
    papers = work.session.scalars(select(TeamPaper).filter_by(decision_id=older.id)).all()
    for paper in papers:
        is_founding = paper.kind is BodyPaper.ESTABLISH
        for member in serving_in(work, paper.team_id, on):
            if is_founding or member.joined_by_id == paper.id:
                last = max(member.from_on, on - ONE_DAY)
                end_member(work, member, last, LeaveReason.OTHER, changes)
                member.leave_words = words
        if is_founding and paper.team.until_on is None:
            changes.note(paper.team)
            paper.team.until_on = max(paper.team.from_on, on - ONE_DAY)
    if older.purpose == SUPPORT_TEAM:
        from rehabdesk.services.teams.groups import stop_group

        stop_group(work, older, on, words, changes)
    return changes.kept()


def read_plan(work: Work, decision: Decision, said: Said) -> Plan:
    """Read off the printed words what the decision does."""
    values, lists = said["values"], said["lists"]
    on = decision.effective_from or decision.document_date or work.today
    kind = _KINDS.get(decision.purpose) or _listing_kind(work, values)
    return Plan(
        kind,
        values.get("vteam_name", ""),
        on,
        members=read_members(lists.get("vteam_members", ()), work.today),
        leaving=read_leaving(lists.get("vteam_leaving", ()), work.today),
        joining=read_members(lists.get("vteam_joining", ()), work.today),
    )


def read_members(rows: Sequence[str], today: date) -> tuple[Named, ...]:
    """Read a printed list: number, name, birth, sex, unit or residence, place in the team."""
    return tuple(_member(row, today) for row in rows if _cells(row, _MEMBER_CELLS)[1])


def read_leaving(rows: Sequence[str], today: date) -> tuple[Named, ...]:
    """Read who leaves: number, name, birth, place in the team, why."""
    found = []
    for row in rows:
        _, name, born, role, words = _cells(row, _LEAVING_CELLS)
        if name:
            reason = _reason(words)
            found.append(
                Named(name, read_role(role), born=_born(born, today), reason=reason, words=words)
            )
    return tuple(found)


def _member(row: str, today: date) -> Named:
    _, name, born, sex, unit, role = _cells(row, _MEMBER_CELLS)
    sexes = {fold(each.label): each for each in Sex}
    return Named(name, read_role(role), unit, _born(born, today), sexes.get(fold(sex)))


def _cells(row: str, count: int) -> list[str]:
    cells = [clean(cell) for cell in row.split(CELLS)]
    return (cells + [""] * count)[:count]


def _born(text: str, today: date) -> PartialDate | None:
    try:
        return read_date(text, today) if text else None
    except Refusal:
        return None


def _reason(words: str) -> LeaveReason:
    wanted = fold(words)
    known = (each for each in LeaveReason if wanted and fold(each.label) in wanted)
    return next(known, LeaveReason.OTHER)


def _listing_kind(work: Work, values: Mapping[str, str]) -> BodyPaper:
    act = fold(values.get("vteam_act", ""))
    if act == fold("kiện toàn"):
        return BodyPaper.RECONSTITUTE
    if act == fold("thành lập"):
        return BodyPaper.ESTABLISH
    known = find_team(work, values.get("vteam_name", ""))
    return BodyPaper.RECONSTITUTE if known is not None else BodyPaper.ESTABLISH


def team_of(work: Work, plan: Plan) -> VolunteerTeam | None:
    """Find the team a paper means: by its name, else the only one there is."""
    known = find_team(work, plan.name)
    if known is not None and (known.until_on is None or known.until_on >= plan.on):
        return known
    if plan.kind is BodyPaper.ESTABLISH:
        return None
    running = work.session.scalars(
        select(VolunteerTeam).where(runs_on(plan.on, VolunteerTeam.from_on, VolunteerTeam.until_on))
    ).all()
    return running[0] if len(running) == 1 else None


def _older(work: Work, team: VolunteerTeam | None, kind: BodyPaper) -> list[Decision]:
    """Return the decisions of our book that are over with one of this kind."""
    ending = {
        BodyPaper.RECONSTITUTE: {*FOUNDING, BodyPaper.CHANGE_MEMBERS},
        BodyPaper.OPERATING_RULES: {BodyPaper.OPERATING_RULES},
        BodyPaper.DISSOLVE: set(BodyPaper) - {BodyPaper.DISSOLVE, BodyPaper.OTHER},
    }.get(kind)
    if team is None or ending is None:
        return []
    return list(
        work.session.scalars(
            select(Decision)
            .join(TeamPaper, TeamPaper.decision_id == Decision.id)
            .where(TeamPaper.team_id == team.id, TeamPaper.kind.in_(ending))
            .order_by(Decision.id)
        )
    )
