"""The fault cases in full: `python -m tests.faults run --case F1 --n 500 --seed 1`.

The quick form of all of them is part of the tests.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.register import CASES


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("command", choices=["run", "list"])
    parser.add_argument("--case", choices=CASES, action="append")
    parser.add_argument("--n", type=int, help="how often; without it, as each case is made for")
    parser.add_argument(
        "--engine",
        choices=["file", "postgresql"],
        default="file",
        help="where a case can be tried on either (F23)",
    )
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if chosen.command == "list":
        for name, case in CASES.items():
            sys.stdout.write(
                f"{name:<12} n={case.long:<5} {(case.run.__doc__ or '').split(':')[1]}"
            )
        return 0
    names = [_on_engine(name, chosen.engine) for name in chosen.case or CASES]
    return max([_run(name, chosen.n, chosen.seed) for name in dict.fromkeys(names)])


def _on_engine(name: str, engine: str) -> str:
    on_server = f"{name}-server"
    return on_server if engine == "postgresql" and on_server in CASES else name


def _run(name: str, count: int | None, seed: int) -> int:
    case, start = CASES[name], time.monotonic()
    if absent := case.missing():
        sys.stdout.write(f"{name} not tried: {absent}\n")
        return 0
    with tempfile.TemporaryDirectory() as place:
        tally = case.run(Path(place), count or case.long, seed)
    took = time.monotonic() - start
    counts = f"n={tally.rounds} lost={tally.lost} bad={tally.bad} time={took:.1f}s seed={seed}"
    figures = "".join(f" {figure}={value}" for figure, value in tally.figures.items())
    verdict = "PASS" if tally.is_clean else "FAIL"
    sys.stdout.write(f"{name} {counts}{figures}  {verdict}\n")
    for wrong in tally.wrongs:
        sys.stdout.write(f"    {wrong}\n")
    sys.stdout.flush()
    return int(not tally.is_clean)


if __name__ == "__main__":
    sys.exit(main())
