"""The kinds of activities that come with the program."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from rehabdesk.domain.teamwork.codes import TeamTask
from rehabdesk.domain.teamwork.kinds import OCCASIONS, Delivered, Kind, Measure


@cache
def load_activity_kinds(file: Path) -> Delivered:
    """Read the file once; one that names an unknown measure never loads."""
    data = tomllib.loads(file.read_text("utf-8"))
    measures = {
        code: Measure(code, entry["name"], entry["unit"])
        for code, entry in data["measures"].items()
    }
    kinds = tuple(_kind(entry, place, measures) for place, entry in enumerate(data["kinds"], 1))
    if len({kind.code for kind in kinds}) < len(kinds):
        raise ValueError(f"{file.name}: a kind stands twice")
    return Delivered(kinds, tuple(measures.values()))


def _kind(entry: dict[str, Any], place: int, known: dict[str, Measure]) -> Kind:
    unit = entry["unit"]
    measures = tuple(
        replace(
            known[code],
            indicators=tuple(indicators),
            unit=unit if code == OCCASIONS else known[code].unit,
            name=f"Số {unit}" if code == OCCASIONS else known[code].name,
        )
        for code, indicators in entry["measures"].items()
    )
    return Kind(
        entry["code"],
        entry["name"],
        entry["short_name"],
        next((task for task in TeamTask if task.value == entry["task"]), None),
        unit,
        measures,
        entry["has_attendance"],
        place=place * 10,
    )
