"""Rows of any table as values that may be written down, and back."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Column, Date, DateTime, Enum, Table, Time, delete, insert, select, update
from sqlalchemy.orm import Session

from rehabdesk.domain.records.base import Entity
from rehabdesk.services.rows.tables import every_table, record_kinds

Row = dict[str, Any]
Rows = dict[str, list[Row]]  # by the name of their table

_READERS: tuple[tuple[type[Any], Callable[[str], Any]], ...] = (
    (DateTime, datetime.fromisoformat),
    (Date, date.fromisoformat),
    (Time, time.fromisoformat),
)


def record_of(session: Session, name: str, row_id: int) -> Entity:
    """Return the record of a row, for what is told of it."""
    return session.get_one(record_kinds()[name], row_id)


def read_rows(session: Session, table: Table, *conditions: Any) -> list[Row]:
    """Return rows as they may be written down, in the order of their ids."""
    session.flush()
    query = select(table).where(*conditions).order_by(table.c.id)
    found = session.execute(query).mappings()
    return [{str(name): _written(value) for name, value in row.items()} for row in found]


def remove_rows(session: Session, rows: Mapping[str, Iterable[Row]]) -> None:
    """Delete these rows, those that point at others first."""
    for table in reversed(every_table()):
        ids = [row["id"] for row in rows.get(table.name, ())]
        if ids:
            session.execute(delete(table).where(table.c.id.in_(ids)))
            _note(session, table)


def put_back(session: Session, rows: Mapping[str, Iterable[Row]]) -> list[tuple[str, Row]]:
    """Insert these rows as they were; return those whose place has gone meanwhile.

    What they may do without is left empty; a column added since gets what new rows get.
    """
    homeless: list[tuple[str, Row]] = []
    for table in every_table():
        for row in rows.get(table.name, ()):
            fitting = _fitting(session, table, row)
            if fitting is None:
                homeless.append((table.name, row))
            else:
                session.execute(insert(table).values(fitting))
                _note(session, table)
    return homeless


def change_row(session: Session, table: Table, row_id: int, values: Mapping[str, Any]) -> None:
    """Write values that were read by `read_rows` into one row."""
    read = {name: read_value(table.c[name], value) for name, value in values.items()}
    session.execute(update(table).where(table.c.id == row_id).values(read))
    _note(session, table)


def read_value(column: Column[Any], written: Any) -> Any:
    if written is None:
        return None
    if isinstance(column.type, Enum) and column.type.enum_class is not None:
        return column.type.enum_class(written)
    for kind, reader in _READERS:
        if isinstance(column.type, kind):
            return reader(written)
    return written


def _written(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value


def _fitting(session: Session, table: Table, row: Row) -> Row | None:
    fitting = {
        name: read_value(table.c[name], value) for name, value in row.items() if name in table.c
    }
    for key in table.foreign_keys:
        value = fitting.get(key.parent.name)
        if value is None or _is_there(session, key.column, value):
            continue
        if not key.parent.nullable:
            return None
        fitting[key.parent.name] = None
    return fitting


def _is_there(session: Session, column: Column[Any], value: Any) -> bool:
    return session.execute(select(column).where(column == value)).first() is not None


def _note(session: Session, table: Table) -> None:
    """Tell the screens, as an act on records would."""
    session.info.setdefault("touched", set()).add(table.name)
