"""What a support asks for next, by the office's own rules: none of these days is a law's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.dates import add_months
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.course import Course, Fact

SHOWN_AHEAD = timedelta(days=30)
_LONG_AGO = timedelta(days=365)
_USUAL_MONTHS, _AFTER_THE_END = 36, 6


class Ask(Coded):
    """What is asked; the label is the title of its task."""

    LATE = "late", "Hỏi gia đình về khoản vay chậm trả"
    WAITING = "waiting", "Hỏi kết quả duyệt"
    REPAYMENT = "repayment", "Kiểm tra trả nợ vay"
    JOB = "job", "Hỏi lại về việc làm"
    COURSE = "course", "Hỏi kết quả học"
    PLANNED = "planned", "Hỗ trợ đã dự kiến"
    OWN = "own", "Việc hẹn về hỗ trợ"


@dataclass(frozen=True, slots=True)
class SupportDays:
    """After how many days the office asks again; none at all does not ask."""

    approval: int = 20
    repayment: int = 90
    late: int = 15


USUAL = SupportDays()


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of one's own."""

    on: date | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class Coming:
    """From `since` counted, due `on`; `words` are what the list says."""

    ask: Ask
    since: date
    on: date
    words: str
    is_due: bool
    after: int = 0  # months, of a job asked about
    own_word: str = ""

    @property
    def is_bad(self) -> bool:
        return self.ask is Ask.LATE


def comings(course: Course, own: Reminder, days: SupportDays, today: date) -> Iterator[Coming]:
    """Yield all that is asked for, whenever it is due.

    A reminder of one's own is seen to by a step on its day or after it.
    """
    if own.on is not None and not any(each.on >= own.on for each in course.facts):
        words = f"{own.on:%d/%m} {own.word}".rstrip()
        is_due = own.on <= today
        yield Coming(Ask.OWN, own.on, own.on, words, is_due, own_word=own.word)
    if not course.is_open:
        return
    yield from _of_money(course, days, today)
    if (question := course.next_question) is not None:
        on = question.since
        words = f"hỏi từ {_short(on, today)}"
        begun = course.begins_on
        yield Coming(Ask.JOB, begun, on, words, is_due=on <= today, after=question.after)
    if (ends := course.ends_on) is not None:
        yield Coming(Ask.COURSE, ends, ends, f"{_short(ends, today)} hỏi kết quả", ends <= today)
    planned = course.planned_on
    if planned is not None and course.is_planned:
        words = f"{_short(planned, today)} dự kiến"
        yield Coming(Ask.PLANNED, planned, planned, words, is_due=planned < today)


def next_coming(course: Course, own: Reminder, days: SupportDays, today: date) -> Coming | None:
    """Return what presses most; what is far off is not told, unless somebody set it himself."""
    told = [
        each
        for each in comings(course, own, days, today)
        if each.ask in {Ask.OWN, Ask.WAITING} or each.on <= today + SHOWN_AHEAD
    ]
    return min(told, key=lambda each: (not each.is_bad, not each.is_due, each.on), default=None)


def _of_money(course: Course, days: SupportDays, today: date) -> Iterator[Coming]:
    waits = course.waits_since
    if waits is not None and days.approval and waits + _LONG_AGO > course.recorded_on:
        on = waits + timedelta(days=days.approval)
        waited = (today - waits).days
        words = f"Chờ {waited} ngày" if waited > 0 else "Mới đề nghị"
        yield Coming(Ask.WAITING, waits, on, words, is_due=today > on)
    if course.kind is not SupportKind.LOAN:
        return
    last = course.last(SupportStep.PAID_OUT, SupportStep.REPAID, SupportStep.OVERDUE)
    if last is None or course.last(SupportStep.PAID_OUT, SupportStep.REPAID) is None:
        return
    if course.recorded_on > _repaid_by(course, last):
        return  # an old loan, written down for its figures
    if course.months_late:
        on = last.on + timedelta(days=days.late)
        yield Coming(Ask.LATE, last.on, on, "Hỏi gia đình", is_due=True)
    elif days.repayment:
        on = last.on + timedelta(days=days.repayment)
        yield Coming(Ask.REPAYMENT, last.on, on, f"{_short(on, today)} kiểm tra", on <= today)


def _repaid_by(course: Course, last: Fact) -> date:
    """Return by when a loan should long have been repaid."""
    begun = course.first(SupportStep.PAID_OUT) or last
    return add_months(begun.on, (course.months or _USUAL_MONTHS) + _AFTER_THE_END)


def _short(day: date, today: date) -> str:
    return f"{day:%d/%m}" if day.year == today.year else f"{day:%d/%m/%Y}"
