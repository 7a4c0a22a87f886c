"""For which time follow-up sheets are filled: the office's own rule, no law's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice, choose

FOLLOW_UP_EVERY = "follow_up_every"
_QUARTER = 3


class Every(Coded):
    MONTH = "month", "Hằng tháng"
    QUARTER = "quarter", "Hằng quý"
    NONE = "none", "Không định kỳ"


class PeriodBackwards(Refusal):
    field = "until_on"

    def __init__(self, from_on: date) -> None:
        super().__init__(f"Đến ngày phải từ {from_on:%d/%m/%Y} trở đi.")


@dataclass(frozen=True, slots=True)
class Period:
    from_on: date
    until_on: date

    @property
    def words(self) -> str:
        """Name the period as papers do: tháng 11 năm 2026, quý IV năm 2026."""
        first, last = self.from_on, self.until_on
        month = Month.of(first)
        if (first, last) == (month.first, month.last):
            return f"tháng {first.month} năm {first.year}"
        quarter = quarter_of(first)
        if self == quarter:
            number = ("I", "II", "III", "IV")[(first.month - 1) // _QUARTER]
            return f"quý {number} năm {first.year}"
        return f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"


def month_of(day: date) -> Period:
    return Period(Month.of(day).first, Month.of(day).last)


def quarter_of(day: date) -> Period:
    first = Month(day.year, (day.month - 1) // _QUARTER * _QUARTER + 1)
    return Period(first.first, first.on(_QUARTER - 1).last)


# Acts


def set_follow_up_every(work: Work, every: Every) -> None:
    """Choose how often sheets are made; without a rule the clerk says from when to when."""
    choose(work, FOLLOW_UP_EVERY, every.value)


# Looks


def follow_up_every(work: Work) -> Every:
    kept = choice(work, FOLLOW_UP_EVERY, Every.MONTH.value)
    return next((each for each in Every if each.value == kept), Every.MONTH)


def usual_period(work: Work) -> Period:
    quarterly = follow_up_every(work) is Every.QUARTER
    return quarter_of(work.today) if quarterly else month_of(work.today)
