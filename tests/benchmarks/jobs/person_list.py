"""P2: the list of persons opened in a running program, and scrolled."""

from __future__ import annotations

import time
from typing import Any

from tests.benchmarks import offices, windows
from tests.benchmarks.bars import Between, Faster, Leaner
from tests.benchmarks.job import Context, Job, Output, Peer, Wrong

PAGE = 100


def ours(context: Context) -> Output:
    return windows.shown("list_window", offices.office_of(context.shared, context.size))


def limit(context: Context) -> Output:
    """All numbers in name order and one page of rows, by the bare driver."""
    connection = _raw(context)
    start = time.perf_counter()
    ids = [row[0] for row in connection.execute("SELECT id FROM person ORDER BY name_order")]
    page = ", ".join(map(str, ids[:PAGE]))
    rows = connection.execute(f"SELECT * FROM person WHERE id IN ({page})").fetchall()
    seconds = time.perf_counter() - start
    if len(rows) != PAGE:
        raise Wrong("a page is not whole")
    return Output(len(ids), seconds)


def _raw(context: Context) -> Any:
    office = offices.opened(offices.office_of(context.shared, context.size))
    return office.sessions.kw["bind"].raw_connection().driver_connection


JOB = Job(
    "list",
    "open the list of persons",
    "rows",
    (5_000, 50_000, 500_000),
    windows.nothing,
    ours,
    windows.verify,
    {
        "table_widget": Peer("windows_of_others:table_widget", runs=1, largest=50_000),
        "item_model": Peer("windows_of_others:item_model", runs=1, is_quick=False, largest=50_000),
        "on_server": Peer("windows_of_others:ours_on_server", ("psycopg",), 1, is_quick=False),
    },
    limit,
    (
        Faster("table_widget", 4, sizes=(50_000,)),
        Leaner("added", "table_widget", 3, sizes=(50_000,)),
        Faster("table_widget", 4, sizes=(50_000,), ours="on_server"),
        Leaner("added", "table_widget", 3, sizes=(50_000,), ours="on_server"),
        Between("frame_p95_ms", 20),
    ),
    quick_sizes=(5_000, 50_000),
    runs=1,
    prepare=offices.prepare,
)
