"""What teams did in any window, added up: occasions, attendances, persons, money.

A day counts when it lies in the window, both ends included (the 15th to the 14th is a window
like others). The sum an old ledger gives for a whole period counts when the window holds the
whole of it. Nothing counts before it has happened. Whole months come from the running totals,
the days at both ends from the activities themselves; so does every sum by member.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    Select,
    String,
    case,
    func,
    literal,
    literal_column,
    select,
    type_coerce,
)

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.teamwork.activities import (
    Activity,
    ActivityFigure,
    ActivityTotal,
    Pledge,
    Tip,
)
from rehabdesk.domain.teamwork.codes import Audience, TipState
from rehabdesk.services.activities.totals import (
    ABOUT,
    Part,
    in_months,
    in_part,
    month_of,
    months_of,
)
from rehabdesk.services.office import Work
from rehabdesk.services.rights.own_team import require_team

TIPS, PLEDGES = "tips", "pledges"


# Written out, for what is grouped by must be the same text wherever it stands.
NONE: ColumnElement[int] = literal_column("0")
NOBODY: ColumnElement[str] = literal_column("''")


class By(StrEnum):
    TEAM = "team"
    AREA = "area"
    MEMBER = "member"
    AUDIENCE = "audience"


class Source(StrEnum):
    """Where the names behind a figure are."""

    ACTIVITIES = "activities"
    TIPS = "tips"
    PLEDGES = "pledges"


@dataclass(frozen=True, slots=True)
class Window:
    from_on: date
    until_on: date

    @property
    def words(self) -> str:
        return f"từ {self.from_on:%d/%m/%Y} đến {self.until_on:%d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class Which:
    """Which activities are meant; 0 and "" ask for those of none."""

    kinds: frozenset[str] = frozenset()
    team_id: int | None = None
    hamlet_id: int | None = None
    volunteer_id: int | None = None
    audience: Audience | None = None


@dataclass(frozen=True, slots=True, order=True)
class Sum:
    """An amount of one measure of one kind; parts nobody asked for are None.

    `about` says how many of its figures are no plain numbers ("> 1.500").
    """

    kind: str
    measure: str
    amount: int = field(compare=False)
    about: int = field(default=0, compare=False)
    team_id: int | None = None
    hamlet_id: int | None = None
    volunteer_id: int | None = None
    audience: str | None = None
    source: Source = Source.ACTIVITIES


EVERYTHING = Which()
_NOT_TOLD: dict[By, ColumnElement[Any]] = {
    By.TEAM: NONE,
    By.AREA: NONE,
    By.MEMBER: NONE,
    By.AUDIENCE: NOBODY,
}
_Key = tuple[str, str, int | None, int | None, int | None, str | None, Source]


def sum_measures(
    work: Work, window: Window, by: Collection[By] = (), which: Which = EVERYTHING
) -> tuple[Sum, ...]:
    """Add up what was done in a window, by kind and measure and whatever else is asked."""
    require_team(work, which.team_id, Right.READ_FILES)
    window = Window(window.from_on, min(window.until_on, work.today))
    if window.until_on < window.from_on:
        return ()
    asked = frozenset(by)
    added: dict[_Key, list[int]] = defaultdict(lambda: [0, 0])
    for row in _rows(work, window, asked, which):
        measure, is_about = row.measure.removesuffix(ABOUT), row.measure.endswith(ABOUT)
        found = added[_key(row, measure, Source.ACTIVITIES)]
        found[is_about] += int(row.amount)
        found[1] += int(getattr(row, "about", 0))
    for source, rows in _told_one_by_one(work, window, asked, which):
        for row in rows:
            added[_key(row, row.measure, source)][0] += row.amount
    told = (
        Sum(key[0], key[1], amount, about, *key[2:])
        for key, (amount, about) in added.items()
        if amount or about
    )
    return tuple(sorted(told, key=_order))


def amount_of(sums: Iterable[Sum], measure: str, *kinds: str) -> int:
    """Add up one measure, over these kinds or all."""
    return sum(
        each.amount
        for each in sums
        if each.measure == measure and each.kind in (kinds or {each.kind})
    )


def _order(each: Sum) -> tuple[Any, ...]:
    parts = (each.team_id, each.hamlet_id, each.volunteer_id, each.audience or "")
    return (each.kind, each.measure, *(part or 0 for part in parts[:3]), parts[3], each.source)


def _key(row: Row[Any], measure: str, source: Source) -> _Key:
    told = row._mapping  # noqa: SLF001 – how SQLAlchemy names a row's columns
    parts = [told.get(each.value) for each in (By.TEAM, By.AREA, By.MEMBER)]
    audience = told.get(By.AUDIENCE.value)
    return (row.kind, measure, parts[0], parts[1], parts[2], audience, source)


def _rows(work: Work, window: Window, asked: frozenset[By], which: Which) -> Iterable[Row[Any]]:
    if By.MEMBER in asked or which.volunteer_id is not None:
        yield from work.session.execute(_counted(lies_in(window), asked, which))
        return
    first, last = whole_months(window)
    part = _part(asked, which)
    if first <= last:
        keys = in_part(month_of(first), part), in_part(month_of(last), part)
        totals = ActivityTotal.month.between(*keys)
        yield from work.session.execute(_kept((totals,), asked, which))
    for edge in _edges(window, first, last):
        within = Activity.until_on.is_(None) | (Activity.until_on <= edge.until_on)
        where = (Activity.on.between(edge.from_on, edge.until_on), within)
        yield from work.session.execute(_counted(where, asked, which))
    yield from _stretches(work, window, asked, which)


def whole_months(window: Window) -> tuple[date, date]:
    """Return the first day of the first whole month and the last of the last one."""
    first, last = window.from_on, window.until_on
    if first.day != 1:
        first = _next_month(first)
    if (last + timedelta(days=1)).day != 1:
        last = last.replace(day=1) - timedelta(days=1)
    return first, last


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _edges(window: Window, first: date, last: date) -> list[Window]:
    """Return the days before the whole months and after them."""
    if month_of(window.from_on) == month_of(window.until_on):
        return [] if first <= last else [window]
    edges = []
    if window.from_on < first:
        edges.append(Window(window.from_on, first - timedelta(days=1)))
    if window.until_on > last:
        edges.append(Window(last + timedelta(days=1), window.until_on))
    return edges


def _stretches(
    work: Work, window: Window, asked: frozenset[By], which: Which
) -> Iterable[Row[Any]]:
    """Return sums reported over several months that lie in the window as a whole."""
    keys = select(ActivityTotal.month).where(
        ActivityTotal.month.between(in_part(-1, Part.TEAM) + 1, -1)
    )
    whole = []
    for key in work.session.scalars(keys.distinct()):
        begins, ends = months_of(key)
        if window.from_on <= begins and ends <= window.until_on:
            whole.append(in_part(key, _part(asked, which)))
        elif window.from_on < _next_month(begins) and ends.replace(day=1) <= window.until_on:
            where = (*in_months(key), *lies_in(window))
            yield from work.session.execute(_counted(where, asked, which))
    if whole:
        yield from work.session.execute(_kept((ActivityTotal.month.in_(whole),), asked, which))


def lies_in(window: Window) -> tuple[ColumnElement[bool], ...]:
    """Say which activities a window counts."""
    within = Activity.until_on.is_(None) | (Activity.until_on <= window.until_on)
    return (Activity.on.between(window.from_on, window.until_on), within)


def _part(asked: frozenset[By], which: Which) -> Part:
    told = {
        Part.TEAM: By.TEAM in asked or which.team_id is not None,
        Part.AREA: By.AREA in asked or which.hamlet_id is not None,
        Part.AUDIENCE: By.AUDIENCE in asked or which.audience is not None,
    }
    wanted = [part for part, is_told in told.items() if is_told]
    return Part.WHOLE if not wanted else wanted[0] if len(wanted) == 1 else Part.EACH


def _kept(
    where: tuple[ColumnElement[bool], ...], asked: frozenset[By], which: Which
) -> Select[Any]:
    """Add up running totals."""
    columns: dict[By, ColumnElement[Any]] = {
        By.TEAM: ActivityTotal.team_id.expression,
        By.AREA: ActivityTotal.hamlet_id.expression,
        By.AUDIENCE: ActivityTotal.audience.expression,
    }
    shown = [columns[each].label(each.value) for each in By if each in asked]
    wanted = _wanted(columns, which, ActivityTotal.kind.expression)
    measure, amount = ActivityTotal.measure, func.sum(ActivityTotal.amount).label("amount")
    asking = select(ActivityTotal.kind, measure, amount, *shown).where(*where, *wanted)
    return asking.group_by(ActivityTotal.kind, measure, *shown)


def _counted(
    where: tuple[ColumnElement[bool], ...], asked: frozenset[By], which: Which
) -> Select[Any]:
    """Add up activities themselves; how many amounts are unsure is told beside."""
    columns = _columns(Activity.__table__)
    shown = [columns[each].label(each.value) for each in By if each in asked]
    amount = func.sum(ActivityFigure.amount).label("amount")
    unsure = func.sum(case((ActivityFigure.as_typed != "", 1), else_=0)).label("about")
    wanted = (*where, *_wanted(columns, which, Activity.kind.expression))
    linked = ActivityFigure.activity_id == Activity.id
    asking = select(Activity.kind, ActivityFigure.measure, amount, unsure, *shown)
    return (
        asking.join(ActivityFigure, linked)
        .where(*wanted)
        .group_by(Activity.kind, ActivityFigure.measure, *shown)
    )


def _columns(table: FromClause) -> dict[By, ColumnElement[Any]]:
    """Name the parts of a row that is no total; what it does not tell is 0 or empty."""
    found: dict[By, ColumnElement[Any]] = {}
    named = {By.TEAM: "team_id", By.AREA: "hamlet_id", By.MEMBER: "volunteer_id"}
    for part, name in named.items():
        if name in table.c:
            found[part] = func.coalesce(table.c[name], NONE)
    if "audience" in table.c:
        found[By.AUDIENCE] = func.coalesce(type_coerce(table.c.audience, String), NOBODY)
    return found


def _wanted(
    columns: dict[By, ColumnElement[Any]], which: Which, kind: ColumnElement[Any] | None
) -> list[ColumnElement[bool]]:
    values = {
        By.TEAM: which.team_id,
        By.AREA: which.hamlet_id,
        By.MEMBER: which.volunteer_id,
        By.AUDIENCE: which.audience.value if which.audience else None,
    }
    asked = [columns[part] == value for part, value in values.items() if value is not None]
    if which.kinds and kind is not None:
        asked.append(kind.in_(which.kinds))
    return asked


# Tips and pledges stand one by one in lists of their own


def _told_one_by_one(
    work: Work, window: Window, asked: frozenset[By], which: Which
) -> Iterable[tuple[Source, Iterable[Row[Any]]]]:
    if not which.kinds or TIPS in which.kinds:
        confirmed = (Tip.state == TipState.CONFIRMED,)
        for measure, day, also in (
            ("tips_received", Tip.on, ()),
            ("tips", Tip.forwarded_on, ()),
            ("tips_confirmed", Tip.answered_on, confirmed),
        ):
            where = (day.between(window.from_on, window.until_on), *also)
            asking = _each_is_one(Tip.__table__, (TIPS, measure), where, asked, which)
            if asking is not None:
                yield Source.TIPS, work.session.execute(asking)
    if not which.kinds or PLEDGES in which.kinds:
        alone = (Pledge.on.between(window.from_on, window.until_on), Pledge.activity_id.is_(None))
        asking = _each_is_one(Pledge.__table__, (PLEDGES, PLEDGES), alone, asked, which)
        if asking is not None:
            yield Source.PLEDGES, work.session.execute(asking)


def _each_is_one(
    table: FromClause,
    told: tuple[str, str],
    where: tuple[ColumnElement[bool], ...],
    asked: frozenset[By],
    which: Which,
) -> Select[Any] | None:
    """Count rows of which each is one; None where what is asked for is not told of them."""
    kind, measure = told
    columns = _columns(table)
    filters = {
        By.TEAM: which.team_id,
        By.AREA: which.hamlet_id,
        By.MEMBER: which.volunteer_id,
        By.AUDIENCE: which.audience,
    }
    if any(value is not None and part not in columns for part, value in filters.items()):
        return None
    shown = [columns.get(each, _NOT_TOLD[each]).label(each.value) for each in By if each in asked]
    grouped = [columns[each] for each in By if each in asked and each in columns]
    head = (literal(kind).label("kind"), literal(measure).label("measure"))
    counted = select(*head, func.count().label("amount"), *shown).select_from(table)
    return counted.where(*where, *_wanted(columns, which, None)).group_by(*grouped)
