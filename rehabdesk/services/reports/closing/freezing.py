"""Closing a report: its figures and everybody behind them stay as they are now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import insert

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.reports import Report, ReportMember
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import ProductKind, ReportState
from rehabdesk.domain.reports.grid import GridRow, ReportGrid
from rehabdesk.domain.text import clean
from rehabdesk.services.office import Work
from rehabdesk.services.reports.closing.changes import Change, changes_between
from rehabdesk.services.reports.closing.difference_sheet import sheet_of_changes
from rehabdesk.services.reports.closing.members import (
    Counted,
    count_with_members,
    fingerprint,
    kept_lines,
    stored_lines,
)
from rehabdesk.services.reports.closing.products import (
    THREE,
    MadeFile,
    keep_product,
    made_files,
    make_products,
)
from rehabdesk.services.reports.closing.rows import closed_rows, open_row, rows_of
from rehabdesk.services.reports.closing.words import begin_report, words_now
from rehabdesk.services.reports.layouts import layout_of
from rehabdesk.services.reports.papers import PaperOrder
from rehabdesk.services.reports.problems import OF_UNITS, Problem, problem_words, read_problems
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.titles import report_title
from rehabdesk.services.upward.packing import PackOrder, pack, package_name

_TWICE = timedelta(minutes=1)  # so soon the same order again is a button pressed twice
_TOLD = 3  # lines named in a sentence


class AlreadyClosed(Refusal):
    def __init__(self, report: Report) -> None:
        on = f" ngày {report.frozen_at:%d/%m/%Y}" if report.frozen_at else ""
        super().__init__(
            f"{report.title} đã chốt{on}. Chưa chốt lại. Có số thay đổi thì lập báo cáo bổ sung."
        )


class NotYetDue(Refusal):
    field = "early_reason"

    def __init__(self, closes_on: date) -> None:
        super().__init__(f"Chưa tới ngày chốt {closes_on:%d/%m/%Y}. Ghi lý do chốt sớm.")


class SomethingToReport(Refusal):
    def __init__(self, rows: Sequence[GridRow]) -> None:
        told = "; ".join(
            f"{f'{row.number} ' if row.number else ''}{row.name}: {_now(row)}"
            for row in rows[:_TOLD]
        )
        more = f" và {len(rows) - _TOLD} dòng nữa" if len(rows) > _TOLD else ""
        super().__init__(
            f"Kỳ này có {len(rows)} dòng có số ({told}{more}). "
            "Chưa chốt. Chốt số liệu như thường, hoặc sửa hồ sơ nếu số sai."
        )


class NothingChanged(Refusal):
    def __init__(self) -> None:
        super().__init__("Từ khi chốt không có con số nào thay đổi. Không cần lập báo cáo bổ sung.")


class NotClosed(Refusal):
    def __init__(self) -> None:
        super().__init__("Báo cáo này chưa chốt. Chốt số liệu trước.")


@dataclass(frozen=True, slots=True)
class FreezeReport:
    """Which report to close, which files to make of it, and how it is packed, if it is."""

    asked: ReportAsked
    kinds: frozenset[ProductKind] = frozenset(THREE)
    early_reason: str = ""
    package: PackOrder | None = None
    package_name: str = ""


@dataclass(frozen=True, slots=True)
class Frozen:
    report_id: int
    title: str
    files: tuple[MadeFile, ...]
    is_again: bool = False  # the same had just been done


# Acts


def freeze_report(work: Work, order: FreezeReport) -> Frozen:
    """Close a report. What is still to be put right is noted in it and keeps nobody from it."""
    return _freeze(work, order, is_zero=False)


def freeze_zero(work: Work, order: FreezeReport) -> Frozen:
    """Confirm that there is nothing to report, and close the report as such."""
    return _freeze(work, order, is_zero=True)


def freeze_supplement(work: Work, order: FreezeReport) -> Frozen:
    """Close a supplement: the figures as they are now, and what has changed since."""
    work.require(Right.KEEP_REPORTS)
    closed = closed_rows(work, order.asked)
    if not closed:
        raise NotClosed
    if (again := _just_done(work, closed[-1])) is not None and closed[-1].serial:
        return again
    counted = count_with_members(work, order.asked)
    changes = changes_between(work, closed[-1], counted)
    if not changes:
        raise NothingChanged
    report = begin_report(work, order.asked)
    report.serial = 1 + max(row.serial for row in rows_of(work, order.asked))
    report.supplements_id = closed[0].id
    report.words = dict(closed[-1].words)
    sheet = sheet_of_changes(work, closed[-1], changes)
    return _close(work, report, order, counted, (sheet, changes))


def _freeze(work: Work, order: FreezeReport, *, is_zero: bool) -> Frozen:
    work.require(Right.KEEP_REPORTS)
    closed = closed_rows(work, order.asked)
    if closed:
        again = _just_done(work, closed[0])
        if again is None:
            raise AlreadyClosed(closed[0])
        return again
    window = order.asked.period.window
    if work.today < window.last and not clean(order.early_reason):
        raise NotYetDue(window.last)
    counted = count_with_members(work, order.asked)
    if is_zero and (told := rows_with_figures(counted.grid)):
        raise SomethingToReport(told)
    words = words_now(work, order.asked)
    report = open_row(work, order.asked) or begin_report(work, order.asked)
    report.words, report.is_zero = dict(words), is_zero
    return _close(work, report, order, counted)


def _just_done(work: Work, report: Report) -> Frozen | None:
    """Return what the same user has closed a moment ago: a button was pressed twice."""
    at = report.frozen_at or datetime.min
    if report.frozen_by != work.actor.name or work.now - at > _TWICE:
        return None
    return Frozen(report.id, report.title, made_files(work, report.id), is_again=True)


def _close(
    work: Work,
    report: Report,
    order: FreezeReport,
    counted: Counted,
    since: tuple[MadeFile, Sequence[Change]] | None = None,
) -> Frozen:
    layout = layout_of(work, order.asked.layout_key)
    supplement = f" (bổ sung lần {report.serial})" if report.serial else ""
    report.title = f"{report_title(layout, order.asked.period)}{supplement}"
    content, lines = counted.grid.to_json(), kept_lines(report.id, counted.members)
    report.content, report.fingerprint = content, fingerprint(content, lines)
    report.problems = [*noted(read_problems(work, order.asked))]
    report.state = ReportState.FROZEN
    report.frozen_at, report.frozen_by = work.now, work.actor.name
    report.frozen_early = clean(order.early_reason)
    work.session.flush()
    if lines:
        work.session.execute(insert(ReportMember), lines)
    notes = tuple(_change_notes(since[1])) if since else ()
    paper = paper_order(work, order.asked, report, notes)
    for made in make_products(work, counted.grid, paper, order.kinds):
        keep_product(work, report, made)
    if since is not None:
        keep_product(work, report, since[0])
    work.record(
        "report.frozen",
        report,
        title=report.title,
        days=counted.grid.window.dashed,
        members=len(lines),
        fingerprint=report.fingerprint,
        reason=report.frozen_early or None,
    )
    if order.package is not None:
        name = order.package_name or package_name(work, report.id)
        content_packed = pack(work, report.id, order.package)
        keep_product(work, report, MadeFile(ProductKind.PACKAGE, name, content_packed))
    return Frozen(report.id, report.title, made_files(work, report.id))


# Looks


def is_intact(work: Work, report_id: int) -> bool:
    """Tell whether figures and names are still those that were closed."""
    report = work.session.get_one(Report, report_id)
    return report.fingerprint == fingerprint(report.content, stored_lines(work, report_id))


def rows_with_figures(grid: ReportGrid) -> list[GridRow]:
    """Return the lines that have something to report."""
    return [
        row
        for row in grid.rows
        if row.now is not None and (not row.now.is_zero or row.now.as_typed) and not row.part
    ]


def noted(problems: Iterable[Problem]) -> Iterator[str]:
    """Say what was still open, without anybody's name: it goes out with the report.

    Units without figures are told by the totals themselves.
    """
    own = [each for each in problems if each.kind not in OF_UNITS]
    of_lines = [each for each in own if each.person_id is None and each.decision_id is None]
    yield from (problem_words(each) for each in of_lines)
    others = Counter(each.kind for each in own if each not in of_lines)
    yield from (f"{kind.label}: {count}" for kind, count in others.items())


def paper_order(
    work: Work, asked: ReportAsked, report: Report, more: tuple[str, ...] = ()
) -> PaperOrder:
    """Say how the papers of a closed report are made."""
    known = tuple(f"Khi chốt còn chỗ cần sửa – {each}." for each in report.problems)
    early = (
        f"Chốt trước ngày {report.until_on:%d/%m/%Y}: {report.frozen_early}."
        if report.frozen_early
        else ""
    )
    return PaperOrder(
        asked,
        work.today,
        is_zero=report.is_zero,
        supplement=report.serial,
        words=dict(report.words),
        notes=(*more, *known, *((early,) if early else ())),
        day_is_open=True,
    )


def _change_notes(changes: Sequence[Change]) -> Iterator[str]:
    """Name each line that has changed, once, and nobody."""
    told = {each.row_key: each for each in changes}
    for each in told.values():
        number = f"{each.number} " if each.number else ""
        yield f"Thay đổi so với bản đã chốt – {number}{each.row_name}: {each.then} → {each.now}."


def _now(row: GridRow) -> str:
    return row.now.words if row.now is not None else ""
