"""Running totals of figures by month, kept by the act that records; rebuilt and compared here.

Each amount is kept five times: over everything, by team, by area, by audience, and by all
three, each part in a stretch of keys of its own, so that ten years of one part lie side by side.
What an old ledger reports over several months lies under negative keys. How many of the amounts
are "> 1.500" or "gần 50" is kept beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Any

from sqlalchemy import ColumnElement, String, case, delete, func, insert, select, type_coerce

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.teamwork.activities import Activity, ActivityFigure, ActivityTotal
from rehabdesk.services.office import Work

ABOUT = "~"  # behind a measure: how many of its amounts are no plain numbers
_FIRST_YEAR = 1900
_WIDTH = 4096  # more months than any calendar here has
_MONTHS, _STRETCHES = 1_000_000, _WIDTH * _WIDTH  # from one part's keys to the next one's

Cell = tuple[int, str]  # a month or a stretch of months, and a kind


class Part(IntEnum):
    """By what an amount is kept; what a part does not tell apart is 0 or empty in it."""

    WHOLE = 0
    TEAM = 1
    AREA = 2
    AUDIENCE = 3
    EACH = 4


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


def in_part(key: int, part: Part) -> int:
    """Return the key under which a part keeps this month or stretch."""
    return key + part * _MONTHS if key > 0 else key - part * _STRETCHES


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
        keys = [in_part(key, part) for part in Part]
        _forget(work, ActivityTotal.month.in_(keys), ActivityTotal.kind == kind)
        _keep(work, _counted(work, key, kind))


def rebuild_totals(work: Work) -> int:
    """Count everything anew, and say how many totals there are."""
    work.session.flush()
    _forget(work)
    counted = [_counted(work, *cell) for cell in _every_cell(work)]
    for each in counted:
        _keep(work, each)
    return sum(map(len, counted))


def count_anew(work: Work) -> int:
    """Count every total anew, and put on record that it was done."""
    work.require(Right.KEEP_TEAM)
    count = rebuild_totals(work)
    work.record("activity_totals.rebuilt", None, count=count)
    return count


def check_totals(work: Work) -> tuple[WrongTotal, ...]:
    """Count everything from the activities and compare with what is kept."""
    counted: Counter[_Where] = Counter()
    for cell in _every_cell(work):
        counted.update(_counted(work, *cell))
    kept: Counter[_Where] = Counter()
    for row in work.session.execute(select(*(ActivityTotal.__table__.c[name] for name in _NAMES))):
        kept[tuple(row[:-1])] = row[-1]
    return tuple(
        WrongTotal(where[0], where[1], where[2], kept[where], counted[where])
        for where in sorted(kept.keys() | counted.keys())
        if kept[where] != counted[where]
    )


_Where = tuple[Any, ...]  # month, kind, measure, team_id, hamlet_id, audience
_NAMES = ("month", "kind", "measure", "team_id", "hamlet_id", "audience", "amount")


def _forget(work: Work, *which: ColumnElement[bool]) -> None:
    work.session.execute(
        delete(ActivityTotal).where(*which).execution_options(synchronize_session=False)
    )


def _keep(work: Work, counted: Counter[_Where]) -> None:
    rows = [dict(zip(_NAMES, (*where, amount), strict=True)) for where, amount in counted.items()]
    if rows:
        work.session.execute(insert(ActivityTotal.__table__), rows)  # type: ignore[arg-type]


def _every_cell(work: Work) -> list[Cell]:
    rows = work.session.execute(select(Activity.on, Activity.until_on, Activity.kind).distinct())
    return sorted({(key_of(on, until_on), kind) for on, until_on, kind in rows})


def _counted(work: Work, key: int, kind: str) -> Counter[_Where]:
    """Add up the activities of a cell, each amount for every part."""
    told = Activity.team_id, Activity.hamlet_id, type_coerce(Activity.audience, String)
    unsure = func.sum(case((ActivityFigure.as_typed != "", 1), else_=0))
    rows = work.session.execute(
        select(ActivityFigure.measure, *told, func.sum(ActivityFigure.amount), unsure)
        .select_from(Activity)
        .join(ActivityFigure, ActivityFigure.activity_id == Activity.id)
        .where(*in_months(key), Activity.kind == kind)
        .group_by(ActivityFigure.measure, *told)
    )
    counted: Counter[_Where] = Counter()
    for measure, team_id, hamlet_id, audience, amount, about in rows:
        for where in _parts(key, team_id or 0, hamlet_id or 0, audience or ""):
            month, *whom = where
            counted[(month, kind, measure, *whom)] += int(amount)
            if about:
                counted[(month, kind, measure + ABOUT, *whom)] += int(about)
    return counted


def _parts(key: int, team_id: int, hamlet_id: int, audience: str) -> tuple[_Where, ...]:
    return (
        (in_part(key, Part.WHOLE), 0, 0, ""),
        (in_part(key, Part.TEAM), team_id, 0, ""),
        (in_part(key, Part.AREA), 0, hamlet_id, ""),
        (in_part(key, Part.AUDIENCE), 0, 0, audience),
        (in_part(key, Part.EACH), team_id, hamlet_id, audience),
    )


def in_months(key: int) -> tuple[ColumnElement[bool], ...]:
    """Say which activities lie under a key."""
    first, last = months_of(key)
    if key > 0:
        within = Activity.until_on.is_(None) | (Activity.until_on <= last)
        return (Activity.on.between(first, last), within)
    return (
        Activity.on.between(first, _last_day(first)),
        Activity.until_on.between(last.replace(day=1), last),
    )


def _count(day: date) -> int:
    return (day.year - _FIRST_YEAR) * 12 + day.month - 1


def _first_day(count: int) -> date:
    return date(_FIRST_YEAR + count // 12, count % 12 + 1, 1)


def _last_day(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
