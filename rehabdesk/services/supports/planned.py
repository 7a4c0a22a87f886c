"""What was planned against what was given, by kind and by who was to give it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.teamwork.helping import Support
from rehabdesk.domain.teamwork.codes import SupportKind
from rehabdesk.services.office import Work
from rehabdesk.services.supports.looks import read_rows
from rehabdesk.services.supports.rows import SupportRow
from rehabdesk.services.supports.sums import Window


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """Supports that were to be given within the window; given in time is part of given."""

    kind: SupportKind
    source: str
    rows: tuple[SupportRow, ...]

    @property
    def planned(self) -> int:
        return len(self.rows)

    @property
    def given(self) -> int:
        return sum(1 for row in self.rows if row.course.is_given)

    @property
    def in_time(self) -> int:
        return sum(1 for row in self.rows if _is_in_time(row))


# Looks


def planned_and_given(work: Work, window: Window) -> tuple[PlannedLine, ...]:
    work.require(Right.READ_FILES)
    meant = select(Support.id).where(Support.planned_on.between(window.first, window.last))
    parts: dict[tuple[SupportKind, str], list[SupportRow]] = defaultdict(list)
    for row in read_rows(work, meant):
        if window.hamlet_id is None or row.hamlet_id == window.hamlet_id:
            parts[row.kind, row.source].append(row)
    order = list(SupportKind)
    keys = sorted(parts, key=lambda key: (order.index(key[0]), key[1]))
    return tuple(PlannedLine(*key, tuple(parts[key])) for key in keys)


def _is_in_time(row: SupportRow) -> bool:
    given, planned = row.course.given_on, row.course.planned_on
    return given is not None and planned is not None and given <= planned
