"""Two teams of the commune, each looking after somebody, and the account of one of the leaders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from rehabdesk.domain.codes import Role
from rehabdesk.domain.teamwork.codes import BodyPaper, TeamRole
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.teams.looks import list_teams
from rehabdesk.services.teams.papers import RecordPaper, record_paper
from rehabdesk.services.teams.plans import Named, Plan
from rehabdesk.services.teams.roster import read_roster
from rehabdesk.services.users import UserFacts, add_user
from tests.again import built_once
from tests.builders import LAN, RESOURCES, taken_in
from tests.services.papers import an_order, numbered, submitted

LATER = datetime(2026, 12, 5, 8, 42)  # the assignments have begun
THUONG = ("Lê Xuân Trường", "Phạm Thị Hoa")
HA = ("Đinh Văn Quyết", "Lưu Thị Thơm")


@dataclass(frozen=True, slots=True)
class Scene:
    """Own and other: team, leader's and member's volunteer, whom the leader looks after."""

    own: int
    other: int
    leader: int
    deputy: int
    stranger: int
    own_person: int
    other_person: int
    user: int


@built_once(RESOURCES)
def build_two_teams(office: Office) -> Scene:
    office.do(partial(add_user, facts=UserFacts(LAN.name, LAN.post, LAN.role)))
    own, leader, deputy = _team(office, "Đội Thôn Thượng", THUONG, "12")
    other, stranger, _ = _team(office, "Đội Thôn Hạ", HA, "13")
    own_person = taken_in(office, full_name="Lê Hoàng An", papers=())
    other_person = taken_in(office, full_name="Vũ Văn Bảy", papers=())
    numbered(office, submitted(office, an_order(office, own_person, leader)), "46")
    numbered(office, submitted(office, an_order(office, other_person, stranger)), "47")
    facts = UserFacts(THUONG[0], "Đội trưởng", Role.TEAM_LEADER, volunteer_id=leader)
    user = office.do(partial(add_user, facts=facts)).result
    return Scene(own, other, leader, deputy, stranger, own_person, other_person, user.id)


def as_role(office: Office, role: Role, user_id: int = 99, name: str = "Người thử") -> Office:
    """Return the same office as somebody else opens it."""
    return replace(office, actor=Actor(user_id, name, "", role), clock=lambda: LATER)


def as_team_leader(office: Office, scene: Scene) -> Office:
    return as_role(office, Role.TEAM_LEADER, scene.user, THUONG[0])


def _team(office: Office, name: str, names: tuple[str, str], number: str) -> tuple[int, int, int]:
    roles = (TeamRole.LEADER, TeamRole.DEPUTY)
    members = tuple(Named(one, role) for one, role in zip(names, roles, strict=True))
    plan = Plan(BodyPaper.ESTABLISH, name, date(2024, 3, 5), members=members)
    paper = RecordPaper(plan, f"{number}/QĐ-UBND", date(2024, 3, 5))
    office.do(partial(record_paper, order=paper))
    team_id = next(each.id for each in office.look(list_teams) if each.name == name)
    serving = office.look(partial(read_roster, team_id=team_id)).serving
    leader, deputy = (each.volunteer_id for each in serving)
    return team_id, leader, deputy
