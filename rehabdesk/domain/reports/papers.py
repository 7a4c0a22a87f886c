"""What the papers made of a report say: the table to sign, its charts, the report in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rehabdesk.domain.reports.grid import GridColumn, GridRow, ReportGrid

_MOST_UPRIGHT = 5  # columns of figures a page that is not turned has room for
_LONG = 30  # letters of a remark worth saying once
_NUMBER = re.compile(r"([+−]?)(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d+))?(%?)")


@dataclass(frozen=True, slots=True)
class PaperHead:
    """Who issues a report, to whom, when, and who signs it."""

    superior: str
    issuer: tuple[str, ...]
    number: str  # "Số: 12/BC-UBND", or room for the pen
    place_and_date: str
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    authority: tuple[str, ...]  # "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"
    signer: str
    drawn_up_by: str
    made_on: date


@dataclass(frozen=True, slots=True)
class ChartPoint:
    label: str  # "10/2026"
    amount: int


@dataclass(frozen=True, slots=True)
class ChartBar:
    """What is reached of a target, in per cent."""

    name: str
    words: str  # "8/60 người · 62%"
    share: float
    is_reached: bool


@dataclass(frozen=True, slots=True)
class ReportCharts:
    trend_title: str
    trend: tuple[ChartPoint, ...]
    trend_words: str
    bars_title: str
    bars: tuple[ChartBar, ...]

    @property
    def is_empty(self) -> bool:
        return len(self.trend) <= 1 and not self.bars


@dataclass(frozen=True, slots=True)
class RowRule:
    """How a row is counted, printed behind the table."""

    number: str
    name: str
    unit: str
    rule: str
    basis: str
    remark: str

    @property
    def told(self) -> str:
        """Say the rule with what is to be said of this very figure, where there is room for it."""
        if not self.remark:
            return self.rule
        return f"{self.rule} Ghi chú: {self.remark.rstrip('.')}."


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """A report as a table: for the workbook and for the printed pages alike."""

    head: PaperHead
    title: tuple[str, ...]  # "BÁO CÁO", then what it is about
    period: str  # "Năm 2026: số liệu từ 15/12/2025 đến 14/12/2026"
    grid: ReportGrid
    rows: tuple[GridRow, ...]  # as printed: what would tell who somebody is is not among them
    notes: tuple[str, ...]
    rules: tuple[RowRule, ...]
    charts: ReportCharts
    is_practice: bool = False

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        return self.grid.columns

    @property
    def is_landscape(self) -> bool:
        return len(self.columns) > _MOST_UPRIGHT


@dataclass(frozen=True, slots=True)
class NarrativePart:
    title: str  # "1. Công tác tuyên truyền", or none
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NarrativeSection:
    title: str  # "I. TÌNH HÌNH"
    parts: tuple[NarrativePart, ...]


@dataclass(frozen=True, slots=True)
class NarrativePaper:
    head: PaperHead
    title: tuple[str, ...]
    opening: str
    sections: tuple[NarrativeSection, ...]
    closing: str
    table: ReportPaper  # the figures, as an annex
    is_practice: bool = False


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number a cell can hold, and how its words write it."""

    amount: Decimal
    places: int
    is_signed: bool
    is_share: bool  # in per cent


def remarks_below(rows: Iterable[GridRow]) -> tuple[str, ...]:
    """Say what figures are to be read by: a criterion, their paper; what is alike said once."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.remark:
            found.setdefault(row.remark.rstrip(". "), []).append(row.number or row.name)
    return tuple(
        f"({', '.join(numbers)}) {_without(remark, found)}." for remark, numbers in found.items()
    )


def _without(remark: str, others: Iterable[str]) -> str:
    """Leave away what another line of remarks says in full."""
    for other in others:
        if other != remark and len(other) > _LONG and other in remark:
            remark = remark.replace(other, "").strip(";,. ")
    return remark


def printed_number(words: str) -> PrintedNumber | None:
    """Read the words of a cell as a number: "1.619", "+2", "62%"; "127/143" and "> 5" are none."""
    found = _NUMBER.fullmatch(words)
    if found is None:
        return None
    sign, whole, part, per_cent = found.groups()
    amount = Decimal(f"{whole.replace('.', '')}.{part or '0'}")
    return PrintedNumber(
        -amount if sign == "−" else amount,
        len(part or ""),
        bool(sign),
        bool(per_cent),
    )
