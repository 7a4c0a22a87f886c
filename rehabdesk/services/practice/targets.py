"""Plans and targets of the made-up commune, spread to its hamlets."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from rehabdesk.domain.reports.codes import TargetRule
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.office import Office, Work
from rehabdesk.services.practice.team import Moment, Told
from rehabdesk.services.targets.facts import PlanFacts, TargetFacts
from rehabdesk.services.targets.keeping import add_target, note_reached, targets_of
from rehabdesk.services.targets.plans import add_plan, list_plans
from rehabdesk.services.targets.spreading import (
    Part,
    SpreadTarget,
    read_spreading,
    spread_target,
)


def target_steps(office: Office, folder: Path) -> Iterator[Moment]:
    """Yield what becomes of plans and targets, each with its moment."""
    told = tomllib.loads((folder / "targets.toml").read_text("utf-8"))
    plans = {plan["short_name"]: plan for plan in told["plans"]}
    for plan in told["plans"]:
        yield plan["at"], partial(_add_plan, office, plan)
    for number, target in enumerate(told["targets"], 1):
        last = max(plan["at"] for plan in plans.values())
        at = last + timedelta(minutes=3 * number)
        yield at, partial(_add, replace(office, clock=partial(_moment, at)), target)
        for reached in target.get("reached", ()):
            yield reached["at"], partial(_note, office, target["name"], reached)


def _moment(at: datetime) -> datetime:
    return at


def _add_plan(office: Office, told: Told) -> None:
    facts = PlanFacts(
        told["name"],
        told["issuer"],
        told["from_year"],
        told["until_year"],
        told["short_name"],
        told["number"],
        told["on"],
    )
    at = told["at"]
    replace(office, clock=lambda: at).do(partial(add_plan, facts=facts))


def _add(office: Office, told: Told) -> None:
    plan = next(each for each in office.look(list_plans) if each.facts.short_name == told["plan"])
    year = plan.facts.from_year
    facts = TargetFacts(
        plan.id,
        told["name"],
        Value(told.get("per_cent", told.get("amount", 0))),
        date(year, 1, 1),
        told.get("until_on", date(year, 12, 31)),
        told.get("code", ""),
        told.get("base", ""),
        told["unit"],
        TargetRule[told.get("rule", "at_least").upper()],
        "per_cent" in told,
    )
    target_id = office.do(partial(add_target, facts=facts)).result.row_id
    if "parts" in told:
        _spread(office, target_id, dict(told["parts"]))


def _spread(office: Office, target_id: int, amounts: dict[str, int]) -> None:
    found = office.look(partial(read_spreading, target_id=target_id))
    hamlets = {each.name: each for each in found.hamlets}
    parts = tuple(Part(hamlets[name], amount) for name, amount in amounts.items())
    order = SpreadTarget(target_id, found.target.version, parts, found.seen)
    office.do(partial(spread_target, order=order))


def _note(office: Office, name: str, told: Told) -> None:
    at = told["at"]
    here = replace(office, clock=lambda: at)
    target_id, version = here.look(partial(_find, name=name, year=at.year))
    act = partial(
        note_reached,
        target_id=target_id,
        version=version,
        on=told["on"],
        value=Value(told["amount"]),
    )
    here.do(act)


def _find(work: Work, name: str, year: int) -> tuple[int, int]:
    found = next(each for each in targets_of(work, year) if each.name == name)
    return found.id, found.version
