"""Every transfer, both ways, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.daily_codes import TransferDirection, TransferStatus
from rehabdesk.domain.records.daily.transfer import Transfer
from rehabdesk.domain.records.person import Person
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names


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


# Looks


def list_transfers(work: Work) -> list[TransferRow]:
    """Return what was sent and what came, the newest first."""
    work.require(Right.READ_FILES)
    names = Names(work)
    rows = work.session.scalars(
        select(Transfer).order_by(Transfer.made_at.desc(), Transfer.id.desc())
    )
    return [_row(work, each, names) for each in rows if not names.is_close(each.person_id)]


def _row(work: Work, transfer: Transfer, names: Names) -> TransferRow:
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
        names.of(transfer.person_id, transfer.person_name),
        transfer.case_code,
        transfer.other_office,
        transfer.on,
        " ".join(part for part in (paper, day) if part),
        transfer.made_at,
        transfer.made_by,
        transfer.reason,
        date.fromisoformat(answered) if answered else None,
    )
