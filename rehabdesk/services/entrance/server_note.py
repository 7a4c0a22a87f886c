"""What a machine remembers of the office on a server it is joined to: no password, no person."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Self

from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.persistence.faults import Doing, translated
from rehabdesk.persistence.places import write_whole
from rehabdesk.services.entrance.doorway import JOINED, UserChoice

NOTE = JOINED
JOINING = Doing("Chưa nối được tới máy chủ của cơ quan", "Chưa đổi gì.", "nối lại")


class NoteUnreadable(OutsideFault):
    def __init__(self, place: Path) -> None:
        super().__init__(
            f"Tệp “{place}” ghi nơi giữ hồ sơ của cơ quan không đọc được. Hồ sơ trên máy chủ "
            "không sao. Xóa tệp đó rồi nối lại máy này vào cơ quan."
        )


@dataclass(frozen=True, slots=True)
class ServerNote:
    """Where the office is, what it is called, and who may be asked for a password."""

    address: str  # without a login
    schema: str
    office_name: str
    users: tuple[UserChoice, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        place = folder / NOTE
        if not place.exists():
            return None
        with translated(JOINING, place):
            written = place.read_text("utf-8")
        try:
            told = json.loads(written)
            users = tuple(UserChoice(**each) for each in told.pop("users"))
            return cls(users=users, **told)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise NoteUnreadable(place) from error

    def write(self, folder: Path) -> None:
        told = asdict(self)
        words = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        with translated(JOINING, folder):
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(folder / NOTE, words.encode())

    def with_users(self, name: str, users: Iterable[UserChoice]) -> Self:
        return replace(self, office_name=name, users=tuple(users))
