"""A workbook opened and understood: sheets, the table, the columns, the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rehabdesk.domain.tables.fields import Certainty, ImportField, ImportKind
from rehabdesk.domain.tables.finding import find_table
from rehabdesk.domain.tables.guessing import guess_columns
from rehabdesk.domain.tables.mapping import ColumnGuess, ColumnMapping, mapping_of
from rehabdesk.domain.tables.reading import RowReader
from rehabdesk.domain.tables.row import Finding, RowRead
from rehabdesk.domain.tables.sheet import Sheet, Workbook
from rehabdesk.domain.tables.table import Table, TableChoice, TableRow
from rehabdesk.persistence.faults import OPENING, translated
from rehabdesk.services.importing.orders import CheckRows, Fix
from rehabdesk.services.importing.remembering import remembered_fields
from rehabdesk.services.importing.uncollected import uncollected
from rehabdesk.services.office import Work

_AS_FOUND = TableChoice()
# What is held against a list of the office only after the row was read.
_OF_LISTS = (ImportField.HAMLET, ImportField.ORGANISATION)
# What may stand only in the group row above: there is no cell to put right.
_WITHOUT_CELL = frozenset({ImportField.HAMLET, ImportField.KIND})


@dataclass(frozen=True, slots=True)
class TableSight:
    """A table with what the program makes of its columns."""

    table: Table
    columns: tuple[ColumnGuess, ...]


# What is asked of a file; needs no records


def open_workbook(path: Path, is_stopped: Callable[[], bool] | None = None) -> Workbook:
    """Read a workbook in a process of its own; nothing in it is run or trusted."""
    from rehabdesk.documents.workbooks.reading import read_workbook

    with uncollected():
        return read_workbook(path, is_stopped)


def read_source(path: Path) -> bytes:
    """Return a file as it lies on the disk, for a copy of it."""
    with translated(OPENING, path):
        return path.read_bytes()


# Looks


def look_at_table(
    work: Work, sheet: Sheet, kind: ImportKind, choice: TableChoice = _AS_FOUND
) -> TableSight:
    """Find the table of a sheet and guess its columns, as they were put the last time."""
    with uncollected():
        table = find_table(sheet, choice)
        guesses = guess_columns(table, kind, remembered_fields(work, kind), work.today)
    if kind is ImportKind.CORRECTIONS:
        guesses = tuple(_as_sent_out(each) for each in guesses)
    return TableSight(table, guesses)


def _as_sent_out(guess: ColumnGuess) -> ColumnGuess:
    """Take a column by the head we gave it ourselves, also where somebody emptied all of it."""
    field = next((each for each in ImportField if each.label == guess.head), None)
    if field is None:
        return guess
    return replace(guess, field=field, certainty=Certainty.SURE, reason="")


# Rows


def read_rows(order: CheckRows, today: date) -> list[RowRead]:
    """Read every row of a table, with what the clerk has put right."""
    mapping = mapping_of(order.kind, order.columns)
    reader = RowReader(mapping, today)
    rows = order.table.rows
    rests_on = (rows, mapping, today)
    reads = order.memory.recall("reads", rests_on, lambda: [reader.read(row) for row in rows])
    if not order.fixes:
        return reads
    fixes = _by_text(order.fixes)
    are_of_lists = any(field in _OF_LISTS for field, _ in fixes)
    return [
        _put_right(row, read, mapping, fixes, reader)
        if are_of_lists or read.faults or read.doubts
        else read
        for row, read in zip(rows, reads, strict=True)
    ]


def _by_text(fixes: tuple[Fix, ...]) -> Mapping[tuple[ImportField, str], list[Fix]]:
    found: dict[tuple[ImportField, str], list[Fix]] = defaultdict(list)
    for each in fixes:
        found[each.field, each.text].append(each)
    return found


def _put_right(
    row: TableRow,
    read: RowRead,
    mapping: ColumnMapping,
    fixes: Mapping[tuple[ImportField, str], list[Fix]],
    reader: RowReader,
) -> RowRead:
    for field, column, text in _fixable(read, mapping):
        fix = _fix_for(fixes.get((field, text), ()), row.row_number)
        if fix is None:
            continue
        if column is not None:
            row = row.with_cell(column, fix.instead)
            read = reader.read(row)
        elif field in _WITHOUT_CELL:
            read = replace(read, values={**read.values, field: fix.instead})
    return read


def _fixable(read: RowRead, mapping: ColumnMapping) -> list[tuple[ImportField, int | None, str]]:
    """Return what can be put right in a row: what was found, and what a list may not know."""
    found: list[Finding] = [*read.faults, *read.doubts]
    places = [(each.field, each.column, each.raw) for each in found]
    for field in _OF_LISTS:
        if written := read.text(field):
            told = mapping.of(field)
            column = told.column if told and not _is_of_group(read, field) else None
            places.append((field, column, written))
    return places


def _is_of_group(read: RowRead, field: ImportField) -> bool:
    """Tell whether a text came from a group row above, not from the row itself."""
    return any(each.field is field and each.column is None for each in read.cleaned)


def _fix_for(fixes: Sequence[Fix], row_number: int) -> Fix | None:
    """Return the fix of this very row, else the one for every row with such a text."""
    own = [each for each in fixes if each.row_number == row_number]
    fitting = own or [each for each in fixes if each.row_number is None]
    return fitting[-1] if fitting else None
