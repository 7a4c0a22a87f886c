"""Tests written down for a test, and what is read of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import func, select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.records.teamwork.helping import BodyTest
from rehabdesk.domain.teamwork.after_test import StepState
from rehabdesk.domain.teamwork.codes import AfterTest, BodyTestResult
from rehabdesk.services.body_tests.facts import (
    Outcome,
    Sitting,
)
from rehabdesk.services.body_tests.recording import (
    Recorded,
    RecordTests,
    record_tests,
)
from rehabdesk.services.body_tests.register import (
    ResultRow,
    read_register,
)
from rehabdesk.services.body_tests.steps import (
    NoteStep,
    note_step,
)
from rehabdesk.services.office import Actor, Office
from tests.builders import NOW

TODAY = NOW.date()
ON = date(2026, 11, 18)
POSITIVE, NEGATIVE = BodyTestResult.POSITIVE, BodyTestResult.NEGATIVE
NO_SHOW = BodyTestResult.NO_SHOW
LEADER = Actor(3, "Lê Quang Vịnh", "", Role.LEADER)
CLERK = Actor(2, "Trần Văn Kiên", "", Role.CLERK)


def sat(**facts: Any) -> Sitting:
    return replace(Sitting(ON, "Công an xã", asked_by="Công an xã"), **facts)


def wrote(office: Office, *outcomes: Outcome, sitting: Sitting | None = None) -> Recorded:
    order = RecordTests(sitting or sat(), outcomes)
    return office.do(partial(record_tests, order=order)).result


def rows(office: Office, year: int | None = 2026) -> tuple[ResultRow, ...]:
    return office.look(partial(read_register, year=year)).rows


def count(office: Office) -> int:
    return office.look(lambda work: work.session.scalar(select(func.count(BodyTest.id)))) or 0


def states(row: ResultRow) -> list[StepState]:
    return [each.state for each in row.steps]


def noted(office: Office, test_id: int, step: AfterTest, **facts: Any) -> int:
    order = NoteStep(test_id, step, facts.pop("on", ON), **facts)
    return office.do(partial(note_step, order=order)).result
