"""Taking a person in from another office, or sending the package back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from rehabdesk.domain.codes import FileKind, IdentityKind, Relation, ResidenceKind, Right
from rehabdesk.domain.daily_codes import TransferDirection, TransferStatus
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.daily.transfer import Transfer
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, clean_lines, fold
from rehabdesk.persistence.packages.portable import to_plain
from rehabdesk.persistence.packages.refused import PackageUnsound
from rehabdesk.services.cabinet.files import keep_file
from rehabdesk.services.office import Work
from rehabdesk.services.people.comparison import TakeFromCard, take_from_card
from rehabdesk.services.people.intake import (
    CorrectPerson,
    TakeIn,
    case_opened,
    correct_person,
    take_in,
)
from rehabdesk.services.people.person_facts import (
    PersonFacts,
    RelativeFacts,
    ResidenceFacts,
    read_person,
)
from rehabdesk.services.rows.gone import require_there
from rehabdesk.services.transfers.content import Content, Notice
from rehabdesk.services.transfers.course import write_course
from rehabdesk.services.transfers.opening import OpenedPackage, not_for_us, refuse_seen
from rehabdesk.services.transfers.undoing import Trace, rows_of, trace_of

_MEDIA = frozenset({"application/pdf", "image/png", "image/jpeg"})
_FILLED = (
    *("sex", "birth", "ethnicity", "religion", "education", "occupation", "workplace"),
    *("employment", "criminal_record", "drugs", "attention", "consent_on"),
)


class ArrivesInTheFuture(Refusal):
    field = "on"

    def __init__(self) -> None:
        super().__init__("Ngày chuyển đến chưa tới. Nhận hồ sơ khi người đó đã đến.")


class ReturnNeedsReason(Refusal):
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Ghi lý do trả lại, bên gửi sẽ đọc được.")


@dataclass(frozen=True, slots=True)
class IntoFile:
    """The file here that is of the same person, and the fields to be taken from the package."""

    person_id: int
    version: int
    take: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReceiveFile:
    """`address` and `hamlet_id` say where the person lives here; `reason` why a second file."""

    opened: OpenedPackage
    notice: Notice
    into: IntoFile | None = None
    hamlet_id: int | None = None
    address: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReturnFile:
    opened: OpenedPackage
    reason: str


@dataclass(frozen=True, slots=True)
class Received:
    transfer_id: int
    person_id: int
    full_name: str
    case_code: str
    needs_assignment: bool  # the person goes on here, so Mẫu 60 is the next paper
    trace: Trace  # by which it is taken back


# Acts


def receive_file(work: Work, order: ReceiveFile) -> Received:
    """Take a person in with everything the other office sent: all of it or nothing."""
    work.require(Right.KEEP_FILES)
    content = order.opened.content
    refuse_seen(work, content.key)
    doubt = not_for_us(work, content)
    if doubt is not None:
        work.unless_confirmed(doubt)
    if order.notice.moved_on > work.today:
        raise ArrivesInTheFuture
    kept = _keep_files(work, order.opened)
    before = rows_of(work, order.into.person_id) if order.into else {}
    last = work.session.scalar(select(func.max(Contact.id))) or 0
    person_id = _take_into(work, order, order.into) if order.into else _take_in(work, order)
    written = write_course(work, person_id, content, order.notice, kept)
    _keep_contacts(work, person_id, content)
    person = work.session.get_one(Person, person_id)
    if content.photo is not None and person.photo_id is None:
        person.photo_id = kept[content.photo].id
    transfer = _note(work, order.opened, TransferStatus.TAKEN_IN, order.notice)
    transfer.person_id, transfer.case_code = person_id, case_opened(work, person_id)[0]
    transfer.content |= _former(content, kept)
    work.session.add(transfer)
    work.record(
        "transfer.taken_in",
        person,
        origin=content.sender.name,
        package=content.key,
        episodes=written.episodes,
        events=written.events,
        papers=len(content.papers),
    )
    goes_on = written.running is not None
    trace = trace_of(work, transfer.id, person_id, before, last)
    return Received(transfer.id, person_id, person.full_name, transfer.case_code, goes_on, trace)


def return_file(work: Work, order: ReturnFile) -> int:
    """Send a package back with a reason; nothing of the person is kept but the name."""
    work.require(Right.KEEP_FILES)
    content = order.opened.content
    refuse_seen(work, content.key)
    if not clean(order.reason):
        raise ReturnNeedsReason
    transfer = _note(work, order.opened, TransferStatus.REFUSED, content.notice)
    transfer.reason = clean_lines(order.reason)
    work.session.add(transfer)
    work.record(
        "transfer.returned", transfer, origin=content.sender.name, reason=clean(order.reason)
    )
    return transfer.id


def _take_in(work: Work, order: ReceiveFile) -> int:
    facts = _at_home_here(order.opened.content.person, order)
    taken = take_in(work, TakeIn(facts, reason=order.reason))
    person = work.session.get_one(Person, taken.person_id)
    own = order.opened.content.own_fields
    if own:
        person.own_fields = _own_fields(own)
    return taken.person_id


def _take_into(work: Work, order: ReceiveFile, into: IntoFile) -> int:
    """Take the chosen fields, then add what the file here does not have."""
    person = require_there(work, into.person_id)
    theirs = _at_home_here(order.opened.content.person, order)
    take_from_card(work, TakeFromCard(person.id, into.version, theirs, into.take))
    work.session.flush()
    kept = read_person(person)
    full = filled(kept, theirs, order.notice.moved_on, order.opened.content.sender.name)
    if full != kept:
        correct_person(work, CorrectPerson(person.id, person.version, full))
    return person.id


def filled(kept: PersonFacts, theirs: PersonFacts, moved_on: date, sender: str) -> PersonFacts:
    """Return what is kept with what only the other side knows; nothing kept is replaced."""
    plain: dict[str, Any] = {
        name: getattr(theirs, name)
        for name in _FILLED
        if not getattr(kept, name) and getattr(theirs, name)
    }
    if "attention" in plain:
        plain["attention_reason"] = theirs.attention_reason
        plain["attention_review_on"] = theirs.attention_review_on
    names = {fold(each.name) for each in kept.other_names} | {fold(kept.full_name)}
    numbers = {fold(each.number) for each in kept.papers}
    kin = {_kinship(each) for each in kept.relatives}
    ways = {each.value for each in kept.contacts}
    return replace(
        kept,
        **plain,
        other_names=(
            *kept.other_names,
            *(each for each in theirs.other_names if fold(each.name) not in names),
        ),
        papers=(
            *kept.papers,
            *(
                each
                for each in theirs.papers
                if each.kind is IdentityKind.PASSPORT and fold(each.number) not in numbers
            ),
        ),
        residences=(*kept.residences, *_further(kept, theirs, moved_on)),
        relatives=(
            *kept.relatives,
            *(each for each in theirs.relatives if _kinship(each) not in kin),
        ),
        contacts=(*kept.contacts, *(each for each in theirs.contacts if each.value not in ways)),
        note=_both_notes(kept.note, theirs.note, sender),
    )


def _kinship(relative: RelativeFacts) -> tuple[Relation, str]:
    return relative.relation, fold(relative.full_name)


def _further(kept: PersonFacts, theirs: PersonFacts, moved_on: date) -> Sequence[ResidenceFacts]:
    """Return the addresses unknown here; where another of the kind stands they are of the past."""
    known = {(each.kind, fold(each.as_written)) for each in kept.residences}
    present = {each.kind for each in kept.residences if each.until_on is None}
    return [
        replace(each, until_on=each.until_on or moved_on) if each.kind in present else each
        for each in theirs.residences
        if (each.kind, fold(each.as_written)) not in known
    ]


def _both_notes(kept: str, theirs: str, sender: str) -> str:
    if not theirs or theirs in kept:
        return kept
    return f"{kept}\nTheo {sender}: {theirs}" if kept else theirs


def _at_home_here(facts: PersonFacts, order: ReceiveFile) -> PersonFacts:
    """Let the person live here from the day of the move, where that is known."""
    facts = replace(facts, hamlet_id=order.hamlet_id)
    address, moved_on = clean(order.address), order.notice.moved_on
    if not address:
        return facts
    before = tuple(
        replace(each, until_on=moved_on)
        if each.kind is ResidenceKind.CURRENT and each.until_on is None
        else each
        for each in facts.residences
    )
    here = ResidenceFacts(ResidenceKind.CURRENT, address, moved_on)
    return replace(facts, residences=(*before, here))


def _keep_files(work: Work, opened: OpenedPackage) -> list[StoredFile]:
    """Keep the enclosed papers; only what a paper or a picture is."""
    kept = []
    for told, content in zip(opened.content.files, opened.files, strict=True):
        if told.media_type not in _MEDIA:
            raise PackageUnsound
        kept.append(keep_file(work, FileKind.ATTACHMENT, told.media_type, told.name, content))
    return kept


def _keep_contacts(work: Work, person_id: int, content: Content) -> None:
    """Keep the meetings there as meetings of the person, told by whom and where."""
    person = work.session.get_one(Person, person_id)
    for former in content.contacts:
        by = f"{former.who} ({content.sender.name})" if former.who else content.sender.name
        note = Contact(former.on, former.way, work.actor.name, work.now)
        note.met_by, note.minutes, note.words = by, former.minutes, clean_lines(former.words)
        note.agreed_word, note.agreed_on = former.agreed_word, former.agreed_on
        note.has_pledge = former.has_pledge
        note.persons = [ContactPerson(person, former.rating)]
        work.session.add(note)


def _note(work: Work, opened: OpenedPackage, status: TransferStatus, notice: Notice) -> Transfer:
    content = opened.content
    transfer = Transfer(TransferDirection.IN, status, content.key, work.actor.name, work.now)
    transfer.sha256 = opened.sha256
    transfer.person_name = clean(content.person.full_name)
    transfer.other_office, transfer.other_code = content.sender.name, content.sender.code
    transfer.on = notice.moved_on
    transfer.notice_number, transfer.notice_on = clean(notice.number), notice.on
    transfer.content = {"secret": content.secret}
    return transfer


def _former(content: Content, kept: Sequence[StoredFile]) -> dict[str, Any]:
    """Return what stays readable of the other office, beside what became part of the file."""
    return {
        "papers": to_plain(content.papers),
        "helpers": to_plain(content.helpers),
        "tests": to_plain(content.tests),
        "files": [each.id for each in kept],
        "left_out": list(content.left_out),
        "case_code": content.case_code,
        "hamlet": content.hamlet,
    }


def _own_fields(written: str) -> dict[str, Any]:
    try:
        found = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise PackageUnsound from error
    if not isinstance(found, dict):
        raise PackageUnsound
    return found
