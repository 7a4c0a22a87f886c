"""What the team of the made-up commune does: occasions, tips, and its sheets of the month."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from rehabdesk.domain.teamwork.kinds import OCCASIONS
from rehabdesk.domain.teamwork.month_cells import Counted
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.activities.facts import RecordActivity
from rehabdesk.services.activities.kinds import kinds_by_code
from rehabdesk.services.activities.recording import record_activity
from rehabdesk.services.activities.tips import (
    PassTipOn,
    RecordTip,
    TipFacts,
    pass_tip_on,
    record_tip,
)
from rehabdesk.services.month_grid.reading import read_month
from rehabdesk.services.month_grid.saving import CellChange, SaveMonth, save_month
from rehabdesk.services.month_grid.sheet import MonthSheet
from rehabdesk.services.office import Office
from rehabdesk.services.offices import list_hamlets
from rehabdesk.services.practice.team import Moment, Told
from rehabdesk.services.teams.looks import list_teams
from rehabdesk.services.volunteers import list_volunteers

_EVENING = time(20, 40)
_NOT_FIGURES = {"on", "kind", "minutes", "place", "words", "planned_at"}


def month_steps(office: Office, folder: Path) -> Iterator[Moment]:
    """Yield what the team does, each with its moment."""
    told = tomllib.loads((folder / "team_months.toml").read_text("utf-8"))
    for month in told["months"]:
        for number, session in enumerate(month["sessions"]):
            evening = datetime.combine(session["on"], _EVENING) + timedelta(minutes=number)
            at = session.get("planned_at", evening)
            yield at, partial(_hold, office, at, session)
        yield month["saved_at"], partial(_save, office, month)
    for tip in told["tips"]:
        yield tip["at"], partial(_pass_on, office, tip)


def _on(office: Office, at: datetime) -> Office:
    return replace(office, clock=lambda: at)


def _team_id(here: Office) -> int:
    [team, *_] = here.look(list_teams)
    return team.id


def _hold(office: Office, at: datetime, told: Told) -> None:
    here = _on(office, at)
    figures = {name: value for name, value in told.items() if name not in _NOT_FIGURES}
    kind = here.look(kinds_by_code)[told["kind"]]
    order = RecordActivity(
        told["kind"],
        told["on"],
        minutes=told["minutes"],
        team_id=_team_id(here),
        place=told["place"],
        words=told.get("words", ""),
        figures={OCCASIONS: 1, **figures} if OCCASIONS in kind.by_code else figures,
    )
    here.do(partial(record_activity, order=order))


def _save(office: Office, told: Told) -> None:
    """Type the sheet in from paper, and save it at once."""
    here = _on(office, told["saved_at"])
    month, team_id = Month.numbered(told["month"]), _team_id(here)
    sheet = here.look(partial(read_month, team_id=team_id, month=month))
    changes = tuple(change for row in told["rows"] for change in _changes(sheet, row))
    here.do(partial(save_month, order=SaveMonth(team_id, month, changes)))


def _changes(sheet: MonthSheet, row: dict[str, Any]) -> Iterator[CellChange]:
    [member] = [each.volunteer_id for each in sheet.members if each.name == row["name"]]
    for session, tick in zip(sheet.sessions, row["present"], strict=True):
        if tick == "1":
            yield CellChange((member, session.activity_id), 0, 1)
    for column, amount in zip(Counted, row["counts"], strict=True):
        if amount >= 0:
            yield CellChange((member, column), None, amount)


def _pass_on(office: Office, told: Told) -> None:
    here = _on(office, told["at"])
    hamlets = {each.name: each.id for each in here.look(list_hamlets)}
    members = {each.facts.full_name: each.id for each in here.look(list_volunteers)}
    facts = TipFacts(
        told["on"],
        told["words"],
        told["about"],
        told["place"],
        _team_id(here),
        hamlets[told["hamlet"]],
        members[told["member"]],
    )
    tip_id = here.do(partial(record_tip, order=RecordTip(facts))).result
    if "passed_on" in told:
        here.do(partial(pass_tip_on, order=PassTipOn(tip_id, told["passed_on"])))
