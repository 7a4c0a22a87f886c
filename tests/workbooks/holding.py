"""What must hold of a made workbook: every row told of, every value right or doubted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from rehabdesk.domain.tables.fields import Certainty, ImportField, ImportKind
from rehabdesk.domain.tables.finding import find_table
from rehabdesk.domain.tables.guessing import guess_columns
from rehabdesk.domain.tables.mapping import ColumnGuess, mapping_of
from rehabdesk.domain.tables.reading import RowReader
from rehabdesk.domain.tables.row import FieldValue, RowRead
from rehabdesk.domain.tables.table import Table
from tests.workbooks.making import Made
from tests.workbooks.people import TODAY, Truth

_F = ImportField
# Where a value that is not as it should be may be told: under its own field or that of its column.
_TOLD_AT = {
    _F.FULL_NAME: {_F.FULL_NAME, _F.FAMILY_NAME, _F.GIVEN_NAME},
    _F.BIRTH: {_F.BIRTH, _F.MALE, _F.FEMALE, _F.BIRTH_YEAR, _F.SEX},
    _F.SEX: {_F.SEX, _F.MALE, _F.FEMALE, _F.BIRTH},
    _F.OTHER_NAME: {_F.OTHER_NAME, _F.FULL_NAME, _F.NOTE},
    _F.ID_NUMBER: {_F.ID_NUMBER, _F.OLD_ID_NUMBER, _F.ANY_NUMBER},
    _F.OLD_ID_NUMBER: {_F.ID_NUMBER, _F.OLD_ID_NUMBER, _F.ANY_NUMBER},
    _F.DECISION_NUMBER: {_F.DECISION_NUMBER, _F.DECISION},
    _F.DECISION_ON: {_F.DECISION_ON, _F.DECISION},
    _F.REHAB_FORM: {_F.REHAB_FORM, _F.KIND},
    _F.NOTE: {_F.NOTE, _F.PHONE, _F.FULL_NAME},
}


@dataclass
class Held:
    """What came of one workbook, or of many."""

    counts: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def add(self, other: Held) -> None:
        self.counts.update(other.counts)
        self.broken += other.broken


def hold(made: Made) -> Held:
    """Find, guess and read; say what does not hold."""
    held = Held(Counter(workbooks=1))
    table = find_table(made.sheet)
    guesses = guess_columns(table, ImportKind.PERSONS, {}, TODAY)
    mapping = mapping_of(ImportKind.PERSONS, guesses)
    reader = RowReader(mapping, TODAY)
    reads = {row.row_number: reader.read(row) for row in table.rows}
    _hold_rows(made, table, held)
    for number, read in reads.items():
        if number not in made.truths:
            _hold_stranger(read, held)
            continue
        _hold_values(read, made.truths[number], made.bad[number], guesses, held)
    return held


def _hold_rows(made: Made, table: Table, held: Held) -> None:
    within = set(range(table.first_row_number, table.last_row_number + 1))
    out = {each.row_number for each in table.left_out if each.reason}
    read = {row.row_number for row in table.rows}
    held.counts["rows"] += len(within)
    held.counts["rows read"] += len(read)
    held.counts["rows left out"] += len(out)
    if read | out != within or read & out:
        held.broken.append(f"rows lost or counted twice: {within ^ (read | out)}")
    held.broken += [f"row {each}: a person left out" for each in set(made.truths) & out]
    held.broken += [f"row {each}: a person outside" for each in set(made.truths) - within]


def _hold_stranger(read: RowRead, held: Held) -> None:
    """A row that is no person's may be read only if it is told to be faulty."""
    held.counts["rows of nobody read"] += 1
    if not read.faults:
        held.broken.append(f"row {read.row_number}: nobody, read as {dict(read.values)}")


def _hold_values(
    read: RowRead,
    truth: Truth,
    bad: set[ImportField],
    guesses: tuple[ColumnGuess, ...],
    held: Held,
) -> None:
    told = {each.field for each in (*read.faults, *read.doubts)}
    doubtful = _doubtful(guesses)
    held.counts["rows with a fault"] += bool(read.faults)
    held.counts["rows with a doubt"] += bool(read.doubts)
    for about, value in truth.items():
        held.counts["values"] += 1
        if is_same(about, read.values.get(about), value):
            held.counts["values right"] += 1
        elif told & _TOLD_AT.get(about, {about}):
            held.counts["values told"] += 1
        elif about in doubtful:
            held.counts["values of columns to review"] += 1
        else:
            held.broken.append(_silent(read, about, value))
    for about in set(read.values) - set(truth):
        is_told = bool(told & _TOLD_AT.get(about, {about}))
        if not is_told and (about in bad or about not in doubtful):
            held.broken.append(_silent(read, about, None))


def is_same(about: ImportField, found: FieldValue | None, true: FieldValue) -> bool:
    if about is _F.NOTE:
        return isinstance(found, str) and str(true) in found
    return found == true


def _doubtful(guesses: tuple[ColumnGuess, ...]) -> set[ImportField]:
    """Fields some column was not surely guessed for: the clerk is asked to look."""
    clear = {each.field for each in guesses if each.certainty is Certainty.SURE}
    unclear = [each for each in guesses if each.certainty is Certainty.REVIEW]
    if any(each.field in (_F.FAMILY_NAME, _F.GIVEN_NAME) for each in unclear):
        clear.discard(_F.FULL_NAME)
    missing = set(ImportField) - {each.field for each in guesses if each.field}
    open_columns = any(each.field is _F.NOTE for each in unclear)
    found = {each.field for each in unclear if each.field} - clear
    return found | (missing if open_columns else set())


def _silent(read: RowRead, about: ImportField, value: FieldValue | None) -> str:
    found = read.values.get(about)
    return f"row {read.row_number}: {about.value} is {value!r}, read {found!r}, nothing told"
