"""Papers and helpers of another office, sent along with a person who moved here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import AssignmentRole, PaperStatus, Right
from rehabdesk.domain.daily_codes import TransferDirection, TransferStatus
from rehabdesk.domain.records.daily.transfer import Transfer
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.refusals import Refusal
from rehabdesk.persistence.packages.portable import from_plain
from rehabdesk.services.cabinet.files import pages_of
from rehabdesk.services.office import Work
from rehabdesk.services.rows.gone import require_there
from rehabdesk.services.secrecy.files import require_open_to


class NoPages(Refusal):
    def __init__(self) -> None:
        super().__init__("Bên gửi không kèm trang in của văn bản này. Xin bản giấy ở nơi ban hành.")


@dataclass(frozen=True, slots=True)
class FormerPaper:
    """A numbered paper of the other office; `episode` is the place of its episode."""

    number: str
    on: date
    title: str
    issuer: str
    purpose: str
    status: PaperStatus
    effective_from: date | None = None
    term_start: date | None = None
    term_end: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    episode: int | None = None
    file: int | None = None


@dataclass(frozen=True, slots=True)
class FormerHelper:
    name: str
    role: AssignmentRole
    from_on: date
    until_on: date | None = None
    made_by: str = ""
    ended_by: str = ""
    end_reason: str = ""


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
