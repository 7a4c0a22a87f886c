"""Writing down a support, correcting it; and its steps: each can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.helping import Support, SupportFact
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import SupportKind
from rehabdesk.domain.teamwork.supports.kinds import step_word
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.services.editing import GoneMeanwhile, Sides, require_version, told_changes
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.files import require_open_to
from rehabdesk.services.secrecy.names import Names, hidden
from rehabdesk.services.supports.facts import (
    NobodyHelped,
    StepFacts,
    SupportFacts,
    find_doubt,
    household_name,
    require_step,
    require_whole,
)


class SupportGone(GoneMeanwhile):
    def __init__(self) -> None:
        super().__init__("Lần hỗ trợ này đã được bỏ vào thùng rác hoặc gỡ đi. Chưa đổi gì.")


class StepGone(Refusal):
    def __init__(self) -> None:
        super().__init__("Bước này đã được gỡ đi. Chưa đổi gì.")


@dataclass(frozen=True, slots=True)
class RecordSupport:
    """A support, with the step it is at; without one it is planned only."""

    facts: SupportFacts
    steps: tuple[StepFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectSupport:
    support_id: int
    version: int
    facts: SupportFacts


@dataclass(frozen=True, slots=True)
class Recorded:
    support_id: int
    kind: SupportKind
    name: str
    step_id: int | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """`back` puts the support as it was before."""

    name: str
    back: CorrectSupport


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A step that was taken away, whole, so that it comes back as it was."""

    support_id: int
    facts: StepFacts
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class StepRecorded:
    step_id: int
    support_id: int
    name: str
    word: str


@dataclass(frozen=True, slots=True)
class StepCorrected:
    name: str
    word: str
    before: StepFacts


# Acts


def record_support(work: Work, order: RecordSupport) -> Recorded:
    work.require(Right.KEEP_FILES)
    support = _make(work, order)
    work.record("support.recorded", support, **_told(support))
    step_id = support.steps[-1].id if support.steps else None
    return Recorded(support.id, support.kind, _name(work, support), step_id)


def record_supports(work: Work, orders: Sequence[RecordSupport]) -> tuple[int, ...]:
    """Write down many at once, all of them or none: a list of households and their loans."""
    work.require(Right.KEEP_FILES)
    made = [_make(work, order) for order in orders]
    work.session.flush()
    first = made[0] if made else None
    work.record("support.list_recorded", first, count=len(made))
    return tuple(each.id for each in made)


def correct_support(work: Work, order: CorrectSupport) -> Corrected:
    """Write a support anew, and give what takes that back."""
    work.require(Right.KEEP_FILES)
    support = _open_support(work, order.support_id)
    before = facts_of(support)
    require_version(support, order.version, Sides(work, before, order.facts, LABELS))
    require_whole(order.facts)
    person = _person(work, order.facts)
    _write(work, support, order.facts, person)
    _ask_if_odd(work, support)
    work.session.flush()
    work.record("support.corrected", support, **told_changes(before, facts_of(support), LABELS))
    return Corrected(_name(work, support), CorrectSupport(support.id, support.version, before))


def record_step(work: Work, support_id: int, step: StepFacts) -> StepRecorded:
    work.require(Right.KEEP_FILES)
    support = _open_support(work, support_id)
    require_step(step, support.kind, work.today)
    fact = _add_step(work, support, step)
    _ask_if_odd(work, support)
    flag_modified(support, "note")  # whoever reads it meanwhile is told
    work.session.flush()
    word = step_word(support.kind, step.step)
    work.record("support.step_recorded", support, step=word, on=step.on, amount=step.amount)
    return StepRecorded(fact.id, support.id, _name(work, support), word)


def correct_step(work: Work, step_id: int, step: StepFacts) -> StepCorrected:
    """Write a step anew, and give it as it was before."""
    work.require(Right.KEEP_FILES)
    fact = _open_step(work, step_id)
    require_step(step, fact.support.kind, work.today)
    before = step_facts_of(fact)
    _write_step(fact, step)
    _ask_if_odd(work, fact.support)
    word = step_word(fact.support.kind, fact.step)
    told = {"step": word, "on": f"{before.on} → {fact.on}"}
    work.record("support.step_corrected", fact.support, **told)
    return StepCorrected(_name(work, fact.support), word, before)


def drop_step(work: Work, step_id: int) -> KeptStep:
    work.require(Right.KEEP_FILES)
    fact = _open_step(work, step_id)
    support = fact.support
    kept = KeptStep(support.id, step_facts_of(fact), fact.recorded_by, fact.recorded_at)
    word = step_word(support.kind, fact.step)
    support.steps.remove(fact)
    work.record("support.step_dropped", support, step=word, on=kept.facts.on)
    return kept


def bring_step_back(work: Work, kept: KeptStep) -> StepRecorded:
    work.require(Right.KEEP_FILES)
    support = _open_support(work, kept.support_id)
    fact = _add_step(work, support, kept.facts)
    fact.recorded_by, fact.recorded_at = kept.recorded_by, kept.recorded_at
    work.session.flush()
    word = step_word(support.kind, fact.step)
    work.record("support.step_brought_back", support, step=word, on=fact.on)
    return StepRecorded(fact.id, support.id, _name(work, support), word)


def facts_of(support: Support) -> SupportFacts:
    """Read a support as it was written down."""
    return SupportFacts(**{each.name: getattr(support, each.name) for each in fields(SupportFacts)})


def step_facts_of(fact: SupportFact) -> StepFacts:
    return StepFacts(fact.step, fact.on, fact.amount, fact.after_months, fact.is_kept, fact.words)


# How it is written


def _make(work: Work, order: RecordSupport) -> Support:
    require_whole(order.facts)
    person = _person(work, order.facts)
    support = Support(
        kind=order.facts.kind, recorded_by=work.actor.name, recorded_at=work.now, steps=[]
    )
    _write(work, support, order.facts, person)
    work.session.add(support)
    for step in order.steps:
        require_step(step, support.kind, work.today)
        _add_step(work, support, step)
    _ask_if_odd(work, support)
    return support


def _write(work: Work, support: Support, facts: SupportFacts, person: Person | None) -> None:
    if support.person_id != facts.person_id:
        support.episode_id = _episode_of(work, person)
    for each in fields(SupportFacts):
        value = getattr(facts, each.name)
        setattr(support, each.name, clean(value) if isinstance(value, str) else value)
    support.kind, support.household = facts.kind, household_name(facts.household)
    support.person = person
    support.note = clean_lines(facts.note)


def _add_step(work: Work, support: Support, step: StepFacts) -> SupportFact:
    fact = SupportFact(step=step.step, recorded_by=work.actor.name, recorded_at=work.now)
    _write_step(fact, step)
    support.steps.append(fact)
    return fact


def _write_step(fact: SupportFact, step: StepFacts) -> None:
    told = step.as_fact
    fact.step, fact.on, fact.amount = told.step, told.on, told.amount
    fact.is_kept, fact.after_months, fact.words = told.is_kept, told.months, told.words


def _ask_if_odd(work: Work, support: Support) -> None:
    facts = tuple(step_facts_of(each).as_fact for each in support.steps)
    if (doubt := find_doubt(support.kind, facts, support.amount, support.months)) is not None:
        work.unless_confirmed(doubt)


def _open_support(work: Work, support_id: int) -> Support:
    support = work.session.get(Support, support_id)
    if support is None:
        raise SupportGone
    if support.person is not None:
        require_open_to(work, support.person)
    return support


def _open_step(work: Work, step_id: int) -> SupportFact:
    fact = work.session.get(SupportFact, step_id)
    if fact is None:
        raise StepGone
    if fact.support.person is not None:
        require_open_to(work, fact.support.person)
    return fact


def _person(work: Work, facts: SupportFacts) -> Person | None:
    if facts.person_id is None:
        return None
    person = work.session.get(Person, facts.person_id)
    if person is None:
        raise NobodyHelped
    require_open_to(work, person)
    return person


def _episode_of(work: Work, person: Person | None) -> int | None:
    if person is None:
        return None
    asked = select(Standing.episode_id).filter_by(person_id=person.id, is_current=True)
    return work.session.scalars(asked).first()


def _name(work: Work, support: Support) -> str:
    """Call whoever is helped as the bottom line may."""
    if (person := support.person) is not None:
        return Names(work).of(person.id, person.full_name, person.birth)
    household = hidden(support.household) if work.names_hidden else support.household
    return f"hộ {household}"


def _told(support: Support) -> dict[str, object]:
    return {
        "kind": support.kind.label,
        "person": support.person_id,
        "source": support.source or None,
        "amount": support.amount,
        "planned_on": support.planned_on,
    }


LABELS = {
    "kind": "Loại hỗ trợ",
    "person_id": "Người được hỗ trợ",
    "household": "Hộ gia đình",
    "hamlet_id": "Thôn",
    "title": "Việc hỗ trợ",
    "source": "Nguồn",
    "volunteer_id": "Người giúp",
    "planned_on": "Dự kiến",
    "amount": "Số tiền",
    "months": "Số tháng",
    "use": "Dùng vào việc",
    "next_on": "Ngày nhắc",
    "next_word": "Nhắc việc",
    "note": "Ghi chú",
}
