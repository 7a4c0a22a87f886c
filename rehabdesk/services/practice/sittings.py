"""The tests of the made-up commune, and what followed the one that was positive."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import select

from rehabdesk.domain.records.person import Person
from rehabdesk.domain.teamwork.codes import (
    AfterTest,
    BodyTestGround,
    BodyTestMethod,
    BodyTestResult,
)
from rehabdesk.services.body_tests.facts import Outcome, Sitting
from rehabdesk.services.body_tests.recording import RecordTests, record_tests
from rehabdesk.services.body_tests.register import read_register
from rehabdesk.services.body_tests.steps import NoteStep, note_step
from rehabdesk.services.law.test_days import habits_of_tests
from rehabdesk.services.office import Office, Work
from rehabdesk.services.practice.team import Moment, Told

_POLICE = "Công an xã"


def sitting_steps(office: Office, folder: Path) -> Iterator[Moment]:
    """Yield each sitting and each step after it, with its moment."""
    told = tomllib.loads((folder / "sittings.toml").read_text("utf-8"))
    for sitting in told["sittings"]:
        yield sitting["at"], partial(_sit, office, sitting)
    for step in told["steps"]:
        yield step["at"], partial(_follow, office, step)


def _sit(office: Office, told: Told) -> None:
    at = told["at"]
    here = replace(office, clock=lambda: at)
    habits = here.look(habits_of_tests)
    outcomes = []
    for result in BodyTestResult:
        for name in told.get(result.value, ()):
            outcome = Outcome(
                here.look(partial(_person, name=name)),
                result,
                told.get("slip_number", ""),
                told.get("substances", ""),
                told.get("witness", ""),
                habits.next_on(result, at.date()),
            )
            outcomes.append(outcome)
    ground = BodyTestGround[told.get("ground", "planned").upper()]
    place = told.get("done_at", _POLICE)
    method = BodyTestMethod.URINE_STRIP
    sitting = Sitting(at.date(), place, method, ground, _POLICE, at.time())
    here.do(partial(record_tests, order=RecordTests(sitting, tuple(outcomes))))


def _follow(office: Office, told: Told) -> None:
    at = told["at"]
    here = replace(office, clock=lambda: at)
    rows = here.look(partial(read_register, year=at.year)).rows
    test = next(
        row for row in rows if row.name == told["person"] and row.result is BodyTestResult.POSITIVE
    )
    step = AfterTest[told["step"].upper()]
    order = NoteStep(test.id, step, at.date(), at.time(), "", told["words"])
    here.do(partial(note_step, order=order))


def _person(work: Work, name: str) -> int:
    return work.session.scalars(select(Person.id).filter_by(full_name=name)).one()
