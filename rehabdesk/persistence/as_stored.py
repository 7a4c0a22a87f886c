"""Tables whose values go in and out as a file keeps them, whichever engine keeps them now.

What is written down so on one engine can be put back on the other.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Enum, TableClause, Time, column, table
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator, TypeEngine

from rehabdesk.domain.records.base import Entity

_OTHERWISE_IN_A_FILE = (JSON, Boolean, Date, DateTime, Time, Enum)


def table_as_stored(session: Session, name: str) -> TableClause:
    """Return a table of this name for the engine of a session."""
    return _table(name, is_on_server=session.get_bind().dialect.name == "postgresql")


@cache
def _table(name: str, *, is_on_server: bool) -> TableClause:
    kept = Entity.metadata.tables[name].c
    if is_on_server:
        return table(name, *(column(each.name, _kind(each)) for each in kept))
    return table(name, *(column(each.name) for each in kept))


def _kind(kept: Column[Any]) -> TypeEngine[Any]:
    if isinstance(kept.type, JSON):
        return _AsInFile(JSON(none_as_null=bool(kept.nullable)))
    return _AsInFile(kept.type) if isinstance(kept.type, _OTHERWISE_IN_A_FILE) else kept.type


class _AsInFile(TypeDecorator[Any]):
    """Days and moments as text, yes and no as figures, codes and lists as they are written."""

    impl = JSON
    cache_ok = True

    def __init__(self, kind: TypeEngine[Any]) -> None:
        super().__init__()
        self.kind = kind
        file = SQLiteDialect()
        kept = kind.dialect_impl(file)
        self._write = kept.bind_processor(file)
        self._read = kept.result_processor(file, None)

    def load_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        return dialect.type_descriptor(self.kind)  # type: ignore[no-any-return]

    def process_bind_param(self, value: Any, dialect: Any) -> Any:  # noqa: ARG002
        return self._read(value) if self._read and value is not None else value

    def process_result_value(self, value: Any, dialect: Any) -> Any:  # noqa: ARG002
        return self._write(value) if self._write and value is not None else value
