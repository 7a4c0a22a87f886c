"""The list of files as it is filtered, and the filter told in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, select

from rehabdesk.domain.codes import CaseState, Coded, Right
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.text import clean, fold, name_order
from rehabdesk.services.indexing.asking import find_ids
from rehabdesk.services.office import Work
from rehabdesk.services.offices import list_hamlets
from rehabdesk.services.people.files import PersonRow, list_persons_by_id
from rehabdesk.services.people.list_query import (
    AWAITS_NUMBER,
    FILES,
    FOLLOWED_FILES,
    HELPERS,
    ORDERS,
    PERSONS_OF_FILES,
    By,
    helper_today,
    state_today,
)
from rehabdesk.services.people.question import Question, asked

MOST = 100_000  # more files than any commune has
_PAST_LETTERS = "~"
NOTHING_ASKED = Question()
LETTERS = ("A–C", "D–G", "H–K", "L–N", "O–S", "T–Z")


_MANAGED = select(func.count(Standing.id)).where(Standing.is_current)
_SHARED = select(CaseFile.id).where(CaseFile.clerk_id.is_not(None)).limit(1)
_BY_LINE: dict[By, Callable[[PersonRow], Any]] = {
    By.NEXT_STEP: lambda row: row.next_step,
    By.DUE: lambda row: row.next_due or date.max,
}


class Kind(Coded):
    """Kinds of management wider than one state."""

    EVERYBODY = "everybody", "tất cả"
    FOLLOWED = "followed", "đang theo dõi"


class Helped(Coded):
    """Whether somebody is in charge; else the name of who is."""

    NOT_YET = "not_yet", "chưa có"
    AWAITING = "awaiting", "chờ số"


class Grouping(Coded):
    """By what the lines of the list stand together."""

    NONE = "none", "không xếp nhóm"
    HAMLET = "hamlet", "theo thôn"
    FORMER = "former", "theo xã cũ"


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class PersonFilter:
    words: str = ""
    kind: Kind | CaseState = Kind.FOLLOWED
    hamlet_id: int | None = None
    letters: str = ""  # one of LETTERS
    helper: str = ""  # one of Helped, or a name
    former_commune: str = ""
    is_mine: bool = False  # whose clerk the user is
    question: Question = NOTHING_ASKED

    @property
    def is_plain(self) -> bool:
        return self == PersonFilter()


@dataclass(frozen=True, slots=True)
class ListWanted:
    """Which list, in which order, and what of it is about to be seen."""

    chosen: PersonFilter = PersonFilter()
    by: By = By.NAME
    is_falling: bool = False
    in_view: range = range(50)
    person_id: int | None = None  # whom the list stands at
    has_more: bool = False  # whether the lines are to tell more of each person
    grouping: Grouping = Grouping.NONE


@dataclass(frozen=True, slots=True)
class FileList:
    """Who stands in a list, some of its lines, and what there is to filter by."""

    chosen: PersonFilter
    person_ids: tuple[int, ...]
    read: Mapping[int, PersonRow]  # by the line it stands on
    everybody: int
    followed: int
    in_kind: int  # whom the kind alone would show
    left_out: frozenset[int]  # of those shown, who is not to be printed
    hamlets: tuple[tuple[int, str], ...]
    former_communes: tuple[str, ...]
    helpers: tuple[str, ...]
    is_shared: bool  # whether files have clerks, so that "mine" says something
    today: date
    groups: tuple[Group, ...] = ()  # in the order of the persons, when they are grouped
    never_managed: int = 0  # whose file has no episode yet
    elsewhere: int = 0  # who has the words typed, but is kept back by another filter


# Looks


def list_files(work: Work, wanted: ListWanted = ListWanted()) -> FileList:
    """Return a list as numbers in order; of its lines only those about to be seen are read."""
    work.require(Right.READ_FILES)
    chosen = wanted.chosen
    known = list_hamlets(work)
    hamlets = tuple((hamlet.id, hamlet.name) for hamlet in known)
    everybody = _in_order(work, wanted, hamlets)
    followed = ids_of(work, FOLLOWED_FILES)
    match chosen.kind:
        case Kind.EVERYBODY:
            in_kind = everybody
        case Kind.FOLLOWED:
            in_kind = followed
        case _:
            in_kind = ids_of(work, FILES.where(state_today == chosen.kind))
    shown = _only(everybody, in_kind)
    for narrower in _narrower(work, chosen):
        shown = _only(shown, narrower)
    words = clean(chosen.words)
    found = find_ids(work, words, MOST) if words else ()
    shown = _only(shown, found) if words else shown
    if wanted.by in _BY_LINE:
        shown = _sorted_by_line(work, shown, wanted)
    left_out = work.session.scalars(select(Person.id).where(Person.is_left_out_of_lists)).all()
    return FileList(
        chosen,
        tuple(shown),
        _read(work, shown, wanted),
        len(everybody),
        len(followed),
        len(in_kind),
        frozenset(left_out and _only(shown, left_out)),
        hamlets,
        tuple(dict.fromkeys(each.former_commune for each in known if each.former_commune)),
        _helpers(work),
        work.session.scalar(_SHARED) is not None,
        work.today,
        never_managed=len(everybody) - (work.session.scalar(_MANAGED) or 0),
        elsewhere=len(found) - len(shown) if words else 0,
    )


def find_initial(work: Work, person_ids: Sequence[int], after: int, letter: str) -> int | None:
    """Return the next person in a list, round its end, whose given name begins with a letter."""
    work.require(Right.READ_FILES)
    initial = fold(letter)[:1]
    if not ("a" <= initial <= "z"):
        return None
    meant = set(ids_of(work, select(Person.id).where(_begins(initial, initial))))
    onward = chain(person_ids[after + 1 :], person_ids[: after + 1])
    return next((each for each in onward if each in meant), None)


def filter_words(chosen: PersonFilter, hamlet: str) -> str:
    """Tell a filter as a printed list does; nothing for the whole office."""
    parts = []
    if chosen.kind is not Kind.EVERYBODY:
        label = chosen.kind.label
        parts.append(f"diện {label[:1].lower()}{label[1:]}")
    if chosen.hamlet_id is not None:
        parts.append(hamlet)
    if chosen.former_commune:
        parts.append(f"xã cũ {chosen.former_commune}")
    if chosen.letters:
        parts.append(f"tên từ chữ {chosen.letters}")
    if chosen.helper:
        helped = {each.value: each.label for each in Helped}
        parts.append(f"người phụ trách: {helped.get(chosen.helper, chosen.helper)}")
    if chosen.is_mine:
        parts.append("hồ sơ của tôi")
    parts += chosen.question.words
    if clean(chosen.words):
        parts.append(f"có chữ “{clean(chosen.words)}”")
    return "; ".join(parts)


def _in_order(work: Work, wanted: ListWanted, hamlets: Sequence[tuple[int, str]]) -> list[int]:
    """Return everybody; names alone are in order in their index, which is quick to read."""
    by = By.NAME if wanted.by in _BY_LINE else wanted.by
    keys = ORDERS.get(by, ())
    if by is By.HAMLET and hamlets:
        ranks = {hamlet_id: rank for rank, (hamlet_id, _) in enumerate(hamlets)}
        keys = (case(ranks, value=Person.hamlet_id, else_=-1),)
    falling = [key.desc() for key in keys] if wanted.is_falling and by is wanted.by else keys
    files = select(Person.id) if by is By.NAME else PERSONS_OF_FILES
    return ids_of(work, files.order_by(*falling, Person.name_order, Person.id))


def _narrower(work: Work, chosen: PersonFilter) -> Iterator[Sequence[int]]:
    """Yield, for each filter besides the kind, whom it lets through."""
    if chosen.hamlet_id is not None:
        yield ids_of(work, select(Person.id).where(Person.hamlet_id == chosen.hamlet_id))
    if chosen.former_commune:
        within = select(Hamlet.id).where(Hamlet.former_commune == chosen.former_commune)
        yield ids_of(work, select(Person.id).where(Person.hamlet_id.in_(within)))
    if chosen.is_mine:
        mine = CaseFile.clerk_id == work.actor.user_id
        yield ids_of(work, select(CaseFile.person_id.label("id")).where(mine))
    if chosen.letters:
        first, _, last = chosen.letters.lower().partition("–")
        yield ids_of(work, select(Person.id).where(_begins(first, last)))
    if chosen.helper:
        yield ids_of(work, PERSONS_OF_FILES.where(_is_helped(chosen.helper)))
    if not chosen.question.is_nothing:
        yield ids_of(work, asked(chosen.question, work.today))


def _is_helped(helper: str) -> ColumnElement[bool]:
    if helper == Helped.NOT_YET:
        return helper_today.is_(None)
    return AWAITS_NUMBER if helper == Helped.AWAITING else helper_today == helper


def _only(person_ids: list[int], kept: Sequence[int]) -> list[int]:
    if kept is person_ids:
        return person_ids
    wanted = set(kept)
    return [each for each in person_ids if each in wanted]


def _sorted_by_line(work: Work, person_ids: list[int], wanted: ListWanted) -> list[int]:
    """Sort by what only a whole line tells."""
    rows = list_persons_by_id(work, person_ids)
    rows.sort(key=_BY_LINE[wanted.by], reverse=wanted.is_falling)
    return [row.id for row in rows]


def _read(work: Work, person_ids: list[int], wanted: ListWanted) -> dict[int, PersonRow]:
    """Read the lines in view, the first one, and that of the person the list stands at."""
    view = wanted.in_view
    lines = set(range(len(person_ids))[view.start : view.stop]) | set(range(len(person_ids))[:1])
    if wanted.person_id in person_ids:
        lines.add(person_ids.index(wanted.person_id))
    place_of = {person_ids[line]: line for line in lines}
    return {place_of[row.id]: row for row in list_persons_by_id(work, tuple(place_of))}


def ids_of(work: Work, question: Select[int]) -> list[int]:
    """Let the database tell many numbers as one text: half a million rows take seconds."""
    asked = question.subquery()
    numbers = select(func.aggregate_strings(cast(asked.c.id, String), ","))
    told = work.session.scalar(numbers, {"today": work.today, "user": work.actor.user_id})
    found: list[int] = json.loads(f"[{told or ''}]")
    return found


def _helpers(work: Work) -> tuple[str, ...]:
    names = work.session.scalars(HELPERS, {"today": work.today})
    return tuple(sorted(names, key=name_order))


def _begins(first: str, last: str) -> ColumnElement[bool]:
    """Say that a given name begins with one of these plain letters, by the key it is sorted by."""
    following = chr(ord(last) + 1)
    end = name_order(following)[:1] if following.isalpha() else _PAST_LETTERS
    return and_(Person.name_order >= name_order(first)[:1], Person.name_order < end)
