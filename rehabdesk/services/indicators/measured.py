"""Figures made of what teams did: running totals for the number, activities for the names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.teamwork.activities import Activity, ActivityFigure, ActivityTotal
from rehabdesk.domain.records.teamwork.bodies import VolunteerTeam
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value, decimal_words
from rehabdesk.domain.teamwork.codes import Audience
from rehabdesk.domain.teamwork.kinds import Kind
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.activities import sums
from rehabdesk.services.activities.kinds import kinds_by_code
from rehabdesk.services.activities.totals import Part, in_part, months_of
from rehabdesk.services.indicators.counting import Counting, Members, Near, Quick, Rule
from rehabdesk.services.indicators.members import Member, NearMiss

Source = tuple[str, str]  # a kind of activity and its measure


@dataclass(frozen=True, slots=True)
class Measured:
    """Which figures of activities a code adds up: those the kinds name for it.

    `only` narrows it to some of those measures, `of_teams` to what a team did; `counted_as` is
    the code the kinds know it by.
    """

    counted_as: str
    only: frozenset[str] = frozenset()
    of_teams: bool = False

    def sources(self, counting: Counting) -> frozenset[Source]:
        return frozenset(
            (kind.code, measure.code)
            for kind in _kinds(counting).values()
            for measure in kind.measures
            if self.counted_as in measure.indicators
            and (not self.only or measure.code in self.only)
        )


def measured(counted_as: str, *only: str, of_teams: bool = False) -> Rule:
    """Make the rule of a figure that is nothing but a sum of activities."""
    which = Measured(counted_as, frozenset(only), of_teams)
    return Rule(
        partial(members_of, which),
        partial(planned_of, which),
        partial(value_of, which),
        remark=partial(remark_of, which),
        parts=partial(parts_of, which),
    )


def with_records(which: Measured, members: Members, quick: Quick, near: Near | None = None) -> Rule:
    """Make the rule of what is recorded one by one, and also stands in old sums."""
    return Rule(
        members,
        near or partial(planned_of, which),
        quick,
        remark=partial(remark_beside, which, quick),
    )


def beside(which: Measured, counting: Counting, window: Window, amount: int) -> Value:
    """Add old sums to what was counted one by one; words of a sum that stands alone stay."""
    summed = value_of(which, counting, window)
    return Value(amount + summed.amount) if amount else summed


def value_of(which: Measured, counting: Counting, window: Window) -> Value:
    """Add it up from the running totals; words stay where one figure is all there is."""
    found = _sums(which, counting, window)
    amount = sum(each.amount for each in found)
    if any(each.about for each in found):
        rows = counting.work.session.execute(_figures(which, counting, window).limit(2)).all()
        if len(rows) == 1:
            return Value(amount, as_typed=rows[0].as_typed)
    return Value(amount)


def remark_of(which: Measured, counting: Counting, window: Window) -> str:
    return remark_beside(which, partial(value_of, which), counting, window)


def remark_beside(which: Measured, quick: Quick, counting: Counting, window: Window) -> str:
    """Say what of a figure is only about right, and what lies half outside of its days."""
    told = []
    value = quick(counting, window)
    about = sum(each.about for each in _sums(which, counting, window))
    if about and value is not None and not value.as_typed:
        told.append(f"trong đó có {about} số ghi áng chừng")
    outside = len({each.id for each in _half_outside(which, counting, window)})
    if outside:
        told.append(f"không tính {outside} số cộng của kỳ chỉ trùng một phần")
    return "; ".join(told)


def members_of(which: Measured, counting: Counting, window: Window) -> Iterator[Member]:
    """Name every activity behind it, with what it adds."""
    kinds = _kinds(counting)
    for row in counting.work.session.execute(_figures(which, counting, window)):
        yield Member(
            MemberKind.ACTIVITY,
            row.id,
            _called(kinds.get(row.kind), row),
            _reason(kinds.get(row.kind), row),
            row.on,
            amount=row.amount,
            parts=_parts(kinds.get(row.kind), row),
        )


_BY: Mapping[Breakdown, sums.By] = {
    Breakdown.TEAM: sums.By.TEAM,
    Breakdown.HAMLET: sums.By.AREA,
    Breakdown.FORMER_COMMUNE: sums.By.AREA,
    Breakdown.AUDIENCE: sums.By.AUDIENCE,
}


def parts_of(
    which: Measured, counting: Counting, window: Window, breakdown: Breakdown
) -> Mapping[str, int] | None:
    """Take it apart by the running totals of a part; by other parts only the names tell."""
    if breakdown not in _BY or (which.of_teams and breakdown is not Breakdown.TEAM):
        return None
    by = _BY[breakdown]
    names = _names(counting, breakdown)
    found: dict[str, int] = {}
    for each in _sums(which, counting, window, by):
        key = {
            sums.By.TEAM: each.team_id,
            sums.By.AREA: each.hamlet_id,
            sums.By.AUDIENCE: each.audience,
        }[by]
        name = names.get(key, "")
        found[name] = found.get(name, 0) + each.amount
    return {name: amount for name, amount in found.items() if amount}


def _names(counting: Counting, breakdown: Breakdown) -> Mapping[int | str | None, str]:
    """Return what each part is called."""
    if breakdown is Breakdown.AUDIENCE:
        return {each.value: each.label for each in Audience}
    columns: Any = {
        Breakdown.TEAM: (VolunteerTeam.id, VolunteerTeam.name),
        Breakdown.HAMLET: (Hamlet.id, Hamlet.name),
    }.get(breakdown, (Hamlet.id, Hamlet.former_commune))
    rows = counting.work.session.execute(select(*columns))
    return {row[0]: row[1] for row in rows}


def planned_of(which: Measured, counting: Counting, window: Window) -> Iterator[NearMiss]:
    """Name what is planned within the window and has not been held, and half-outside periods."""
    today, kinds = counting.today, _kinds(counting)
    planned = (Activity.on > today) & Activity.on.between(window.first, window.last)
    half = Activity.id.in_([each.id for each in _half_outside(which, counting, window)])
    asked = _asked(which, counting).where(or_(planned, half))
    for row in counting.work.session.execute(asked.limit(_MOST_NEAR)):
        reason = (
            f"Dự kiến ngày {row.on:%d/%m/%Y}, chưa diễn ra"
            if row.until_on is None
            else f"Số cộng {_days(row.on, row.until_on)}, chỉ trùng một phần kỳ báo cáo"
        )
        yield NearMiss(None, _called(kinds.get(row.kind), row), None, reason)


_MOST_NEAR = 200


def _kinds(counting: Counting) -> Mapping[str, Kind]:
    return counting.once("activity kinds", lambda: kinds_by_code(counting.work))


def _sums(
    which: Measured, counting: Counting, window: Window, part: sums.By | None = None
) -> list[sums.Sum]:
    if which.of_teams:
        return _summed_by_team(which, counting, window)
    by = () if part is None else (part,)
    days = sums.Window(window.first, window.last)
    added = counting.once(
        ("activity sums", window, by), lambda: sums.sum_measures(counting.work, days, by)
    )
    sources = which.sources(counting)
    return [
        each
        for each in added
        if each.source is sums.Source.ACTIVITIES and (each.kind, each.measure) in sources
    ]


def _summed_by_team(which: Measured, counting: Counting, window: Window) -> list[sums.Sum]:
    """Add up what is rare from the activities: totals by team are many in a province."""
    unsure = func.sum(case((ActivityFigure.as_typed != "", 1), else_=0))
    told = Activity.kind, ActivityFigure.measure, Activity.team_id
    asked = _figures(which, counting, window).order_by(None)
    rows = counting.work.session.execute(
        asked.with_only_columns(*told, func.sum(ActivityFigure.amount), unsure).group_by(*told)
    )
    return [
        sums.Sum(kind, measure, int(amount), int(about), team_id=team_id)
        for kind, measure, team_id, amount, about in rows
    ]


def _figures(which: Measured, counting: Counting, window: Window) -> Select[Any]:
    days = sums.Window(window.first, min(window.last, counting.today))
    return _asked(which, counting).where(*sums.lies_in(days))


def _asked(which: Measured, counting: Counting) -> Select[Any]:
    """Ask for the figures of these measures with the activities they stand in."""
    asked: Any = (
        select(
            Activity.id,
            Activity.kind,
            Activity.on,
            Activity.until_on,
            Activity.place,
            Activity.topic,
            Activity.audience,
            ActivityFigure.measure,
            ActivityFigure.amount,
            ActivityFigure.as_typed,
            VolunteerTeam.name.label("team"),
            Hamlet.name.label("hamlet"),
            Hamlet.former_commune,
        )
        .join(ActivityFigure, ActivityFigure.activity_id == Activity.id)
        .outerjoin(VolunteerTeam, VolunteerTeam.id == Activity.team_id)
        .outerjoin(Hamlet, Hamlet.id == Activity.hamlet_id)
        .where(ActivityFigure.amount > 0, _is_one_of(which.sources(counting)))
        .order_by(Activity.on, Activity.id)
    )
    if which.of_teams:
        asked = asked.where(Activity.team_id.is_not(None))
    narrowed: Select[Any] = asked
    return narrowed


def _is_one_of(sources: frozenset[Source]) -> ColumnElement[bool]:
    by_kind: dict[str, list[str]] = {}
    for kind, measure in sorted(sources):
        by_kind.setdefault(kind, []).append(measure)
    named = [
        (Activity.kind == kind) & ActivityFigure.measure.in_(measures)
        for kind, measures in by_kind.items()
    ]
    return or_(*named) if named else Activity.id.is_(None)


def _half_outside(which: Measured, counting: Counting, window: Window) -> list[Any]:
    """Return the sums of whole periods that lie partly in the window: they count in none of it."""
    sources = which.sources(counting)
    found = counting.once(("half outside", window), lambda: _read_half_outside(counting, window))
    return [
        each
        for each in found
        if (each.kind, each.measure) in sources and (not which.of_teams or each.team_id)
    ]


def _read_half_outside(counting: Counting, window: Window) -> list[Any]:
    """Read them for every figure at once: from the months at both ends, and sums of many months."""
    session = counting.work.session
    months = [Month.of(window.first), Month.of(window.last)]
    begun = [Activity.on.between(each.first, each.last) for each in dict.fromkeys(months)]
    longer = select(ActivityTotal.month).where(
        ActivityTotal.month.between(in_part(-1, Part.TEAM) + 1, -1)
    )
    for key in session.scalars(longer.distinct()):
        first, last = months_of(key)
        if first <= window.last and last >= window.first:
            begun.append(Activity.on.between(first, Month.of(first).last))
    straddles = (Activity.on < window.first) | (Activity.until_on > window.last)
    touches = (Activity.on <= window.last) & (Activity.until_on >= window.first) & straddles
    rows = session.execute(
        select(Activity.id, Activity.kind, Activity.team_id, ActivityFigure.measure)
        .join(ActivityFigure, ActivityFigure.activity_id == Activity.id)
        .where(Activity.until_on.is_not(None), or_(*begun), touches, ActivityFigure.amount > 0)
    )
    return list(rows)


def _called(kind: Kind | None, row: Any) -> str:
    name = kind.name if kind else row.kind
    where = row.topic or row.place or row.team or row.hamlet or ""
    return f"{name}: {where}" if where else name


def _reason(kind: Kind | None, row: Any) -> str:
    measure = kind.by_code.get(row.measure) if kind else None
    told = row.as_typed or decimal_words(Value(row.amount).number)
    when = _days(row.on, row.until_on) if row.until_on else f"ngày {row.on:%d/%m/%Y}"
    return f"{told} {measure.unit if measure else row.measure} · {when}"


def _days(on: date, until_on: date) -> str:
    return f"từ {on:%d/%m/%Y} đến {until_on:%d/%m/%Y}"


def _parts(kind: Kind | None, row: Any) -> tuple[tuple[Breakdown, str], ...]:
    return (
        (Breakdown.KIND, kind.name if kind else row.kind),
        (Breakdown.TEAM, row.team or ""),
        (Breakdown.HAMLET, row.hamlet or ""),
        (Breakdown.FORMER_COMMUNE, row.former_commune or ""),
        (Breakdown.AUDIENCE, row.audience.label if row.audience else ""),
    )
