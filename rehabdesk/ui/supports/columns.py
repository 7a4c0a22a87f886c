"""The columns of each tab, as the page and a person's file show them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from rehabdesk.domain.teamwork.codes import SupportStep
from rehabdesk.domain.teamwork.supports.coming import Ask
from rehabdesk.domain.teamwork.supports.course import JobQuestion, school_year_words
from rehabdesk.domain.teamwork.supports.kinds import ASKED_AFTER, Group
from rehabdesk.domain.teamwork.supports.money import money_words
from rehabdesk.services.supports.rows import SupportRow
from rehabdesk.ui.kit.rows import Column, Sign
from rehabdesk.ui.supports.stations import stations_told

REACHED = "Đã tới đâu"
_WIDE = 150  # pixels, for the head of the first question
_column = Column[SupportRow]
_FAR = date.max


def day(on: date | None) -> str:
    return f"{on:%d/%m/%Y}" if on is not None else "–"


def _first(row: SupportRow, *steps: SupportStep) -> date | None:
    fact = row.course.first(*steps)
    return fact.on if fact is not None else None


def _coming(row: SupportRow) -> str:
    return row.coming.words if row.coming is not None else ""


def coming_sign(row: SupportRow) -> Sign | None:
    coming = row.coming
    if coming is None:
        return None
    if coming.ask is Ask.LATE:
        return Sign("warning", "warn")
    return Sign("clock", "warn" if coming.is_due else "neutral")


def _coming_day(row: SupportRow) -> tuple[bool, date]:
    return (not row.is_pressing, row.coming.on if row.coming is not None else _FAR)


def _told_sign(row: SupportRow) -> Sign | None:
    return Sign("circle", "neutral") if row.course.is_planned else None


# A job asked about after 3, 6 and 12 months


def question_of(row: SupportRow, after: int) -> JobQuestion | None:
    return next((each for each in row.course.questions if each.after == after), None)


def _question_words(row: SupportRow, after: int) -> str:
    question = question_of(row, after)
    if question is None:
        return ""
    if question.is_answered:
        return "Còn làm" if question.is_kept else "Đã thôi"
    if row.asked_now == after:
        return f"hỏi từ {question.since:%d/%m}"
    coming = row.course.next_question
    if coming is None or coming.after > after:
        return "chưa hỏi" if row.course.is_open else ""
    return day(question.since)


def _question_sign(row: SupportRow, after: int) -> Sign | None:
    question = question_of(row, after)
    if question is None:
        return None
    if question.is_answered:
        return Sign("checkmark_circle", "ok") if question.is_kept else Sign("subtract", "neutral")
    if row.asked_now != after:
        return None
    is_due = row.is_pressing and row.coming is not None and row.coming.ask is Ask.JOB
    return Sign("clock", "warn" if is_due else "neutral")


def _question_tint(row: SupportRow, after: int) -> str | None:
    return None if _question_sign(row, after) is not None else "text.secondary"


def question_columns(
    first_title: str, width: int, *, is_last: bool = False
) -> tuple[Column[SupportRow], ...]:
    def column(after: int) -> Column[SupportRow]:
        title = first_title if after == ASKED_AFTER[0] else f"Sau {after} tháng"
        return _column(
            title,
            lambda row: _question_words(row, after),
            lambda row: _question_order(row, after),
            width=max(width, _WIDE) if after == ASKED_AFTER[0] else width,
            sign=lambda row: _question_sign(row, after),
            tint=lambda row: _question_tint(row, after),
            is_stretched=is_last and after == ASKED_AFTER[-1],
        )

    return tuple(column(after) for after in ASKED_AFTER)


def _question_order(row: SupportRow, after: int) -> date:
    question = question_of(row, after)
    return question.since if question is not None else _FAR


# What stands in every tab

WHO = _column("Người được hỗ trợ", lambda row: row.who, width=160, is_subject=True)
HAMLET = _column("Thôn", lambda row: row.hamlet, width=120, is_hidden=True)


def _reached(width: int) -> Column[SupportRow]:
    return _column(
        REACHED,
        lambda row: stations_told(row.course.cells),
        lambda row: row.course.told,
        width=width,
        is_stretched=True,
    )


COMING = _column("Việc tiếp theo", _coming, _coming_day, width=134, sign=coming_sign)
LAST = replace(COMING, is_stretched=True)  # where no other column takes the room
HELPER = _column("Người giúp", lambda row: row.helper, width=140, is_hidden=True)
USE = _column("Dùng vào việc", lambda row: row.use, width=150, is_hidden=True)
NOTE = _column("Ghi chú", lambda row: row.note.replace("\n", " "), width=180, is_hidden=True)
TOLD = _column("Tình trạng", lambda row: row.course.told, width=126, sign=_told_sign)
AMOUNT = _column(
    "Số tiền (đồng)",
    lambda row: money_words(row.course.amount),
    lambda row: row.course.amount or 0,
    width=98,
    align="right",
)
_AT_END = (HAMLET, HELPER, NOTE)


def _step_day(title: str, *steps: SupportStep, width: int = 92) -> Column[SupportRow]:
    def on(row: SupportRow) -> date | None:
        return _first(row, *steps)

    return _column(title, lambda row: day(on(row)), lambda row: on(row) or date.min, width=width)


def _words(title: str, told: Callable[[SupportRow], str], width: int) -> Column[SupportRow]:
    return _column(title, told, width=width)


def _school_year(row: SupportRow) -> str:
    return school_year_words(row.course.begins_on)


def _last_help(row: SupportRow) -> date | None:
    fact = row.course.last(SupportStep.GIVEN, SupportStep.PAID_OUT)
    return fact.on if fact is not None else None


def _times(row: SupportRow) -> str:
    count = sum(1 for each in row.steps if each.fact.step is SupportStep.GIVEN)
    return str(count or "")


_LOAN = (
    WHO,
    _words("Nguồn vay", lambda row: row.source, 136),
    AMOUNT,
    _step_day("Nhận tiền", SupportStep.PAID_OUT),
    _reached(372),
    _words("Trả nợ", lambda row: row.course.told, 150),
    COMING,
    USE,
)
_TRAINING = (
    WHO,
    _words("Nghề", lambda row: row.title, 136),
    _words("Nơi dạy", lambda row: row.source, 168),
    _step_day("Bắt đầu", SupportStep.STARTED),
    _reached(320),
    TOLD,
    COMING,
)
_JOB = (
    WHO,
    _words("Việc", lambda row: row.title, 150),
    _words("Nơi làm, giới thiệu", lambda row: row.source, 146),
    _step_day("Giới thiệu", SupportStep.REFERRED, width=88),
    _step_day("Từ ngày", SupportStep.STARTED, width=88),
    *question_columns("Còn làm sau 3 tháng", 112),
    LAST,
)
_SCHOOLING = (
    WHO,
    _words("Lớp, trường", lambda row: row.title, 176),
    _words("Năm học", _school_year, 92),
    _words("Được hỗ trợ", lambda row: row.use or row.source, 150),
    _reached(320),
    TOLD,
    COMING,
)
_HELP = (
    WHO,
    _words("Loại", lambda row: row.kind.label, 130),
    _words("Nội dung", lambda row: row.title, 200),
    _words("Ai giúp", lambda row: row.source or row.helper, 150),
    AMOUNT,
    _column(
        "Lần gần nhất", lambda row: day(_last_help(row)), lambda row: _last_help(row) or date.min
    ),
    _column("Số lần", _times, lambda row: len(row.steps), width=60, align="right"),
    TOLD,
    LAST,
)
_PAPERS = (
    WHO,
    _words("Giấy tờ", lambda row: row.title, 190),
    _words("Nơi làm", lambda row: row.source, 150),
    _step_day("Bắt đầu", SupportStep.ASKED, SupportStep.STARTED),
    _reached(320),
    TOLD,
    COMING,
)
COLUMNS = {
    Group.LOAN: (*_LOAN, *_AT_END),
    Group.TRAINING: (*_TRAINING, *_AT_END),
    Group.JOB: (*_JOB, *_AT_END),
    Group.SCHOOLING: (*_SCHOOLING, *_AT_END),
    Group.HELP: (*_HELP, *_AT_END),
    Group.PAPERS: (*_PAPERS, *_AT_END),
}
JOB_CARD = (
    _column("Người có việc làm", lambda row: row.who, width=152, is_subject=True),
    _words("Việc", lambda row: row.title, 210),
    _step_day("Từ ngày", SupportStep.STARTED),
    *question_columns("Còn làm sau 3 tháng", 150, is_last=True),
)
OF_PERSON = (
    _column("Loại", lambda row: row.kind.label, width=100),
    _column("Hỗ trợ", lambda row: row.title or row.source, width=124, is_subject=True),
    _words("Nguồn, nơi giúp", lambda row: row.source, 104),
    AMOUNT,
    _column(
        "Dự kiến",
        lambda row: day(row.course.planned_on),
        lambda row: row.course.planned_on or _FAR,
        width=92,
    ),
    _column(
        "Đã làm", lambda row: day(row.given_on), lambda row: row.given_on or date.min, width=92
    ),
    _column(
        "Tình trạng",
        lambda row: "Dự kiến" if row.course.is_planned else row.course.told,
        width=116,
        sign=_told_sign,
    ),
    LAST,
)
