"""The first looks of a morning, tried on an empty office while somebody types a password."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, cast

from sqlalchemy import Connection, Engine, Executable, Table, TableClause, event
from sqlalchemy.sql import visitors

from rehabdesk.catalog.resources import Resources
from rehabdesk.domain.codes import CommuneKind, Role
from rehabdesk.domain.records import Entity
from rehabdesk.persistence.database import connect, sessions
from rehabdesk.services.office import Actor, Office, Work
from rehabdesk.services.offices import ProfileFacts, add_profile

_NOBODY = Actor(0, "", "", Role.ADMINISTRATOR)


def rehearse(resources: Resources, looks: Sequence[Callable[[Work], object]]) -> None:
    """Ask every look of an office in memory that holds nobody.

    What a look needs is then loaded and its statements compiled: a third of what the first one
    costs, spent while nobody waits.
    """
    engine = connect(None)
    try:
        Entity.metadata.create_all(engine)
        _lay_out_plain_tables(engine)
        office = Office(sessions(engine), resources, _NOBODY, clock=datetime.now)
        office.do(partial(add_profile, facts=_no_profile()))
        for look in looks:
            office.look(look)
    finally:
        engine.dispose()


def _lay_out_plain_tables(engine: Engine) -> None:
    """Have a table there when it is asked for whose records are not mapped yet."""

    @event.listens_for(engine, "before_execute")
    def on_asking(connection: Connection, asked: Executable, *_: Any) -> None:
        for each in visitors.iterate(cast("Any", asked)):
            if isinstance(each, TableClause) and not isinstance(each, Table):
                columns = ", ".join(f'"{column.name}"' for column in each.c)
                connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {each.name} ({columns})")


def _no_profile() -> ProfileFacts:
    since = datetime.min.date()
    return ProfileFacts(since, "", "", "", CommuneKind.XA, "", "", (), "", "")
