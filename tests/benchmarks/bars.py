"""Bars: what a job must reach. Each gives a round a score; 1 or more is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Protocol

EVERY: tuple[int, ...] = ()


@dataclass(frozen=True)
class Reading:
    """One variant in one round."""

    value: float  # seconds, or the figure the job compares
    cold: float = 0.0
    process: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0  # at most, in MB
    figures: Mapping[str, float] = field(default_factory=dict)


Round = Mapping[str, Reading]


class Bar(Protocol):
    @property
    def sizes(self) -> tuple[int, ...]: ...

    @property
    def rivals(self) -> tuple[str, ...]: ...

    @property
    def told(self) -> str: ...

    def score(self, round_: Round) -> float: ...


@dataclass(frozen=True)
class Faster:
    """At least so many times as fast as a rival; another way of ours may be meant."""

    peer: str
    times: float
    sizes: tuple[int, ...] = EVERY
    ours: str = "ours"

    @property
    def rivals(self) -> tuple[str, ...]:
        return (self.peer,) if self.ours == "ours" else (self.peer, self.ours)

    @property
    def told(self) -> str:
        way = "" if self.ours == "ours" else f"{self.ours} "
        return f"{way}≥ {self.times:g}x {self.peer}"

    def score(self, round_: Round) -> float:
        return round_[self.peer].value / round_[self.ours].value / self.times


@dataclass(frozen=True)
class Within:
    """At most so many times what a rival or the limit takes, and a fixed part on top."""

    peer: str
    times: float
    plus: float = 0.0
    sizes: tuple[int, ...] = EVERY

    @property
    def rivals(self) -> tuple[str, ...]:
        return (self.peer,)

    @property
    def told(self) -> str:
        plus = f" + {self.plus:g}" if self.plus else ""
        return f"≤ {self.times:g}x {self.peer}{plus}"

    def score(self, round_: Round) -> float:
        return (round_[self.peer].value * self.times + self.plus) / round_["ours"].value


@dataclass(frozen=True)
class Leaner:
    """A figure, such as memory, at most a part of a rival's."""

    figure: str
    peer: str
    times: float
    sizes: tuple[int, ...] = EVERY
    ours: str = "ours"

    @property
    def rivals(self) -> tuple[str, ...]:
        return (self.peer,) if self.ours == "ours" else (self.peer, self.ours)

    @property
    def told(self) -> str:
        way = "" if self.ours == "ours" else f"{self.ours} "
        return f"{way}{self.figure} ≤ 1/{self.times:g} of {self.peer}"

    def score(self, round_: Round) -> float:
        ours = max(_figure(round_[self.ours], self.figure), 0.001)
        return _figure(round_[self.peer], self.figure) / ours / self.times


@dataclass(frozen=True)
class Between:
    """A figure of our own inside fixed bounds."""

    figure: str
    most: float
    least: float = 0.0
    sizes: tuple[int, ...] = EVERY

    @property
    def rivals(self) -> tuple[str, ...]:
        return ()

    @property
    def told(self) -> str:
        if self.least:
            return f"{self.figure} {self.least:g}–{self.most:g}"
        return f"{self.figure} ≤ {self.most:g}"

    def score(self, round_: Round) -> float:
        ours = max(_figure(round_["ours"], self.figure), 0.000_001)
        return min(self.most / ours, ours / self.least if self.least else self.most / ours)


@dataclass(frozen=True)
class NotYet:
    """A bar the program does not reach: told as missed, and failed where it falls back further."""

    bar: Bar
    held: float  # the score it has reached

    @property
    def sizes(self) -> tuple[int, ...]:
        return self.bar.sizes

    @property
    def rivals(self) -> tuple[str, ...]:
        return self.bar.rivals

    @property
    def told(self) -> str:
        return self.bar.told

    def score(self, round_: Round) -> float:
        return self.bar.score(round_)


def lower_quartile(scores: Sequence[float]) -> float:
    """Return what three of four rounds reached; of a single round its own score."""
    if len(scores) < 2:
        return scores[0]
    return max(min(scores), quantiles(scores, n=4, method="inclusive")[0])


def _figure(reading: Reading, name: str) -> float:
    return reading.memory if name == "memory" else reading.figures[name]
