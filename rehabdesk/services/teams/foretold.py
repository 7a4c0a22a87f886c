"""What a decision on a team will do, and what is wrong with its list, told beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.teamwork.bodies import TeamMember
from rehabdesk.domain.regime import SUPPORT_TEAM
from rehabdesk.domain.teamwork.codes import BodyPaper, TeamRole
from rehabdesk.domain.teamwork.standards import Standing, find_minor, leader_hint
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.office import Work
from rehabdesk.services.teams.following import Said, read_members, read_plan, team_of
from rehabdesk.services.teams.groups import read_seats
from rehabdesk.services.teams.membership import in_charge_of, serving_in, standing_of
from rehabdesk.services.teams.plans import Named, Plan, find_volunteer

NAMED = 5  # persons called by name in one line


def foretell_body(work: Work, decision: Decision, said: Said) -> list[str]:
    """List in sentences what follows from the number."""
    if decision.purpose == SUPPORT_TEAM:
        seats = read_seats(said["values"], said["lists"].get("team_other_members", ()))
        return [f"Lập Tổ quản lý, hỗ trợ xã hội sau cai nghiện: {len(seats)} người"]
    plan = read_plan(work, decision, said)
    team = team_of(work, plan)
    if team is None:
        if plan.kind in {BodyPaper.ESTABLISH, BodyPaper.RECONSTITUTE}:
            return [f"Lập {plan.name} từ {slash_date(plan.on)}: {len(plan.members)} thành viên"]
        return ["Chưa có đội nào được ghi, nên không đổi thành viên của ai"]
    present = serving_in(work, team.id, plan.on)
    return [*_changes(work, plan, present), *_in_charge(work, plan, present)]


def list_faults(work: Work, rows: Sequence[str], day: date) -> list[tuple[bool, str]]:
    """Say what is wrong with a list of members: whether it must not be, and the sentence."""
    members = read_members(rows, work.today)
    found: list[tuple[bool, str]] = []
    if not members:
        return found
    leaders = [each.full_name for each in members if each.role is TeamRole.LEADER]
    if hint := leader_hint(leaders):
        found.append((True, hint))
    for each in members:
        known = find_volunteer(work, each)
        born = each.born or (known.born if known else None)
        minor = find_minor(Standing(each.full_name, born), day)
        if minor is not None:
            found.append((True, minor.sentence))
        elif known is not None and standing_of(known).is_civil_servant:
            found.append((False, f"{each.full_name} là công chức; xem lại tiêu chuẩn thành viên."))
    return found


def _changes(work: Work, plan: Plan, present: Sequence[TeamMember]) -> Iterator[str]:
    since = slash_date(plan.on)
    if plan.kind is BodyPaper.DISSOLVE:
        yield f"Giải thể đội từ {since}: {len(present)} người thôi tham gia"
        return
    if plan.kind is BodyPaper.OPERATING_RULES:
        yield "Ghi quy chế hoạt động vào Quyết định của đội; thành viên không đổi"
        return
    roles = {each.volunteer_id: each.role for each in present}
    joining, moving = [], []
    for each in (*plan.members, *plan.joining):
        known = find_volunteer(work, each, roles)
        if known is None or known.id not in roles:
            joining.append(each.full_name)
        elif roles[known.id] is not each.role:
            moving.append(f"{each.full_name} ({each.role.label})")
    leaving = [each.volunteer.full_name for each in _leaving(work, plan, present)]
    parts = (("Vào đội", joining), ("Thôi tham gia", leaving), ("Đổi vai trò", moving))
    told = [f"{label} từ {since}: {_names(names)}" for label, names in parts if names]
    yield from told or ["Thành viên đội không đổi"]


def _in_charge(work: Work, plan: Plan, present: Sequence[TeamMember]) -> Iterator[str]:
    """Say so of who leaves while persons are entrusted to him: his assignments go on."""
    for member in _leaving(work, plan, present):
        if persons := in_charge_of(work, member.volunteer_id, plan.on):
            name = member.volunteer.full_name
            yield f"{name} vẫn phụ trách {len(persons)} người: {_names(persons)}"


def _leaving(work: Work, plan: Plan, present: Sequence[TeamMember]) -> list[TeamMember]:
    if plan.kind is BodyPaper.DISSOLVE:
        return list(present)
    ours = {each.volunteer_id for each in present}
    if plan.kind is BodyPaper.CHANGE_MEMBERS:
        gone = _ids(work, plan.leaving, ours)
        return [each for each in present if each.volunteer_id in gone]
    if plan.kind in {BodyPaper.ESTABLISH, BodyPaper.RECONSTITUTE}:
        stay = _ids(work, plan.members, ours)
        return [each for each in present if each.volunteer_id not in stay]
    return []


def _ids(work: Work, named: Sequence[Named], ours: set[int]) -> set[int]:
    found = (find_volunteer(work, each, ours) for each in named)
    return {each.id for each in found if each is not None}


def _names(names: Sequence[str]) -> str:
    rest = len(names) - NAMED
    shown = ", ".join(names[:NAMED])
    return f"{shown} và {rest} người" if rest > 0 else shown
