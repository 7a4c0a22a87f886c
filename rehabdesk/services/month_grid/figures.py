"""What the month's report takes from the team's work, and who has been silent."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.teamwork.activities import (
    Activity,
    ActivityAttendance,
    ActivityFigure,
    Tip,
)
from rehabdesk.domain.records.teamwork.bodies import TeamMember
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import TeamTask, TipState
from rehabdesk.domain.teamwork.kinds import ATTENDANCES, OCCASIONS, Kind, Measure, grouped
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.activities.kinds import kinds_by_code
from rehabdesk.services.contacts.met import IS_MET
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice, choose
from rehabdesk.services.rights.own_team import require_team
from rehabdesk.services.teams.looks import runs_on

SILENT_DAYS = "silent_member_days"
USUAL_DAYS = 30
NO_WORD = "lần"  # what an occasion is called that has no word of its own
TIPS = "tip"  # stands where a kind stands, for the tips that are kept one by one
MOST_DAYS = 366


class DaysImpossible(Refusal):
    field = "days"

    def __init__(self) -> None:
        super().__init__(f"Số ngày từ 1 đến {MOST_DAYS}. Sửa lại số ngày.")


@dataclass(frozen=True, slots=True)
class Part:
    """A figure and what is counted; `kind` is what the list behind it is about."""

    amount: str
    words: str
    kind: str
    lead: str = ""  # stands before the figure


@dataclass(frozen=True, slots=True)
class SilentMember:
    volunteer_id: int
    name: str
    has_persons: bool  # somebody is assigned to him


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """Sentences of figures, each a few parts; then who visited nobody."""

    told: tuple[tuple[Part, ...], ...] = ()
    silent: tuple[SilentMember, ...] = ()
    days: int = USUAL_DAYS
    until: date | None = None
    may_choose_days: bool = False


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One occasion, or one tip, behind a figure."""

    id: int
    on: date
    what: str
    place: str
    figures: str
    present: int


# Acts


def set_silent_days(work: Work, days: int) -> None:
    """Choose after how many days without a visit a member is named."""
    if not 1 <= days <= MOST_DAYS:
        raise DaysImpossible
    choose(work, SILENT_DAYS, days)


# Looks


def read_figures(work: Work, team_id: int, month: Month) -> MonthFigures:
    """Add the month up for its report: occasions and who came, each on its own."""
    require_team(work, team_id, Right.READ_FILES)
    days = int(choice(work, SILENT_DAYS, USUAL_DAYS))
    until = min(month.last, work.today)
    kinds = kinds_by_code(work)
    sums = _sums(work, team_id, month, until)
    told = [_sentence(kind, sums.get(code, {})) for code, kind in kinds.items()]
    told.append(_tips(work, team_id, month))
    return MonthFigures(
        tuple(parts for parts in told if parts),
        _silent(work, team_id, until, days),
        days,
        until,
        work.actor.may(Right.KEEP_OFFICE),
    )


def read_behind(work: Work, team_id: int, month: Month, kind: str) -> tuple[BehindRow, ...]:
    """Return what a figure was added up from, the earliest first."""
    require_team(work, team_id, Right.READ_FILES)
    if kind == TIPS:
        return _tips_behind(work, team_id, month)
    known = kinds_by_code(work)[kind]
    present = (
        select(func.count(ActivityAttendance.id))
        .where(ActivityAttendance.activity_id == Activity.id, ActivityAttendance.is_present)
        .scalar_subquery()
    )
    found = work.session.execute(
        select(Activity, present)
        .where(*_held(team_id, month, min(month.last, work.today)), Activity.kind == kind)
        .order_by(Activity.on, Activity.id)
    )
    return tuple(
        BehindRow(
            each.id,
            each.on,
            each.topic or known.name,
            each.place,
            ", ".join(
                f"{row.as_typed or grouped(row.amount)} {known.by_code[row.measure].unit}"
                for row in each.figures
                if row.measure in known.by_code and row.measure != OCCASIONS
            ),
            count,
        )
        for each, count in found
    )


def _held(team_id: int, month: Month, until: date) -> tuple[ColumnElement[bool], ...]:
    """Tell in SQL what has taken place in the month; what is still to come counts nowhere."""
    return (Activity.team_id == team_id, Activity.on.between(month.first, until))


def _sums(
    work: Work, team_id: int, month: Month, until: date
) -> dict[str, dict[str, tuple[int, bool]]]:
    found = work.session.execute(
        select(
            Activity.kind,
            ActivityFigure.measure,
            func.sum(ActivityFigure.amount),
            func.max(ActivityFigure.as_typed),
        )
        .join(ActivityFigure, ActivityFigure.activity_id == Activity.id)
        .where(*_held(team_id, month, until))
        .group_by(Activity.kind, ActivityFigure.measure)
    ).all()
    sums: dict[str, dict[str, tuple[int, bool]]] = defaultdict(dict)
    for kind, measure, amount, typed in found:
        sums[kind][measure] = (amount, bool(typed))
    return sums


def _sentence(kind: Kind, sums: dict[str, tuple[int, bool]]) -> tuple[Part, ...]:
    """Say "2 cuộc tuyên truyền, 146 lượt người nghe" of one kind.

    Where an occasion has no word of its own ("lần"), the kind is named before its figures.
    """
    there = [each for each in kind.measures if sums.get(each.code, (0, False))[0]]
    others = [each for each in there if each.code != OCCASIONS]
    is_named = bool(others) and (kind.unit == NO_WORD or len(others) == len(there))
    parts: list[Part] = []
    for measure in others if is_named else there:
        amount, is_about = sums[measure.code]
        about = "khoảng " if is_about else ""
        lead = f"{_lower(kind.name)}:" if is_named and not parts else ""
        words = _counted(kind, measure)
        parts.append(Part(f"{about}{grouped(amount)}", words, kind.code, lead))
    return tuple(parts)


def _counted(kind: Kind, measure: Measure) -> str:
    """Say what a figure counts: "cuộc tuyên truyền", "lượt người nghe", "tờ rơi", "người"."""
    name = _lower(measure.name)
    if measure.code == OCCASIONS:
        return f"{kind.unit} {_short(kind)}"
    if measure.code == ATTENDANCES:
        return f"{measure.unit} nghe" if kind.task is TeamTask.AWARENESS else measure.unit
    if name.startswith("số "):
        return measure.unit
    return name if name.startswith(measure.unit) else f"{measure.unit} {name}"


def _short(kind: Kind) -> str:
    """Name a kind in a sentence; a cut word such as "T.truyền" is no word there."""
    return _lower(kind.name if "." in kind.short_name else kind.short_name)


def _lower(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"


def _tips(work: Work, team_id: int, month: Month) -> tuple[Part, ...]:
    states = work.session.scalars(
        select(Tip.state).where(Tip.team_id == team_id, Tip.on.between(month.first, month.last))
    ).all()
    if not states:
        return ()
    sent = sum(state is not TipState.RECEIVED for state in states)
    return (Part(str(len(states)), "tin báo", TIPS), Part(str(sent), "", TIPS, "đã chuyển"))


def _tips_behind(work: Work, team_id: int, month: Month) -> tuple[BehindRow, ...]:
    found = work.session.scalars(
        select(Tip)
        .where(Tip.team_id == team_id, Tip.on.between(month.first, month.last))
        .order_by(Tip.on, Tip.id)
    )
    return tuple(
        BehindRow(each.id, each.on, each.about or "Tin báo", each.place, each.state.label, 0)
        for each in found
    )


def _silent(work: Work, team_id: int, until: date, days: int) -> tuple[SilentMember, ...]:
    """Return who serves and met nobody for so many days; those with persons to visit first."""
    visited = (
        select(Contact.volunteer_id)
        .join(ContactPerson, ContactPerson.contact_id == Contact.id)
        .where(
            Contact.on > until - timedelta(days=days),
            Contact.on <= until,
            Contact.volunteer_id.is_not(None),
            IS_MET,
        )
    )
    assigned = select(Assignment.volunteer_id).where(
        Assignment.volunteer_id.is_not(None),
        runs_on(until, Assignment.from_on, Assignment.until_on),
    )
    has_persons = Volunteer.id.in_(assigned)
    found = work.session.execute(
        select(Volunteer.id, Volunteer.full_name, has_persons)
        .join(TeamMember, TeamMember.volunteer_id == Volunteer.id)
        .where(
            TeamMember.team_id == team_id,
            runs_on(until, TeamMember.from_on, TeamMember.until_on),
            Volunteer.id.not_in(visited),
        )
        .group_by(Volunteer.id, Volunteer.full_name)
        .order_by(func.min(TeamMember.id))
    ).all()
    members = [SilentMember(*row) for row in found]
    return tuple(sorted(members, key=lambda one: not one.has_persons))
