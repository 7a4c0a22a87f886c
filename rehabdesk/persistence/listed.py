"""Lists of values handed to the database as one value, to a file and to a server.

Written out one by one, eight hundred spellings of a name take longer to put into a statement than
to look up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Words(FunctionElement[Any]):
    name = "listed_words"
    inherit_cache = True


class _Numbers(FunctionElement[Any]):
    name = "listed_numbers"
    inherit_cache = True


def is_listed(column: Any, name: str) -> ColumnElement[bool]:
    """Ask for rows whose column is among the values bound under this name by `as_list`."""
    values = (_Numbers if isinstance(column.type, Integer) else _Words)(bindparam(name))
    found: ColumnElement[bool] = column.op("IN", is_comparison=True)(values)
    return found


def as_list(values: Iterable[int | str]) -> str:
    return json.dumps(list(values))


@compiles(_Words, "sqlite")
@compiles(_Numbers, "sqlite")
def _in_sqlite(element: _Words | _Numbers, compiler: SQLCompiler, **kwargs: Any) -> str:
    place = compiler.process(element.clauses, **kwargs)
    return f"(SELECT value FROM json_each({place}))"  # noqa: S608 -- the place of a bound value


@compiles(_Words, "postgresql")
@compiles(_Numbers, "postgresql")
def _on_server(element: _Words | _Numbers, compiler: SQLCompiler, **kwargs: Any) -> str:
    kind = "bigint" if isinstance(element, _Numbers) else "text"
    place = compiler.process(element.clauses, **kwargs)
    values = f"json_array_elements_text(CAST({place} AS json))"
    return f"(SELECT CAST(value AS {kind}) FROM {values})"  # noqa: S608 -- as above
