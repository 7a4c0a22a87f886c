"""What an upper office is receiving, and what became of each file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.reports.periods import Window
from rehabdesk.services.consolidation.opening import Incoming
from rehabdesk.services.reports.reading import ReportAsked


class Fate(Coded):
    """What became of a file handed in."""

    ACCEPTED = "accepted", "Đã nhận"
    REPLACED = "replaced", "Thay bản trước"
    SAME = "same", "Đã có, như cũ"
    OLDER = "older", "Cũ hơn bản đang có"
    OTHER_PERIOD = "other_period", "Khác kỳ"
    OTHER_LAYOUT = "other_layout", "Khác mẫu"
    FOREIGN = "foreign", "Ngoài danh sách"
    SET_ASIDE = "set_aside", "Không mở được"


COUNTED = frozenset({Fate.ACCEPTED, Fate.REPLACED, Fate.SAME})


@dataclass(frozen=True, slots=True)
class ReceiveOrder:
    """Files that came for one report and period; they came today unless it is said."""

    asked: ReportAsked
    files: tuple[Incoming, ...]
    received_on: date | None = None

    @property
    def window(self) -> Window:
        return self.asked.period.window


@dataclass(frozen=True, slots=True)
class Outcome:
    file_name: str
    unit_name: str
    fate: Fate
    words: str  # why it does not count, or what is odd though it does
    package_id: int | None = None

    @property
    def counts(self) -> bool:
        return self.fate in COUNTED
