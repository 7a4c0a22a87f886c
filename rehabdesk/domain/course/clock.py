"""Which days of a term do not run, by the law in force on each of them, each counted once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.domain.course.events import Event
from rehabdesk.domain.law.event import Clock, EventLaw
from rehabdesk.domain.regime import Regime

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from one to another, both included; no last day while it goes on."""

    on: date
    until_on: date | None

    @property
    def days(self) -> int | None:
        return None if self.until_on is None else (self.until_on - self.on).days + 1

    def clipped(self, first: date, last: date | None) -> Stretch | None:
        """Return the part of it between two days, if there is any."""
        begins = max(self.on, first)
        ends = [each for each in (self.until_on, last) if each is not None]
        until = min(ends, default=None)
        if until is not None and until < begins:
            return None
        return Stretch(begins, until)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A stretch, or the part of it under one law, and what that law does to the time."""

    event: Event
    stretch: Stretch
    law: EventLaw

    @property
    def clock(self) -> Clock:
        return self.law.clock or Clock.RUNS


def ruled_stretches(
    events: Iterable[Event], episode: EpisodeKind, regimes: Sequence[Regime]
) -> list[Ruled]:
    """Return every stretch a law says something of the time of, cut where one law ends."""
    found = [part for event in events for part in _parts(event, episode, regimes)]
    return sorted(found, key=lambda part: (part.stretch.on, part.event.on, part.event.id))


def _parts(event: Event, episode: EpisodeKind, regimes: Sequence[Regime]) -> Iterator[Ruled]:
    whole = Stretch(event.on, event.until_on)
    parts: list[Ruled] = []
    for regime in regimes:
        law = regime.event_law(event.kind, episode)
        part = whole.clipped(regime.in_force_from, regime.in_force_until)
        if law is None or law.clock is None or part is None:
            continue
        if parts and _goes_on(parts[-1], part, law):
            parts[-1] = replace(parts[-1], stretch=Stretch(parts[-1].stretch.on, part.until_on))
        else:
            parts.append(Ruled(event, part, law))
    yield from parts


def _goes_on(before: Ruled, part: Stretch, law: EventLaw) -> bool:
    """Tell whether the next law rules the same, so that one line tells both."""
    ends = before.stretch.until_on
    return ends is not None and ends + ONE_DAY == part.on and before.law.clock is law.clock


@dataclass(frozen=True, slots=True)
class Stopped:
    """One stretch with the days it alone adds; None while it goes on."""

    ruled: Ruled
    days: int | None
    shared: int  # days another stretch before it has already taken


@dataclass(frozen=True, slots=True)
class Run:
    """How a term ran: its end, or how many days were left when it stopped until further notice."""

    end: date | None
    days_left: int | None
    stopped: tuple[Stopped, ...]


def run_clock(start: date, first_end: date, stretches: Sequence[Ruled]) -> Run:
    """Move the end by every day that does not run; the day counted from is none of them.

    A stretch that begins after the end, as it then stands, stops nothing. One that goes on takes
    the end away until somebody knows its last day.
    """
    end, taken_until = first_end, start
    told: list[Stopped] = []
    for ruled in stretches:
        part = ruled.stretch.clipped(start + ONE_DAY, None)
        if part is None or part.on > end:
            continue
        fresh = part.clipped(taken_until + ONE_DAY, None)
        if fresh is None:
            told.append(Stopped(ruled, 0, part.days or 0))
        elif fresh.until_on is None:
            told.append(Stopped(ruled, None, 0))
            return Run(None, (end - fresh.on).days + 1, tuple(told))
        else:
            length = fresh.days or 0
            told.append(Stopped(ruled, length, (part.days or 0) - length))
            end += timedelta(days=length)
            taken_until = fresh.until_on
    return Run(end, None, tuple(told))
