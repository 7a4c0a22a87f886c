"""What the window needs of the place where an office lives: a folder, or a server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from rehabdesk.catalog.resources import Resources
from rehabdesk.services.entrance.doorway import Entrance, UserChoice
from rehabdesk.services.office import Office


class OfficeHome(Protocol):
    """An office somebody may sign in to; `folder` is this machine's own for it."""

    folder: Path
    resources: Resources
    clock: Callable[[], datetime]

    @property
    def is_open(self) -> bool: ...

    @property
    def office(self) -> Office:
        """The office of whoever is signed in."""

    def exists(self) -> bool: ...

    def entrance(self) -> Entrance: ...

    def office_name(self) -> str: ...

    def users(self) -> tuple[UserChoice, ...]: ...

    def sign_in(self, user_id: int, password: str) -> Office: ...

    def leave(self) -> None: ...

    def close(self) -> None: ...
