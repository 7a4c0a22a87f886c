"""A record that is edited in a form, as it is read and written, and what is typed over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rehabdesk.domain.reports.periods import Window
from rehabdesk.services.office import Work
from tests.builders import NOW

TODAY = NOW.date()
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
Change = tuple[tuple[Any, ...], Any]  # a path, and what is typed there


@dataclass(frozen=True)
class Kept:
    """How a record is read and written; both type at `where`, and each something of its own."""

    read: Callable[[Work], tuple[Any, Any]]  # facts and version
    act_of: Callable[[Any, Any], Callable[..., Any]]
    where: tuple[Any, ...]
    kept: Any
    typed: Any
    theirs: Change
    mine: Change


def kept_of(record: type[Any], number: int, facts: Callable[[Any], Any]) -> Callable[[Work], Any]:
    def read(work: Work) -> tuple[Any, Any]:
        found = work.session.get_one(record, number)
        return facts(found), found.version

    return read


def row_of(
    listed: Callable[[Work], Any], number: int, facts: Callable[[Any], Any]
) -> Callable[[Work], Any]:
    def read(work: Work) -> tuple[Any, Any]:
        row = next(each for each in listed(work) if each.id == number)
        return facts(row), row.version

    return read
