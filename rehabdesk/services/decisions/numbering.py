"""The signed decision is the event: number and date typed once, and everything follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select

from rehabdesk.domain.codes import FileKind, Right
from rehabdesk.domain.forms.filling import Changes
from rehabdesk.domain.forms.paper import FilledPaper
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.decision import (
    Decision,
    DecisionAssignee,
    DecisionPerson,
)
from rehabdesk.domain.records.office import DocumentBook, NumberGap, Signer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.regime import HELPER_ASSIGNMENT, POST_REHAB
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.decisions.composing import (
    compose,
    fill,
    form_for,
    frozen,
    order_of,
    signing_of,
    thawed,
)
from rehabdesk.services.decisions.papers import draw_paper, keep_file
from rehabdesk.services.decisions.wording import paper_values
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on

_NUMBER = re.compile(r"0*(\d{1,6})\s*([a-zđ]?)", re.IGNORECASE)


class NumberUnreadable(Refusal):
    field = "number"

    def __init__(self, typed: str) -> None:
        super().__init__(f"Chưa hiểu số “{typed}”. Gõ số như 46 hoặc 46a.")


class NumberTaken(Refusal):
    field = "number"

    def __init__(self, number: str, book: str, on: date) -> None:
        super().__init__(f"Số {number} đã có trong sổ {book} {on.year}, ngày {slash_date(on)}.")


class NumberedInTheFuture(Refusal):
    field = "document_date"

    def __init__(self, today: date) -> None:
        super().__init__(f"Ngày văn bản không sau hôm nay ({slash_date(today)}).")


class OtherLawOnThatDay(Refusal):
    """The paper was printed under a law that was not in force on the day typed."""

    field = "document_date"

    def __init__(self, on: date, code: str) -> None:
        super().__init__(
            f"Ngày {slash_date(on)} theo bộ căn cứ khác, mẫu đã in ({code}) không dùng được cho "
            "ngày đó. Văn bản vẫn còn nguyên. Xem lại ngày, hoặc soạn lại theo đúng mẫu."
        )


class ReasonRequired(Refusal):
    field = "reason"

    def __init__(self, number: int) -> None:
        super().__init__(f"Ghi lý do để trống số {number}.")


class HasLaterWork(Refusal):
    def __init__(self, number: str) -> None:
        super().__init__(
            f"Sau số {number} đã có văn bản khác dựa vào. Không hoàn tác được; dùng Thay thế "
            "hoặc Thu hồi."
        )


@dataclass(frozen=True, slots=True)
class NumberOne:
    """What the records officer wrote on one signed paper."""

    decision_id: int
    number: str
    document_date: date
    signer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    decision_ids: tuple[int, ...]
    numbers: tuple[str, ...]


# Acts


def number_decisions(work: Work, orders: Sequence[NumberOne]) -> Numbered:
    """Write numbers on papers; term, assignment and kept paper follow, all or nothing."""
    work.require(Right.NUMBER_DECISIONS)
    done = [_number(work, order) for order in orders]
    return Numbered(tuple(each.id for each in done), tuple(each.full_number for each in done))


def undo_numbering(work: Work, decision_id: int) -> None:
    """Take number and effects back after a slip; the trail keeps both lines."""
    work.require(Right.NUMBER_DECISIONS)
    decision = work.session.get_one(Decision, decision_id)
    number = decision.full_number
    made = work.session.scalars(select(Assignment).filter_by(made_by_id=decision_id)).all()
    if any(each.ended_by_id not in {None, decision_id} for each in made):
        raise HasLaterWork(number)
    for assignment in made:
        work.session.delete(assignment)
    for ended in work.session.scalars(select(Assignment).filter_by(ended_by_id=decision_id)):
        ended.reopen()
    for link in decision.persons:
        if link.episode and link.episode.decided_by_id == decision_id:
            link.episode.undo_term()
    decision.drop_number()
    decision.paper = None
    work.record("decision.number_undone", decision, number=number)


def explain_gap(work: Work, book_id: int, year: int, number: int, reason: str) -> None:
    """Write down why a number of the book was left blank."""
    work.require(Right.NUMBER_DECISIONS)
    if not reason.strip():
        raise ReasonRequired(number)
    gap = work.session.scalars(
        select(NumberGap).filter_by(book_id=book_id, year=year, number=number)
    ).first()
    if gap is None:
        book = work.session.get_one(DocumentBook, book_id)
        gap = NumberGap(book, year, number, reason.strip(), work.today)
        work.session.add(gap)
    gap.reason = reason.strip()
    work.record("number_gap.explained", gap, number=number, year=year, reason=gap.reason)


# Looks


def next_number(work: Work, book_id: int, year: int) -> int:
    """Propose the number after the highest of this book and year."""
    highest = select(func.max(Decision.number)).filter_by(book_id=book_id, year=year)
    return (work.session.scalar(highest) or 0) + 1


def kept_paper(work: Work, decision: Decision) -> bytes:
    """Return the bytes kept when it was numbered, or draw what was printed for signature."""
    if decision.paper is not None:
        return decision.paper.content
    return draw_paper(work, filled_paper(work, decision))


def read_number(typed: str) -> tuple[int, str]:
    found = _NUMBER.fullmatch(typed.strip())
    if found is None or int(found[1]) == 0:
        raise NumberUnreadable(typed)
    return int(found[1]), found[2].lower()


def _number(work: Work, order: NumberOne) -> Decision:
    decision = work.session.get_one(Decision, order.decision_id)
    number, suffix = read_number(order.number)
    day = order.document_date
    if day > work.today:
        raise NumberedInTheFuture(work.today)
    _refuse_taken(work, decision, number, suffix, day)
    regime, form = form_for(work, decision.purpose, day)
    if regime.id != decision.regime_id:
        raise OtherLawOnThatDay(day, form.code)
    if order.signer_id:
        decision.signer = work.session.get_one(Signer, order.signer_id)
    decision.take_number(number, suffix, day, work.now)
    if decision.effective_from is None:
        decision.effective_from = day
    for link in decision.persons:
        _take_effect(work, decision, link)
    work.session.flush()
    content = draw_paper(work, filled_paper(work, decision))
    name = f"{decision.full_number.replace('/', '-')}.pdf"
    decision.paper = keep_file(work, FileKind.PAPER, "application/pdf", name, content)
    work.record(
        "decision.numbered",
        decision,
        number=decision.full_number,
        document_date=day,
        sha256=decision.paper.sha256,
        persons=", ".join(f"person:{link.person_id}" for link in decision.persons),
    )
    return decision


def _refuse_taken(work: Work, decision: Decision, number: int, suffix: str, day: date) -> None:
    same = select(Decision.document_date).filter_by(
        book_id=decision.book_id, year=day.year, number=number, number_suffix=suffix
    )
    taken = work.session.scalar(same)
    if taken:
        raise NumberTaken(f"{number}{suffix}", decision.book.name, taken)


def _take_effect(work: Work, decision: Decision, link: DecisionPerson) -> None:
    start = decision.effective_from or decision.document_date or work.today
    if decision.purpose == POST_REHAB and link.episode and link.term_start and link.term_end:
        link.episode.begin_term(link.term_start, link.term_end, decision.id)
        start = link.term_start
    if decision.purpose not in {POST_REHAB, HELPER_ASSIGNMENT} or not decision.assignees:
        return
    if decision.values.get("replaces_helper", True):
        _end_present(work, decision, link.person_id, start)
    for assignee in decision.assignees:
        work.session.add(_assignment(decision, link, assignee, start))


def _end_present(work: Work, decision: Decision, person_id: int, start: date) -> None:
    """Whoever looked after the person until now stays in the history, with this decision."""
    present = work.session.scalars(
        select(Assignment).filter_by(person_id=person_id, until_on=None)
    ).all()
    for assignment in present:
        if assignment.made_by_id != decision.id:
            last = max(assignment.from_on, start - timedelta(days=1))
            assignment.end(last, decision, f"do {decision.full_number}")


def _assignment(
    decision: Decision, link: DecisionPerson, assignee: DecisionAssignee, start: date
) -> Assignment:
    assignment = Assignment(link.person, assignee.role, start, decision)
    assignment.episode = link.episode
    assignment.volunteer = assignee.volunteer
    assignment.organisation = assignee.organisation
    return assignment


def filled_paper(work: Work, decision: Decision) -> FilledPaper:
    """Return the words as printed for signature, with number, day and signer put in."""
    day = decision.document_date or decision.planned_on
    order = replace(order_of(decision), signer_id=decision.signer_id, together=True)
    form = form_for(work, decision.purpose, decision.planned_on)[1]
    kept = decision.values.get("frozen") or frozen(compose(work, order)[0].wording)
    anew = paper_values(profile_on(work, day), signing_of(decision), ())
    put_in = {name: anew[name] for name in _WRITTEN_LAST if name not in order.typed}
    if not kept["values"].get("effective_date_long"):
        put_in["effective_date_long"] = anew["effective_date_long"]
    return fill(form, thawed(kept, put_in), day, Changes(order.wording, order.left_out))


_WRITTEN_LAST = (
    "doc_number",
    "doc_symbol",
    "issue_date_long",
    "signer_authority_line",
    "signer_title",
    "signer_name",
)
