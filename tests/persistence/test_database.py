from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, insert, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlcipher3 import dbapi2

from rehabdesk.persistence import database
from rehabdesk.persistence.database import (
    UnfitSQLite,
    check_seals,
    check_versions,
    connect,
    open_raw,
    open_untouched,
    sessions,
    touched,
)
from rehabdesk.persistence.faults import FileDamaged

KEY = bytes(range(32))


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "note"
    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(unique=True)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = connect(tmp_path / "office.db", KEY)
    Base.metadata.create_all(engine)
    return engine


def test_what_is_written_is_read_again_and_is_not_readable_in_the_file(
    tmp_path: Path, engine: Engine
) -> None:
    with sessions(engine).begin() as session:
        session.add(Note(words="Nguyễn Văn Đoàn"))
    engine.dispose()
    assert b"SQLite" not in (tmp_path / "office.db").read_bytes()[:16]
    for file in tmp_path.iterdir():
        assert "Nguyễn".encode() not in file.read_bytes()
    with sessions(connect(tmp_path / "office.db", KEY))() as session:
        assert session.scalars(select(Note.words)).all() == ["Nguyễn Văn Đoàn"]
        session.get_bind().dispose()  # type: ignore[union-attr]


def test_another_key_does_not_open_it(tmp_path: Path, engine: Engine) -> None:
    engine.dispose()
    with pytest.raises(DatabaseError, match="not a database"):
        connect(tmp_path / "office.db", bytes(32)).connect()


def test_a_file_is_never_opened_without_a_key(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="without its key"):
        connect(tmp_path / "office.db")


def test_every_connection_keeps_the_promises(engine: Engine) -> None:
    with engine.connect() as one, engine.connect() as two:
        for connection in (one, two):
            for pragma, value in (("foreign_keys", 1), ("synchronous", 2), ("journal_mode", "wal")):
                assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


def test_an_act_locks_before_it_reads_and_a_look_never_does(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    engine.dispose()
    make = sessions(engine)
    with make() as look:
        look.scalars(select(Note)).all()
        with make.begin() as act:
            act.add(Note(words="một"))
        assert look.scalars(select(Note)).all() == []  # its own moment

    with make.begin(), pytest.raises(dbapi2.OperationalError, match="locked"), make.begin():
        pytest.fail("two acts at once")


def test_an_act_waits_its_turn_and_other_waiting_stays_as_it_was(
    tmp_path: Path, engine: Engine
) -> None:
    with ThreadPoolExecutor(1) as other, closing(open_raw(tmp_path / "office.db", KEY)) as first:
        first.execute("BEGIN IMMEDIATE")
        second = other.submit(_write, engine)
        with pytest.raises(TimeoutError):
            second.result(0.1)
        first.execute("ROLLBACK")
        assert second.result(1) == 5_000


def _write(engine: Engine) -> int:
    with sessions(engine).begin() as session:
        session.add(Note(words="hai"))
        return int(session.connection().exec_driver_sql("PRAGMA busy_timeout").scalar_one())


def test_a_page_a_crash_left_half_written_is_taken_from_the_log(
    tmp_path: Path, engine: Engine
) -> None:
    engine.dispose()
    with sessions(engine).begin() as session:
        session.add(Note(words="một"))
    file, log = (tmp_path / name for name in ("office.db", "office.db-wal"))
    written, kept = bytearray(file.read_bytes()), log.read_bytes()
    engine.dispose()
    for frame in range(32, len(kept), 24 + 4096):
        page = int.from_bytes(kept[frame : frame + 4], "big")
        written[(page - 1) * 4096 + 2000 : page * 4096] = bytes(2096)
    file.write_bytes(written)
    with closing(open_untouched(file, KEY)) as alone, pytest.raises(FileDamaged):
        check_seals(alone)
    log.write_bytes(kept)
    with closing(open_raw(file, KEY)) as connection:
        check_seals(connection)
        assert connection.execute("SELECT words FROM note").fetchall() == [("một",)]


def test_a_look_that_writes_leaves_nothing(engine: Engine) -> None:
    with sessions(engine)() as session:
        session.add(Note(words="lạc"))
        session.flush()
    with sessions(engine)() as session:
        assert session.scalars(select(Note)).all() == []


def test_an_act_that_fails_leaves_nothing(engine: Engine) -> None:
    def an_act() -> None:
        with sessions(engine).begin() as session:
            session.add(Note(words="một"))
            session.flush()
            session.execute(insert(Note).values(words="một"))

    with pytest.raises(IntegrityError):
        an_act()
    with sessions(engine)() as session:
        assert session.scalars(select(Note)).all() == []


def test_the_tables_an_act_touched_are_named() -> None:
    engine = connect(None)
    Base.metadata.create_all(engine)
    with sessions(engine).begin() as session:
        assert touched(session) == frozenset()
        session.add(Note(words="một"))
        session.flush()
        assert touched(session) == {"note"}
    with sessions(engine).begin() as session:
        note = session.scalars(select(Note)).one()
        note.words = "một"  # no change
        session.flush()
        assert touched(session) == frozenset()
        session.execute(delete(Note))
        assert touched(session) == {"note"}


@pytest.mark.parametrize("version", ["3.40.1", "3.50.6", "3.51.1", "3.51.2", "3.52.0"])
def test_an_sqlite_that_can_lose_its_log_is_refused(
    version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_versions()
    numbers = tuple(int(part) for part in version.split("."))
    monkeypatch.setattr(dbapi2, "sqlite_version_info", numbers)
    with pytest.raises(UnfitSQLite):
        check_versions()
