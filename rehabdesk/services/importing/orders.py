"""What an import is asked for, and what it answers; row numbers are those Excel shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from rehabdesk.domain.codes import Coded, EpisodeKind
from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.tables.fields import ImportField, ImportKind
from rehabdesk.domain.tables.mapping import ColumnGuess
from rehabdesk.domain.tables.sheet import Workbook
from rehabdesk.domain.tables.table import Table
from rehabdesk.services.importing.memory import Memory

# Told how many rows of how many are done; answers whether to go on.
Watch = Callable[[int, int], bool]


class RowState(Coded):
    """What is the matter with a row, whatever has been chosen for it."""

    READY = "ready", "Nhập được ngay"
    UPDATE = "update", "Có chỗ khác hồ sơ"
    ALIKE = "alike", "Giống hồ sơ đã có"
    FAULTY = "faulty", "Lỗi phải sửa"
    SKIPPED = "skipped", "Bỏ qua"


class Level(Coded):
    FAULT = "fault", "Lỗi phải sửa"
    ALIKE = "alike", "Giống hồ sơ đã có"
    DOUBT = "doubt", "Nên xem lại"
    NOTE = "note", "Đã hiểu là"


class RowAction(Coded):
    LEAVE_OUT = "leave_out", "Bỏ qua dòng này"
    UPDATE = "update", "Cập nhật hồ sơ đã có"
    CREATE = "create", "Vẫn lập hồ sơ mới"


class ImportStopped(Refusal):
    def __init__(self) -> None:
        super().__init__("Đã dừng. Chưa ghi gì vào hồ sơ.")


@dataclass(frozen=True, slots=True)
class Fix:
    """What is to be read for a field instead; without a row, in every row with the same text."""

    field: ImportField
    text: str  # as the Problem tells it
    instead: str
    row_number: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be done with a row.

    UPDATE fills what the file lacks and takes over the values of `taken`, by their fields.
    CREATE beside a file with the same number needs a `reason`. CREATE for any other row is a tick.
    """

    action: RowAction
    person_id: int | None = None  # which of several alike; the likeliest unless told
    reason: str = ""
    taken: frozenset[str] = frozenset()  # names of Change.field


@dataclass(frozen=True, slots=True)
class CheckRows:
    """A sheet, how it is understood, and what has been put right and chosen so far.

    One memory for all checks of a workbook lets each look at the changed rows alone.
    """

    workbook: Workbook
    table: Table
    kind: ImportKind
    columns: tuple[ColumnGuess, ...]  # as the clerk left them
    episode_kind: EpisodeKind | None = None  # of rows that name none
    fixes: tuple[Fix, ...] = ()
    choices: Mapping[int, Choice] = field(default_factory=dict)  # by row number
    new_hamlets: frozenset[str] = frozenset()  # to be added to the office's own
    new_organisations: frozenset[str] = frozenset()
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to say about a row; one with a field can be answered by a Fix."""

    level: Level
    says: str
    field: ImportField | None = None
    column: int | None = None
    text: str = ""  # what stands in the cell, turned into today's letters
    understood: str = ""  # what the program made of it
    same_count: int = 1  # rows with this very problem and text, this one among them
    offers: tuple[str, ...] = ()  # texts to choose from, such as the hamlets


@dataclass(frozen=True, slots=True)
class AlikeTo:
    """A kept file, or an earlier row of the same workbook, that may be of the same person."""

    person_id: int | None
    row_number: int | None
    says: str  # "Hồ sơ 2026-031 · Nguyễn Văn Thành · 1990 · Thôn Hạ", "Dòng 58 · …"
    matches: tuple[str, ...]
    per_cent: int
    is_certain: bool  # the same number


@dataclass(frozen=True, slots=True)
class Change:
    """One field that the workbook has otherwise than the file.

    `before` is what stood there when the workbook left, where that is known; `is_taken` whether
    the file will be changed.
    """

    field: str
    label: str
    kept: str
    in_file: str
    is_taken: bool
    before: str | None = None
    is_changed_meanwhile: bool = False


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row, what is the matter with it, and what will become of it as things stand."""

    row_number: int
    state: RowState
    outcome: ImportOutcome
    full_name: str = ""
    birth: str = ""
    number: str = ""
    problems: tuple[Problem, ...] = ()
    alike: tuple[AlikeTo, ...] = ()
    choice: Choice | None = None
    changes: tuple[Change, ...] = ()

    @property
    def is_written(self) -> bool:
        return self.outcome in {ImportOutcome.CREATED, ImportOutcome.UPDATED}

    @property
    def needs_a_look(self) -> bool:
        """Tell whether the clerk should look at it before the import."""
        has_doubt = any(each.level is not Level.NOTE for each in self.problems)
        return self.state is not RowState.SKIPPED and has_doubt


@dataclass(frozen=True, slots=True)
class Counters:
    """The four counters of the check, and how many rows will be written as things stand."""

    ready: int
    alike: int
    faulty: int
    skipped: int
    to_write: int

    @property
    def total(self) -> int:
        return self.ready + self.alike + self.faulty + self.skipped


@dataclass(frozen=True, slots=True)
class Check:
    rows: tuple[CheckedRow, ...]
    counters: Counters
    hamlets: tuple[str, ...]  # to choose from where one is unknown


class RowOfChanges(Protocol):
    """A row that changes a kept file, as it was checked or as it will be written."""

    @property
    def row_number(self) -> int: ...

    @property
    def changes(self) -> tuple[Change, ...]: ...


def replaced_by(rows: Iterable[RowOfChanges]) -> dict[tuple[int, str], str]:
    """Return what the rows will write over, by row and name of the field."""
    return {
        (row.row_number, change.label): change.kept
        for row in rows
        for change in row.changes
        if change.is_taken
    }


@dataclass(frozen=True, slots=True)
class RunImport:
    """`shown` are the counters the clerk has seen, `replaced` what he has seen written over.

    When they no longer hold, nothing is written.
    """

    check: CheckRows
    shown: Counters | None = None
    replaced: Mapping[tuple[int, str], str] | None = None

    @classmethod
    def as_seen(cls, order: CheckRows, check: Check) -> RunImport:
        return cls(order, check.counters, replaced_by(check.rows))


@dataclass(frozen=True, slots=True)
class Imported:
    batch_id: int
    version: int
    created: int
    updated: int
    alike: int
    faulty: int
    left_out: int
    person_ids: tuple[int, ...] = ()  # of what was made and changed, in the order of the rows

    @property
    def rows(self) -> int:
        return self.created + self.updated + self.alike + self.faulty + self.left_out


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import of the past."""

    id: int
    version: int
    kind: str
    file_name: str
    sheet_name: str
    imported_by: str
    imported_at: datetime
    created: int
    updated: int
    rows: int
    undone_by: str
    undone_at: datetime | None
    kept: int  # files an undo had to leave

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A file that will not go with its import, and what hangs on it."""

    person_id: int | None
    row_number: int
    name: str
    reasons: tuple[str, ...]  # "đã sửa ngày 21/11/2026", "2 văn bản"


@dataclass(frozen=True, slots=True)
class UndoSight:
    """Exact counts of what taking an import back would do."""

    batch: BatchRow
    will_go: int
    will_be_as_before: int
    kept: tuple[KeptRow, ...]


@dataclass(frozen=True, slots=True)
class UndoImport:
    """`shown` are the counts the clerk has agreed to: gone, put back, kept."""

    batch_id: int
    version: int
    shown: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    gone: int
    put_back: int
    kept: tuple[KeptRow, ...]
