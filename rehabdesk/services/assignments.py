"""Who looks after whom: the board, the loads, and the history that stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from sqlalchemy import func, or_, select

from rehabdesk.domain.codes import IN_CHARGE, AssignmentRole, CaseState, Right
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.decision import UNNUMBERED, Decision, DecisionAssignee, DecisionPerson
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.services.editing import Sides, record_of, require_version
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names

NEEDS_HELPER = frozenset(
    {
        CaseState.PENDING_DECISION,
        CaseState.ABOUT_TO_COMPLETE,
        CaseState.POST_REHAB,
        CaseState.POST_REHAB_MOVED_IN,
        CaseState.TERM_PAUSED,
        CaseState.REHAB_HOME,
        CaseState.USER_MANAGED,
        CaseState.DIAGNOSING,
    }
)


class EndsBeforeItBegan(Refusal):
    field = "until_on"

    def __init__(self, start: date) -> None:
        super().__init__(f"Đến ngày phải sau từ ngày ({start:%d/%m/%Y}).")


class EndNeedsReason(Refusal):
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Ghi lý do thôi phân công.")


class Group(StrEnum):
    """The three parts of the board, in its order."""

    NOBODY = "nobody"
    AWAITING = "awaiting"
    ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True)
class ManagedRow:
    """A managed person on the board; `since` is the day the helper began, or the last one left."""

    person_id: int
    full_name: str
    name_order: str
    hamlet: str
    hamlet_id: int | None
    state: CaseState
    group: Group
    helper: str
    since: date | None
    assignment_id: int | None
    assignment_version: int


@dataclass(frozen=True, slots=True)
class HelperOf:
    """A helper in one person's file, present or past, with the papers that made and ended it."""

    assignment_id: int
    version: int
    name: str
    role: AssignmentRole
    from_on: date
    until_on: date | None
    made_by: str
    ended_by: str
    end_reason: str
    made_by_id: int
    purpose: str  # of the paper that made it
    ended_by_id: int | None


@dataclass(frozen=True, slots=True)
class AssignmentEnd:
    """When and why somebody is no longer in charge."""

    until_on: date | None = None
    reason: str = ""


_END = {"until_on": "Đến ngày", "reason": "Lý do"}


# Acts


def end_assignment(
    work: Work, assignment_id: int, version: int, until_on: date, reason: str
) -> None:
    """End one assignment without replacement; the person then stands among those with nobody."""
    work.require(Right.DRAFT_DECISIONS)
    assignment = record_of(work, Assignment, assignment_id)
    kept = AssignmentEnd(assignment.until_on, assignment.end_reason)
    typed = AssignmentEnd(until_on, reason)
    require_version(assignment, version, Sides(work, kept, typed, _END))
    if until_on < assignment.from_on:
        raise EndsBeforeItBegan(assignment.from_on)
    if not clean(reason):
        raise EndNeedsReason
    assignment.end(until_on, None, clean(reason))
    work.record("assignment.ended", assignment, until=until_on, reason=clean(reason))


def ending_of(assignment_id: int, end: AssignmentEnd, version: int) -> Callable[[Work], None]:
    """Make the act that ends an assignment as read in this version."""
    return partial(
        end_assignment,
        assignment_id=assignment_id,
        version=version,
        until_on=end.until_on or date.min,
        reason=end.reason,
    )


# Looks


def list_managed(work: Work) -> list[ManagedRow]:
    """Return everybody who must have a helper, with whoever it is today."""
    work.require(Right.READ_FILES)
    today = work.today
    helpers = present_helpers(work, today)
    awaiting = awaiting_helpers(work)
    left_alone = _left_alone(work)
    names = Names(work)
    rows = []
    for person, hamlet, state, begun in _managed(work, today):
        present = helpers.get(person.id)
        group = Group.ASSIGNED if present else Group.NOBODY
        name = present.name if present else ""
        since = present.since if present else left_alone.get(person.id, begun)
        if not present and person.id in awaiting:
            group, name = Group.AWAITING, awaiting[person.id]
        rows.append(
            ManagedRow(
                person.id,
                names.of(person.id, person.full_name, person.birth),
                person.name_order,
                hamlet or "",
                person.hamlet_id,
                state,
                group,
                name,
                since,
                present.assignment_id if present else None,
                present.version if present else 0,
            )
        )
    return sorted(rows, key=_board_order)


def helpers_of(work: Work, person_id: int) -> list[HelperOf]:
    """Return everybody who ever looked after a person, the present ones first."""
    found = work.session.scalars(
        select(Assignment)
        .filter_by(person_id=person_id)
        .order_by(Assignment.until_on.is_not(None), Assignment.from_on.desc())
    )
    return [
        HelperOf(
            each.id,
            each.version,
            each.volunteer.address if each.volunteer else _organisation_name(each),
            each.role,
            each.from_on,
            each.until_on,
            each.made_by.full_number,
            each.ended_by.full_number if each.ended_by else "",
            each.end_reason,
            each.made_by_id,
            each.made_by.purpose,
            each.ended_by_id,
        )
        for each in found
    ]


@dataclass(frozen=True, slots=True)
class PresentHelper:
    name: str
    since: date
    assignment_id: int
    version: int


def present_helpers(work: Work, day: date) -> dict[int, PresentHelper]:
    """Return who answers first for every person somebody answers for, by person."""
    rows = work.session.execute(
        select(
            Assignment.person_id,
            Assignment.id,
            Assignment.version,
            Assignment.from_on,
            Assignment.until_on,
            Volunteer.full_name,
            Organisation.name,
        )
        .outerjoin(Assignment.volunteer)
        .outerjoin(Assignment.organisation)
        .where(Assignment.role.in_(IN_CHARGE))
        .order_by(Assignment.role != AssignmentRole.HELPER, Assignment.from_on)
    )
    helpers: dict[int, PresentHelper] = {}
    for row in rows:
        if row.until_on is None or row.until_on >= day:
            name = row.full_name or row.name or ""
            present = PresentHelper(name, row.from_on, row.id, row.version)
            helpers.setdefault(row.person_id, present)
    return helpers


def awaiting_helpers(work: Work) -> dict[int, str]:
    """Return who is to be assigned by papers that have no number yet, by person."""
    rows = work.session.execute(
        select(DecisionPerson.person_id, Volunteer.full_name, Organisation.name)
        .join(DecisionPerson.decision)
        .join(DecisionAssignee, DecisionAssignee.decision_id == Decision.id)
        .outerjoin(DecisionAssignee.volunteer)
        .outerjoin(DecisionAssignee.organisation)
        .where(DecisionAssignee.role.in_(IN_CHARGE), Decision.status.in_(UNNUMBERED[1:]))
        .order_by(DecisionAssignee.role == AssignmentRole.HELPER, Decision.id)
    )
    return {row.person_id: row.full_name or row.name or "" for row in rows}


def count_without_helper(work: Work) -> int:
    """Count the board's first part without making its lines: the rail asks after every change."""
    work.require(Right.READ_FILES)
    helped = select(Assignment.person_id).where(
        Assignment.role.in_(IN_CHARGE),
        or_(Assignment.until_on.is_(None), Assignment.until_on >= work.today),
    )
    awaiting = (
        select(DecisionPerson.person_id)
        .join(DecisionPerson.decision)
        .join(DecisionAssignee, DecisionAssignee.decision_id == Decision.id)
        .where(DecisionAssignee.role.in_(IN_CHARGE), Decision.status.in_(UNNUMBERED[1:]))
    )
    alone = select(func.count(Standing.id)).where(
        Standing.is_current,
        Standing.state.in_(NEEDS_HELPER),
        Standing.person_id.not_in(helped),
        Standing.person_id.not_in(awaiting),
    )
    return work.session.scalar(alone) or 0


def _board_order(row: ManagedRow) -> tuple[int, date, str]:
    """Whoever has been without a helper longest comes first; the others by name."""
    waited = row.since if row.group is Group.NOBODY else None
    return list(Group).index(row.group), waited or date.max, row.name_order


def _left_alone(work: Work) -> dict[int, date]:
    """Return the day the last helper of a person left, by person."""
    rows = work.session.execute(
        select(Assignment.person_id, Assignment.until_on)
        .where(Assignment.until_on.is_not(None), Assignment.role.in_(IN_CHARGE))
        .order_by(Assignment.until_on)
    )
    return {row.person_id: row.until_on for row in rows}


def _managed(work: Work, day: date) -> list[tuple[Person, str | None, CaseState, date]]:
    """Return whoever is managed, with the day from which a helper was called for."""
    found = work.session.execute(
        select(Person, Hamlet.name, Standing.state, Episode.term_start, Episode.opened_on)
        .join(Standing, Standing.person_id == Person.id)
        .join(Episode, Episode.id == Standing.episode_id)
        .outerjoin(Person.hamlet)
        .where(Standing.is_current, Standing.state.in_(NEEDS_HELPER))
    )
    return [
        (person, hamlet, state, min(term_start or opened_on, day))
        for person, hamlet, state, term_start, opened_on in found
    ]


def _organisation_name(assignment: Assignment) -> str:
    return assignment.organisation.name if assignment.organisation else ""
