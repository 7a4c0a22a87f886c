"""Joining a team, changing one's place in it, leaving it: each a stretch of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import or_, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.bodies import (
    TeamArea,
    TeamMember,
    VolunteerTeam,
)
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.teamwork.codes import LeaveReason, TeamRole
from rehabdesk.domain.teamwork.standards import Standing, Weight, find_faults
from rehabdesk.domain.text import clean, fold
from rehabdesk.services.editing import Sides, record_of, require_version
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names
from rehabdesk.services.teams.changes import Changes, Made
from rehabdesk.services.teams.looks import runs_on
from rehabdesk.services.teams.orders import (
    LEAVE_LABELS,
    MEMBER_LABELS,
    AlreadyMember,
    BeforeStretch,
    BeforeTeam,
    BelowStandard,
    ChangeRole,
    CorrectMember,
    HasLeft,
    InChargeOf,
    JoinTeam,
    KnownAlready,
    LeaveTeam,
    MemberRequired,
    ReasonRequired,
    SameRole,
    SecondLeader,
    TeamIsOver,
)
from rehabdesk.services.volunteers import VolunteerFacts, make_volunteer

ONE_DAY = timedelta(days=1)


# Acts


def join_team(work: Work, order: JoinTeam) -> Made:
    work.require(Right.KEEP_TEAM)
    team = work.session.get_one(VolunteerTeam, order.team_id)
    _require_running(team, order.on)
    changes = Changes(work)
    volunteer = _who(work, order, changes)
    for finding in find_faults(standing_of(volunteer), order.on):
        if finding.weight is Weight.ERROR:
            raise BelowStandard(finding.sentence)
    if volunteer.id and serving_in(work, team.id, order.on, volunteer.id):
        raise AlreadyMember(volunteer.full_name)
    if order.role is TeamRole.LEADER:
        _require_no_leader(work, team.id, order.on)
    member = TeamMember(
        team=team,
        volunteer=volunteer,
        role=order.role,
        represents=clean(order.represents),
        from_on=order.on,
        joined_by_id=order.paper_id,
    )
    changes.make(member)
    work.session.flush()
    for hamlet_id in order.hamlet_ids:
        _begin_area(changes, team.id, volunteer.id, hamlet_id, order.on)
    kept = changes.kept()
    work.record(
        "team.joined", member, name=volunteer.full_name, role=order.role.label, team=team.name
    )
    return Made(member.id, f"thêm {volunteer.full_name} vào đội", kept)


def leave_team(work: Work, order: LeaveTeam) -> Made:
    """End somebody's service; what he did and whom he helped stays as it is."""
    work.require(Right.KEEP_TEAM)
    member = record_of(work, TeamMember, order.member_id)
    _require_present(member)
    unended = replace(order, reason=None, words="", paper_id=None)
    require_version(member, order.version, Sides(work, unended, order, LEAVE_LABELS))
    if order.reason is None:
        raise ReasonRequired
    if order.on < member.from_on:
        raise BeforeStretch(member.from_on)
    name = member.volunteer.full_name
    if persons := in_charge_of(work, member.volunteer_id, order.on):
        work.unless_confirmed(InChargeOf(name, persons))
    changes = Changes(work)
    end_member(work, member, order.on, order.reason, changes)
    member.left_by_id, member.leave_words = order.paper_id, clean(order.words)
    kept = changes.kept()
    work.record("team.left", member, name=name, on=order.on, reason=order.reason.label)
    return Made(member.id, f"thôi tham gia của {name}", kept)


def change_role(work: Work, order: ChangeRole) -> Made:
    """End one stretch the day before, and begin another in the new place."""
    work.require(Right.KEEP_TEAM)
    member = record_of(work, TeamMember, order.member_id)
    require_version(member, order.version)
    _require_present(member)
    name = member.volunteer.full_name
    if order.role is member.role:
        raise SameRole(order.role)
    if order.on <= member.from_on:
        raise BeforeStretch(member.from_on)
    if order.role is TeamRole.LEADER:
        _require_no_leader(work, member.team_id, order.on)
    changes = Changes(work)
    changes.note(member)
    newer = turn_role(member, order.role, order.on, order.paper_id, changes)
    if order.represents is not None:
        newer.represents = clean(order.represents)
    kept = changes.kept()
    work.record("team.role_changed", newer, name=name, role=order.role.label, on=order.on)
    return Made(newer.id, f"đổi chức danh của {name}", kept)


def correct_member(work: Work, order: CorrectMember) -> Made:
    work.require(Right.KEEP_TEAM)
    member = record_of(work, TeamMember, order.member_id)
    stands = replace(order, role=member.role, represents=member.represents, from_on=member.from_on)
    require_version(member, order.version, Sides(work, stands, order, MEMBER_LABELS))
    last = member.until_on or member.team.until_on
    if order.from_on < member.team.from_on:
        raise BeforeTeam(member.team.from_on)
    if last is not None and order.from_on > last:
        raise TeamIsOver(last)
    is_new_leader = order.role is TeamRole.LEADER and member.role is not TeamRole.LEADER
    if is_new_leader and member.until_on is None:
        _require_no_leader(work, member.team_id, order.from_on)
    changes = Changes(work)
    changes.note(member)
    member.role, member.from_on = order.role, order.from_on
    member.represents = clean(order.represents)
    kept = changes.kept()
    name = member.volunteer.full_name
    work.record("team.member_corrected", member, name=name)
    return Made(member.id, f"sửa dòng của {name}", kept)


def remove_member(work: Work, member_id: int, version: int) -> Made:
    """Take a line out that was never true; Ctrl+Z brings it back."""
    work.require(Right.KEEP_TEAM)
    member = record_of(work, TeamMember, member_id)
    require_version(member, version)
    name = member.volunteer.full_name
    changes = Changes(work)
    work.record("team.member_removed", member, name=name, since=member.from_on)
    changes.remove(member)
    return Made(member_id, f"bỏ dòng của {name}", changes.kept())


def set_areas(
    work: Work, team_id: int, volunteer_id: int, hamlet_ids: Sequence[int], on: date
) -> Made:
    """Let a member look after these hamlets from a day on, and no others."""
    work.require(Right.KEEP_TEAM)
    present = work.session.scalars(
        select(TeamArea).where(
            TeamArea.team_id == team_id,
            TeamArea.volunteer_id == volunteer_id,
            runs_on(on, TeamArea.from_on, TeamArea.until_on),
        )
    ).all()
    changes = Changes(work)
    for area in present:
        if area.hamlet_id in hamlet_ids:
            continue
        if area.from_on == on:
            changes.remove(area)
        else:
            changes.note(area)
            area.until_on = on - ONE_DAY
    held = {area.hamlet_id for area in present}
    for hamlet_id in hamlet_ids:
        if hamlet_id not in held:
            _begin_area(changes, team_id, volunteer_id, hamlet_id, on)
    kept = changes.kept()
    volunteer = work.session.get_one(Volunteer, volunteer_id)
    names = [work.session.get_one(Hamlet, each).name for each in hamlet_ids]
    work.record(
        "team.areas_set", volunteer, name=volunteer.full_name, areas=", ".join(names), on=on
    )
    return Made(volunteer_id, f"địa bàn của {volunteer.full_name}", kept)


# What papers do too


def end_member(
    work: Work, member: TeamMember, last: date, reason: LeaveReason, changes: Changes
) -> None:
    """End a stretch and the areas that went with it."""
    changes.note(member)
    member.until_on, member.leave_reason = last, reason
    areas = work.session.scalars(
        select(TeamArea).where(
            TeamArea.team_id == member.team_id,
            TeamArea.volunteer_id == member.volunteer_id,
            or_(TeamArea.until_on.is_(None), TeamArea.until_on > last),
        )
    )
    for area in areas:
        changes.note(area)
        area.until_on = max(last, area.from_on)


def turn_role(
    member: TeamMember, role: TeamRole, on: date, paper_id: int | None, changes: Changes
) -> TeamMember:
    member.until_on, member.leave_reason = on - ONE_DAY, LeaveReason.NEW_ROLE
    member.left_by_id = paper_id
    newer = TeamMember(
        team=member.team,
        volunteer=member.volunteer,
        role=role,
        represents=member.represents,
        from_on=on,
        joined_by_id=paper_id,
    )
    changes.make(newer)
    return newer


# Looks


def standing_of(volunteer: Volunteer) -> Standing:
    return Standing(
        volunteer.full_name,
        volunteer.born,
        volunteer.residence or (volunteer.hamlet.name if volunteer.hamlet else ""),
        volunteer.resident_since,
        volunteer.workplace,
        volunteer.is_civil_servant,
        volunteer.is_fit,
    )


def serving_in(
    work: Work, team_id: int, day: date, volunteer_id: int | None = None
) -> list[TeamMember]:
    """Return who serves in a team on a day, the leader first."""
    question = select(TeamMember).where(
        TeamMember.team_id == team_id, runs_on(day, TeamMember.from_on, TeamMember.until_on)
    )
    if volunteer_id is not None:
        question = question.where(TeamMember.volunteer_id == volunteer_id)
    ranks = list(TeamRole)
    found = work.session.scalars(question.order_by(TeamMember.id))
    return sorted(found, key=lambda each: ranks.index(each.role))


def in_charge_of(work: Work, volunteer_id: int, day: date) -> list[str]:
    """Name whom somebody still looks after, after a day."""
    found = work.session.execute(
        select(Person.id, Person.full_name, Person.birth, Person.name_order)
        .join(Assignment, Assignment.person_id == Person.id)
        .where(
            Assignment.volunteer_id == volunteer_id,
            or_(Assignment.until_on.is_(None), Assignment.until_on > day),
        )
        .distinct()
        .order_by(Person.name_order, Person.id)
    )
    names = Names(work)
    return [names.of(each.id, each.full_name, each.birth) for each in found]


def _who(work: Work, order: JoinTeam, changes: Changes) -> Volunteer:
    if order.volunteer_id is not None:
        return work.session.get_one(Volunteer, order.volunteer_id)
    if order.facts is None or not clean(order.facts.full_name):
        raise MemberRequired
    _doubt_namesake(work, order.team_id, order.facts, order.on)
    volunteer = make_volunteer(work, order.facts)
    volunteer.serves_from = min(volunteer.serves_from, order.on)
    with work.session.no_autoflush:
        changes.make(volunteer)
    return volunteer


def _doubt_namesake(work: Work, team_id: int, facts: VolunteerFacts, day: date) -> None:
    """Ask before somebody known is written down a second time; another birth is another person."""
    name = clean(facts.full_name)
    known = work.session.scalars(
        select(Volunteer).where(Volunteer.name_fold == fold(name)).order_by(Volunteer.id)
    )
    for each in known:
        if facts.born and each.born and facts.born.year != each.born.year:
            continue
        born = f" ({each.born.text})" if each.born else ""
        is_member = bool(serving_in(work, team_id, day, each.id))
        work.unless_confirmed(KnownAlready(name, f"{each.full_name}{born}", is_member=is_member))


def _require_running(team: VolunteerTeam, day: date) -> None:
    if day < team.from_on:
        raise BeforeTeam(team.from_on)
    if team.until_on is not None and day > team.until_on:
        raise TeamIsOver(team.until_on)


def _require_no_leader(work: Work, team_id: int, day: date) -> None:
    leaders = work.session.scalars(
        select(TeamMember).where(
            TeamMember.team_id == team_id,
            TeamMember.role == TeamRole.LEADER,
            or_(TeamMember.until_on.is_(None), TeamMember.until_on >= day),
        )
    ).all()
    if leaders:
        raise SecondLeader(leaders[0].volunteer.full_name)


def _require_present(member: TeamMember) -> None:
    if member.until_on is not None:
        raise HasLeft(member.volunteer.full_name)


def _begin_area(
    changes: Changes, team_id: int, volunteer_id: int, hamlet_id: int, on: date
) -> None:
    changes.make(
        TeamArea(team_id=team_id, volunteer_id=volunteer_id, hamlet_id=hamlet_id, from_on=on)
    )
