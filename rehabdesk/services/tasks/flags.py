"""A user's own flags on one person or many: a day and a word (F51)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.tasks import Flag
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names
from rehabdesk.services.tasks.notes import drop_flag, set_flag


@dataclass(frozen=True, slots=True)
class FlagRow:
    id: int
    person_id: int
    name: str
    on: date
    word: str


@dataclass(frozen=True, slots=True)
class Flagged:
    """Who is to be flagged, in the order asked for, and the flags that stand on them."""

    names: tuple[tuple[int, str], ...]
    flags: tuple[FlagRow, ...]


@dataclass(frozen=True, slots=True)
class FlagsSet:
    """Whom a flag was put on, what stood there before, and who has no file any more."""

    done: tuple[int, ...]
    before: tuple[FlagRow, ...]
    missing: tuple[int, ...] = ()


# Acts


def set_flags(work: Work, person_ids: Sequence[int], on: date, word: str) -> FlagsSet:
    """Put the same flag on several persons; one that stood there gives way to it."""
    found = read_flagged(work, person_ids)
    done = tuple(person_id for person_id, _ in found.names)
    for person_id in done:
        set_flag(work, person_id, on, word)
    missing = tuple(each for each in dict.fromkeys(person_ids) if each not in done)
    return FlagsSet(done, found.flags, missing)


def put_flags_back(work: Work, made: FlagsSet) -> None:
    """Let every flag stand as it did before several were set."""
    before = {each.person_id: each for each in made.before}
    for flag in read_flagged(work, made.done).flags:
        earlier = before.get(flag.person_id)
        if earlier is None:
            drop_flag(work, flag.id)
        else:
            set_flag(work, flag.person_id, earlier.on, earlier.word)


# Looks


def read_flagged(work: Work, person_ids: Sequence[int]) -> Flagged:
    work.require(Right.READ_FILES)
    wanted = list(dict.fromkeys(person_ids))
    people = select(Person.id, Person.full_name).where(Person.id.in_(wanted))
    called = Names(work)
    names = {row.id: called.of(row.id, row.full_name) for row in work.session.execute(people)}
    flags = work.session.scalars(
        select(Flag).filter_by(user_id=work.actor.user_id).where(Flag.person_id.in_(wanted))
    )
    return Flagged(
        tuple((each, names[each]) for each in wanted if each in names),
        tuple(
            FlagRow(each.id, each.person_id, names[each.person_id], each.on, each.word)
            for each in flags
        ),
    )
