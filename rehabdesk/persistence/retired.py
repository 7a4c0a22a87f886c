"""Ids that have been somebody's: nobody else gets them, even when their rows have gone.

The database would give the highest id of a table again once its row is deleted, and what the
trail tells of the one would be read as told of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import JSON, column, func, insert, select, table, update
from sqlalchemy.orm import Session

_SETTINGS = table("office_setting", column("id"), column("key"), column("value", JSON))
_KEY = "retired_ids"  # the highest id that has left, by table
_QUESTION = select(_SETTINGS.c.value).where(_SETTINGS.c.key == _KEY)


def retire(session: Session, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """Note that these rows leave and their ids go with them."""
    known = session.scalar(_QUESTION)
    highest = dict(known or {})
    for name, gone in rows.items():
        highest[name] = max([int(highest.get(name, 0)), *(row["id"] for row in gone)])
    if known is None:
        session.execute(insert(_SETTINGS).values(key=_KEY, value=highest))
    else:
        session.execute(update(_SETTINGS).where(_SETTINGS.c.key == _KEY).values(value=highest))


def last_retired(session: Session, name: str) -> int:
    """Return the highest id, or number, of this name that is not to be given again."""
    return int((session.scalar(_QUESTION) or {}).get(name, 0))


def pass_over_retired(session: Session, _context: Any, _instances: Any) -> None:
    """Before a flush, number new records where the database would give an id that has been."""
    new = defaultdict(list)
    for entity in session.new:
        if entity.id is None and _SETTINGS.name in entity.metadata.tables:
            new[entity.__tablename__].append(entity)
    if not new:
        return
    with session.no_autoflush:
        retired = session.scalar(_QUESTION) or {}
        for name, entities in new.items():
            _number(session, entities, int(retired.get(name, 0)))


def _number(session: Session, entities: list[Any], retired: int) -> None:
    if not retired:
        return
    present = session.scalar(select(func.max(type(entities[0]).__table__.c.id))) or 0
    if present < retired:
        for entity in entities:
            retired += 1
            entity.id = retired
