"""P12: what the program holds a second after the list is there, and what a password costs."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks import windows
from tests.benchmarks.bars import Between, NotYet
from tests.benchmarks.job import Job, Peer
from tests.benchmarks.peers import windows_of_others


def prepare(shared: Path, size: int) -> None:
    windows.prepare(shared, size)
    windows_of_others.prepare(shared, size)


JOB = Job(
    "memory",
    "memory after the start, MB",
    "",
    (5_000, 50_000),
    windows.nothing,
    windows.real,
    windows.verify,
    {"calc": Peer("windows_of_others:calc", ("$soffice", "uno"), runs=1)},
    windows.empty,
    (
        NotYet(Between("memory", 140, sizes=(5_000,)), held=0.9),
        NotYet(Between("memory", 160, sizes=(50_000,)), held=0.9),
        Between("login", 0.5, 0.1),
    ),
    quick_sizes=(5_000,),
    runs=1,
    prepare=prepare,
    figure="memory",
)
