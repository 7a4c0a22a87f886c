"""Founding an office on a server, and bringing one to the shape of this program."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from functools import partial
from itertools import chain, count

from sqlalchemy import text

from rehabdesk.catalog.resources import Resources
from rehabdesk.domain.codes import Role
from rehabdesk.domain.passwords import check_password
from rehabdesk.persistence.database import sessions
from rehabdesk.persistence.faults import translated
from rehabdesk.persistence.moving.mark import read_left
from rehabdesk.persistence.server.rights import WRITES_OF
from rehabdesk.persistence.server.schemas import (
    SchemaTaken,
    bring_up_to_date,
    check_schema_name,
    lay_out_schema,
    login_of,
    offices_there,
    require_maker,
    short_name,
)
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.entrance.server_note import JOINING
from rehabdesk.services.founding import found_office
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.safekeeping.founding import NewOffice
from rehabdesk.services.server.office_server import ServerOffice, ServerOwner, admit_on_server


def found_on_server(
    owner: ServerOwner, schema: str, order: NewOffice, resources: Resources, moment: datetime
) -> str:
    """Make a new office in a schema of its own; return the login of its first user.

    Whatever fails before the first user can sign in leaves an office nobody can open, which is
    taken away again.
    """
    check_password(order.password)
    check_schema_name(schema)
    refuse_taken(owner, schema)
    with translated(JOINING), ExitStack() as failed:
        failed.callback(_take_away, owner, schema)
        prepare_schema(owner, schema)
        engine = owner.engine(schema)
        with ExitStack() as undo:
            undo.callback(engine.dispose)
            maker = Actor(1, order.facts.first_user, order.facts.first_post, Role.ADMINISTRATOR)
            office = Office(sessions(engine), resources, maker, lambda: moment)
            user = office.do(partial(found_office, facts=order.facts)).result
            admit_on_server(engine, user.id, order.password)
        failed.pop_all()
    return login_of(schema, user.id)


def found_and_join(home: OfficeHome, owner: ServerOwner, order: NewOffice) -> ServerOffice:
    """Make a new office on the server under a short name of its own, and join this machine."""
    schema = free_schema(owner, order.facts.profiles[-1].commune_name)
    login = found_on_server(owner, schema, order, home.resources, home.clock())
    made = ServerOffice(home.folder, owner.address, home.resources, home.clock)
    made.lock = home.lock
    made.join(login, order.password)
    return made


def check_owner(owner: ServerOwner) -> None:
    """Try the way to the server, and whether this login may found offices there."""
    engine = owner.engine()
    try:
        with translated(JOINING):
            require_maker(engine)
    finally:
        engine.dispose()


def free_schema(owner: ServerOwner, wanted: str) -> str:
    """Return a short name like this that no office of the server has yet."""
    base = short_name(wanted)
    engine = owner.engine()
    try:
        with translated(JOINING), engine.connect() as connection:
            taken = frozenset(offices_there(connection))
    finally:
        engine.dispose()
    others = (f"{base}_{number}" for number in count(2))
    return next(each for each in chain((base,), others) if each not in taken)


def prepare_schema(owner: ServerOwner, schema: str) -> None:
    """Lay out the tables and the groups of an office that is not there yet."""
    refuse_taken(owner, schema)
    engine = owner.engine()
    try:
        lay_out_schema(engine, schema)
    finally:
        engine.dispose()
    update_on_server(owner, schema)


def refuse_taken(owner: ServerOwner, schema: str) -> None:
    engine = owner.engine()
    try:
        with translated(JOINING), engine.connect() as connection:
            if schema in offices_there(connection):
                raise SchemaTaken(schema)
    finally:
        engine.dispose()


def _take_away(owner: ServerOwner, schema: str) -> None:
    engine = owner.engine()
    try:
        with translated(JOINING), engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
    finally:
        engine.dispose()


def update_on_server(owner: ServerOwner, schema: str) -> bool:
    """Bring the tables and the rights of an office to this program's.

    One that was copied to a machine and left here stays shut: nothing is done, and it is said.
    """
    engine = owner.engine(schema)
    try:
        with translated(JOINING):
            with engine.connect() as connection:
                is_left = read_left(connection) is not None
            if not is_left:
                bring_up_to_date(engine, schema, WRITES_OF)
    finally:
        engine.dispose()
    return not is_left
