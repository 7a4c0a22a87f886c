"""The records of an office copied to another engine, row by row, and proved to be the same there.

Whoever moves them holds the writers' turn of the source all the while: nothing is written to it,
and nobody else writes. The target is marked as being filled until the proof is in. What was
copied before an interruption is compared, not copied again; where the source has gone on since,
the copy begins anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, inspect, text

from rehabdesk.persistence.database import WRITES
from rehabdesk.persistence.moving.mark import Filling, note_filling, read_filling
from rehabdesk.persistence.moving.rows import (
    MovedTable,
    RowRefused,
    count_rows,
    empty_tables,
    last_id,
    read_rows,
    sum_up,
    write_rows,
)
from rehabdesk.persistence.schema import is_current, upgrade
from rehabdesk.services.moving.proving import head_of, prove
from rehabdesk.services.moving.telling import (
    MovingProof,
    MovingStep,
    MovingStopped,
    RowNotTaken,
    Stage,
    Stop,
    TargetNotEmpty,
    Tell,
)
from rehabdesk.services.moving.words import word_of
from rehabdesk.services.rows.tables import every_table


def moved_tables() -> tuple[MovedTable, ...]:
    """Return every table of the records, those that are pointed at first."""
    return tuple(map(MovedTable, every_table()))


@contextmanager
def held(source: Engine) -> Iterator[Connection]:
    """Hold the writers' turn of the source without writing: it stays as it is until the end."""
    with source.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        try:
            yield connection
        finally:
            connection.rollback()


def move_records(source: Engine, target: Engine, tell: Tell, stop: Stop) -> MovingProof:
    """Copy every table, prove every row, paper and line of the trail; the mark stays.

    The words of the search are no records: whoever opens the target makes them anew, see
    `offices.py`.
    """
    with held(source) as connection:
        copy_records(connection, target, tell, stop)
        return prove(connection, target, moved_tables(), tell, stop)


def copy_records(source: Connection, target: Engine, tell: Tell, stop: Stop) -> None:
    tables = moved_tables()
    filling = Filling(*head_of(source))
    _prepare(target, tables, filling)
    copying = _Copying(source, target, tell, stop)
    copying.total = sum(count_rows(source, each) for each in tables)
    if not copying.is_good_so_far(tables):
        _begin_anew(target, tables, filling)
        copying.start_over()
    for table in tables:
        copying.copy(table)


def _prepare(target: Engine, tables: Sequence[MovedTable], filling: Filling) -> None:
    """Mark an empty database as being filled; one filled from another state is emptied."""
    if not may_be_filled(target):
        raise TargetNotEmpty
    with target.connect() as connection:
        before = read_filling(connection)
    if not is_current(target):
        upgrade(target)
    if before is None:
        with _writing(target) as connection:
            note_filling(connection, filling)
    elif before != filling:
        _begin_anew(target, tables, filling)


def may_be_filled(target: Engine) -> bool:
    """Tell whether a database holds nothing, or nothing but what an earlier go has copied."""
    with target.connect() as connection:
        if read_filling(connection) is not None:
            return True
        return not _holds_anything(connection, moved_tables())


def _begin_anew(target: Engine, tables: Sequence[MovedTable], filling: Filling) -> None:
    with _writing(target) as connection:
        empty_tables(connection, tables)
        note_filling(connection, filling)


def _holds_anything(connection: Connection, tables: Sequence[MovedTable]) -> bool:
    there = frozenset(inspect(connection).get_table_names())
    return any(
        connection.execute(text(f'SELECT 1 FROM "{each.name}" LIMIT 1')).first()  # noqa: S608
        for each in tables
        if each.name in there
    )


@contextmanager
def _writing(target: Engine) -> Iterator[Connection]:
    with target.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        yield connection


@dataclass
class _Copying:
    """One go at it: what has been done, table by table."""

    source: Connection
    target: Engine
    tell: Tell
    stop: Stop
    total: int = 0
    done: dict[str, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)  # ids an earlier go has come to

    def is_good_so_far(self, tables: Sequence[MovedTable]) -> bool:
        """Compare what an earlier go has copied; note how far each table is."""
        with self.target.connect() as connection:
            self.last = {each.name: last_id(connection, each) for each in tables}
            for table in tables:
                if not self.last[table.name]:
                    continue
                self._say(Stage.LOOKING, table)
                there = sum_up(connection, table)
                if there != sum_up(self.source, table, until=self.last[table.name]):
                    return False
                self.done[table.name] = there.rows
        return True

    def start_over(self) -> None:
        self.done.clear()
        self.last.clear()

    def copy(self, table: MovedTable) -> None:
        self._say(Stage.COPYING, table)
        for rows in read_rows(self.source, table, after=self.last.get(table.name, 0)):
            try:
                with _writing(self.target) as connection:
                    write_rows(connection, table, rows)
            except RowRefused as refused:
                raise RowNotTaken(refused.table, refused.row_id) from None
            self.done[table.name] = self.done.get(table.name, 0) + len(rows)
            self._say(Stage.COPYING, table)

    def _say(self, stage: Stage, table: MovedTable) -> None:
        self.tell(MovingStep(stage, word_of(table.name), sum(self.done.values()), self.total))
        if self.stop():
            raise MovingStopped
