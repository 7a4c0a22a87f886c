"""Reads the catalogue of indicators (resources/indicators.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.indicators import Indicator, Nature, Origin

_BREAKDOWNS = {each.value: each for each in Breakdown}


@cache
def load_indicators(folder: Path) -> Mapping[str, Indicator]:
    """Return every indicator by its code, in the order of the catalogue."""
    read = tomllib.loads((folder / "indicators.toml").read_text("utf-8"))
    listed = [_indicator(each) for each in read["indicators"]]
    found = {each.code: each for each in listed}
    if len(found) < len(listed):
        raise ValueError("indicators.toml: a code stands there twice")
    for each in listed:
        if each.nature is Nature.SHARE and not {each.part, each.whole} <= set(found):
            raise ValueError(f"indicators.toml: {each.code} is a share of what is unknown")
    return found


def _indicator(told: dict[str, Any]) -> Indicator:
    return Indicator(
        told["code"],
        told["name"],
        told["unit"],
        Nature(told["nature"]),
        told["rule"],
        Origin(told["origin"]),
        tuple(_BREAKDOWNS[each] for each in told.get("breakdowns", ())),
        told.get("part", ""),
        told.get("whole", ""),
        told.get("decimals", 0),
        told.get("basis", ""),
        told.get("giver", ""),
    )
