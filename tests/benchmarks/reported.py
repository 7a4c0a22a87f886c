"""Encrypted offices to be reported on: ten years of decisions and of what teams did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

from rehabdesk.persistence.database import driver_connection
from rehabdesk.services.office import Office
from rehabdesk.services.safekeeping import OfficeFolder
from tests.benchmarks import offices, teams
from tests.benchmarks.persons import Invented, persons
from tests.benchmarks.processes import forget_peak
from tests.folders import an_order

MADE = 1  # one more whenever other things are put into such an office
PERSONS = 5_000
_SEED = 13
_LEFT = 12  # of a hundred: they move away, are taken off the list, go to prison
_WAYS = ("moved_out", "moved_out", "removed", "removed", "prison")
_EVENT = (
    'id episode_id kind "on" until_on paper_number paper_issuer reason note'
    " recorded_by recorded_at version"
)


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody left before the term was over."""

    episode_id: int
    kind: str
    on: date


@cache
def everybody() -> tuple[Invented, ...]:
    """Return the same persons as ever, who have come over ten years instead of four."""
    chance = Random(_SEED)
    return tuple(
        replace(each, completes_on=teams.FIRST_DAY + timedelta(days=chance.randrange(teams.DAYS)))
        for each in persons(_SEED, PERSONS)
    )


def leaving() -> Iterator[Left]:
    """Return who left early, in the order it was written down."""
    chance = Random(_SEED + 1)
    for each in everybody():
        on = each.completes_on + timedelta(days=chance.randrange(30, 700))
        if chance.randrange(100) < _LEFT and on < offices.NOW.date():
            yield Left(each.ordinal + 1, chance.choice(_WAYS), on)


def office_of(shared: Path, size: int) -> Path:
    """Return the folder of an office with so many activities; make it when it is not there."""
    return offices.kept(shared, f"reported-{size}", MADE, partial(_make, size=size))


def prepare(shared: Path, size: int) -> None:
    office_of(shared, size)


def opened(shared: Path, size: int) -> Office:
    """Open an office; what its password cost is not counted as memory of a report."""
    office = offices.opened(office_of(shared, size))
    forget_peak()
    return office


def _make(place: Path, size: int) -> None:
    folder = OfficeFolder(place, offices.RESOURCES, lambda: offices.NOW)
    folder.create(an_order())
    with driver_connection(folder.opened.engine) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        write(connection, size)
        connection.execute("COMMIT")
    teams.count_totals(place)
    with driver_connection(folder.opened.engine) as connection:
        connection.execute("ANALYZE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    folder.close()


def write(connection: Any, size: int) -> None:
    offices.write_persons(connection, everybody())
    offices.insert(connection, "case_event", _EVENT, map(_event, enumerate(leaving(), 1)))
    teams.write_teams(connection, size, before=offices.HELPERS)


def _event(told: tuple[int, Left]) -> tuple[Any, ...]:
    key, left = told
    on = left.on.isoformat()
    who = ("Nguyễn Thị Hạnh", offices.NOW.isoformat(" "), 1)
    return (key, left.episode_id, left.kind, on, None, "", "", "", "", *who)
