"""When a clerk changes: what is open, what falls due, what is unsigned, and the minutes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from rehabdesk.domain.codes import FileKind, Right
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.decision import UNNUMBERED, Decision
from rehabdesk.domain.records.office import User
from rehabdesk.domain.records.tasks import ClerkHandover
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean_lines
from rehabdesk.services.board_papers.minutes import Minutes, Party, minutes_paper
from rehabdesk.services.board_papers.pack import DueRow, HandoverPack, OpenFile, UnsignedPaper
from rehabdesk.services.board_papers.plain import word_file
from rehabdesk.services.cabinet.files import keep_file
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.decisions.papers import draw_paper
from rehabdesk.services.decisions.register import names_of
from rehabdesk.services.office import Work
from rehabdesk.services.people.files import PersonRow, list_persons_by_id
from rehabdesk.services.tasks.today import read_today

AHEAD = timedelta(days=60)


class SameClerk(Refusal):
    field = "to_user"

    def __init__(self) -> None:
        super().__init__("Chọn người nhận khác người giao.")


@dataclass(frozen=True, slots=True)
class HandOver:
    from_user_id: int
    to_user_id: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandedOver:
    handover_id: int
    pages: PrintedPaper
    word: PrintedPaper


@dataclass(frozen=True, slots=True)
class HandoverRow:
    id: int
    on: date
    from_name: str
    to_name: str
    note: str


# Acts


def hand_over(work: Work, order: HandOver) -> HandedOver:
    """Draw the minutes two clerks sign, and keep them; the hand-over itself is recorded."""
    work.require(Right.EXPORT_LISTS)
    if order.from_user_id == order.to_user_id:
        raise SameClerk
    giver = work.session.get_one(User, order.from_user_id)
    taker = work.session.get_one(User, order.to_user_id)
    pack = read_pack(work)
    parties = Party(giver.full_name, giver.post), Party(taker.full_name, taker.post)
    paper = minutes_paper(work, Minutes(*parties, pack, clean_lines(order.note)))
    content = draw_paper(work, paper)
    name = f"Biên bản bàn giao {work.today:%Y-%m-%d}"
    kept = ClerkHandover(giver.full_name, taker.full_name, work.today)
    kept.note = clean_lines(order.note)
    kept.file = keep_file(work, FileKind.PAPER, "application/pdf", f"{name}.pdf", content)
    work.session.add(kept)
    work.record(
        "clerk.handed_over",
        kept,
        giver=giver.full_name,
        taker=taker.full_name,
        files=len(pack.files),
        dates=len(pack.dates),
        papers=len(pack.papers),
    )
    return HandedOver(
        kept.id, PrintedPaper(0, f"{name}.pdf", content), word_file(work, name, [paper])
    )


# Looks


def read_pack(work: Work) -> HandoverPack:
    """Return what one clerk passes to another today."""
    work.require(Right.READ_FILES)
    files = _open_files(work)
    until = work.today + AHEAD
    return HandoverPack(
        tuple(_file(row) for row in files),
        tuple(_dates(work, files, until)),
        tuple(_unsigned(work)),
        work.today,
        until,
    )


def list_handovers(work: Work) -> list[HandoverRow]:
    """Return the hand-overs there were, newest first."""
    work.require(Right.READ_FILES)
    found = work.session.scalars(
        select(ClerkHandover).order_by(ClerkHandover.on.desc(), ClerkHandover.id.desc())
    )
    return [
        HandoverRow(each.id, each.on, each.from_name, each.to_name, each.note) for each in found
    ]


def read_minutes(work: Work, handover_id: int) -> PrintedPaper:
    """Return the minutes as they were printed to be signed."""
    work.require(Right.READ_FILES)
    kept = work.session.get_one(ClerkHandover, handover_id).file
    return PrintedPaper(0, kept.name if kept else "", kept.content if kept else b"")


def _open_files(work: Work) -> list[PersonRow]:
    ids = work.session.scalars(
        select(Standing.person_id)
        .join(Episode, Episode.id == Standing.episode_id)
        .where(Standing.is_current, Episode.ended_on.is_(None))
    ).all()
    return sorted(list_persons_by_id(work, ids), key=lambda row: row.name_order)


def _file(row: PersonRow) -> OpenFile:
    helper = f"{row.helper} (chờ số)" if row.awaits_number else row.helper
    return OpenFile(
        row.id,
        row.case_code,
        row.full_name,
        row.birth_year,
        row.hamlet,
        row.state.label,
        row.term_end,
        helper,
    )


def _dates(work: Work, files: list[PersonRow], until: date) -> list[DueRow]:
    """Return what is late or falls due, and the terms that end with nothing to be done yet."""
    tasks = [row.task for row in read_today(work).rows if row.due.due_on <= until]
    told = {(person, task.ends_on) for task in tasks for person in task.person_ids}
    rows = [DueRow(task.due.due_on, task.title, task.who, task.basis) for task in tasks]
    rows += [
        DueRow(row.term_end, "Hết thời hạn quản lý", row.full_name, "")
        for row in files
        if row.term_end is not None
        and work.today <= row.term_end <= until
        and (row.id, row.term_end) not in told
    ]
    return sorted(rows, key=lambda row: (row.on, row.who))


def _unsigned(work: Work) -> list[UnsignedPaper]:
    papers = work.session.scalars(
        select(Decision).where(Decision.status.in_(UNNUMBERED)).order_by(Decision.drafted_at)
    ).all()
    names = names_of(work, [each.id for each in papers])
    return [
        UnsignedPaper(
            each.id,
            each.title,
            names.get(each.id, ""),
            each.status.label,
            each.drafted_at.date(),
            each.drafted_by,
        )
        for each in papers
    ]
