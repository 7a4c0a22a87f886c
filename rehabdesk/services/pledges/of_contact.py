"""A commitment signed at a meeting: the tick of the note and the commitment stay one."""

from __future__ import annotations

from sqlalchemy import select

from rehabdesk.domain.records.daily.contact import Contact
from rehabdesk.domain.records.teamwork.activities import Pledge
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import PledgeBy
from rehabdesk.services.office import Work


class SignedCopyThere(Refusal):
    field = "persons"

    def __init__(self) -> None:
        super().__init__(
            "Lần gặp này đã đính bản cam kết có chữ ký. Bỏ bản cam kết đó trước (tab Gặp gỡ), "
            "rồi sửa lại lần gặp."
        )


# Acts


def keep_with_note(work: Work, note: Contact) -> None:
    """Let everybody met have a commitment where the note says one was signed, and nobody else."""
    asked = select(Pledge).filter_by(contact_id=note.id)
    kept = {each.person_id: each for each in work.session.scalars(asked)}
    wanted = {link.person_id for link in note.persons} if note.has_pledge else set()
    for person_id, pledge in kept.items():
        if person_id not in wanted:
            _drop(work, pledge)
    for link in note.persons:
        if link.person_id in wanted - kept.keys():
            _link(work, note, link.person_id, link.person.hamlet_id)
    for person_id in wanted & kept.keys():
        kept[person_id].on = note.on
    work.session.flush()


def _drop(work: Work, pledge: Pledge) -> None:
    """Take away what only the tick had made; a signed copy is thrown away knowingly alone."""
    if pledge.file_id is not None:
        raise SignedCopyThere
    work.record("pledge.dropped_with_note", pledge, person=pledge.person_id, on=pledge.on)
    work.session.delete(pledge)


def _link(work: Work, note: Contact, person_id: int, hamlet_id: int | None) -> None:
    """Take the commitment of that day written down before; else write one down."""
    asked = select(Pledge).filter_by(
        person_id=person_id, on=note.on, contact_id=None, by=PledgeBy.PERSON
    )
    pledge = work.session.scalars(asked).first()
    if pledge is not None:
        pledge.contact_id = note.id
        return
    pledge = Pledge(
        by=PledgeBy.PERSON,
        person_id=person_id,
        signer="",
        hamlet_id=hamlet_id,
        on=note.on,
        words="",
        contact_id=note.id,
        end_words="",
        recorded_by=work.actor.name,
        recorded_at=work.now,
    )
    work.session.add(pledge)
    work.session.flush()
    work.record("pledge.recorded", pledge, by=PledgeBy.PERSON.label, person=person_id, on=note.on)
