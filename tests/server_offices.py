"""A server whose users prove by a password who they are; its owner comes in without."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, text

from rehabdesk.persistence.server.address import ServerAddress
from rehabdesk.services.server.founding import found_on_server
from rehabdesk.services.server.office_server import ServerOwner
from tests.builders import NOW, RESOURCES
from tests.folders import an_order
from tests.servers import missing_server, server_in

SCHEMA = "yen_thinh"
_PASSWORDS = "local all office trust\nlocal all all scram-sha-256\n"
_names = count(1)


@pytest.fixture(scope="session")
def password_server() -> Iterator[Engine]:
    if absent := missing_server():
        pytest.skip(absent)
    with (
        TemporaryDirectory(prefix="rehabdesk-server-") as place,
        server_in(Path(place)) as engine,
    ):
        (Path(place) / "data" / "pg_hba.conf").write_text(_PASSWORDS)
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_reload_conf()"))
        yield engine


@pytest.fixture
def owner(password_server: Engine) -> Iterator[ServerOwner]:
    """Look after an empty database of one's own on the server."""
    made = a_database(password_server)
    yield made
    drop(password_server, made)


@pytest.fixture(scope="session")
def founded_once(password_server: Engine) -> ServerOwner:
    """Found one office for the whole run; what is copied from it is founded no more."""
    made = a_database(password_server)
    found_on_server(made, SCHEMA, an_order(), RESOURCES, NOW)
    return made


@pytest.fixture
def founded(password_server: Engine, founded_once: ServerOwner) -> Iterator[ServerOwner]:
    """Look after a database with an office whose first user signs in as `yen_thinh_u1`."""
    made = a_database(password_server, like=founded_once)
    yield made
    drop(password_server, made)


def a_database(server: Engine, like: ServerOwner | None = None) -> ServerOwner:
    name = f"offices_{next(_names)}"
    source = f" TEMPLATE {like.address.url.database}" if like else ""
    _tell(server, f"CREATE DATABASE {name}{source}")
    return ServerOwner(ServerAddress(server.url.set(database=name)), "")


def drop(server: Engine, made: ServerOwner) -> None:
    _tell(server, f"DROP DATABASE {made.address.url.database} WITH (FORCE)")


def _tell(engine: Engine, statement: str) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
