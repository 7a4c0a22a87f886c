"""What a workbook of the office holds, as it was read: nothing cleaned, nothing guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Span:
    """Cells merged into one; counted from 0, the last row and column are part of it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Every row from the first one Excel shows, so that row 0 here is row 1 there.

    All rows have the same width. Of a merged range only the first cell holds the value.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    spans: tuple[Span, ...] = ()
    fonts: Mapping[int, str] = field(default_factory=dict)  # column -> font most used, if known
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    file_name: str
    kind: str  # "xlsx", "xlsm", "xls", "ods", "csv": by what the file is, not by its name
    fingerprint: str  # SHA-256 of the bytes, hex
    sheets: tuple[Sheet, ...]
