"""The shape of what a package says: types, lengths, days; nonsense is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from rehabdesk.domain.reports.grid import GridRow, ReportGrid
from rehabdesk.domain.reports.values import Value
from rehabdesk.persistence.packages.upward.contents import NOBODY, MemberLine, Members
from rehabdesk.persistence.packages.upward.refused import ReportPackageUnsound

_MOST_ROWS, _MOST_COLUMNS, _MOST_LINES = 2_000, 30, 100_000
_LONGEST, _LONGEST_NOTE = 1_000, 20_000
_LARGEST_NUMBER, _MOST_DECIMALS = 10**15, 6
_PERSON = ("known_by", "name", "birth")
_LINE = ("figure", "person", "reason", "day", "amount")
_NOTHING = type(None)


def check_grid(grid: ReportGrid) -> None:
    if len(grid.rows) > _MOST_ROWS or not 0 < len(grid.columns) <= _MOST_COLUMNS:
        raise ReportPackageUnsound
    if len({row.key for row in grid.rows}) != len(grid.rows):
        raise ReportPackageUnsound
    _texts((grid.title, grid.heading, grid.layout_key, *grid.notes), _LONGEST_NOTE)
    for column in grid.columns:
        _texts((column.title, column.group), _LONGEST)
    for row in grid.rows:
        _check_row(row)
    if grid.balance is not None:
        told = grid.balance
        _numbers((told.start, told.came, told.went, told.end))


def _check_row(row: GridRow) -> None:
    words = (row.key, row.number, row.name, row.code, row.unit, row.part, *row.words.values())
    _texts((*words, row.remark), _LONGEST_NOTE)
    _numbers((row.level,))
    for value in row.values.values():
        _check_value(value)


def _check_value(value: Value) -> None:
    base = () if value.base is None else (value.base,)
    _numbers((value.amount, value.decimals, *base))
    _texts((value.as_typed,), _LONGEST)
    if not 0 <= value.decimals <= _MOST_DECIMALS:
        raise ReportPackageUnsound


def _numbers(numbers: Iterable[Any]) -> None:
    if not all(type(each) is int and abs(each) < _LARGEST_NUMBER for each in numbers):
        raise ReportPackageUnsound


def _texts(texts: Iterable[Any], longest: int) -> None:
    if not all(type(each) is str and len(each) <= longest and "\0" not in each for each in texts):
        raise ReportPackageUnsound


def read_members(told: Any, packed: bytes) -> Members:
    """Read persons and the lines that point at them, checked a column at a time."""
    if not isinstance(told, list) or not told:
        raise ReportPackageUnsound
    persons, lines = told[0], told[1:]
    if not isinstance(persons, list) or len(lines) > _MOST_LINES:
        raise ReportPackageUnsound
    if not lines:
        return NOBODY
    if not _are_lists(lines, len(_LINE)) or not _are_lists(persons, len(_PERSON)):
        raise ReportPackageUnsound
    figures, places, reasons, days, amounts = zip(*lines, strict=True)
    known, names, births = zip(*persons, strict=True)
    _check_texts(figures, reasons, known, names)
    if set(map(type, births)) - {int, _NOTHING}:
        raise ReportPackageUnsound
    if set(map(type, amounts)) != {int} or set(map(type, places)) != {int}:
        raise ReportPackageUnsound
    if min(places) < 0 or max(places) >= len(persons):
        raise ReportPackageUnsound
    _check_days(set(days) - {None} if not set(map(type, days)) - {str, _NOTHING} else {""})
    _numbers((max(amounts), min(amounts)))
    return Members([*map(tuple, persons)], figures, places, reasons, days, amounts, packed)


def members_told(lines: Iterable[MemberLine]) -> list[list[Any]]:
    """Tell each person once, then line by line what she is counted in."""
    persons: dict[tuple[str, str, int | None], int] = {}
    told: list[list[Any]] = []
    for figure, known_by, name, birth, reason, day, amount in lines:
        place = persons.setdefault((known_by, name, birth), len(persons))
        told.append([figure, place, reason, day, amount])
    return [[list(person) for person in persons], *told]


def _are_lists(lines: list[Any], count: int) -> bool:
    return set(map(type, lines)) == {list} and set(map(len, lines)) == {count}


def _check_texts(*columns: tuple[Any, ...]) -> None:
    for texts in columns:
        if set(map(type, texts)) != {str} or max(map(len, texts)) > _LONGEST:
            raise ReportPackageUnsound


def _check_days(days: Iterable[str]) -> None:
    try:
        for day in days:
            date.fromisoformat(day)
    except ValueError as error:
        raise ReportPackageUnsound from error
