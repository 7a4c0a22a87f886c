"""What follows a positive test: the steps of a law, and how far what was recorded has come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum

from rehabdesk.domain.teamwork.codes import AfterTest, BodyTestMethod

NO_KIND = "none"  # somebody who is under no management


class StepState(Enum):
    OPEN = "open"
    BEGUN = "begun"
    DONE = "done"
    NOT_SO = "not_so"  # it came otherwise
    TOLD_ONLY = "told_only"  # others do it, and nothing of it is recorded here


@dataclass(frozen=True, slots=True)
class Step:
    """A step somebody must take; `basis` is the article in full, `hint` what stands beside it."""

    key: str
    words: str
    done: str
    hint: str
    basis: str
    waiting: str = ""  # what a list says while this step is the next one
    begun_by: frozenset[AfterTest] = frozenset()
    closed_by: frozenset[AfterTest] = frozenset()
    unless: frozenset[AfterTest] = frozenset()

    def state(self, recorded: Collection[AfterTest]) -> StepState:
        if not self.closed_by:
            return StepState.TOLD_ONLY
        if self.closed_by.intersection(recorded):
            return StepState.DONE
        if self.unless.intersection(recorded):
            return StepState.NOT_SO
        return StepState.BEGUN if self.begun_by.intersection(recorded) else StepState.OPEN


@dataclass(frozen=True, slots=True)
class CourseAfterTest:
    """What a law has follow for those under one kind of management."""

    kinds: frozenset[str]
    valid_from: date
    valid_until: date | None
    note: str
    steps: tuple[Step, ...]

    def covers(self, kind: str, on: date) -> bool:
        is_over = self.valid_until is not None and self.valid_until < on
        return kind in self.kinds and self.valid_from <= on and not is_over

    def next_step(self, recorded: Collection[AfterTest]) -> Step | None:
        """Return the first step that waits for something to be recorded."""
        waiting = (StepState.OPEN, StepState.BEGUN)
        return next((each for each in self.steps if each.state(recorded) in waiting), None)


@dataclass(frozen=True, slots=True)
class WitnessRule:
    """When somebody must have seen the sample being taken."""

    under: int  # years of age
    exempt: frozenset[BodyTestMethod]
    valid_from: date
    basis: str

    def asks(self, age: int | None, method: BodyTestMethod, on: date) -> bool:
        is_young = age is not None and age < self.under
        return is_young and method not in self.exempt and self.valid_from <= on


@dataclass(frozen=True, slots=True)
class LawOfTests:
    courses: tuple[CourseAfterTest, ...]
    witnessed: tuple[WitnessRule, ...]

    def course(self, kind: str, on: date) -> CourseAfterTest | None:
        return next((each for each in self.courses if each.covers(kind, on)), None)

    def witness_rule(self, age: int | None, method: BodyTestMethod, on: date) -> WitnessRule | None:
        return next((each for each in self.witnessed if each.asks(age, method, on)), None)

    @property
    def adult_from(self) -> int:
        return max((each.under for each in self.witnessed), default=0)
