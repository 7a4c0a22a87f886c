"""Ids on a server: the same as a file would give, the highest of the table and one.

Only one writes at a time, so nobody else can count the same; there is no sequence that could fall
behind what was copied, and nothing to set when an office moves.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import TableClause, event, func, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from rehabdesk.persistence.database import OfficeSession


class ServerSession(OfficeSession):
    """A session whose records get their ids from here."""


def first_ids(session: Session, tables: Iterable[TableClause]) -> dict[str, int]:
    """Return the next id of each of these tables."""
    asked = {table.name: table for table in tables}
    if not asked:
        return {}
    highest = [
        select(func.max(table.c.id)).scalar_subquery().label(name) for name, table in asked.items()
    ]
    found = session.execute(select(*highest)).one()
    return {name: (last or 0) + 1 for name, last in zip(asked, found, strict=True)}


@event.listens_for(ServerSession, "before_flush")
def _number_records(session: Session, _context: Any, _instances: Any) -> None:
    """Give new records their ids in the order they came; those that come back keep theirs."""
    waiting = [each for each in session.new if each.id is None]
    if not waiting:
        return
    waiting.sort(key=lambda each: inspect(each).insert_order)
    with session.no_autoflush:
        following = first_ids(session, (each.__table__ for each in waiting))
    for each in session.new:
        if each.id is not None and each.__tablename__ in following:
            name = each.__tablename__
            following[name] = max(following[name], each.id + 1)
    for each in waiting:
        each.id = following[each.__tablename__]
        following[each.__tablename__] += 1


@event.listens_for(ServerSession, "do_orm_execute")
def _number_rows(state: ORMExecuteState) -> Any:
    """Give an id to rows that are inserted without being records."""
    table: Any = getattr(state.statement, "table", None)
    if not state.is_insert or not isinstance(table, TableClause) or "id" not in table.c:
        return None
    statement: Any = state.statement
    told = state.parameters
    if isinstance(told, list) and told and "id" not in told[0]:
        following = first_ids(state.session, (table,))[table.name]
        return state.invoke_statement(params=[{"id": following + n} for n in range(len(told))])
    is_told = "id" in (told or ()) or any(
        getattr(each, "name", each) == "id"
        for each in statement._values or ()  # noqa: SLF001
    )
    if is_told or isinstance(told, list):
        return None
    state.statement = statement.values(id=first_ids(state.session, (table,))[table.name])
    return None
