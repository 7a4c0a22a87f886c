"""Rows read and written by the driver itself, in one form for a file and for a server.

The form is a file's: figures, text and bytes; days, moments, yes and no as a file writes them, and
what is written as JSON letter for letter. So a row is the same on both engines, or it is not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, Date, DateTime, LargeBinary, Table, Time

Row = tuple[Any, ...]
_SEARCH = "person_search"  # no record: filled anew when the records are there
_ROWS, _ROWS_WITH_BYTES = 2_000, 40  # read and written at once
_MOMENT, _TIME = "2026-11-23 08:42:00.000000", "08:42:00.000000"
_TOLD_BY_A_SERVER = {
    Boolean: "{}::int",
    Date: "to_char({}, 'YYYY-MM-DD')",
    DateTime: "to_char({}, 'YYYY-MM-DD HH24:MI:SS.US')",
    Time: "to_char({}, 'HH24:MI:SS.US')",
    JSON: "{}::text",
}


class RowRefused(Exception):
    """The target does not take a row the source has; it names no value."""

    def __init__(self, table: str, row_id: int) -> None:
        super().__init__(f"{table} {row_id}")
        self.table = table
        self.row_id = row_id


@dataclass(frozen=True, slots=True)
class TableSum:
    """How many rows a table has, and the fingerprint over all of them in the order of their ids."""

    name: str
    rows: int
    fingerprint: str


@dataclass(frozen=True)
class MovedTable:
    """A table of the records; the first of its columns is the id."""

    table: Table

    @property
    def name(self) -> str:
        return str(self.table.name)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return ("id", *(each.name for each in self.table.c if each.name != "id"))

    @cached_property
    def at_once(self) -> int:
        has_bytes = any(isinstance(each.type, LargeBinary) for each in self.table.c)
        return _ROWS_WITH_BYTES if has_bytes else _ROWS

    @cached_property
    def points_at_itself(self) -> bool:
        return any(each.column.table is self.table for each in self.table.foreign_keys)

    @cached_property
    def named(self) -> str:
        return ", ".join(f'"{each}"' for each in self.columns)

    def places(self, *kinds: type) -> tuple[int, ...]:
        """Say where in a row its values of these kinds stand."""
        every = enumerate(self.columns)
        return tuple(at for at, name in every if isinstance(self.table.c[name].type, kinds))

    def told_by(self, dialect: str) -> str:
        """Name the columns so that this engine tells them as a file keeps them."""
        if dialect != "postgresql":
            return self.named
        told = []
        for name in self.columns:
            kind = self.table.c[name].type
            words = next((w for t, w in _TOLD_BY_A_SERVER.items() if isinstance(kind, t)), "{}")
            told.append(words.format(f'"{name}"'))
        return ", ".join(told)


def count_rows(connection: Connection, table: MovedTable) -> int:
    return _figure(connection, f'SELECT count(*) FROM "{table.name}"')  # noqa: S608


def last_id(connection: Connection, table: MovedTable) -> int:
    return _figure(connection, f'SELECT max(id) FROM "{table.name}"')  # noqa: S608


def _figure(connection: Connection, asked: str) -> int:
    return int(connection.exec_driver_sql(asked).scalar() or 0)


def read_rows(
    connection: Connection, table: MovedTable, after: int = 0, until: int | None = None
) -> Iterator[list[Row]]:
    """Read a table in the order of its ids, some rows at a time.

    Where rows point at others of the same table all of them come at once.
    """
    dialect = connection.dialect.name
    mark = "%s" if dialect == "postgresql" else "?"
    limit = "" if table.points_at_itself else f" LIMIT {table.at_once}"
    upper = "" if until is None else f" AND id <= {int(until)}"
    asked = (
        f'SELECT {table.told_by(dialect)} FROM "{table.name}"'  # noqa: S608 -- names of our own
        f" WHERE id > {mark}{upper} ORDER BY id{limit}"
    )
    cursor = connection.connection.cursor()
    try:
        while True:
            cursor.execute(asked, (after,))
            rows: list[Row] = list(cursor.fetchall())
            if not rows:
                return
            yield rows if dialect == "postgresql" else _in_one_form(table, rows)
            if not limit or len(rows) < table.at_once:
                return
            after = rows[-1][0]
    finally:
        cursor.close()


def write_rows(connection: Connection, table: MovedTable, rows: Sequence[Row]) -> None:
    """Write rows as they were read; of a refusal only table and id are told, never a value."""
    if connection.dialect.name == "postgresql":
        _copy_in(connection, table, rows)
        return
    marks = ", ".join("?" * len(table.columns))
    if table.points_at_itself:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    cursor = connection.connection.cursor()
    try:
        cursor.executemany(
            f'INSERT INTO "{table.name}" ({table.named}) VALUES ({marks})',  # noqa: S608
            rows,
        )
    finally:
        cursor.close()


def empty_tables(connection: Connection, tables: Sequence[MovedTable]) -> None:
    """Take every row out, those that point at others first, and the words of the search."""
    if connection.dialect.name == "postgresql":
        names = ", ".join([*(f'"{each.name}"' for each in tables), _SEARCH])
        connection.exec_driver_sql(f"TRUNCATE {names}")
        return
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.exec_driver_sql(f"DELETE FROM {_SEARCH}")  # noqa: S608
    for table in reversed(tables):
        connection.exec_driver_sql(f'DELETE FROM "{table.name}"')  # noqa: S608


def sum_up(connection: Connection, table: MovedTable, until: int | None = None) -> TableSum:
    """Count a table's rows and take the fingerprint over them, up to an id or to the end."""
    digest, count = sha256(), 0
    for rows in read_rows(connection, table, until=until):
        digest.update(_ENCODER.encode(rows)[1:-1].encode("ascii") + b",")
        count += len(rows)
    return TableSum(table.name, count, digest.hexdigest())


def first_difference(one: Connection, other: Connection, table: MovedTable) -> int | None:
    """Return the id of the first row that is not the same on both, or is on one only."""
    for rows, twins in _side_by_side(one, other, table):
        if rows == twins:
            continue
        for row, twin in zip(rows, twins, strict=False):
            if row != twin:
                return int(min(row[0], twin[0]))
        longer = rows if len(rows) > len(twins) else twins
        return int(longer[min(len(rows), len(twins))][0])
    return None


def _side_by_side(
    one: Connection, other: Connection, table: MovedTable
) -> Iterator[tuple[list[Row], list[Row]]]:
    left, right = read_rows(one, table), read_rows(other, table)
    while True:
        rows, twins = next(left, []), next(right, [])
        if not rows and not twins:
            return
        yield rows, twins


def _copy_in(connection: Connection, table: MovedTable, rows: Sequence[Row]) -> None:
    """Hand rows over in one stream. Where one is refused, they are tried singly to name it."""
    import psycopg

    told = f'COPY "{table.name}" ({table.named}) FROM STDIN'
    cursor: Any = connection.connection.cursor()
    refused: int | None = None
    connection.exec_driver_sql("SAVEPOINT moved")
    try:
        with cursor.copy(told) as stream:
            for row in rows:
                stream.write_row(row)
    except (psycopg.DataError, psycopg.IntegrityError, UnicodeError):
        refused = rows[0][0]
    finally:
        cursor.close()
    if refused is not None:
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT moved")
        if len(rows) > 1:
            half = len(rows) // 2
            _copy_in(connection, table, rows[:half])
            _copy_in(connection, table, rows[half:])
        raise RowRefused(table.name, refused)
    connection.exec_driver_sql("RELEASE SAVEPOINT moved")


def _in_one_form(table: MovedTable, rows: list[Row]) -> list[Row]:
    """Write moments with all their places, as the program does, also where another hand did not."""
    moments, times = table.places(DateTime), table.places(Time)
    if _are_whole(rows, moments, _MOMENT) and _are_whole(rows, times, _TIME):
        return rows
    return [_written_out(row, moments, times) for row in rows]


def _are_whole(rows: list[Row], places: tuple[int, ...], pattern: str) -> bool:
    """Say whether these values are as long as they should be, with a blank where one belongs."""
    length, blank = len(pattern), pattern.find(" ")
    return all(
        row[at] is None or (len(row[at]) == length and row[at].find(" ") == blank)
        for at in places
        for row in rows
    )


def _written_out(row: Row, moments: tuple[int, ...], times: tuple[int, ...]) -> Row:
    values = list(row)
    for at in moments:
        if values[at] is not None:
            values[at] = datetime.fromisoformat(values[at]).isoformat(" ", "microseconds")
    for at in times:
        if values[at] is not None:
            values[at] = time.fromisoformat(values[at]).isoformat("microseconds")
    return tuple(values)


def _fingerprint(content: bytes) -> str:
    return sha256(content).hexdigest()


_ENCODER = json.JSONEncoder(default=_fingerprint, separators=(",", ":"))
