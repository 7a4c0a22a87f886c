"""Rounds: every variant in turn in a fresh process, the order rotated, noisy rounds done again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.bars import Reading, Round
from tests.benchmarks.child import PREPARE
from tests.benchmarks.job import OURS, Job
from tests.benchmarks.processes import python

NOISY = 1.5  # of the best calibration
MOST_DROPPED = 2
_SCAN = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700000)"
    " SELECT sum(i * i % 7) FROM n"
)
_BLOCK = bytes(64 * 1024 * 1024)
_OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "PYTHONHASHSEED": "0", "LANG": "C.UTF-8"}
Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    rounds: int = 5
    is_quick: bool = False
    seed: int = 1


@dataclass
class Measured:
    """One job at one size: the rounds that counted, and why a variant has no time."""

    job: Job
    size: int
    rounds: list[Round] = field(default_factory=list)
    without: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    dropped: int = 0

    @property
    def timed(self) -> list[str]:
        return [name for name in self.job.variants if self.rounds and name in self.rounds[0]]


def calibrate() -> float:
    """Do a fixed piece of work: it takes longer when others use the machine."""
    start = time.perf_counter()
    hashlib.sha256(_BLOCK).digest()
    connection = sqlite3.connect(":memory:")
    connection.execute(_SCAN).fetchone()
    connection.close()
    return time.perf_counter() - start


def measure(job: Job, size: int, plan: Plan, shared: Path, say: Say) -> Measured:
    measured = Measured(job, size, without=_left_out(job, size, is_quick=plan.is_quick))
    if job.prepare:
        say(f"{job.name} {size}: preparing")
        _child(job, PREPARE, size, plan.seed, shared)
    best = calibrate()
    while len(measured.rounds) < plan.rounds:
        number = len(measured.rounds)
        round_, slowest = _round(measured, plan, number, shared, say)
        best = min(best, slowest)
        if slowest > NOISY * best and measured.dropped < MOST_DROPPED:
            measured.dropped += 1
            say(f"{job.name} {size}: noisy round dropped")
            continue
        measured.rounds.append(round_)
        if OURS in measured.without:
            break
    measured.rounds = [_of(round_, measured) for round_ in measured.rounds]
    return measured


def _of(round_: Round, measured: Measured) -> Round:
    """Drop what turned out wrong in a later round."""
    return {name: each for name, each in round_.items() if name not in measured.without}


def _left_out(job: Job, size: int, *, is_quick: bool) -> dict[str, str]:
    without = {}
    for name, peer in job.peers.items():
        if missing := peer.missing():
            without[name] = f"skipped: not installed ({', '.join(missing)})"
        elif size > peer.largest:
            without[name] = "skipped: too large for it"
        elif is_quick and not peer.is_quick:
            without[name] = "skipped: quick"
    return without


def _round(
    measured: Measured, plan: Plan, number: int, shared: Path, say: Say
) -> tuple[Round, float]:
    job = measured.job
    names = [name for name in job.variants if name not in measured.without]
    turn = number % len(names)
    slowest = 0.0
    round_: dict[str, Reading] = {}
    for name in names[turn:] + names[:turn]:
        slowest = max(slowest, calibrate())
        reading, told = _child(job, name, measured.size, plan.seed + 100 * number, shared)
        if reading is None:
            measured.without[name] = told["wrong"]
        else:
            round_[name] = reading
            measured.facts[name] = told["facts"]
        shown = f"{reading.value:.4f}" if reading else told["wrong"]
        say(f"{job.name} {measured.size} round {number + 1} {name}: {shown}")
    return round_, slowest


def _child(
    job: Job, variant: str, size: int, seed: int, shared: Path
) -> tuple[Reading | None, dict[str, Any]]:
    with tempfile.TemporaryDirectory(dir=shared) as scratch:
        ended = python(
            "tests.benchmarks.child",
            *(job.name, variant, str(size), str(seed), scratch, shared),
            environment=_OFFSCREEN,
        )
        answer = Path(scratch) / "answer.json"
        if ended.code or not answer.exists():
            told: dict[str, Any] = {"wrong": f"failed: {ended.complained.strip()[-600:]}"}
            if variant == PREPARE:
                raise RuntimeError(told["wrong"])
        else:
            told = json.loads(answer.read_text("utf-8"))
    if "warm" not in told:
        return None, told
    value = told["figures"].get(job.figure, told["warm"])
    reading = Reading(
        value, told["cold"], ended.seconds, ended.cpu, told["memory"], told["figures"]
    )
    return reading, told
