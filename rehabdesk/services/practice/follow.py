"""Commitments signed in the made-up commune, and the targets handed to its team."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import select

from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.teamwork.codes import PledgeBy
from rehabdesk.services.board_papers.pledges import print_pledges
from rehabdesk.services.follow_up.load import members_on
from rehabdesk.services.office import Office, Work
from rehabdesk.services.pledges.facts import PledgeFacts
from rehabdesk.services.pledges.recording import RecordPledges, record_pledges
from rehabdesk.services.practice.team import Moment, Told
from rehabdesk.services.team_targets.keeping import (
    KeepTarget,
    Target,
    keep_target,
    spread_evenly,
)
from rehabdesk.services.teams.looks import list_teams


def follow_steps(office: Office, folder: Path) -> Iterator[Moment]:
    """Yield each commitment and each target with its moment."""
    told = tomllib.loads((folder / "follow.toml").read_text("utf-8"))
    for pledge in told["pledges"]:
        yield pledge["at"], partial(_sign, office, pledge)
    for target in told["targets"]:
        yield target["at"], partial(_hand_out, office, target)


def _sign(office: Office, told: Told) -> None:
    here = _on(office, told)
    person_id = here.look(partial(_person, name=told.get("person", "")))
    facts = PledgeFacts(
        PledgeBy[told["by"].upper()],
        told["on"],
        signer=told.get("signer", ""),
        hamlet_id=here.look(partial(_hamlet, name=told.get("hamlet", ""))),
        words=told.get("words", ""),
    )
    scan = None
    if told.get("is_scanned") and person_id:
        pages = here.do(partial(print_pledges, person_ids=(person_id,))).result.pages
        scan = (pages.name, pages.content)
    order = RecordPledges(facts, (person_id,) if person_id else (), scan)
    here.do(partial(record_pledges, order=order))


def _hand_out(office: Office, told: Told) -> None:
    here = _on(office, told)
    [team, *_] = here.look(list_teams)
    members = here.look(partial(members_on, team_id=team.id, day=told["at"].date()))
    shares = spread_evenly(told["amount"], list(members)) if told.get("is_spread") else {}
    target = Target(told["period"], told["what"], told["amount"], shares)
    here.do(partial(keep_target, order=KeepTarget(team.id, None, target)))


def _on(office: Office, told: Told) -> Office:
    return replace(office, clock=lambda: told["at"])


def _person(work: Work, name: str) -> int | None:
    return work.session.scalars(select(Person.id).filter_by(full_name=name)).first()


def _hamlet(work: Work, name: str) -> int | None:
    return work.session.scalars(select(Hamlet.id).filter_by(name=name)).first()
