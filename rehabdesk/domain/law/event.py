"""What a law says of a dated fact: its paper, where it stands, what becomes of the time."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.codes import Coded, EpisodeKind, EventKind
from rehabdesk.domain.law.text import Citation


class Clock(Coded):
    """What becomes of a running term while a stretch lasts."""

    RUNS = "runs", "vẫn tính vào thời hạn"
    ADDED = "added", "không tính vào thời hạn, cộng vào cuối"
    PAUSED = "paused", "dừng thời hạn, phần còn lại chạy tiếp sau đó"
    TAKEN_OFF = "taken_off", "được trừ vào thời hạn"


@dataclass(frozen=True, slots=True)
class EventLaw:
    """`clock_citation` stands beside `citation` where another article rules the time."""

    kind: EventKind
    episodes: frozenset[EpisodeKind]
    paper: str  # "Mẫu 57 Phụ lục V", "" where the law prescribes none
    citation: Citation
    clock: Clock | None = None  # None: the law says nothing of time
    clock_citation: Citation | None = None
    note: str = ""  # what is not certain about it

    @property
    def ruling(self) -> Citation:
        """Where it stands what happens to the time."""
        return self.clock_citation or self.citation
