"""The same sums by a loop over entities, by GROUP BY through the bare driver, and by pandas."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from rehabdesk.domain.records.teamwork.activities import Activity
from rehabdesk.services.activities.sums import By, Window
from tests.benchmarks import reported
from tests.benchmarks.job import Context, Output
from tests.benchmarks.jobs.team_sums import PARTS, Added, bare

_AT_ONCE = 5_000
_COLUMNS = {
    By.TEAM: "a.team_id",
    By.AREA: "coalesce(a.hamlet_id, 0)",
    By.AUDIENCE: "coalesce(a.audience, '')",
}
_ROWS = """
SELECT a.kind, f.measure, f.amount, a.team_id, coalesce(a.hamlet_id, 0) hamlet_id,
  coalesce(a.audience, '') audience
FROM activity a CROSS JOIN activity_figure f ON f.activity_id = a.id
WHERE a."on" BETWEEN ? AND ?
"""


def orm_loop(context: Context) -> Output:
    """What most programs would do: entities with their figures, added up in a loop."""
    office = context.once("office", lambda: reported.opened(context.shared, context.size))
    window: Window = context.data
    asked = (
        select(Activity)
        .where(Activity.on.between(window.from_on, window.until_on))
        .options(selectinload(Activity.figures))
        .execution_options(yield_per=_AT_ONCE)
    )
    found: list[Counter[tuple[Any, ...]]] = [Counter() for _ in PARTS]
    with office.sessions() as session:
        for activity in session.scalars(asked):
            told = (activity.team_id, activity.hamlet_id or 0, activity.audience or "")
            for figure in activity.figures:
                for counted, by in zip(found, PARTS, strict=True):
                    counted[_key(activity.kind, figure.measure, told, by)] += figure.amount
    return Output(Added(window, tuple(found)))


def raw_group_by(context: Context) -> Output:
    """Nothing between us and the driver: a GROUP BY for each question."""
    connection = context.once("connection", lambda: bare(context))
    window: Window = context.data
    days = (window.from_on.isoformat(), window.until_on.isoformat())
    parts = []
    for by in PARTS:
        columns = ["a.kind", "f.measure", *(_COLUMNS[each] for each in by)]
        told = ", ".join(columns)
        sql = (
            f"SELECT {told}, sum(f.amount) FROM activity a"
            " CROSS JOIN activity_figure f ON f.activity_id = a.id"  # the order the days ask for
            f' WHERE a."on" BETWEEN ? AND ? GROUP BY {told}'
        )
        rows = connection.execute(sql, days).fetchall()
        parts.append({_placed(row[:-1], by): row[-1] for row in rows})
    return Output(Added(window, tuple(parts)))


def by_pandas(context: Context) -> Output:
    """Read the rows into a frame once, and group it for each question."""
    pandas = import_module("pandas")  # an extra: without it this rival is left out

    connection = context.once("connection", lambda: bare(context))
    window: Window = context.data
    days = (window.from_on.isoformat(), window.until_on.isoformat())
    names = ["kind", "measure", "amount", "team_id", "hamlet_id", "audience"]
    frame = pandas.DataFrame(connection.execute(_ROWS, days).fetchall(), columns=names)
    named = {By.TEAM: "team_id", By.AREA: "hamlet_id", By.AUDIENCE: "audience"}
    parts = []
    for by in PARTS:
        columns = ["kind", "measure", *(named[each] for each in by)]
        sums = frame.groupby(columns)["amount"].sum()
        parts.append({_placed(key, by): int(amount) for key, amount in sums.items()})
    return Output(Added(window, tuple(parts)))


def _key(kind: str, measure: str, told: tuple[Any, ...], by: tuple[By, ...]) -> tuple[Any, ...]:
    named = dict(zip((By.TEAM, By.AREA, By.AUDIENCE), told, strict=True))
    return _placed((kind, measure, *(named[each] for each in by)), by)


def _placed(row: Any, by: tuple[By, ...]) -> tuple[Any, ...]:
    """Give a row as our own sums are told: what nobody asked for is None."""
    named = dict(zip(by, row[2:], strict=True))
    return (row[0], row[1], *(named.get(each) for each in (By.TEAM, By.AREA, By.AUDIENCE)))
