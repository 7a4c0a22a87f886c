"""Reads the money a month of service begins with (resources/allowances.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rehabdesk.domain.teamwork.allowances import Salary


@dataclass(frozen=True, slots=True)
class DeliveredMoney:
    salaries: tuple[Salary, ...]  # the oldest first
    factors: tuple[int, int, int]  # of leader, deputy and member, in hundredths
    most_of_helpers: int
    basis_of_helpers: str


@cache
def delivered_money(folder: Path) -> DeliveredMoney:
    read = tomllib.loads((folder / "allowances.toml").read_text("utf-8"))
    salaries = [Salary(e["valid_from"], e["amount"], e["basis"]) for e in read["base_salary"]]
    [team] = read["team"]
    return DeliveredMoney(
        tuple(sorted(salaries, key=lambda each: each.valid_from)),
        (team["leader"], team["deputy"], team["member"]),
        read["helpers"]["most"],
        read["helpers"]["basis"],
    )
