"""Going back to a backup: signed in, or on a new machine, or when the records do not open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from rehabdesk.domain.codes import Role
from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.recovery import RecoveryCode, read_code
from rehabdesk.domain.refusals import Refusal
from rehabdesk.persistence.backup import (
    BackupUnreadable,
    Generation,
    administrators_in,
    list_generations,
    prove,
    read_generation,
)
from rehabdesk.persistence.restore import restore
from rehabdesk.persistence.schema import refuse_newer
from rehabdesk.persistence.vault import Vault, VaultDamaged, WrongCode, wipe
from rehabdesk.services.entrance.doorway import UserChoice
from rehabdesk.services.office import Actor, Work
from rehabdesk.services.safekeeping.backups import back_up, require_backups
from rehabdesk.services.safekeeping.folder import OfficeFolder


class NoBackupThere(Refusal):
    field = "source"

    def __init__(self, source: Path) -> None:
        super().__init__(
            f"Không thấy bản sao lưu nào trong “{source}”. Chưa đổi gì. "
            "Chọn thư mục có tên bắt đầu bằng RehabDesk."
        )


class OtherOffice(Refusal):
    field = "source"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Bản sao lưu này của “{name}”, không phải của cơ quan đang mở. Chưa đổi gì. "
            "Chọn bản khác."
        )


# What is done


def go_back(folder: OfficeFolder, source: Path) -> None:
    """Return to a generation of this office; what is there now is kept as a backup.

    Everybody is signed out by it: the sign-in page is next.
    """
    opened = folder.opened
    opened.office.look(require_backups)
    generation = find_generation(source)
    _require_ours(generation, folder.vault.office_id)
    prove(generation, opened.key)
    back_up(folder, BackupReason.BEFORE_RESTORE)
    with _wiped(bytearray(opened.key)) as key:
        _put_back(folder, generation, key, opened.office.actor)


def start_from(folder: OfficeFolder, source: Path, user_id: int, password: str) -> None:
    """Go back without being signed in.

    The password of today is asked for when there is a key file, else that of the backup's day.
    """
    generation = find_generation(source)
    folder.enter()
    today = _vault_of_today(folder)
    if today is not None:
        _require_ours(generation, today.office_id)
        key = today.open(user_id, password)
    else:
        key = _keys_of(folder, generation).open_elsewhere(user_id, password)
    with _wiped(key):
        _put_back(folder, generation, key, _stranger(folder, generation, user_id))


def start_from_with_code(folder: OfficeFolder, source: Path, user_id: int, typed: str) -> None:
    """Go back by the recovery sheet, today's or that of the backup's day."""
    generation = find_generation(source)
    folder.enter()
    today = _vault_of_today(folder)
    if today is not None:
        _require_ours(generation, today.office_id)
    key = _unlock(read_code(typed), today, _keys_of(folder, generation))
    with _wiped(key):
        _put_back(folder, generation, key, _stranger(folder, generation, user_id))


# What is asked


def users_in(folder: OfficeFolder, source: Path) -> tuple[UserChoice, ...]:
    """Name those whose passwords open a backup."""
    slots = _keys_of(folder, find_generation(source)).slots.values()
    return tuple(UserChoice(slot.user_id, slot.name, slot.post) for slot in slots)


def find_generation(source: Path) -> Generation:
    """Take a generation itself, or the newest readable one of the folder it lies in."""
    itself = read_generation(source)
    if itself.note:
        return itself
    readable = [each for each in list_generations(source) if each.note]
    if not readable:
        raise NoBackupThere(source)
    return readable[0]


def _unlock(code: RecoveryCode, today: Vault | None, that_day: Vault) -> bytearray:
    if today is None:
        return that_day.open_with_recovery(code)
    try:
        return today.open_with_recovery(code)
    except WrongCode:
        return that_day.open_with_recovery(code)


def _put_back(folder: OfficeFolder, generation: Generation, key: bytearray, actor: Actor) -> None:
    """Restore, and leave the trace in the restored records: who went back to what.

    Today's passwords stay, unless nobody who has one could look after the restored office.
    """
    if generation.note:
        refuse_newer(generation.note.contents.schema)
    today = _vault_of_today(folder)
    still_in = administrators_in(generation, key) & set(today.slots if today else ())
    folder.leave()
    restore(generation, folder.folder, key, folder.clock(), with_keys=not still_in)
    folder.forget_vault()
    newest = max((each.number for each in list_generations(folder.backup_place)), default=0)
    folder.note_outside(key, actor, partial(_note_return, generation=generation, newest=newest))


@contextmanager
def _wiped(key: bytearray) -> Iterator[bytearray]:
    try:
        yield key
    finally:
        wipe(key)


def _stranger(folder: OfficeFolder, generation: Generation, user_id: int) -> Actor:
    name = next(
        (each.name for each in users_in(folder, generation.folder) if each.id == user_id), ""
    )
    return Actor(user_id, name, "", Role.CLERK)


def _keys_of(folder: OfficeFolder, generation: Generation) -> Vault:
    return Vault.load(generation.folder, folder.cost)


def _vault_of_today(folder: OfficeFolder) -> Vault | None:
    if not folder.exists():
        return None
    try:
        return folder.vault
    except VaultDamaged:
        return None


def _require_ours(generation: Generation, office_id: str) -> None:
    note = generation.note
    if note is None:
        raise BackupUnreadable(generation.name)
    if note.office_id != office_id:
        raise OtherOffice(note.office_name)
    refuse_newer(note.contents.schema)


def _note_return(work: Work, generation: Generation, newest: int) -> None:
    """Say which backups rightly no longer fit the trail: those numbered between these two."""
    told = {"name": generation.name, "number": generation.number, "newest": newest}
    work.record("backup.restored", None, **told)
