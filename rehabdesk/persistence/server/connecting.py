"""The database on a server: the same sessions as on a file, one writer at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import psycopg
from psycopg import IsolationLevel
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from rehabdesk.persistence.database import BUSY_SECONDS, STATEMENTS, WRITES
from rehabdesk.persistence.server.address import ServerAddress
from rehabdesk.persistence.server.alive import look_before_use
from rehabdesk.persistence.server.ids import ServerSession
from rehabdesk.persistence.server.speech import speak_as_the_file

HELD, MOST = 2, 3  # connections of one machine: those it keeps, and at most
REACH_SECONDS = 5  # a server that has not answered by then is said to be away
WRITERS = "SELECT pg_advisory_xact_lock(hashtext('rehabdesk.writers'), hashtext(current_schema()))"
_VALUES_IN_WORDS = ("22", "23")  # classes of complaints that repeat what was written
# Whoever has gone without a word gives the writers' turn back after a minute.
_SETTINGS = (
    f"-c lock_timeout={BUSY_SECONDS * 1000} -c timezone=UTC -c standard_conforming_strings=on"
    " -c tcp_keepalives_idle=20 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=4"
    # What is asked lies in memory: to look up ten thousand rows is faster than to read millions.
    " -c random_page_cost=1.1 -c jit=off"
)
# And who waits for an answer over a line that is dead hears so in half a minute.
_ALIVE = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,  # milliseconds
}


class DiscreetCursor(psycopg.Cursor[Any]):
    """Its complaints never repeat the values: they would reach a log."""

    def execute(self, *args: Any, **more: Any) -> Any:
        try:
            return super().execute(*args, **more)
        except psycopg.Error as error:
            _hush(error)
            raise

    def executemany(self, *args: Any, **more: Any) -> None:
        try:
            super().executemany(*args, **more)
        except psycopg.Error as error:
            _hush(error)
            raise


def connect_server(
    address: ServerAddress, password: Callable[[], str] | None = None, schema: str = ""
) -> Engine:
    """Make the engine of a database on a server.

    A user's login knows the schema of his office; whoever looks after the server names one.

    The password is asked for at each connection and is no part of the address, so that nothing
    that shows or logs the engine can tell it.
    """
    engine = create_engine(
        address.url,
        poolclass=QueuePool,
        pool_size=HELD,
        max_overflow=MOST - HELD,
        hide_parameters=True,
        query_cache_size=STATEMENTS,
        connect_args={
            "connect_timeout": REACH_SECONDS,
            **_ALIVE,
            "options": f"{_SETTINGS} -c search_path={schema}" if schema else _SETTINGS,
            "application_name": "RehabDesk",
            "cursor_factory": DiscreetCursor,
            **address.protection,
        },
        execution_options={"session_class": ServerSession},
    )
    speak_as_the_file(engine)
    look_before_use(engine)
    event.listen(engine, "begin", _begin)
    if password is not None:
        event.listen(engine, "do_connect", _Told(password))
    return engine


class _Told:
    """Hands the password to the driver at the last moment."""

    def __init__(self, password: Callable[[], str]) -> None:
        self._password = password

    def __call__(
        self, _dialect: Any, _record: Any, _args: Sequence[Any], parameters: dict[str, Any]
    ) -> None:
        parameters["password"] = self._password()


def _begin(connection: Connection) -> None:
    """Look at one moment of the records; or be the only one who writes, and see all before.

    A snapshot is taken with the first statement, which for a writer is the waiting: so each
    statement of his sees what is there by then, and nobody else can change it.
    """
    lent: Any = connection.connection.driver_connection
    is_writing = connection.get_execution_options().get(WRITES, False)
    lent.isolation_level = (
        IsolationLevel.READ_COMMITTED if is_writing else IsolationLevel.REPEATABLE_READ
    )
    if is_writing:
        lent.execute(WRITERS)


def _hush(error: psycopg.Error) -> None:
    """Leave of a complaint what names a rule or a table; details repeat whole rows."""
    told, state = error.diag, error.sqlstate or ""
    if not state:  # said by the driver itself: about the connection, never about values
        return
    if state.startswith(_VALUES_IN_WORDS):
        words = told.constraint_name or told.column_name or told.table_name or "value refused"
    else:
        words = told.message_primary or type(error).__name__
    error.args = (f"{words} [{state}]",)
