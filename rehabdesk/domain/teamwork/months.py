"""A month of work, as sheets and lists of a team have it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

MONTHS_AHEAD = 2  # that may be planned: later, a day is a slip of the pen
_YEAR = 12
_HUNDRED = 100


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def numbered(cls, number: int) -> Self:
        """Read a month as it is kept: 202611."""
        return cls(*divmod(number, _HUNDRED))

    @property
    def number(self) -> int:
        return self.year * _HUNDRED + self.month

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def words(self) -> str:
        return f"{self.month:02}/{self.year}"

    def on(self, months: int) -> Month:
        """Return the month so many on, or back."""
        year, month = divmod(self.year * _YEAR + self.month - 1 + months, _YEAR)
        return Month(year, month + 1)
