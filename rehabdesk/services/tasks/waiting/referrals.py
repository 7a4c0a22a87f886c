"""Of whom nobody knows yet whether they went where a counselling point sent them.

Read at the start of every day: by plain tables, so that the records are not loaded for it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, Integer, String, column, select, table, true

from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.teamwork.codes import ReferralOutcome
from rehabdesk.services.office import Work
from rehabdesk.services.rows.concern import Concern, concern_of
from rehabdesk.services.secrecy.files import kept_from

ASKED_AFTER = 14  # days; the commune's own habit, no limit of the law
_VISITS = table(
    "counselling_visit",
    column("id", Integer),
    column("on", Date),
    column("person_id", Integer),
    column("visitor", String),
    column("referred_to", String),
    column("outcome", String),
)


@dataclass(frozen=True, slots=True)
class ReferralSeen:
    visit_id: int
    on: date
    visitor: str
    referred_to: str
    concern: Concern | None  # of a visitor with a file


# Looks


def waiting_referrals(work: Work, only: Collection[int] | None) -> tuple[ReferralSeen, ...]:
    close = kept_from(work)
    rows = work.session.execute(
        select(*_VISITS.c, Person.full_name, Person.birth, Hamlet.name)
        .select_from(_VISITS)
        .outerjoin(Person, Person.id == _VISITS.c.person_id)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .where(
            _VISITS.c.outcome == ReferralOutcome.WAITING.value,
            _VISITS.c.person_id.in_(only) if only is not None else true(),
        )
        .order_by(_VISITS.c.on, _VISITS.c.id)
    )
    found = []
    for row in rows:
        if row.person_id in close:
            continue
        concern = None
        if row.person_id is not None:
            concern = concern_of(row.person_id, row.full_name, row.birth, row.name)
        found.append(ReferralSeen(row.id, row.on, row.visitor, row.referred_to, concern))
    return tuple(found)
