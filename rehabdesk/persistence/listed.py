"""Lists of values handed to the database as one value.

Written out one by one, eight hundred spellings of a name take longer to put into a statement than
to look up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Listed(FunctionElement[Any]):
    name = "listed"
    inherit_cache = True


def is_listed(column: Any, name: str) -> ColumnElement[bool]:
    """Ask for rows whose column is among the values bound under this name by `as_list`."""
    found: ColumnElement[bool] = column.op("IN", is_comparison=True)(_Listed(bindparam(name)))
    return found


def as_list(values: Iterable[int | str]) -> str:
    return json.dumps(list(values))


@compiles(_Listed, "sqlite")
def _in_sqlite(element: _Listed, compiler: SQLCompiler, **kwargs: Any) -> str:
    place = compiler.process(element.clauses, **kwargs)
    return f"(SELECT value FROM json_each({place}))"  # noqa: S608 -- the place of a bound value
