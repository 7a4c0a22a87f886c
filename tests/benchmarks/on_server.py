"""The same invented offices on a PostgreSQL of one's own, kept beside those in files."""

from __future__ import annotations

import atexit
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from sqlalchemy import Engine, text

from rehabdesk.persistence.database import sessions
from rehabdesk.persistence.schema import head_revision, upgrade
from rehabdesk.persistence.search_dialects import DIALECTS
from rehabdesk.persistence.server.address import read_address
from rehabdesk.services.founding import found_office
from rehabdesk.services.office import Office
from tests.benchmarks import offices, reported, teams
from tests.benchmarks.job import Context, NotHere
from tests.builders import LAN
from tests.folders import an_order
from tests.servers import OWNER, connect_to, missing_server, server_in

MADE = 1  # one more whenever other things are put into such an office
SCHEME = "postgresql:"
_SEARCH = "person_search"


class Copying:
    """Takes rows as a file would; ids a file gives by itself are given here."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver
        self._given: Counter[str] = Counter()

    def take(self, table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
        if table == _SEARCH:
            columns, rows = "person_id words", map(_as_vector, rows)
        elif "id" not in columns.split():
            columns, rows = f"id {columns}", self._with_ids(table, rows)
        names = ", ".join(columns.split())
        with (
            self._driver.cursor() as cursor,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def _with_ids(self, table: str, rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
        for row in rows:
            self._given[table] += 1
            yield (self._given[table], *row)


def _as_vector(row: tuple[Any, ...]) -> tuple[Any, ...]:
    person_id, words = row
    parts = DIALECTS["postgresql"].words(words.split())
    return (person_id, " ".join(f"'{each}'" for each in parts))


def of_persons(context: Context) -> Office:
    """Return the office of so many persons; its server is stopped when this process ends."""
    return _office(context, f"server-{context.size}", partial(_fill_persons, context.size))


def of_reports(context: Context) -> Office:
    """Return the office of so many activities that is reported on."""
    name = f"server-reported-{context.size}"
    return _office(context, name, partial(_fill_reported, context.size))


def address_of_persons(context: Context) -> str:
    """Start the server of so many persons, and say where a program of its own finds it."""
    engine = of_persons(context).sessions.kw["bind"]
    return f"{SCHEME}//{OWNER}@/{engine.url.database}?host={engine.url.query['host']}"


def opened(address: str) -> Office:
    return _entered(connect_to(read_address(address)))


def _office(context: Context, name: str, fill: Callable[[Engine], None]) -> Office:
    if absent := missing_server():
        raise NotHere(absent)
    place = context.shared / f"{name}-{head_revision()}-{offices.MADE}-{MADE}"
    held = ExitStack()
    atexit.register(held.close)
    try:
        if not place.exists():
            _make(place, fill)
        engine = held.enter_context(server_in(place))
    except CalledProcessError as error:  # a folder the server's user cannot reach
        raise NotHere(str(error.cmd[0])) from error
    return _entered(engine)


def _make(place: Path, fill: Callable[[Engine], None]) -> None:
    part = place.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    with server_in(part) as engine:
        upgrade(engine)
        _entered(engine).do(partial(found_office, facts=an_order().facts))
        fill(engine)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    part.rename(place)


def _entered(engine: Engine) -> Office:
    return Office(sessions(engine), offices.RESOURCES, LAN, lambda: offices.NOW, is_shared=True)


def _fill_persons(size: int, engine: Engine) -> None:
    _copy(engine, lambda copying: offices.write_persons(copying, offices.people(size)))


def _fill_reported(size: int, engine: Engine) -> None:
    _copy(engine, partial(reported.write, size=size))
    _entered(engine).do(teams.count)


def _copy(engine: Engine, write: Callable[[Copying], None]) -> None:
    with engine.begin() as connection:
        connection.execute(text("SET session_replication_role = replica"))  # rows in any order
        write(Copying(connection.connection.driver_connection))
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))
