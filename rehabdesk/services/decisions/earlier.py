"""A new paper from the last one: what was said then, beside what the records say now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.forms.field import FieldType, Source
from rehabdesk.domain.forms.form import Form
from rehabdesk.domain.records.decision import Decision, DecisionPerson
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.wording import document_number, slash_date
from rehabdesk.services.decisions.composing import (
    DraftDecision,
    compose,
    form_for,
    order_of,
    said_by_records,
)
from rehabdesk.services.decisions.fill_in import KEPT_FIELDS
from rehabdesk.services.office import Work

_DAYS = {FieldType.DATE, FieldType.PROSE_DATE, FieldType.TIME}


class NoEarlierPaper(Refusal):
    def __init__(self) -> None:
        super().__init__("Chưa có văn bản trước để lấy lại. Chưa đổi gì.")


@dataclass(frozen=True, slots=True)
class Earlier:
    """The order with what an earlier paper said, and which paper that was."""

    order: DraftDecision
    source: str  # "số 39/QĐ-UBND ngày 02/11/2026"
    differing: int  # values that are not today's


# Looks


def take_from_earlier(work: Work, order: DraftDecision) -> Earlier:
    """Fill an order from the newest paper on this form, of its persons where it has any."""
    work.require(Right.READ_FILES)
    earlier = _newest(work, order)
    if earlier is None:
        raise NoEarlierPaper
    old = order_of(earlier)
    form = form_for(work, order.purpose, order.planned_on)[1]
    is_same_form = earlier.form_id == form.id
    typed = {**_lasting(work, form, old.typed), **order.typed} if is_same_form else order.typed
    taken = replace(
        order,
        volunteer_ids=order.volunteer_ids or _still_there(work, old.volunteer_ids),
        organisation_ids=order.organisation_ids or old.organisation_ids,
        relative_ids={**old.relative_ids, **order.relative_ids},
        typed=typed,
        wording=old.wording if is_same_form else order.wording,
        left_out=old.left_out if is_same_form else order.left_out,
    )
    persons, differing = _said_then(work, taken, earlier)
    return Earlier(replace(taken, typed_persons=persons), _called(earlier), differing)


def _newest(work: Work, order: DraftDecision) -> Decision | None:
    question = select(Decision).where(
        Decision.purpose == order.purpose, Decision.id.not_in(order.own_ids)
    )
    if order.person_ids:
        about = select(DecisionPerson.decision_id).where(
            DecisionPerson.person_id.in_(order.person_ids)
        )
        question = question.where(Decision.id.in_(about))
    return work.session.scalars(question.order_by(Decision.id.desc()).limit(1)).first()


def _said_then(
    work: Work, order: DraftDecision, earlier: Decision
) -> tuple[dict[int, dict[str, str]], int]:
    """Return the old words of what the file holds where they are not today's; typed words win."""
    frozen = earlier.values.get("frozen", {}).get("persons", [])
    then = dict(zip((each.person_id for each in earlier.persons), frozen, strict=False))
    typed_then = {int(key): value for key, value in earlier.values.get("typed_persons", {}).items()}
    found = {person: dict(said) for person, said in order.typed_persons.items()}
    differing = 0
    for paper in compose(work, order):
        words = said_by_records(work, paper).persons
        for concern, today in zip(paper.concerns, words, strict=True):
            person_id = concern.person.id
            old = then.get(person_id, {}) | typed_then.get(person_id, {})
            for name, value in old.items():
                if _is_taken(work, name, value, today):
                    found.setdefault(person_id, {}).setdefault(name, value)
                    differing += bool(today[name])
    return found, differing


def _is_taken(work: Work, name: str, value: str, today: Mapping[str, str]) -> bool:
    field = work.resources.fields.get(name)
    if field is None or name not in today or not value or value == today[name]:
        return False
    is_asked = field.source is Source.ASKED and field.type not in _DAYS
    return is_asked or name in KEPT_FIELDS


def _lasting(work: Work, form: Form, typed: Mapping[str, str]) -> dict[str, str]:
    """Leave out days and times: they were those of the earlier paper."""
    fields = work.resources.fields
    return {
        name: text
        for name, text in typed.items()
        if name in form.fields.all and name in fields and fields[name].type not in _DAYS
    }


def _still_there(work: Work, volunteer_ids: tuple[int, ...]) -> tuple[int, ...]:
    named = [work.session.get_one(Volunteer, each) for each in volunteer_ids]
    return tuple(each.id for each in named if each.serves_on(work.today))


def _called(decision: Decision) -> str:
    if decision.number is None or decision.document_date is None:
        return f"bản soạn cho ngày {slash_date(decision.planned_on)}"
    number = f"{document_number(decision.number)}{decision.number_suffix}"
    return f"số {number}/{decision.book.symbol} ngày {slash_date(decision.document_date)}"
