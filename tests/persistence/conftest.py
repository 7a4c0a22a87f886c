from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from rehabdesk.domain.generations import BackupReason
from rehabdesk.persistence.backup import BackupOrder, Generation, make_backup
from rehabdesk.persistence.database import connect
from rehabdesk.persistence.vault import Cost, Vault

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSWORD = "Sen nở đầu hạ"
KEY = bytearray(range(32))
NOON = datetime(2026, 11, 21, 12, 0)


@dataclass
class SmallOffice:
    """An office folder with a small database of its own, a key file and a place for backups."""

    folder: Path
    engine: Engine

    @property
    def place(self) -> Path:
        return self.folder / "backups"

    def write(self, words: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(text("INSERT INTO person (name) VALUES (:words)"), {"words": words})
            connection.execute(
                text("INSERT INTO audit_entry VALUES ((SELECT count(*) + 1 FROM audit_entry), :w)"),
                {"w": words},
            )

    def names(self) -> list[str]:
        with self.engine.connect() as connection:
            return list(connection.scalars(text("SELECT name FROM person ORDER BY id")))

    def reopen(self) -> None:
        self.engine.dispose()
        self.engine = connect(self.folder / "office.db", KEY)

    def back_up(self, number: int = 1, made_at: datetime = NOON) -> Generation:
        order = BackupOrder(BackupReason.ASKED, made_at, number)
        return make_backup(self.engine, KEY, self.folder, self.place, order)


def a_small_office(folder: Path) -> SmallOffice:
    vault = Vault.create(folder, "UBND xã Yên Thịnh", CHEAP)
    vault.admit(1, "Nguyễn Thị Hạnh", "", PASSWORD, KEY)
    office = SmallOffice(folder, connect(folder / "office.db", KEY))
    with office.engine.begin() as connection:
        for statement in (
            "CREATE TABLE alembic_version (version_num TEXT)",
            "INSERT INTO alembic_version VALUES ('0001')",
            "CREATE TABLE audit_entry (sequence INTEGER PRIMARY KEY, fingerprint TEXT)",
            "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)",
            "CREATE VIRTUAL TABLE person_search USING fts5(name)",
        ):
            connection.execute(text(statement))
    office.write("Nguyễn Văn Đoàn")
    return office


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallOffice]:
    office = a_small_office(tmp_path)
    yield office
    office.engine.dispose()
