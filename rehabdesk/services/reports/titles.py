"""What reports, their periods and their columns are called."""

from __future__ import annotations

import re

from rehabdesk.domain.reports.codes import PeriodKind
from rehabdesk.domain.reports.layouts import ColumnRole, Layout, LayoutColumn
from rehabdesk.domain.reports.periods import ReportPeriod

_USUAL = {
    ColumnRole.THEN: "{then}",
    ColumnRole.PREVIOUS: "Kỳ trước",
    ColumnRole.LAST_YEAR: "Cùng kỳ",
    ColumnRole.NOW: "{now}",
    ColumnRole.CHANGE: "Tăng, giảm",
    ColumnRole.CHANGE_PER_CENT: "Tăng, giảm (%)",
    ColumnRole.CUMULATIVE: "Lũy kế",
    ColumnRole.TARGET: "Được giao",
    ColumnRole.REACHED: "Đạt",
}
_LONG = {
    PeriodKind.FIRST_HALF: "6 tháng đầu",
    PeriodKind.SECOND_HALF: "6 tháng cuối",
    PeriodKind.NINE_MONTHS: "9 tháng",
    PeriodKind.YEAR: "Năm",
}
_OF_RESULTS = "Báo cáo kết quả"
_OF_PERIODS = re.compile(r"^Báo cáo (?:tháng|quý|\d+ tháng|năm)(?:, (?:tháng|quý|\d+ tháng|năm))*")
_ROMAN = ("I", "II", "III", "IV")


def report_title(layout: Layout, period: ReportPeriod) -> str:
    """Name a report as people call it: "Báo cáo năm 2026", "Báo cáo quý III năm 2026"."""
    if layout.name.startswith(_OF_RESULTS):
        return f"Báo cáo {period.words}"
    told = _OF_PERIODS.sub(f"Báo cáo {period.words}", layout.name, count=1)
    return told if told != layout.name else f"{layout.name} {period.words}"


def short_words(period: ReportPeriod) -> str:
    """Name a period in the head of a column: "Năm 2026", "Quý III/2026"."""
    kind, year, days = period.kind, period.year, period.window
    if kind is PeriodKind.QUARTER:
        return f"Quý {_ROMAN[period.ordinal - 1]}/{year}"
    if kind is PeriodKind.MONTH:
        return f"Tháng {period.ordinal}/{year}"
    if kind is PeriodKind.FREE:
        return f"{days.first:%d/%m/%y} – {days.last:%d/%m/%y}"
    return f"{_LONG[kind]} {year}"


def column_title(column: LayoutColumn, now: ReportPeriod, then: ReportPeriod | None) -> str:
    title = column.title or _USUAL[column.role]
    told = {"{now}": short_words(now), "{then}": short_words(then) if then else ""}
    for mark, words in told.items():
        title = title.replace(mark, words)
    return title
