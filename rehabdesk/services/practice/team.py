"""The volunteer team of the made-up commune: its decisions, its members and their areas."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from rehabdesk.domain.codes import Sex
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.teamwork.codes import BodyPaper, GroupKind, GroupRole, TeamRole
from rehabdesk.services.office import Office
from rehabdesk.services.offices import list_hamlets
from rehabdesk.services.teams.groups import GroupFacts, GroupSeat, found_group
from rehabdesk.services.teams.looks import list_teams
from rehabdesk.services.teams.membership import set_areas
from rehabdesk.services.teams.papers import RecordPaper, record_paper
from rehabdesk.services.teams.plans import Named, Plan
from rehabdesk.services.volunteers import correct_volunteer, list_volunteers

NAME = "Đội công tác xã hội tình nguyện xã Yên Thịnh"
Told = Mapping[str, Any]
Moment = tuple[datetime, Callable[[], None]]


def team_steps(office: Office, folder: Path) -> Iterator[Moment]:
    """Yield what happens to the team, each with its moment."""
    told = tomllib.loads((folder / "team.toml").read_text("utf-8"))
    for paper in told["papers"]:
        yield paper["at"], partial(_record, office, paper)
    for group in told["groups"]:
        yield group["at"], partial(_found_group, office, group)
    last = max(paper["at"] for paper in told["papers"])
    for number, member in enumerate(told["members"], start=1):
        at = last + timedelta(minutes=number)
        yield at, partial(_complete, office, at, last, member)


def _record(office: Office, told: Told) -> None:
    at = told["at"]
    here = replace(office, clock=lambda: at)
    teams = here.look(list_teams)
    members = tuple(_named(each) for each in told["members"])
    plan = Plan(BodyPaper[told["kind"].upper()], NAME, told["on"], members=members)
    team_id = teams[0].id if teams else None
    order = RecordPaper(plan, told["number"], told["on"], team_id, told["issuer"])
    here.do(partial(record_paper, order=order))


def _found_group(office: Office, told: Told) -> None:
    at = told["at"]
    here = replace(office, clock=lambda: at)
    seats = tuple(
        GroupSeat(each["name"], each["unit"], GroupRole[each["role"].upper()])
        for each in told["members"]
    )
    facts = GroupFacts(GroupKind.SUPPORT_GROUP, told["on"], seats, paper=told["paper"])
    here.do(partial(found_group, facts=facts))


def _complete(office: Office, at: datetime, since: datetime, told: Told) -> None:
    """Write down what the standards ask for, and the area of one member."""
    here = replace(office, clock=lambda: at)
    [row] = [each for each in here.look(list_volunteers) if each.facts.full_name == told["name"]]
    hamlets = {each.name: each.id for each in here.look(list_hamlets)}
    hamlet_id = hamlets[told["hamlet"]]
    facts = replace(
        row.facts,
        sex=Sex[told["sex"].upper()] if "sex" in told else row.facts.sex,
        hamlet_id=row.facts.hamlet_id or hamlet_id,
        phone=told.get("phone", row.facts.phone),
        residence=told["hamlet"],
        resident_since=told["since"],
        workplace=told.get("workplace", ""),
        is_civil_servant=told.get("is_civil_servant", False),
        is_fit=True,
    )
    here.do(partial(correct_volunteer, volunteer_id=row.id, version=row.version, facts=facts))
    [team, *_] = here.look(list_teams)
    area = partial(
        set_areas,
        team_id=team.id,
        volunteer_id=row.id,
        hamlet_ids=(hamlet_id,),
        on=since.date(),
    )
    here.do(area)


def _named(told: Told) -> Named:
    born = told.get("born")
    return Named(
        told["name"],
        TeamRole[told["role"].upper()],
        told["represents"],
        PartialDate.parse_stored(born) if born else None,
    )
