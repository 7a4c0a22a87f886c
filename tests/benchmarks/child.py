"""One variant of one job, in a process of its own: run, time, verify, tell as JSON."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.job import Context, Job, NotHere, Output, Variant, Wrong
from tests.benchmarks.processes import own_memory
from tests.benchmarks.registry import job_named

PREPARE = "prepare"


@dataclass(frozen=True)
class _Ran:
    seconds: list[float]
    last: Output


def main(arguments: list[str]) -> int:
    name, variant, size, seed, scratch, shared = arguments
    job = job_named(name)
    answer = Path(scratch) / "answer.json"
    if variant == PREPARE:
        if job.prepare:
            job.prepare(Path(shared), int(size))
        told: dict[str, Any] = {}
    else:
        context = Context(int(size), int(seed), Path(scratch), Path(shared))
        told = measured(job, variant, context)
    answer.write_text(json.dumps(told), "utf-8")
    return 0


def measured(job: Job, name: str, context: Context) -> dict[str, Any]:
    """Run a variant as often as it asks for; what it made must be right before it gets a time."""
    call, runs = job.variant(name)
    try:
        ran = _run(job, call, runs, context)
    except NotHere as absent:
        return {"wrong": f"skipped: {absent}"}
    memory = ran.last.figures.get("memory", own_memory())
    try:
        facts = dict(job.verify(context, ran.last))
    except Wrong as wrong:
        return {"wrong": str(wrong)}
    return {
        "cold": ran.seconds[0],
        "warm": median(ran.seconds[1:] or ran.seconds),
        "memory": memory,
        "figures": dict(ran.last.figures),
        "facts": facts,
    }


def _run(job: Job, call: Variant, runs: int, context: Context) -> _Ran:
    seconds: list[float] = []
    output = Output(None)
    for run in range(runs):
        context.run = run
        context.data = job.data(context.seed + run, context.size)
        start = time.perf_counter()
        output = call(context)
        took = time.perf_counter() - start
        seconds.append(took if output.seconds is None else output.seconds)
    return _Ran(seconds, output)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
