"""A backup lying anywhere, looked at before anybody is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rehabdesk.persistence.vault import VaultDamaged
from rehabdesk.services.safekeeping.folder import OfficeFolder, UserChoice
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


def _users_of_today(folder: OfficeFolder) -> tuple[UserChoice, ...]:
    if not folder.exists():
        return ()
    try:
        return folder.users()
    except VaultDamaged:
        return ()
