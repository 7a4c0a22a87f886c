"""Which column goes into which field: guessed, then settled by the clerk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rehabdesk.domain.legacy_letters import Encoding
from rehabdesk.domain.tables.fields import GATHERING, Certainty, ImportField, ImportKind
from rehabdesk.domain.tables.table import column_letters
from rehabdesk.domain.text import clean

_NAMED_BY = (ImportField.FULL_NAME, ImportField.GIVEN_NAME)
_NAMELESS = frozenset({ImportKind.CORRECTIONS})


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """`head` is as in the file; `head_read` is the same in the letters of today."""

    column: int
    head: str
    head_read: str
    field: ImportField | None
    certainty: Certainty
    reason: str
    encoding: Encoding
    font: str = ""
    are_days_doubtful: bool = False  # Excel may have put the month before the day

    @property
    def letters(self) -> str:
        return column_letters(self.column)


@dataclass(frozen=True, slots=True)
class MappedColumn:
    column: int
    head: str  # in the letters of today
    field: ImportField
    encoding: Encoding = Encoding.UNICODE
    font: str = ""
    are_days_doubtful: bool = False

    @property
    def letters(self) -> str:
        return column_letters(self.column)

    @property
    def name(self) -> str:
        """How a sentence names the column: its head, else its letters."""
        return clean(self.head) or f"cột {self.letters}"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    kind: ImportKind
    columns: tuple[MappedColumn, ...]

    def of(self, field: ImportField) -> MappedColumn | None:
        return next((each for each in self.columns if each.field is field), None)


def mapping_of(kind: ImportKind, guesses: Iterable[ColumnGuess]) -> ColumnMapping:
    """Take the guesses, as the clerk left them, for settled."""
    settled = (
        MappedColumn(
            each.column,
            each.head_read,
            each.field,
            each.encoding,
            each.font,
            each.are_days_doubtful,
        )
        for each in guesses
        if each.field is not None
    )
    return ColumnMapping(kind, tuple(settled))


def mapping_faults(mapping: ColumnMapping) -> tuple[str, ...]:
    """Say what stands against reading rows by this mapping, one sentence each."""
    fields = [each.field for each in mapping.columns]
    faults = [
        f"Có {count} cột cùng ghép vào “{field.label}”: {_letters(mapping.columns, field)}. "
        "Giữ một cột, các cột kia ghép vào ô khác hoặc bỏ."
        for field, count in Counter(fields).items()
        if count > 1 and field not in GATHERING
    ]
    if mapping.kind in _NAMELESS:
        if ImportField.ROW_CODE not in fields:
            faults.append("Chưa có cột “Mã dòng”. Dùng tệp đã xuất từ phần mềm, giữ nguyên cột đó.")
    elif not any(field in fields for field in _NAMED_BY):
        faults.append("Chưa cột nào ghép vào “Họ và tên”. Chọn cột có họ và tên.")
    if mapping.kind is ImportKind.CONTACTS and ImportField.CONTACT_ON not in fields:
        faults.append("Chưa cột nào ghép vào “Ngày gặp”. Chọn cột có ngày gặp.")
    return tuple(faults)


def _letters(columns: Sequence[MappedColumn], field: ImportField) -> str:
    return ", ".join(each.letters for each in columns if each.field is field)
