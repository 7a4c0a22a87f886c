"""Runs the windows under programs/ and reads what they tell."""

from __future__ import annotations

import compileall
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks import offices
from tests.benchmarks.job import Context, Output, Wrong
from tests.benchmarks.processes import ROOT, demand
from tests.folders import PASSWORD


def real(context: Context) -> Output:
    place = offices.lent_office(context.shared, context.size, context.scratch)
    return shown("real_window", repr(time.time()), place, PASSWORD)


def empty(_: Context) -> Output:
    return shown("empty_window", repr(time.time()))


def prepare(shared: Path, size: int) -> None:
    """Make the office, and compile the program as whoever installs it does."""
    offices.prepare(shared, size)
    for place in ("rehabdesk", "tests/benchmarks"):
        compileall.compile_dir(ROOT / place, quiet=2)


def shown(program: str, *arguments: str | Path) -> Output:
    ended = demand([sys.executable, "-m", f"tests.benchmarks.programs.{program}", *arguments])
    figures: dict[str, float] = json.loads(ended.said.strip().splitlines()[-1])
    seconds = figures.pop("seconds")
    return Output(figures.pop("rows", None), seconds, figures)


def verify(context: Context, output: Output) -> Mapping[str, float]:
    """A window that shows fewer persons than there are was not quick, it was not ready."""
    if output.content is not None and not 0 < output.content <= context.size:
        raise Wrong(f"{output.content} rows of {context.size}")
    return {"rows": output.content or 0}


def nothing(_seed: int, _size: int) -> None:
    return None
