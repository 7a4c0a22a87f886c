"""A server whose users prove by a password who they are; its owner comes in without."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, text

from rehabdesk.persistence.server.address import ServerAddress
from rehabdesk.services.server.office_server import ServerOwner
from tests.servers import missing_server, server_in

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
    """Look after a database of one's own on the server."""
    name = f"offices_{next(_names)}"
    _tell(password_server, f"CREATE DATABASE {name}")
    yield ServerOwner(ServerAddress(password_server.url.set(database=name)), "")
    _tell(password_server, f"DROP DATABASE {name} WITH (FORCE)")


def _tell(engine: Engine, statement: str) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
