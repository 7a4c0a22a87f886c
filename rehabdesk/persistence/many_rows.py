"""Many rows of one table, inserted by the driver itself: a third of the time it takes otherwise.

And several questions at a time, which a server answers in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from sqlalchemy import JSON, Select, Table, bindparam, insert
from sqlalchemy.orm import Session

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def insert_rows(
    session: Session,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    same: Mapping[str, Any] = _NOTHING,
) -> None:
    """Insert rows that all tell the same columns; `same` is told of each of them besides.

    The screens are told as of any change.
    """
    if rows:
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        insert_columns(session, table, columns, same)


def insert_columns(
    session: Session,
    table: Table,
    columns: Mapping[str, list[Any]],
    same: Mapping[str, Any] = _NOTHING,
) -> None:
    """Insert rows that are told a column at a time."""
    count = max(map(len, columns.values()))
    if not count:
        return
    connection = session.connection()
    if connection.dialect.name == "postgresql" and "id" in table.c and "id" not in columns:
        from rehabdesk.persistence.server.ids import first_ids

        first = first_ids(session, (table,))[table.name]
        columns = {"id": list(range(first, first + count)), **columns}
    names = (*columns, *same)
    compiled = insert(table).values({name: bindparam(name) for name in names}).compile(connection)
    places = compiled.positiontup
    told = []
    for name in places or names:
        write = _writer(table, name, connection.dialect)
        if name in same:
            told.append(_written([same[name]], write) * count)
        else:
            told.append(_written(columns[name], write))
    rows: Any = zip(*told, strict=True)
    if not places:  # the driver of a server takes values by their names
        rows = (dict(zip(names, row, strict=True)) for row in rows)
    connection.exec_driver_sql(str(compiled), list(rows))
    session.info.setdefault("touched", set()).add(table.name)


def _written(values: list[Any], write: Any) -> list[Any]:
    return values if write is None else write(values)


def _writer(table: Table, name: str, dialect: Any) -> Any:
    """Return what turns values into what the driver takes; nothing where they are as it takes."""
    kind = table.c[name].type.dialect_impl(dialect)
    write = kind.bind_processor(dialect)
    if write is None:
        return None
    known = _in_turn if isinstance(table.c[name].type, JSON) else _each_once
    return partial(known, write)


def _each_once(write: Callable[[Any], Any], values: Sequence[Any]) -> list[Any]:
    """Days, codes and moments come again and again."""
    told = {value: write(value) for value in set(values)}
    return [told[value] for value in values]


def _in_turn(write: Callable[[Any], Any], values: Sequence[Any]) -> list[Any]:
    """Where nothing is told, one and the same nothing is told of row after row."""
    nothing = write({})
    return [nothing if value == {} else write(value) for value in values]


def answers(
    session: Session, questions: Mapping[str, Select[Any]], values: Mapping[str, Any]
) -> dict[str, list[tuple[Any, ...]]]:
    """Answer several questions about rows with the same values; each is one for life."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        from rehabdesk.persistence.server.pipeline import ask_at_once

        return ask_at_once(connection, questions, values)
    return {
        name: [tuple(row) for row in connection.execute(question, values)]
        for name, question in questions.items()
    }
