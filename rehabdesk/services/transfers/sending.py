"""Sending a person's file to another office: sealed, written whole, and on record."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.course.endings import EndReason, ending
from rehabdesk.domain.course.events import PaperRef
from rehabdesk.domain.daily_codes import TransferDirection, TransferStatus
from rehabdesk.domain.passwords import check_password
from rehabdesk.domain.records.daily.contact import ContactPerson
from rehabdesk.domain.records.daily.transfer import Transfer
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.text import clean
from rehabdesk.persistence.faults import EXPORTING, translated
from rehabdesk.persistence.packages.sealing import seal
from rehabdesk.persistence.places import write_whole
from rehabdesk.persistence.vault import Cost
from rehabdesk.services.course.acts import CloseEpisode, close_episode
from rehabdesk.services.exports import PurposeRequired
from rehabdesk.services.office import Work
from rehabdesk.services.people.intake import case_opened
from rehabdesk.services.rows.gone import require_there
from rehabdesk.services.secrecy.files import require_open_to
from rehabdesk.services.transfers.content import Content, Notice, OfficeNamed, pack
from rehabdesk.services.transfers.gathering import (
    Addressed,
    Gathered,
    Wishes,
    gather,
    own_office,
    running_episode,
)

SUFFIX = ".rdhoso"
NOBODY = OfficeNamed("")


class ReceiverMissing(Refusal):
    field = "receiver"

    def __init__(self) -> None:
        super().__init__("Chọn xã, phường nơi người này chuyển đến.")


class SentToItself(Refusal):
    field = "receiver"

    def __init__(self) -> None:
        super().__init__("Đây là xã của mình. Chọn xã, phường nơi người này chuyển đến.")


class MovesInTheFuture(Refusal):
    field = "on"

    def __init__(self) -> None:
        super().__init__("Ngày chuyển đi chưa tới. Gửi hồ sơ khi người đó đã chuyển.")


class PackagePathMissing(Refusal):
    field = "path"

    def __init__(self) -> None:
        super().__init__("Chọn nơi lưu gói hồ sơ.")


class AlreadyUnderWay(NeedsConfirmation):
    def __init__(self, transfer: Transfer) -> None:
        super().__init__(
            f"Hồ sơ này đã gửi {transfer.other_office} ngày {transfer.made_at:%d/%m/%Y}, "
            "chưa có biên nhận. Vẫn tạo gói nữa?"
        )


@dataclass(frozen=True, slots=True)
class SendFile:
    """`moves_out` says that the person's episode is closed by the move in the same act."""

    person_id: int
    wishes: Wishes
    receiver: OfficeNamed
    notice: Notice
    purpose: str
    password: str
    path: Path | None
    moves_out: bool = False
    cost: Cost = field(default_factory=Cost)


@dataclass(frozen=True, slots=True)
class SentFile:
    transfer_id: int
    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class SendOffer:
    """What would go, before anything is decided; empty words where there is nothing to say."""

    person_id: int
    full_name: str
    case_code: str
    own: OfficeNamed
    today: date
    lines: tuple[str, ...]
    kept_back: tuple[str, ...]
    has_photo: bool
    contacts: int
    may_send_sensitive: bool
    running: str  # the episode the move would close, in words
    may_move_out: bool


# Acts


def send_file(work: Work, order: SendFile) -> SentFile:
    """Seal a file for another office and write the package; all of it or nothing."""
    work.require(Right.EXPORT_LISTS)
    if order.wishes.has_sensitive or order.moves_out:
        work.require(Right.KEEP_FILES)
    person = require_there(work, order.person_id)
    require_open_to(work, person)
    path = _require_whole(work, order)
    _ask_twice(work, person)
    to = Addressed(secrets.token_hex(16), secrets.token_hex(32), order.receiver, order.notice)
    gathered = gather(work, person, order.wishes, to)
    sealed = seal(to.key, pack(gathered.content, gathered.files), order.password, order.cost)
    transfer = _note(work, person, gathered, sealed)
    work.session.add(transfer)
    if order.moves_out and gathered.running is not None:
        _move_out(work, gathered, order)
    work.record(
        "transfer.sent",
        person,
        to=order.receiver.name,
        purpose=clean(order.purpose),
        package=to.key,
        sha256=transfer.sha256,
        sensitive="có" if order.wishes.has_sensitive else "không",
    )
    with translated(EXPORTING, path):
        write_whole(path, sealed)
    return SentFile(transfer.id, path, len(sealed))


# Looks


def offer_sending(work: Work, person_id: int) -> SendOffer:
    """Tell what a package of this person would hold besides what is asked for with a tick."""
    work.require(Right.EXPORT_LISTS)
    person = require_there(work, person_id)
    require_open_to(work, person)
    may_send_sensitive = work.actor.may(Right.KEEP_FILES)
    wishes = Wishes(has_photo=False, has_contacts=False, has_sensitive=may_send_sensitive)
    nowhere = Addressed("", "", NOBODY, Notice(work.today))
    content = gather(work, person, wishes, nowhere).content
    running = running_episode(work, person_id)
    may_move = running is not None and ending(running.kind, EndReason.MOVED) is not None
    return SendOffer(
        person_id,
        person.full_name,
        case_opened(work, person_id)[0],
        own_office(work),
        work.today,
        contents_told(content),
        tuple(each for each in content.left_out if each.startswith("trang in")),
        person.photo_id is not None,
        _contact_count(work, person_id),
        may_send_sensitive,
        running.kind.label if running is not None else "",
        may_move and running is not None and running.ended_on is None and may_send_sensitive,
    )


def contents_told(content: Content) -> tuple[str, ...]:
    """Tell what lies in a package, a line each."""
    person = content.person
    facts = (
        (len(person.papers), "giấy tờ tùy thân"),
        (len(person.residences), "nơi cư trú"),
        (len(person.relatives), "người trong gia đình"),
        (len(person.contacts), "cách liên hệ"),
    )
    told = ", ".join(f"{count} {what}" for count, what in facts if count)
    events = sum(len(each.events) for each in content.episodes)
    pages = sum(each.file is not None for each in content.papers)
    happened = f", {events} sự việc" if events else ""
    counted = (
        ("Thông tin của người đó" + (f": {told}" if told else ""), True),
        (f"{len(content.episodes)} đợt quản lý{happened}", content.episodes),
        (f"{len(content.papers)} quyết định, văn bản đã có số ({pages} kèm trang in)", True),
        (f"{len(content.helpers)} người đã, đang phụ trách (chỉ tên)", content.helpers),
        (f"{len(content.contacts)} lần gặp gỡ", content.contacts),
        (f"{len(content.tests)} lần xét nghiệm", content.tests),
        ("Ảnh chân dung", content.photo is not None),
    )
    return tuple(words for words, is_told in counted if is_told)


def _require_whole(work: Work, order: SendFile) -> Path:
    if not clean(order.receiver.name):
        raise ReceiverMissing
    if order.receiver.code and order.receiver.code == own_office(work).code:
        raise SentToItself
    if order.notice.moved_on > work.today:
        raise MovesInTheFuture
    if not clean(order.purpose):
        raise PurposeRequired
    check_password(order.password)
    if order.path is None:
        raise PackagePathMissing
    return order.path.with_name(order.path.name.removesuffix(SUFFIX) + SUFFIX)


def _ask_twice(work: Work, person: Person) -> None:
    waiting = select(Transfer).filter_by(
        person_id=person.id, direction=TransferDirection.OUT, status=TransferStatus.SENT
    )
    before = work.session.scalars(waiting.order_by(Transfer.id.desc())).first()
    if before is not None:
        work.unless_confirmed(AlreadyUnderWay(before))


def _note(work: Work, person: Person, gathered: Gathered, sealed: bytes) -> Transfer:
    content = gathered.content
    way, status = TransferDirection.OUT, TransferStatus.SENT
    transfer = Transfer(way, status, content.key, work.actor.name, work.now)
    transfer.sha256 = hashlib.sha256(sealed).hexdigest()
    transfer.person_id, transfer.person_name = person.id, person.full_name
    transfer.case_code = content.case_code
    transfer.other_office, transfer.other_code = content.receiver.name, content.receiver.code
    transfer.on = content.notice.moved_on
    transfer.notice_number, transfer.notice_on = content.notice.number, content.notice.on
    transfer.content = {"secret": content.secret, "lines": list(contents_told(content))}
    return transfer


def _move_out(work: Work, gathered: Gathered, order: SendFile) -> None:
    episode, notice = gathered.running, order.notice
    if episode is None:
        return
    paper = PaperRef(clean(notice.number), notice.on, clean(notice.issuer))
    closing = CloseEpisode(
        episode.id,
        episode.version,
        EndReason.MOVED,
        notice.moved_on,
        paper,
        note=f"Chuyển đến {order.receiver.name}",
    )
    close_episode(work, closing)


def _contact_count(work: Work, person_id: int) -> int:
    count = select(func.count(ContactPerson.id)).filter_by(person_id=person_id)
    return work.session.scalar(count) or 0
