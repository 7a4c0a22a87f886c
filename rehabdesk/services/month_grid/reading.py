"""Reading a team's month: one look for the whole sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import and_, func, or_, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.teamwork.activities import (
    Activity,
    ActivityAttendance,
    MonthCount,
    Tip,
)
from rehabdesk.domain.records.teamwork.bodies import TeamMember, VolunteerTeam
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.teamwork.codes import TeamRole
from rehabdesk.domain.teamwork.kinds import Kind
from rehabdesk.domain.teamwork.month_cells import Counted
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.domain.text import word_order
from rehabdesk.services.activities.kinds import kinds_by_code
from rehabdesk.services.contacts.met import IS_MET
from rehabdesk.services.month_grid.sheet import (
    MemberRow,
    MonthSheet,
    Noted,
    Place,
    SessionColumn,
    WalkIn,
)
from rehabdesk.services.office import Work
from rehabdesk.services.rights.bound import is_bound_to_team
from rehabdesk.services.rights.own_team import require_team
from rehabdesk.services.teams.areas import areas_of

_COUNTED = {each.value: each for each in Counted}
_RANK = {role: place for place, role in enumerate(TeamRole)}


# Looks


def read_month(work: Work, team_id: int, month: Month) -> MonthSheet:
    """Return the sheet of a team's month as it is kept."""
    require_team(work, team_id, Right.READ_FILES)
    team = work.session.get_one(VolunteerTeam, team_id)
    kinds = kinds_by_code(work)
    sessions = read_sessions(work, team_id, month, kinds)
    ticks, walk_ins = _ticks(work, [each.activity_id for each in sessions])
    members = read_members(work, team_id, month, {who for who, _ in ticks if isinstance(who, int)})
    ids = [each.volunteer_id for each in members]
    return MonthSheet(
        team_id,
        team.name,
        month,
        work.today,
        members,
        walk_ins,
        sessions,
        ticks | _counts(work, team_id, month),
        _noted(work, ids, month),
        tuple(kind for kind in kinds.values() if kind.has_attendance and kind.is_active),
        work.actor.may(Right.KEEP_TEAM) or is_bound_to_team(work),
    )


def read_sessions(
    work: Work, team_id: int, month: Month, kinds: dict[str, Kind]
) -> tuple[SessionColumn, ...]:
    """Return the occasions of the month at which members are ticked, the earliest first."""
    attended = [kind.code for kind in kinds.values() if kind.has_attendance]
    found = work.session.scalars(
        select(Activity)
        .where(
            Activity.team_id == team_id,
            Activity.on.between(month.first, month.last),
            Activity.kind.in_(attended),
            or_(Activity.until_on.is_(None), Activity.until_on == Activity.on),
        )
        .order_by(Activity.on, Activity.at.is_(None), Activity.at, Activity.id)
    )
    return tuple(
        SessionColumn(
            each.id,
            each.version,
            each.kind,
            kinds[each.kind].name,
            kinds[each.kind].short_name,
            each.on,
            each.minutes,
            each.place,
            each.words,
        )
        for each in found
    )


def read_members(
    work: Work, team_id: int, month: Month, ticked: Collection[int] = ()
) -> tuple[MemberRow, ...]:
    """Return who served on any day of the month: by role, then as the decision lists them.

    Who was ticked and is no longer found in the roster of the month keeps a row.
    """
    found = work.session.execute(
        select(TeamMember, Volunteer.full_name, Hamlet.name)
        .join(Volunteer, Volunteer.id == TeamMember.volunteer_id)
        .outerjoin(Hamlet, Hamlet.id == Volunteer.hamlet_id)
        .where(
            TeamMember.team_id == team_id,
            or_(
                and_(
                    TeamMember.from_on <= month.last,
                    or_(TeamMember.until_on.is_(None), TeamMember.until_on >= month.first),
                ),
                TeamMember.volunteer_id.in_(ticked),
            ),
        )
        .order_by(TeamMember.from_on, TeamMember.id)
    ).all()
    areas = areas_of(work, {member.volunteer_id for member, *_ in found})
    stretches: dict[int, list[tuple[TeamMember, str, str]]] = defaultdict(list)
    for member, name, hamlet in found:
        area = areas.get(member.volunteer_id) or hamlet or ""
        stretches[member.volunteer_id].append((member, name, area))
    rows = []
    for volunteer_id, told in stretches.items():
        within = [one for one in told if one[0].from_on <= month.last] or told
        last, name, hamlet = within[-1]
        serves = tuple((each.from_on, each.until_on) for each, _, _ in told)
        place = (_RANK[last.role], min(each.id for each, _, _ in told))
        rows.append((place, MemberRow(volunteer_id, name, last.role, hamlet, serves)))
    return tuple(row for _, row in sorted(rows, key=lambda one: one[0]))


def _ticks(work: Work, activity_ids: Sequence[int]) -> tuple[dict[Place, int], tuple[WalkIn, ...]]:
    """Return who was there; walk-ins of one name and unit are one row."""
    found = work.session.execute(
        select(
            ActivityAttendance.activity_id,
            ActivityAttendance.volunteer_id,
            ActivityAttendance.walk_in,
            ActivityAttendance.walk_in_unit,
        ).where(ActivityAttendance.activity_id.in_(activity_ids), ActivityAttendance.is_present)
    ).all()
    ticks: dict[Place, int] = {}
    for activity_id, volunteer_id, name, unit in found:
        who = WalkIn(name, unit) if volunteer_id is None else volunteer_id
        ticks[who, activity_id] = 1
    walk_ins = {who for who, _ in ticks if isinstance(who, WalkIn)}
    return ticks, tuple(sorted(walk_ins, key=lambda one: (word_order(one.name), one.unit)))


def _counts(work: Work, team_id: int, month: Month) -> dict[Place, int]:
    found = work.session.execute(
        select(MonthCount.volunteer_id, MonthCount.measure, MonthCount.amount).where(
            MonthCount.team_id == team_id, MonthCount.month == month.number
        )
    ).all()
    return {(who, _COUNTED[code]): amount for who, code, amount in found if code in _COUNTED}


def _noted(work: Work, ids: Sequence[int], month: Month) -> dict[int, Noted]:
    """Return the visits and tips on record; a visit at which nobody was met is none."""
    visits = dict(
        work.session.execute(
            select(Contact.volunteer_id, func.count(ContactPerson.id))
            .join(ContactPerson, ContactPerson.contact_id == Contact.id)
            .where(
                Contact.volunteer_id.in_(ids),
                Contact.on.between(month.first, month.last),
                IS_MET,
            )
            .group_by(Contact.volunteer_id)
        ).all()
    )
    tips = dict(
        work.session.execute(
            select(Tip.volunteer_id, func.count(Tip.id))
            .where(Tip.volunteer_id.in_(ids), Tip.on.between(month.first, month.last))
            .group_by(Tip.volunteer_id)
        ).all()
    )
    minutes = dict(
        work.session.execute(
            select(Contact.volunteer_id, func.sum(Contact.minutes))
            .where(Contact.volunteer_id.in_(ids), Contact.on.between(month.first, month.last))
            .group_by(Contact.volunteer_id)
        ).all()
    )
    return {
        each: Noted(visits.get(each, 0), tips.get(each, 0), minutes.get(each) or 0)
        for each in ids
        if each in visits or each in tips or minutes.get(each)
    }
