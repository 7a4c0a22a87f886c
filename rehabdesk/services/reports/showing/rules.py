"""How a line of a report is counted, in words."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.codes import Right
from rehabdesk.domain.reports.indicators import Indicator, Nature, Origin
from rehabdesk.domain.reports.layouts import ColumnRole, LayoutRow
from rehabdesk.domain.reports.periods import Window
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.office import Work
from rehabdesk.services.reports.layouts import layout_of
from rehabdesk.services.reports.parts import part_words
from rehabdesk.services.reports.reading import ReportAsked, find_row

_ORIGINS = {
    Origin.COUNTED: "Tính từ hồ sơ trong phần mềm",
    Origin.LOGGED: "Cộng từ nhật ký hoạt động trong phần mềm",
    Origin.TYPED: "Số được cung cấp",
    Origin.TYPED_OR_COUNTED: "Số được cung cấp đứng trước; không có thì tính từ hồ sơ",
}


@dataclass(frozen=True, slots=True)
class RuleTold:
    name: str
    lines: tuple[tuple[str, str], ...]


# Looks


def read_rule(work: Work, asked: ReportAsked, row_key: str) -> RuleTold:
    """Say how a line is counted: its unit, rule, days, where it comes from and who asks for it."""
    work.require(Right.EXPORT_LISTS)
    row, part = find_row(layout_of(work, asked.layout_key), row_key)
    indicator = catalogue(work)[row.code]
    days = asked.windows(work.today)[ColumnRole.NOW]
    lines = [
        ("Cách tính", indicator.rule),
        ("Số liệu", _days(indicator, days)),
        ("Đơn vị", row.unit or indicator.unit),
        ("Nguồn", _origin(indicator)),
        ("Phần", _part(row, part)),
        ("Tỷ lệ", _share(work, indicator)),
        ("Căn cứ", indicator.basis),
        ("Mã", indicator.code),
    ]
    return RuleTold(indicator.name, tuple((label, words) for label, words in lines if words))


def _days(indicator: Indicator, days: Window) -> str:
    if indicator.nature is Nature.STOCK:
        return f"Vào cuối ngày {days.last:%d/%m/%Y}"
    return f"Việc có ngày {days.words}, tính cả hai ngày đầu và cuối"


def _origin(indicator: Indicator) -> str:
    giver = f" ({indicator.giver})" if indicator.giver else ""
    return f"{_ORIGINS[indicator.origin]}{giver}"


def _part(row: LayoutRow, part: str) -> str:
    if row.breakdown is None:
        return ""
    return f"{row.breakdown.label}: {part_words(row.breakdown, part)}"


def _share(work: Work, indicator: Indicator) -> str:
    if indicator.nature is not Nature.SHARE:
        return ""
    listed = catalogue(work)
    part, whole = listed[indicator.part], listed[indicator.whole]
    return f"{part.name} ({part.code}) chia cho {whole.name} ({whole.code})"
