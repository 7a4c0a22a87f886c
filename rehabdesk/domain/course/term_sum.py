"""The sum of a term, line by line, as a clerk can argue with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rehabdesk.domain.codes import EpisodeKind, EventKind
from rehabdesk.domain.course.clock import (
    ONE_DAY,
    Ruled,
    Run,
    ruled_stretches,
    run_clock,
)
from rehabdesk.domain.course.events import THREE_STAGES, Course, Event
from rehabdesk.domain.course.ground import Ground, ground_of, user_decisions
from rehabdesk.domain.dates import add_months
from rehabdesk.domain.law.event import Clock
from rehabdesk.domain.regime import Regime

_STOPPING = frozenset({Clock.ADDED, Clock.PAUSED})


@dataclass(frozen=True, slots=True)
class TermLine:
    """One step of the sum; `days` is what it adds, or takes off below zero."""

    label: str
    on: date | None = None
    until_on: date | None = None
    days: int | None = None
    basis: str = ""  # "điểm a khoản 1 Điều 136 Nghị định 163/2026/NĐ-CP"
    paper: str = ""
    ends_on: date | None = None  # where the term ends after this line


@dataclass(frozen=True, slots=True)
class TermSum:
    """`end` is None while the clock stands still; then `days_left` says what will still run."""

    start: date
    first_end: date  # before events moved it
    end: date | None
    days_left: int | None
    months: int | None
    is_decided: bool
    law: str  # "Luật 120/2025/QH15 · NĐ 163/2026/NĐ-CP"
    lines: tuple[TermLine, ...]
    pauses: tuple[Ruled, ...] = ()  # the stretches in which it did not run
    doubts: tuple[str, ...] = ()

    def left_on(self, day: date) -> int | None:
        """Return how many days are left on a day, below zero when it is over."""
        return self.days_left if self.end is None else (self.end - day).days


def term_sum(course: Course, regimes: Sequence[Regime]) -> TermSum | None:
    """Compute the term of an episode; None where there is nothing yet to count from."""
    ground = ground_of(course, regimes)
    if ground is None:
        return None
    ruled = ruled_stretches(_stretches(course), course.facts.kind, regimes)
    before = _served_before(course, ground.start, regimes)
    first_end, lines = _take_off(ground.end, before)
    stops = [each for each in ruled if each.clock in _STOPPING]
    run = run_clock(ground.start, first_end, stops)
    lines += _stopped_lines(run, first_end)
    lines += _counted_lines(ruled, ground.start, run.end)
    return TermSum(
        ground.start,
        first_end,
        run.end,
        run.days_left,
        ground.months,
        ground.is_decided,
        ground.law,
        (*_ground_lines(ground), *lines, _last_line(run)),
        tuple(each.ruled for each in run.stopped),
        (
            *ground.doubts,
            *_notes(each for each in ruled if each.stretch.clipped(ground.start, run.end)),
        ),
    )


def _ground_lines(ground: Ground) -> list[TermLine]:
    """Tell from which day, for how many months, where that ends, and what a paper says instead."""
    lines = [TermLine(f"Tính từ {ground.counted_from}", on=ground.start, paper=ground.paper)]
    computed = None
    if ground.months is not None:
        computed = add_months(ground.start, ground.months)
        label = f"Thời hạn {ground.months} tháng ({ground.label})"
        lines.append(TermLine(label, basis=ground.basis, ends_on=computed))
    if ground.end != computed:
        days = (ground.end - computed).days if computed else None
        lines.append(
            TermLine(f"{ground.paper} ghi đến ngày", on=ground.end, days=days, ends_on=ground.end)
        )
    if ground.transition:
        lines.append(TermLine(ground.transition, basis=ground.transition_basis))
    return lines


def _stretches(course: Course) -> list[Event]:
    """Return the events, with who moved in absent until the new decision (N163 Đ60.1)."""
    moved = course.last(EventKind.MOVED_IN)
    decided = [each for each in user_decisions(course) if moved and each.on >= moved.on]
    if course.facts.kind is not EpisodeKind.USER_MANAGED or moved is None or not decided:
        return [each for each in course.events if each.kind is not EventKind.MOVED_IN]
    others = [each for each in course.events if each is not moved]
    first, last = moved.on + ONE_DAY, decided[0].on
    return [*others, replace(moved, on=first, until_on=last)] if first <= last else others


def _served_before(course: Course, start: date, regimes: Sequence[Regime]) -> list[Ruled]:
    """Return the days already served: while the dossier was built, or in a private facility."""
    found = []
    for ruled in ruled_stretches(
        _earlier_stretches(course), EpisodeKind.REHAB_COMPULSORY, regimes
    ) + ruled_stretches(_in_facility(course), EpisodeKind.REHAB_HOME, regimes):
        part = ruled.stretch.clipped(date.min, start - ONE_DAY)
        if ruled.clock is Clock.TAKEN_OFF and part is not None:
            found.append(replace(ruled, stretch=part))
    return found


def _earlier_stretches(course: Course) -> list[Event]:
    if course.facts.kind is not EpisodeKind.REHAB_COMPULSORY:
        return []
    both = (*course.before, *course.events)
    return [each for each in both if each.kind is EventKind.DOSSIER_MANAGEMENT]


def _in_facility(course: Course) -> list[Event]:
    """Return the stay in a private facility that home rehabilitation goes on from (L120 Đ33.4)."""
    if course.facts.kind is not EpisodeKind.REHAB_HOME:
        return []
    began = next((each for each in course.before if each.kind is EventKind.REHAB_STARTED), None)
    left = next(
        (
            each
            for each in course.before
            if each.kind is EventKind.REHAB_STOPPED and each.reason == THREE_STAGES
        ),
        None,
    )
    if began is None or left is None or left.on <= began.on:
        return []
    return [replace(left, on=began.on + ONE_DAY, until_on=left.on)]


def _take_off(end: date, served: Iterable[Ruled]) -> tuple[date, list[TermLine]]:
    """Take served days off the end, each day once."""
    lines: list[TermLine] = []
    free_from = date.min
    for ruled in served:
        fresh = ruled.stretch.clipped(free_from, None)
        if fresh is None or fresh.until_on is None:
            continue
        days = fresh.days or 0
        end -= timedelta(days=days)
        free_from = fresh.until_on + ONE_DAY
        lines.append(_line(replace(ruled, stretch=fresh), -days, end))
    return end, lines


def _stopped_lines(run: Run, first_end: date) -> list[TermLine]:
    lines = []
    end = first_end
    for stopped in run.stopped:
        ruled = stopped.ruled
        if stopped.days is None:
            lines.append(_line(ruled, None, None))
            continue
        end += timedelta(days=stopped.days)
        line = _line(ruled, stopped.days, end)
        if stopped.shared:
            line = replace(line, label=f"{line.label} ({stopped.shared} ngày đã tính ở dòng trên)")
        lines.append(line)
    return lines


def _counted_lines(ruled: Iterable[Ruled], start: date, end: date | None) -> list[TermLine]:
    """Tell the stretches that change nothing, because the law says they count."""
    return [
        _line(each, 0, end)
        for each in ruled
        if each.clock is Clock.RUNS and each.stretch.clipped(start, end)
    ]


def _line(ruled: Ruled, days: int | None, ends_on: date | None) -> TermLine:
    event = ruled.event
    return TermLine(
        f"{event.kind.label}: {ruled.clock.label}",
        ruled.stretch.on,
        ruled.stretch.until_on,
        days,
        ruled.law.ruling.words,
        event.paper.words,
        ends_on,
    )


def _last_line(run: Run) -> TermLine:
    if run.end is None:
        return TermLine(f"Chưa tính được ngày hết hạn; còn {run.days_left} ngày khi chạy tiếp")
    return TermLine("Hết thời hạn", on=run.end, ends_on=run.end)


def _notes(ruled: Iterable[Ruled]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.law.note for each in ruled if each.law.note))
