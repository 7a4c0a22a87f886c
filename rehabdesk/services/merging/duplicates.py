"""Pairs of files, anywhere in the office, that may be of one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.likeness.spelling import is_name_slip
from rehabdesk.domain.likeness.weighing import Likeness, weigh
from rehabdesk.domain.records.daily.merging import PersonDistinct
from rehabdesk.domain.records.person import ContactPoint, IdentityPaper, Person
from rehabdesk.services.office import Work
from rehabdesk.services.people.likeness import Kept, capitalised, phone_digits, read_kept

LIKELY = 75  # per cent from which two kept files are worth a look
SHOWN = 500
_CROWD = 40  # of one telephone or one name without a birth: too many to be one person
_DAY = 10  # letters of a birth known to the day

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PairSide:
    id: int
    full_name: str
    birth: str
    hamlet: str
    case_code: str


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two files and what they have in common; the one opened first stands first."""

    one: PairSide
    other: PairSide
    matches: tuple[str, ...]
    per_cent: int
    number: str

    @property
    def key(self) -> Pair:
        return self.one.id, self.other.id

    @property
    def is_certain(self) -> bool:
        return bool(self.number)

    @property
    def likeness(self) -> str:
        return "Trùng số" if self.is_certain else f"{self.per_cent}%"

    @property
    def reasons(self) -> str:
        return capitalised(", ".join(self.matches))


@dataclass(frozen=True, slots=True)
class Duplicates:
    pairs: tuple[PairRow, ...]
    count: int  # of all, also those beyond what is shown
    told_apart: int


# Looks


def list_duplicates(work: Work, least: int = LIKELY) -> Duplicates:
    """Return the likeliest pairs of the whole office, without those known to be two persons."""
    work.require(Right.READ_FILES)
    apart = {
        (row.one_id, row.other_id)
        for row in work.session.execute(select(PersonDistinct.one_id, PersonDistinct.other_id))
    }
    pairs = _likely_pairs(work) - apart
    kept = read_kept(work, {each for pair in pairs for each in pair})
    found = []
    for one, other in pairs:
        likeness = weigh(kept[one].features, kept[other].features)
        if likeness.number or likeness.per_cent >= least:
            found.append(_row(kept[one], kept[other], likeness))
    found.sort(key=lambda row: (not row.is_certain, -row.per_cent, row.one.id, row.other.id))
    return Duplicates(tuple(found[:SHOWN]), len(found), len(apart))


# Whom to weigh against whom


def _likely_pairs(work: Work) -> set[Pair]:
    people = work.session.execute(
        select(Person.id, Person.name_fold, Person.birth).order_by(Person.id)
    ).all()
    by_name: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    by_day: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for person_id, name, birth in people:
        year = int(birth[:4]) if birth else None
        by_name[" ".join(sorted(name.split()))].append((person_id, year))
        if birth and len(birth) == _DAY:
            by_day[birth].append((person_id, name))
    found = {pair for group in by_name.values() for pair in _of_one_name(group)}
    found |= {
        (one, other)
        for group in by_day.values()
        for (one, name), (other, second) in combinations(group, 2)
        if is_name_slip(name, second)
    }
    papers = work.session.execute(select(IdentityPaper.number_key, IdentityPaper.person_id))
    calls = work.session.execute(select(ContactPoint.value, ContactPoint.person_id))
    shared = [
        ((row[0], row[1]) for row in papers),
        ((phone_digits(row[0]), row[1]) for row in calls),
    ]
    return found | {pair for each in shared for pair in _sharing(each)}


def _of_one_name(group: list[tuple[int, int | None]]) -> Iterator[Pair]:
    """Pair namesakes born at most a year apart; of a crowd only those whose birth is known."""
    is_crowd = len(group) > _CROWD
    for (one, year), (other, second) in combinations(group, 2) if len(group) > 1 else ():
        if year is None or second is None:
            if not is_crowd:
                yield one, other
        elif abs(year - second) <= 1:
            yield one, other


def _sharing(values: Iterable[tuple[str, int]]) -> Iterator[Pair]:
    groups: dict[str, set[int]] = defaultdict(set)
    for value, person_id in values:
        if value:
            groups[value].add(person_id)
    for group in groups.values():
        if 1 < len(group) <= _CROWD:
            yield from combinations(sorted(group), 2)


def _row(one: Kept, other: Kept, likeness: Likeness) -> PairRow:
    first, second = sorted((one, other), key=lambda each: (each.opened_on, each.id))
    return PairRow(
        _side(first), _side(second), likeness.matches, likeness.per_cent, likeness.number
    )


def _side(kept: Kept) -> PairSide:
    row = kept.row(Likeness(0, ()))
    return PairSide(row.id, row.full_name, row.birth, row.hamlet, row.case_code)
