"""A workbook being brought in: everything the clerk has said of it so far; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.domain.tables.mapping import ColumnGuess
from rehabdesk.domain.tables.sheet import Sheet, Workbook
from rehabdesk.domain.tables.table import Table, TableChoice
from rehabdesk.services.importing.memory import Memory
from rehabdesk.services.importing.orders import Check, CheckRows, Choice, Fix


@dataclass(slots=True)
class Underway:
    path: Path | None  # of rows that were pasted there is none
    workbook: Workbook
    kind: ImportKind
    place: int = 0  # of the sheet, among the sheets of the workbook
    choice: TableChoice = field(default_factory=TableChoice)
    table: Table | None = None
    guesses: tuple[ColumnGuess, ...] = ()
    remembered: tuple[ColumnGuess, ...] = ()  # as they were mapped the last time
    episode_kind: EpisodeKind | None = None
    fixes: tuple[Fix, ...] = ()
    choices: dict[int, Choice] = field(default_factory=dict)
    new_hamlets: frozenset[str] = frozenset()
    new_organisations: frozenset[str] = frozenset()
    check: Check | None = None
    memory: Memory = field(default_factory=Memory)  # of the checks so far

    @property
    def sheet(self) -> Sheet:
        return self.workbook.sheets[self.place]

    @property
    def name(self) -> str:
        return self.workbook.file_name

    @property
    def rows_beside(self) -> int:
        """Say how many rows of the table name nobody: sums, blanks, heads told again."""
        return len(self.table.left_out) if self.table else 0

    def forget_rows(self) -> None:
        """Forget what was put right: the rows are read otherwise now."""
        self.fixes, self.choices, self.check = (), {}, None

    def map_column(self, column: int, **changes: object) -> None:
        """Take over what the clerk says of one column."""
        self.guesses = tuple(
            replace(each, **changes) if each.column == column else each  # type: ignore[arg-type]
            for each in self.guesses
        )
        self.check = None

    def put_right(self, fix: Fix) -> None:
        """Take a fix; a later one for the same text, or for what it became, replaces it."""
        earlier = [each for each in self.fixes if _is_of_what_became(each, fix)]
        for each in (*(_put_further(one, fix) for one in earlier), fix):
            kept = [old for old in self.fixes if _subject(old) != _subject(each)]
            self.fixes = (*kept, each)

    def order(self) -> CheckRows | None:
        if self.table is None:
            return None
        return CheckRows(
            self.workbook,
            self.table,
            self.kind,
            self.guesses,
            self.episode_kind,
            self.fixes,
            dict(self.choices),
            self.new_hamlets,
            self.new_organisations,
            self.memory,
        )


def _subject(fix: Fix) -> tuple[object, str, int | None]:
    return fix.field, fix.text, fix.row_number


def _is_of_what_became(earlier: Fix, fix: Fix) -> bool:
    """Tell whether a fix is of the text an earlier one put into the cell."""
    is_same_row = None in {earlier.row_number, fix.row_number} or (
        earlier.row_number == fix.row_number
    )
    return (
        bool(fix.text) and is_same_row and (earlier.field, earlier.instead) == (fix.field, fix.text)
    )


def _put_further(earlier: Fix, fix: Fix) -> Fix:
    """Let the text of the file become what the later fix says at once."""
    row_number = fix.row_number if earlier.row_number is None else earlier.row_number
    return replace(fix, text=earlier.text, row_number=row_number)
