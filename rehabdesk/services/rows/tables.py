"""Every table there is, those mapped only when they are first needed among them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Table

from rehabdesk.domain.records.base import Entity


def every_table() -> Sequence[Table]:
    """Return all tables, those that are pointed at before those that point at them."""
    _map_the_rest()
    return Entity.metadata.sorted_tables


def table_of(name: str) -> Table:
    if name not in Entity.metadata.tables:
        _map_the_rest()
    return Entity.metadata.tables[name]


def record_kinds() -> dict[str, type[Entity]]:
    """Return what each table is mapped to."""
    _map_the_rest()
    return {kind.class_.__tablename__: kind.class_ for kind in Entity.registry.mappers}


def _map_the_rest() -> None:
    import rehabdesk.domain.records.reporting
    import rehabdesk.domain.records.teamwork
    import rehabdesk.domain.records.together  # noqa: F401 – mapped by being read
