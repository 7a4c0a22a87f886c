"""A number typed wrong is put right; the book shows both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

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


class NothingToUndo(Refusal):
    def __init__(self, number: str) -> None:
        super().__init__(f"Số {number} chưa sửa lần nào. Không có gì để hoàn tác.")


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
    _renumber(work, decision, (number, suffix, order.document_date))
    work.record(
        "decision.number_corrected",
        decision,
        number=f"{old_number} → {decision.full_number}",
        document_date=f"{slash_date(old_day)} → {slash_date(order.document_date)}",
        reason=clean(order.reason),
        sha256=decision.paper.sha256 if decision.paper else None,
    )
    return decision.full_number


def undo_correction(work: Work, decision_id: int) -> str:
    """Take the last correction of a number back; the trail keeps both lines."""
    work.require(Right.NUMBER_DECISIONS)
    decision = work.session.get_one(Decision, decision_id)
    last = work.session.scalars(
        select(NumberCorrection)
        .filter_by(decision_id=decision_id)
        .order_by(NumberCorrection.id.desc())
    ).first()
    if last is None:
        raise NothingToUndo(decision.full_number)
    old_number = decision.full_number
    number, suffix, day = last.number_before, last.suffix_before, last.date_before
    require_free(work, decision.book, number, suffix, day, decision.id)
    work.session.delete(last)
    _renumber(work, decision, (number, suffix, day))
    work.record(
        "decision.correction_undone", decision, number=f"{old_number} → {decision.full_number}"
    )
    return decision.full_number


def _renumber(work: Work, decision: Decision, wanted: tuple[int, str, date]) -> None:
    """Put number and day on the paper; what hangs on its day begins anew from the other one."""
    number, suffix, day = wanted
    is_ours = decision.form_id != OUTSIDE
    moves = is_ours and decision.effective_from == decision.document_date != day
    does_again = moves and decision.status in IN_FORCE
    if does_again:
        undo_effects(work, decision)
    decision.number, decision.number_suffix = number, suffix
    decision.document_date, decision.year = day, day.year
    if moves:
        decision.effective_from = day
    touched = begin_effects(work, decision) if does_again else []
    if is_ours:
        keep_paper(work, decision)
    refresh(work, decision, *touched)


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
