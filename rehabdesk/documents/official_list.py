"""A list as it leaves the office: the same values for the workbook and for the printed page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from itertools import groupby

from rehabdesk.domain.wording import slash_date, thousands

Value = str | int | date | None


class ColumnKind(Enum):
    TEXT = auto()
    CODE = auto()  # digits that are no number: leading zeros stay
    DATE = auto()
    COUNT = auto()


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: float  # in letters, as Excel counts
    kind: ColumnKind = ColumnKind.TEXT
    group: str = ""  # a heading shared with the neighbours of the same group


@dataclass(frozen=True, slots=True)
class Signer:
    title: str
    note: str = "(Ký, ghi rõ họ tên)"
    name: str = ""


@dataclass(frozen=True, slots=True)
class OfficialList:
    superior: str
    issuer: str  # one line, or broken where the office breaks it
    place_and_date: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    period: str = ""  # the day or the period, then the filter in words
    notes: tuple[str, ...] = ()  # such as how many are left out, or LƯU HÀNH NỘI BỘ
    total: str = ""
    signers: tuple[Signer, ...] = ()
    least_height: float = 0.0  # of a row on paper, in points: room for a signature
    is_wide: bool | None = None  # landscape or not, where the number of columns does not say it

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{len(row)} values for {len(self.columns)} columns")

    @property
    def is_landscape(self) -> bool:
        if self.is_wide is not None:
            return self.is_wide
        return len(self.columns) > _PORTRAIT_COLUMNS

    @property
    def groups(self) -> tuple[tuple[str, int, int], ...]:
        """The shared headings: name, first column, how many columns; nameless ones included."""
        found = []
        first = 0
        for name, members in groupby(self.columns, key=lambda column: column.group):
            count = len(list(members))
            found.append((name, first, count))
            first += count
        return tuple(found)


_PORTRAIT_COLUMNS = 7


def printed(value: Value) -> str:
    match value:
        case None:
            return ""
        case date():
            return slash_date(value)
        case int():
            return thousands(value)
        case _:
            return value
