"""Who may be put in charge, and how much each carries: persons up to a limit, bodies counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from rehabdesk.domain.codes import AssignmentRole, Right
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.decision import UNNUMBERED, Decision, DecisionAssignee, DecisionPerson
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.services.office import Work
from rehabdesk.services.offices import helper_limit
from rehabdesk.services.secrecy.names import Names

_Column = InstrumentedAttribute[int | None]  # of the volunteer, or of the organisation


@dataclass(frozen=True, slots=True)
class HelperRow:
    """Who may be put in charge, and how many persons that one has; bodies have no limit."""

    id: int
    full_name: str
    address: str
    organisation: str
    hamlet: str
    hamlet_id: int | None
    load: int
    awaiting: int
    limit: int | None
    is_organisation: bool = False

    @property
    def key(self) -> tuple[bool, int]:
        return self.is_organisation, self.id

    @property
    def is_full(self) -> bool:
        return self.limit is not None and self.load >= self.limit


@dataclass(frozen=True, slots=True)
class LookedAfter:
    person_id: int
    full_name: str
    role: AssignmentRole
    from_on: date
    until_on: date | None
    decision: str


# Looks


def list_carriers(work: Work, hamlet_ids: Iterable[int | None] = ()) -> list[HelperRow]:
    """Return whoever may be put in charge today: persons first, then organisations."""
    work.require(Right.READ_FILES)
    return [*list_helpers(work, hamlet_ids), *list_bodies(work)]


def list_helpers(work: Work, hamlet_ids: Iterable[int | None] = ()) -> list[HelperRow]:
    """Return those who may be assigned today: same hamlet first, then most free places."""
    near = {each for each in hamlet_ids if each}
    limit = helper_limit(work)
    loads = _loads(work, Assignment.volunteer_id)
    waiting = _awaiting_loads(work, DecisionAssignee.volunteer_id)
    found = work.session.execute(
        select(Volunteer, Organisation.name, Hamlet.name)
        .outerjoin(Volunteer.organisation)
        .outerjoin(Volunteer.hamlet)
        .order_by(Volunteer.name_order)
    )
    rows = [
        HelperRow(
            each.id,
            each.full_name,
            each.address,
            organisation or each.post,
            hamlet or "",
            each.hamlet_id,
            loads.get(each.id, 0),
            waiting.get(each.id, 0),
            limit,
        )
        for each, organisation, hamlet in found
        if each.serves_on(work.today)
    ]
    return sorted(rows, key=lambda row: (row.hamlet_id not in near, row.load + row.awaiting))


def list_bodies(work: Work) -> list[HelperRow]:
    """Return the organisations in use with what they carry: counted, but without a limit."""
    loads = _loads(work, Assignment.organisation_id)
    waiting = _awaiting_loads(work, DecisionAssignee.organisation_id)
    found = work.session.scalars(
        select(Organisation).filter_by(is_active=True).order_by(Organisation.name)
    )
    return [
        HelperRow(
            each.id,
            each.name,
            each.name,
            each.kind.label,
            "",
            None,
            loads.get(each.id, 0),
            waiting.get(each.id, 0),
            None,
            is_organisation=True,
        )
        for each in found
    ]


def looked_after_by(
    work: Work, helper_id: int, *, is_organisation: bool = False
) -> list[LookedAfter]:
    """Return everybody this helper looks after or looked after, present ones first."""
    work.require(Right.READ_FILES)
    column = Assignment.organisation_id if is_organisation else Assignment.volunteer_id
    rows = work.session.execute(
        select(Assignment, Person.full_name, Person.birth, Decision)
        .join(Assignment.person)
        .join(Assignment.made_by)
        .where(column == helper_id)
        .order_by(Assignment.until_on.is_not(None), Assignment.from_on.desc())
    )
    names = Names(work)
    return [
        LookedAfter(
            each.person_id,
            names.of(each.person_id, name, birth),
            each.role,
            each.from_on,
            each.until_on,
            decision.full_number,
        )
        for each, name, birth, decision in rows
    ]


def _loads(work: Work, column: _Column) -> dict[int, int]:
    """Count whom each has today, by volunteer or by organisation."""
    rows = work.session.execute(
        select(column, func.count(Assignment.person_id.distinct()))
        .where(
            column.is_not(None),
            or_(Assignment.until_on.is_(None), Assignment.until_on >= work.today),
        )
        .group_by(column)
    )
    return {each: load for each, load in rows if each is not None}


def _awaiting_loads(work: Work, column: _Column) -> dict[int, int]:
    rows = work.session.execute(
        select(column, func.count(DecisionPerson.person_id.distinct()))
        .join(DecisionPerson, DecisionPerson.decision_id == DecisionAssignee.decision_id)
        .join(Decision, Decision.id == DecisionAssignee.decision_id)
        .where(column.is_not(None), Decision.status.in_(UNNUMBERED[1:]))
        .group_by(column)
    )
    return {each: load for each, load in rows if each is not None}
