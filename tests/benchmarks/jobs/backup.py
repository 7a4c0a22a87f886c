"""P11: an office of about 84 MB is copied encrypted, and the copy proved."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from rehabdesk.domain.codes import FileKind
from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.persistence.backup import BackupOrder, make_backup, prove
from rehabdesk.persistence.database import connect
from rehabdesk.services.safekeeping import OfficeFolder
from tests.benchmarks import offices
from tests.benchmarks.bars import Faster, Within
from tests.benchmarks.job import Context, Job, Output, Peer, Wrong
from tests.folders import PASSWORD

PERSONS = 5_000
MEGABYTE = 1024 * 1024
FOLDER = "office-to-back-up"


def prepare(shared: Path, size: int) -> None:
    """Fill an office up with scans, as most of a real one is."""
    place = shared / FOLDER
    if place.exists():
        return
    part = shared / f"{FOLDER}.part"
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(offices.office_of(shared, PERSONS), part)
    office = offices.opened(part)
    held = (part / "office.db").stat().st_size
    with office.sessions.begin() as session:
        for number in range(max(0, size * MEGABYTE - held) // MEGABYTE):
            scan = secrets.token_bytes(MEGABYTE)
            name = f"scan{number}.pdf"
            kept = StoredFile(FileKind.SIGNED_COPY, "application/pdf", name, scan, offices.NOW)
            session.add(kept)
    engine = office.sessions.kw["bind"]
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    part.rename(place)


def ours(context: Context) -> Output:
    office, key = context.once("opened", lambda: _opened(context.shared / FOLDER))
    place = _cleared(context.scratch / "backups")
    order = BackupOrder(BackupReason.ASKED, datetime(2026, 11, 23, 8, 0), context.run + 1)
    start = time.perf_counter()
    generation = make_backup(connect_to(office, key), key, office, place, order)
    seconds = time.perf_counter() - start
    prove(generation, key)
    return Output(generation.folder / "office.db", seconds)


def limit(context: Context) -> Output:
    """Copy the file and sync it."""
    target = _cleared(context.scratch / "copies") / "office.db"
    start = time.perf_counter()
    shutil.copyfile(context.shared / FOLDER / "office.db", target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
    return Output(target, time.perf_counter() - start)


def verify(context: Context, output: Output) -> Mapping[str, int]:
    """What was kept is as large as what there was; our own is opened and counted as well."""
    source = context.shared / FOLDER / "office.db"
    if output.content is not None:
        size = output.content.stat().st_size
        if abs(size - source.stat().st_size) > MEGABYTE:
            raise Wrong(f"{size} bytes were kept")
    return {"bytes": source.stat().st_size}


def connect_to(office: Path, key: bytearray) -> Engine:
    return connect(office / "office.db", key)


def _opened(place: Path) -> tuple[Path, bytearray]:
    return place, OfficeFolder(place, offices.RESOURCES).vault.open(1, PASSWORD)


def _cleared(place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return place


def nothing(_seed: int, _size: int) -> None:
    return None


JOB = Job(
    "backup",
    "encrypted backup, proved, MB",
    "",
    (84,),
    nothing,
    ours,
    verify,
    {
        "restic": Peer("archives:restic", ("$restic",), runs=2),
        "borg": Peer("archives:borg", ("$borg",), runs=2),
        "seven_zip": Peer("archives:seven_zip", ("$7z",), runs=1, is_quick=False),
    },
    limit,
    (Faster("restic", 2), Faster("borg", 1.3), Within("limit", 10)),
    runs=3,
    prepare=prepare,
)
