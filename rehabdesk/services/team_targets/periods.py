"""The period of a target: a month, a quarter or a year, each with a code of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.teamwork.months import Month

_QUARTER, _YEAR = 3, 12
_ROMAN = ("I", "II", "III", "IV")


class Span(Coded):
    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    YEAR = "year", "Năm"


@dataclass(frozen=True, slots=True)
class TargetPeriod:
    """`number` is the month, or the quarter; 0 of a whole year."""

    span: Span
    year: int
    number: int = 0

    @classmethod
    def around(cls, span: Span, day: date) -> TargetPeriod:
        if span is Span.YEAR:
            return cls(span, day.year)
        number = day.month if span is Span.MONTH else (day.month - 1) // _QUARTER + 1
        return cls(span, day.year, number)

    @property
    def code(self) -> str:
        """Write it as it is kept: 2026, 2026-Q4, 2026-11."""
        if self.span is Span.YEAR:
            return f"{self.year}"
        letter = "Q" if self.span is Span.QUARTER else ""
        return f"{self.year}-{letter}{self.number:0{1 if letter else 2}}"

    @property
    def months(self) -> tuple[Month, Month]:
        if self.span is Span.YEAR:
            return Month(self.year, 1), Month(self.year, _YEAR)
        if self.span is Span.MONTH:
            return Month(self.year, self.number), Month(self.year, self.number)
        last = self.number * _QUARTER
        return Month(self.year, last - _QUARTER + 1), Month(self.year, last)

    @property
    def from_on(self) -> date:
        return self.months[0].first

    @property
    def until_on(self) -> date:
        return self.months[1].last

    @property
    def words(self) -> str:
        if self.span is Span.YEAR:
            return f"năm {self.year}"
        if self.span is Span.QUARTER:
            return f"quý {_ROMAN[self.number - 1]} năm {self.year}"
        return f"tháng {self.number} năm {self.year}"

    def on(self, steps: int) -> TargetPeriod:
        """Return the period so many later, or earlier."""
        size = {Span.MONTH: 1, Span.QUARTER: _QUARTER, Span.YEAR: _YEAR}[self.span]
        return TargetPeriod.around(self.span, self.months[0].on(steps * size).first)
