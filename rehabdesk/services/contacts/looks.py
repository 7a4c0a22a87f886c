"""The meetings of a person, the last first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from rehabdesk.domain.codes import Right
from rehabdesk.domain.daily_codes import ContactWay
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.person import Person
from rehabdesk.services.contacts.facts import NoteFacts, facts_of
from rehabdesk.services.contacts.met import last_met
from rehabdesk.services.contacts.silence import MUST_BE_MET, open_agreements
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names


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
    """Count from the last meeting, or from when the person had to be met and had a file here."""
    row = work.session.execute(
        select(Standing.state, Standing.since, Person.created_at)
        .join(Person, Person.id == Standing.person_id)
        .where(Standing.person_id == person_id, Standing.is_current)
        .limit(1)
    ).first()
    if row is None or row.state not in MUST_BE_MET:
        return None
    start = max(each for each in (row.since, row.created_at.date(), last) if each)
    return (work.today - start) // timedelta(days=1)


def _names(work: Work, person_ids: Iterable[int]) -> dict[int, str]:
    names = Names(work)
    asked = select(Person.id, Person.full_name, Person.birth).where(Person.id.in_(list(person_ids)))
    return {row.id: names.of(*row) for row in work.session.execute(asked)}
