"""What becomes of a closed report: it is sent, or opened again for a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.reports import Report
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import ReportState
from rehabdesk.domain.text import clean
from rehabdesk.services.editing import require_version
from rehabdesk.services.office import Work
from rehabdesk.services.reports.closing.freezing import NotClosed
from rehabdesk.services.reports.closing.rows import CLOSED, asked_of, closed_rows, rows_of


class AlreadySent(Refusal):
    def __init__(self, on: date | None) -> None:
        told = f" ngày {on:%d/%m/%Y}" if on else ""
        super().__init__(f"Báo cáo này đã ghi gửi{told}. Chưa ghi lại.")


class SentBeforeClosing(Refusal):
    field = "on"

    def __init__(self, frozen_on: date) -> None:
        super().__init__(f"Ngày gửi trước ngày chốt {frozen_on:%d/%m/%Y}. Xem lại ngày gửi.")


class SentLater(Refusal):
    field = "on"

    def __init__(self) -> None:
        super().__init__("Ngày gửi còn ở phía trước. Ghi khi đã gửi.")


class ReceiverNeeded(Refusal):
    field = "to"

    def __init__(self) -> None:
        super().__init__("Ghi nơi nhận báo cáo.")


class ReopenReasonNeeded(Refusal):
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Ghi lý do mở chốt.")


class ClosedAgain(Refusal):
    def __init__(self) -> None:
        super().__init__("Báo cáo này đã chốt lại sau khi mở. Chưa hoàn tác.")


@dataclass(frozen=True, slots=True)
class NoteSent:
    report_id: int
    version: int
    on: date
    to: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class ReopenReport:
    report_id: int
    version: int
    reason: str


# Acts


def note_sent(work: Work, order: NoteSent) -> None:
    """Note the day a report was sent, to whom and how."""
    work.require(Right.KEEP_REPORTS)
    report = work.session.get_one(Report, order.report_id)
    if report.state is ReportState.SENT:
        raise AlreadySent(report.sent_on)
    if report.state is not ReportState.FROZEN:
        raise NotClosed
    require_version(report, order.version)
    if report.frozen_at is not None and order.on < report.frozen_at.date():
        raise SentBeforeClosing(report.frozen_at.date())
    if order.on > work.today:
        raise SentLater
    if not clean(order.to):
        raise ReceiverNeeded
    report.state = ReportState.SENT
    report.sent_on, report.sent_to = order.on, clean(order.to)
    report.sent_how = clean(order.how)
    work.record("report.sent", report, title=report.title, on=order.on, receiver=report.sent_to)


def note_sent_again(work: Work, order: NoteSent) -> None:
    """Note once more what was taken back."""
    report = work.session.get_one(Report, order.report_id)
    note_sent(work, replace(order, version=report.version))


def take_sending_back(work: Work, report_id: int) -> None:
    """Undo the note that a report was sent."""
    work.require(Right.KEEP_REPORTS)
    report = work.session.get_one(Report, report_id)
    if report.state is not ReportState.SENT:
        raise NotClosed
    report.state, report.sent_on = ReportState.FROZEN, None
    report.sent_to = report.sent_how = ""
    work.record("report.sending_undone", report, title=report.title)


def reopen_report(work: Work, order: ReopenReport) -> tuple[int, ...]:
    """Open a period again; what was closed and sent stays as it was and can be looked at."""
    work.require(Right.REOPEN_REPORTS)
    reason = clean(order.reason)
    if not reason:
        raise ReopenReasonNeeded
    report = work.session.get_one(Report, order.report_id)
    if report.state not in CLOSED:
        raise NotClosed
    require_version(report, order.version)
    opened = closed_rows(work, asked_of(report))
    for row in opened:
        row.state = ReportState.REOPENED
        row.reopened_at, row.reopened_by, row.reopen_reason = work.now, work.actor.name, reason
    work.record("report.reopened", report, title=report.title, reason=reason)
    return tuple(row.id for row in opened)


def reopen_again(work: Work, order: ReopenReport) -> tuple[int, ...]:
    """Open once more what was closed as before, for the reason given then."""
    report = work.session.get_one(Report, order.report_id)
    return reopen_report(work, replace(order, version=report.version))


def close_as_before(work: Work, report_ids: Sequence[int]) -> None:
    """Undo the opening of a period, unless it has been closed anew since."""
    work.require(Right.REOPEN_REPORTS)
    reports = [work.session.get_one(Report, each) for each in report_ids]
    if not reports or any(each.state is not ReportState.REOPENED for each in reports):
        raise NotClosed
    if any(row.state in CLOSED for row in rows_of(work, asked_of(reports[0]))):
        raise ClosedAgain
    for row in reports:
        row.state = ReportState.SENT if row.sent_on else ReportState.FROZEN
        row.reopened_at, row.reopened_by, row.reopen_reason = None, "", ""
    work.record("report.reopening_undone", reports[0], title=reports[0].title)
