"""The lines of a month as the roster has them today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Mapped

from rehabdesk.domain.codes import IN_CHARGE
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.teamwork.activities import Activity, ActivityAttendance
from rehabdesk.domain.records.teamwork.bodies import TeamMember
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.teamwork.allowances import Presence, Span, cut_to, pay_for
from rehabdesk.domain.teamwork.codes import AllowanceKind, TeamRole
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.domain.text import name_order
from rehabdesk.services.activities.kinds import read_kinds
from rehabdesk.services.allowances.terms import MonthTerms
from rehabdesk.services.office import Work

HELPER = "Người được phân công"


@dataclass(frozen=True, slots=True)
class ListKey:
    """Which list of which month; only a team's names a team."""

    kind: AllowanceKind
    month: Month
    team_id: int | None = None


@dataclass(frozen=True, slots=True)
class PayLine:
    """One line as it is printed; `computed` is what it came to before anybody changed it."""

    volunteer_id: int
    full_name: str
    role: str
    factor: int
    amount: int
    reason: str
    computed: int = 0
    is_changed: bool = False
    place: int = 0
    base_salary: int = 0

    @property
    def id(self) -> int:
        return self.volunteer_id


# Looks


def compute_lines(work: Work, key: ListKey, terms: MonthTerms) -> tuple[PayLine, ...]:
    """Compute every line: leaders first, then deputies, then members, each by name."""
    if key.kind is AllowanceKind.HELPERS:
        return _helper_lines(work, key.month, terms)
    if key.team_id is None:
        return ()
    spans: dict[int, list[Span]] = defaultdict(list)
    names: dict[int, str] = {}
    rows = work.session.execute(
        select(
            TeamMember.volunteer_id,
            Volunteer.full_name,
            TeamMember.from_on,
            TeamMember.until_on,
            TeamMember.role,
        )
        .join(Volunteer, Volunteer.id == TeamMember.volunteer_id)
        .where(
            TeamMember.team_id == key.team_id,
            _touches(key.month, TeamMember.from_on, TeamMember.until_on),
        )
    )
    for volunteer_id, full_name, from_on, until_on, as_role in rows:
        names[volunteer_id] = full_name
        spans[volunteer_id].append((from_on, until_on, as_role))
    held, attended = _presences(work, key.team_id, key.month)
    roles = list(TeamRole)
    lines = []
    for volunteer_id, own in spans.items():
        stretches = cut_to(key.month, own)
        if not stretches:
            continue
        presence = Presence(attended.get(volunteer_id, 0), held)
        pay = pay_for(key.month, stretches, terms.of(key.kind), presence)
        role = pay.role or TeamRole.MEMBER
        line = PayLine(
            volunteer_id,
            names[volunteer_id],
            role.label,
            pay.factor,
            pay.amount,
            pay.reason,
            pay.amount,
        )
        lines.append((roles.index(role), name_order(line.full_name), line))
    return tuple(line for _, _, line in sorted(lines, key=lambda each: each[:2]))


def _helper_lines(work: Work, month: Month, terms: MonthTerms) -> tuple[PayLine, ...]:
    """Compute what is due to who was put in charge of somebody by a decision."""
    rows = work.session.execute(
        select(
            Volunteer.id,
            Volunteer.full_name,
            Assignment.from_on,
            Assignment.until_on,
            Assignment.person_id,
        )
        .join(Volunteer, Volunteer.id == Assignment.volunteer_id)
        .where(
            Assignment.role.in_(IN_CHARGE),
            _touches(month, Assignment.from_on, Assignment.until_on),
        )
    )
    spans: dict[int, list[Span]] = defaultdict(list)
    persons: dict[int, set[int]] = defaultdict(set)
    names: dict[int, str] = {}
    for volunteer_id, full_name, from_on, until_on, person_id in rows:
        names[volunteer_id] = full_name
        spans[volunteer_id].append((from_on, until_on, None))
        persons[volunteer_id].add(person_id)
    lines = []
    for volunteer_id, own in spans.items():
        pay = pay_for(month, cut_to(month, own), terms.of(AllowanceKind.HELPERS), Presence())
        reason = f"{pay.reason} Phụ trách {len(persons[volunteer_id])} người."
        line = PayLine(
            volunteer_id,
            names[volunteer_id],
            HELPER,
            pay.factor,
            pay.amount,
            reason,
            pay.amount,
        )
        lines.append((name_order(line.full_name), line))
    return tuple(line for _, line in sorted(lines, key=lambda each: each[0]))


def _touches(month: Month, begins: Mapped[date], ends: Mapped[date | None]) -> ColumnElement[bool]:
    return and_(begins <= month.last, or_(ends.is_(None), ends >= month.first))


def _presences(work: Work, team_id: int, month: Month) -> tuple[int, dict[int, int]]:
    """Count the sessions of a team in a month, and who was at how many."""
    kinds = [kind.code for kind in read_kinds(work, all_kinds=True) if kind.has_attendance]
    within = (
        Activity.team_id == team_id,
        Activity.kind.in_(kinds),
        Activity.on.between(month.first, month.last),
        Activity.until_on.is_(None),
    )
    held = work.session.scalar(select(func.count(Activity.id)).where(*within)) or 0
    rows = work.session.execute(
        select(ActivityAttendance.volunteer_id, func.count())
        .join(Activity, Activity.id == ActivityAttendance.activity_id)
        .where(*within, ActivityAttendance.is_present, ActivityAttendance.volunteer_id.is_not(None))
        .group_by(ActivityAttendance.volunteer_id)
    )
    return held, _counted(rows)


def _counted(rows: Iterable) -> dict[int, int]:  # type: ignore[type-arg]  # rows of two columns
    return dict(tuple(row) for row in rows)
