"""How much time, in which unit, and counted which way."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.codes import Coded, DeadlineUnit

MONTHS_A_YEAR = 12


class Counting(Coded):
    """Which way the time runs from the day or moment it is counted from."""

    WITHIN = "within", "kể từ"
    BEFORE = "before", "chậm nhất, trước"  # at least so long before
    LAST = "last", "trong khoảng cuối, trước"  # within the last so long before


@dataclass(frozen=True, slots=True)
class Span:
    amount: int
    unit: DeadlineUnit

    def __post_init__(self) -> None:
        least = 0 if self.unit is DeadlineUnit.DAYS else 1  # none at all is the day itself
        if self.amount < least:
            raise ValueError(f"no span of time: {self.amount} {self.unit}")

    @property
    def words(self) -> str:
        """The whole of it: "03 ngày làm việc", "30 ngày thường", "24 giờ", "02 năm"."""
        if self.unit is DeadlineUnit.MONTHS or self.amount == 0:
            return self.count
        return f"{self.amount:02} {self.unit.label}"

    @property
    def count(self) -> str:
        """The number and its noun alone, where the unit stands beside: "03 ngày", "24 giờ"."""
        if self.amount == 0:
            return "trong ngày"
        if self.unit is DeadlineUnit.MONTHS:
            years, months = divmod(self.amount, MONTHS_A_YEAR)
            return f"{self.amount:02} tháng" if months else f"{years:02} năm"
        return f"{self.amount:02} {'giờ' if self.unit is DeadlineUnit.HOURS else 'ngày'}"
