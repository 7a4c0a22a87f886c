"""P1: from the command line to the list of an encrypted office, without what a password costs.

The rivals ask nobody who he is. Here the page that asks is ready in twice the time of an empty
window, and the morning page and the list are made after it: both bars are not reached yet.
"""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks import windows
from tests.benchmarks.bars import Faster, NotYet, Within
from tests.benchmarks.job import Job, Peer
from tests.benchmarks.peers import windows_of_others


def prepare(shared: Path, size: int) -> None:
    windows.prepare(shared, size)
    windows_of_others.prepare(shared, size)


JOB = Job(
    "start",
    "cold start to a usable list",
    "",
    (5_000, 50_000),
    windows.nothing,
    windows.real,
    windows.verify,
    {"calc": Peer("windows_of_others:calc", ("$soffice", "uno"), runs=1)},
    windows.empty,
    (
        NotYet(Faster("calc", 5, sizes=(5_000,)), held=0.12),
        NotYet(Within("limit", 2.2, sizes=(5_000,)), held=0.2),
    ),
    quick_sizes=(5_000,),
    runs=1,
    prepare=prepare,
)
