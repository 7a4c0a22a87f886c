"""One cell as a reader gets it, and what the readers of a row say between them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.tables.fields import ImportField, ImportKind
from rehabdesk.domain.tables.mapping import MappedColumn
from rehabdesk.domain.tables.row import Cleaned, FieldValue, Finding, RowRead
from rehabdesk.domain.tables.sheet import Cell
from rehabdesk.domain.text import clean

_SHOWN = 60
_EXACT_FLOATS = 1e15
_NOTE = ImportField.NOTE


@dataclass(frozen=True, slots=True)
class CellRead:
    """A cell of a mapped column: as in the file, and in the clean letters of today."""

    column: MappedColumn | None
    field: ImportField
    cell: Cell  # a text already in the letters of today
    before: str  # as the file has it
    today: date
    kind: ImportKind = ImportKind.PERSONS
    text: str = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", _cleaned(cell_text(self.cell)))

    @property
    def name(self) -> str:
        return self.column.name if self.column else self.field.label

    @property
    def place(self) -> int | None:
        return self.column.column if self.column else None


@dataclass(slots=True)
class Gathering:
    """The values of a row and what is to be told of them, while it is read."""

    row_number: int
    values: dict[ImportField, FieldValue] = field(default_factory=dict)
    faults: list[Finding] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    cleaned: list[Cleaned] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # what no field holds: it goes into the note

    def put(self, cell: CellRead, field: ImportField, value: FieldValue) -> None:
        """Give a field its value; when two cells disagree the clerk must say which is right."""
        known = self.values.get(field)
        if known is not None and known != value:
            self.fault(cell, f"khác với cột khác của dòng này ({told(known)}), xem lại", field)
            return
        self.values[field] = value
        unit = " tháng" if field is ImportField.TERM_MONTHS else ""
        self.tell(cell, field, f"{told(value)}{unit}")

    def tell(self, cell: CellRead, field: ImportField, after: str) -> None:
        if after != cell.before:
            self.cleaned.append(Cleaned(field, cell.place, cell.before, after))

    def fault(self, cell: CellRead, says: str, field: ImportField | None = None) -> None:
        self.faults.append(_finding(cell, says, field))

    def doubt(self, cell: CellRead, says: str, field: ImportField | None = None) -> None:
        self.doubts.append(_finding(cell, says, field))

    def keep(self, cell: CellRead, text: str) -> None:
        """Keep in the note what the field cannot hold."""
        self.kept.append(f"{cell.name}: {text}")

    def take_over(self, other: Gathering) -> None:
        """Take what was said elsewhere of fields nothing is known of here."""
        self.values.update(other.values)
        self.faults += other.faults
        self.doubts += other.doubts
        self.cleaned += other.cleaned
        self.kept += other.kept

    def result(self) -> RowRead:
        note = self.values.get(_NOTE)
        parts = [*([note] if isinstance(note, str) and note else []), *self.kept]
        if parts:
            self.values[_NOTE] = "; ".join(dict.fromkeys(parts))
        return RowRead(
            self.row_number,
            self.values,
            tuple(self.faults),
            tuple(self.doubts),
            tuple(self.cleaned),
        )


def cell_text(cell: Cell) -> str:
    """Say what a cell shows, without thousands and noughts after the point."""
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float):
        is_whole = cell.is_integer() and abs(cell) < _EXACT_FLOATS
        return str(int(cell)) if is_whole else repr(cell)
    if isinstance(cell, datetime) and cell.time() != time():
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else str(cell)


@lru_cache(maxsize=20_000)  # hamlets, trades and words of kinds come again and again
def _cleaned(text: str) -> str:
    return clean(text)


def told(value: FieldValue) -> str:
    """Say a value as the screen shows it."""
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, Coded):
        return value.label
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, tuple):
        return "; ".join(value)
    return str(value)


def shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _finding(cell: CellRead, says: str, field: ImportField | None) -> Finding:
    return Finding(field or cell.field, cell.place, f"{cell.name}: {says}.", cell.text)
