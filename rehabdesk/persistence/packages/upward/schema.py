"""The shape of what a package says: types, lengths, days; nonsense is refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rehabdesk.domain.reports.grid import GridRow, ReportGrid
from rehabdesk.domain.reports.values import Value
from rehabdesk.persistence.packages.upward.contents import NOBODY, MemberLine, Members, read_day
from rehabdesk.persistence.packages.upward.refused import ReportPackageUnsound

_MOST_ROWS, _MOST_COLUMNS = 2_000, 30
MOST_LINES = 100_000  # behind all figures of a package
_LONGEST, _LONGEST_NOTE = 1_000, 20_000
_LARGEST_NUMBER, _MOST_DECIMALS = 10**15, 6
_PERSON = ("known_by", "name", "birth")
_TEXTS = ("figures", "reasons", "days")
_LINE = ("person", "figure", "reason", "day", "amount")
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
    told = list(texts)
    if not all(type(each) is str and len(each) <= longest and "\0" not in each for each in told):
        raise ReportPackageUnsound
    try:
        "".join(told).encode()  # half a character is none
    except UnicodeEncodeError as error:
        raise ReportPackageUnsound from error


def members_told(lines: Iterable[MemberLine]) -> dict[str, list[list[Any]]]:
    """Tell each person and each text once, then a column at a time which of them a line means."""
    persons: dict[tuple[str, str, int | None], int] = {}
    texts: tuple[dict[Any, int], ...] = ({}, {}, {})
    columns: list[list[int]] = [[], [], [], [], []]
    for figure, known_by, name, birth, reason, day, amount in lines:
        told = [
            seen.setdefault(value, len(seen))
            for seen, value in zip(texts, (figure, reason, day), strict=True)
        ]
        place = persons.setdefault((known_by, name, birth), len(persons))
        for column, value in zip(columns, (place, *told, amount), strict=True):
            column.append(value)
    return {
        "persons": [list(column) for column in zip(*persons, strict=True)],
        "texts": [list(each) for each in texts],
        "lines": columns if persons else [],
    }


def read_members(told: Any, packed: bytes) -> Members:
    """Read persons, texts and the lines that point at them, checked a column at a time."""
    if not isinstance(told, dict) or set(told) != {"persons", "texts", "lines"}:
        raise ReportPackageUnsound
    if not told["lines"]:
        return NOBODY
    known, names, births = _columns(told["persons"], _PERSON)
    figures, reasons, days = _texts_told(told["texts"])
    places, *which, amounts = _columns(told["lines"], _LINE)
    if len(places) > MOST_LINES or any(set(map(type, each)) != {int} for each in told["lines"]):
        raise ReportPackageUnsound
    _texts((*known, *names, *figures, *reasons), _LONGEST)
    _check_days(days)
    if set(map(type, births)) - {int, _NOTHING}:
        raise ReportPackageUnsound
    for meant, texts in zip((places, *which), (known, figures, reasons, days), strict=True):
        if min(meant) < 0 or max(meant) >= len(texts):
            raise ReportPackageUnsound
    _numbers((max(amounts), min(amounts)))
    at_figure, at_reason, at_day = which
    return Members(
        list(zip(known, names, births, strict=True)),
        list(map(figures.__getitem__, at_figure)),
        places,
        list(map(reasons.__getitem__, at_reason)),
        list(map(days.__getitem__, at_day)),
        amounts,
        packed,
    )


def _columns(told: Any, names: tuple[str, ...]) -> list[list[Any]]:
    """Return columns that are all there and equally long."""
    if not _are_lists(told, len(names)) or len(set(map(len, told))) != 1 or not told[0]:
        raise ReportPackageUnsound
    return list(told)


def _texts_told(told: Any) -> list[list[Any]]:
    if not _are_lists(told, len(_TEXTS)) or not all(told):
        raise ReportPackageUnsound
    return list(told)


def _are_lists(told: Any, count: int) -> bool:
    return type(told) is list and len(told) == count and set(map(type, told)) == {list}


def _check_days(days: list[Any]) -> None:
    if set(map(type, days)) - {str, _NOTHING}:
        raise ReportPackageUnsound
    try:
        for day in days:
            if day is not None:
                read_day(day)
    except ValueError as error:
        raise ReportPackageUnsound from error
