"""P1: from the command line to the list of an encrypted office, without what a password costs."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks import windows
from tests.benchmarks.bars import Faster, Within
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
    (Faster("calc", 5, sizes=(5_000,)), Within("limit", 2.2, sizes=(5_000,))),
    quick_sizes=(5_000,),
    runs=1,
    prepare=prepare,
)
