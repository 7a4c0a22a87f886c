"""What points at what, read off the tables themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, UniqueConstraint

from rehabdesk.services.rows.tables import every_table


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of a table that names rows of another."""

    table: Table
    column: Column[Any]

    @property
    def name(self) -> str:
        return f"{self.table.name}.{self.column.name}"


def references_to(target: str) -> list[Reference]:
    """Return every column with a foreign key to this table."""
    return [
        Reference(table, key.parent)
        for table in every_table()
        for key in sorted(table.foreign_keys, key=lambda each: each.parent.name)
        if key.column.table.name == target
    ]


def unique_besides(reference: Reference) -> Iterator[tuple[str, ...]]:
    """Tell with which other columns a reference must be unique: a flag, once for each user."""
    name = reference.column.name
    if reference.column.unique:
        yield ()
    for constraint in reference.table.constraints:
        if isinstance(constraint, UniqueConstraint) and name in constraint.columns:
            yield tuple(column.name for column in constraint.columns if column.name != name)
