"""What the window needs of the place where an office lives: a folder, or a server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from rehabdesk.catalog.resources import Resources
from rehabdesk.persistence.lock import OfficeLock
from rehabdesk.persistence.vault import Cost
from rehabdesk.services.entrance.doorway import Entrance, UserChoice
from rehabdesk.services.office import Office, Work
from rehabdesk.services.users import UserRow


class OfficeHome(Protocol):
    """An office somebody may sign in to; `folder` is this machine's own for it."""

    folder: Path
    resources: Resources
    clock: Callable[[], datetime]
    cost: Cost
    lock: OfficeLock

    @property
    def is_open(self) -> bool: ...

    @property
    def is_on_server(self) -> bool:
        """Others may be in it from their machines, and its backups are made by the server."""

    @property
    def office(self) -> Office:
        """The office of whoever is signed in."""

    def exists(self) -> bool: ...

    def entrance(self) -> Entrance: ...

    def office_name(self) -> str: ...

    def users(self) -> tuple[UserChoice, ...]: ...

    def sign_in(self, user_id: int, password: str) -> Office: ...

    def give_key(self, user: UserRow, password: str) -> None:
        """Let a user of the office sign in with this password."""

    def change_key(self, old: str, new: str) -> None:
        """Let whoever is signed in come in with another password from now on."""

    def keep_key(self, user: UserRow) -> None:
        """Bring what a user may open in line with the records: who no longer serves, nothing."""

    def login_name(self, user_id: int) -> str:
        """Tell by which name a user signs in where the records are; a folder asks for none."""

    def without_password(self, work: Work) -> frozenset[int]:
        """Return the users who serve and cannot sign in where the records are yet."""

    def rename(self, office_name: str) -> None:
        """Write outside what the office is called."""

    def leave(self) -> None: ...

    def close(self) -> None: ...
