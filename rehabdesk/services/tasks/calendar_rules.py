"""Tasks of the calendar: a user's own flags, and the next report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.deadlines.due import due
from rehabdesk.domain.reports.codes import WindowRule
from rehabdesk.services.tasks.paper_rules import ON_THE_DAY
from rehabdesk.services.tasks.sight import Sight
from rehabdesk.services.tasks.task import Act, Pile, Task, TaskKind
from rehabdesk.services.tasks.waiting.reports import ReportsSeen

CLOSES_ON = 14  # of the last month of a period; it began on the 15th (NĐ 09/2019 Đ12.1)
_WINDOW_LAW = "Điều 12 NĐ 09/2019"
_RULES = {
    WindowRule.ND09: ("từ ngày 15 đến ngày 14", _WINDOW_LAW),
    WindowRule.CALENDAR: ("theo tháng dương lịch", "Mẫu báo cáo của cơ quan"),
}
_REPORT = frozenset({Pile.REPORT})


@dataclass(frozen=True, slots=True)
class ReportDates:
    """The next periodic report: what it covers, when its figures close, when it is sent."""

    title: str
    opens_on: date
    closes_on: date
    sent_by: date


def next_report(
    today: date, calendar: WorkingCalendar, seen: ReportsSeen | None = None
) -> ReportDates:
    """Return the report that is next to be sent; without a choice, of the half-year or year."""
    ahead = [one for one in (seen or ReportsSeen()).due(today, calendar) if one.sent_by >= today]
    window = ahead[0].window
    return ReportDates(ahead[0].title, window.first, window.last, ahead[0].sent_by)


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
    """Tell when figures close and by when they are sent; gone once that is done, red when late."""
    calendar = sight.deadlines.calendar
    for report in sight.reports.due(sight.today, calendar):
        window = report.window
        words, law = _RULES.get(report.period.rule, ("từ ngày đến ngày", "Mẫu báo cáo"))
        told = f"Số liệu tính {window.words} ({words})."
        about = (report.layout_key, window.last)
        key = f"{report.layout_key}:{window.first:%Y-%m-%d}:{window.last:%Y-%m-%d}"
        if not report.is_closed:
            yield Task(
                f"report_closes:{key}",
                TaskKind.REPORT_CLOSES,
                f"Chốt số liệu {_lower(report.title)}{_readiness(report.problems)}",
                (),
                due(ON_THE_DAY, window.last, calendar),
                told,
                law,
                Act.REPORT,
                piles=_REPORT,
                report=about,
            )
        note = "Hạn gửi theo quy định của tỉnh, thường 02 ngày làm việc sau ngày chốt."
        yield Task(
            f"report_sent:{key}",
            TaskKind.REPORT_SENT,
            f"Gửi {_lower(report.title)}",
            (),
            due(report.within, window.last, calendar),
            told,
            "Lệ của tỉnh" if report.is_assumed else "Mẫu báo cáo của cơ quan",
            Act.REPORT,
            (note,) if report.is_assumed else (),
            _REPORT,
            report=about,
        )


def _readiness(problems: int | None) -> str:
    """Say whether the report can be closed as it is, where that has been looked at."""
    if problems is None:
        return ""
    return f" · {problems} chỗ cần sửa" if problems else " · sẵn sàng"


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
