"""What a test holds, and what it must hold before it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from rehabdesk.catalog.teamwork.after_tests import law_of_tests
from rehabdesk.domain.dates import PartialDate, age_on
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.teamwork.codes import BodyTestGround, BodyTestMethod, BodyTestResult
from rehabdesk.domain.text import clean
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names


class NobodyTested(Refusal):
    field = "persons"

    def __init__(self) -> None:
        super().__init__("Chọn ít nhất một người.")


class DayMissing(Refusal):
    field = "on"

    def __init__(self) -> None:
        super().__init__("Ghi ngày xét nghiệm.")


class NotTestedYet(Refusal):
    field = "on"

    def __init__(self, today: date) -> None:
        super().__init__(f"Ngày xét nghiệm không được sau hôm nay ({today:%d/%m/%Y}).")


class PlaceMissing(Refusal):
    field = "done_at"

    def __init__(self) -> None:
        super().__init__("Ghi nơi làm: chọn trong danh sách hoặc gõ tên.")


class WitnessMissing(Refusal):
    field = "witness"

    def __init__(self, name: str, under: int, basis: str) -> None:
        super().__init__(
            f"{name} chưa đủ {under} tuổi: ghi cha, mẹ, người giám hộ hoặc người đại diện "
            f"chứng kiến lấy mẫu ({basis}). Không có ai chứng kiến thì ghi “không có”."
        )


class NextTooEarly(Refusal):
    field = "next_on"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: lần tới phải sau ngày xét nghiệm này. Sửa ngày hoặc để trống.")


class AgainThatDay(NeedsConfirmation):
    field = "persons"

    def __init__(self, names: Iterable[str], on: date) -> None:
        super().__init__(
            f"{', '.join(names)} đã có lần xét nghiệm ngày {on:%d/%m/%Y}. Vẫn ghi thêm?"
        )


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is the same for everybody tested at one time and place."""

    on: date | None
    done_at: str
    method: BodyTestMethod = BodyTestMethod.URINE_STRIP
    ground: BodyTestGround = BodyTestGround.PLANNED
    asked_by: str = ""
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it for one person."""

    person_id: int
    result: BodyTestResult = BodyTestResult.NEGATIVE
    slip_number: str = ""
    substances: str = ""
    witness: str = ""
    next_on: date | None = None
    note: str = ""


def require_sitting(sitting: Sitting, today: date) -> date:
    """Return the day of a sitting that says enough."""
    if sitting.on is None:
        raise DayMissing
    if sitting.on > today:
        raise NotTestedYet(today)
    if not clean(sitting.done_at):
        raise PlaceMissing
    return sitting.on


def require_outcome(work: Work, person: Person, sitting: Sitting, outcome: Outcome) -> None:
    on = require_sitting(sitting, work.today)
    if outcome.next_on is not None and outcome.next_on <= on:
        raise NextTooEarly(_called(work, person))
    if outcome.result is BodyTestResult.NO_SHOW or clean(outcome.witness):
        return
    law = law_of_tests(work.resources.folder)
    rule = law.witness_rule(age_of(person.birth, on), sitting.method, on)
    if rule is not None:
        raise WitnessMissing(_called(work, person), rule.under, rule.basis)


def age_of(birth: str | None, on: date) -> int | None:
    """Return how old somebody is at least; nobody's age is known without a year."""
    return age_on(PartialDate.parse_stored(birth), on).at_least if birth else None


def _called(work: Work, person: Person) -> str:
    return Names(work).of(person.id, person.full_name, person.birth)
