from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from rehabdesk.domain.dates import WorkingCalendar

_OFF = frozenset({"holiday", "substitute"})
_WORKED = "working_saturday"


def load_calendar(folder: Path) -> WorkingCalendar:
    """Read every year's days off. A file that contradicts itself or its name never loads."""
    holidays: dict[date, str] = {}
    working: dict[date, str] = {}
    for file in sorted(folder.glob("*.toml")):
        for entry in _entries(file):
            day: date = entry["day"]
            if day in holidays or day in working or day.year != int(file.stem):
                raise ValueError(f"{file.name}: {day} is listed twice or is of another year")
            (working if entry["kind"] == _WORKED else holidays)[day] = entry["name"]
    return WorkingCalendar(holidays, working)


def _entries(file: Path) -> Iterable[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads(file.read_text("utf-8"))["days"]
    for entry in entries:
        if entry["kind"] not in _OFF and entry["kind"] != _WORKED:
            raise ValueError(f"{file.name}: unknown kind {entry['kind']!r}")
    return entries
