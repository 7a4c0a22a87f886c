"""What a job of the bench is: our way, the rivals' ways, the limit, and the bars between them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from tests.benchmarks.bars import Bar
from tests.benchmarks.processes import uno_python

T = TypeVar("T")
OURS, LIMIT = "ours", "limit"


class Wrong(AssertionError):
    """A variant's output is not what the job asks for: it gets no time."""


class NotHere(RuntimeError):
    """A rival is not, or not wholly, on this machine."""


@dataclass
class Context:
    """What a variant works with: in a child process of its own, run after run."""

    size: int
    seed: int
    scratch: Path  # empty at first, this child's own
    shared: Path  # what was prepared once for every variant
    data: Any = None  # of this run; no two runs have the same
    run: int = 0
    kept: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Make something in the first run only, as a program that stays open would."""
        if name not in self.kept:
            self.kept[name] = make()
        found: T = self.kept[name]
        return found


@dataclass(frozen=True)
class Output:
    """What came out. Seconds are given where only a part of the call counts."""

    content: Any
    seconds: float | None = None
    figures: Mapping[str, float] = field(default_factory=dict)


Variant = Callable[[Context], Output]
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Peer:
    """A rival: the function that does the job with it, and what must be on the machine for it."""

    call: str  # "module:function" under tests.benchmarks.peers
    needs: tuple[str, ...] = ()  # modules, and programs written as "$name"
    runs: int = 3
    is_quick: bool = True
    largest: int = 10**9  # not tried at greater sizes

    def missing(self) -> tuple[str, ...]:
        return tuple(need.lstrip("$") for need in self.needs if not _is_here(need))

    def load(self) -> Variant:
        module, _, function = self.call.partition(":")
        found: Variant = getattr(import_module(f"tests.benchmarks.peers.{module}"), function)
        return found


@dataclass(frozen=True)
class Job:
    name: str
    title: str
    unit: str  # what is counted: "papers", "rows"; nothing for a job that is one thing
    sizes: tuple[int, ...]
    data: Callable[[int, int], Any]  # seed, size
    ours: Variant
    verify: Callable[[Context, Output], Facts]
    peers: Mapping[str, Peer] = field(default_factory=dict)
    limit: Variant | None = None
    bars: tuple[Bar, ...] = ()
    quick_sizes: tuple[int, ...] | None = None  # the same as sizes unless told
    runs: int = 3
    prepare: Callable[[Path, int], None] | None = None  # shared folder, size
    figure: str = ""  # what is compared instead of seconds, such as "p95_ms"

    @property
    def variants(self) -> tuple[str, ...]:
        return (OURS, *self.peers, *((LIMIT,) if self.limit else ()))

    def variant(self, name: str) -> tuple[Variant, int]:
        """Return what to call for a variant, and how often in one process."""
        if name == OURS:
            return self.ours, self.runs
        if name == LIMIT and self.limit:
            return self.limit, self.runs
        peer = self.peers[name]
        return peer.load(), peer.runs


def _is_here(need: str) -> bool:
    if need == "uno":  # in the system's own Python
        return uno_python() is not None
    if need.startswith("$"):
        return shutil.which(need[1:]) is not None
    return find_spec(need) is not None
