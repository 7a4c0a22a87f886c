"""What an upper office is receiving, and what became of each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.reports.codes import PeriodKind, WindowRule
from rehabdesk.domain.reports.periods import ReportPeriod, Window, free_period
from rehabdesk.persistence.packages.upward.contents import Statement
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


def report_of(files: Sequence[Incoming]) -> ReportAsked | None:
    """Return the report most of the files are of; none where none of them opens."""
    found = Counter(
        _asked(each.opened.sealed.statement) for each in files if each.opened is not None
    )
    return found.most_common(1)[0][0] if found else None


def _asked(statement: Statement) -> ReportAsked:
    """Return the report a package is of; days that are no period of the rule are free ones."""
    free = free_period(statement.window.first, statement.window.last)
    kind = next((each for each in PeriodKind if each.value == statement.period), PeriodKind.FREE)
    rule = next((each for each in WindowRule if each.value == statement.rule), WindowRule.CUSTOM)
    try:
        period = ReportPeriod(kind, statement.year, statement.ordinal, rule)
    except ValueError:  # a free period has days of its own; anything else is no period
        period = free
    return ReportAsked(statement.layout_key, period if period.window == statement.window else free)
