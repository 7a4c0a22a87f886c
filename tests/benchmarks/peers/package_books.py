"""The same rows put together by others from plain workbooks: nothing sealed, nothing checked."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.benchmarks.job import Context, Output
from tests.benchmarks.packages import HEAD, Together, folder_of

_COLUMNS = ", ".join(HEAD)
_TABLE = (
    f"CREATE TABLE member (unit INTEGER, {_COLUMNS}); CREATE INDEX by_known ON member (known_by)"
)
_INSERT = f"INSERT INTO member VALUES ({', '.join('?' * (len(HEAD) + 1))})"
_TWICE = (
    "SELECT count(*) FROM (SELECT known_by FROM member WHERE day IS NULL OR day = '' "
    "GROUP BY known_by HAVING count(DISTINCT unit) > 1)"
)


def by_calamine(context: Context) -> Output:
    """Read with calamine, insert with executemany, look for who stands in two units."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 -- timed with nobody else

    def rows() -> Iterable[tuple[Any, ...]]:
        for unit, path in enumerate(_books(context)):
            read = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
            yield from ((unit, *row) for row in read[1:])

    start = time.perf_counter()
    found = _put_together(_place(context), rows())
    return Output(found, time.perf_counter() - start)


def by_pandas(context: Context) -> Output:
    """Read with pandas as most would, concatenate, write to a table."""
    import pandas as pd  # noqa: PLC0415 -- timed with nobody else

    start = time.perf_counter()
    books = [pd.read_excel(path, dtype={"known_by": str}) for path in _books(context)]
    whole = pd.concat([book.assign(unit=unit) for unit, book in enumerate(books)])
    with sqlite3.connect(_place(context)) as base:
        whole.to_sql("member", base, index=False)
    stays = whole[whole["day"].isna()]
    units = stays.groupby("known_by")["unit"].nunique()
    found = Together(len(whole), int(whole["amount"].sum()), int((units > 1).sum()))
    return Output(found, time.perf_counter() - start)


def limit(context: Context) -> Output:
    """Insert rows that lie in memory already."""
    rows = context.once("rows", lambda: _read_once(context))
    start = time.perf_counter()
    found = _put_together(_place(context), rows)
    return Output(found, time.perf_counter() - start)


def _read_once(context: Context) -> list[tuple[Any, ...]]:
    from tests.benchmarks.packages import senders  # noqa: PLC0415

    return [(sender.number, *line) for sender in senders(context.size) for line in sender.members]


def _put_together(place: Path, rows: Iterable[tuple[Any, ...]]) -> Together:
    base = sqlite3.connect(place)
    base.execute("PRAGMA synchronous = FULL")
    base.executescript(_TABLE)
    with base:
        base.executemany(_INSERT, rows)
    count, amount = base.execute("SELECT count(*), sum(amount) FROM member").fetchone()
    (twice,) = base.execute(_TWICE).fetchone()
    base.close()
    place.unlink()
    return Together(count, int(amount), twice)


def _books(context: Context) -> list[Path]:
    return sorted(folder_of(context.shared, context.size).glob("*.xlsx"))


def _place(context: Context) -> Path:
    place = context.scratch / f"together{context.run}.db"
    place.unlink(missing_ok=True)
    return place
