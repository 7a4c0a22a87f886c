"""The same search with the records on a PostgreSQL: ours, and an ORM with ilike."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import partial
from subprocess import CalledProcessError
from typing import Any

from sqlalchemy import Engine, select, text

from rehabdesk.domain.records.person import IdentityPaper, Person
from rehabdesk.domain.text import fold
from rehabdesk.persistence.database import sessions
from rehabdesk.persistence.schema import head_revision, upgrade
from rehabdesk.persistence.search import gather_index, index_new_persons
from rehabdesk.services.office import Office
from rehabdesk.services.people.hits import find_hits
from tests.benchmarks import offices
from tests.benchmarks.job import Context, NotHere, Output
from tests.benchmarks.jobs.search import SHOWN, typed_through
from tests.benchmarks.persons import HAMLETS, Invented
from tests.builders import LAN
from tests.servers import missing_server, server_in

_AT_ONCE = 5_000


def ours(context: Context) -> Output:
    office = context.once("server", lambda: _opened(context))
    return typed_through(
        context,
        lambda typed: [hit.id for hit in office.look(partial(find_hits, words=typed, limit=SHOWN))],
    )


def orm_ilike(context: Context) -> Output:
    office = context.once("server", lambda: _opened(context))

    def search(typed: str) -> Sequence[int]:
        pattern = f"%{fold(typed)}%"
        wanted = select(Person).limit(SHOWN)
        if typed.isdigit():
            wanted = wanted.join(Person.papers).where(IdentityPaper.number_key.ilike(pattern))
        else:
            wanted = wanted.where(Person.name_fold.ilike(pattern))
        found: list[int] = office.look(
            lambda work: [each.id for each in work.session.scalars(wanted)]
        )
        return found

    return typed_through(context, search, is_inside=True)


def _opened(context: Context) -> Office:
    """Start a server with the persons on it; it is stopped when this process ends."""
    if absent := missing_server():
        raise NotHere(absent)
    place = context.shared / f"server-{context.size}-{head_revision()}-{offices.MADE}"
    held = ExitStack()
    atexit.register(held.close)
    try:
        if not place.exists():
            part = place.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            with server_in(part) as engine:
                _fill(engine, offices.people(context.size))
            part.rename(place)
        engine = held.enter_context(server_in(place))
    except CalledProcessError as error:  # a folder the server's user cannot reach
        raise NotHere(str(error.cmd[0])) from error
    return Office(sessions(engine), offices.RESOURCES, LAN, lambda: offices.NOW)


def _fill(engine: Engine, everybody: Sequence[Invented]) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("SET session_replication_role = replica"))  # no other tables
        raw: Any = connection.connection.driver_connection
        _copy(raw, "hamlet", _HAMLET, enumerate(HAMLETS, 1), _hamlet)
        for table, columns, row in offices.TABLES_OF_A_HIT:
            _copy(raw, table, columns, everybody, row)
    with sessions(engine).begin() as session:
        for start in range(0, len(everybody), _AT_ONCE):
            part = everybody[start : start + _AT_ONCE]
            index_new_persons(
                session, ((each.ordinal + 1, offices.search_words(each)) for each in part)
            )
        gather_index(session)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


_HAMLET = "id name former_commune is_active version"


def _hamlet(each: tuple[int, str]) -> tuple[Any, ...]:
    return (*each, "", True, 1)


def _copy(
    raw: Any, table: str, columns: str, everybody: Iterable[Any], row: Callable[[Any], Any]
) -> None:
    names = ", ".join(columns.split())
    with raw.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for each in everybody:
            copy.write_row(row(each))
