"""Every transfer, both ways, and what is kept of the other office's papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.daily_codes import TransferDirection, TransferStatus
from rehabdesk.domain.records.daily.transfer import Transfer
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.cabinet.files import pages_of
from rehabdesk.services.office import Work
from rehabdesk.services.rows.gone import require_there
from rehabdesk.services.secrecy.files import kept_from, require_open_to
from rehabdesk.services.transfers.content import FormerHelper, FormerPaper
from rehabdesk.services.transfers.portable import from_plain


class NoPages(Refusal):
    def __init__(self) -> None:
        super().__init__("Bên gửi không kèm trang in của văn bản này. Xin bản giấy ở nơi ban hành.")


@dataclass(frozen=True, slots=True)
class TransferRow:
    id: int
    direction: TransferDirection
    status: TransferStatus
    person_id: int | None
    person_name: str
    case_code: str
    other_office: str
    on: date
    notice: str
    made_at: datetime
    made_by: str
    reason: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class PaperThere:
    """A paper of another office in a person's file here."""

    transfer_id: int
    place: int
    paper: FormerPaper
    has_pages: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another office did with a person before she came here."""

    office: str
    papers: tuple[PaperThere, ...]
    helpers: tuple[FormerHelper, ...]


# Acts


def open_paper_there(work: Work, transfer_id: int, place: int) -> tuple[str, bytes]:
    """Open the pages of another office's paper; who looked is on record."""
    work.require(Right.READ_FILES)
    transfer = work.session.get_one(Transfer, transfer_id)
    person = require_there(work, transfer.person_id or 0)
    require_open_to(work, person)
    paper = _papers(transfer)[place]
    if paper.file is None:
        raise NoPages
    kept = work.session.get_one(StoredFile, transfer.content["files"][paper.file])
    work.record("transfer.paper_opened", person, paper=paper.number)
    return f"{paper.number} {paper.title}", pages_of(kept.media_type, kept.content)


# Looks


def list_transfers(work: Work) -> list[TransferRow]:
    """Return what was sent and what came, the newest first."""
    work.require(Right.READ_FILES)
    close = kept_from(work)
    rows = work.session.scalars(
        select(Transfer).order_by(Transfer.made_at.desc(), Transfer.id.desc())
    )
    return [_row(work, each) for each in rows if each.person_id not in close]


def elsewhere_of(work: Work, person_id: int) -> tuple[Elsewhere, ...]:
    """Return what other offices sent along about a person."""
    found = work.session.scalars(
        select(Transfer)
        .filter_by(
            person_id=person_id, direction=TransferDirection.IN, status=TransferStatus.TAKEN_IN
        )
        .order_by(Transfer.id)
    )
    return tuple(
        Elsewhere(
            each.other_office,
            tuple(
                PaperThere(each.id, place, paper, paper.file is not None)
                for place, paper in enumerate(_papers(each))
            ),
            from_plain(tuple[FormerHelper, ...], each.content.get("helpers", [])),
        )
        for each in found
    )


def _papers(transfer: Transfer) -> tuple[FormerPaper, ...]:
    found: tuple[FormerPaper, ...] = from_plain(
        tuple[FormerPaper, ...], transfer.content.get("papers", [])
    )
    return found


def _row(work: Work, transfer: Transfer) -> TransferRow:
    receipt = transfer.content.get("receipt", {})
    answered = receipt.get("on")
    is_there = transfer.person_id and work.session.get(Person, transfer.person_id) is not None
    paper = transfer.notice_number
    day = f"ngày {transfer.notice_on:%d/%m/%Y}" if transfer.notice_on else ""
    return TransferRow(
        transfer.id,
        transfer.direction,
        transfer.status,
        transfer.person_id if is_there else None,
        transfer.person_name,
        transfer.case_code,
        transfer.other_office,
        transfer.on,
        " ".join(part for part in (paper, day) if part),
        transfer.made_at,
        transfer.made_by,
        transfer.reason,
        date.fromisoformat(answered) if answered else None,
    )
