"""The database: one encrypted file, or one in memory that is gone afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache, partial
from io import BufferedReader
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, Pool, QueuePool, StaticPool, create_engine, event
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, sessionmaker
from sqlalchemy.orm.session import SessionTransactionOrigin
from sqlcipher3 import dbapi2

from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.persistence.faults import BACKING_UP, FileDamaged, PlaceBusy
from rehabdesk.persistence.retired import pass_over_retired

BUSY_SECONDS = 5
KEPT_PAGES = 8_000  # KiB: a page is decrypted each time it is read anew
STATEMENTS = 1_000  # compiled ones kept; the default of 500 is less than the program has
WRITES = "writes"  # an option of a connection: it is to write
_FIRST_PAUSE, _LAST_PAUSE, _HASTE = 0.005, 0.000_5, 0.9  # seconds; each of the one before
_QUIET_TRIES = 3
_BRING_IN_THE_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"


class UnfitSQLite(OutsideFault):
    """The SQLite at hand could lose or bare what we write; nothing may be opened with it."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"Bộ lưu trữ đi kèm phần mềm không đúng bản ({version}), có thể làm mất dữ liệu. "
            "Chưa mở, chưa đổi gì. Cài lại phần mềm rồi mở lại."
        )


def check_versions() -> None:
    """Refuse an SQLite that loses pages when its log starts anew, or that cannot encrypt."""
    version = dbapi2.sqlite_version_info
    mended_branches = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
    mended = version >= (3, 53, 0) or any(
        version[:2] == least[:2] and version >= least for least in mended_branches
    )
    connection = dbapi2.connect(":memory:")
    try:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    finally:
        connection.close()
    if not mended or cipher is None or "ENABLE_FTS5" not in options:
        raise UnfitSQLite(dbapi2.sqlite_version)


def open_raw(path: Path, key: bytes | bytearray, *, foreign_keys: bool = True) -> Any:
    """Open one driver connection to an encrypted file; the key comes before anything is read."""
    connection = dbapi2.connect(str(path), check_same_thread=False, timeout=BUSY_SECONDS)
    return _unlocked(
        connection,
        key,
        f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
        "journal_mode = WAL",
        "synchronous = FULL",
        f"cache_size = -{KEPT_PAGES}",
    )


def open_untouched(path: Path, key: bytes | bytearray) -> Any:
    """Open a file nobody writes to, such as a backup, so that not a byte beside it changes."""
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return _unlocked(dbapi2.connect(address, uri=True), key)


def connect(
    path: Path | None, key: bytes | bytearray | None = None, *, foreign_keys: bool = True
) -> Engine:
    """Make the engine of an encrypted file, or, without a path, of a database in memory.

    Only migrations ask for connections without foreign keys.
    """
    if path is None:
        return _engine(_in_memory, StaticPool)
    if key is None:
        raise ValueError("a database file is never opened without its key")
    creator = partial(open_raw, path, key, foreign_keys=foreign_keys)
    return _engine(creator, QueuePool)


@contextmanager
def driver_connection(engine: Engine) -> Iterator[Any]:
    """Lend a connection of the driver's own, for what has no place in SQLAlchemy."""
    pooled = engine.raw_connection()
    try:
        yield pooled.driver_connection
    finally:
        pooled.close()


@contextmanager
def held_still(
    engine: Engine, path: Path, key: bytes | bytearray
) -> Iterator[tuple[Any, BufferedReader]]:
    """Lend a file that holds every commit and that nobody can change, and a connection to it.

    The engine's connections are closed first, and this one before the file: whoever closes a
    file takes away every lock his program has on it (POSIX).
    """
    engine.dispose()
    with path.open("rb") as file, closing(open_raw(path, key)) as connection:
        _empty_the_log(connection, path)
        yield connection, file


def check_seals(connection: Any) -> None:
    """Hold every page against its seal: a single bit that is not as written is seen.

    A page missing at the end bears no seal; the driver misses it at the first read. That the
    pages also make sense together is for `verify`, which takes three times as long. A page that
    a crash left half-written lies whole in the log: then the file is looked at with it brought in.
    """
    if connection.execute("PRAGMA cipher_integrity_check").fetchall():
        connection.execute(_BRING_IN_THE_LOG)
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            raise FileDamaged


def verify(connection: Any) -> None:
    """Look at every page of a file and every reference in it; raise if one is not as written.

    A page cannot be read without its HMAC being checked, and the quick check reads every page in
    use; the others are looked at only if there are any.
    """
    try:
        is_sound = connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    except dbapi2.OperationalError:  # busy, refused or full: that says nothing about the file
        raise
    except dbapi2.DatabaseError as error:
        raise FileDamaged from error
    if not is_sound:
        raise FileDamaged
    (unused,) = connection.execute("PRAGMA freelist_count").fetchone()
    if unused:
        check_seals(connection)
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        raise FileDamaged


def sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions of the engine; one opened by `begin()` may write, any other only reads."""
    kind = engine.get_execution_options().get("session_class", OfficeSession)
    return sessionmaker(engine, class_=kind)


def touched(session: Session) -> frozenset[str]:
    """Name the tables this session has written to so far."""
    return frozenset(session.info.get("touched", ()))


class OfficeSession(Session):
    """A class of our own, so that the listeners below leave other sessions alone."""


def _unlocked(connection: Any, key: bytes | bytearray, *pragmas: str) -> Any:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        _tell_key(connection, key)
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except dbapi2.Error:
        connection.close()
        raise
    return connection


def _empty_the_log(connection: Any, path: Path) -> None:
    """Bring what the log holds into the file, and keep every writer out until it is closed."""
    log = path.with_name(f"{path.name}-wal")
    for _ in range(_QUIET_TRIES):
        connection.execute(_BRING_IN_THE_LOG)
        connection.execute("BEGIN IMMEDIATE")
        if not log.exists() or log.stat().st_size == 0:
            return
        connection.execute("ROLLBACK")  # somebody wrote in between
    raise PlaceBusy(BACKING_UP, path)


def _tell_key(connection: Any, key: bytes | bytearray) -> None:
    """Tell the key, then as many zeros, which come to lie in memory where its digits lay.

    Scripts, unlike statements, are not held by the driver until the connection is closed.
    """
    connection.executescript(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.executescript(f"PRAGMA nil = \"x'{bytes(len(key)).hex()}'\"")


def _in_memory() -> Any:
    connection = dbapi2.connect(":memory:", check_same_thread=False)
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _engine(creator: Callable[[], Any], pool: type[Pool]) -> Engine:
    """Make an engine whose complaints never repeat the values: they would reach a log."""
    engine = create_engine(
        "sqlite://", module=dbapi2, creator=creator, poolclass=pool, hide_parameters=True
    )
    _share_statements(engine)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES, False):
            _begin_writing(connection.connection.driver_connection)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


@cache
def _first_engine() -> Engine:
    engine = create_engine("sqlite://", module=dbapi2, query_cache_size=STATEMENTS)
    engine.connect().close()  # learns the version it speaks to
    return engine


def _share_statements(engine: Engine) -> None:
    """Let an engine use what any before it has compiled: half the cost of a look asked once.

    Compiled statements are kept by dialect; there is no door for giving engines the same one.
    """
    first = _first_engine()
    engine.dialect = engine.pool._dialect = first.dialect  # noqa: SLF001
    engine._compiled_cache = first._compiled_cache  # noqa: SLF001


def _begin_writing(connection: Any) -> None:
    """Ask for the write lock until it is free, the more often the longer one has waited.

    SQLite left to itself asks ever more seldom, and who came first may be served last.
    """
    give_up, pause = monotonic() + BUSY_SECONDS, _FIRST_PAUSE
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while not _has_begun(connection, is_last_try=monotonic() > give_up):
            sleep(pause)
            pause = max(pause * _HASTE, _LAST_PAUSE)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def _has_begun(connection: Any, *, is_last_try: bool) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except dbapi2.OperationalError as error:
        if is_last_try or "is locked" not in str(error):
            raise
        return False
    return True


@event.listens_for(OfficeSession, "after_transaction_create")
def _lock_for_an_act(session: Session, transaction: SessionTransaction) -> None:
    """Take the write lock before an act reads anything, so that it never fails half-way."""
    if transaction.origin is SessionTransactionOrigin.BEGIN:
        session.connection(execution_options={WRITES: True})


event.listen(OfficeSession, "before_flush", pass_over_retired)


@event.listens_for(OfficeSession, "before_flush")
def _note_touched(session: Session, _context: Any, _instances: Any) -> None:
    changed = [entity for entity in session.dirty if session.is_modified(entity)]
    names = {entity.__tablename__ for entity in (*session.new, *changed, *session.deleted)}
    session.info.setdefault("touched", set()).update(names)


@event.listens_for(OfficeSession, "do_orm_execute")
def _note_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        table: Any = getattr(state.statement, "table", None)
        if table is not None:
            state.session.info.setdefault("touched", set()).add(table.name)
