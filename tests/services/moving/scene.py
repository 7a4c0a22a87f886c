"""Offices with something in every table, and places to move them to."""

from __future__ import annotations

import atexit
import shutil
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Engine,
    Enum,
    Integer,
    LargeBinary,
    Table,
    Time,
    create_engine,
    text,
)

from rehabdesk.persistence.database import connect, driver_connection
from rehabdesk.persistence.moving.rows import TableSum, sum_up
from rehabdesk.persistence.schema import upgrade
from rehabdesk.persistence.server.address import ServerAddress
from rehabdesk.services.course.standings import refresh_standings
from rehabdesk.services.moving.records import moved_tables
from rehabdesk.services.moving.telling import MovingStep
from rehabdesk.services.office import Office, Work
from rehabdesk.services.rows.tables import every_table
from rehabdesk.services.safekeeping import OfficeFolder
from tests.benchmarks.offices import people, write_persons
from tests.folders import PASSWORD, a_copied_office, a_folder

PERSONS = 300
_EACH = 3  # rows put into every table besides
_numbers = count(1)


def a_busy_office(place: Path, persons: int = PERSONS) -> OfficeFolder:
    """Have an office whose every table holds something, and be signed in to it."""
    folder = a_folder(Path(shutil.copytree(_busy(persons), place, dirs_exist_ok=True)))
    folder.sign_in(1, PASSWORD)
    return folder


@cache
def _busy(persons: int) -> Path:
    place = Path(mkdtemp(prefix="rehabdesk-moving-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    folder, _ = a_copied_office(place / "office")
    with driver_connection(folder.opened.engine) as connection:
        connection.execute("BEGIN")
        write_persons(connection, people(persons))
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in every_table():
            if table.name != "audit_entry":
                _fill(connection, table)
        connection.execute("COMMIT")
    folder.opened.office.do(_settle)
    folder.close()
    return place / "office"


def _settle(work: Work) -> None:
    """Bring invented courses to where signing in would bring them."""
    refresh_standings(work)
    work.record("standings.refreshed", None)


def sums(engine: Engine) -> dict[str, TableSum]:
    with engine.connect() as connection:
        return {each.name: sum_up(connection, each) for each in moved_tables()}


def silently(_step: MovingStep) -> None:
    return


def never() -> bool:
    return False


KEY = bytearray(range(32))


@cache
def _empty_file() -> Path:
    place = Path(mkdtemp(prefix="rehabdesk-moving-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    engine = connect(place / "office.db", KEY, foreign_keys=False)
    upgrade(engine)
    engine.dispose()
    return place / "office.db"


def an_empty_file(place: Path) -> Engine:
    """Return a file of its own, into which rows may come in any order."""
    place.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_empty_file(), place / "office.db")
    return connect(place / "office.db", KEY, foreign_keys=False)


def an_empty_database(server: Engine) -> Engine:
    """Return a database of its own on a server whose first one is empty and of today's shape."""
    from rehabdesk.persistence.server.connecting import connect_server  # noqa: PLC0415

    name = f"moved_{next(_numbers)}"
    server.dispose()  # nobody may be in what is copied
    postgres = create_engine(server.url.set(database="template1"), isolation_level="AUTOCOMMIT")
    with postgres.connect() as connection:
        shape = server.url.database
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {shape} STRATEGY FILE_COPY"))
    postgres.dispose()
    return connect_server(ServerAddress(server.url.set(database=name)))


def engine_of(office: Office) -> Engine:
    engine: Engine = office.sessions.kw["bind"]
    return engine


def _fill(connection: Any, table: Table) -> None:
    first = connection.execute(f'SELECT coalesce(max(id), 0) FROM "{table.name}"').fetchone()[0]
    names = [each.name for each in table.c]
    marks = ", ".join("?" * len(names))
    written = ", ".join(f'"{each}"' for each in names)
    for number in range(1, _EACH + 1):
        row = {each.name: _value(connection, each, first, number) for each in table.c}
        if "sha256" in row and isinstance(row.get("content"), bytes):
            row["sha256"] = sha256(row["content"]).hexdigest()
        connection.execute(
            f'INSERT INTO "{table.name}" ({written}) VALUES ({marks})', list(row.values())
        )


def _value(connection: Any, column: Column[Any], first: int, number: int) -> Any:
    """Make a value no table has yet; of those that may be missing every third is."""
    if column.primary_key:
        return first + number
    if column.nullable and number == _EACH and column.name != "content":
        return None
    if column.name == "birth":
        return f"198{number}-03"
    if column.foreign_keys:
        return _pointed_at(connection, column, first, number)
    return _made(column, number)


def _pointed_at(connection: Any, column: Column[Any], first: int, number: int) -> Any:
    """Point at a row that is there; at one that comes later where a table points at itself."""
    [key] = column.foreign_keys
    if key.column.table is column.table:
        return first + _EACH if number == 1 else first + 1
    rows = connection.execute(f'SELECT id FROM "{key.column.table.name}" ORDER BY id').fetchall()
    return rows[-number][0]


def _made(column: Column[Any], number: int) -> Any:
    words = f"Đỗ\t“{column.name}”\n{number} \\N ,\u2028 ư\U0001f600"
    kind = column.type
    if isinstance(kind, Enum):
        return kind.enums[number % len(kind.enums)]
    made: tuple[tuple[type, Any], ...] = (
        (JSON, ('{"b" :1.50, "a":"\\u01b0"}', "[1,  null,true]", '{"ữ": "ư"}')[number - 1]),
        (Boolean, number % 2),
        (BigInteger, 10**12 + number),
        (Integer, 7000 + number),
        (DateTime, f"2026-0{number}-03 08:4{number}:00.00000{number}"),
        (Date, f"2026-0{number}-03"),
        (Time, f"08:4{number}:00.000000"),
        (LargeBinary, bytes(range(256)) * number),
    )
    for known, value in made:
        if isinstance(kind, known):
            return value
    return words[: getattr(kind, "length", None) or len(words)]
