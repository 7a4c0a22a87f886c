"""Rows about persons written: new files all at once, kept files one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.daily.importing import ImportBatch
from rehabdesk.domain.records.person import Person
from rehabdesk.services.course.acts import RecordEvent, record_event
from rehabdesk.services.course.standings import refresh_standing
from rehabdesk.services.importing.kinds.bulk import Made, NewPersons
from rehabdesk.services.importing.kinds.known import read_places
from rehabdesk.services.importing.kinds.past_course import PastCourse
from rehabdesk.services.importing.kinds.persons import PersonPlan
from rehabdesk.services.importing.kinds.verdicts import Verdict
from rehabdesk.services.importing.rows import marks, snapshots
from rehabdesk.services.indexing.persons import make_all_findable
from rehabdesk.services.office import Work
from rehabdesk.services.people.intake import changes_told, open_episode
from rehabdesk.services.people.person_facts import differences, read_person, write_person

PERSON = "person"
_TOLD_EVERY = 50
_VERSIONED = {name for name, place in Entity.metadata.tables.items() if "version" in place.c}


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a row: whose it is, and what an undo has to know."""

    subject_id: int
    made: dict[str, Any]
    before: dict[str, Any]
    subject_kind: str = PERSON


def write_persons(
    work: Work, verdicts: Sequence[Verdict], batch: ImportBatch, go_on: Callable[[int], None]
) -> dict[int, Written]:
    """Write the rows; return by row number what became of each that was written."""
    new = [each for each in verdicts if each.outcome is ImportOutcome.CREATED and each.plan]
    made = _create(work, new, go_on)
    changed = [each for each in verdicts if each.is_written and each.person_id is not None]
    found = {row: Written(each.person_id, _marks_of(each), {}) for row, each in made.items()}
    found |= _change(work, changed, batch, lambda done: go_on(len(new) + done))
    for verdict in verdicts:
        if verdict.merged is not None and verdict.merged in found:
            found[verdict.row_number] = Written(found[verdict.merged].subject_id, {}, {})
    for verdict in new:
        if verdict.reason:
            _explain(work, verdict, made[verdict.row_number], batch)
    return found


def _create(work: Work, new: Sequence[Verdict], go_on: Callable[[int], None]) -> dict[int, Made]:
    writer = NewPersons(work, read_places(work).by_id)
    made: dict[int, Made] = {}
    for done, verdict in enumerate(new):
        if done % _TOLD_EVERY == 0:
            go_on(done)
        if verdict.plan is not None:
            made[verdict.row_number] = writer.add(verdict.plan)
    writer.write()
    return made


def _marks_of(made: Made) -> dict[str, list[list[int]]]:
    return {
        name: [[each, int(name in _VERSIONED)] for each in ids]
        for name, ids in made.ids.items()
        if ids
    }


def _change(
    work: Work, changed: Sequence[Verdict], batch: ImportBatch, go_on: Callable[[int], None]
) -> dict[int, Written]:
    """Change kept files; a file changed by several rows is known by the first to an undo."""
    ids = list(dict.fromkeys(each.person_id for each in changed if each.person_id is not None))
    before = snapshots(work, PERSON, ids)
    done = 0
    for part in _parts(changed):
        go_on(done)
        _change_part(work, part, batch)
        done += len(part)
    after = snapshots(work, PERSON, ids)
    found: dict[int, Written] = {}
    for verdict in changed:
        person_id = verdict.person_id
        if person_id is not None:
            is_first = person_id in before
            kept = before.pop(person_id, {})
            found[verdict.row_number] = Written(
                person_id, marks(after[person_id]) if is_first else {}, kept
            )
    return found


def _parts(changed: Sequence[Verdict]) -> Iterator[list[Verdict]]:
    """Take some at a time, no file twice: what a row adds rests on what the one before left."""
    part: dict[int, Verdict] = {}
    for verdict in changed:
        if verdict.person_id is None or verdict.plan is None:
            continue
        if verdict.person_id in part or len(part) == _TOLD_EVERY:
            yield list(part.values())
            part = {}
        part[verdict.person_id] = verdict
    if part:
        yield list(part.values())


def _change_part(work: Work, part: Sequence[Verdict], batch: ImportBatch) -> None:
    """Write several files, then tell the search and the trail of them."""
    ids = [each.person_id for each in part if each.person_id is not None]
    persons = {
        each.id: each for each in work.session.scalars(select(Person).where(Person.id.in_(ids)))
    }
    told: list[tuple[Person, PersonPlan, dict[str, str]]] = []
    for verdict in part:
        plan, person = verdict.plan, persons[verdict.person_id or 0]
        if plan is not None:
            kept = verdict.before or read_person(person)
            write_person(work, person, plan.facts, kept)
            flag_modified(person, "full_name")  # lists are the file too: its version counts them
            told.append((person, plan, changes_told(differences(kept, plan.facts))))
    work.session.flush()
    make_all_findable(work, ids)
    for person, plan, changes in told:
        work.record("person.corrected", person, **changes, batch=batch.id)
        if plan.course is not None:
            _begin_course(work, person.id, plan.course)


def _begin_course(work: Work, person_id: int, course: PastCourse) -> None:
    began_on = course.events[0].on if course.events else None
    episode_id = open_episode(work, person_id, course.episode, began_on)
    for facts in course.events:
        record_event(work, RecordEvent(episode_id, facts))
    if course.term is not None:
        episode = work.session.get_one(Episode, episode_id)
        episode.term_start, episode.term_end = course.term
        refresh_standing(work, episode_id)


def _explain(work: Work, verdict: Verdict, made: Made, batch: ImportBatch) -> None:
    """Leave a line of its own where a second file was opened although one is alike."""
    person = work.session.get_one(Person, made.person_id)
    work.record(
        "person.taken_in",
        person,
        case=made.case_code,
        duplicate_reason=verdict.reason,
        batch=batch.id,
    )
