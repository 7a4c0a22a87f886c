"""Who is under post-rehabilitation management: how persons come, how they leave, who stays.

A person is counted from the day that brings her in until the day that takes her out; what is told
twice of one leaving takes her out once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby, pairwise

from rehabdesk.domain.reports.periods import Window

_DAYS_A_MONTH = 30.4375
_YEAR = 12  # months


class Way(StrEnum):
    """How somebody comes or leaves; each stands in a line of a report."""

    DECIDED = "decided"
    MOVED_IN = "moved_in"
    CAME_BACK = "came_back"  # from prison: the rest of the term runs on; told with who moves in
    MOVED_OUT = "moved_out"
    SERVED = "served"
    REMOVED = "removed"
    TAKEN_AWAY = "taken_away"  # prison, school of correction, death: told by nobody but a fact

    @property
    def comes(self) -> bool:
        return self in _COMING


_COMING = frozenset({Way.DECIDED, Way.MOVED_IN, Way.CAME_BACK})
_NEED_ENTRY = frozenset({Way.SERVED, Way.REMOVED})  # papers that cannot be without a decision


@dataclass(frozen=True, slots=True)
class Movement:
    """A dated coming or leaving; `words` tell it as it stands beside a name."""

    person_id: int
    episode_id: int
    on: date
    way: Way
    words: str
    record_id: int = 0
    reason: str = ""  # why somebody left the list
    months: int | None = None  # of the decided term
    is_addicted: bool = False  # removed for being addicted again


@dataclass(frozen=True, slots=True)
class Stretch:
    """Under management from one movement to another; without the other it goes on."""

    came: Movement
    left: Movement | None = None

    def holds(self, day: date) -> bool:
        return self.came.on <= day and (self.left is None or day < self.left.on)


@dataclass(frozen=True, slots=True)
class Oddity:
    """What cannot be so: told with the balance of the window in which it happened."""

    person_id: int
    on: date
    why: str


@dataclass(slots=True)
class Ledger:
    """Every movement that counts, and the stretches they make."""

    movements: list[Movement] = field(default_factory=list)
    stretches: dict[int, list[Stretch]] = field(default_factory=lambda: defaultdict(list))
    oddities: list[Oddity] = field(default_factory=list)
    of_person: dict[int, list[Movement]] = field(default_factory=lambda: defaultdict(list))

    def stock(self, day: date) -> Mapping[int, Stretch]:
        """Return who is under management at the end of a day, each person once."""
        found = {}
        for person_id, stretches in self.stretches.items():
            for each in stretches:
                if each.holds(day):
                    found[person_id] = each
                    break
        return found

    def flow(self, window: Window, *ways: Way) -> Mapping[int, Movement]:
        """Return who came or left in these ways, each person once, by the first time."""
        return _first_of_each(
            each for each in self.movements if each.way in ways and window.holds(each.on)
        )

    def relapses(self, window: Window) -> Mapping[int, Movement]:
        """Return who was removed for being addicted again, also where another leaving was first."""
        return _first_of_each(
            each for each in self.movements if each.is_addicted and window.holds(each.on)
        )

    def moves(self, person_id: int) -> list[Movement]:
        """Return the movements of a person, oldest first."""
        return self.of_person.get(person_id, [])


def _first_of_each(movements: Iterable[Movement]) -> Mapping[int, Movement]:
    found: dict[int, Movement] = {}
    for each in movements:
        known = found.get(each.person_id)
        if known is None or each.on < known.on:
            found[each.person_id] = each
    return found


def ledger_of(told: Mapping[int, Sequence[Movement]]) -> Ledger:
    """Put the movements told of each episode together; two episodes of one person stay two."""
    ledger = Ledger()
    for movements in told.values():
        _walk(movements, ledger)
    for each in sorted(ledger.movements, key=lambda each: (each.on, each.episode_id)):
        ledger.of_person[each.person_id].append(each)
    for stretches in ledger.stretches.values():
        stretches.sort(key=lambda each: each.came.on)
        ledger.oddities.extend(_overlapping(stretches))
    return ledger


def term_part(months: int | None) -> str:
    """Name a term as a part of a figure: "1" and "2" years, else its months."""
    if months is None:
        return ""
    years, rest = divmod(months, _YEAR)
    return f"{months} tháng" if rest or not years else str(years)


def term_words(months: int | None) -> str:
    part = term_part(months)
    return f"{part} năm" if part.isdigit() else part


def months_between(first: date | None, last: date | None) -> int | None:
    """Return how many months a term has; some end it a day early."""
    if first is None or last is None or last <= first:
        return None
    return round((last - first).days / _DAYS_A_MONTH)


def _walk(movements: Iterable[Movement], ledger: Ledger) -> None:
    inside: Movement | None = None
    left: Movement | None = None
    for each in _in_order(movements):
        if each.way is Way.CAME_BACK and (inside or left is None or left.way is not Way.TAKEN_AWAY):
            continue
        if each.way.comes:
            ledger.movements.append(each)
            if inside is not None:
                ledger.oddities.append(Oddity(each.person_id, each.on, _twice(inside, each)))
            else:
                inside = each
        elif inside is not None:
            ledger.movements.append(each)
            ledger.stretches[each.person_id].append(Stretch(inside, each))
            inside, left = None, each
        elif left is None and each.way in _NEED_ENTRY:
            ledger.movements.append(each)
            ledger.oddities.append(
                Oddity(
                    each.person_id,
                    each.on,
                    f"{each.words}: chưa có quyết định quản lý hay giấy tiếp nhận trước đó",
                )
            )
            left = each
    if inside is not None:
        ledger.stretches[inside.person_id].append(Stretch(inside))


def _in_order(movements: Iterable[Movement]) -> Iterator[Movement]:
    """Go through the days; on one day whoever is inside leaves before coming again."""
    by_day = sorted(movements, key=lambda each: each.on)
    if len({each.on for each in by_day}) == len(by_day):
        yield from by_day
        return
    is_inside = False
    for _, same_day in groupby(by_day, lambda each: each.on):
        ways = list(Way)
        ordered = sorted(same_day, key=lambda each: ways.index(each.way))
        if is_inside:
            ordered.sort(key=lambda each: each.way.comes)
        yield from ordered
        is_inside = ordered[-1].way.comes


def _twice(first: Movement, again: Movement) -> str:
    if again.way is Way.MOVED_IN:
        return f"{again.words}: đang được quản lý ở đây, chưa ghi chuyển đi ({first.words})"
    return f"Hai quyết định trong một đợt: {first.words}; {again.words}"


def _overlapping(stretches: Sequence[Stretch]) -> Iterator[Oddity]:
    for one, other in pairwise(stretches):
        if one.left is None or other.came.on < one.left.on:
            yield Oddity(
                other.came.person_id,
                other.came.on,
                f"Hai đợt quản lý trùng nhau: {one.came.words}; {other.came.words}",
            )
