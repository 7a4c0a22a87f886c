"""The names behind any cell of a closed report, and whether somebody is among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.daily.merging import PersonMerge
from rehabdesk.domain.records.reporting.reports import Report
from rehabdesk.domain.reports.grid import GridRow, ReportGrid
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.periods import Window
from rehabdesk.services.indicators.behind import Behind
from rehabdesk.services.office import Work
from rehabdesk.services.reports.behind import read_behind, why_person
from rehabdesk.services.reports.closing.kept import read_kept_behind
from rehabdesk.services.reports.closing.rows import CLOSED, asked_of
from rehabdesk.services.reports.reading import NOT_KNOWN, ReportAsked

COUNTED_ANYWAY = "Được tính: "  # how a reason to count begins
NO_LINE = "Mẫu báo cáo nay không còn dòng này nên không đếm lại được."


@dataclass(frozen=True, slots=True)
class CellAsked:
    """A cell of a closed report."""

    report_id: int
    row_key: str
    role: ColumnRole


@dataclass(frozen=True, slots=True)
class WhyTold:
    """Why somebody is counted in a figure, or is not; `today` where that is so no more."""

    words: str
    is_counted: bool
    today: str = ""


# Acts


def open_cell(work: Work, cell: CellAsked) -> Behind:
    """Open the names behind a cell of a closed report, and leave the line that says who did."""
    behind = read_cell(work, cell)
    is_kept = ", số đã chốt" if behind.kept_in is not None else ""
    told = f"{behind.title} ({behind.window.dashed}{is_kept})"
    report = work.session.get_one(Report, behind.kept_in or cell.report_id)
    work.record("figure.opened", report, code=behind.indicator.code, figure=told)
    return behind


# Looks


def read_cell(work: Work, cell: CellAsked) -> Behind:
    """Return the names behind a cell: as they were kept where they were, else as of today.

    A report keeps the names of its own period. Those of an earlier one beside it are kept with
    the report of that period, where it was closed in its turn.
    """
    work.require(Right.EXPORT_LISTS)
    report = work.session.get_one(Report, cell.report_id)
    grid = ReportGrid.from_json(report.content)
    row = next((each for each in grid.rows if each.key == cell.row_key), None)
    if cell.role is ColumnRole.TODAY or row is None:
        return _counted_today(work, report, cell)
    if cell.role is ColumnRole.NOW:
        return _kept(work, report, cell.row_key)
    keeper = _keeper(work, report, row, cell.role)
    if keeper is not None:
        return _of_keeper(work, report, row, cell.role, keeper)
    behind = _counted_today(work, report, cell)
    shown = _title(row, cell.role)
    return replace(behind, title=shown, standing=_today_words(work, row, cell.role, behind))


def why_in_cell(work: Work, cell: CellAsked, person_id: int) -> WhyTold:
    """Say whether somebody is among the names behind a cell, and apart what is so today."""
    behind = read_cell(work, cell)
    report = work.session.get_one(Report, cell.report_id)
    today = _why_today(work, asked_of(report), cell, person_id)
    if behind.kept_in is None:
        return WhyTold(today, today.startswith(COUNTED_ANYWAY))
    ids = {person_id, *_merged_into(work, person_id)}
    mine = [each.reason for each in behind.members if each.person_id in ids]
    on = _closed_on(work.session.get_one(Report, behind.kept_in))
    if mine:
        reasons = "; ".join(each for each in mine if each) or "không ghi lý do"
        words = f"Có trong danh sách giữ lúc chốt{on}: {reasons}"
        is_same = today in {"", f"{COUNTED_ANYWAY}{reasons}"}
        return WhyTold(words, is_counted=True, today="" if is_same else _as_today(today))
    words = f"Không có trong danh sách giữ lúc chốt{on} ({len(behind.members)} tên)"
    return WhyTold(words, is_counted=False, today=_as_today(today))


# How they are found


def _keeper(work: Work, report: Report, row: GridRow, role: ColumnRole) -> Report | None:
    """Return the closed report of the days of a column, rather one that tells the same figure."""
    window = asked_of(report).windows(date.max).get(role)
    if window is None:
        return None
    if (window.first, window.last) == (report.from_on, report.until_on):
        return report
    asked = (
        select(Report)
        .filter_by(layout_key=report.layout_key, from_on=window.first, until_on=window.last)
        .where(Report.state.in_(CLOSED))
        .order_by(Report.serial.desc(), Report.id.desc())
    )
    closed = [each for each in work.session.scalars(asked) if _tells(each, row) is not None]
    same = [each for each in closed if _tells(each, row) == row.words.get(role)]
    return next(iter([*same, *closed]), None)


def _tells(report: Report, row: GridRow) -> str | None:
    """Return what a report says in the line of the same key; a part nobody is in is no line."""
    grid = ReportGrid.from_json(report.content)
    found = next((each for each in grid.rows if each.key == row.key), None)
    if found is not None:
        return found.words.get(ColumnRole.NOW)
    is_parted = row.part and any(each.part and each.code == row.code for each in grid.rows)
    return "0" if is_parted else None


def _of_keeper(
    work: Work, report: Report, row: GridRow, role: ColumnRole, keeper: Report
) -> Behind:
    own, title = _tells(keeper, row), _title(row, role)
    behind = replace(_kept(work, report, row.key), members=(), remark="", kept_in=keeper.id)
    if any(each.key == row.key for each in ReportGrid.from_json(keeper.content).rows):
        behind = _kept(work, keeper, row.key)
    behind = replace(behind, title=title, role=role, value=row.values.get(role))
    if keeper is report:
        return behind
    words = f"Danh sách giữ trong {keeper.title}, chốt{_closed_on(keeper)}."
    if own != row.words.get(role):
        words += f" Báo cáo ấy ghi {own}, ô này ghi {row.words.get(role) or NOT_KNOWN}."
    window = Window(keeper.from_on, keeper.until_on)
    return replace(behind, window=window, standing=words)


def _kept(work: Work, report: Report, row_key: str) -> Behind:
    return replace(read_kept_behind(work, report.id, row_key), kept_in=report.id)


def _counted_today(work: Work, report: Report, cell: CellAsked) -> Behind:
    """Count as the records are; a line its layout has no more tells nobody."""
    try:
        return read_behind(work, asked_of(report), cell.row_key, cell.role)
    except LookupError:
        kept = read_kept_behind(work, report.id, cell.row_key)
        return replace(kept, role=cell.role, value=None, members=(), standing=NO_LINE)


def _today_words(work: Work, row: GridRow, role: ColumnRole, behind: Behind) -> str:
    """Say that names are counted today, and how many, where it is not what the cell says."""
    told = (
        f"Lúc chốt không giữ danh sách của cột này. Danh sách dưới đây tính theo hồ sơ "
        f"hôm nay ({work.today:%d/%m/%Y})"
    )
    printed = row.values.get(role)
    if behind.value is None or printed is None or behind.value.number == printed.number:
        return f"{told}."
    return f"{told}, được {behind.value.words}; ô này ghi {row.words.get(role)}."


def _why_today(work: Work, asked: ReportAsked, cell: CellAsked, person_id: int) -> str:
    """Ask the records as they are; a line its layout has no more is not asked of."""
    try:
        return why_person(work, asked, cell.row_key, person_id, cell.role)
    except LookupError:
        return ""


def _as_today(told: str) -> str:
    return f"Theo hồ sơ hôm nay thì {told[:1].lower()}{told[1:]}" if told else ""


def _merged_into(work: Work, person_id: int) -> list[int]:
    """Return the numbers of files that have become one with this person's since."""
    asked = select(PersonMerge.gone_id).filter_by(kept_id=person_id)
    return list(work.session.scalars(asked.where(PersonMerge.undone_at.is_(None))))


def _closed_on(report: Report) -> str:
    return f" {report.frozen_at:%d/%m/%Y}" if report.frozen_at else ""


def _title(row: GridRow, role: ColumnRole) -> str:
    unit = "" if row.unit in {"", "%"} else f" {row.unit}"
    return f"{row.name}: {row.words.get(role) or NOT_KNOWN}{unit}"
