"""A folder whose office has moved to a server: said in a note, so that nobody works in two places.

The old file stays as it was until somebody removes it. It is opened again only on purpose: who
takes it back into use takes the note away, and a line of the trail tells it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from rehabdesk.domain.refusals import Refusal
from rehabdesk.persistence.faults import OPENING, translated
from rehabdesk.persistence.places import write_whole

DEPARTED = "office.moved"


class OfficeDeparted(Refusal):
    def __init__(self, where: str, on: str) -> None:
        super().__init__(
            f"Hồ sơ trong thư mục này đã chuyển lên máy chủ của cơ quan ({where}) ngày {on} "
            "và dùng ở đó. Chưa mở. Nối máy này vào máy chủ để làm tiếp; chỉ dùng lại bản cũ khi "
            "máy chủ không còn dùng nữa."
        )


@dataclass(frozen=True, slots=True)
class DepartureNote:
    """Where the office is now, since when, who moved it, and what was proved."""

    where: str
    schema: str
    on: str  # as people write a day
    by: str
    rows: int
    papers: int
    proof: str

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Read the note; one that is damaged still says that the office has gone."""
        place = folder / DEPARTED
        if not place.exists():
            return None
        with translated(OPENING, folder):
            written = place.read_bytes()
        try:
            told = json.loads(written)
            told.pop("says", None)
            return cls(**told)
        except (ValueError, TypeError, AttributeError):
            return cls("?", "", "?", "", 0, 0, "")

    def write(self, folder: Path) -> None:
        told = {"says": self.words, **asdict(self)}
        content = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        with translated(OPENING, folder):
            write_whole(folder / DEPARTED, content.encode())

    @property
    def words(self) -> str:
        return str(OfficeDeparted(self.where, self.on))


def refuse_departed(folder: Path) -> None:
    note = DepartureNote.read(folder)
    if note is not None:
        raise OfficeDeparted(note.where, note.on)


def forget_departure(folder: Path) -> None:
    with translated(OPENING, folder):
        (folder / DEPARTED).unlink(missing_ok=True)
