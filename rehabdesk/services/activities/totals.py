"""Running totals of figures by month, kept by the act that records; rebuilt and compared here.

Each amount is kept five times: over everything, by team, by area, by audience, and by all
three. What an old ledger reports over several months lies under a key of its own. How many of
the amounts are "> 1.500" or "gần 50" is kept beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    delete,
    func,
    insert,
    literal,
    select,
    type_coerce,
)

from rehabdesk.domain.records.teamwork.activities import Activity, ActivityFigure, ActivityTotal
from rehabdesk.services.office import Work

ALL = -1  # of every team, of every area
EVERYBODY = "*"  # for every audience
ABOUT = "~"  # behind a measure: how many of its amounts are no plain numbers
_WIDTH = 4096  # months since the year 0 would not fit twice; since 1900 they do
_FIRST_YEAR = 1900

Cell = tuple[int, str]  # a month or a stretch of months, and a kind


@dataclass(frozen=True, slots=True)
class WrongTotal:
    """A running total that is not the sum of its activities."""

    month: int
    kind: str
    measure: str
    kept: int
    counted: int


def month_of(day: date) -> int:
    return day.year * 100 + day.month


def key_of(on: date, until_on: date | None) -> int:
    """Return the key of a month (202611), or of a stretch of months (negative)."""
    if until_on is None or month_of(until_on) == month_of(on):
        return month_of(on)
    return -(_count(on) * _WIDTH + _count(until_on))


def months_of(key: int) -> tuple[date, date]:
    """Return the first day and the last of what a key stands for."""
    if key > 0:
        first = date(key // 100, key % 100, 1)
        return first, _last_day(first)
    from_count, until_count = divmod(-key, _WIDTH)
    return _first_day(from_count), _last_day(_first_day(until_count))


def cell_of(activity: Activity) -> Cell:
    return key_of(activity.on, activity.until_on), activity.kind


def renew_totals(work: Work, cells: Iterable[Cell]) -> None:
    """Count these months and kinds anew from their activities."""
    work.session.flush()
    for key, kind in sorted(set(cells)):
        _forget(work, ActivityTotal.month == key, ActivityTotal.kind == kind)
        _count_in(work, key, kind)


def rebuild_totals(work: Work) -> int:
    """Count everything anew, and say how many totals there are."""
    work.session.flush()
    _forget(work)
    for key, kind in _every_cell(work):
        _count_in(work, key, kind)
    return work.session.scalar(select(func.count()).select_from(ActivityTotal)) or 0


def check_totals(work: Work) -> tuple[WrongTotal, ...]:
    """Count everything from the activities and compare with what is kept."""
    counted: Counter[tuple[Any, ...]] = Counter()
    for key, kind in _every_cell(work):
        for row in work.session.execute(_grouped_over_all(key, kind)):
            counted[tuple(row[:-1])] = row[-1]
    kept = {
        (row.month, row.kind, row.measure, row.team_id, row.hamlet_id, row.audience): row.amount
        for row in work.session.execute(select(*ActivityTotal.__table__.c))
    }
    return tuple(
        WrongTotal(where[0], where[1], where[2], kept.get(where, 0), counted.get(where, 0))
        for where in sorted(kept.keys() | counted.keys())
        if kept.get(where, 0) != counted.get(where, 0)
    )


def _forget(work: Work, *which: ColumnElement[bool]) -> None:
    work.session.execute(
        delete(ActivityTotal).where(*which).execution_options(synchronize_session=False)
    )


def _every_cell(work: Work) -> list[Cell]:
    rows = work.session.execute(select(Activity.on, Activity.until_on, Activity.kind).distinct())
    return sorted({(key_of(on, until_on), kind) for on, until_on, kind in rows})


def _count_in(work: Work, key: int, kind: str) -> None:
    columns = ["month", "kind", "measure", "team_id", "hamlet_id", "audience", "amount"]
    work.session.execute(insert(ActivityTotal).from_select(columns, _grouped_over_all(key, kind)))


def _grouped_over_all(key: int, kind: str) -> Any:
    """Select the totals of a cell: every amount over everything, by each part, by all parts."""
    team = func.coalesce(Activity.team_id, 0)
    hamlet = func.coalesce(Activity.hamlet_id, 0)
    audience = func.coalesce(type_coerce(Activity.audience, String), "")
    every_team, every_hamlet, everybody = literal(ALL), literal(ALL), literal(EVERYBODY)
    parts = (
        (every_team, every_hamlet, everybody),
        (team, every_hamlet, everybody),
        (every_team, hamlet, everybody),
        (every_team, every_hamlet, audience),
        (team, hamlet, audience),
    )
    first, *others = (each for part in parts for each in _grouped(key, kind, part))
    return first.union_all(*others)


def _grouped(
    key: int, kind: str, part: tuple[ColumnElement[Any], ColumnElement[Any], ColumnElement[Any]]
) -> Iterator[Select[Any]]:
    where = (*in_months(key), Activity.kind == kind)
    measure = ActivityFigure.measure
    plain = select(literal(key), literal(kind), measure, *part, func.sum(ActivityFigure.amount))
    about = select(literal(key), literal(kind), measure + ABOUT, *part, func.count())
    for counted, also in ((plain, ()), (about, (ActivityFigure.as_typed != "",))):
        yield (
            counted.select_from(Activity)
            .join(ActivityFigure, ActivityFigure.activity_id == Activity.id)
            .where(*where, *also)
            .group_by(measure, *(each for each in part if not _is_fixed(each)))
        )


def _is_fixed(column: ColumnElement[Any]) -> bool:
    return getattr(column, "value", None) in (ALL, EVERYBODY)


def in_months(key: int) -> tuple[ColumnElement[bool], ...]:
    """Say which activities lie under a key."""
    first, last = months_of(key)
    if key > 0:
        within = Activity.until_on.is_(None) | (Activity.until_on <= last)
        return (Activity.on.between(first, last), within)
    end_of_first = _last_day(first)
    return (
        Activity.on.between(first, end_of_first),
        Activity.until_on.between(last.replace(day=1), last),
    )


def _count(day: date) -> int:
    return (day.year - _FIRST_YEAR) * 12 + day.month - 1


def _first_day(count: int) -> date:
    return date(_FIRST_YEAR + count // 12, count % 12 + 1, 1)


def _last_day(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
