"""Who was met when last; an empty place is no meeting, whoever asks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import ScalarSelect, Select, func, or_, select

from rehabdesk.domain.daily_codes import QuickRating
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.person import Person
from rehabdesk.services.office import Work

IS_MET = or_(ContactPerson.rating.is_(None), ContactPerson.rating != QuickRating.NOT_MET)
_AT_ONCE = 400


def met_since(day: date) -> Select[int]:
    """Select who has been met on that day or after it."""
    return (
        select(ContactPerson.person_id)
        .join(Contact, Contact.id == ContactPerson.contact_id)
        .where(Contact.on >= day, IS_MET)
    )


def last_met_of_person() -> ScalarSelect[date]:
    """Select the day of the last meeting, beside a line about a person."""
    return (
        select(func.max(Contact.on))
        .join(ContactPerson, ContactPerson.contact_id == Contact.id)
        .where(ContactPerson.person_id == Person.id, IS_MET)
        .correlate(Person)
        .scalar_subquery()
    )


# Looks


def last_met(work: Work, person_ids: Collection[int]) -> dict[int, date]:
    """Return the day of everybody's last meeting, for who was ever met."""
    wanted = sorted(person_ids)
    found: dict[int, date] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = work.session.execute(
            select(ContactPerson.person_id, func.max(Contact.on))
            .join(Contact, Contact.id == ContactPerson.contact_id)
            .where(ContactPerson.person_id.in_(wanted[start : start + _AT_ONCE]), IS_MET)
            .group_by(ContactPerson.person_id)
        )
        found.update((row[0], row[1]) for row in rows)
    return found
