"""A workbook being brought in: everything the clerk has said of it so far; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.domain.tables.mapping import ColumnGuess
from rehabdesk.domain.tables.sheet import Sheet, Workbook
from rehabdesk.domain.tables.table import Table, TableChoice
from rehabdesk.services.importing.orders import Check, CheckRows, Choice, Fix


@dataclass(slots=True)
class Underway:
    path: Path
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
    check: Check | None = None

    @property
    def sheet(self) -> Sheet:
        return self.workbook.sheets[self.place]

    @property
    def name(self) -> str:
        return self.workbook.file_name

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
        """Take a fix; a later one for the same text replaces the earlier."""
        kept = [
            each
            for each in self.fixes
            if (each.field, each.text, each.row_number) != (fix.field, fix.text, fix.row_number)
        ]
        self.fixes = (*kept, fix)

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
        )
