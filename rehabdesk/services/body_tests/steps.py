"""What was done after a positive result, each on its day; the findings are the police's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.teamwork.helping import BodyTest, BodyTestFact
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import AfterTest, BodyTestResult
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.services.body_tests.recording import ResultGone
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.files import require_open_to

_FINDINGS = frozenset({AfterTest.FOUND_ADDICTED, AfterTest.FOUND_NOT_ADDICTED})


class StepDayMissing(Refusal):
    field = "on"

    def __init__(self) -> None:
        super().__init__("Ghi ngày làm việc này.")


class StepDayImpossible(Refusal):
    field = "on"

    def __init__(self, first: date, today: date) -> None:
        super().__init__(
            f"Ngày phải từ ngày xét nghiệm {first:%d/%m/%Y} đến hôm nay ({today:%d/%m/%Y})."
        )


class FindingWithoutPaper(Refusal):
    field = "paper"

    def __init__(self) -> None:
        super().__init__("Ghi số, ngày của phiếu kết luận.")


class FoundAlready(Refusal):
    field = "step"

    def __init__(self) -> None:
        super().__init__("Lần này đã ghi kết luận. Bỏ kết luận đã ghi trước, rồi ghi lại.")


class NothingFollows(Refusal):
    def __init__(self) -> None:
        super().__init__("Chỉ lần có kết quả dương tính mới có việc phải ghi tiếp. Chưa ghi gì.")


@dataclass(frozen=True, slots=True)
class NoteStep:
    test_id: int
    step: AfterTest
    on: date | None
    at: time | None = None
    paper: str = ""
    words: str = ""


# Acts


def note_step(work: Work, order: NoteStep) -> int:
    """Record that a step was taken; nothing else changes by it."""
    work.require(Right.READ_TESTS)
    test = work.session.get(BodyTest, order.test_id)
    if test is None:
        raise ResultGone
    require_open_to(work, test.person)
    if test.result is not BodyTestResult.POSITIVE:
        raise NothingFollows
    if order.on is None:
        raise StepDayMissing
    if not test.on <= order.on <= work.today:
        raise StepDayImpossible(test.on, work.today)
    if order.step in _FINDINGS:
        if not clean(order.paper):
            raise FindingWithoutPaper
        if _FINDINGS.intersection(fact.step for fact in test.facts):
            raise FoundAlready
    fact = BodyTestFact(
        test_id=test.id,
        step=order.step,
        on=order.on,
        at=order.at,
        paper=clean(order.paper),
        words=clean_lines(order.words),
        recorded_by=work.actor.name,
        recorded_at=work.now,
    )
    test.facts.append(fact)
    work.record("body_test.step_noted", test, person=test.person_id, on=order.on)
    return fact.id


def drop_step(work: Work, fact_id: int) -> NoteStep:
    """Take a recorded step away, and give what would record it again."""
    work.require(Right.READ_TESTS)
    fact = work.session.get(BodyTestFact, fact_id)
    if fact is None:
        raise ResultGone
    test = fact.test
    require_open_to(work, test.person)
    again = NoteStep(test.id, fact.step, fact.on, fact.at, fact.paper, fact.words)
    test.facts.remove(fact)
    work.record("body_test.step_dropped", test, person=test.person_id, on=again.on)
    return again
