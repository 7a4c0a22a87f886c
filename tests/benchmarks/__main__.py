"""The bench: `python -m tests.benchmarks list | run | check | table FILE`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import telling
from tests.benchmarks.job import Job
from tests.benchmarks.registry import NAMES, job_named
from tests.benchmarks.rounds import Measured, Plan, measure

QUICK_ROUNDS, ROUNDS = 3, 5


def main(arguments: list[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    if chosen.command == "list":
        return _list()
    if chosen.command == "table":
        told = [json.loads(each) for each in chosen.file.read_text("utf-8").splitlines() if each]
        _say(telling.table(each for each in told if "job" in each))
        return 0
    required = required_peers(chosen.require)
    _say(telling.header())
    plan = Plan(chosen.rounds or (QUICK_ROUNDS if chosen.quick else ROUNDS), chosen.quick)
    missed: list[str] = []
    with _place(chosen.place) as shared:
        for measured in _measured(chosen, plan, shared):
            _say(telling.line(measured))
            _keep(chosen.json, telling.record(measured))
            missed += telling.failures(measured, required.get(measured.job.name, ()))
    if chosen.command == "check":
        for each in missed:
            _say(f"missed: {each}")
        return int(bool(missed))
    return 0


def required_peers(told: list[str]) -> dict[str, tuple[str, ...]]:
    """Read "pdf62.one:lo_loop,typst": rivals that must be there, job by job."""
    required: dict[str, tuple[str, ...]] = {}
    for each in told:
        name, _, peers = each.partition(":")
        known = job_named(name).peers if name in NAMES else {}
        chosen = tuple(filter(None, peers.split(",")))
        if not chosen or not set(chosen) <= set(known):
            raise SystemExit(f"no such job or peer: {each}")
        required[name] = required.get(name, ()) + chosen
    return required


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="jobs, sizes, rivals found on this machine")
    table = commands.add_parser("table", help="the Markdown table of a run")
    table.add_argument("file", type=Path)
    for name, told in (("run", "measure"), ("check", "measure, and fail where a bar is missed")):
        command = commands.add_parser(name, help=told)
        command.add_argument("--job", action="append", choices=NAMES)
        command.add_argument("--size", action="append", type=telling.long)
        command.add_argument("--rounds", type=int)
        command.add_argument("--quick", action="store_true")
        command.add_argument("--json", type=Path, help="write every result here, a line each")
        command.add_argument("--place", type=Path, help="keep the made offices here")
        command.add_argument(
            "--require",
            action="append",
            default=[],
            metavar="JOB:PEER,PEER",
            help="rivals whose absence is a failure",
        )
    return parser


def _measured(chosen: argparse.Namespace, plan: Plan, shared: Path) -> Iterator[Measured]:
    for name in chosen.job or NAMES:
        job = job_named(name)
        for size in sizes_of(job, chosen.size, is_quick=chosen.quick):
            yield measure(job, size, plan, shared, _murmur)


def sizes_of(job: Job, wanted: list[int] | None, *, is_quick: bool) -> tuple[int, ...]:
    sizes = job.quick_sizes if is_quick and job.quick_sizes is not None else job.sizes
    if not wanted or len(job.sizes) == 1:
        return sizes
    return tuple(size for size in job.sizes if size in wanted)


def _list() -> int:
    for name in NAMES:
        job = job_named(name)
        sizes = ", ".join(telling.short(size) for size in job.sizes)
        _say(f"{job.name}: {job.title} ({sizes})")
        for peer, each in job.peers.items():
            missing = each.missing()
            _say(f"  {peer}: {'not installed: ' + ', '.join(missing) if missing else 'found'}")
        _say(f"  bars: {'; '.join(bar.told for bar in job.bars)}")
    return 0


@contextmanager
def _place(kept: Path | None) -> Iterator[Path]:
    if kept is None:
        with tempfile.TemporaryDirectory(prefix="rehabdesk-bench-") as place:
            yield Path(place)
    else:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept


def _keep(path: Path | None, told: dict[str, object]) -> None:
    if path is not None:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(told, ensure_ascii=False) + "\n")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _murmur(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
