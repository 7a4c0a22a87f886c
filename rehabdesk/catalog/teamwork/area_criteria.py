"""Reads what makes a commune a key area (resources/area_criteria.toml)."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from rehabdesk.domain.teamwork.areas import Criterion, KeyArea

_KEYS = frozenset({"rate", "points", "offenders", "plants", "further"})


@cache
def key_area(folder: Path) -> KeyArea:
    """Read it once. A file with a criterion nobody can check never loads."""
    read = tomllib.loads((folder / "area_criteria.toml").read_text("utf-8"))["key_area"]
    if unknown := {each["key"] for each in read["criteria"]} - _KEYS:
        raise ValueError(f"area_criteria.toml: unknown criteria {sorted(unknown)}")
    criteria = tuple(_criterion(each) for each in read["criteria"])
    return KeyArea(read["valid_from"], read["basis"], read["name"], read["needed"], criteria)


def _criterion(entry: dict[str, Any]) -> Criterion:
    return Criterion(
        entry["key"],
        entry["words"],
        Decimal(entry["at_least"]) if "at_least" in entry else None,
        Decimal(entry["or_square_metres"]) if "or_square_metres" in entry else None,
    )
