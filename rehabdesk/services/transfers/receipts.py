"""The receipt: made where a package was opened, noted where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.daily_codes import TransferDirection, TransferStatus
from rehabdesk.domain.records.daily.transfer import Transfer
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean_lines
from rehabdesk.persistence.faults import EXPORTING, translated
from rehabdesk.persistence.packages.receipts import open_receipt, package_of, seal_receipt
from rehabdesk.persistence.packages.refused import ReceiptNotSealed, ReceiptOfAnother
from rehabdesk.persistence.packages.sealing import read_sealed
from rehabdesk.persistence.places import write_whole
from rehabdesk.services.office import Work
from rehabdesk.services.transfers.gathering import own_office

SUFFIX = ".rdbiennhan"
_OUTCOMES = {
    TransferStatus.TAKEN_IN: TransferStatus.RECEIVED,
    TransferStatus.REFUSED: TransferStatus.RETURNED,
}


class NoReceiptOfSent(Refusal):
    def __init__(self) -> None:
        super().__init__("Biên nhận do bên nhận làm. Chọn một hồ sơ chuyển đến.")


class ReceiptNotedBefore(Refusal):
    field = "path"

    def __init__(self, transfer: Transfer) -> None:
        super().__init__(
            f"Biên nhận của gói này đã ghi rồi: {transfer.status.label.lower()}. Chưa đổi gì."
        )


@dataclass(frozen=True, slots=True)
class Noted:
    """What the other side said of a package sent from here."""

    transfer_id: int
    person_id: int | None
    person_name: str
    office: str
    status: TransferStatus
    on: date
    reason: str


# Acts


def write_receipt(work: Work, transfer_id: int, path: Path) -> Path:
    """Write the receipt of a package that was taken in or returned; it may be written again."""
    work.require(Right.KEEP_FILES)
    transfer = work.session.get_one(Transfer, transfer_id)
    outcome = _OUTCOMES.get(transfer.status)
    if outcome is None:
        raise NoReceiptOfSent
    told: dict[str, Any] = {
        "package": transfer.package_key,
        "sha256": transfer.sha256,
        "outcome": outcome.value,
        "on": transfer.made_at.date().isoformat(),
        "office": own_office(work).name,
        "by": transfer.made_by,
        "case_code": transfer.case_code,
        "reason": transfer.reason,
    }
    sealed = seal_receipt(transfer.package_key, transfer.content["secret"], told)
    path = path.with_name(path.name.removesuffix(SUFFIX) + SUFFIX)
    work.record("transfer.receipt_written", transfer, outcome=outcome.label)
    with translated(EXPORTING, path):
        write_whole(path, sealed)
    return path


def note_receipt(work: Work, path: Path) -> Noted:
    """Note what the other side says of a package sent from here."""
    work.require(Right.KEEP_FILES)
    content = read_sealed(path)
    sent = select(Transfer).filter_by(
        package_key=package_of(content), direction=TransferDirection.OUT
    )
    transfer = work.session.scalars(sent).first()
    if transfer is None:
        raise ReceiptOfAnother
    told = open_receipt(content, transfer.content["secret"])
    status, on = _outcome(told, transfer)
    if transfer.status is not TransferStatus.SENT:
        raise ReceiptNotedBefore(transfer)
    transfer.status = status
    transfer.reason = clean_lines(str(told.get("reason", "")))
    transfer.content = transfer.content | {"receipt": {**told, "noted": work.today.isoformat()}}
    person = work.session.get(Person, transfer.person_id) if transfer.person_id else None
    work.record(
        "transfer.receipt_noted",
        person or transfer,
        office=transfer.other_office,
        outcome=status.label,
        on=on,
        reason=transfer.reason or None,
    )
    return Noted(
        transfer.id,
        person.id if person else None,
        transfer.person_name,
        transfer.other_office,
        status,
        on,
        transfer.reason,
    )


def _outcome(told: dict[str, Any], transfer: Transfer) -> tuple[TransferStatus, date]:
    """Read what came of the package; a receipt of another copy is none."""
    is_ours = told.get("package") == transfer.package_key and told.get("sha256") == transfer.sha256
    outcomes = {each.value: each for each in _OUTCOMES.values()}
    status = outcomes.get(str(told.get("outcome")))
    if not is_ours or status is None:
        raise ReceiptNotSealed
    try:
        return status, date.fromisoformat(str(told.get("on")))
    except ValueError as error:
        raise ReceiptNotSealed from error
