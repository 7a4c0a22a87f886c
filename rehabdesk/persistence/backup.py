"""Copies of the whole office, each a folder of its own, opened and counted before it counts.

A generation holds the encrypted database, the key file and a note that says what is inside.
It appears under its name only when it is whole; until then it is called "….tmp".
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from io import BufferedReader
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from rehabdesk import VERSION
from rehabdesk.domain.generations import BackupReason, kept
from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.persistence import vault
from rehabdesk.persistence.database import (
    driver_connection,
    held_still,
    open_untouched,
    verify,
)
from rehabdesk.persistence.faults import (
    BACKING_UP,
    FileDamaged,
    FileUnsound,
    translated,
)
from rehabdesk.persistence.places import disk_name, sync_file, sync_folder, write_whole

DATABASE_NAME = "office.db"
NOTE_NAME = "backup.json"
FORMAT = 1
_AT_ONCE = 1 << 18  # bytes
_REASONS = {reason.value: reason for reason in BackupReason}
_NAME = re.compile(r"RehabDesk-\d{8}-\d{6}(-\d+)?")


class BackupUnreadable(OutsideFault):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"Bản sao lưu “{name}” không mở được. Hồ sơ đang dùng không sao. "
            "Bấm Sao lưu ngay để có bản mới."
        )


class SecondPlaceMissing(OutsideFault):
    def __init__(self, place: Path) -> None:
        name = disk_name(place)
        name = place.name if name == "/" else name
        super().__init__(
            f"Không thấy USB “{name}”. Bản sao lưu hôm nay chỉ có trên máy này. "
            "Cắm USB rồi bấm Sao lưu ngay."
        )


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds: rows of each table, its shape, and the end of its audit trail."""

    counts: Mapping[str, int]
    schema: str
    audit_length: int
    audit_head: str


@dataclass(frozen=True, slots=True)
class BackupOrder:
    """Why and when; `number` counts the office's backups, for clocks can be set back."""

    reason: BackupReason
    made_at: datetime
    number: int


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the note of a generation."""

    office_id: str
    office_name: str
    order: BackupOrder
    contents: Contents
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Generation:
    """One backup in one place; without a note its note could not be read."""

    folder: Path
    note: Note | None

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def number(self) -> int:
        return self.note.order.number if self.note else 0


def make_backup(
    engine: Engine, key: bytes | bytearray, office: Path, place: Path, order: BackupOrder
) -> Generation:
    """Copy the office into a new generation; it gets its name after it was opened and counted.

    The encrypted bytes are copied as they are, so nothing is deciphered and ciphered anew. Read
    back they are deciphered once: no byte of any page can differ without its HMAC telling.
    """
    with translated(BACKING_UP, place):
        place.mkdir(exist_ok=True)
        part = place / f"{_free_name(place, order.made_at)}.tmp"
        part.mkdir()
        with _removed_unless_named(part):
            with held_still(engine, office / DATABASE_NAME, key) as (connection, source):
                contents = contents_of(connection)
                size, digest = _copied(source, part / DATABASE_NAME)
            sync_file(part / DATABASE_NAME)
            write_whole(part / vault.FILE_NAME, (office / vault.FILE_NAME).read_bytes())
            keys = vault.Vault.load(part)
            note = Note(keys.office_id, keys.office_name, order, contents, size, digest)
            _proved(part, note, key, engine)
            write_whole(part / NOTE_NAME, _written(note))
            return Generation(_named(part), note)


def _proved(part: Path, note: Note, key: bytes | bytearray, engine: Engine) -> None:
    """Open the copy just made; where it is unsound, tell whether what was copied is."""
    try:
        open_and_count(part, note, key)
    except BackupUnreadable:
        try:
            with driver_connection(engine) as connection:
                verify(connection)
        except FileDamaged as error:
            raise FileUnsound from error
        raise


def copy_generation(generation: Generation, place: Path) -> Generation:
    """Carry a generation to a second place, which must be there: it is never made up."""
    if not place.is_dir():
        raise SecondPlaceMissing(place)
    target = place / generation.name
    with translated(BACKING_UP, place):
        if not target.exists():
            part = place / f"{generation.name}.tmp"
            with _removed_unless_named(part):
                _copy_files(generation.folder, part)
                _compare_with_note(Generation(part, generation.note))
                _named(part)
    return Generation(target, generation.note)


def list_generations(place: Path) -> tuple[Generation, ...]:
    """List what is kept in a place, the newest first, what cannot be read last."""
    if not place.is_dir():
        return ()
    with translated(BACKING_UP, place):
        folders = [each for each in place.iterdir() if _NAME.fullmatch(each.name)]
    found = [read_generation(folder) for folder in folders]
    return tuple(sorted(found, key=lambda each: (each.number, each.name), reverse=True))


def read_generation(folder: Path) -> Generation:
    try:
        return Generation(folder, _read(json.loads((folder / NOTE_NAME).read_bytes())))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Generation(folder, None)


def prove(generation: Generation, key: bytes | bytearray) -> Contents:
    """Show that a generation is what its note says, to the last byte, and that it opens."""
    return open_and_count(generation.folder, _compare_with_note(generation), key)


def open_and_count(folder: Path, note: Note, key: bytes | bytearray) -> Contents:
    """Open a generation as a restore would, look at every page, compare every count."""
    file = folder / DATABASE_NAME
    try:
        with closing(open_untouched(file, key)) as connection:
            verify(connection)
            found = contents_of(connection)
    except (dbapi2.Error, FileDamaged) as error:
        raise BackupUnreadable(folder.name) from error
    if found != note.contents or file.stat().st_size != note.size:
        raise BackupUnreadable(folder.name)
    return found


def is_whole(generation: Generation) -> bool:
    """Say, without the key, whether a generation is still what it was when it was proved."""
    try:
        _compare_with_note(generation)
    except BackupUnreadable:
        return False
    return True


def administrators_in(generation: Generation, key: bytes | bytearray) -> frozenset[int]:
    """Name those who could look after the office if this generation took its place."""
    asked = "SELECT id FROM office_user WHERE is_active AND role = 'administrator'"
    try:
        with closing(open_untouched(generation.folder / DATABASE_NAME, key)) as connection:
            return frozenset(row[0] for row in connection.execute(asked))
    except dbapi2.Error as error:
        raise BackupUnreadable(generation.name) from error


def prune(place: Path, office_id: str) -> tuple[str, ...]:
    """Remove the generations of this office that no longer need keeping; name them."""
    own = [
        (each, each.note.order.made_at)
        for each in reversed(list_generations(place))
        if each.note and each.note.office_id == office_id
    ]
    keeping = kept([made_at for _, made_at in own])
    leaving = [each for position, (each, _) in enumerate(own) if position not in keeping]
    with translated(BACKING_UP, place):
        for each in leaving:
            doomed = each.folder.rename(each.folder.with_name(f"{each.name}.tmp"))
            shutil.rmtree(doomed)
    return tuple(each.name for each in leaving)


def clear_unfinished(place: Path) -> None:
    """Remove what a crash left half-made."""
    if place.is_dir():
        with translated(BACKING_UP, place):
            for each in place.glob("RehabDesk-*.tmp"):
                shutil.rmtree(each)


def contents_of(connection: Any) -> Contents:
    tables = connection.execute(
        "SELECT name, sql LIKE 'CREATE VIRTUAL%' FROM sqlite_master"
        " WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    indexes = tuple(f"{name}" for name, is_virtual in tables if is_virtual)
    names = [name for name, _ in tables if not name.startswith(indexes)]
    counts = {name: _count(connection, name) for name in names}
    schema, audit = None, None
    if "alembic_version" in counts:
        schema = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if "audit_entry" in counts:
        last = "SELECT sequence, fingerprint FROM audit_entry ORDER BY sequence DESC LIMIT 1"
        audit = connection.execute(last).fetchone()
    return Contents(counts, *(schema or ("",)), *(audit or (0, "")))


def _count(connection: Any, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608


def _copied(source: BufferedReader, target: Path) -> tuple[int, str]:
    """Copy a file that stands still; return its size and its digest."""
    told, piece = sha256(), memoryview(bytearray(_AT_ONCE))
    with target.open("xb") as copy:
        while length := source.readinto(piece):
            told.update(piece[:length])
            copy.write(piece[:length])
        return copy.tell(), told.hexdigest()


def _copy_files(source: Path, part: Path) -> None:
    part.mkdir(exist_ok=True)
    for name in (DATABASE_NAME, vault.FILE_NAME, NOTE_NAME):
        shutil.copyfile(source / name, part / name)
        sync_file(part / name)


def _compare_with_note(generation: Generation) -> Note:
    note = generation.note
    try:
        if note and _measured(generation.folder / DATABASE_NAME) == (note.size, note.sha256):
            return note
    except OSError as error:
        raise BackupUnreadable(generation.name) from error
    raise BackupUnreadable(generation.name)


def _measured(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        return path.stat().st_size, file_digest(file, "sha256").hexdigest()


@contextmanager
def _removed_unless_named(part: Path) -> Iterator[None]:
    try:
        yield
    finally:
        shutil.rmtree(part, ignore_errors=True)  # once named, it is no longer there


def _named(part: Path) -> Path:
    """Give a whole generation its name; from here on it exists."""
    sync_folder(part)
    whole = part.rename(part.with_suffix(""))
    sync_folder(whole.parent)
    return whole


def _free_name(place: Path, made_at: datetime) -> str:
    name = stem = f"RehabDesk-{made_at:%Y%m%d-%H%M%S}"
    count = 1
    while (place / name).exists() or (place / f"{name}.tmp").exists():
        count += 1
        name = f"{stem}-{count}"
    return name


def _written(note: Note) -> bytes:
    told = asdict(note)
    told["order"]["made_at"] = note.order.made_at.isoformat(timespec="seconds")
    told |= {"format": FORMAT, "program": VERSION}
    return json.dumps(told, indent=1).encode("ascii")


def _read(told: dict[str, Any]) -> Note:
    order, contents = told["order"], told["contents"]
    return Note(
        told["office_id"],
        told["office_name"],
        BackupOrder(
            _REASONS[order["reason"]],
            datetime.fromisoformat(order["made_at"]),
            int(order["number"]),
        ),
        Contents(**contents),
        told["size"],
        told["sha256"],
    )
