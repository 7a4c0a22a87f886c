"""Writing down a meeting with one person or many, and correcting what was written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.contacts.facts import (
    NobodyChosen,
    NoteFacts,
    facts_of,
    make_note,
    require_whole,
    write_note,
)
from rehabdesk.services.editing import GoneMeanwhile, Sides, require_version, told_changes
from rehabdesk.services.lists.bulk import GONE, NotDone
from rehabdesk.services.noting.remembering import remember
from rehabdesk.services.office import Work
from rehabdesk.services.rights.own_team import require_member, require_persons
from rehabdesk.services.secrecy.files import kept_from
from rehabdesk.services.secrecy.names import Names

KEPT_CLOSE = "hồ sơ được giữ kín"


class NobodyLeft(Refusal):
    field = "persons"

    def __init__(self, failed: Sequence[NotDone]) -> None:
        reasons = "; ".join(dict.fromkeys(each.reason for each in failed))
        super().__init__(f"Chưa ghi được cho ai: {reasons}. Chọn người khác.")


class NoteGone(GoneMeanwhile):
    def __init__(self) -> None:
        super().__init__("Lần gặp này đã được bỏ vào thùng rác hoặc gỡ đi. Chưa đổi gì.")


@dataclass(frozen=True, slots=True)
class RecordContact:
    person_ids: tuple[int, ...]
    facts: NoteFacts


@dataclass(frozen=True, slots=True)
class CorrectContact:
    contact_id: int
    version: int
    person_ids: tuple[int, ...]
    facts: NoteFacts


@dataclass(frozen=True, slots=True)
class Recorded:
    """The one note, whom it is about, and who could not be put on it."""

    contact_id: int
    names: tuple[str, ...]
    failed: tuple[NotDone, ...]
    is_met: bool


@dataclass(frozen=True, slots=True)
class Corrected:
    """`back` puts the note as it was before."""

    names: tuple[str, ...]
    back: CorrectContact


# Acts


def record_contact(work: Work, order: RecordContact) -> Recorded:
    """Write one note about everybody met at once; who cannot be on it is told."""
    require_persons(work, order.person_ids, Right.KEEP_FILES)
    _require_own_helper(work, order.facts)
    require_whole(order.facts, work.today)
    persons, failed = _reachable(work, order.person_ids)
    if not persons:
        raise NobodyLeft(failed) if failed else NobodyChosen()
    note = make_note(work, order.facts)
    note.persons = [ContactPerson(person, order.facts.rating) for person in persons]
    remember(work, order.facts)
    work.record("contact.recorded", note, **_told(note, order.facts))
    if order.facts.has_pledge:
        _keep_pledges(work, note)
    names = _called(work, persons)
    return Recorded(note.id, names, failed, order.facts.is_met)


def correct_contact(work: Work, order: CorrectContact) -> Corrected:
    """Write a note anew, and give what takes that back."""
    require_persons(work, order.person_ids, Right.KEEP_FILES)
    _require_own_helper(work, order.facts)
    note = work.session.get(Contact, order.contact_id)
    if note is None or not note.persons:
        raise NoteGone
    require_persons(work, [each.person_id for each in note.persons], Right.KEEP_FILES)
    kept = replace(
        order,
        person_ids=tuple(link.person_id for link in note.persons),
        facts=facts_of(note.persons[0]),
    )
    require_version(note, order.version, Sides(work, kept, order, FORM_LABELS))
    require_whole(order.facts, work.today)
    links = {link.person_id: link for link in note.persons}
    persons, failed = _reachable(work, order.person_ids, frozenset(links))
    if not persons:
        raise NobodyLeft(failed) if failed else NobodyChosen()
    before, before_ids = facts_of(note.persons[0]), tuple(links)
    write_note(note, order.facts)
    flag_modified(note, "words")  # a note whose persons alone changed is another one too
    note.persons = [
        links.get(person.id) or ContactPerson(person, order.facts.rating) for person in persons
    ]
    for link in note.persons:
        link.rating = order.facts.rating
    work.session.flush()
    work.record(
        "contact.corrected", note, **told_changes(before, order.facts, _LABELS), **_whom(note)
    )
    if before.has_pledge or order.facts.has_pledge:
        _keep_pledges(work, note)
    names = _called(work, persons)
    return Corrected(names, CorrectContact(note.id, note.version, before_ids, before))


def _require_own_helper(work: Work, facts: NoteFacts) -> None:
    """Let a team leader write down what members of the own team did, not those of another."""
    if facts.who.volunteer_id is not None:
        require_member(work, facts.who.volunteer_id, Right.KEEP_FILES)


def _keep_pledges(work: Work, note: Contact) -> None:
    from rehabdesk.services.pledges.of_contact import keep_with_note  # few notes need it

    keep_with_note(work, note)


def _reachable(
    work: Work, person_ids: Sequence[int], on_it: frozenset[int] = frozenset()
) -> tuple[list[Person], tuple[NotDone, ...]]:
    """Part whom a note may be about from who is gone or kept close from this user."""
    wanted = list(dict.fromkeys(person_ids))
    asked = select(Person).where(Person.id.in_(wanted))
    found = {each.id: each for each in work.session.scalars(asked)}
    close = kept_from(work).keys() - on_it
    failed = [
        NotDone(each, "", KEPT_CLOSE if each in found else GONE)
        for each in wanted
        if each not in found or each in close
    ]
    left_out = {each.person_id for each in failed}
    return [found[each] for each in wanted if each not in left_out], tuple(failed)


def _told(note: Contact, facts: NoteFacts) -> dict[str, object]:
    """Name what is said of the meeting in the trail; its words stay in the file."""
    return {
        **_whom(note),
        "on": facts.on,
        "way": facts.way.label,
        "who": facts.who.name,
        "rating": facts.rating.label if facts.rating else None,
        "agreed_on": facts.agreed_on,
    }


def _called(work: Work, persons: Iterable[Person]) -> tuple[str, ...]:
    names = Names(work)
    return tuple(names.of(each.id, each.full_name, each.birth) for each in persons)


def _whom(note: Contact) -> dict[str, object]:
    return {"persons": ", ".join(str(link.person.id) for link in note.persons)}


_LABELS = {
    "on": "Ngày gặp",
    "way": "Cách gặp",
    "who": "Ai gặp",
    "words": "Nội dung",
    "rating": "Đánh giá nhanh",
    "minutes": "Số phút",
    "agreed_word": "Hẹn việc",
    "agreed_on": "Ngày hẹn",
    "has_pledge": "Có ký cam kết",
}
FORM_LABELS = {"person_ids": "Đã gặp ai", "facts": _LABELS}
