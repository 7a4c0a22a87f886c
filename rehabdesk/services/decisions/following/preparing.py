"""What the dialogs over a numbered paper begin with: receivers, books, what will be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import LinkKind, Right
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.decisions.life.effects import ASSIGNING
from rehabdesk.services.decisions.life.kinds import LETTER, paper_kind
from rehabdesk.services.decisions.numbering import next_number
from rehabdesk.services.decisions.proposing import Choice
from rehabdesk.services.decisions.wording import closest_relative
from rehabdesk.services.office import Work
from rehabdesk.services.offices import list_books, profile_on, signers_on

HIMSELF = "chính người này"
AN_OFFICE = "cơ quan"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody a paper may be handed to; `person_id` says for whom it then counts."""

    label: str
    name: str
    relation: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the hand-over dialog begins with."""

    words: str  # "Quyết định số 41/QĐ-UBND ngày 09/11/2026"
    day: date
    giver: str
    receivers: tuple[Receiver, ...]


@dataclass(frozen=True, slots=True)
class BookOffer:
    id: int
    label: str
    next_number: int


@dataclass(frozen=True, slots=True)
class FollowUpPlan:
    """What the dialog of a withdrawal, a correction or an end begins with."""

    words: str
    books: tuple[BookOffer, ...]
    book_id: int | None
    signers: tuple[Choice, ...]
    effects: tuple[str, ...]


# Looks


def prepare_hand_over(work: Work, decision_id: int) -> HandOver:
    work.require(Right.READ_FILES)
    paper = work.session.get_one(Decision, decision_id)
    return HandOver(
        paper_words(paper),
        paper.document_date or work.today,
        work.actor.name,
        tuple(_receivers(work, paper)),
    )


def prepare_follow_up(work: Work, decision_id: int, kind: LinkKind) -> FollowUpPlan:
    work.require(Right.READ_FILES)
    paper = work.session.get_one(Decision, decision_id)
    books = tuple(
        BookOffer(row.id, f"{row.name} (/{row.symbol})", next_number(work, row.id, work.today.year))
        for row in list_books(work)
        if row.is_active
    )
    letters = [row.id for row in list_books(work) if paper_kind(row.symbol) == LETTER]
    wanted = letters[:1] if kind is LinkKind.CORRECTS else []
    signers = tuple(Choice(row.id, row.label) for row in signers_on(work, work.today))
    return FollowUpPlan(
        paper_words(paper),
        books,
        next(iter([*wanted, paper.book_id]), None),
        signers,
        tuple(_effects(work, paper, kind)),
    )


def paper_words(paper: Decision) -> str:
    on = f" ngày {slash_date(paper.document_date)}" if paper.document_date else ""
    return f"{paper_kind(paper.book.symbol)} số {paper.full_number}{on}"


def _receivers(work: Work, paper: Decision) -> Iterator[Receiver]:
    if paper.purpose in ASSIGNING:
        yield from _assigned(paper)
    for link in paper.persons:
        name = link.person.full_name
        yield Receiver(f"{name} ({HIMSELF})", name, HIMSELF, link.person_id)
        relative = closest_relative(link.person)
        if relative is not None:
            relation = relative.relation.label
            told = f"{relative.full_name} ({relation} của {name})"
            yield Receiver(told, relative.full_name, f"{relation} của {name}", link.person_id)
    if paper.purpose not in ASSIGNING:
        yield from _assigned(paper)
    police = profile_on(work, work.today).police_name
    yield Receiver(police, police, AN_OFFICE)
    facilities = {link.episode.rehab_facility for link in paper.persons if link.episode}
    for facility in sorted(facilities - {""}):
        yield Receiver(facility, facility, "cơ sở cai nghiện")
    yield Receiver("Người khác, nơi khác", "", "")


def _assigned(paper: Decision) -> Iterator[Receiver]:
    for assignee in paper.assignees:
        name = assignee.organisation.name if assignee.organisation else ""
        if assignee.volunteer is not None:
            name = assignee.volunteer.full_name
        role = f"{assignee.role.label[:1].lower()}{assignee.role.label[1:]}"
        yield Receiver(f"{name} ({role})", name, role)


def _effects(work: Work, paper: Decision, kind: LinkKind) -> Iterator[str]:
    number = f"{paper.number}{paper.number_suffix}"
    if kind is LinkKind.CORRECTS:
        yield f"Hai văn bản cùng nằm trong sổ, nối với nhau; số {number} vẫn hiệu lực"
        yield "Không đổi thời hạn, phân công của ai"
        return
    if kind is LinkKind.WITHDRAWS:
        yield f"Số {number} vẫn nằm trong sổ, gạch ngang"
        for link in paper.persons:
            if link.episode and link.episode.decided_by_id == paper.id and link.term_end:
                start = slash_date(link.term_start) if link.term_start else "…"
                yield (
                    f"Bỏ thời hạn quản lý {start} đến {slash_date(link.term_end)} "
                    f"của {link.person.full_name}"
                )
    else:
        yield f"Số {number} hết hiệu lực từ ngày ghi ở trên, thời hạn quản lý không đổi"
    made = work.session.scalars(select(Assignment).filter_by(made_by_id=paper.id, until_on=None))
    for each in made:
        name = each.volunteer.address if each.volunteer else ""
        name = name or (each.organisation.name if each.organisation else "")
        yield f"Thôi phân công {name[:1].lower()}{name[1:]} với {each.person.full_name}"
