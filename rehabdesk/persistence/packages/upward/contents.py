"""What a package says: who reports what of which days, its figures, and whom they are of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.domain.reports.periods import Window

Named = tuple[str, str, int | None]  # known by, name, year of birth
# figure, known by, name, year of birth, reason, day, amount: as in a line of the part
MemberLine = tuple[str, str, str, int | None, str, str | None, int]


@dataclass(frozen=True, slots=True)
class Members:
    """Whom the figures are of, a column at a time: there may be a hundred thousand of them."""

    persons: Sequence[Named] = ()
    figures: Sequence[str] = ()
    places: Sequence[int] = ()  # of whom, in the persons
    reasons: Sequence[str] = ()
    days: Sequence[str | None] = ()
    amounts: Sequence[int] = ()
    packed: bytes = b""  # all of it as it came, read again when somebody opens a figure

    def __len__(self) -> int:
        return len(self.figures)

    def lines(self) -> Iterator[MemberLine]:
        columns = (self.figures, self.places, self.reasons, self.days, self.amounts)
        for figure, place, reason, day, amount in zip(*columns, strict=True):
            yield (figure, *self.persons[place], reason, day, amount)


NOBODY = Members()


@dataclass(frozen=True, slots=True)
class Statement:
    """The head of a package; nobody is named in it."""

    office_code: str
    office_name: str
    level: str
    layout_key: str
    layout_print: str  # of the rows of the layout as the sender has it
    period: str
    year: int
    ordinal: int
    rule: str
    window: Window
    title: str
    serial: int
    made_at: datetime
    program: str
    is_zero: bool = False
    names_basis: str = ""  # by what the receiver may have names; empty: none were sent

    @property
    def has_names(self) -> bool:
        return bool(self.names_basis)


@dataclass(frozen=True, slots=True)
class Contents:
    statement: Statement
    grid: ReportGrid
    members: Sequence[MemberLine] = ()


@dataclass(frozen=True, slots=True)
class Sealing:
    """With which key a package is signed, and under which password its names lie."""

    secret: str
    password: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A package whose signature and sums hold; its names are still closed."""

    statement: Statement
    grid: ReportGrid
    seal: str  # the public half of the key it is signed with
    names: bytes | None  # closed under the password
    altered: tuple[str, ...]  # sheets that are no longer as they left


# The packages of a period tell the same days over and over.
read_day = lru_cache(maxsize=8_192)(date.fromisoformat)


def day_or_none(told: str | None) -> date | None:
    return read_day(told) if told is not None else None


def layout_print(rows: Sequence[tuple[str, ...]]) -> str:
    """Return a fingerprint of which figures stand in which rows."""
    told = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
