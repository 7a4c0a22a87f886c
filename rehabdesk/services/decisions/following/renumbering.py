"""A number typed wrong is put right; the book shows both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.decision import UNNUMBERED, Decision
from rehabdesk.domain.records.decision_life import NumberCorrection
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.decisions.life.effects import IN_FORCE, refresh, undo_effects
from rehabdesk.services.decisions.life.links import OUTSIDE, NotInForce
from rehabdesk.services.decisions.numbering import (
    begin_effects,
    keep_paper,
    read_number,
    require_free,
    require_same_law,
)
from rehabdesk.services.editing import require_version
from rehabdesk.services.office import Work


class WhyCorrected(Refusal):
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Ghi lý do sửa số.")


class NothingCorrected(Refusal):
    field = "number"

    def __init__(self, number: str, day: date) -> None:
        super().__init__(f"Văn bản đang có đúng số {number} ngày {slash_date(day)}. Chưa đổi gì.")


@dataclass(frozen=True, slots=True)
class CorrectNumber:
    decision_id: int
    version: int
    number: str
    document_date: date
    reason: str


# Acts


def correct_number(work: Work, order: CorrectNumber) -> str:
    """Give a numbered paper the number and day it really has; what it was stays on record."""
    work.require(Right.NUMBER_DECISIONS)
    decision = work.session.get_one(Decision, order.decision_id)
    require_version(decision, order.version)
    number, suffix = read_number(order.number)
    before = _require_sound(work, decision, order, (number, suffix))
    old_number, old_day = decision.full_number, before[2]
    correction = NumberCorrection(decision, before, clean(order.reason), work.actor.name, work.now)
    work.session.add(correction)
    is_ours = decision.form_id != OUTSIDE
    moves = is_ours and decision.effective_from == old_day != order.document_date
    does_again = moves and decision.status in IN_FORCE
    if does_again:
        undo_effects(work, decision)
    decision.number, decision.number_suffix = number, suffix
    decision.document_date, decision.year = order.document_date, order.document_date.year
    if moves:
        decision.effective_from = order.document_date
    touched = begin_effects(work, decision) if does_again else []
    if is_ours:
        keep_paper(work, decision)
    refresh(work, decision, *touched)
    work.record(
        "decision.number_corrected",
        decision,
        number=f"{old_number} → {decision.full_number}",
        document_date=f"{slash_date(old_day)} → {slash_date(order.document_date)}",
        reason=clean(order.reason),
        sha256=decision.paper.sha256 if decision.paper else None,
    )
    return decision.full_number


def _require_sound(
    work: Work, decision: Decision, order: CorrectNumber, wanted: tuple[int, str]
) -> tuple[int, str, date]:
    """Refuse what cannot be; return the number and day the paper has now."""
    if decision.status in UNNUMBERED or decision.number is None or decision.document_date is None:
        raise NotInForce("", decision.status)
    if not clean(order.reason):
        raise WhyCorrected
    before = decision.number, decision.number_suffix, decision.document_date
    if before == (*wanted, order.document_date):
        raise NothingCorrected(decision.full_number, decision.document_date)
    require_free(work, decision.book, *wanted, order.document_date, decision.id)
    if decision.form_id != OUTSIDE:
        require_same_law(work, decision, order.document_date)
    return before
