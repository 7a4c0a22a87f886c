"""Supports as lists show them; without a record, so that a file may hold them too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.coming import Coming
from rehabdesk.domain.teamwork.supports.course import Course, Fact
from rehabdesk.domain.teamwork.supports.kinds import Group, group_of, step_word
from rehabdesk.domain.teamwork.supports.money import money_words


@dataclass(frozen=True, slots=True)
class StepRow:
    id: int
    support_id: int
    kind: SupportKind
    fact: Fact
    recorded_by: str
    recorded_at: datetime

    @property
    def word(self) -> str:
        return step_word(self.kind, self.fact.step)

    @property
    def told(self) -> str:
        """Say the step with what was given or answered."""
        fact, told = self.fact, [self.word]
        if fact.step is SupportStep.CHECKED:
            answer = "còn làm" if fact.is_kept else "đã thôi"
            told = [f"Hỏi lại sau {fact.months} tháng: {answer}"]
        elif fact.months is not None:
            told.append(f"{fact.months} tháng")
        if fact.amount is not None:
            told.append(f"{money_words(fact.amount)} đồng")
        return ", ".join(told)


@dataclass(frozen=True, slots=True)
class SupportRow:
    """`name` is what the person may be called; a household without a file has none but its own."""

    id: int
    version: int
    kind: SupportKind
    person_id: int | None
    name: str
    household: str
    hamlet_id: int | None
    hamlet: str
    title: str
    source: str
    helper: str
    use: str
    note: str
    course: Course
    steps: tuple[StepRow, ...]
    coming: Coming | None
    next_on: date | None
    next_word: str
    asked_now: int  # months after which a job is asked about these days; 0 where nothing is
    recorded_by: str
    recorded_at: datetime

    @property
    def group(self) -> Group:
        return group_of(self.kind)

    @property
    def who(self) -> str:
        if not self.name:
            return f"Hộ {self.household}"
        return f"{self.name} (hộ {self.household})" if self.household else self.name

    @property
    def is_household(self) -> bool:
        """Tell whether it is counted as a household's (lượt hộ)."""
        return bool(self.household)

    @property
    def what(self) -> str:
        """Name it shortly: "Vay vốn, Ngân hàng CSXH", "Học nghề hàn"."""
        told = self.title or self.source
        return f"{self.kind.label}: {told}" if told else self.kind.label

    @property
    def is_pressing(self) -> bool:
        return self.coming is not None and self.coming.is_due

    @property
    def given_on(self) -> date | None:
        return self.course.given_on


@dataclass(frozen=True, slots=True)
class SupportsOfPerson:
    """What one person gets and what is planned; the newest first."""

    rows: tuple[SupportRow, ...] = ()

    @property
    def planned(self) -> tuple[SupportRow, ...]:
        return tuple(row for row in self.rows if row.course.is_planned)
