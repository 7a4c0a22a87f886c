"""A volunteer team and its November, for the tests of the month sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from rehabdesk.domain.codes import Sex
from rehabdesk.domain.records.teamwork.bodies import TeamMember, VolunteerTeam
from rehabdesk.domain.teamwork.codes import TeamLevel, TeamRole
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.month_grid.reading import read_month
from rehabdesk.services.month_grid.sessions import SessionFacts, add_session
from rehabdesk.services.month_grid.sheet import MonthSheet
from rehabdesk.services.office import Office, Work
from tests.again import built_once
from tests.builders import RESOURCES, a_volunteer

NOVEMBER = Month(2026, 11)
BEGUN = date(2026, 1, 1)
ELEVEN = (
    ("Lê Xuân Trường", TeamRole.LEADER, 1),
    ("Phạm Thị Hoa", TeamRole.DEPUTY, 1),
    ("Đinh Văn Quyết", TeamRole.MEMBER, 2),
    ("Lưu Thị Thơm", TeamRole.MEMBER, 2),
    ("Vũ Đình Lộc", TeamRole.MEMBER, 1),
    ("Ngô Thị Nhàn", TeamRole.MEMBER, 3),
    ("Hà Văn Tới", TeamRole.MEMBER, 2),
    ("Trần Thị Bích", TeamRole.MEMBER, 3),
    ("Nguyễn Hữu Lương", TeamRole.MEMBER, 2),
    ("Đỗ Văn Thuận", TeamRole.MEMBER, 1),
    ("Cao Thị Xuyến", TeamRole.MEMBER, 2),
)
SEVEN = (
    ("meeting", 3),
    ("talk", 7),
    ("patrol", 10),
    ("talk", 14),
    ("patrol", 17),
    ("training", 20),
    ("meeting", 25),
)
HOURS = 120  # minutes of each


@dataclass(frozen=True, slots=True)
class Scene:
    """Who is who; members and sessions in the order of the sheet."""

    team_id: int
    members: tuple[int, ...]
    sessions: tuple[int, ...]


@built_once(RESOURCES)
def build_scene(office: Office, /, size: int = 3, sessions: int = 2) -> Scene:
    members = tuple(
        a_volunteer(office, full_name=name, sex=Sex.MALE, post="", hamlet_id=hamlet)
        for name, _, hamlet in ELEVEN[:size]
    )
    team_id = office.do(partial(found_team, members=members)).result
    held = tuple(
        office.do(
            partial(
                add_session,
                team_id=team_id,
                facts=SessionFacts(kind, date(2026, 11, day), HOURS),
            )
        ).result.activity_id
        for kind, day in SEVEN[:sessions]
    )
    return Scene(team_id, members, held)


def found_team(work: Work, members: tuple[int, ...]) -> int:
    team = VolunteerTeam(
        name="Đội công tác xã hội tình nguyện xã Yên Thịnh",
        level=TeamLevel.COMMUNE,
        from_on=BEGUN,
        is_pilot=False,
    )
    work.session.add(team)
    work.session.flush()
    for (_, role, _), volunteer_id in zip(ELEVEN, members, strict=False):
        work.session.add(
            TeamMember(team_id=team.id, volunteer_id=volunteer_id, role=role, from_on=BEGUN)
        )
    work.record("team.founded", team)
    return team.id


def change_stretch(work: Work, volunteer_id: int, begin: date, until: date | None) -> None:
    """Let a member have served from one day until another."""
    for row in work.session.query(TeamMember).filter_by(volunteer_id=volunteer_id):
        row.from_on, row.until_on = begin, until
        work.record("team.member_changed", row)


def november(office: Office, scene: Scene) -> MonthSheet:
    return office.look(partial(read_month, team_id=scene.team_id, month=NOVEMBER))
