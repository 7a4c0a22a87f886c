"""Small sheets typed out, and what is read of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rehabdesk.domain.legacy_letters import Encoding
from rehabdesk.domain.tables.fields import ImportField, ImportKind
from rehabdesk.domain.tables.finding import find_table
from rehabdesk.domain.tables.guessing import guess_columns
from rehabdesk.domain.tables.mapping import ColumnGuess, ColumnMapping, MappedColumn, mapping_of
from rehabdesk.domain.tables.reading import read_row
from rehabdesk.domain.tables.row import RowRead
from rehabdesk.domain.tables.sheet import Cell, Sheet, Span
from rehabdesk.domain.tables.table import Table, TableRow

TODAY = date(2026, 11, 22)
_BY_CODE = {each.value: each for each in ImportField}


def sheet_of(rows: Sequence[Sequence[Cell]], spans: Sequence[Span] = ()) -> Sheet:
    """Make a sheet; shorter rows are filled up."""
    width = max(len(row) for row in rows)
    filled = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return Sheet("Trang1", filled, tuple(spans))


def guesses_of(
    rows: Sequence[Sequence[Cell]], kind: ImportKind = ImportKind.PERSONS
) -> list[ColumnGuess]:
    return list(guess_columns(find_table(sheet_of(rows)), kind, {}, TODAY))


def read_all(table: Table, kind: ImportKind = ImportKind.PERSONS) -> list[RowRead]:
    mapping = mapping_of(kind, guess_columns(table, kind, {}, TODAY))
    return [read_row(row, mapping, TODAY) for row in table.rows]


def read(field: ImportField, cell: Cell, **others: Cell) -> RowRead:
    """Read one row of a name, this field, and others by their codes."""
    columns = {ImportField.FULL_NAME: "Nguyễn Văn Sửu", field: cell}
    columns |= {_BY_CODE[name]: other for name, other in others.items()}
    mapped = tuple(
        MappedColumn(place, each.label, each, Encoding.UNICODE)
        for place, each in enumerate(columns)
    )
    row = TableRow(7, tuple(columns.values()))
    return read_row(row, ColumnMapping(ImportKind.PERSONS, mapped), TODAY)


def said(found: RowRead) -> list[str]:
    """Return every fault and doubt."""
    return [each.sentence for each in (*found.faults, *found.doubts)]
