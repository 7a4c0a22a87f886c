"""Tests another office has recorded, sent along by somebody who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.daily_codes import TransferDirection, TransferStatus
from rehabdesk.domain.records.daily.transfer import Transfer
from rehabdesk.domain.teamwork.codes import BodyTestGround, BodyTestMethod, BodyTestResult
from rehabdesk.persistence.packages.portable import from_plain
from rehabdesk.services.office import Work


@dataclass(frozen=True, slots=True)
class FormerTest:
    """A test as the other office had it; `after` says in its words what followed."""

    on: date
    done_at: str
    method: BodyTestMethod
    ground: BodyTestGround
    result: BodyTestResult
    at: time | None = None
    asked_by: str = ""
    slip_number: str = ""
    substances: str = ""
    witness: str = ""
    note: str = ""
    after: str = ""
    recorded_by: str = ""


@dataclass(frozen=True, slots=True)
class SentTests:
    office: str
    tests: tuple[FormerTest, ...]


# Looks


def sent_tests(work: Work, person_id: int) -> tuple[SentTests, ...]:
    """Return what other offices sent along, for who may see it."""
    work.require(Right.READ_TESTS)
    found = work.session.scalars(
        select(Transfer)
        .filter_by(
            person_id=person_id, direction=TransferDirection.IN, status=TransferStatus.TAKEN_IN
        )
        .order_by(Transfer.id)
    )
    return tuple(
        SentTests(
            each.other_office,
            from_plain(tuple[FormerTest, ...], each.content.get("tests", [])),
        )
        for each in found
    )
