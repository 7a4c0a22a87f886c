"""Writing down the tests of one day, correcting one, and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.helping import BodyTest
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.services.body_tests.facts import (
    AgainThatDay,
    NobodyTested,
    Outcome,
    Sitting,
    require_outcome,
    require_sitting,
)
from rehabdesk.services.editing import Sides, require_version
from rehabdesk.services.lists.bulk import GONE, KEPT_CLOSE, NotDone
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.files import kept_from, require_open_to
from rehabdesk.services.secrecy.names import Names


class NobodyLeft(Refusal):
    field = "persons"

    def __init__(self, failed: Sequence[NotDone]) -> None:
        reasons = "; ".join(dict.fromkeys(each.reason for each in failed))
        super().__init__(f"Chưa ghi được cho ai: {reasons}. Chọn người khác.")


class ResultGone(Refusal):
    def __init__(self) -> None:
        super().__init__("Lần xét nghiệm này đã được bỏ vào thùng rác. Chưa đổi gì.")


@dataclass(frozen=True, slots=True)
class RecordTests:
    sitting: Sitting
    outcomes: tuple[Outcome, ...]


TEST_LABELS = {
    "sitting": {
        "on": "Ngày",
        "at": "Giờ",
        "done_at": "Nơi xét nghiệm",
        "method": "Cách làm",
        "ground": "Vì sao làm",
        "asked_by": "Ai yêu cầu",
    },
    "outcome": {
        "result": "Kết quả",
        "slip_number": "Số phiếu",
        "substances": "Chất tìm thấy",
        "witness": "Người chứng kiến",
        "next_on": "Hẹn lần sau",
        "note": "Ghi chú",
    },
}


@dataclass(frozen=True, slots=True)
class CorrectTest:
    test_id: int
    version: int
    sitting: Sitting
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Recorded:
    test_ids: tuple[int, ...]
    names: tuple[str, ...]
    failed: tuple[NotDone, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """`back` puts the test as it was before."""

    name: str
    back: CorrectTest


# Acts


def record_tests(work: Work, order: RecordTests) -> Recorded:
    """Write one test for each person of a sitting; who cannot be on it is told.

    No result changes where a person stands: finding that is the police's.
    """
    work.require(Right.READ_TESTS)
    on = require_sitting(order.sitting, work.today)
    outcomes = {each.person_id: each for each in order.outcomes}
    persons, failed = _reachable(work, tuple(outcomes))
    if not persons:
        raise NobodyLeft(failed) if failed else NobodyTested()
    for person in persons:
        require_outcome(work, person, order.sitting, outcomes[person.id])
    asked = select(BodyTest.person_id).where(
        BodyTest.on == on, BodyTest.person_id.in_([person.id for person in persons])
    )
    known = set(work.session.scalars(asked))
    called = Names(work)
    if known:
        again = [
            called.of(each.id, each.full_name, each.birth) for each in persons if each.id in known
        ]
        work.unless_confirmed(AgainThatDay(again, on))
    tests = [_new(work, person, order.sitting, outcomes[person.id]) for person in persons]
    work.session.flush()
    for test in tests:
        work.record("body_test.recorded", test, person=test.person_id, on=test.on)
    names = tuple(called.of(each.id, each.full_name, each.birth) for each in persons)
    return Recorded(tuple(test.id for test in tests), names, failed)


def correct_test(work: Work, order: CorrectTest) -> Corrected:
    """Write a test anew; the trail says that it was, never what the result is."""
    work.require(Right.READ_TESTS)
    test = work.session.get(BodyTest, order.test_id)
    if test is None:
        raise ResultGone
    require_open_to(work, test.person)
    sitting, outcome = sitting_of(test), outcome_of(test)
    kept = replace(order, sitting=sitting, outcome=outcome)
    require_version(test, order.version, Sides(work, kept, order, TEST_LABELS))
    require_outcome(work, test.person, order.sitting, order.outcome)
    _write(test, order.sitting, order.outcome)
    if test.on != sitting.on:
        test.episode_id = _episode_of(work, test)
    work.record("body_test.corrected", test, person=test.person_id, on=test.on)
    back = CorrectTest(test.id, test.version, sitting, outcome)
    person = test.person
    return Corrected(Names(work).of(person.id, person.full_name, person.birth), back)


def sitting_of(test: BodyTest) -> Sitting:
    return Sitting(test.on, test.done_at, test.method, test.ground, test.asked_by, test.at)


def outcome_of(test: BodyTest) -> Outcome:
    return Outcome(
        test.person_id,
        test.result,
        test.slip_number,
        test.substances,
        test.witness,
        test.next_on,
        test.note,
    )


def _new(work: Work, person: Person, sitting: Sitting, outcome: Outcome) -> BodyTest:
    test = BodyTest(
        person_id=person.id, recorded_by=work.actor.name, recorded_at=work.now, file_id=None
    )
    _write(test, sitting, outcome)
    test.episode_id = _episode_of(work, test)
    work.session.add(test)
    return test


def _write(test: BodyTest, sitting: Sitting, outcome: Outcome) -> None:
    if sitting.on is not None:
        test.on = sitting.on
    test.at = sitting.at
    test.done_at, test.asked_by = clean(sitting.done_at), clean(sitting.asked_by)
    test.method, test.ground = sitting.method, sitting.ground
    test.result, test.next_on = outcome.result, outcome.next_on
    test.slip_number, test.substances = clean(outcome.slip_number), clean(outcome.substances)
    test.witness, test.note = clean(outcome.witness), clean_lines(outcome.note)


def _episode_of(work: Work, test: BodyTest) -> int | None:
    """Return the management a person was under on that day.

    A file may have been opened here later than its management began; then the one that speaks
    for the person is meant.
    """
    return work.session.scalar(
        select(Episode.id)
        .join(Standing, Standing.episode_id == Episode.id)
        .where(
            Standing.person_id == test.person_id,
            Episode.ended_on.is_(None) | (Episode.ended_on >= test.on),
        )
        .order_by(
            (Episode.opened_on <= test.on).desc(),
            Standing.is_current.desc(),
            Episode.opened_on.desc(),
            Episode.id.desc(),
        )
        .limit(1)
    )


def _reachable(work: Work, wanted: Sequence[int]) -> tuple[list[Person], tuple[NotDone, ...]]:
    asked = select(Person).where(Person.id.in_(wanted))
    found = {each.id: each for each in work.session.scalars(asked)}
    close = kept_from(work)
    failed = [
        NotDone(each, "", KEPT_CLOSE if each in found else GONE)
        for each in wanted
        if each not in found or each in close
    ]
    left_out = {each.person_id for each in failed}
    return [found[each] for each in wanted if each not in left_out], tuple(failed)
