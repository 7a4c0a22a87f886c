"""Tasks of the calendar: a user's own flags, and the next report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.deadlines.due import due
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.services.tasks.paper_rules import ON_THE_DAY
from rehabdesk.services.tasks.sight import Sight
from rehabdesk.services.tasks.task import Act, Pile, Task, TaskKind

CLOSES_ON = 14  # of the last month of a period; it began on the 15th (NĐ 09/2019 Đ12.1)
SENT_WITHIN = Span(2, DeadlineUnit.WORKING_DAYS)
_WINDOW_LAW = "Điều 12 NĐ 09/2019"
_REPORT = frozenset({Pile.REPORT})
_HALF, _WHOLE = 6, 12


@dataclass(frozen=True, slots=True)
class ReportDates:
    """The next periodic report: what it covers, when its figures close, when it is sent."""

    title: str
    opens_on: date
    closes_on: date
    sent_by: date


def next_report(today: date, calendar: WorkingCalendar) -> ReportDates:
    """Return the half-year or year whose report is next to be sent."""
    for year in (today.year, today.year + 1):
        for month, title in ((_HALF, f"6 tháng đầu năm {year}"), (_WHOLE, f"năm {year}")):
            closes_on = date(year, month, CLOSES_ON)
            sent_by = due(SENT_WITHIN, closes_on, calendar).due_on
            if sent_by >= today:
                opens_on = date(year - 1, _WHOLE, CLOSES_ON) + timedelta(days=1)
                return ReportDates(f"Báo cáo {title}", opens_on, closes_on, sent_by)
    raise LookupError(today)


def flags(sight: Sight) -> Iterator[Task]:
    for flag in sight.flags:
        yield Task(
            f"flag:{flag.id}:{flag.on:%Y-%m-%d}",
            TaskKind.FLAG,
            flag.word or TaskKind.FLAG.label,
            (flag.concern,),
            due(ON_THE_DAY, flag.on, sight.deadlines.calendar),
            "Cờ nhắc của riêng người dùng này. Bỏ cờ thì việc rời khỏi trang.",
            "Cờ nhắc",
            Act.DROP_FLAG,
            record_id=flag.id,
        )


def report_dates(sight: Sight) -> Iterator[Task]:
    """Tell when figures close, on the 14th, and when they are sent, two working days later."""
    calendar = sight.deadlines.calendar
    report = next_report(sight.today, calendar)
    window = (
        f"Số liệu tính từ {report.opens_on:%d/%m/%Y} đến {report.closes_on:%d/%m/%Y} "
        "(từ ngày 15 đến ngày 14)."
    )
    if report.closes_on >= sight.today:
        yield Task(
            f"report_closes:{report.closes_on:%Y-%m-%d}",
            TaskKind.REPORT_CLOSES,
            f"Chốt số liệu {_lower(report.title)}",
            (),
            due(ON_THE_DAY, report.closes_on, calendar),
            window,
            _WINDOW_LAW,
            Act.NOTHING,
            piles=_REPORT,
        )
    yield Task(
        f"report_sent:{report.closes_on:%Y-%m-%d}",
        TaskKind.REPORT_SENT,
        f"Gửi {_lower(report.title)}",
        (),
        due(SENT_WITHIN, report.closes_on, calendar),
        window,
        "Lệ của tỉnh",
        Act.NOTHING,
        ("Hạn gửi theo quy định của tỉnh, thường 02 ngày làm việc sau ngày chốt.",),
        _REPORT,
    )


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
