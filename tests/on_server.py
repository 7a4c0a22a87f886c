"""Offices of the tests on a PostgreSQL: `REHABDESK_ENGINE=postgresql pytest tests/services …`.

One server a worker, and every office a database copied from another one.
"""

from __future__ import annotations

import gc
import os
import weakref
from atexit import register
from contextlib import ExitStack
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from rehabdesk.persistence.server.address import ServerAddress
from tests.servers import missing_server, server_in

_IN_MEMORY = Path("/dev/shm")
_ROUND = 25  # offices between two clean-ups of those nobody has any more
_numbers = count(1)
_left: list[str] = []
_living: weakref.WeakSet[Engine] = weakref.WeakSet()


def is_asked_for() -> bool:
    return os.environ.get("REHABDESK_ENGINE") == "postgresql"


@cache
def _server() -> Engine:
    if absent := missing_server():
        pytest.exit(f"REHABDESK_ENGINE=postgresql: {absent}", 2)
    held = ExitStack()
    register(held.close)
    folder = mkdtemp(prefix="rehabdesk-server-", dir=_IN_MEMORY if _IN_MEMORY.exists() else None)
    held.callback(_forget, Path(folder))
    Path(folder).chmod(0o755)
    return held.enter_context(server_in(Path(folder)))


def _forget(folder: Path) -> None:
    import shutil  # noqa: PLC0415 -- at the very end

    shutil.rmtree(folder, ignore_errors=True)


def new_database(source: Engine | None = None) -> Engine:
    """Make a database as empty as the server's own, or as another one is."""
    name = f"office_{next(_numbers)}"
    _make(name, source)
    engine = _engine(name)
    _living.add(engine)
    opened: list[Any] = []
    event.listen(engine, "connect", lambda connection, _record: opened.append(connection))
    weakref.finalize(engine, _leave, name, opened)
    return engine


def _leave(name: str, opened: list[Any]) -> None:
    for connection in opened:
        connection.close()
    _left.append(name)


def bring(source: Engine, engine: Engine) -> None:
    """Make a database like another one; whatever was in it is gone."""
    engine.dispose()
    name = str(engine.url.database)
    _tell(f"DROP DATABASE {name} WITH (FORCE)")
    _make(name, source)


def _make(name: str, source: Engine | None) -> None:
    if next(_numbers) % _ROUND == 0:
        gc.collect()
        for engine in tuple(_living):
            engine.dispose()  # whoever needs it connects again
    while _left:
        _tell(f"DROP DATABASE IF EXISTS {_left.pop()} WITH (FORCE)")
    if source is None:
        _tell(f"CREATE DATABASE {name}")
        return
    source.dispose()  # nobody may be in what is copied
    _tell(f"CREATE DATABASE {name} TEMPLATE {source.url.database} STRATEGY FILE_COPY")


def _engine(name: str) -> Engine:
    from rehabdesk.persistence.server.connecting import connect_server  # noqa: PLC0415

    return connect_server(ServerAddress(_server().url.set(database=name)))


def _tell(statement: str) -> None:
    with _server().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
