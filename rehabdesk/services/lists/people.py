"""The list of files with what the morning page asks for next about each person, in its words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rehabdesk.services.lists.groups import grouped
from rehabdesk.services.lists.more import read_more
from rehabdesk.services.office import Work
from rehabdesk.services.people.files import PersonRow, list_persons_by_id
from rehabdesk.services.people.filters import FileList, Grouping, ListWanted, list_files
from rehabdesk.services.people.list_query import By
from rehabdesk.services.tasks.sight import look_round
from rehabdesk.services.tasks.task import TaskKind
from rehabdesk.services.tasks.today import TaskRow, rows_of

UNTOLD = "…"  # what comes next is still to be read: it takes longer than all else of a line
_AT_ONCE = 400  # of more persons than these all tasks of the office are asked for at once


@dataclass(frozen=True, slots=True)
class NextStep:
    """The most urgent task about a person, as the morning page names it."""

    title: str
    due: date


_BY_TASK: dict[By, Callable[[NextStep], str | date]] = {
    By.NEXT_STEP: lambda step: step.title,
    By.DUE: lambda step: step.due,
}


# Looks


def list_people(work: Work, wanted: ListWanted) -> FileList:
    """Return a list as numbers in order, in groups where asked; lines about to be seen are read.

    What comes next is left untold, unless the list is sorted by it.
    """
    is_plain = wanted.by not in _BY_TASK and wanted.grouping is Grouping.NONE
    files = list_files(work, wanted if is_plain else _by_name(wanted))
    if is_plain:
        return replace(files, read=_untold(work, files.read, has_more=wanted.has_more))
    ids = files.person_ids
    if wanted.by in _BY_TASK:
        ids = _by_task(work, ids, wanted)
    ids, groups = grouped(work, ids, wanted.grouping)
    places = set(range(len(ids))[wanted.in_view.start : wanted.in_view.stop]) | set(ids and (0,))
    if wanted.person_id in ids:
        places.add(ids.index(wanted.person_id))
    place_of = {ids[place]: place for place in places}
    is_known = wanted.by in _BY_TASK
    lines = (read_lines if is_known else begin_lines)(
        work, tuple(place_of), has_more=wanted.has_more
    )
    read = {place_of[row.id]: row for row in lines}
    return replace(files, person_ids=ids, read=read, groups=groups)


def read_lines(work: Work, person_ids: Sequence[int], *, has_more: bool = False) -> list[PersonRow]:
    """Return these persons in the order asked for, with what comes next."""
    rows = dict(enumerate(list_persons_by_id(work, person_ids)))
    return list(_told(work, rows, has_more=has_more).values())


def begin_lines(
    work: Work, person_ids: Sequence[int], *, has_more: bool = False
) -> list[PersonRow]:
    """Return these persons at once, before it is read what comes next."""
    rows = dict(enumerate(list_persons_by_id(work, person_ids)))
    return list(_untold(work, rows, has_more=has_more).values())


def next_steps(work: Work, person_ids: Collection[int]) -> dict[int, NextStep]:
    """Return the first task of each of these persons who has any."""
    only = person_ids if len(person_ids) <= _AT_ONCE else None
    steps: dict[int, NextStep] = {}
    for row in rows_of(work, look_round(work, only)):
        if row.task.kind is not TaskKind.FLAG:  # a flag is its user's own, and has its column
            for person_id in row.task.person_ids:
                steps.setdefault(person_id, _step(row))
    return steps


def _step(row: TaskRow) -> NextStep:
    return NextStep(row.task.title, row.due.due_on)


def _by_name(wanted: ListWanted) -> ListWanted:
    """Ask for the order alone, where it does not need the tasks; lines are read afterwards."""
    by = By.NAME if wanted.by in _BY_TASK else wanted.by
    is_falling = wanted.is_falling and by is wanted.by
    return replace(wanted, by=by, is_falling=is_falling, in_view=range(0), person_id=None)


def _told(work: Work, rows: Mapping[int, PersonRow], *, has_more: bool) -> dict[int, PersonRow]:
    ids = [row.id for row in rows.values()]
    steps = next_steps(work, ids) if ids else {}
    more = read_more(work, ids) if has_more else {}
    told = {}
    for place, row in rows.items():
        if step := steps.get(row.id):
            row = replace(row, next_step=step.title, next_due=step.due)  # noqa: PLW2901
        told[place] = replace(row, more=more.get(row.id)) if has_more else row
    return told


def _untold(work: Work, rows: Mapping[int, PersonRow], *, has_more: bool) -> dict[int, PersonRow]:
    more = read_more(work, [row.id for row in rows.values()]) if has_more else {}
    return {
        place: replace(row, next_step=UNTOLD, next_due=None, more=more.get(row.id))
        for place, row in rows.items()
    }


def _by_task(work: Work, person_ids: Sequence[int], wanted: ListWanted) -> tuple[int, ...]:
    """Put who has nothing to be done last, whichever way the others are sorted."""
    steps, key = next_steps(work, person_ids), _BY_TASK[wanted.by]
    busy = sorted(
        (each for each in person_ids if each in steps),
        key=lambda each: key(steps[each]),
        reverse=wanted.is_falling,
    )
    first = set(busy)
    return (*busy, *(each for each in person_ids if each not in first))
