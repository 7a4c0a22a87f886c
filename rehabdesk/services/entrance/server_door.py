"""The doorway of an office on a server: what this machine remembers of it."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.entrance.doorway import JOINED, Doorway, Entrance, UserChoice
from rehabdesk.services.entrance.server_note import ServerNote


class DriverMissing(Refusal):
    """The extra `server` of the installation is not there."""

    def __init__(self) -> None:
        super().__init__(
            "Bản cài này chưa có phần nối máy chủ. Chưa đổi gì. "
            "Cài lại bằng installer/run.sh hoặc installer\\run.cmd rồi làm lại."
        )


def require_driver() -> None:
    if find_spec("psycopg") is None:
        raise DriverMissing


class ServerDoor(Doorway):
    """Nothing is asked of the server before somebody has given a password."""

    def exists(self) -> bool:
        return (self.folder / JOINED).exists()

    def entrance(self) -> Entrance:
        return replace(super().entrance(), is_on_server=True)

    def office_name(self) -> str:
        note = self._note()
        return note.office_name if note else ""

    def users(self) -> tuple[UserChoice, ...]:
        note = self._note()
        return note.users if note else ()

    def notice(self) -> str | None:
        return None

    def _note(self) -> ServerNote | None:
        return ServerNote.read(self.folder)
