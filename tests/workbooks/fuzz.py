"""Thousands of made workbooks imported: `python -m tests.workbooks.fuzz --n 5000 --seed 1`."""

from __future__ import annotations

import argparse
import random
import sys
import time

from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.office import Office
from tests.workbooks.holding import Held, hold
from tests.workbooks.making import make
from tests.workbooks.through import bring_in, offices

_SHOWN = 40
_BOOKS_AN_OFFICE = 25
_TOLD_EACH = 500


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.workbooks.fuzz")
    parser.add_argument("--n", type=int, default=5000)
    parser.add_argument("--read-only", action="store_true", help="without the records")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    chosen = parser.parse_args()
    start, whole = time.monotonic(), Held()
    another = None if chosen.read_only else offices()
    office: Office | None = None
    for number in range(chosen.n):
        seed = chosen.seed * 1_000_000 + number
        if another and number % _BOOKS_AN_OFFICE == 0:
            office = another()
        whole.add(_held(seed, office))
        if (number + 1) % _TOLD_EACH == 0:
            sys.stderr.write(f"{number + 1}: {len(whole.broken)} broken\n")
    sys.stdout.write(f"{chosen.n} workbooks, seed {chosen.seed}, ")
    sys.stdout.write(f"{time.monotonic() - start:.0f} s\n")
    for name, count in whole.counts.items():
        sys.stdout.write(f"  {name:<28} {count:>8}\n")
    sys.stdout.write(f"  {'broken':<28} {len(whole.broken):>8}\n")
    for line in whole.broken[:_SHOWN]:
        sys.stdout.write(f"    {line}\n")
    return int(bool(whole.broken))


def _held(seed: int, office: Office | None) -> Held:
    made = make(seed)
    try:
        held = hold(made)
        if office:
            held.add(bring_in(office, made, random.Random(seed)))
    except Refusal as refusal:
        held = Held(broken=[f"refused: {refusal}"])
    held.broken = [f"seed {seed}: {line}" for line in held.broken]
    return held


if __name__ == "__main__":
    raise SystemExit(main())
