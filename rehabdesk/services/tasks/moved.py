"""Which open tasks fall due on another day when the calendar or the office's rules change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rehabdesk.domain.codes import Right
from rehabdesk.services.law.deadlines import Deadlines
from rehabdesk.services.office import Work
from rehabdesk.services.tasks.sight import Sight, look_round
from rehabdesk.services.tasks.today import rows_of

R = TypeVar("R")
Change = Callable[[Work, Sight], Sight]
_NAMED = 2  # in the line at the bottom


@dataclass(frozen=True, slots=True)
class MovedTask:
    """A task that is open today, with its deadline as it is and as it would be."""

    id: str
    title: str
    who: str
    before: str
    after: str


def by(known: Callable[[Work], Deadlines]) -> Change:
    """Make a change of the calendar or of an office value into one of what the rules look at."""

    def change(work: Work, sight: Sight) -> Sight:
        return replace(sight, deadlines=known(work))

    return change


# Acts


def telling_moved(
    work: Work, act: Callable[[Work], R], change: Change
) -> tuple[R, tuple[MovedTask, ...]]:
    """Carry out an act, and tell which tasks it moved."""
    moved = find_moved(work, change)
    return act(work), moved


# Looks


def find_moved(work: Work, change: Change) -> tuple[MovedTask, ...]:
    """Let the rules look twice; only what comes out on another day, the nearest first."""
    work.require(Right.READ_FILES)
    sight = look_round(work)
    after = {row.id: row for row in rows_of(work, change(work, sight))}
    return tuple(
        MovedTask(row.id, row.task.title, row.task.who, row.due_words, after[row.id].due_words)
        for row in rows_of(work, sight)
        if row.id in after and row.due_words != after[row.id].due_words
    )


def moved_words(moved: Sequence[MovedTask]) -> str:
    """Say in the line at the bottom which deadlines moved; nothing where none did."""
    if not moved:
        return ""
    named = "; ".join(_words(each) for each in moved[:_NAMED])
    more = f" và {len(moved) - _NAMED} việc nữa" if len(moved) > _NAMED else ""
    return f". {len(moved)} hạn việc đổi: {named}{more}"


def _words(each: MovedTask) -> str:
    who = f", {each.who}" if each.who else ""
    return f"{each.title}{who} ({each.before} → {each.after})"
