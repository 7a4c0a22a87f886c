"""What a server would answer otherwise than a file, asked so that it answers alike."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Engine, Join, String
from sqlalchemy.dialects.postgresql.base import PGCompiler, PGDDLCompiler
from sqlalchemy.sql import visitors
from sqlalchemy.sql.selectable import NamedFromClause

_PLAIN = ' COLLATE "C"'


class _Questions(PGCompiler):
    def order_by_clause(self, select: Any, **kw: Any) -> str:
        """Put what is empty first, as a file does; last where the order is turned round."""
        maybe_missing = _maybe_missing(self.stack[-1]["correlate_froms"])
        told = []
        for each in select._order_by_clauses:  # noqa: SLF001
            words = each._compiler_dispatch(self, **kw)  # noqa: SLF001
            told.append(words + _empty_place(each, words, maybe_missing))
        return f" ORDER BY {', '.join(told)}" if told else ""

    def visit_like_op_binary(self, binary: Any, operator: Any, **kw: Any) -> str:
        """Take Latin letters without an accent, large or small, for the same, as a file does."""
        told: str = self.visit_ilike_op_binary(binary, operator, **kw)  # type: ignore[no-untyped-call]
        return told

    def visit_not_like_op_binary(self, binary: Any, operator: Any, **kw: Any) -> str:
        told: str = self.visit_not_ilike_op_binary(binary, operator, **kw)  # type: ignore[no-untyped-call]
        return told


class _Shapes(PGDDLCompiler):
    def get_column_specification(self, column: Column[Any], **kw: Any) -> str:
        """Compare text by plain code points, whatever language the server was set up in.

        Ids come from the program (`ids.py`), so no sequence can fall behind them.
        """
        told: str = super().get_column_specification(column, **kw)  # type: ignore[no-untyped-call]
        name = self.preparer.format_column(column)
        told = told.replace(f"{name} SERIAL", f"{name} INTEGER", 1)
        kind = column.type
        if isinstance(kind, String) and kind.collation is None:
            written = self.dialect.type_compiler_instance.process(kind, type_expression=column)
            told = told.replace(f"{name} {written}", f"{name} {written}{_PLAIN}", 1)
        return told


def speak_as_the_file(engine: Engine) -> None:
    engine.dialect.statement_compiler = _Questions
    engine.dialect.ddl_compiler = _Shapes


def _maybe_missing(sources: Any) -> frozenset[str]:
    """Name the tables a question may find no row of: what stands there is empty then."""
    return frozenset(
        table.name
        for join in sources
        if isinstance(join, Join) and join.isouter
        for table in visitors.iterate(join.right)
        if isinstance(table, NamedFromClause)
    )


def _empty_place(clause: Any, words: str, maybe_missing: frozenset[str]) -> str:
    if words.endswith((" NULLS FIRST", " NULLS LAST")):
        return ""
    element: Any = clause
    while hasattr(element, "element") and not isinstance(element, Column):
        element = element.element
    if isinstance(element, Column) and not element.nullable:
        table = getattr(element.table, "name", "")
        if table not in maybe_missing:
            return ""
    return " NULLS LAST" if words.endswith(" DESC") else " NULLS FIRST"
