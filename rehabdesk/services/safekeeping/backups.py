"""Backups as the office sees them: made and proved here and elsewhere, listed in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from rehabdesk.domain.codes import Coded, Right
from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.persistence.backup import (
    BackupOrder,
    Contents,
    Generation,
    copy_generation,
    list_generations,
    make_backup,
    prove,
    prune,
    read_generation,
)
from rehabdesk.persistence.faults import BACKING_UP, translated
from rehabdesk.persistence.places import disk_name
from rehabdesk.persistence.search import gather_index
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice, choose
from rehabdesk.services.safekeeping.folder import OfficeFolder

SECOND_PLACE = "second_place"
HERE = "Máy này"
STALE_DAYS = 7


class BackupLight(Coded):
    """How safe the records are, as the dot in the status bar says."""

    GOOD = "good", "Dữ liệu an toàn"
    HERE_ONLY = "here_only", "Bản sao lưu chỉ có trên máy này"
    STALE = "stale", "Bản sao lưu đã quá 7 ngày"
    NONE = "none", "Chưa có bản sao lưu nào mở được"


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One kept generation in one place."""

    name: str
    source: Path
    made_at: datetime | None
    reason: str
    place: str
    is_readable: bool
    says: str
    size: int


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What came of a backup: the copy here, and why there is none at the second place."""

    row: BackupRow
    second_row: BackupRow | None
    warning: str | None


@dataclass(frozen=True, slots=True)
class BackupState:
    light: BackupLight
    newest: BackupRow | None
    places: tuple[str, ...]


# What is done


def back_up(folder: OfficeFolder, reason: BackupReason) -> BackupReport:
    """Copy the office here and to the second place; only a failure here is a fault.

    Before a restore nothing is thinned out: what is gone back to may be the oldest there is.
    """
    opened = folder.opened
    office_id = folder.vault.office_id
    if reason is BackupReason.ASKED:
        opened.office.look(require_backups)
    second = second_place(folder)
    seen = [*list_generations(folder.backup_place), *(list_generations(second) if second else ())]
    own = [each.number for each in seen if each.note and each.note.office_id == office_id]
    order = BackupOrder(reason, folder.clock(), 1 + max(own, default=0))
    made = make_backup(opened.engine, opened.key, folder.folder, folder.backup_place, order)
    _thin_out(folder.backup_place, made)
    copied, warning = _carry(made, second)
    opened.office.do(partial(_note_backup, name=made.name, copied=copied is not None))
    return BackupReport(_row(made, HERE), copied, warning)


def back_up_to(folder: OfficeFolder, place: Path) -> BackupRow:
    """Back up here, and carry the copy to a place named for this once; its disk must be there."""
    with translated(BACKING_UP, place):
        if place.parent.is_dir():
            place.mkdir(exist_ok=True)
    made = back_up(folder, BackupReason.ASKED).row
    return _row(copy_generation(read_generation(made.source), place), place_name(place))


def choose_second_place(folder: OfficeFolder, place: Path | None) -> None:
    value = str(place) if place else None
    folder.opened.office.do(partial(choose, key=SECOND_PLACE, value=value))


def try_backup(folder: OfficeFolder, source: Path) -> Contents:
    """Open one kept generation and count what is in it."""
    return prove(read_generation(source), folder.opened.key)


# What is asked


def second_place(folder: OfficeFolder) -> Path | None:
    chosen = folder.opened.office.look(partial(choice, key=SECOND_PLACE, default=None))
    return Path(chosen) if chosen else None


def list_backups(folder: OfficeFolder) -> list[BackupRow]:
    """List what is kept here and at the second place, the one made last first."""
    found = [(each, HERE) for each in list_generations(folder.backup_place)]
    second = second_place(folder) if folder.is_open else None
    if second:
        found += [(each, place_name(second)) for each in list_generations(second)]
    found.sort(key=lambda one: (one[0].number, one[1]), reverse=True)
    return [_row(each, place) for each, place in found if _is_ours(each, folder)]


def backup_state(folder: OfficeFolder) -> BackupState:
    """Say how safe the records are; before sign-in only this machine's copies are known."""
    rows = [row for row in list_backups(folder) if row.is_readable]
    if not rows:
        return BackupState(BackupLight.NONE, None, ())
    newest = rows[0]
    places = tuple(dict.fromkeys(row.place for row in rows if row.name == newest.name))
    age = (folder.clock() - (newest.made_at or datetime.min)).days
    if age >= STALE_DAYS:
        light = BackupLight.STALE
    elif folder.is_open and places == (HERE,):
        light = BackupLight.HERE_ONLY
    else:
        light = BackupLight.GOOD
    return BackupState(light, newest, places)


def place_name(place: Path) -> str:
    name = disk_name(place)
    return f"USB “{name}”" if name != "/" else f"Thư mục “{place.name}”"


def _carry(made: Generation, second: Path | None) -> tuple[BackupRow | None, str | None]:
    if second is None:
        return None, None
    try:
        copied = copy_generation(made, second)
        _thin_out(second, made)
    except OutsideFault as fault:
        return None, str(fault)
    return _row(copied, place_name(second)), None


def _thin_out(place: Path, made: Generation) -> None:
    if made.note and made.note.order.reason is not BackupReason.BEFORE_RESTORE:
        prune(place, made.note.office_id)


def _is_ours(generation: Generation, folder: OfficeFolder) -> bool:
    return generation.note is None or generation.note.office_id == folder.vault.office_id


def _row(generation: Generation, place: str) -> BackupRow:
    note = generation.note
    blank = BackupRow(
        generation.name, generation.folder, None, "", place, is_readable=False, says="", size=0
    )
    if note is None:
        return replace(blank, says="Không mở được")
    counts = note.contents.counts
    return replace(
        blank,
        made_at=note.order.made_at,
        reason=note.order.reason.label,
        is_readable=True,
        says=f"Mở được, {counts.get('person', 0)} hồ sơ, {counts.get('decision', 0)} văn bản",
        size=note.size,
    )


def require_backups(work: Work) -> None:
    work.require(Right.KEEP_BACKUPS)


def _note_backup(work: Work, name: str, *, copied: bool) -> None:
    gather_index(work.session)  # every copy taken, there is a moment to put things in order
    work.record("backup.made", None, name=name, at_second_place=copied)
