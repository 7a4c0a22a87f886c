"""The register of tests: what was done, what came of it, and what has to follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, extract, select
from sqlalchemy.orm import selectinload

from rehabdesk.catalog.teamwork.after_tests import law_of_tests
from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.helping import BodyTest
from rehabdesk.domain.teamwork.after_test import NO_KIND, CourseAfterTest, Step, StepState
from rehabdesk.domain.teamwork.codes import AfterTest, BodyTestResult
from rehabdesk.services.body_tests.facts import Outcome, Sitting
from rehabdesk.services.body_tests.readers import Reader, who_may_read
from rehabdesk.services.body_tests.recording import outcome_of, sitting_of
from rehabdesk.services.elsewhere.body_tests import sent_tests
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.files import kept_from, require_open_to
from rehabdesk.services.secrecy.names import Names

_FOUND = {
    AfterTest.FOUND_ADDICTED: "Kết luận: nghiện",
    AfterTest.FOUND_NOT_ADDICTED: "Kết luận: không nghiện",
}
_LATER = (BodyTestResult.NO_SHOW, BodyTestResult.UNCLEAR)


@dataclass(frozen=True, slots=True)
class FactRow:
    id: int
    step: AfterTest
    on: date
    at: time | None
    paper: str
    words: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of what follows, and the fact that closed it."""

    step: Step
    state: StepState
    facts: tuple[FactRow, ...]

    @property
    def words(self) -> str:
        return self.step.done if self.state is StepState.DONE else self.step.words


@dataclass(frozen=True, slots=True)
class ResultRow:
    id: int
    version: int
    name: str
    birth: str | None
    sitting: Sitting
    outcome: Outcome
    steps: tuple[StepRow, ...]
    note_of_law: str
    after: str  # what follows, in a few words; empty where nothing does
    is_waiting: bool
    recorded_by: str
    recorded_at: datetime | None
    is_elsewhere: bool = False  # another office's, sent along: read, never changed here

    @property
    def on(self) -> date:
        return self.sitting.on or date.min

    @property
    def person_id(self) -> int:
        return self.outcome.person_id

    @property
    def result(self) -> BodyTestResult:
        return self.outcome.result


@dataclass(frozen=True, slots=True)
class Register:
    rows: tuple[ResultRow, ...]  # the newest first
    years: tuple[int, ...]
    readers: tuple[Reader, ...]
    today: date

    @property
    def places(self) -> tuple[str, ...]:
        """Name the places of these rows, the most frequent first."""
        told: dict[str, int] = defaultdict(int)
        for row in self.rows:
            told[row.sitting.done_at] += 1
        return tuple(sorted(told, key=lambda place: (-told[place], place)))


# Acts


def open_register(work: Work, year: int | None) -> Register:
    """Open the page, and leave the line that says who did."""
    register = read_register(work, year)
    work.record("body_tests.opened", None, year=year)
    return register


def open_tests_of(work: Work, person_id: int) -> Register:
    """Open the tests of one person, and leave the line that says who did."""
    register = read_tests_of(work, person_id)
    work.record("body_tests.opened_of", None, person=person_id)  # no line in the file itself
    return register


# Looks


def read_register(work: Work, year: int | None) -> Register:
    """Read the tests of a year, or of all; of files kept close from this user, none."""
    work.require(Right.READ_TESTS)
    within = [extract("year", BodyTest.on) == year] if year else []
    years = work.session.scalars(select(extract("year", BodyTest.on)).distinct())
    found = sorted({*map(int, years), work.today.year}, reverse=True)
    return Register(_rows(work, *within), tuple(found), who_may_read(work), work.today)


def read_tests_of(work: Work, person_id: int) -> Register:
    work.require(Right.READ_TESTS)
    require_open_to(work, work.session.get_one(Person, person_id))
    own = _rows(work, BodyTest.person_id == person_id)
    rows = sorted((*own, *_sent_along(work, person_id)), key=lambda row: row.on, reverse=True)
    return Register(tuple(rows), (), who_may_read(work), work.today)


def counted(rows: Iterable[ResultRow]) -> str:
    """Say "31 lần · 1 dương tính · 1 không đến"."""
    results = [row.result for row in rows]
    told = [f"{len(results)} lần"]
    for each in (BodyTestResult.POSITIVE, BodyTestResult.NO_SHOW, BodyTestResult.UNCLEAR):
        told += [f"{count} {_small(each)}"] if (count := results.count(each)) else []
    return " · ".join(told)


def _rows(work: Work, *within: ColumnElement[bool]) -> tuple[ResultRow, ...]:
    found = work.session.execute(
        select(BodyTest, Person.full_name, Person.birth, Episode.kind)
        .join(Person, Person.id == BodyTest.person_id)
        .outerjoin(Episode, Episode.id == BodyTest.episode_id)
        .where(*within)
        .order_by(BodyTest.on.desc(), BodyTest.id.desc())
        .options(selectinload(BodyTest.facts))
    ).all()
    close, names = kept_from(work), Names(work)
    seen = [row for row in found if row[0].person_id not in close]
    later = _later_tests(work, {row[0].person_id for row in seen if row[0].result in _LATER})
    law = law_of_tests(work.resources.folder)
    rows = []
    for test, full_name, birth, kind in seen:
        course = law.course(kind.value if kind else NO_KIND, test.on)
        name = names.of(test.person_id, full_name, birth)
        rows.append(_row(test, (name, birth), course, later))
    return tuple(rows)


def _sent_along(work: Work, person_id: int) -> Iterable[ResultRow]:
    """Return what other offices sent along; their ids are below those of any row here."""
    number = 0
    for sent in sent_tests(work, person_id):
        for test in sent.tests:
            number -= 1
            told = f"{test.recorded_by} ({sent.office})" if test.recorded_by else sent.office
            facts = (test.on, test.done_at, test.method, test.ground, test.asked_by, test.at)
            came = (test.slip_number, test.substances, test.witness, None, test.note)
            outcome = Outcome(person_id, test.result, *came)
            yield ResultRow(
                number,
                0,
                "",
                None,
                Sitting(*facts),
                outcome,
                (),
                "",
                test.after,
                is_waiting=False,
                recorded_by=told,
                recorded_at=None,
                is_elsewhere=True,
            )


def _row(
    test: BodyTest,
    whose: tuple[str, str | None],
    course: CourseAfterTest | None,
    later: Mapping[int, list[tuple[date, int, BodyTestResult]]],
) -> ResultRow:
    is_positive = test.result is BodyTestResult.POSITIVE
    steps = _steps(test, course) if is_positive and course else ()
    if is_positive:
        after, is_waiting = _after_positive(test, course)
    else:
        after, is_waiting = _after_nothing(test, later.get(test.person_id, []))
    return ResultRow(
        test.id,
        test.version,
        *whose,
        sitting_of(test),
        outcome_of(test),
        steps,
        course.note if steps and course else "",
        after,
        is_waiting,
        test.recorded_by,
        test.recorded_at,
    )


def _steps(test: BodyTest, course: CourseAfterTest) -> tuple[StepRow, ...]:
    facts = [
        FactRow(fact.id, fact.step, fact.on, fact.at, fact.paper, fact.words, fact.recorded_by)
        for fact in test.facts
    ]
    recorded = {fact.step for fact in facts}
    rows = []
    for step in course.steps:
        own = step.closed_by | step.begun_by
        told = tuple(fact for fact in facts if fact.step in own)
        rows.append(StepRow(step, step.state(recorded), told))
    return tuple(rows)


def _after_positive(test: BodyTest, course: CourseAfterTest | None) -> tuple[str, bool]:
    recorded = [fact.step for fact in test.facts]
    for step in recorded:
        if step in _FOUND:
            return _FOUND[step], False
    if course is None:
        return "Công an xem xét", False
    if (following := course.next_step(recorded)) is not None:
        return following.waiting, True
    return course.steps[-1].words if not recorded else "Công an xã đã được báo", False


def _after_nothing(
    test: BodyTest, later: list[tuple[date, int, BodyTestResult]]
) -> tuple[str, bool]:
    """Tell of who did not come, or had no clear result, what the next test brought."""
    if test.result not in _LATER:
        return "", False
    came = next((fact for fact in test.facts if fact.step is AfterTest.CAME_LATER), None)
    if came is not None:
        return f"Đã đến {came.on:%d/%m}: {came.words}".rstrip(": "), False
    verb = "Đã đến" if test.result is BodyTestResult.NO_SHOW else "Làm lại"
    for on, number, result in later:
        if (on, number) > (test.on, test.id):
            return f"{verb} {on:%d/%m}: {_small(result)}", False
    return ("Chưa đến" if test.result is BodyTestResult.NO_SHOW else "Chờ kết quả"), True


def _small(result: BodyTestResult) -> str:
    return f"{result.label[:1].lower()}{result.label[1:]}"


def _later_tests(
    work: Work, person_ids: Collection[int]
) -> Mapping[int, list[tuple[date, int, BodyTestResult]]]:
    rows = work.session.execute(
        select(BodyTest.person_id, BodyTest.on, BodyTest.id, BodyTest.result)
        .where(BodyTest.person_id.in_(person_ids), BodyTest.result.not_in(_LATER))
        .order_by(BodyTest.on, BodyTest.id)
    )
    found = defaultdict(list)
    for person_id, on, number, result in rows:
        found[person_id].append((on, number, result))
    return found
