"""Who must have somebody in charge and has nobody, since when and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select, true
from sqlalchemy.orm import aliased

from rehabdesk.domain.codes import CaseState, EventKind
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records import case_event as kept
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.services.assignments import NEEDS_HELPER, awaiting_helpers
from rehabdesk.services.office import Work
from rehabdesk.services.rows.concern import Concern

# Whose helper is named by the decision still to come.
_NAMED_BY_DECISION = frozenset({CaseState.PENDING_DECISION, CaseState.ABOUT_TO_COMPLETE})


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """`ended_by` is the paper that ended the last helper, or the reason written down."""

    concern: Concern
    state: CaseState
    since: date
    last_left: date | None = None
    ended_by: str = ""
    moved_in_on: date | None = None


# Looks


def left_alone(work: Work, only: Collection[int] | None = None) -> list[LeftAlone]:
    """Return everybody who must have somebody and has not; or one person, if it is so."""
    rows = _without_helper(work, only)
    ids = [row.id for row in rows]
    ended, moved_in = _last_helpers(work, ids), _moved_in(work, ids)
    found = []
    for row in rows:
        concern = Concern(
            row.id,
            row.full_name,
            PartialDate.parse_stored(row.birth).year if row.birth else None,
            row.hamlet or "",
        )
        left_on, by = ended.get(row.id, (None, ""))
        begun = min(row.term_start or row.opened_on, work.today)
        arrived = moved_in.get(row.id)
        since = max(each for each in (left_on, arrived, begun) if each)
        found.append(LeftAlone(concern, row.state, since, left_on, by, arrived))
    return found


def _without_helper(work: Work, only: Collection[int] | None) -> list:  # type: ignore[type-arg]  # rows of several columns
    helped = select(Assignment.person_id).where(
        or_(Assignment.until_on.is_(None), Assignment.until_on >= work.today),
        Assignment.person_id.in_(only) if only is not None else true(),
    )
    awaiting = set(awaiting_helpers(work))
    rows = work.session.execute(
        select(
            Person.id,
            Person.full_name,
            Person.birth,
            Hamlet.name.label("hamlet"),
            kept.Standing.state,
            Episode.term_start,
            Episode.opened_on,
        )
        .join(kept.Standing, kept.Standing.person_id == Person.id)
        .join(Episode, Episode.id == kept.Standing.episode_id)
        .outerjoin(Person.hamlet)
        .where(
            kept.Standing.is_current,
            kept.Standing.state.in_(NEEDS_HELPER - _NAMED_BY_DECISION),
            Person.id.not_in(helped),
            Person.id.in_(only) if only is not None else true(),
        )
    ).all()
    return [row for row in rows if row.id not in awaiting]


def _last_helpers(work: Work, person_ids: list[int]) -> dict[int, tuple[date, str]]:
    """Return the last day of each person's last helper, and what ended it."""
    if not person_ids:
        return {}
    by = aliased(Decision)
    rows = work.session.execute(
        select(Assignment.person_id, Assignment.until_on, Assignment.end_reason, by)
        .outerjoin(by, by.id == Assignment.ended_by_id)
        .where(Assignment.until_on.is_not(None), Assignment.person_id.in_(person_ids))
        .order_by(Assignment.until_on)
    )
    return {
        person_id: (until_on, paper.full_number if paper else reason)
        for person_id, until_on, reason, paper in rows
        if until_on is not None
    }


def _moved_in(work: Work, person_ids: Iterable[int]) -> dict[int, date]:
    rows = work.session.execute(
        select(kept.Standing.person_id, kept.CaseEvent.on)
        .join(kept.CaseEvent, kept.CaseEvent.episode_id == kept.Standing.episode_id)
        .where(
            kept.Standing.is_current,
            kept.Standing.person_id.in_(list(person_ids)),
            kept.CaseEvent.kind == EventKind.MOVED_IN,
            kept.CaseEvent.undone_at.is_(None),
        )
        .order_by(kept.CaseEvent.on)
    )
    return {row.person_id: row.on for row in rows}
