"""The meetings of a person, and what a new note begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from rehabdesk.domain.codes import IN_CHARGE, Right
from rehabdesk.domain.daily_codes import ContactWay
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.office import User
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.text import initials
from rehabdesk.services.contacts.facts import MetBy, NoteFacts, facts_of
from rehabdesk.services.contacts.met import last_met
from rehabdesk.services.contacts.recording import NoteGone
from rehabdesk.services.contacts.remembering import remembered
from rehabdesk.services.contacts.silence import MUST_BE_MET, open_agreements
from rehabdesk.services.finding import recent_persons
from rehabdesk.services.office import Work
from rehabdesk.services.people.hits import find_hits
from rehabdesk.services.people.secrecy import kept_from

MOST = 8  # offered at once


@dataclass(frozen=True, slots=True)
class Whom:
    """A person as the note names the one met."""

    id: int
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A note in one person's file; `others` were met together with this one."""

    id: int
    version: int
    facts: NoteFacts
    who: str
    others: tuple[str, ...]
    recorded_by: str
    recorded_at: datetime
    is_agreement_open: bool

    @property
    def way_words(self) -> str:
        """Say in a sentence how it was: "gặp tại nhà", "gọi điện thoại"."""
        way = self.facts.way
        if way is ContactWay.BY_PHONE:
            return "gọi điện thoại"
        return f"gặp {way.label[:1].lower()}{way.label[1:]}"


@dataclass(frozen=True, slots=True)
class ContactsOfPerson:
    rows: tuple[ContactRow, ...] = ()  # the last first
    last_met: date | None = None
    silent_days: int | None = None  # None where nobody asks for meetings
    next_agreed: ContactRow | None = None


@dataclass(frozen=True, slots=True)
class NoteBegun:
    """What the form shows before anybody types; `is_remembered` tells where "who" comes from."""

    today: date
    persons: tuple[Whom, ...]
    who: MetBy
    offered: tuple[MetBy, ...]
    way: ContactWay
    is_helper: bool  # "who" is the helper of the only person
    facts: NoteFacts | None = None  # of a note to correct
    contact_id: int | None = None
    version: int = 0


# Looks


def contacts_of(work: Work, person_id: int) -> ContactsOfPerson:
    """Return everything about the meetings of a person whose file this user may read."""
    work.require(Right.READ_FILES)
    links = work.session.scalars(
        select(ContactPerson)
        .join(ContactPerson.contact)
        .where(ContactPerson.person_id == person_id)
        .options(
            selectinload(ContactPerson.contact).selectinload(Contact.persons),
            selectinload(ContactPerson.contact).selectinload(Contact.volunteer),
        )
        .order_by(Contact.on.desc(), Contact.id.desc())
    ).all()
    waiting = {each.contact_id for each in open_agreements(work, (person_id,))}
    others = {link.person_id for each in links for link in each.contact.persons} - {person_id}
    names = _names(work, others)
    rows = tuple(_row(link, names, is_open=link.contact_id in waiting) for link in links)
    last = last_met(work, (person_id,)).get(person_id)
    agreed = [row for row in rows if row.is_agreement_open]
    soonest = min(agreed, key=lambda row: row.facts.agreed_on or date.max, default=None)
    return ContactsOfPerson(rows, last, _silent_days(work, person_id, last), soonest)


def begin_note(work: Work, person_ids: Sequence[int]) -> NoteBegun:
    """Begin with the helper of the only person, else with who and how of the last note."""
    work.require(Right.READ_FILES)
    wanted = tuple(dict.fromkeys(person_ids))
    helpers = _helpers(work, wanted)
    last_who, last_way = remembered(work)
    own = MetBy(work.actor.name)
    is_helper = len(wanted) == 1 and bool(helpers)
    who = helpers[0] if is_helper else last_who or own
    offered = (who, *helpers, own, *_colleagues(work), *_serving(work))
    return NoteBegun(
        work.today,
        _whom(work, wanted),
        who,
        tuple(_once(offered)),
        last_way or ContactWay.AT_HOME,
        is_helper,
    )


def read_note(work: Work, contact_id: int, person_id: int) -> NoteBegun:
    """Read a note to be corrected, as it concerns one of its persons."""
    work.require(Right.READ_FILES)
    link = work.session.scalars(
        select(ContactPerson).filter_by(contact_id=contact_id, person_id=person_id)
    ).first()
    if link is None:
        raise NoteGone
    facts, note = facts_of(link), link.contact
    begun = begin_note(work, [each.person_id for each in note.persons])
    offered = tuple(_once((facts.who, *begun.offered))) if facts.who.name else begun.offered
    return replace(
        begun,
        who=facts.who,
        offered=offered,
        way=facts.way,
        is_helper=False,
        facts=facts,
        contact_id=note.id,
        version=note.version,
    )


def find_whom(work: Work, words: str) -> list[Whom]:
    """Return persons by their words; without words, whose files this user opened last."""
    work.require(Right.READ_FILES)
    if words.strip():
        found = find_hits(work, words, MOST)
        return [_named(each.id, each.full_name, each.birth_year, each.hamlet) for each in found]
    return [
        _named(row.id, row.full_name, row.birth_year, row.hamlet) for row in recent_persons(work)
    ][:MOST]


def _row(link: ContactPerson, names: dict[int, str], *, is_open: bool) -> ContactRow:
    note = link.contact
    ids = [each.person_id for each in note.persons if each.person_id != link.person_id]
    volunteer = note.volunteer
    who = note.met_by if volunteer is None else volunteer.full_name
    if volunteer is not None and volunteer.sex is not None:
        who = volunteer.address
    return ContactRow(
        note.id,
        note.version,
        facts_of(link),
        who,
        tuple(names[each] for each in ids),
        note.recorded_by,
        note.recorded_at,
        is_open,
    )


def _silent_days(work: Work, person_id: int, last: date | None) -> int | None:
    """Count from the last meeting, or from when the person had to be met."""
    row = work.session.execute(
        select(Standing.state, Standing.since)
        .where(Standing.person_id == person_id, Standing.is_current)
        .limit(1)
    ).first()
    if row is None or row.state not in MUST_BE_MET:
        return None
    start = max((each for each in (row.since, last) if each), default=None)
    return (work.today - start) // timedelta(days=1) if start else None


def _whom(work: Work, person_ids: Sequence[int]) -> tuple[Whom, ...]:
    asked = select(Person).where(Person.id.in_(person_ids)).options(selectinload(Person.hamlet))
    found = {each.id: each for each in work.session.scalars(asked)}
    close = kept_from(work)
    shown = []
    for each in (found[one] for one in person_ids if one in found):
        year = PartialDate.parse_stored(each.birth).year if each.birth else None
        name = initials(each.full_name) if each.id in close else each.full_name
        shown.append(_named(each.id, name, year, each.hamlet.name if each.hamlet else ""))
    return tuple(shown)


def _named(person_id: int, name: str, year: int | None, hamlet: str) -> Whom:
    told = (str(year or ""), hamlet.removeprefix("Thôn "))
    return Whom(person_id, name, " · ".join(part for part in told if part))


def _names(work: Work, person_ids: Iterable[int]) -> dict[int, str]:
    """Name persons to who asks; of a file kept close the initials alone."""
    close = kept_from(work)
    asked = select(Person.id, Person.full_name).where(Person.id.in_(list(person_ids)))
    return {
        each: initials(name) if each in close else name
        for each, name in work.session.execute(asked)
    }


def _helpers(work: Work, person_ids: Sequence[int]) -> list[MetBy]:
    """Return who looks after these persons today, in whose charge they are first."""
    found = work.session.execute(
        select(Volunteer.full_name, Volunteer.id)
        .join(Assignment, Assignment.volunteer_id == Volunteer.id)
        .where(
            Assignment.person_id.in_(person_ids),
            Assignment.from_on <= work.today,
            Assignment.until_on.is_(None) | (Assignment.until_on >= work.today),
        )
        .order_by(Assignment.role.not_in(IN_CHARGE), Assignment.from_on)
    )
    return [MetBy(*row) for row in found]


def _colleagues(work: Work) -> list[MetBy]:
    names = work.session.scalars(
        select(User.full_name).where(User.is_active).order_by(User.full_name)
    )
    return [MetBy(name) for name in names]


def _serving(work: Work) -> list[MetBy]:
    found = work.session.execute(
        select(Volunteer.full_name, Volunteer.id)
        .where(
            Volunteer.serves_from <= work.today,
            Volunteer.serves_until.is_(None) | (Volunteer.serves_until >= work.today),
        )
        .order_by(Volunteer.name_order)
    )
    return [MetBy(*row) for row in found]


def _once(offered: Iterable[MetBy]) -> list[MetBy]:
    """Offer everybody once; a colleague who is a helper too is offered as the helper."""
    known = list(dict.fromkeys(offered))
    helping = {each.name for each in known if each.volunteer_id}
    return [each for each in known if each.volunteer_id or each.name not in helping]
