"""Thousands of made workbooks imported: `python -m tests.workbooks.fuzz --n 5000 --seed 1`."""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator

from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.office import Office
from tests.workbooks.holding import Held, hold
from tests.workbooks.making import make
from tests.workbooks.through import bring_in, offices

_SHOWN = 40
_BOOKS_AN_OFFICE = 25


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.workbooks.fuzz")
    parser.add_argument("--n", type=int, default=5000)
    parser.add_argument("--read-only", action="store_true", help="without the records")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    chosen = parser.parse_args()
    start, whole = time.monotonic(), Held()
    another = None if chosen.read_only else offices()
    try:
        for held in _all_held(chosen.seed * 1_000_000, chosen.n, another):
            whole.add(held)
    except KeyboardInterrupt:
        sys.stdout.write("stopped; so far:\n")
    sys.stdout.write(f"seed {chosen.seed}, {time.monotonic() - start:.0f} s\n")
    for name, count in whole.counts.items():
        sys.stdout.write(f"  {name:<32} {count:>8}\n")
    sys.stdout.write(f"  {'broken':<32} {len(whole.broken):>8}\n")
    for line in whole.broken[:_SHOWN]:
        sys.stdout.write(f"    {line}\n")
    return int(bool(whole.broken))


def _all_held(first: int, count: int, another: Callable[[], Office] | None) -> Iterator[Held]:
    """Hold one workbook after the other; an office takes in some before a fresh one comes."""
    office: Office | None = None
    for number in range(count):
        if another and number % _BOOKS_AN_OFFICE == 0:
            office = another()
        yield _held(first + number, office)


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
