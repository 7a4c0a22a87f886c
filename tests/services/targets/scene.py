"""A plan, its targets, and a year that reached them, as the page of targets shows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from rehabdesk.domain.reports.codes import Breakdown, TargetRule
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.office import Office
from rehabdesk.services.targets.facts import PlanFacts, TargetFacts
from rehabdesk.services.targets.keeping import add_target
from rehabdesk.services.targets.plans import add_plan
from rehabdesk.services.targets.sheet import TargetRow, TargetSheet, read_targets
from rehabdesk.services.targets.spreading import (
    Part,
    SpreadTarget,
    Whom,
    read_spreading,
    spread_target,
)
from rehabdesk.services.teams.changes import Made
from tests.services.reports.made_up import MadeUp, somebody

PLAN = PlanFacts("Kế hoạch phòng, chống ma túy năm 2026", "UBND tỉnh", 2026, 2026, "KH 41")
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
FACTS = TargetFacts(None, "Học nghề", Value(3), FIRST, LAST, "H", unit="người")


def plan(office: Office, facts: PlanFacts = PLAN) -> int:
    return office.do(partial(add_plan, facts=facts)).result.row_id


def target(office: Office, plan_id: int, /, **told: Any) -> Made:
    facts = replace(FACTS, plan_id=plan_id, **told)
    return office.do(partial(add_target, facts=facts)).result


def sheet(office: Office, year: int | None = None) -> TargetSheet:
    return office.look(partial(read_targets, year=year))


def row(office: Office, name: str, year: int | None = None) -> TargetRow:
    return next(each for each in sheet(office, year).rows if each.name == name)


def hamlets(office: Office, target_id: int) -> tuple[Whom, ...]:
    return office.look(partial(read_spreading, target_id=target_id)).hamlets


def spread(office: Office, target_id: int, *parts: tuple[Whom, int]) -> Made:
    seen = office.look(partial(read_spreading, target_id=target_id))
    told = tuple(Part(whom, amount) for whom, amount in parts)
    order = SpreadTarget(target_id, seen.target.version, told, seen.seen)
    return office.do(partial(spread_target, order=order)).result


def occasions(made_up: MadeUp, *told: tuple[str, date]) -> None:
    """Let there be occasions of hamlets on days."""
    members = [somebody(number, on, hamlet=hamlet) for number, (hamlet, on) in enumerate(told, 1)]
    made_up.count("P", *members, unit="buổi")
    indicator = made_up.indicators["P"]
    made_up.indicators["P"] = replace(indicator, breakdowns=(Breakdown.HAMLET,))


CEILING = {"name": "Tái nghiện", "rule": TargetRule.AT_MOST, "amount": Value(1), "code": "R"}
GOAL = {
    "name": "Xã không ma túy",
    "rule": TargetRule.REACHED_BY,
    "amount": Value(9),
    "code": "",
    "unit": "tiêu chí",
    "until_on": date(2030, 12, 31),
}
