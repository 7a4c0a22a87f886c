"""Files that may be of the person now being taken in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, func, select

from rehabdesk.domain.codes import IdentityKind
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.identity import OLD_ID_LENGTH
from rehabdesk.domain.likeness.spelling import name_slips, number_slips, word_orders
from rehabdesk.domain.likeness.weighing import (
    CLOSE_KIN,
    FIRST_RELATIVE,
    LEAST,
    NEXT_RELATIVE,
    Features,
    Likeness,
    Numbered,
    weigh,
)
from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import (
    ContactPoint,
    IdentityPaper,
    Person,
    PersonName,
    Relative,
    Residence,
    number_key,
)
from rehabdesk.domain.text import clean, digits_only, fold
from rehabdesk.persistence.listed import as_list, is_listed
from rehabdesk.persistence.search import find_persons
from rehabdesk.services.office import Work
from rehabdesk.services.people.person_facts import PersonFacts
from rehabdesk.services.secrecy.names import Names

_LOOKED_AT = 200
_NO_LETTER = re.compile(r"[\W_]+")
_AT_ONCE = 5_000
_PHONE_DIGITS = 9
_MOST_BY_KIN = FIRST_RELATIVE + NEXT_RELATIVE
_CARD_SINCE = date(2024, 7, 1)  # cards issued from this day are "căn cước"


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """A kept file that may be of the same person, and why one may think so."""

    id: int
    full_name: str
    birth: str
    hamlet: str
    case_code: str
    opened_on: date
    matches: tuple[str, ...]
    per_cent: int
    number: str = ""  # the number both have; then it is certain

    @property
    def is_certain(self) -> bool:
        return bool(self.number)

    @property
    def likeness(self) -> str:
        return "Chắc chắn" if self.is_certain else f"{self.per_cent}%"

    @property
    def reasons(self) -> str:
        return capitalised(", ".join(self.matches))


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept person: what is compared of her, and what a line shows."""

    id: int
    called: str
    features: Features
    hamlet: str
    case_code: str
    opened_on: date

    def row(self, likeness: Likeness) -> AlikeRow:
        features = self.features
        return AlikeRow(
            self.id,
            self.called,
            features.birth.text if features.birth else "",
            self.hamlet,
            self.case_code,
            self.opened_on,
            likeness.matches,
            likeness.per_cent,
            likeness.number,
        )


def capitalised(told: str) -> str:
    return told[:1].upper() + told[1:]


def kind_of_number(number: str, issued_on: date | None) -> IdentityKind:
    """Tell what paper bears such a number."""
    key = number_key(number)
    if not key.isdigit():
        return IdentityKind.PASSPORT
    if len(key) == OLD_ID_LENGTH:
        return IdentityKind.OLD_CARD
    is_older = issued_on is not None and issued_on < _CARD_SINCE
    return IdentityKind.CITIZEN_CARD if is_older else IdentityKind.IDENTITY_CARD


# Looks


def find_alike(work: Work, facts: PersonFacts) -> list[AlikeRow]:
    """Return who has the same number, then those in whom enough agrees."""
    mine = features_of(facts)
    certain = _with_numbers(work, mine) | _with_phones(work, mine.phones)
    close, far = _namesakes(work, mine)
    plain = plain_kept(work, certain | close | far)
    wanted = LEAST - _MOST_BY_KIN if mine.kin else LEAST
    promising = {
        own: each
        for own, each in plain.items()
        if own in certain or own in far or weigh(mine, each.features).per_cent >= wanted
    }
    weighed = [(each, weigh(mine, each.features)) for each in with_lists(work, promising).values()]
    rows = [each.row(likeness) for each, likeness in weighed if likeness.is_enough]
    return sorted(rows, key=lambda row: (not row.is_certain, -row.per_cent))


# What is compared


def features_of(facts: PersonFacts) -> Features:
    """Return what is compared of a person not kept yet."""
    name = clean(facts.full_name)
    return Features(
        name,
        fold(name),
        frozenset(fold(clean(each.name)) for each in facts.other_names),
        facts.birth,
        facts.sex,
        facts.hamlet_id,
        frozenset(_address(each.as_written) for each in facts.residences) - {""},
        tuple(
            Numbered(each.kind, key, each.number)
            for each in facts.papers
            if (key := number_key(each.number))
        ),
        frozenset(phone_digits(each.value) for each in facts.contacts) - {""},
        frozenset(
            (each.relation, fold(clean(each.full_name)))
            for each in facts.relatives
            if each.relation in CLOSE_KIN and " " in clean(each.full_name)
        ),
    )


_PERSONS = (
    select(
        Person.id,
        Person.full_name,
        Person.name_fold,
        Person.birth,
        Person.sex,
        Person.hamlet_id,
        func.coalesce(Hamlet.name, "").label("hamlet"),
        CaseFile.code,
        CaseFile.opened_on,
    )
    .join(CaseFile, CaseFile.person_id == Person.id)
    .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
    .where(is_listed(Person.id, "ids"))
    .order_by(Person.name_order, Person.id)
)


def _of_person(record: Any, *columns: Any) -> Any:
    table = record.__table__.c  # rows, not records: making records takes most of a frame
    wanted = (table[column.key] for column in columns)
    owned = is_listed(table.person_id, "ids")
    return select(table.person_id, *wanted).where(owned).order_by(table.id)


_NAMES = _of_person(PersonName, PersonName.name)
_PAPERS = _of_person(
    IdentityPaper, IdentityPaper.kind, IdentityPaper.number_key, IdentityPaper.number
)
_RESIDENCES = _of_person(Residence, Residence.as_written)
_CONTACTS = _of_person(ContactPoint, ContactPoint.value)
_RELATIVES = _of_person(Relative, Relative.relation, Relative.full_name)


def read_kept(work: Work, person_ids: Collection[int]) -> dict[int, Kept]:
    """Return what is compared of these persons."""
    ids = list(person_ids)
    found: dict[int, Kept] = {}
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        found |= with_lists(work, plain_kept(work, part))
    return found


def plain_kept(work: Work, person_ids: Collection[int]) -> dict[int, Kept]:
    """Return of these persons what stands in one row of theirs: no numbers, no relatives."""
    names = Names(work)
    return {
        row.id: Kept(
            row.id,
            names.of(row.id, row.full_name),
            Features(
                row.full_name,
                row.name_fold,
                birth=PartialDate.parse_stored(row.birth) if row.birth else None,
                sex=row.sex,
                hamlet_id=row.hamlet_id,
            ),
            row.hamlet,
            row.code,
            row.opened_on,
        )
        for row in work.session.execute(_PERSONS, {"ids": as_list(person_ids)})
    }


def with_lists(work: Work, kept: Mapping[int, Kept]) -> dict[int, Kept]:
    """Add what a person may have several of."""
    if not kept:
        return {}
    lists = (_NAMES, _PAPERS, _RESIDENCES, _CONTACTS, _RELATIVES)
    names, papers, places, contacts, relatives = (_grouped(work, each, kept) for each in lists)
    return {
        own: replace(
            each,
            features=replace(
                each.features,
                other_names=frozenset(fold(name) for (name,) in names.get(own, ())),
                addresses=frozenset(_address(text) for (text,) in places.get(own, ())) - {""},
                numbers=tuple(Numbered(*values) for values in papers.get(own, ())),
                phones=frozenset(phone_digits(value) for (value,) in contacts.get(own, ())) - {""},
                kin=frozenset(
                    (relation, fold(name))
                    for relation, name in relatives.get(own, ())
                    if relation in CLOSE_KIN and " " in name
                ),
            ),
        )
        for own, each in kept.items()
    }


def _grouped(
    work: Work, query: Any, person_ids: Iterable[int]
) -> Mapping[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    connection = work.session.connection()
    for person_id, *values in connection.execute(query, {"ids": as_list(person_ids)}):
        found[person_id].append(tuple(values))
    return found


@lru_cache(maxsize=10_000)  # the same few stand in file after file
def _address(text: str) -> str:
    return _NO_LETTER.sub(" ", fold(text)).strip()


def phone_digits(value: str) -> str:
    """Return the digits of a telephone number, without what is dialled before it."""
    digits = digits_only(value)
    return digits[-_PHONE_DIGITS:] if len(digits) >= _PHONE_DIGITS else ""


# Whom to compare with, by what is indexed


_HAVE_OTHER_NAMES = (
    select(PersonName.person_id).where(is_listed(PersonName.person_id, "ids")).distinct()
)
_BY_NUMBER = select(IdentityPaper.person_id).where(is_listed(IdentityPaper.number_key, "keys"))
_BY_NAME = select(Person.id).where(is_listed(Person.name_fold, "names")).limit(_LOOKED_AT)
_BY_ENDS = (
    select(Person.id)
    .where(
        Person.name_fold >= bindparam("first"),
        Person.name_fold < bindparam("beyond"),
        Person.name_fold.like(bindparam("last")),
        func.substr(Person.birth, 1, 4) == bindparam("year"),
    )
    .limit(_LOOKED_AT)
)


def _with_numbers(work: Work, mine: Features) -> set[int]:
    keys = {each.key for each in mine.numbers}
    for each in mine.numbers:
        keys |= number_slips(each.key)
    return set(work.session.scalars(_BY_NUMBER, {"keys": as_list(keys)})) if keys else set()


def _with_phones(work: Work, phones: Iterable[str]) -> set[int]:
    return {
        person_id
        for phone in phones
        for person_id in find_persons(work.session, f"0{phone}", _LOOKED_AT)
    }


def _namesakes(work: Work, mine: Features) -> tuple[set[int], set[int]]:
    """Find who bears the name, in any order or one letter off, or both ends of it.

    Apart from them whoever has other names and is found by these words: it may be one of them.
    """
    if not mine.name:
        return set(), set()
    names = {mine.name} | mine.other_names | word_orders(mine.name) | name_slips(mine.name)
    found = set(work.session.scalars(_BY_NAME, {"names": as_list(names)}))
    words = mine.name.split()
    if mine.birth is not None and len(words) > 1:
        ends = {"first": f"{words[0]} ", "beyond": f"{words[0]}!", "last": f"% {words[-1]}"}
        found |= set(work.session.scalars(_BY_ENDS, {**ends, "year": f"{mine.birth.year:04}"}))
    called = {
        person_id
        for name in (mine.name, *mine.other_names)
        for person_id in find_persons(work.session, name, _LOOKED_AT)
    }
    others = {"ids": as_list(called - found)}
    return found, set(work.session.scalars(_HAVE_OTHER_NAMES, others))
