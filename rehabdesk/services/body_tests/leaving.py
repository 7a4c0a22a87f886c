"""The register on paper or in Excel: without results, unless somebody who may chooses them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from rehabdesk.domain.codes import Right
from rehabdesk.services.exports import ExportedFile, PrintedList
from rehabdesk.services.lists.leaving import LeavingList, export_rows, print_rows
from rehabdesk.services.office import Work

R = TypeVar("R", PrintedList, ExportedFile)
# What tells a result, or lets it be guessed.
TELLING = frozenset({"Lý do", "Kết quả", "Lần tới", "Việc sau đó", "Chất"})


# Acts


def print_tests(work: Work, order: LeavingList, *, with_results: bool) -> PrintedList:
    return _leave(work, order, print_rows, with_results=with_results)


def export_tests(work: Work, order: LeavingList, *, with_results: bool) -> ExportedFile:
    return _leave(work, order, export_rows, with_results=with_results)


def _leave(
    work: Work, order: LeavingList, way: Callable[[Work, LeavingList], R], *, with_results: bool
) -> R:
    work.require(Right.READ_TESTS)
    made = way(work, order if with_results else without_results(order))
    told = "yes" if with_results else "no"
    work.record("body_tests.left", None, count=made.count, purpose=order.purpose, results=told)
    return made


def without_results(order: LeavingList) -> LeavingList:
    """Leave out every column a result can be read or guessed from."""
    kept = [at for at, column in enumerate(order.columns) if column.title not in TELLING]
    return replace(
        order,
        columns=tuple(order.columns[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in order.rows),
    )
