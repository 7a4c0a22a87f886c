"""A report, or a single figure, told without a window."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rehabdesk.domain.codes import Right
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import PeriodKind, ProductKind
from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.domain.reports.indicators import Indicator
from rehabdesk.domain.reports.layouts import Layout
from rehabdesk.domain.reports.periods import ReportPeriod, Window, free_period
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.exports import save_file
from rehabdesk.services.indicators.answers import answer, catalogue, figure
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.indicators.members import Member
from rehabdesk.services.office import Work
from rehabdesk.services.reports.closing.kept import KeptReport, told_of
from rehabdesk.services.reports.closing.rows import closed_rows
from rehabdesk.services.reports.layouts import all_layouts
from rehabdesk.services.reports.reading import (
    ReportAsked,
    figure_words,
    is_upper_office,
    read_report,
)
from rehabdesk.services.reports.showing.exporting import ExportReport, export_report

JSON = "json"
_ORDINALS = {PeriodKind.MONTH: range(1, 13), PeriodKind.QUARTER: range(1, 5)}


class NoSuchLayout(Refusal):
    def __init__(self, key: str, known: tuple[Layout, ...]) -> None:
        told = ", ".join(f"{each.key} ({each.name})" for each in known)
        super().__init__(f"Không có mẫu báo cáo “{key}”. Đang có: {told}.")


class NoSuchFigure(Refusal):
    def __init__(self, code: str) -> None:
        super().__init__(
            f"Không có chỉ tiêu mã “{code}”. Xem mã ở “Cách tính dòng này” trên trang Báo cáo."
        )


class DaysTurnedRound(Refusal):
    def __init__(self, window: Window) -> None:
        super().__init__(
            f"Ngày đầu {window.first:%d/%m/%Y} sau ngày cuối {window.last:%d/%m/%Y}. Xem lại ngày."
        )


class CountedByUnits(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Cơ quan này cộng số của các đơn vị, không đếm từ hồ sơ. Dùng lệnh report."
        )


@dataclass(frozen=True, slots=True)
class ReportTold:
    grid: ReportGrid
    kept: KeptReport | None


@dataclass(frozen=True, slots=True)
class FigureTold:
    """A figure; its members only where names were asked for."""

    indicator: Indicator
    window: Window
    value: Value | None
    remark: str
    members: tuple[Member, ...] | None = None

    @property
    def words(self) -> str:
        told = figure_words(self.value, self.indicator.unit)
        return told if self.indicator.unit in {"", "%"} else f"{told} {self.indicator.unit}"


# Looks


def report_asked(work: Work, layout_key: str, window: Window) -> ReportAsked:
    """Say which report days mean: the layout's own period where they are its days."""
    _check(window)
    layouts = all_layouts(work)
    layout = next((each for each in layouts if each.key == layout_key), None)
    if layout is None:
        raise NoSuchLayout(layout_key, layouts)
    return ReportAsked(layout_key, period_of_days(layout, window))


def read_told(work: Work, asked: ReportAsked) -> ReportTold:
    """Count a report now, and say whether it has been closed."""
    closed = closed_rows(work, asked)
    return ReportTold(read_report(work, asked), told_of(work, closed[-1]) if closed else None)


def tell_figure(work: Work, code: str, window: Window) -> FigureTold:
    """Count a figure without naming anybody."""
    indicator = _indicator(work, code, window)
    counting = Counting(work)
    value = figure(counting, indicator.code, window)
    return FigureTold(indicator, window, value, "")


# Acts


def name_figure(work: Work, code: str, window: Window) -> FigureTold:
    """Count a figure with everybody behind it, and leave the line that says who asked."""
    indicator = _indicator(work, code, window)
    found = answer(Counting(work), indicator.code, window)
    told = FigureTold(indicator, window, found.value, found.remark, found.members)
    work.record(
        "figure.opened",
        None,
        code=indicator.code,
        figure=f"{indicator.name}: {told.words} ({window.dashed})",
    )
    return told


def save_report(work: Work, asked: ReportAsked, kind: str, path: Path) -> None:
    """Write a report as a file; that it left is on record."""
    product = next(each for each in ProductKind if each.value == kind)
    made = export_report(work, ExportReport(asked, product))
    save_file(path, made.content)


def period_of_days(layout: Layout, window: Window) -> ReportPeriod:
    for kind in layout.periods:
        if kind is PeriodKind.FREE:
            continue
        for year in (window.last.year, window.last.year + 1):
            for ordinal in _ORDINALS.get(kind, range(1)):
                period = ReportPeriod(kind, year, ordinal, layout.rule)
                if period.window == window:
                    return period
    return free_period(window.first, window.last)


def _indicator(work: Work, code: str, window: Window) -> Indicator:
    work.require(Right.EXPORT_LISTS)
    _check(window)
    if is_upper_office(work):
        raise CountedByUnits
    known = {each.lower(): indicator for each, indicator in catalogue(work).items()}
    found = known.get(code.lower())
    if found is None:
        raise NoSuchFigure(code)
    return found


def _check(window: Window) -> None:
    if window.first > window.last:
        raise DaysTurnedRound(window)


# As they are told


def report_as_object(told: ReportTold) -> Mapping[str, object]:
    kept = told.kept
    closed = None
    if kept is not None:
        closed = {
            "title": kept.title,
            "state": kept.state.value,
            "at": kept.frozen_at.isoformat() if kept.frozen_at else None,
            "by": kept.frozen_by,
            "sent_on": _day(kept.sent_on),
            "intact": kept.is_intact,
        }
    return {"ok": True, "report": told.grid.to_json(), "closed": closed}


def save_json(path: Path, told: Mapping[str, object]) -> None:
    save_file(path, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())


def figure_in_words(told: FigureTold) -> str:
    head = f"{told.indicator.code} {told.indicator.name}, {told.window.words}: {told.words}"
    lines = [head]
    for each in told.members or ():
        born = f" ({each.birth_year})" if each.birth_year else ""
        reason = f": {each.reason}" if each.reason else ""
        lines.append(f"  {each.name}{born}{reason}")
    return "\n".join(lines)


def figure_as_object(told: FigureTold) -> Mapping[str, object]:
    found: dict[str, object] = {
        "ok": True,
        "code": told.indicator.code,
        "name": told.indicator.name,
        "unit": told.indicator.unit,
        "from": told.window.first.isoformat(),
        "to": told.window.last.isoformat(),
        "value": told.value.to_json() if told.value is not None else None,
        "words": told.words,
    }
    if told.members is not None:
        found["members"] = [
            {
                "kind": each.kind.value,
                "id": each.record_id,
                "person": each.person_id,
                "name": each.name,
                "born": each.birth_year,
                "on": _day(each.on),
                "reason": each.reason,
                "amount": each.amount,
            }
            for each in told.members
        ]
    return found


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
