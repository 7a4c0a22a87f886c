"""Packages of invented units, and the plain workbooks others would be sent instead of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from openpyxl.workbook.workbook import Workbook

from rehabdesk.persistence.packages.upward.contents import MemberLine
from tests.benchmarks.job import Wrong
from tests.services.consolidation.scene import Sender, a_sender, row_keys, the_package

MADE = 2  # one more whenever other things are put into the packages
PERSONS = {31: 50, 143: 12}
ROWS = 61  # behind each person
TWICE = 4  # persons who stand in two units
HEAD = ("figure", "known_by", "name", "birth_year", "reason", "day", "amount")
_SEED = 9
_FIRST = date(2025, 12, 15)


@dataclass(frozen=True, slots=True)
class Together:
    """What must come of putting packages together, whoever does it."""

    rows: int
    amount: int
    twice: int


@cache
def senders(units: int) -> tuple[Sender, ...]:
    found = []
    for number in range(1, units + 1):
        lines = tuple(_lines(number, PERSONS[units]))
        values = {code: sum(line[0] == key for line in lines) for code, key in row_keys().items()}
        sender = a_sender(number)
        found.append(Sender(number, sender.name, values, lines))
    return tuple(found)


def expected(units: int) -> Together:
    rows = units * PERSONS[units] * ROWS
    return Together(rows, rows, TWICE)


def _lines(unit: int, persons: int) -> Iterator[MemberLine]:
    chance = Random(_SEED * 1000 + unit)
    keys = sorted(set(row_keys().values()))
    stays = row_keys()["S11"]
    others = [key for key in keys if key != stays]
    for place in range(persons):
        is_shared = place == 0 and unit <= 2 * TWICE
        card = f"0990{(unit + 1) // 2:04}9999" if is_shared else f"0991{unit:04}{place:04}"
        name = f"Nguyễn Văn {card[-8:]}"
        yield (stays, card, name, 1990, "đang quản lý", None, 1)
        for at in range(ROWS - 1):
            day = _FIRST + timedelta(days=chance.randrange(360))
            key = others[at % len(others)]
            yield (key, card, name, 1990, f"Gặp, tư vấn lần {at + 1}", day.isoformat(), 1)


def prepare(shared: Path, units: int) -> None:
    """Write every package and the workbook that says the same, once for all variants."""
    folder = folder_of(shared, units)
    if (folder / "made").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for sender in senders(units):
        (folder / f"{sender.number:03}.rdgoi").write_bytes(the_package(sender))
        _write_book(folder / f"{sender.number:03}.xlsx", sender.members)
    (folder / "made").write_text("", "utf-8")


def folder_of(shared: Path, units: int) -> Path:
    return shared / f"packages-{units}-{MADE}"


def check(found: Together, units: int) -> None:
    wanted = expected(units)
    if found != wanted:
        raise Wrong(f"{found} instead of {wanted}")


def _write_book(path: Path, lines: Sequence[MemberLine]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append(HEAD)
    for line in lines:
        sheet.append(line)
    book.save(path)
