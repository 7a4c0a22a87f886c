"""A layout: which figures a report has, in which rows and columns, and when it is sent.

It is a data file (`resources/reports/`, or a province's own): the office never needs a new
program for a new table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rehabdesk.domain.deadlines.span import Span
from rehabdesk.domain.reports.codes import Breakdown, PeriodKind, WindowRule


class ColumnRole(StrEnum):
    """What stands in a column of figures."""

    THEN = "then"  # the period compared with, chosen on the page
    PREVIOUS = "previous"
    LAST_YEAR = "last_year"
    NOW = "now"
    CHANGE = "change"
    CHANGE_PER_CENT = "change_per_cent"
    CUMULATIVE = "cumulative"
    TARGET = "target"
    REACHED = "reached"
    TODAY = "today"  # beside a closed figure: what it would be now; in no layout


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """`title` may hold {now} and {then}, the names of the periods; empty takes the usual words."""

    role: ColumnRole
    title: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """A heading (no code), a figure, or a part of one; `key` names it for ever."""

    key: str
    words: str
    code: str = ""
    number: str = ""  # as printed: "2.1"
    level: int = 0  # of indentation
    breakdown: Breakdown | None = None
    part: str = ""  # "female", "18-30"; with no part named, a row for each that occurs
    unit: str = ""  # empty takes the indicator's
    divisor: int = 1  # đồng are printed as triệu đồng

    @property
    def is_heading(self) -> bool:
        return not self.code


@dataclass(frozen=True, slots=True)
class Layout:
    key: str
    name: str  # "Báo cáo 6 tháng, 9 tháng, năm"
    heading: str  # "BÁO CÁO\nKết quả công tác quản lý sau cai nghiện ma túy"
    periods: tuple[PeriodKind, ...]
    rule: WindowRule
    columns: tuple[LayoutColumn, ...]
    rows: tuple[LayoutRow, ...]
    addressee: str = ""  # empty takes the superior authority of the office
    sent_within: Span | None = None  # after the cut-off day
    sending_basis: str = ""
    is_sending_assumed: bool = False  # no text of the province says it yet: the office's to set
    narrative: str = ""  # the pattern of the report in words
    notes: tuple[str, ...] = ()
    is_own: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.code for row in self.rows if row.code))
