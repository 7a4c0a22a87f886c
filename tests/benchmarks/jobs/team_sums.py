"""P6: what teams did in ten years, added up by kind, measure and one part more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

from rehabdesk.services.activities.sums import By, Window, sum_measures
from tests.benchmarks import reported, teams
from tests.benchmarks.bars import Faster
from tests.benchmarks.job import Context, Job, Output, Peer, Wrong

PARTS: tuple[tuple[By, ...], ...] = ((), (By.TEAM,), (By.AREA,), (By.AUDIENCE,))
Amounts = Mapping[tuple[Any, ...], int]


@dataclass(frozen=True, slots=True)
class Added:
    """For each of the parts asked for, the amounts by kind, measure and that part."""

    window: Window
    parts: tuple[Amounts, ...]


def data(seed: int, _size: int) -> Window:
    """Return ten years less some weeks: a window that begins and ends within a month."""
    chance = Random(seed)
    begins = teams.FIRST_DAY + timedelta(days=chance.randrange(1, 40))
    ends = teams.FIRST_DAY + timedelta(days=teams.DAYS - chance.randrange(1, 40))
    return Window(begins, ends)


def ours(context: Context) -> Output:
    office = context.once("office", lambda: reported.opened(context.shared, context.size))
    window: Window = context.data
    parts = []
    for by in PARTS:
        sums = office.look(partial(sum_measures, window=window, by=by))
        parts.append(
            {
                (each.kind, each.measure, each.team_id, each.hamlet_id, each.audience): each.amount
                for each in sums
            }
        )
    return Output(Added(window, tuple(parts)))


def limit(context: Context) -> Output:
    """Look once at every amount there is, and at nothing else."""
    connection = context.once("connection", lambda: bare(context))
    connection.execute("SELECT sum(amount) FROM activity_figure").fetchall()
    return Output(None)


def bare(context: Context) -> Any:
    """Return the driver's own connection to the office."""
    office = reported.opened(context.shared, context.size)
    return office.sessions.kw["bind"].raw_connection().driver_connection


def verify(context: Context, output: Output) -> Mapping[str, int]:
    """Compare with adding up everything that was invented, one by one."""
    added: Added | None = output.content
    if added is None:
        return {}
    wanted = _wanted(context.size, added.window)
    for place, amounts in enumerate(added.parts):
        if dict(amounts) != wanted[place]:
            raise Wrong(f"{PARTS[place]}: {len(amounts)} sums differ from {len(wanted[place])}")
    return {"sums": sum(map(len, wanted))}


def _wanted(size: int, window: Window) -> list[Amounts]:
    found: list[Counter[tuple[Any, ...]]] = [Counter() for _ in PARTS]
    for each in teams.everything_done(size):
        if not window.from_on <= each.on <= window.until_on:
            continue
        for measure, amount in each.figures:
            for counted, by in zip(found, PARTS, strict=True):
                key = (
                    each.kind,
                    measure,
                    each.team_id if By.TEAM in by else None,
                    (each.hamlet_id or 0) if By.AREA in by else None,
                    (each.audience or "") if By.AUDIENCE in by else None,
                )
                counted[key] += amount
    return [dict(counted) for counted in found]


JOB = Job(
    "team_sums",
    "ten years of a team, added up four ways",
    "activities",
    (120_000, 1_000_000),
    data,
    ours,
    verify,
    {
        "orm_loop": Peer("sums_of_teams:orm_loop", runs=1),
        "raw_group_by": Peer("sums_of_teams:raw_group_by", runs=2),
        "pandas": Peer("sums_of_teams:by_pandas", ("pandas",), runs=2),
    },
    limit,
    (
        Faster("orm_loop", 50),
        Faster("raw_group_by", 5),
        Faster("pandas", 6),
    ),
    quick_sizes=(120_000,),
    runs=3,
    prepare=reported.prepare,
)
