"""A backup lying anywhere, looked into before it is gone back to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.persistence.backup import is_whole, list_generations
from rehabdesk.persistence.vault import VaultDamaged
from rehabdesk.services.entrance.doorway import UserChoice
from rehabdesk.services.office import Work
from rehabdesk.services.safekeeping.folder import OfficeFolder
from rehabdesk.services.safekeeping.returning import find_generation, users_in


@dataclass(frozen=True, slots=True)
class BackupFound:
    """What a folder the user pointed at holds, and whose passwords open it."""

    source: Path
    office_name: str
    made_at: datetime
    persons: int
    papers: int
    users: tuple[UserChoice, ...]

    @property
    def says(self) -> str:
        return (
            f"Bản {self.made_at:%d/%m/%Y %H:%M} của {self.office_name}: "
            f"{self.persons} hồ sơ, {self.papers} văn bản."
        )


def look_into(folder: OfficeFolder, source: Path) -> BackupFound:
    """Find the newest readable backup there; today's users are asked when there are any."""
    generation = find_generation(source)
    note = generation.note
    if note is None:
        raise RuntimeError("a generation was found that has no note")
    counts = note.contents.counts
    return BackupFound(
        generation.folder,
        note.office_name,
        note.order.made_at,
        counts.get("person", 0),
        counts.get("decision", 0),
        _users_of_today(folder) or users_in(folder, generation.folder),
    )


def find_rescue(folder: OfficeFolder) -> BackupFound | None:
    """Find the newest backup here that is still as it was proved, for when nothing else opens."""
    sources = (each.folder for each in list_generations(folder.backup_place) if is_whole(each))
    newest = next(sources, None)
    return look_into(folder, newest) if newest else None


def _users_of_today(folder: OfficeFolder) -> tuple[UserChoice, ...]:
    if not folder.exists():
        return ()
    try:
        return folder.users()
    except VaultDamaged:
        return ()


@dataclass(frozen=True, slots=True)
class WayBack:
    """What going back to a backup of this office means, in exact counts."""

    made_at: datetime
    persons: int
    papers: int
    lost_acts: int  # lines of the trail written since

    @property
    def says(self) -> str:
        return (
            f"Trở lại bản {self.made_at:%d/%m/%Y %H:%M}: {self.persons} hồ sơ, "
            f"{self.papers} văn bản. Những gì ghi sau lúc đó ({self.lost_acts} việc) sẽ không "
            "còn. Bản hiện tại được giữ lại ở Sao lưu. Mọi người phải đăng nhập lại."
        )


def way_back(folder: OfficeFolder, source: Path) -> WayBack:
    """Count what a generation holds, and what has been written since."""
    note = find_generation(source).note
    if note is None:
        raise RuntimeError("a generation was found that has no note")
    contents = note.contents
    now = folder.opened.office.look(_count_acts)
    return WayBack(
        note.order.made_at,
        contents.counts.get("person", 0),
        contents.counts.get("decision", 0),
        max(0, now - contents.audit_length),
    )


def _count_acts(work: Work) -> int:
    return work.session.scalar(select(func.count(AuditEntry.id))) or 0
