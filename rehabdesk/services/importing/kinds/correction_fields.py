"""The fields of a person a corrected list may change: read as one text, written back from one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from rehabdesk.domain.codes import ContactKind, IdentityKind, NameKind, ResidenceKind
from rehabdesk.domain.identity import OLD_ID_LENGTH
from rehabdesk.domain.records.person import number_key
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.row import RowRead
from rehabdesk.services.people.likeness import kind_of_number
from rehabdesk.services.people.person_facts import (
    ContactFacts,
    NameFacts,
    PaperFacts,
    PersonFacts,
    ResidenceFacts,
    told,
)

_F = ImportField
_AND = ", "
_TWELVE = (IdentityKind.IDENTITY_CARD, IdentityKind.CITIZEN_CARD)


@dataclass(frozen=True, slots=True)
class CorrectionField:
    """How a field is told in a cell, and what facts are with another value in it."""

    field: ImportField
    tell: Callable[[PersonFacts], str]
    put: Callable[[PersonFacts, RowRead], PersonFacts]


def _plain(field: ImportField, name: str) -> CorrectionField:
    def put(facts: PersonFacts, row: RowRead) -> PersonFacts:
        values: dict[str, Any] = {name: row.text(field)}
        return replace(facts, **values)

    return CorrectionField(field, lambda facts: told(facts, name), put)


def _put_birth(facts: PersonFacts, row: RowRead) -> PersonFacts:
    return replace(facts, birth=row.birth)


def _put_sex(facts: PersonFacts, row: RowRead) -> PersonFacts:
    return replace(facts, sex=row.sex)


def _put_names(facts: PersonFacts, row: RowRead) -> PersonFacts:
    kept = [each for each in facts.other_names if each.kind is not NameKind.ALIAS]
    new = (NameFacts(NameKind.ALIAS, each) for each in row.texts(_F.OTHER_NAME))
    return replace(facts, other_names=(*kept, *new))


def _put_phones(facts: PersonFacts, row: RowRead) -> PersonFacts:
    known = {number_key(each.value): each for each in facts.contacts}
    others = [each for each in facts.contacts if each.kind is not ContactKind.PHONE]
    new = (
        known.get(number_key(each), ContactFacts(ContactKind.PHONE, each))
        for each in row.texts(_F.PHONE)
    )
    return replace(facts, contacts=(*others, *new))


def _numbers(facts: PersonFacts, kinds: Iterable[IdentityKind]) -> list[PaperFacts]:
    return [each for each in facts.papers if each.kind in set(kinds)]


def _put_number(
    facts: PersonFacts, row: RowRead, field: ImportField, kinds: tuple[IdentityKind, ...]
) -> PersonFacts:
    """Put the numbers of one kind of paper right; the days of issue stay with their paper."""
    value = row.values.get(field)
    numbers = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
    old, papers = _numbers(facts, kinds), list(facts.papers)
    for paper, number in zip(old, numbers, strict=False):
        if number_key(paper.number) != number_key(number):
            papers[papers.index(paper)] = replace(paper, number=number)
    papers = [each for each in papers if each not in old[len(numbers) :]]
    for number in numbers[len(old) :]:
        is_old = len(number_key(number)) == OLD_ID_LENGTH
        kind = IdentityKind.OLD_CARD if is_old else kind_of_number(number, None)
        papers.append(PaperFacts(kind, number))
    return replace(facts, papers=tuple(papers))


def _place(facts: PersonFacts, kind: ResidenceKind) -> ResidenceFacts | None:
    present = [each for each in facts.residences if each.kind is kind and not each.until_on]
    return present[-1] if present else None


def _put_place(
    facts: PersonFacts, row: RowRead, field: ImportField, kind: ResidenceKind
) -> PersonFacts:
    """Put the words of an address right; a move is no correction."""
    old, words = _place(facts, kind), row.text(field)
    places = list(facts.residences)
    if old is None:
        places.append(ResidenceFacts(kind, words))
    elif words:
        corrected = replace(old, as_written=words, unit_new=None, unit_old=None)
        places[places.index(old)] = corrected
    else:
        places.remove(old)
    return replace(facts, residences=tuple(places))


def _residence(field: ImportField, kind: ResidenceKind) -> CorrectionField:
    def tell(facts: PersonFacts) -> str:
        place = _place(facts, kind)
        return place.as_written if place else ""

    return CorrectionField(field, tell, partial(_put_place, field=field, kind=kind))


def _paper(field: ImportField, *kinds: IdentityKind) -> CorrectionField:
    return CorrectionField(
        field,
        lambda facts: _AND.join(each.number for each in _numbers(facts, kinds)),
        partial(_put_number, field=field, kinds=kinds),
    )


_ALL = (
    _plain(_F.FULL_NAME, "full_name"),
    CorrectionField(
        _F.OTHER_NAME,
        lambda facts: _AND.join(
            each.name for each in facts.other_names if each.kind is NameKind.ALIAS
        ),
        _put_names,
    ),
    CorrectionField(_F.BIRTH, lambda facts: told(facts, "birth"), _put_birth),
    CorrectionField(_F.SEX, lambda facts: told(facts, "sex"), _put_sex),
    _paper(_F.ID_NUMBER, *_TWELVE),
    _paper(_F.OLD_ID_NUMBER, IdentityKind.OLD_CARD),
    _paper(_F.PASSPORT, IdentityKind.PASSPORT),
    _residence(_F.PERMANENT, ResidenceKind.PERMANENT),
    _residence(_F.TEMPORARY, ResidenceKind.TEMPORARY),
    _residence(_F.CURRENT, ResidenceKind.CURRENT),
    CorrectionField(
        _F.PHONE,
        lambda facts: _AND.join(
            each.value for each in facts.contacts if each.kind is ContactKind.PHONE
        ),
        _put_phones,
    ),
    _plain(_F.ETHNICITY, "ethnicity"),
    _plain(_F.RELIGION, "religion"),
    _plain(_F.EDUCATION, "education"),
    _plain(_F.OCCUPATION, "occupation"),
    _plain(_F.WORKPLACE, "workplace"),
    _plain(_F.NOTE, "note"),
)
FIELDS: Mapping[ImportField, CorrectionField] = {each.field: each for each in _ALL}


def tell(facts: PersonFacts, field: ImportField, hamlets: Mapping[int, str]) -> str:
    """Tell a field as the cell of a list holds it."""
    if field is _F.HAMLET:
        return hamlets.get(facts.hamlet_id, "") if facts.hamlet_id else ""
    return FIELDS[field].tell(facts)
