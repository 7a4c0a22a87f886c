"""The same month through the bare driver, and as a pivot of pandas: no check, no trail."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from tests.benchmarks import teams
from tests.benchmarks.job import Context, Output
from tests.benchmarks.jobs.month_sheet import MONTH, Cells, typed_in

_SHEET = """
SELECT m.volunteer_id, a.id, coalesce(t.is_present, 0)
FROM activity a JOIN team_member m ON m.team_id = a.team_id
LEFT JOIN activity_attendance t ON t.activity_id = a.id AND t.volunteer_id = m.volunteer_id
WHERE a.team_id = 1 AND a."on" BETWEEN ? AND ? ORDER BY m.volunteer_id, a."on"
"""
_SAVE = """
INSERT INTO activity_attendance (activity_id, volunteer_id, walk_in, walk_in_unit, is_present)
VALUES (?, ?, '', '', ?)
ON CONFLICT (activity_id, volunteer_id) DO UPDATE SET is_present = excluded.is_present
"""
_DAYS = (MONTH.first.isoformat(), MONTH.last.isoformat())


def raw_sql(context: Context) -> Output:
    """One question, one statement for each cell, one commit."""
    connection = context.once("connection", lambda: _lent(context))

    def read() -> list[tuple[int, int, int]]:
        found: list[tuple[int, int, int]] = connection.execute(_SHEET, _DAYS).fetchall()
        return found

    def save(_: object, wanted: Cells) -> None:
        _write(connection, wanted)

    return typed_in(context, read, save, _cells)


def by_pandas(context: Context) -> Output:
    """The rows become a frame of members by occasions; it goes back cell by cell."""
    pandas = import_module("pandas")  # an extra: without it this rival is left out
    connection = context.once("connection", lambda: _lent(context))

    def read() -> Any:
        rows = connection.execute(_SHEET, _DAYS).fetchall()
        frame = pandas.DataFrame(rows, columns=["member", "occasion", "there"])
        return frame.pivot_table(index="member", columns="occasion", values="there")

    def save(sheet: Any, wanted: Cells) -> None:
        for (member, occasion), value in wanted.items():
            sheet.at[member, occasion] = value
        told = sheet.stack()
        _write(connection, {place: int(value) for place, value in told.items()})

    def cells(sheet: Any) -> Mapping[object, int]:
        return {place: int(value) for place, value in sheet.stack().items()}

    return typed_in(context, read, save, cells)


def _write(connection: Any, wanted: Cells) -> None:
    connection.execute("BEGIN IMMEDIATE")
    rows = [(occasion, member, value) for (member, occasion), value in wanted.items()]
    connection.executemany(_SAVE, rows)
    connection.execute("COMMIT")


def _cells(rows: list[tuple[int, int, int]]) -> Mapping[object, int]:
    return {(member, occasion): value for member, occasion, value in rows}


def _lent(context: Context) -> Any:
    office = teams.lent(context.shared, context.size, context.scratch)
    return office.sessions.kw["bind"].raw_connection().driver_connection
