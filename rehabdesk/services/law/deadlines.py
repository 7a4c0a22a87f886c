"""Deadlines as this office keeps them: the law's, and its own where it set one with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.deadlines.due import DueSum, due
from rehabdesk.domain.deadlines.left import TimeLeft, time_left
from rehabdesk.domain.deadlines.lines import DueLine, due_lines, due_words
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.domain.law.deadline import Deadline
from rehabdesk.domain.records.office_law import DeadlineRule
from rehabdesk.domain.regime import Regime
from rehabdesk.services.office import Work


@dataclass(frozen=True, slots=True)
class OfficeValue:
    """A span the office set for a deadline, with its days and its reason."""

    id: int
    version: int
    rule_id: str
    span: Span
    from_on: date
    until_on: date | None
    reason: str
    set_by: str
    set_at: datetime

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline counted for one case; `office` is set where the office's own span was used."""

    deadline: Deadline
    found: DueSum
    office: OfficeValue | None = None

    @property
    def due_on(self) -> date:
        return self.found.due_on

    @property
    def words(self) -> str:
        return due_words(self.found)

    @property
    def lines(self) -> tuple[DueLine, ...]:
        return due_lines(self.found)

    @property
    def basis(self) -> str:
        """The article for a column; the office's own habit where no law sets the time."""
        return self.deadline.citation.short

    @property
    def notes(self) -> tuple[str, ...]:
        """Say whose deadline it is, and what about it is not certain."""
        return (self._whose, *self.found.doubts)

    @property
    def _whose(self) -> str:
        if self.deadline.is_office:
            return f"Hạn này do xã đặt (Cài đặt › Hạn việc). {self.deadline.why}"
        if self.office is None:
            return f"Theo {self.deadline.basis}."
        law = self.deadline.span.words
        return f"Hạn này do xã đặt (Cài đặt › Hạn việc); {self.deadline.basis}: {law}."


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Everything needed to count deadlines, read once and asked many times."""

    regimes: Sequence[Regime]
    values: Sequence[OfficeValue]
    calendar: WorkingCalendar
    _known: dict[tuple[str, date, date | None], Due | None] = field(
        default_factory=dict, repr=False, compare=False
    )
    _found: dict[tuple[str, date], Deadline | None] = field(
        default_factory=dict, repr=False, compare=False
    )

    def due(self, deadline_id: str, start: date, law_on: date | None = None) -> Due | None:
        """Count from a day, or a moment for hours, by the law of that day (or of `law_on`).

        None when that law knows no such deadline. Hours need a moment to be certain. What was
        counted once is remembered: in a big office hundreds of files share a day.
        """
        asked = (deadline_id, start, law_on)
        if asked not in self._known:
            self._known[asked] = self._count(deadline_id, start, law_on)
        return self._known[asked]

    def _count(self, deadline_id: str, start: date, law_on: date | None) -> Due | None:
        day = start.date() if isinstance(start, datetime) else start
        deadline = self.deadline(deadline_id, law_on or day)
        if deadline is None:
            return None
        value = self.value(deadline_id, day)
        span = value.span if value else deadline.span
        return Due(deadline, due(span, start, self.calendar, deadline.counting), value)

    def left(self, due: Due, now: datetime) -> TimeLeft:
        """Say how much time is left, or how late it is, in working days or in hours."""
        return time_left(due.found, now, self.calendar)

    def deadline(self, deadline_id: str, day: date) -> Deadline | None:
        asked = (deadline_id, day)
        if asked not in self._found:
            law = next((regime for regime in self.regimes if regime.covers(day)), None)
            self._found[asked] = law.find_deadline(deadline_id) if law else None
        return self._found[asked]

    def value(self, deadline_id: str, day: date) -> OfficeValue | None:
        """Return the office's own span in force on a day."""
        fitting = (each for each in self.values if each.rule_id == deadline_id)
        return next((each for each in fitting if each.covers(day)), None)


def office_deadlines(work: Work) -> Deadlines:
    return Deadlines(work.resources.regimes, list_values(work), work.resources.calendar)


def list_values(work: Work) -> list[OfficeValue]:
    """List every span the office set, newest first."""
    rules = work.session.scalars(
        select(DeadlineRule).order_by(DeadlineRule.from_on.desc(), DeadlineRule.id.desc())
    )
    return [
        OfficeValue(
            rule.id,
            rule.version,
            rule.rule_id,
            Span(rule.amount, rule.unit),
            rule.from_on,
            rule.until_on,
            rule.reason,
            rule.set_by,
            rule.set_at,
        )
        for rule in rules
    ]
