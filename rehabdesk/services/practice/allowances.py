"""What the team of the made-up commune was paid."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from rehabdesk.domain.teamwork.allowances import PartMonth
from rehabdesk.domain.teamwork.codes import AllowanceKind
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.allowances.computing import ListKey
from rehabdesk.services.allowances.lists import pay_list, sign_list
from rehabdesk.services.allowances.terms import OfficeTerms, keep_terms
from rehabdesk.services.office import Office, Work
from rehabdesk.services.practice.team import Moment, Told
from rehabdesk.services.teams.looks import list_teams


def allowance_steps(office: Office, folder: Path) -> Iterator[Moment]:
    """Yield the terms, and each month's list as it was signed and paid."""
    told = tomllib.loads((folder / "allowances.toml").read_text("utf-8"))
    terms = told["terms"]
    yield terms["at"], partial(_agree, office, terms)
    for month in told["months"]:
        for act in ("signed_at", "paid_at"):
            yield month[act], partial(_note, office, month, act)


def _agree(office: Office, told: Told) -> None:
    at = told["at"]
    values = {key: value for key, value in told.items() if key not in {"at", "part"}}
    terms = OfficeTerms(**values, part=PartMonth[told["part"].upper()])
    replace(office, clock=lambda: at).do(partial(keep_terms, terms=terms))


def _note(office: Office, told: Told, act: str) -> None:
    at = told[act]
    here = replace(office, clock=lambda: at)
    [team, *_] = here.look(list_teams)
    key = ListKey(AllowanceKind.TEAM, Month.numbered(told["month"]), team.id)

    def carry_out(work: Work) -> None:
        if act == "signed_at":
            sign_list(work, key, at.date())
        else:
            pay_list(work, key, at.date())

    here.do(carry_out)
