"""Where somebody counted in two units counts: decided by a person, and the totals follow."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.received import ClashAnswer, ReportingUnit
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.services.consolidation.clashes import answers_of
from rehabdesk.services.consolidation.totals import main_total
from rehabdesk.services.office import Work
from rehabdesk.services.reports.reading import ReportAsked


class WhereMissing(Refusal):
    field = "counts_at"

    def __init__(self) -> None:
        super().__init__("Chọn tính người này ở đơn vị nào, hoặc tính ở cả hai.")


class WordsMissing(Refusal):
    field = "words"

    def __init__(self) -> None:
        super().__init__("Ghi cách giải quyết: đã hỏi ai, kết quả thế nào.")


@dataclass(frozen=True, slots=True)
class SettleClash:
    """`counts_at` names a unit; none says that she rightly counts in each."""

    asked: ReportAsked
    known_by: str
    counts_at: int | None
    words: str
    is_everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What a decision has made of the figure at the end."""

    before: int
    after: int


# Acts


def settle_clash(work: Work, order: SettleClash) -> Settled:
    """Write down where somebody counts; the totals follow it."""
    work.require(Right.CONSOLIDATE)
    words = clean(order.words)
    if order.counts_at is None and not order.is_everywhere:
        raise WhereMissing
    if not words:
        raise WordsMissing
    before = main_total(work, order.asked)
    window = order.asked.period.window
    answer = answers_of(work, order.asked).get(order.known_by)
    if answer is None:
        answer = ClashAnswer(
            layout_key=order.asked.layout_key,
            from_on=window.first,
            until_on=window.last,
            known_by=order.known_by,
        )
        work.session.add(answer)
    answer.counts_at_id, answer.words = order.counts_at, words
    answer.settled_by, answer.settled_at = work.actor.name, work.now
    work.session.flush()
    after = main_total(work, order.asked)
    where = work.session.get(ReportingUnit, order.counts_at) if order.counts_at else None
    work.record(
        "clash_answer.settled",
        answer,
        name=where.name if where else "tính ở cả hai",
        reason=words,
        total=f"{before} → {after}",
    )
    return Settled(before, after)


def reopen_clash(work: Work, asked: ReportAsked, known_by: str) -> Settled:
    """Take a decision back: she counts wherever she was counted."""
    work.require(Right.CONSOLIDATE)
    answer = answers_of(work, asked)[known_by]
    before = main_total(work, asked)
    work.record("clash_answer.undone", answer, reason=answer.words)
    work.session.delete(answer)
    work.session.flush()
    return Settled(before, main_total(work, asked))
