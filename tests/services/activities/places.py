"""A team, its members and an order for what it did."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from rehabdesk.domain.records.teamwork.bodies import VolunteerTeam
from rehabdesk.domain.teamwork.codes import TeamLevel
from rehabdesk.services.activities.facts import RecordActivity
from rehabdesk.services.activities.recording import RecordedActivity, record_activity
from rehabdesk.services.office import Office, Work

ON = date(2026, 11, 14)


def a_team(office: Office, name: str = "Đội xã Yên Thịnh", from_on: date = date(2012, 1, 1)) -> int:
    return office.do(partial(_found, name=name, from_on=from_on)).result


def _found(work: Work, name: str, from_on: date) -> int:
    team = VolunteerTeam(name=name, level=TeamLevel.COMMUNE, from_on=from_on, is_pilot=False)
    work.session.add(team)
    work.record("team.founded", team)
    return team.id


def an_activity(kind: str = "meeting", on: date = ON, **facts: Any) -> RecordActivity:
    return RecordActivity(kind, on, **facts)


def recorded(office: Office, order: RecordActivity) -> RecordedActivity:
    return office.do(partial(record_activity, order=order)).result
