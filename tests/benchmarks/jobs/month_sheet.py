"""A team's month is opened, every cell set anew, and saved whole: encrypted, audited, synced."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from statistics import median
from typing import Any, TypeVar

from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.audit import verify_chain
from rehabdesk.services.month_grid.reading import read_month
from rehabdesk.services.month_grid.saving import CellChange, SaveMonth, save_month
from rehabdesk.services.month_grid.sheet import MonthSheet
from rehabdesk.services.office import Office
from tests.benchmarks import teams
from tests.benchmarks.bars import Between, Within
from tests.benchmarks.job import Context, Job, Output, Peer, Wrong

S = TypeVar("S")
SHEETS = 12  # opened and saved in one run
Cells = Mapping[tuple[int, int], int]  # member and occasion: there or not
MONTH = Month.numbered(teams.SHEET_MONTH)


def data(seed: int, size: int) -> list[Cells]:
    """Return what each sheet is to hold: a clerk ticks a month anew each time."""
    chance = Random(seed)
    places = [
        (member, activity)
        for activity in teams.sheet_activities(size)
        for member in range(1, teams.MEMBERS + 1)
    ]
    return [{place: int(chance.random() < 0.8) for place in places} for _ in range(SHEETS)]


def ours(context: Context) -> Output:
    office: Office = context.once(
        "office", lambda: teams.lent(context.shared, context.size, context.scratch)
    )

    def read() -> MonthSheet:
        return office.look(partial(read_month, team_id=1, month=MONTH))

    def save(sheet: MonthSheet, wanted: Cells) -> None:
        changes = tuple(
            CellChange(place, sheet.cells.get(place, 0), value) for place, value in wanted.items()
        )
        office.do(partial(save_month, order=SaveMonth(1, MONTH, changes)))

    return typed_in(context, read, save, lambda sheet: sheet.cells, office)


def typed_in(
    context: Context,
    read: Callable[[], S],
    save: Callable[[S, Cells], None],
    cells: Callable[[S], Mapping[Any, int]],
    office: Office | None = None,
) -> Output:
    """Open and save sheet after sheet; what both cost is told apart."""
    opening, saving = [], []
    for wanted in context.data:
        start = time.perf_counter()
        sheet = read()
        opening.append(time.perf_counter() - start)
        start = time.perf_counter()
        save(sheet, wanted)
        saving.append(time.perf_counter() - start)
    kept = {place: value for place, value in cells(read()).items() if value}
    figures = {"open_ms": median(opening) * 1000, "save_ms": median(saving) * 1000}
    return Output((kept, office), sum(opening) + sum(saving), figures)


def verify(context: Context, output: Output) -> Mapping[str, int]:
    """The sheet holds what was typed last, and the trail of all savings is whole."""
    kept, office = output.content
    wanted = {place: 1 for place, value in context.data[-1].items() if value}
    if kept != wanted:
        raise Wrong(f"{len(kept)} ticks are kept, not {len(wanted)}")
    if office is not None and not office.look(lambda work: verify_chain(work.session)).is_whole:
        raise Wrong("the trail of the savings is broken")
    return {"cells": len(context.data[-1])}


JOB = Job(
    "month_sheet",
    "a team's month opened and saved",
    "",
    (120_000,),
    data,
    ours,
    verify,
    {
        "raw_sql": Peer("month_sheets:raw_sql", runs=2),
        "pandas": Peer("month_sheets:by_pandas", ("pandas",), runs=2),
    },
    None,
    (Within("raw_sql", 40), Between("open_ms", 100), Between("save_ms", 400)),
    runs=2,
    prepare=teams.prepare,
)
