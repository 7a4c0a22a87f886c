"""What the team of the made-up commune does besides the occasions of its sheets."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from rehabdesk.domain.teamwork.codes import Audience
from rehabdesk.services.activities.facts import RecordActivity
from rehabdesk.services.activities.recording import record_activity
from rehabdesk.services.office import Office
from rehabdesk.services.offices import list_hamlets
from rehabdesk.services.practice.team import Moment, Told
from rehabdesk.services.teams.looks import list_teams
from rehabdesk.services.volunteers import list_volunteers


def activity_steps(office: Office, folder: Path) -> Iterator[Moment]:
    """Yield what was done, each with the moment it was written down."""
    told = tomllib.loads((folder / "activities.toml").read_text("utf-8"))
    for activity in told["activities"]:
        yield activity["at"], partial(_record, office, activity)


def _record(office: Office, told: Told) -> None:
    at = told["at"]
    here = replace(office, clock=lambda: at)
    hamlets = {each.name: each.id for each in here.look(list_hamlets)}
    members = {each.facts.full_name: each.id for each in here.look(list_volunteers)}
    [team, *_] = here.look(list_teams)
    order = RecordActivity(
        told["kind"],
        told["on"],
        told.get("until_on"),
        team_id=team.id,
        hamlet_id=hamlets[told["hamlet"]] if "hamlet" in told else None,
        volunteer_id=members[told["member"]] if "member" in told else None,
        place=told.get("place", ""),
        topic=told.get("topic", ""),
        organiser=told.get("organiser", ""),
        audience=Audience[told["audience"].upper()] if "audience" in told else None,
        figures=told["figures"],
    )
    here.do(partial(record_activity, order=order))
