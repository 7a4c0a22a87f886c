"""What the office has set for itself about tests: the law leaves these days open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rehabdesk.domain.codes import Right
from rehabdesk.domain.dates import add_months
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import BodyTestResult
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice, choose

_KEY = "body_test_habits"
MOST_MONTHS, MOST_DAYS = 24, 365


class HabitImpossible(Refusal):
    field = "months"

    def __init__(self) -> None:
        super().__init__(
            f"Số tháng từ 0 đến {MOST_MONTHS}, số ngày từ 0 đến {MOST_DAYS}. "
            "Ghi 0 thì máy không đề nghị, không nhắc."
        )


@dataclass(frozen=True, slots=True)
class Habits:
    """Where nothing is to be proposed or reminded of, the number is 0."""

    months: int = 3  # until the next test
    again_days: int = 7  # until one that was not done, or was not clear
    ask_days: int = 30  # until the police are asked what came of a result

    def next_on(self, result: BodyTestResult, on: date) -> date | None:
        """Propose the day of the next test."""
        if result is BodyTestResult.NEGATIVE:
            return add_months(on, self.months) if self.months else None
        if result is BodyTestResult.POSITIVE or not self.again_days:
            return None
        return on + timedelta(days=self.again_days)


# Acts


def set_habits(work: Work, habits: Habits) -> None:
    work.require(Right.READ_TESTS)
    days = (habits.again_days, habits.ask_days)
    if not 0 <= habits.months <= MOST_MONTHS or not all(0 <= each <= MOST_DAYS for each in days):
        raise HabitImpossible
    choose(work, _KEY, [habits.months, *days])


# Looks


def habits_of_tests(work: Work) -> Habits:
    kept = choice(work, _KEY, None)
    return Habits(*kept) if kept else Habits()
