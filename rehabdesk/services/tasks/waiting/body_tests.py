"""What of the tests waits for somebody today. Read at the start of every day: by plain tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Date, Integer, String, column, func, select, table, true

from rehabdesk.catalog.teamwork.after_tests import law_of_tests
from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.teamwork.after_test import NO_KIND
from rehabdesk.domain.teamwork.codes import AfterTest, BodyTestResult
from rehabdesk.services.law.test_days import habits_of_tests
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.files import kept_from

_AHEAD = timedelta(days=45)
_TESTS = table(
    "body_test",
    column("id", Integer),
    column("person_id", Integer),
    column("episode_id", Integer),
    column("on", Date),
    column("result", String),
    column("next_on", Date),
)
_FACTS = table(
    "body_test_fact", column("test_id", Integer), column("step", String), column("on", Date)
)


@dataclass(frozen=True, slots=True)
class Whose:
    person_id: int
    name: str
    birth: str | None
    hamlet: str | None


@dataclass(frozen=True, slots=True)
class NextTest:
    """A test that is due, after the last one of a person still followed."""

    whose: Whose
    test_id: int
    last_on: date
    on: date


@dataclass(frozen=True, slots=True)
class StepDue:
    """A step after a test that nobody has recorded yet; `days` are the office's, or none."""

    whose: Whose
    test_id: int
    tested_on: date
    since: date
    key: str
    days: int
    basis: str


@dataclass(frozen=True, slots=True)
class SeenOfTests:
    upcoming: tuple[NextTest, ...] = ()
    steps: tuple[StepDue, ...] = ()


# Looks


def look_at_tests(work: Work, only: Collection[int] | None) -> SeenOfTests:
    """See what of the tests waits; whoever has not the right sees nothing of it."""
    if not work.actor.may(Right.READ_TESTS):
        return SeenOfTests()
    return SeenOfTests(tuple(_upcoming(work, only)), tuple(_steps(work, only)))


def _upcoming(work: Work, only: Collection[int] | None) -> Iterator[NextTest]:
    last = (
        select(
            _TESTS.c.id,
            func.row_number()
            .over(
                partition_by=_TESTS.c.person_id, order_by=(_TESTS.c.on.desc(), _TESTS.c.id.desc())
            )
            .label("place"),
        )
        .where(_TESTS.c.person_id.in_(only) if only is not None else true())
        .subquery()
    )
    rows = work.session.execute(
        select(*_WHOSE, _TESTS.c.id, _TESTS.c.on, _TESTS.c.next_on)
        .select_from(_TESTS)
        .join(last, (last.c.id == _TESTS.c.id) & (last.c.place == 1))
        .join(Person, Person.id == _TESTS.c.person_id)
        .join(Standing, (Standing.person_id == Person.id) & Standing.is_current)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .where(_TESTS.c.next_on <= work.today + _AHEAD, Standing.is_followed)
        .order_by(_TESTS.c.next_on)
    )
    close = kept_from(work)
    for row in rows:
        if row[0] not in close:
            yield NextTest(Whose(*row[:4]), *row[4:])


def _steps(work: Work, only: Collection[int] | None) -> Iterator[StepDue]:
    rows = work.session.execute(
        select(*_WHOSE, _TESTS.c.id.label("test_id"), _TESTS.c.on, Episode.kind)
        .select_from(_TESTS)
        .join(Person, Person.id == _TESTS.c.person_id)
        .outerjoin(Episode, Episode.id == _TESTS.c.episode_id)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .where(
            _TESTS.c.result == BodyTestResult.POSITIVE.value,
            _TESTS.c.person_id.in_(only) if only is not None else true(),
        )
        .order_by(_TESTS.c.on)
    ).all()
    if not rows:
        return
    facts = _facts(work, [row.test_id for row in rows])
    law, close, habits = law_of_tests(work.resources.folder), kept_from(work), habits_of_tests(work)
    for *whose, test_id, on, kind in rows:
        course = law.course(kind.value if kind else NO_KIND, on)
        recorded = facts.get(test_id, {})
        step = course.next_step(recorded) if course else None
        if step is None or whose[0] in close:
            continue
        is_first = not recorded
        if not is_first and not habits.ask_days:
            continue
        since = on if is_first else max(recorded.values())
        days = 0 if is_first else habits.ask_days
        yield StepDue(Whose(*whose), test_id, on, since, step.key, days, step.basis)


def _facts(work: Work, test_ids: list[int]) -> dict[int, dict[AfterTest, date]]:
    found: dict[int, dict[AfterTest, date]] = {}
    rows = work.session.execute(
        select(_FACTS.c.test_id, _FACTS.c.step, _FACTS.c.on).where(_FACTS.c.test_id.in_(test_ids))
    )
    for test_id, step, on in rows:
        found.setdefault(test_id, {})[_STEPS[step]] = on
    return found


_STEPS = {each.value: each for each in AfterTest}
_WHOSE = (Person.id, Person.full_name, Person.birth, Hamlet.name)
