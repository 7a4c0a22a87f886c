"""An office folder from outside: who may open it, and who holds it now.

The first page needs no more than this. The records, and all that reads them, are loaded behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.persistence import vault as vaults
from rehabdesk.persistence.faults import OPENING, translated
from rehabdesk.persistence.lock import OfficeLock
from rehabdesk.persistence.places import DATABASE_NAME, refuse_network_path
from rehabdesk.persistence.vault import Cost, Vault, WaitFirst
from rehabdesk.services.entrance.departed import DepartureNote

__all__ = ["Doorway", "Entrance", "UserChoice", "WaitFirst"]

BACKUPS = "backups"
JOINED = "office.server"  # where a machine notes which office on a server it is joined to
_LEFT_OVER = ("restore*", f"{BACKUPS}/RehabDesk-*.tmp")


@dataclass(frozen=True, slots=True)
class UserChoice:
    """A user as the sign-in page lists him."""

    id: int
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Entrance:
    """What the sign-in page shows."""

    office_name: str
    users: tuple[UserChoice, ...]
    notice: str | None
    is_on_server: bool = False


class Doorway:
    """One folder on this machine's disk, held against a second window from `enter` to `close`."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime] = datetime.now,
        cost: Cost | None = None,
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.cost = cost or Cost()
        self.lock = OfficeLock(folder)
        self._vault: Vault | None = None

    @property
    def backup_place(self) -> Path:
        return self.folder / BACKUPS

    @property
    def database(self) -> Path:
        return self.folder / DATABASE_NAME

    @property
    def vault(self) -> Vault:
        if self._vault is None:
            self._vault = Vault.load(self.folder, self.cost)
        return self._vault

    def enter(self) -> None:
        """Hold the folder, and bring to an end what a power cut interrupted."""
        if self.lock.is_held:
            return
        refuse_network_path(self.folder)
        with translated(OPENING, self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        self.lock.acquire()
        self.forget_vault()  # whoever held the folder may have counted tries since
        try:
            self._finish()
        except OutsideFault:
            self.lock.release()
            raise

    def exists(self) -> bool:
        return vaults.exists(self.folder) or self.database.exists()

    def entrance(self) -> Entrance:
        """Enter, and read who may open the office."""
        self.enter()
        return Entrance(self.office_name(), self.users(), self.notice())

    def office_name(self) -> str:
        return self.vault.office_name

    def users(self) -> tuple[UserChoice, ...]:
        slots = self.vault.slots.values()
        return tuple(UserChoice(slot.user_id, slot.name, slot.post) for slot in slots)

    def notice(self) -> str | None:
        """Say what the sign-in page should tell before anybody types a password."""
        gone = DepartureNote.read(self.folder)
        if gone is not None:
            return gone.words
        if not self.vault.was_mended:
            return None
        return (
            "Tệp khóa “office.key” bị hỏng, đã dùng bản giữ kèm. Hồ sơ vẫn còn nguyên. "
            "Sao lưu ngay và xem lại ổ đĩa."
        )

    def forget_vault(self) -> None:
        """Read the key file anew: a restore has put another in its place."""
        self._vault = None

    def close(self) -> None:
        self._vault = None
        self.lock.release()

    def _finish(self) -> None:
        """Most days nothing was interrupted, and what would mend it is not even loaded."""
        if not any(True for left in _LEFT_OVER for _ in self.folder.glob(left)):
            return
        from rehabdesk.persistence.backup import clear_unfinished
        from rehabdesk.persistence.restore import finish_restore

        finish_restore(self.folder)
        clear_unfinished(self.backup_place)
