"""What passes from one clerk to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OpenFile:
    person_id: int
    code: str
    full_name: str
    birth_year: int | None
    hamlet: str
    state: str
    term_end: date | None
    helper: str


@dataclass(frozen=True, slots=True)
class DueRow:
    on: date
    what: str
    who: str
    basis: str


@dataclass(frozen=True, slots=True)
class UnsignedPaper:
    decision_id: int
    title: str
    concerns: str
    status: str
    drafted_on: date
    drafted_by: str


@dataclass(frozen=True, slots=True)
class HandoverPack:
    files: tuple[OpenFile, ...]
    dates: tuple[DueRow, ...]  # late ones included
    papers: tuple[UnsignedPaper, ...]
    today: date
    until: date
