from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from rehabdesk.domain.deadlines.year_table import CalendarDay, YearTable

_OFF = frozenset({"holiday", "substitute"})
_WORKED = "working_saturday"


def load_year_tables(folder: Path) -> tuple[YearTable, ...]:
    """Read every year's days. A file that contradicts itself or its name never loads."""
    return tuple(_table(file) for file in sorted(folder.glob("*.toml")))


def _table(file: Path) -> YearTable:
    days: dict[date, CalendarDay] = {}
    for entry in tomllib.loads(file.read_text("utf-8"))["days"]:
        day = _day(file, entry)
        if day.on in days or day.on.year != int(file.stem):
            raise ValueError(f"{file.name}: {day.on} is listed twice or is of another year")
        days[day.on] = day
    return YearTable(int(file.stem), tuple(days.values()))


def _day(file: Path, entry: dict[str, Any]) -> CalendarDay:
    kind = entry["kind"]
    if kind not in _OFF and kind != _WORKED:
        raise ValueError(f"{file.name}: unknown kind {kind!r}")
    return CalendarDay(
        entry["day"],
        entry["name"],
        is_working=kind == _WORKED,
        source=entry["source"],
        is_estimate="estimate" in entry.get("confidence", ""),
    )
