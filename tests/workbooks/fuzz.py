"""Thousands of made workbooks read: `python -m tests.workbooks.fuzz --n 5000 --seed 1`."""

from __future__ import annotations

import argparse
import random
import sys
import time

from rehabdesk.domain.refusals import Refusal
from tests.workbooks.holding import Held, hold
from tests.workbooks.making import make

_SHOWN = 40


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.workbooks.fuzz")
    parser.add_argument("--n", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    chosen = parser.parse_args()
    start, whole = time.monotonic(), Held()
    for number in range(chosen.n):
        whole.add(_held(chosen.seed * 1_000_000 + number))
    sys.stdout.write(f"{chosen.n} workbooks, seed {chosen.seed}, ")
    sys.stdout.write(f"{time.monotonic() - start:.0f} s\n")
    for name, count in whole.counts.items():
        sys.stdout.write(f"  {name:<28} {count:>8}\n")
    sys.stdout.write(f"  {'broken':<28} {len(whole.broken):>8}\n")
    for line in whole.broken[:_SHOWN]:
        sys.stdout.write(f"    {line}\n")
    return int(bool(whole.broken))


def _held(seed: int) -> Held:
    try:
        held = hold(make(seed))
    except Refusal as refusal:
        return Held(broken=[f"seed {seed}: {refusal}"])
    held.broken = [f"seed {seed}: {line}" for line in held.broken]
    return held


if __name__ == "__main__":
    raise SystemExit(main())
