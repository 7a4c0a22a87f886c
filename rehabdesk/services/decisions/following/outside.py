"""Papers written outside the program that withdraw, correct or end one of the book.

The law prescribes no form for them: their number and day are entered, their scan is attached.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import LinkKind, PaperStatus, Right
from rehabdesk.domain.records.decision import Decision, DecisionPerson
from rehabdesk.domain.records.decision_life import DecisionLink
from rehabdesk.domain.records.office import DocumentBook, Signer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.regime import BODY_PURPOSES
from rehabdesk.domain.text import clean
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.decisions.life.effects import end_assignments, lapse, refresh
from rehabdesk.services.decisions.life.journal import Journal
from rehabdesk.services.decisions.life.kinds import paper_kind
from rehabdesk.services.decisions.life.links import OUTSIDE, drafted_instead, require_in_force
from rehabdesk.services.decisions.numbering import read_number, require_free
from rehabdesk.services.decisions.papers import attach_signed_copy
from rehabdesk.services.editing import require_version
from rehabdesk.services.office import Work

_VERBS = {
    LinkKind.WITHDRAWS: "Thu hồi",
    LinkKind.CORRECTS: "Đính chính",
    LinkKind.ENDS: "Chấm dứt hiệu lực",
}


class WhyMissing(Refusal):
    field = "reason"

    def __init__(self, kind: LinkKind) -> None:
        told = "nội dung đính chính" if kind is LinkKind.CORRECTS else "lý do"
        super().__init__(f"Ghi {told}.")


class BeforeTheOlder(Refusal):
    field = "document_date"

    def __init__(self, number: str, day: date) -> None:
        super().__init__(f"Ngày văn bản không trước ngày của số {number} ({slash_date(day)}).")


class EffectBeforeTheOlder(Refusal):
    field = "effective_from"

    def __init__(self, number: str, day: date) -> None:
        super().__init__(f"Hiệu lực từ không trước ngày của số {number} ({slash_date(day)}).")


class BeingReplaced(Refusal):
    def __init__(self, number: str) -> None:
        super().__init__(
            f"Số {number} đang có một bản nháp để thay thế. Bỏ bản nháp đó trước, rồi làm lại."
        )


class NotAFollowUp(LookupError):
    """The code asked for a follow-up that is drafted in the composer."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Number and day of the paper that says it, and from when; `reason` is what it says."""

    kind: LinkKind
    decision_id: int
    version: int
    book_id: int
    number: str
    document_date: date
    reason: str
    effective_from: date | None = None  # the day of the paper
    signer_id: int | None = None
    copy: tuple[str, bytes] | None = None  # the signed copy: name and bytes


@dataclass(frozen=True, slots=True)
class Followed:
    decision_id: int
    number: str
    older_number: str


# Acts


def follow_up(work: Work, order: FollowUp) -> Followed:
    """Enter the paper that withdraws, corrects or ends an older one; both stay in the book."""
    work.require(Right.NUMBER_DECISIONS)
    older = work.session.get_one(Decision, order.decision_id)
    require_version(older, order.version)
    _require_sound(work, older, order)
    newer = _enter(work, older, order)
    journal = Journal()
    _carry_out(work, order, newer, older, journal)
    journal.keep(work, newer)
    if order.copy is not None:
        attach_signed_copy(work, newer.id, *order.copy)
    refresh(work, older)
    work.record(
        "decision.followed",
        older,
        kind=order.kind.label,
        number=older.full_number,
        by=newer.full_number,
        document_date=order.document_date,
        reason=clean(order.reason),
    )
    return Followed(newer.id, newer.full_number, older.full_number)


def _require_sound(work: Work, older: Decision, order: FollowUp) -> None:
    if order.kind not in _VERBS:
        raise NotAFollowUp(order.kind)
    if order.kind is not LinkKind.CORRECTS:
        require_in_force(older)
        if drafted_instead(work, older) is not None:
            raise BeingReplaced(older.full_number)
    elif older.document_date is None:
        require_in_force(older)
    if not clean(order.reason):
        raise WhyMissing(order.kind)
    issued = older.document_date
    if issued is not None and order.document_date < issued:
        raise BeforeTheOlder(older.full_number, issued)
    if issued is not None and order.effective_from and order.effective_from < issued:
        raise EffectBeforeTheOlder(older.full_number, issued)


def _enter(work: Work, older: Decision, order: FollowUp) -> Decision:
    book = work.session.get_one(DocumentBook, order.book_id)
    number, suffix = read_number(order.number)
    require_free(work, book, number, suffix, order.document_date)
    newer = Decision(book, order.document_date, work.actor.name, work.now)
    work.session.add(newer)
    newer.regime_id, newer.form_id = older.regime_id, OUTSIDE
    newer.purpose, newer.title = order.kind.value, _title(older, order.kind)
    newer.effective_from = order.effective_from or order.document_date
    newer.values = {"reason": clean(order.reason)}
    if order.signer_id is not None:
        newer.signer = work.session.get_one(Signer, order.signer_id)
    for link in older.persons:
        newer.persons.append(DecisionPerson(link.person, link.episode, link.ordinal))
    newer.take_number(number, suffix, order.document_date, work.now)
    work.session.add(DecisionLink(newer, older, order.kind))
    work.session.flush()
    return newer


def _title(older: Decision, kind: LinkKind) -> str:
    on = f" ngày {slash_date(older.document_date)}" if older.document_date else ""
    what = paper_kind(older.book.symbol)
    return f"{_VERBS[kind]} {what[:1].lower()}{what[1:]} số {older.full_number}{on}"


def _carry_out(
    work: Work, order: FollowUp, newer: Decision, older: Decision, journal: Journal
) -> None:
    """Let the older paper's effects stop; a correction of its form changes none."""
    if order.kind is LinkKind.CORRECTS:
        return
    on = newer.effective_from or order.document_date
    named = {link.person_id: on for link in older.persons}
    journal.note(older)
    if order.kind is LinkKind.WITHDRAWS:
        lapse(work, older, newer, named, journal)
        older.status = PaperStatus.WITHDRAWN
        older.end_reason = "thu hồi"
    else:
        end_assignments(work, older, newer, named, journal)
        older.end_reason = clean(order.reason)
    older.ended_on = on
    if older.purpose in BODY_PURPOSES:
        from rehabdesk.services.teams.following import KEPT, stop

        words = f"{_VERBS[order.kind].lower()} số {older.full_number}"
        newer.values = {**newer.values, KEPT: stop(work, older, on, words)}
    work.session.flush()
