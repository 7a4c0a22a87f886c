"""Supports for the page and for a person's file, read in a handful of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.helping import Support, SupportFact
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.coming import (
    SHOWN_AHEAD,
    Reminder,
    SupportDays,
    next_coming,
)
from rehabdesk.domain.teamwork.supports.course import Course, Fact
from rehabdesk.domain.teamwork.supports.kinds import Group
from rehabdesk.domain.text import word_order
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names, hidden
from rehabdesk.services.supports.days import support_days
from rehabdesk.services.supports.rows import StepRow, SupportRow, SupportsOfPerson


@dataclass(frozen=True, slots=True)
class SupportsAsked:
    """What the page is filtered by; no year asks for all years."""

    year: int | None
    hamlet_id: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class SupportsPage:
    """Everything on the page; `rows` hold what was under way in the year, most pressing first."""

    today: date
    asked: SupportsAsked
    rows: tuple[SupportRow, ...]
    years: tuple[int, ...]
    hamlets: tuple[tuple[int, str], ...]
    sources: Mapping[Group, tuple[str, ...]]

    def of(self, group: Group) -> tuple[SupportRow, ...]:
        """Return the rows of a tab; the source filters only where it is one of that tab's."""
        rows = tuple(row for row in self.rows if row.group is group)
        if self.asked.source and self.asked.source in self.sources.get(group, ()):
            return tuple(row for row in rows if row.source == self.asked.source)
        return rows

    @property
    def persons(self) -> int:
        """Count the persons supported: one who was helped twice counts once."""
        helped = {row.person_id for row in self.rows if row.person_id and not row.course.is_planned}
        households = {row.who for row in self.rows if not row.person_id}
        return len(helped) + len(households)

    @property
    def lent(self) -> int:
        """Sum what was paid out as loans in the year."""
        year = self.asked.year
        return sum(_paid_in(row.course, year) for row in self.rows if row.kind is SupportKind.LOAN)

    @property
    def job_questions(self) -> tuple[SupportRow, ...]:
        """Return the jobs about which something is still asked, the next first."""
        asked = [row for row in self.of(Group.JOB) if row.course.next_question is not None]
        return tuple(sorted(asked, key=_question_day))


# Looks


def read_page(work: Work, asked: SupportsAsked) -> SupportsPage:
    work.require(Right.READ_FILES)
    everything = read_rows(work, select(Support.id))
    years = {each for row in everything for each in _years(row, work.today.year)}
    rows = [
        row
        for row in everything
        if (asked.hamlet_id is None or row.hamlet_id == asked.hamlet_id)
        and (asked.year is None or _is_of_year(row.course, asked.year))
    ]
    sources = {
        group: {row.source for row in rows if row.group is group and row.source} for group in Group
    }
    hamlets = work.session.execute(select(Hamlet.id, Hamlet.name))
    return SupportsPage(
        work.today,
        asked,
        tuple(sorted(rows, key=_order)),
        tuple(sorted({*years, work.today.year}, reverse=True)),
        tuple(sorted(((each.id, each.name) for each in hamlets), key=lambda each: each[1])),
        {group: tuple(sorted(names, key=word_order)) for group, names in sources.items()},
    )


def supports_of(work: Work, person_id: int) -> SupportsOfPerson:
    work.require(Right.READ_FILES)
    rows = read_rows(work, select(Support.id).where(Support.person_id == person_id))
    return SupportsOfPerson(tuple(sorted(rows, key=lambda row: row.course.begins_on, reverse=True)))


def read_support(work: Work, support_id: int) -> SupportRow | None:
    work.require(Right.READ_FILES)
    rows = read_rows(work, select(Support.id).where(Support.id == support_id))
    return rows[0] if rows else None


def used_words(work: Work) -> Mapping[str, tuple[str, ...]]:
    """Return sources and titles written before, by kind, the most used first: to be offered."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, column in (("source", Support.source), ("title", Support.title)):
        rows = work.session.execute(
            select(Support.kind, column, func.count().label("times"))
            .where(column != "")
            .group_by(Support.kind, column)
            .order_by(func.count().desc(), column)
        )
        for row in rows:
            found[f"{name}:{row[0].value}"].append(row[1])
    return {key: tuple(words[:_OFFERED]) for key, words in found.items()}


_OFFERED = 12


# How they are read


def read_rows(work: Work, wanted: Select[int]) -> list[SupportRow]:
    """Read these supports with their steps and what they ask for."""
    found = work.session.execute(
        select(Support, Person.full_name, Person.birth, Hamlet.id, Hamlet.name, Volunteer.full_name)
        .outerjoin(Person, Person.id == Support.person_id)
        .outerjoin(Hamlet, Hamlet.id == func.coalesce(Support.hamlet_id, Person.hamlet_id))
        .outerjoin(Volunteer, Volunteer.id == Support.volunteer_id)
        .where(Support.id.in_(wanted))
    ).all()
    steps = _steps(work, wanted)
    jobs = _jobs_begun(work, {row[0].person_id for row in found if row[0].person_id})
    names, days = Names(work), support_days(work)
    seen = _Seen(work, names, days, steps, jobs)
    return [_row(seen, *row) for row in found]


@dataclass(frozen=True, slots=True)
class _Seen:
    work: Work
    names: Names
    days: SupportDays
    steps: Mapping[int, tuple[StepRow, ...]]
    jobs: Mapping[int, date]


def _row(
    seen: _Seen,
    support: Support,
    full_name: str | None,
    birth: str | None,
    *where: Any,
) -> SupportRow:
    hamlet_id, hamlet, helper = where
    steps = seen.steps.get(support.id, ())
    course = course_of(support, tuple(each.fact for each in steps), seen.jobs)
    name = seen.names.of(support.person_id, full_name or "", birth) if full_name else ""
    household = support.household
    if seen.work.names_hidden and household:
        household = hidden(household)
    is_close = seen.names.is_close(support.person_id)
    coming = next_coming(
        course, Reminder(support.next_on, support.next_word), seen.days, seen.work.today
    )
    return SupportRow(
        support.id,
        support.version,
        support.kind,
        support.person_id,
        name,
        "" if is_close else household,
        hamlet_id,
        hamlet or "",
        support.title,
        support.source,
        helper or "",
        support.use,
        "" if is_close else support.note,
        course,
        steps,
        coming,
        support.next_on,
        support.next_word,
        _asked_now(course, seen.work.today),
        support.recorded_by,
        support.recorded_at,
    )


def _asked_now(course: Course, today: date) -> int:
    question = course.next_question
    is_near = question is not None and question.since <= today + SHOWN_AHEAD
    return question.after if question is not None and is_near else 0


def course_of(support: Support, facts: tuple[Fact, ...], jobs: Mapping[int, date]) -> Course:
    has_job = False
    if support.kind is SupportKind.TRAINING and support.person_id is not None:
        begun = [each.on for each in facts if each.step is SupportStep.STARTED]
        found = jobs.get(support.person_id)
        has_job = bool(begun) and found is not None and found >= min(begun)
    return Course(
        support.kind,
        facts,
        support.source,
        support.amount,
        support.months,
        support.planned_on,
        support.recorded_at.date(),
        has_job,
    )


def _steps(work: Work, wanted: Select[int]) -> dict[int, tuple[StepRow, ...]]:
    rows = work.session.execute(
        select(
            SupportFact.id,
            SupportFact.support_id,
            Support.kind,
            SupportFact.step,
            SupportFact.on,
            SupportFact.amount,
            SupportFact.is_kept,
            SupportFact.after_months,
            SupportFact.words,
            SupportFact.recorded_by,
            SupportFact.recorded_at,
        )
        .join(Support, Support.id == SupportFact.support_id)
        .where(SupportFact.support_id.in_(wanted))
        .order_by(SupportFact.on, SupportFact.id)
    )
    found: dict[int, list[StepRow]] = defaultdict(list)
    for row in rows:
        step = StepRow(row[0], row[1], row[2], Fact(*row[3:9]), row[9], row[10])
        found[step.support_id].append(step)
    return {key: tuple(steps) for key, steps in found.items()}


def _jobs_begun(work: Work, person_ids: Collection[int]) -> dict[int, date]:
    """Return when each person last began a job."""
    rows = work.session.execute(
        select(Support.person_id, func.max(SupportFact.on))
        .join(SupportFact, SupportFact.support_id == Support.id)
        .where(
            and_(Support.kind == SupportKind.JOB, SupportFact.step == SupportStep.STARTED),
            Support.person_id.is_not(None),
        )
        .group_by(Support.person_id)
    )
    return {row[0]: row[1] for row in rows if row[0] is not None and row[0] in person_ids}


def _is_of_year(course: Course, year: int) -> bool:
    return course.runs_within(date(year, 1, 1), date(year, 12, 31))


def _years(row: SupportRow, this_year: int) -> Iterable[int]:
    closed = row.course.closed_on
    return range(row.course.begins_on.year, (closed.year if closed else this_year) + 1)


def _order(row: SupportRow) -> tuple[bool, int]:
    """Put first what presses, then the newest."""
    return (not row.is_pressing, -row.course.begins_on.toordinal())


def _question_day(row: SupportRow) -> date:
    question = row.course.next_question
    return question.since if question is not None else date.max


def _paid_in(course: Course, year: int | None) -> int:
    outs = [each for each in course.facts if each.step is SupportStep.PAID_OUT]
    inside = [each for each in outs if year is None or each.on.year == year]
    told = sum(each.amount or 0 for each in inside)
    return told or (course.paid_out if inside and len(inside) == len(outs) else 0)
