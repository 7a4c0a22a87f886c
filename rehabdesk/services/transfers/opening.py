"""A package that has come, opened and looked at; nothing is written yet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.daily_codes import TransferDirection, TransferStatus
from rehabdesk.domain.records.daily.transfer import Transfer
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.persistence.packages.refused import PackageUnsound
from rehabdesk.persistence.packages.sealing import head_of, open_sealed, read_sealed
from rehabdesk.services.office import Work
from rehabdesk.services.people.likeness import AlikeRow, find_alike
from rehabdesk.services.transfers.content import Content, unpack
from rehabdesk.services.transfers.gathering import own_office
from rehabdesk.services.transfers.sending import contents_told


class SentFromHere(Refusal):
    field = "path"

    def __init__(self, office: str) -> None:
        super().__init__(
            f"Gói này do chính đơn vị mình gửi {office}. Chưa đổi gì. "
            "Chọn gói của nơi khác gửi đến."
        )


class TakenInBefore(Refusal):
    field = "path"

    def __init__(self, transfer: Transfer) -> None:
        self.person_id = transfer.person_id
        told = f"đã nhận ngày {transfer.made_at:%d/%m/%Y}, hồ sơ số {transfer.case_code}"
        if transfer.status is TransferStatus.REFUSED:
            told = f"đã trả lại ngày {transfer.made_at:%d/%m/%Y}"
        super().__init__(
            f"Gói này {told}. Không ghi thêm gì. Cần biên nhận thì lưu lại từ danh sách."
        )


class ForAnotherOffice(NeedsConfirmation):
    def __init__(self, receiver: str, own: str) -> None:
        super().__init__(f"Gói này ghi gửi {receiver}, không phải {own}. Vẫn nhận?")


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """The package in memory; it is never written to the disk in the clear."""

    content: Content
    files: tuple[bytes, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a clerk sees before deciding: what is inside, who it may be of."""

    lines: tuple[str, ...]
    alike: tuple[AlikeRow, ...]
    doubt: str  # what speaks against taking it in here


def read_package(path: Path, password: str) -> OpenedPackage:
    """Open a file with its password; needs no records."""
    written = read_sealed(path)
    head, body = open_sealed(written, password)
    content, files = unpack(body)
    if content.key != head.key:
        raise PackageUnsound
    return OpenedPackage(content, files, hashlib.sha256(written).hexdigest())


def look_at_head(path: Path) -> str:
    """Return a package's name; refuse what is none, or not whole, before a password is asked."""
    return head_of(read_sealed(path))[0].key


# Looks


def see_arrival(work: Work, opened: OpenedPackage) -> Arrival:
    work.require(Right.KEEP_FILES)
    refuse_seen(work, opened.content.key)
    doubt = not_for_us(work, opened.content)
    return Arrival(
        contents_told(opened.content),
        tuple(find_alike(work, opened.content.person)),
        str(doubt) if doubt else "",
    )


def refuse_seen(work: Work, key: str) -> None:
    """Refuse a package of our own, and one that has been dealt with."""
    for before in work.session.scalars(select(Transfer).filter_by(package_key=key)):
        if before.direction is TransferDirection.OUT:
            raise SentFromHere(before.other_office)
        is_there = before.person_id and work.session.get(Person, before.person_id) is not None
        if is_there or before.status is TransferStatus.REFUSED:
            raise TakenInBefore(before)


def not_for_us(work: Work, content: Content) -> ForAnotherOffice | None:
    own = own_office(work)
    if content.receiver.code and content.receiver.code != own.code:
        return ForAnotherOffice(content.receiver.name, own.name)
    return None
