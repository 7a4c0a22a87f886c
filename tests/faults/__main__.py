"""The long form of the kill tests: `python -m tests.faults run --case F1 --n 500 --seed 1`."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.kills import CASES


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("command", choices=["run"])
    parser.add_argument("--case", choices=CASES, action="append")
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    chosen = parser.parse_args()
    return max(_run(case, chosen.n, chosen.seed) for case in chosen.case or CASES)


def _run(case: str, count: int, seed: int) -> int:
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        tally = CASES[case](Path(place), count, seed)
    verdict = "PASS" if tally.is_clean and tally.acknowledged else "FAIL"
    took = time.monotonic() - start
    counts = f"n={tally.kills} acknowledged={tally.acknowledged} lost={tally.lost} bad={tally.bad}"
    sys.stdout.write(f"{case} {counts} time={took:.1f}s seed={seed}  {verdict}\n")
    return int(verdict == "FAIL")


if __name__ == "__main__":
    sys.exit(main())
