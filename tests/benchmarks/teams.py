"""Encrypted offices whose teams have worked for ten years, made by bulk inserts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

from rehabdesk.domain.text import fold, name_order
from rehabdesk.persistence.database import driver_connection
from rehabdesk.services.activities.totals import rebuild_totals
from rehabdesk.services.office import Office, Work
from rehabdesk.services.safekeeping import OfficeFolder
from tests.benchmarks import offices
from tests.benchmarks.persons import persons
from tests.folders import an_order

MADE = 3  # one more whenever other things are put into such an office
FIRST_DAY = date(2016, 11, 23)
DAYS = 3652  # ten years
OF_COMMUNE = 120_000  # rows; what is more is a province's, of many teams
MEMBERS = 12  # of a team
SHEET_MONTH = 201610  # before everything else: a month of the first team that is typed in
SESSIONS = 22  # of that month
HAMLETS = 3
_SEED = 11

# Kind, whom it reaches, how often it is among a hundred, and what it counts up to.
KINDS: tuple[tuple[str, str | None, int, Mapping[str, int]], ...] = (
    ("talk", "residents", 18, {"attendances": 90, "leaflets": 120}),
    ("neighbourhood_meeting", "residents", 14, {"attendances": 80, "leaflets": 80}),
    ("counselling_direct", "addicted", 16, {"attendances": 6}),
    ("counselling_indirect", "after_rehab", 10, {"attendances": 9}),
    ("patrol", None, 14, {"persons": 12, "hours": 4}),
    ("meeting", None, 8, {"persons": 12}),
    ("leaflets", "residents", 8, {"leaflets": 300}),
    ("inspection", None, 6, {}),
    ("livelihood", "after_rehab", 4, {"households": 5, "money": 50_000_000}),
    ("pledges", "residents", 2, {"pledges": 60}),
)


@dataclass(frozen=True, slots=True)
class Done:
    """One invented activity."""

    kind: str
    on: date
    team_id: int
    hamlet_id: int | None
    volunteer_id: int
    audience: str | None
    figures: tuple[tuple[str, int], ...]


def team_count(size: int) -> int:
    return 1 if size <= OF_COMMUNE else 143


@cache
def everything_done(size: int) -> tuple[Done, ...]:
    """Return what the teams did, in the order it was written down; the same for the same size."""
    return tuple(sorted(_invented(size), key=lambda each: each.on))


def _invented(size: int) -> Iterator[Done]:
    chance = Random(_SEED)
    teams = team_count(size)
    lots = [each for each in KINDS for _ in range(each[2])]
    for _ in range(size):
        kind, audience, _, measures = chance.choice(lots)
        team = chance.randrange(teams) + 1
        counted = [("occasions", 1)]
        counted += [(code, chance.randrange(1, most + 1)) for code, most in measures.items()]
        yield Done(
            kind,
            FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
            team,
            chance.randrange(HAMLETS + 1) or None,
            (team - 1) * MEMBERS + chance.randrange(MEMBERS) + 1,
            audience,
            tuple(counted),
        )


def office_of(shared: Path, size: int) -> Path:
    """Return the folder of an office with so many activities; make it when it is not there."""
    return offices.kept(shared, f"teams-{size}", MADE, partial(_make, size=size))


def prepare(shared: Path, size: int) -> None:
    office_of(shared, size)


def opened(shared: Path, size: int) -> Office:
    return offices.opened(office_of(shared, size))


def lent(shared: Path, size: int, scratch: Path) -> Office:
    """Copy an office for one variant, which may write to it."""
    copied = shutil.copytree(office_of(shared, size), scratch / "office", dirs_exist_ok=True)
    return offices.opened(Path(copied))


def _make(place: Path, size: int) -> None:
    folder = OfficeFolder(place, offices.RESOURCES, lambda: offices.NOW)
    folder.create(an_order())
    with driver_connection(folder.opened.engine) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        write_teams(connection, size)
        _write_sheet(connection, size)
        connection.execute("COMMIT")
    count_totals(place)
    with driver_connection(folder.opened.engine) as connection:
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    folder.close()


def count_totals(place: Path) -> None:
    offices.opened(place).do(count)


def count(work: Work) -> None:
    rebuild_totals(work)
    work.record("totals.rebuilt", None)


def write_teams(connection: Any, size: int, before: int = 0) -> None:
    """Write teams, who serves in them and what they did; `before` are volunteers already there."""
    teams = team_count(size)
    names = [each.full_name for each in persons(_SEED, teams * MEMBERS)]
    offices.insert(
        connection,
        "volunteer",
        "id full_name name_order name_fold post phone serves_from version",
        (
            (number, name, name_order(name), fold(name), "", "", "2016-01-01", 1)
            for number, name in enumerate(names, before + 1)
        ),
    )
    offices.insert(
        connection,
        "volunteer_team",
        "id name level from_on is_pilot note version",
        (
            (team, f"Đội số {team}", "commune", "2016-01-01", 0, "", 1)
            for team in range(1, teams + 1)
        ),
    )
    offices.insert(
        connection,
        "team_member",
        "team_id volunteer_id role represents from_on leave_words version",
        (
            ((member - 1) // MEMBERS + 1, before + member, "member", "", "2016-01-01", "", 1)
            for member in range(1, teams * MEMBERS + 1)
        ),
    )
    done = everything_done(size)
    rows = (_activity(number, each, before) for number, each in enumerate(done, 1))
    offices.insert(connection, "activity", _ACTIVITY, rows)
    figures = ((at, *each, "") for at, one in enumerate(done, 1) for each in one.figures)
    offices.insert(connection, "activity_figure", "activity_id measure amount as_typed", figures)


_ACTIVITY = (
    'id kind "on" team_id hamlet_id volunteer_id audience place topic organiser words details'
    " recorded_by recorded_at version"
)


def _activity(number: int, done: Done, before: int = 0) -> tuple[Any, ...]:
    return (
        number,
        done.kind,
        done.on.isoformat(),
        done.team_id,
        done.hamlet_id,
        before + done.volunteer_id,
        done.audience,
        "Nhà văn hóa thôn",
        "Nội dung thường kỳ",
        "",
        "",
        '{"tasks": []}',
        "Nguyễn Thị Hạnh",
        offices.NOW.isoformat(" "),
        1,
    )


def sheet_activities(size: int) -> tuple[int, ...]:
    """Return the occasions of the month that is opened and saved."""
    return tuple(range(size + 1, size + SESSIONS + 1))


def _write_sheet(connection: Any, size: int) -> None:
    """Let every member of the first team have been at the occasions of one month."""
    year, month = divmod(SHEET_MONTH, 100)
    numbers = sheet_activities(size)
    done = [
        Done("meeting", date(year, month, place + 1), 1, None, 1, None, ())
        for place in range(SESSIONS)
    ]
    offices.insert(connection, "activity", _ACTIVITY, map(_activity, numbers, done))
    offices.insert(
        connection,
        "activity_attendance",
        "activity_id volunteer_id walk_in walk_in_unit is_present",
        ((at, member, "", "", 1) for at in numbers for member in range(1, MEMBERS + 1)),
    )
