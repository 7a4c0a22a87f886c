"""Who stands behind a figure, and who nearly did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.reports.codes import Breakdown, MemberKind


@dataclass(frozen=True, slots=True)
class Member:
    """One of those behind a figure; `amount` is what it adds: one, so many heads, so many đồng.

    `name` is as it may be shown to who asks. `parts` says where it belongs in each breakdown.
    """

    kind: MemberKind
    record_id: int
    name: str
    reason: str  # "QĐ 09 ngày 27/02/2026 · 1 năm"
    on: date | None = None
    person_id: int | None = None
    birth_year: int | None = None
    amount: int = 1
    parts: tuple[tuple[Breakdown, str], ...] = ()

    def part(self, breakdown: Breakdown) -> str:
        """Return its part of a breakdown; empty where that is not known."""
        return dict(self.parts).get(breakdown, "")


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Somebody or something that nearly counts, with the one condition that fails."""

    person_id: int | None  # none: an activity, a household, a paper
    name: str
    birth_year: int | None
    reason: str  # "Đã ký nhưng chưa nhập số"
