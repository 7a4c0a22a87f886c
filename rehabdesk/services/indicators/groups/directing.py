"""Group V: papers that direct the work, and training."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import func, select

from rehabdesk.domain.codes import PaperStatus
from rehabdesk.domain.records.decision import Decision, DecisionPerson
from rehabdesk.domain.records.office import DocumentBook
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators import measured
from rehabdesk.services.indicators.counting import Counting, Rule
from rehabdesk.services.indicators.members import Member, NearMiss

_DIRECTS_NOBODY = frozenset({"report", "invitation"})


def _papers(counting: Counting, window: Window) -> Iterator[Member]:
    asked = (
        select(Decision, DocumentBook.name)
        .join(Decision.book)
        .where(*_issued(window))
        .order_by(Decision.document_date, Decision.id)
    )
    for paper, book in counting.work.session.execute(asked):
        told = f"Số {paper.full_number} ngày {paper.document_date:%d/%m/%Y}"
        yield Member(
            MemberKind.DECISION,
            paper.id,
            paper.title or book,
            told,
            paper.document_date,
            parts=((Breakdown.KIND, book),),
        )


def _count_papers(counting: Counting, window: Window) -> Value:
    asked = select(func.count(Decision.id)).where(*_issued(window))
    return Value(counting.work.session.scalar(asked) or 0)


def _issued(window: Window) -> tuple[Any, ...]:
    """Mean numbered papers of these days that name no person: those count in other figures."""
    return (
        Decision.number.is_not(None),
        Decision.document_date.between(window.first, window.last),
        *_of_nobody(),
    )


def _of_nobody() -> tuple[Any, ...]:
    return (
        Decision.purpose.not_in(_DIRECTS_NOBODY),
        Decision.id.not_in(select(DecisionPerson.decision_id)),
    )


def _unnumbered(counting: Counting, window: Window) -> Iterator[NearMiss]:
    rows = counting.work.session.execute(
        select(Decision.title, Decision.status, Decision.planned_on)
        .where(
            Decision.number.is_(None),
            Decision.status != PaperStatus.DRAFTING,
            Decision.planned_on.between(window.first, window.last),
            *_of_nobody(),
        )
        .order_by(Decision.planned_on, Decision.id)
    )
    for row in rows:
        yield NearMiss(None, row.title, None, f"{row.status.label}, chưa nhập số")


RULES: Mapping[str, Rule] = {
    "V01": Rule(_papers, _unnumbered, _count_papers),
    "V03": measured.measured("V03"),
    "V04": measured.measured("V04"),
}
