"""What may be asked of persons besides where and under whom they are: age, work, dates, meetings.

A fact somebody's file does not hold is no "no": such persons are not counted, and are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, select

from rehabdesk.domain.codes import Coded, Sex
from rehabdesk.domain.daily_codes import Employment
from rehabdesk.domain.dates import add_months
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.person import Person
from rehabdesk.services.contacts.met import IS_MET
from rehabdesk.services.people.list_query import PERSONS_OF_FILES
from rehabdesk.services.supports.supported import Supported, is_supported

_YEAR = 12  # months
OFTEN = 3  # times and more are told together


class Period(Coded):
    """A stretch of days seen from today, so that a kept question is asked anew each month."""

    ANY = "any", "bất kỳ"
    THIS_MONTH = "this_month", "trong tháng này"
    NEXT_MONTH = "next_month", "trong tháng sau"
    THIS_QUARTER = "this_quarter", "trong quý này"
    THIS_YEAR = "this_year", "trong năm nay"
    COMING_90 = "coming_90", "trong 90 ngày tới"
    OWN = "own", "trong khoảng"


@dataclass(frozen=True, slots=True)
class Within:
    """A period; its days are given only where it is one of one's own."""

    period: Period = Period.ANY
    first: date | None = None
    last: date | None = None

    def days(self, today: date) -> tuple[date, date]:
        month = today.replace(day=1)
        quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
        one = timedelta(days=1)
        return {
            Period.ANY: (date.min, date.max),
            Period.THIS_MONTH: (month, add_months(month, 1) - one),
            Period.NEXT_MONTH: (add_months(month, 1), add_months(month, 2) - one),
            Period.THIS_QUARTER: (quarter, add_months(quarter, 3) - one),
            Period.THIS_YEAR: (date(today.year, 1, 1), date(today.year, 12, 31)),
            Period.COMING_90: (today, today + timedelta(days=90)),
            Period.OWN: (self.first or date.min, self.last or date.max),
        }[self.period]

    @property
    def words(self) -> str:
        if self.period is not Period.OWN:
            return self.period.label
        since = f"từ {self.first:%d/%m/%Y}" if self.first else ""
        until = f"đến {self.last:%d/%m/%Y}" if self.last else ""
        return " ".join(part for part in (since, until) if part) or Period.ANY.label

    @property
    def is_any(self) -> bool:
        is_open = self.first is None and self.last is None
        return self.period is Period.ANY or (self.period is Period.OWN and is_open)


@dataclass(frozen=True, slots=True)
class Question:
    """None and "" ask nothing."""

    sex: Sex | None = None
    age_from: int | None = None
    age_under: int | None = None
    employment: Employment | None = None
    back: Within = Within()  # the day rehabilitation was or will be completed
    term: Within = Within()  # the end of the term
    unseen_days: int | None = None
    ordinal: int | None = None  # OFTEN stands for that many times and more
    drugs: str = ""
    supported: Supported | None = None

    @property
    def is_nothing(self) -> bool:
        return self == Question()

    @property
    def asks_age(self) -> bool:
        return self.age_from is not None or self.age_under is not None

    @property
    def age_words(self) -> str:
        if self.age_from is None:
            return f"dưới {self.age_under} tuổi" if self.age_under is not None else ""
        until = (
            f" đến dưới {self.age_under} tuổi" if self.age_under is not None else " tuổi trở lên"
        )
        return f"từ {self.age_from}{until}"

    @property
    def words(self) -> tuple[str, ...]:
        """Tell the question in parts, as they follow "người" in a sentence."""
        told = [self.sex.label.lower() if self.sex else "", self.age_words]
        told.append(_lower(self.employment.label) if self.employment else "")
        if not self.back.is_any:
            told.append(f"hoàn thành cai nghiện {self.back.words}")
        if not self.term.is_any:
            told.append(f"hết hạn quản lý {self.term.words}")
        if self.ordinal is not None:
            more = " trở lên" if self.ordinal >= OFTEN else ""
            told.append(f"cai nghiện lần thứ {self.ordinal}{more}")
        told.append(f"dùng {self.drugs}" if self.drugs else "")
        if self.unseen_days is not None:
            told.append(f"chưa gặp quá {self.unseen_days} ngày")
        told.append(self.supported.label if self.supported else "")
        return tuple(part for part in told if part)


_birth = func.coalesce(Person.birth, "")
_is_year, _is_month = func.length(_birth) == len("1985"), func.length(_birth) == len("1985-03")
_earliest = case((_is_year, _birth + "-01-01"), (_is_month, _birth + "-01"), else_=_birth)
_latest = case((_is_year, _birth + "-12-31"), (_is_month, _birth + "-31"), else_=_birth)


def asked(question: Question, today: date) -> Select[int]:
    """Select whom the question may mean; an age in doubt may be meant."""
    found = PERSONS_OF_FILES.where(*_conditions(question, today))
    return found.where(is_supported(question.supported)) if question.supported else found


def surely_aged(question: Question, today: date) -> Select[int]:
    """Select who is as old as is asked, whichever day of the known year or month was the birth."""
    conditions = [_birth != ""]
    if question.age_under is not None:
        conditions.append(_earliest > _ago(today, question.age_under))
    if question.age_from is not None:
        conditions.append(_latest <= _ago(today, question.age_from))
    return select(Person.id).where(*conditions)


_LACKS: tuple[tuple[str, dict[str, Any], ColumnElement[bool]], ...] = (
    ("chưa ghi ngày sinh", {"age_from": None, "age_under": None}, _birth == ""),
    ("chưa ghi giới tính", {"sex": None}, Person.sex.is_(None)),
    ("chưa ghi việc làm", {"employment": None}, Person.employment.is_(None)),
    ("chưa ghi lần thứ mấy", {"ordinal": None}, Episode.rehab_ordinal.is_(None)),
    ("chưa ghi loại ma túy", {"drugs": ""}, Person.drugs == ""),
)


def in_doubt(question: Question, today: date) -> Iterator[tuple[str, Select[int]]]:
    """Yield, for each fact some files do not hold, whom the question would mean but for it."""
    for words, lifted, is_lacking in _LACKS:
        milder = replace(question, **lifted)
        if milder != question:
            yield words, asked(milder, today).where(is_lacking)


def _conditions(question: Question, today: date) -> Iterator[ColumnElement[bool]]:
    if question.sex is not None:
        yield Person.sex == question.sex
    if question.asks_age:
        yield _birth != ""
    if None not in (question.age_from, question.age_under):
        yield literal((question.age_from or 0) < (question.age_under or 0))
    if question.age_under is not None:
        yield _latest > _ago(today, question.age_under)
    if question.age_from is not None:
        yield _earliest <= _ago(today, question.age_from)
    if question.employment is not None:
        yield Person.employment == question.employment
    if question.drugs:
        yield Person.drugs == question.drugs
    yield from _dated(question, today)


def _dated(question: Question, today: date) -> Iterator[ColumnElement[bool]]:
    if not question.back.is_any:
        yield Episode.completes_on.between(*question.back.days(today))
    if not question.term.is_any:
        yield Standing.term_end.between(*question.term.days(today))
    if question.ordinal is not None:
        is_often = question.ordinal >= OFTEN
        yield (
            Episode.rehab_ordinal >= question.ordinal
            if is_often
            else Episode.rehab_ordinal == question.ordinal
        )
    if question.unseen_days is not None:
        since = today - timedelta(days=question.unseen_days)
        met = exists().where(
            ContactPerson.person_id == Person.id,
            ContactPerson.contact_id == Contact.id,
            Contact.on >= since,
            IS_MET,
        )
        yield ~met.correlate(Person)


def _ago(today: date, years: int) -> str:
    return add_months(today, -years * _YEAR).isoformat()


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
