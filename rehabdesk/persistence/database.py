"""The database: one encrypted file, or one in memory that is gone afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, StaticPool, create_engine, event
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, sessionmaker
from sqlalchemy.orm.session import SessionTransactionOrigin
from sqlcipher3 import dbapi2

BUSY_SECONDS = 10
_WRITES = "writes"


class UnfitSQLite(RuntimeError):
    """The SQLite at hand could lose or bare what we write; nothing may be opened with it."""


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
        raise UnfitSQLite(f"SQLite {dbapi2.sqlite_version}, cipher {cipher}")


def open_raw(path: Path, key: bytes | bytearray, *, foreign_keys: bool = True) -> Any:
    """Open one driver connection to an encrypted file; the key is its first statement."""
    connection = dbapi2.connect(str(path), check_same_thread=False, timeout=BUSY_SECONDS)
    connection.isolation_level = None  # transactions are begun below, not by the driver
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{bytes(key).hex()}'\"")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    except dbapi2.Error:
        connection.close()
        raise
    return connection


def connect(path: Path | None, key: bytes | bytearray | None = None) -> Engine:
    """Make the engine of an encrypted file, or, without a path, of a database in memory."""
    if path is None:
        return _begun_by_us(
            create_engine("sqlite://", module=dbapi2, creator=_in_memory, poolclass=StaticPool)
        )
    if key is None:
        raise ValueError("a database file is never opened without its key")
    place, secret = path, key
    return _begun_by_us(
        create_engine(
            "sqlite://", module=dbapi2, creator=lambda: open_raw(place, secret), poolclass=QueuePool
        )
    )


def sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions of the engine; one opened by `begin()` may write, any other only reads."""
    return sessionmaker(engine, class_=_OfficeSession)


def touched(session: Session) -> frozenset[str]:
    """Name the tables this session has written to so far."""
    return frozenset(session.info.get("touched", ()))


class _OfficeSession(Session):
    """A class of our own, so that the listeners below leave other sessions alone."""


def _in_memory() -> Any:
    connection = dbapi2.connect(":memory:", check_same_thread=False)
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _begun_by_us(engine: Engine) -> Engine:
    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@event.listens_for(_OfficeSession, "after_transaction_create")
def _lock_for_an_act(session: Session, transaction: SessionTransaction) -> None:
    """Take the write lock before an act reads anything, so that it never fails half-way."""
    if transaction.origin is SessionTransactionOrigin.BEGIN:
        session.connection(execution_options={_WRITES: True})


@event.listens_for(_OfficeSession, "before_flush")
def _note_touched(session: Session, _context: Any, _instances: Any) -> None:
    changed = [entity for entity in session.dirty if session.is_modified(entity)]
    names = {entity.__tablename__ for entity in (*session.new, *changed, *session.deleted)}
    session.info.setdefault("touched", set()).update(names)


@event.listens_for(_OfficeSession, "do_orm_execute")
def _note_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        table: Any = getattr(state.statement, "table", None)
        if table is not None:
            state.session.info.setdefault("touched", set()).add(table.name)
