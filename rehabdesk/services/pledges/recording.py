"""Writing down who signed a commitment, attaching the signed copy, ending and correcting it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import FileKind, Right
from rehabdesk.domain.records.daily.contact import ContactPerson
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.activities import Pledge
from rehabdesk.domain.teamwork.codes import PledgeBy
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.services.cabinet.files import keep_scan
from rehabdesk.services.editing import GoneMeanwhile, Sides, require_version, told_changes
from rehabdesk.services.office import Work
from rehabdesk.services.pledges.facts import (
    NobodyPledges,
    PledgeFacts,
    Scan,
    require_whole,
)
from rehabdesk.services.rows.gone import require_there
from rehabdesk.services.secrecy.files import require_open_to
from rehabdesk.services.secrecy.names import Names, hidden


class PledgeGone(GoneMeanwhile):
    def __init__(self) -> None:
        super().__init__("Bản cam kết này đã được bỏ vào thùng rác hoặc gỡ đi. Chưa đổi gì.")


@dataclass(frozen=True, slots=True)
class RecordPledges:
    """One commitment, or the same one of several persons with files."""

    facts: PledgeFacts
    person_ids: tuple[int, ...] = ()
    scan: Scan | None = None


@dataclass(frozen=True, slots=True)
class CorrectPledge:
    pledge_id: int
    version: int
    facts: PledgeFacts


@dataclass(frozen=True, slots=True)
class Recorded:
    pledge_ids: tuple[int, ...]
    who: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """`back` puts the commitment as it was before."""

    who: str
    back: CorrectPledge


@dataclass(frozen=True, slots=True)
class Attached:
    """`before_id` is the copy kept until now; `is_new` where the commitment was made for it."""

    pledge_id: int
    who: str
    before_id: int | None
    is_new: bool = False


# Acts


def record_pledges(work: Work, order: RecordPledges) -> Recorded:
    """Write down a commitment of each person, or one of who has no file."""
    work.require(Right.KEEP_FILES)
    ids = tuple(dict.fromkeys(order.person_ids))
    if order.facts.by is PledgeBy.PERSON and not ids:
        raise NobodyPledges
    wanted = [replace(order.facts, person_id=each) for each in ids] or [order.facts]
    scan = keep_scan(work, FileKind.SIGNED_COPY, *order.scan) if order.scan else None
    made = [_make(work, facts, scan) for facts in wanted]
    who = who_signed(work, made[0]) if len(made) == 1 else f"{len(made)} người"
    return Recorded(tuple(each.id for each in made), who)


def correct_pledge(work: Work, order: CorrectPledge) -> Corrected:
    """Write a commitment anew, and give what takes that back."""
    work.require(Right.KEEP_FILES)
    pledge = _open_pledge(work, order.pledge_id)
    before = facts_of(pledge)
    require_version(pledge, order.version, Sides(work, before, order.facts, LABELS))
    require_whole(order.facts, work.today)
    _write(work, pledge, order.facts)
    work.session.flush()
    work.record("pledge.corrected", pledge, **told_changes(before, order.facts, LABELS))
    return Corrected(who_signed(work, pledge), CorrectPledge(pledge.id, pledge.version, before))


def end_pledge(work: Work, pledge_id: int, version: int, on: date | None, words: str) -> Corrected:
    """Say that a commitment no longer stands, since when and why."""
    work.require(Right.KEEP_FILES)
    pledge = _open_pledge(work, pledge_id)
    facts = replace(facts_of(pledge), ended_on=on or work.today, end_words=words)
    return correct_pledge(work, CorrectPledge(pledge_id, version, facts))


def attach_signed(work: Work, pledge_id: int, scan: Scan) -> Attached:
    """Keep the scan of the signed commitment with it."""
    work.require(Right.KEEP_FILES)
    pledge = _open_pledge(work, pledge_id)
    before_id = pledge.file_id
    pledge.file = keep_scan(work, FileKind.SIGNED_COPY, *scan)
    work.session.flush()
    work.record("pledge.copy_attached", pledge, sha256=pledge.file.sha256)
    return Attached(pledge.id, who_signed(work, pledge), before_id)


def attach_to_contact(work: Work, contact_id: int, person_id: int, scan: Scan) -> Attached:
    """Keep the scan of what a person signed at a meeting."""
    work.require(Right.KEEP_FILES)
    asked = select(Pledge.id).filter_by(contact_id=contact_id, person_id=person_id)
    if (pledge_id := work.session.scalars(asked).first()) is not None:
        return attach_signed(work, pledge_id, scan)
    asked_link = select(ContactPerson).filter_by(contact_id=contact_id, person_id=person_id)
    if (link := work.session.scalars(asked_link).first()) is None:
        raise PledgeGone
    facts = PledgeFacts(on=link.contact.on, person_id=person_id, contact_id=contact_id)
    made = _make(work, facts, keep_scan(work, FileKind.SIGNED_COPY, *scan))
    return Attached(made.id, who_signed(work, made), None, is_new=True)


def put_copy(work: Work, pledge_id: int, file_id: int | None) -> Attached:
    """Keep an earlier copy with a commitment again, or none: an attachment taken back."""
    work.require(Right.KEEP_FILES)
    pledge = _open_pledge(work, pledge_id)
    before_id, pledge.file_id = pledge.file_id, file_id
    work.session.flush()
    kept = work.session.get(StoredFile, file_id) if file_id else None
    work.record("pledge.copy_put", pledge, sha256=kept.sha256 if kept else None)
    return Attached(pledge.id, who_signed(work, pledge), before_id)


def who_signed(work: Work, pledge: Pledge) -> str:
    if (person := pledge.person) is None:
        is_hidden = work.names_hidden and pledge.by in {PledgeBy.FAMILY, PledgeBy.RESIDENT}
        return hidden(pledge.signer) if is_hidden else pledge.signer
    name = Names(work).of(person.id, person.full_name, person.birth)
    return name if pledge.by is PledgeBy.PERSON else f"{pledge.by.label.lower()} {name}"


def facts_of(pledge: Pledge) -> PledgeFacts:
    return PledgeFacts(
        pledge.by,
        pledge.on,
        pledge.person_id,
        pledge.signer,
        pledge.hamlet_id,
        pledge.words,
        pledge.contact_id,
        pledge.ended_on,
        pledge.end_words,
    )


# How it is written


def _make(work: Work, facts: PledgeFacts, scan: StoredFile | None) -> Pledge:
    require_whole(facts, work.today)
    pledge = Pledge(recorded_by=work.actor.name, recorded_at=work.now, activity_id=None, file=scan)
    _write(work, pledge, facts)
    work.session.add(pledge)
    work.session.flush()
    work.record(
        "pledge.recorded",
        pledge,
        by=pledge.by.label,
        person=pledge.person_id,
        on=pledge.on,
        copy="có" if scan else None,
    )
    return pledge


def _write(work: Work, pledge: Pledge, facts: PledgeFacts) -> None:
    person = None
    if facts.person_id is not None:
        person = require_there(work, facts.person_id)
        require_open_to(work, person)
    pledge.by, pledge.person, pledge.on = facts.by, person, facts.on or work.today
    pledge.signer, pledge.words = clean(facts.signer), clean_lines(facts.words)
    pledge.hamlet_id = facts.hamlet_id or _hamlet_of(person)
    pledge.contact_id = facts.contact_id
    pledge.ended_on = facts.ended_on
    pledge.end_words = clean(facts.end_words) if facts.ended_on else ""


def _hamlet_of(person: Person | None) -> int | None:
    return person.hamlet_id if person is not None else None


def _open_pledge(work: Work, pledge_id: int) -> Pledge:
    pledge = work.session.get(Pledge, pledge_id)
    if pledge is None:
        raise PledgeGone
    if pledge.person is not None:
        require_open_to(work, pledge.person)
    return pledge


LABELS = {
    "by": "Ai ký",
    "on": "Ngày ký",
    "person_id": "Người cam kết",
    "signer": "Người, đơn vị ký",
    "hamlet_id": "Thôn",
    "words": "Nội dung cam kết",
    "ended_on": "Thôi từ ngày",
    "end_words": "Lý do thôi",
}
