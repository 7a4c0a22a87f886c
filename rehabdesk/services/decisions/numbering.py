"""The signed decision is the event: number and date typed once, and everything follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from rehabdesk.domain.codes import FileKind, PaperStatus, Right
from rehabdesk.domain.forms.filling import Changes
from rehabdesk.domain.forms.paper import FilledPaper
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.office import DocumentBook, NumberGap, Signer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.regime import BODY_PURPOSES, regime_on
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.cabinet.files import keep_file
from rehabdesk.services.course.standings import refresh_persons
from rehabdesk.services.decisions.composing import (
    compose,
    fill,
    form_for,
    frozen,
    order_of,
    signing_of,
    thawed,
)
from rehabdesk.services.decisions.life.effects import (
    end_paper,
    refresh,
    take_effect,
    undo_effects,
)
from rehabdesk.services.decisions.life.journal import Journal
from rehabdesk.services.decisions.life.links import (
    OUTSIDE,
    WrittenOutside,
    give_back,
    remove_outside,
    require_untouched,
    take_over,
)
from rehabdesk.services.decisions.life.recipients import SENT, note_sent, read_copies
from rehabdesk.services.decisions.life.serving import require_serving
from rehabdesk.services.decisions.papers import draw_paper, signed_copy_pages
from rehabdesk.services.decisions.wording import paper_values
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on

_BEFORE = "before_number"  # what numbering may change in the paper itself
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


@dataclass(frozen=True, slots=True)
class NumberOne:
    """What the records officer wrote on one signed paper."""

    decision_id: int
    number: str
    document_date: date
    signer_id: int | None = None
    copies: str = ""  # as typed; nothing: as many as "Nơi nhận" comes to


@dataclass(frozen=True, slots=True)
class Numbered:
    decision_ids: tuple[int, ...]
    numbers: tuple[str, ...]


# Acts


def number_decisions(work: Work, orders: Sequence[NumberOne]) -> Numbered:
    """Write numbers on papers; term, assignment and kept paper follow, all or nothing."""
    work.require(Right.NUMBER_DECISIONS)
    done = [_number(work, order) for order in orders]
    refresh_persons(work, (link.person_id for each in done for link in each.persons))
    return Numbered(tuple(each.id for each in done), tuple(each.full_number for each in done))


def undo_numbering(work: Work, decision_id: int) -> None:
    """Take number and effects back after a slip; the trail keeps both lines."""
    work.require(Right.NUMBER_DECISIONS)
    decision = work.session.get_one(Decision, decision_id)
    number = decision.full_number
    require_untouched(work, decision)
    undo_effects(work, decision)
    if decision.form_id == OUTSIDE:
        work.record("decision.number_undone", decision, number=number)
        refresh(work, *remove_outside(work, decision))
        return
    decision.drop_number()
    decision.paper = decision.signed_copy = None
    _put_back(decision)
    work.session.flush()
    refresh(work, decision, *give_back(work, decision))
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
    if decision.form_id == OUTSIDE:
        scan = signed_copy_pages(work, decision.id)
        if scan is None:
            raise WrittenOutside(decision.full_number)
        return scan[1]
    return draw_paper(work, filled_paper(work, decision))


def read_number(typed: str) -> tuple[int, str]:
    found = _NUMBER.fullmatch(typed.strip())
    if found is None or int(found[1]) == 0:
        raise NumberUnreadable(typed)
    return int(found[1]), found[2].lower()


def _number(work: Work, order: NumberOne) -> Decision:
    decision = work.session.get_one(Decision, order.decision_id)
    number, suffix = read_number(order.number)
    day, copies = order.document_date, read_copies(order.copies)
    require_free(work, decision.book, number, suffix, day)
    require_same_law(work, decision, day)
    before = _as_printed(decision)
    if order.signer_id:
        decision.signer = work.session.get_one(Signer, order.signer_id)
    decision.take_number(number, suffix, day, work.now)
    decision.values = {**decision.values, _BEFORE: before}
    if decision.effective_from is None:
        decision.effective_from = day
    require_serving(work, decision)
    touched = begin_effects(work, decision)
    note_sent(decision, keep_paper(work, decision), copies)
    refresh(work, decision, *touched)
    work.record(
        "decision.numbered",
        decision,
        number=decision.full_number,
        document_date=day,
        sha256=decision.paper.sha256 if decision.paper else None,
        persons=", ".join(f"person:{link.person_id}" for link in decision.persons),
        replaces=", ".join(each.full_number for each in touched) or None,
    )
    return decision


def begin_effects(work: Work, decision: Decision) -> list[Decision]:
    """Let older papers give way and this one do what it says; return the older ones."""
    journal = Journal()
    work.session.flush()
    touched = take_over(work, decision, journal)
    take_effect(work, decision, journal)
    if decision.purpose in BODY_PURPOSES:
        from rehabdesk.services.teams.following import follow

        for older in follow(work, decision, _printed(work, decision)):
            end_paper(work, older, decision, journal)
    journal.keep(work, decision)
    return touched


def keep_paper(work: Work, decision: Decision) -> FilledPaper:
    """Draw the paper with its number and keep it; return what it says."""
    work.session.flush()
    filled = filled_paper(work, decision)
    name = f"{decision.full_number.replace('/', '-')}.pdf"
    content = draw_paper(work, filled)
    decision.paper = keep_file(work, FileKind.PAPER, "application/pdf", name, content)
    return filled


def require_free(
    work: Work, book: DocumentBook, number: int, suffix: str, day: date, own_id: int | None = None
) -> None:
    """Refuse a number of the book and year that another paper has, or a day still to come."""
    if day > work.today:
        raise NumberedInTheFuture(work.today)
    same = select(Decision.document_date).where(
        Decision.book_id == book.id,
        Decision.year == day.year,
        Decision.number == number,
        Decision.number_suffix == suffix,
        Decision.id != (own_id or 0),
    )
    taken = work.session.scalar(same)
    if taken:
        raise NumberTaken(f"{number}{suffix}", book.name, taken)


def require_same_law(work: Work, decision: Decision, day: date) -> None:
    """Refuse a day on which another law than that of the printed form was in force."""
    regime, _ = form_for(work, decision.purpose, day)
    if regime.id != decision.regime_id:
        _, printed = form_for(work, decision.purpose, decision.planned_on)
        raise OtherLawOnThatDay(day, printed.code)


def _put_back(decision: Decision) -> None:
    """Give a paper the step, the signer and the day of effect it had before its number."""
    before = decision.values.get(_BEFORE)
    if before is not None:
        day = before["effective_from"]
        decision.status = PaperStatus[before["status"]]
        decision.signer_id = before["signer_id"]
        decision.effective_from = date.fromisoformat(day) if day else None
        decision.values = {
            name: value for name, value in decision.values.items() if name not in {_BEFORE, SENT}
        }


def _as_printed(decision: Decision) -> dict[str, str | int | None]:
    day = decision.effective_from
    return {
        "status": decision.status.name,
        "signer_id": decision.signer_id,
        "effective_from": day.isoformat() if day else None,
    }


def filled_paper(work: Work, decision: Decision) -> FilledPaper:
    """Return the words as printed for signature, with number, day and signer put in."""
    day = decision.document_date or decision.planned_on
    order = replace(order_of(decision), signer_id=decision.signer_id, together=True)
    law = regime_on(decision.planned_on, work.resources.regimes)
    kept = _printed(work, decision)
    form = law.form(decision.purpose, decision.planned_on)
    form = form.with_overrides(kept.get("office_wording", {}))
    anew = paper_values(profile_on(work, day), signing_of(decision), ())
    put_in = {name: anew[name] for name in _WRITTEN_LAST if name not in order.typed}
    if not kept["values"].get("effective_date_long"):
        put_in["effective_date_long"] = anew["effective_date_long"]
    wording = thawed(work, form, kept, put_in)
    return fill(form, wording, day, Changes(order.wording, order.left_out))


def _printed(work: Work, decision: Decision) -> dict[str, Any]:
    """Return the words printed for signature; of a paper never printed, those it would have."""
    kept: dict[str, Any] | None = decision.values.get("frozen")
    return kept or frozen(compose(work, replace(order_of(decision), together=True))[0])


_WRITTEN_LAST = (
    "doc_number",
    "doc_symbol",
    "issue_date_long",
    "signer_authority_line",
    "signer_title",
    "signer_name",
)
