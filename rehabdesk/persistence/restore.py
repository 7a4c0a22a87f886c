"""Going back to a backup: the old office or the restored one, never something between.

The files of the backup are gathered under a name that means nothing, then that folder is renamed:
with this single step the restore is decided. What follows is only moving files, and is done to
its end at the next start if it was interrupted.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from rehabdesk.persistence import vault
from rehabdesk.persistence.backup import DATABASE_NAME, Generation, is_whole, prove
from rehabdesk.persistence.faults import RESTORING, DiskFailing, translated
from rehabdesk.persistence.places import sync_file, sync_folder

_GATHERING = "restore.tmp"
_DECIDED = "restore-"
_REPLACED = "replaced-"
_LOGS = (f"{DATABASE_NAME}-wal", f"{DATABASE_NAME}-shm")


def restore(
    generation: Generation, folder: Path, key: bytes | bytearray, now: datetime, *, with_keys: bool
) -> Path:
    """Put a proved generation in the office's place; return where the replaced files lie.

    With its keys come the passwords of its day. Without, the passwords of today go on opening.
    """
    prove(generation, key)
    with translated(RESTORING, folder):
        part = gathering_place(folder)
        for name in (DATABASE_NAME, vault.FILE_NAME) if with_keys else (DATABASE_NAME,):
            shutil.copyfile(generation.folder / name, part / name)
    if not is_whole(Generation(part, generation.note)):
        raise DiskFailing(RESTORING, folder)
    return put_in_place(part, now)


def gathering_place(folder: Path) -> Path:
    """Make the empty folder in which an office is put together before it counts."""
    part = folder / _GATHERING
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    return part


def put_in_place(part: Path, now: datetime) -> Path:
    """Decide for the gathered files, in one step, and move them in."""
    folder = part.parent
    with translated(RESTORING, folder):
        for file in part.iterdir():
            sync_file(file)
        sync_folder(part)
        stamp = _free_stamp(folder, now)
        part.rename(folder / f"{_DECIDED}{stamp}")
        sync_folder(folder)
    finish_restore(folder)
    return folder / f"{_REPLACED}{stamp}"


def finish_restore(folder: Path) -> None:
    """Bring a decided restore to its end, and forget an undecided one."""
    with translated(RESTORING, folder):
        shutil.rmtree(folder / _GATHERING, ignore_errors=True)
        for decided in folder.glob(f"{_DECIDED}*"):
            aside = folder / decided.name.replace(_DECIDED, _REPLACED)
            aside.mkdir(exist_ok=True)
            _exchange(folder, decided, aside, DATABASE_NAME, _LOGS)
            _exchange(folder, decided, aside, vault.FILE_NAME, (vault.COPY_NAME,))
            shutil.rmtree(decided)
            if not any(aside.iterdir()):
                aside.rmdir()
            sync_folder(folder)


def _exchange(
    folder: Path, decided: Path, aside: Path, name: str, belonging: tuple[str, ...]
) -> None:
    """Move a file and what belongs to it aside, and the new one in; right from any half-way."""
    if not (decided / name).exists():
        return  # done before the interruption, or not part of this restore
    for old in (*belonging, name):
        if (folder / old).exists():
            (folder / old).replace(aside / old)
    sync_folder(aside)
    for new in (*belonging, name):
        if (decided / new).exists():
            (decided / new).replace(folder / new)


def _free_stamp(folder: Path, now: datetime) -> str:
    stamp = stem = f"{now:%Y%m%d-%H%M%S}"
    count = 1
    while (folder / f"{_REPLACED}{stamp}").exists() or (folder / f"{_DECIDED}{stamp}").exists():
        count += 1
        stamp = f"{stem}-{count}"
    return stamp
