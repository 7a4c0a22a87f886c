"""Who must be met and has not been for too long, and what was agreed for the next time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, select, true
from sqlalchemy.orm import aliased

from rehabdesk.domain.codes import CaseState
from rehabdesk.domain.daily_codes import QuickRating
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.services.assignments import NEEDS_HELPER
from rehabdesk.services.contacts.met import last_met_of_person, met_since
from rehabdesk.services.law.contact_days import contact_days
from rehabdesk.services.office import Work

# Whose management has not begun yet, or stands still.
_NOT_UNDER_WAY = frozenset(
    {
        CaseState.PENDING_DECISION,
        CaseState.ABOUT_TO_COMPLETE,
        CaseState.TERM_PAUSED,
        CaseState.DIAGNOSING,
    }
)
MUST_BE_MET = NEEDS_HELPER - _NOT_UNDER_WAY


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody not met for longer than the office allows; `since` is what the days run from."""

    person_id: int
    name: str
    birth: str | None
    hamlet: str | None
    since: date
    last_met: date | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """Something agreed at a meeting, until there is a later one."""

    contact_id: int
    person_id: int
    name: str
    birth: str | None
    hamlet: str | None
    word: str
    on: date
    met_on: date


# Looks


def silent_persons(work: Work, only: Collection[int] | None = None) -> list[Silent]:
    """Return who must be met and was not; a beginning or a return counts like a meeting.

    So does the day the file was opened here: what was before that nobody could write down, and a
    list brought in from Excel does not fill the morning with its own past.
    """
    days = contact_days(work)
    if not days:
        return []
    limit = work.today - timedelta(days=days)
    since = func.coalesce(Standing.since, Episode.opened_on)
    rows = work.session.execute(
        select(
            Person.id,
            Person.full_name,
            Person.birth,
            Hamlet.name,
            since.label("since"),
            last_met_of_person().label("last_met"),
            Person.created_at,
        )
        .join(Standing, Standing.person_id == Person.id)
        .join(Episode, Episode.id == Standing.episode_id)
        .outerjoin(Person.hamlet)
        .where(
            _must_be_met(only),
            since < limit,
            Person.created_at < limit,
            Person.id.not_in(met_since(limit)),
        )
    )
    return [
        Silent(
            *row[:4],
            max(row.since, row.created_at.date(), row.last_met or row.since),
            row.last_met,
        )
        for row in rows
    ]


def count_to_meet(work: Work, only: Collection[int] | None = None) -> int:
    query = select(func.count(Standing.id)).where(_must_be_met(only))
    return work.session.scalar(query) or 0


def open_agreements(work: Work, only: Collection[int] | None = None) -> list[Agreed]:
    """Return what was agreed with who is followed, and has not been seen to by a meeting."""
    later, of_later = aliased(Contact), aliased(ContactPerson)
    is_seen_to = exists().where(
        of_later.person_id == ContactPerson.person_id,
        of_later.contact_id == later.id,
        later.id != Contact.id,
        later.on >= Contact.agreed_on,
        func.coalesce(of_later.rating, "") != QuickRating.NOT_MET.value,
    )
    rows = work.session.execute(
        select(
            Contact.id,
            Person.id,
            Person.full_name,
            Person.birth,
            Hamlet.name,
            Contact.agreed_word,
            Contact.agreed_on,
            Contact.on,
        )
        .select_from(Contact)
        .join(ContactPerson, ContactPerson.contact_id == Contact.id)
        .join(Person, Person.id == ContactPerson.person_id)
        .join(Standing, and_(Standing.person_id == Person.id, Standing.is_current))
        .outerjoin(Person.hamlet)
        .where(
            Contact.agreed_on.is_not(None),
            Standing.is_followed,
            ContactPerson.person_id.in_(only) if only is not None else true(),
            ~is_seen_to,
        )
        .order_by(Contact.agreed_on, Contact.id)
    )
    return [Agreed(*row[:6], row.agreed_on, row.on) for row in rows if row.agreed_on]


def _must_be_met(only: Collection[int] | None) -> ColumnElement[bool]:
    return and_(
        Standing.is_current,
        Standing.state.in_(MUST_BE_MET),
        Standing.person_id.in_(only) if only is not None else true(),
    )
