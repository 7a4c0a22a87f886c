"""How far a support has come, read off its dated facts; nothing of it is ticked off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from rehabdesk.domain.dates import add_months
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.kinds import ASKED_AFTER, GIVEN_BY, STATIONS, step_word

Kind, Step = SupportKind, SupportStep
_SCHOOL_STARTS, _SCHOOL_ENDS = 8, 5  # months: a school year is named from August on
_LAST_DAY_OF_MAY = 31


class Reached(Enum):
    """Where a station stands."""

    DONE = "xong"
    NOW = "đang"
    LATE = "chậm"
    REFUSED = "không được"
    STOPPED = "dừng"
    NOT_YET = "chưa"


@dataclass(frozen=True, slots=True)
class Fact:
    """A step on its day. `months` are those repaid in all, late, or after which was asked."""

    step: SupportStep
    on: date
    amount: int | None = None
    is_kept: bool | None = None
    months: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    word: str
    reached: Reached


@dataclass(frozen=True, slots=True)
class JobQuestion:
    """Whether somebody is still in a job: from when it is asked, and what was answered."""

    after: int  # months
    since: date
    is_kept: bool | None = None

    @property
    def is_answered(self) -> bool:
        return self.is_kept is not None


@dataclass(frozen=True, slots=True)
class Course:
    """A support as far as its life goes; `has_job` that the person found work after a training."""

    kind: SupportKind
    facts: tuple[Fact, ...] = ()
    source: str = ""
    amount: int | None = None
    months: int | None = None
    planned_on: date | None = None
    recorded_on: date = date.min
    has_job: bool = False

    def last(self, *steps: SupportStep) -> Fact | None:
        """Return the latest fact of these steps."""
        found = [each for each in self.facts if each.step in steps]
        return max(found, key=lambda each: each.on, default=None)

    def first(self, *steps: SupportStep) -> Fact | None:
        found = [each for each in self.facts if each.step in steps]
        return min(found, key=lambda each: each.on, default=None)

    # Days

    @property
    def begins_on(self) -> date:
        """Return the first day of it; a plan begins with the day it was written down."""
        days = [each.on for each in self.facts]
        return min(days) if days else self.recorded_on

    @property
    def is_planned(self) -> bool:
        """Tell that nothing of it has happened yet."""
        return not self.facts

    @property
    def is_given(self) -> bool:
        return self.given_on is not None

    @property
    def given_on(self) -> date | None:
        fact = self.first(GIVEN_BY[self.kind])
        return fact.on if fact else None

    @property
    def closed_on(self) -> date | None:
        """Return the day it was over; what lasts on has none."""
        ending = [Step.REFUSED, Step.STOPPED]
        if self.kind is not Kind.JOB:
            ending.append(Step.FINISHED)
        if self.kind not in {Kind.LOAN, Kind.TRAINING, Kind.JOB, Kind.SCHOOLING, Kind.PAPERS}:
            ending.append(GIVEN_BY[self.kind])
        over = self.last(*ending)
        left = [each for each in self.facts if each.step is Step.CHECKED and each.is_kept is False]
        days = [each.on for each in (over, *left) if each is not None]
        return max(days) if days else None

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def runs_within(self, first: date, last: date) -> bool:
        """Tell whether it was under way in a stretch of days."""
        return self.begins_on <= last and (self.closed_on is None or self.closed_on >= first)

    # How far

    @property
    def paid_out(self) -> int:
        """Return what was paid out in all; a day without an amount means the whole of it."""
        outs = [each for each in self.facts if each.step is Step.PAID_OUT]
        told = sum(each.amount or 0 for each in outs)
        return told or ((self.amount or 0) if outs else 0)

    @property
    def months_repaid(self) -> int:
        told = [each.months or 0 for each in self.facts if each.step is Step.REPAID]
        return max(told, default=0)

    @property
    def months_late(self) -> int:
        last = self.last(Step.REPAID, Step.OVERDUE, Step.FINISHED)
        return (last.months or 1) if last is not None and last.step is Step.OVERDUE else 0

    @property
    def waits_since(self) -> date | None:
        """Return from when somebody else's yes or no has been waited for."""
        stations = STATIONS[self.kind]
        if not self.is_open or Step.APPROVED not in {each.step for each in stations}:
            return None
        asked, later = self.last(Step.ASKED), self.last(Step.APPROVED, Step.PAID_OUT, Step.REPAID)
        return asked.on if asked is not None and later is None else None

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(self._cells())

    def _cells(self) -> Iterator[Cell]:
        stations, done = STATIONS[self.kind], {each.step for each in self.facts}
        if self.has_job:
            done.add(Step.GIVEN)
        if self.kind is Kind.LOAN and Step.FINISHED in done:
            done.add(Step.REPAID)
        if self.months_late:
            done.add(Step.PAID_OUT)
        furthest = max(
            (place for place, each in enumerate(stations) if each.step in done), default=-1
        )
        for place, station in enumerate(stations):
            yield Cell(station.word, self._reached(place, furthest))

    def _reached(self, place: int, furthest: int) -> Reached:
        stations = STATIONS[self.kind]
        station = stations[place]
        is_lasting = station.lasts and place == furthest and self.is_open
        if place <= furthest and not is_lasting:
            return Reached.DONE
        if place > furthest + 1 and not is_lasting:
            return Reached.NOT_YET
        over = self.last(Step.REFUSED, Step.STOPPED)
        if over is not None and not is_lasting:
            return Reached.REFUSED if over.step is Step.REFUSED else Reached.STOPPED
        if self.months_late and station.step is Step.REPAID:
            return Reached.LATE
        comes = station.is_awaited and furthest >= 0
        return Reached.NOW if is_lasting or comes else Reached.NOT_YET

    @property
    def told(self) -> str:
        """Say in a few words where it stands."""
        over = self.last(Step.REFUSED, Step.STOPPED)
        if over is not None:
            return step_word(self.kind, over.step)
        if self.is_planned:
            return f"Dự kiến {self.planned_on:%d/%m/%Y}" if self.planned_on else "Dự kiến"
        if self.kind is Kind.LOAN:
            return self._loan_told
        if self.waits_since is not None:
            return "Chờ duyệt"
        last = self._last_of_line
        if last is None:
            return ""
        lasting = {each.step: each.word for each in STATIONS[self.kind] if each.lasts}
        return lasting.get(last.step) or step_word(self.kind, last.step)

    @property
    def _loan_told(self) -> str:
        if self.last(Step.FINISHED) is not None:
            return "Trả xong nợ"
        if self.months_late:
            return f"Chậm trả {self.months_late} tháng"
        if self.last(Step.PAID_OUT, Step.REPAID) is None:
            return "Chờ giải ngân" if self.last(Step.APPROVED) is not None else self._waiting_told
        of = f"/{self.months}" if self.months else ""
        return f"Trả {self.months_repaid}{of} tháng"

    @property
    def _waiting_told(self) -> str:
        is_bank = self.source.casefold().startswith("ngân hàng")
        return "Chờ ngân hàng duyệt" if is_bank else "Chờ duyệt"

    @property
    def _last_of_line(self) -> Fact | None:
        steps = {each.step: place for place, each in enumerate(STATIONS[self.kind])}
        line = [each for each in self.facts if each.step in steps]
        return max(line, key=lambda each: (steps[each.step], each.on), default=None)

    # What comes

    @property
    def questions(self) -> tuple[JobQuestion, ...]:
        """Return what is asked of a job that began; one left is not asked about again."""
        begun = self.first(Step.STARTED)
        if self.kind is not Kind.JOB or begun is None:
            return ()
        answers = {each.months: each for each in self.facts if each.step is Step.CHECKED}
        return tuple(
            JobQuestion(
                after,
                add_months(begun.on, after),
                answers[after].is_kept if after in answers else None,
            )
            for after in ASKED_AFTER
        )

    @property
    def next_question(self) -> JobQuestion | None:
        """Return the question that comes next.

        What had come before the job was written down here is not asked afterwards, nor one after
        which a later one was answered.
        """
        if not self.is_open:
            return None
        answered = max((each.after for each in self.questions if each.is_answered), default=0)
        coming = (
            each
            for each in self.questions
            if each.after > answered and each.since >= self.recorded_on
        )
        return next(coming, None)

    @property
    def ends_on(self) -> date | None:
        """Return the day a course or a school year should be over."""
        begun = self.first(Step.STARTED)
        if begun is None or not self.is_open:
            return None
        if self.kind is Kind.TRAINING and self.months:
            return add_months(begun.on, self.months)
        if self.kind is Kind.SCHOOLING:
            return date(school_year(begun.on) + 1, _SCHOOL_ENDS, _LAST_DAY_OF_MAY)
        return None

    @property
    def next_step(self) -> SupportStep | None:
        """Return what is written down next as a rule."""
        if not self.is_open:
            return None
        if self.kind is Kind.JOB and self.questions:
            return Step.CHECKED
        if self.kind is Kind.LOAN and self.paid_out:
            return Step.REPAID
        stations = STATIONS[self.kind]
        last = self._last_of_line
        place = next(
            (at for at, each in enumerate(stations) if last and each.step is last.step), -1
        )
        following = stations[place + 1 :]
        return following[0].step if following else stations[-1].step


def school_year(day: date) -> int:
    """Return the year in which the school year of a day began."""
    return day.year if day.month >= _SCHOOL_STARTS else day.year - 1


def school_year_words(day: date) -> str:
    begun = school_year(day)
    return f"{begun}–{begun + 1}"


def goes_back(facts: tuple[Fact, ...], kind: SupportKind) -> tuple[Fact, Fact] | None:
    """Return two steps of which what comes first lies after what follows, if there are such."""
    line = [each.step for each in STATIONS[kind]]
    if kind is Kind.LOAN:
        line.append(Step.FINISHED)
    places = {step: place for place, step in enumerate(line)}
    firsts: dict[SupportStep, Fact] = {}
    for fact in sorted(facts, key=lambda each: each.on):
        firsts.setdefault(fact.step, fact)
    for one in firsts.values():
        for other in firsts.values():
            is_before = places.get(one.step, len(line)) < places.get(other.step, 1)
            if is_before and one.on > other.on:
                return one, other
    return None
