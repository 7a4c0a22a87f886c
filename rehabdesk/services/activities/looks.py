"""The list of what teams did, and what a form of an activity begins with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, func, select, true

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.teamwork.activities import (
    Activity,
    ActivityAttendance,
    ActivityFigure,
)
from rehabdesk.domain.records.teamwork.bodies import TeamMember, VolunteerTeam
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.teamwork.codes import Audience
from rehabdesk.domain.teamwork.kinds import Figure, Kind
from rehabdesk.services.activities.facts import RecordActivity
from rehabdesk.services.activities.kinds import kinds_by_code, read_kinds
from rehabdesk.services.activities.recording import ActivityGone, facts_of
from rehabdesk.services.activities.sums import EVERYTHING, Sum, Which, Window, lies_in, sum_measures
from rehabdesk.services.cabinet.files import pages_of
from rehabdesk.services.office import Work
from rehabdesk.services.rights.bound import is_bound_to_team, require_teams
from rehabdesk.services.rights.own_team import own_members, own_teams, require_team

MOST = 2_000  # lines shown at once; the sums are of all


@dataclass(frozen=True, slots=True)
class ActivityRow:
    id: int
    kind: str
    kind_name: str
    kind_short: str
    on: date
    until_on: date | None
    at: time | None
    team: str
    hamlet: str
    member: str
    place: str
    topic: str
    organiser: str
    audience: Audience | None
    figures: tuple[tuple[str, Figure], ...]  # by measure, in the kind's order
    figure_words: str  # "45 lượt người, 120 tờ"
    present: int
    absent: int
    open_tasks: int
    has_minutes: bool
    has_scan: bool
    recorded_by: str
    recorded_at: datetime

    @property
    def when(self) -> str:
        if self.until_on is not None:
            return f"{self.on:%d/%m/%Y} – {self.until_on:%d/%m/%Y}"
        return f"{self.on:%d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class ActivityList:
    """Lines of a window, the last first, and the sums of all of it."""

    rows: tuple[ActivityRow, ...]
    sums: tuple[Sum, ...]
    kinds: tuple[Kind, ...]
    left_over: int = 0  # older lines that are not shown
    outside: int = 0  # sums of periods that only touch the window, and count in none of it


@dataclass(frozen=True, slots=True)
class ActivityView:
    """One activity, whole."""

    id: int
    version: int
    facts: RecordActivity
    kind: Kind | None
    team: str
    hamlet: str
    member: str
    names: tuple[str, ...]  # of those in the attendances, in their order
    scan: str
    recorded_by: str
    recorded_at: datetime

    @property
    def figures(self) -> tuple[tuple[str, Figure], ...]:
        given = self.facts.figures.items()
        return tuple((code, each) for code, each in given if isinstance(each, Figure))


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen in a form or a filter; members by team, as they serve today."""

    today: date
    kinds: tuple[Kind, ...]
    teams: tuple[tuple[int, str], ...]
    hamlets: tuple[tuple[int, str], ...]
    members: tuple[tuple[int, str], ...]
    of_team: dict[int, tuple[int, ...]] = field(default_factory=dict)


# Looks


def list_activities(
    work: Work, window: Window, which: Which = EVERYTHING, measure: str = ""
) -> ActivityList:
    """Return what was done in a window; with a measure, only what it was counted at.

    What is still to come is planned, and counted in no sum: it is not behind one either.
    """
    which = _within_reach(work, which)
    require_team(work, which.team_id, Right.READ_FILES)
    kinds = kinds_by_code(work)
    counted_in = Window(window.from_on, min(window.until_on, work.today))
    where = [*lies_in(counted_in if measure else window), *_wanted(which)]
    if measure:
        counted = select(ActivityFigure.activity_id).filter_by(measure=measure)
        where.append(Activity.id.in_(counted.where(ActivityFigure.amount > 0)))
    rows = _read_rows(work, where, kinds)
    total = len(rows)
    if total == MOST:
        total = work.session.scalar(select(func.count(Activity.id)).where(*where)) or 0
    return ActivityList(
        rows,
        sum_measures(work, window, which=which),
        read_kinds(work, all_kinds=True),
        total - len(rows),
        _count_outside(work, window, which),
    )


def read_activity(work: Work, activity_id: int) -> ActivityView:
    require_teams(work, Right.READ_FILES)
    activity = work.session.get(Activity, activity_id)
    if activity is None:
        raise ActivityGone
    require_team(work, activity.team_id, Right.READ_FILES)
    return ActivityView(
        activity.id,
        activity.version,
        facts_of(activity),
        kinds_by_code(work).get(activity.kind),
        activity.team.name if activity.team else "",
        activity.hamlet.name if activity.hamlet else "",
        activity.volunteer.full_name if activity.volunteer else "",
        tuple(
            each.volunteer.full_name if each.volunteer else each.walk_in
            for each in activity.attendances
        ),
        activity.file.name if activity.file else "",
        activity.recorded_by,
        activity.recorded_at,
    )


def read_scan(work: Work, activity_id: int) -> tuple[str, bytes]:
    """Return the scan kept with an activity as pages that can be shown and printed."""
    require_teams(work, Right.READ_FILES)
    activity = work.session.get(Activity, activity_id)
    if activity is None or activity.file is None:
        raise ActivityGone
    require_team(work, activity.team_id, Right.READ_FILES)
    return activity.file.name, pages_of(activity.file.media_type, activity.file.content)


def read_choices(work: Work) -> Choices:
    """Return what a form of an activity offers; a member of a team stands before others.

    A team leader is offered the own teams and who serves in them.
    """
    require_teams(work, Right.READ_FILES)
    is_bound = is_bound_to_team(work)
    reach = VolunteerTeam.id.in_(own_teams(work)) if is_bound else true()
    known = Volunteer.id.in_(own_members(work)) if is_bound else true()
    serving = work.session.execute(
        select(TeamMember.team_id, TeamMember.volunteer_id)
        .join(VolunteerTeam, VolunteerTeam.id == TeamMember.team_id)
        .where(
            reach,
            TeamMember.from_on <= work.today,
            TeamMember.until_on.is_(None) | (TeamMember.until_on >= work.today),
        )
        .order_by(TeamMember.id)
    )
    of_team: dict[int, list[int]] = defaultdict(list)
    for team_id, volunteer_id in serving:
        of_team[team_id].append(volunteer_id)
    return Choices(
        work.today,
        read_kinds(work),
        _named(
            work,
            select(VolunteerTeam.id, VolunteerTeam.name).where(reach).order_by(VolunteerTeam.id),
        ),
        _named(work, select(Hamlet.id, Hamlet.name).where(Hamlet.is_active).order_by(Hamlet.id)),
        _named(
            work,
            select(Volunteer.id, Volunteer.full_name).where(known).order_by(Volunteer.name_order),
        ),
        {team_id: tuple(dict.fromkeys(members)) for team_id, members in of_team.items()},
    )


def figure_words(kind: Kind | None, figures: Iterable[tuple[str, Figure]]) -> str:
    """Say the figures in words: "45 lượt người, > 1.500 tờ"; one occasion is not worth saying."""
    told = []
    for code, figure in figures:
        measure = kind.by_code.get(code) if kind else None
        is_plain_one = code == "occasions" and figure == Figure(1)
        if not is_plain_one and (figure.amount or figure.as_typed):
            told.append(f"{figure.words} {measure.unit if measure else code}")
    return ", ".join(told)


def _within_reach(work: Work, which: Which) -> Which:
    """Ask for the own team where a team leader names none."""
    if which.team_id is not None or not is_bound_to_team(work):
        return which
    return replace(which, team_id=min(own_teams(work), default=None))


def _named(work: Work, asked: Any) -> tuple[tuple[int, str], ...]:
    return tuple((row[0], row[1]) for row in work.session.execute(asked))


def _wanted(which: Which) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if which.kinds:
        asked.append(Activity.kind.in_(which.kinds))
    if which.audience is not None:
        asked.append(Activity.audience == which.audience)
    for column, value in (
        (Activity.team_id, which.team_id),
        (Activity.hamlet_id, which.hamlet_id),
        (Activity.volunteer_id, which.volunteer_id),
    ):
        if value is not None:
            asked.append(column == value if value else column.is_(None))
    return asked


def _count_outside(work: Work, window: Window, which: Which) -> int:
    """Count periods that begin before the window or end after it, and so count in none of it."""
    touching = (
        Activity.until_on.is_not(None),
        Activity.on <= window.until_on,
        Activity.until_on >= window.from_on,
        (Activity.on < window.from_on) | (Activity.until_on > window.until_on),
    )
    asked = select(func.count(Activity.id)).where(*touching, *_wanted(which))
    return work.session.scalar(asked) or 0


def _read_rows(
    work: Work, where: Sequence[ColumnElement[bool]], kinds: dict[str, Kind]
) -> tuple[ActivityRow, ...]:
    """Read lines by plain columns: a long list is no place for records."""
    found = work.session.execute(
        select(
            Activity.id,
            Activity.kind,
            Activity.on,
            Activity.until_on,
            Activity.at,
            VolunteerTeam.name.label("team"),
            Hamlet.name.label("hamlet"),
            Volunteer.full_name.label("member"),
            Activity.place,
            Activity.topic,
            Activity.organiser,
            Activity.audience,
            Activity.words,
            Activity.details,
            Activity.file_id,
            Activity.recorded_by,
            Activity.recorded_at,
        )
        .outerjoin(VolunteerTeam, VolunteerTeam.id == Activity.team_id)
        .outerjoin(Hamlet, Hamlet.id == Activity.hamlet_id)
        .outerjoin(Volunteer, Volunteer.id == Activity.volunteer_id)
        .where(*where)
        .order_by(Activity.on.desc(), Activity.id.desc())
        .limit(MOST)
    ).all()
    ids = [row.id for row in found]
    figures, present = _figures(work, ids), _present(work, ids)
    return tuple(
        _row(row, kinds.get(row.kind), figures.get(row.id, {}), present.get(row.id, (0, 0)))
        for row in found
    )


def _row(
    row: Any, kind: Kind | None, figures: dict[str, Figure], present: tuple[int, int]
) -> ActivityRow:
    order = kind.by_code if kind else figures
    told = tuple((code, figures[code]) for code in order if code in figures)
    tasks = row.details.get("tasks", ())
    return ActivityRow(
        row.id,
        row.kind,
        kind.name if kind else row.kind,
        kind.short_name if kind else row.kind,
        row.on,
        row.until_on,
        row.at,
        row.team or "",
        row.hamlet or "",
        row.member or "",
        row.place,
        row.topic,
        row.organiser,
        row.audience,
        told,
        figure_words(kind, told),
        *present,
        sum(1 for each in tasks if not each.get("done_on")),
        bool(row.words),
        row.file_id is not None,
        row.recorded_by,
        row.recorded_at,
    )


_AT_ONCE = 500


def _figures(work: Work, ids: Sequence[int]) -> dict[int, dict[str, Figure]]:
    found: dict[int, dict[str, Figure]] = defaultdict(dict)
    for start in range(0, len(ids), _AT_ONCE):
        rows = work.session.execute(
            select(
                ActivityFigure.activity_id,
                ActivityFigure.measure,
                ActivityFigure.amount,
                ActivityFigure.as_typed,
            ).where(ActivityFigure.activity_id.in_(ids[start : start + _AT_ONCE]))
        )
        for activity_id, measure, amount, as_typed in rows:
            found[activity_id][measure] = Figure(amount, as_typed)
    return found


def _present(work: Work, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Count who was there and who was not, of each."""
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for start in range(0, len(ids), _AT_ONCE):
        rows = work.session.execute(
            select(
                ActivityAttendance.activity_id,
                ActivityAttendance.is_present,
                func.count(ActivityAttendance.id),
            )
            .where(ActivityAttendance.activity_id.in_(ids[start : start + _AT_ONCE]))
            .group_by(ActivityAttendance.activity_id, ActivityAttendance.is_present)
        )
        for activity_id, is_present, count in rows:
            found[activity_id][0 if is_present else 1] += count
    return {activity_id: (there, away) for activity_id, (there, away) in found.items()}
