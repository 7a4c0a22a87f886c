"""The card of a person laid beside the file that is kept, and what is taken from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Coded, EpisodeKind, IdentityKind, NameKind, ResidenceKind
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.identity import mask
from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person, number_key
from rehabdesk.domain.text import clean, fold
from rehabdesk.services.assignments import present_helpers
from rehabdesk.services.office import Work
from rehabdesk.services.people.files import PersonRow, list_persons_by_id
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.person_facts import (
    NameFacts,
    PaperFacts,
    PersonFacts,
    ResidenceFacts,
    read_person,
)
from rehabdesk.services.secrecy.names import Names

_TWELVE_DIGITS = frozenset({IdentityKind.CITIZEN_CARD, IdentityKind.IDENTITY_CARD})
ISSUED = "issued_on"


class Verdict(Coded):
    SAME = "same", "Giống"
    DIFFERENT = "different", "Khác"
    ONE_SIDE = "one_side", "Chỉ có một bên"


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One field on both sides; `may_take` when the card has something the file has not."""

    name: str
    label: str
    card: str
    kept: str
    verdict: Verdict
    may_take: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    person_id: int
    version: int
    full_name: str
    case_code: str
    opened_on: date
    rows: tuple[CompareRow, ...]

    @property
    def open_questions(self) -> tuple[CompareRow, ...]:
        return tuple(row for row in self.rows if row.may_take)


@dataclass(frozen=True, slots=True)
class TakeFromCard:
    """The fields, by name, whose value is to be the card's from now on."""

    person_id: int
    version: int
    card: PersonFacts
    names: frozenset[str]


# Acts


def take_from_card(work: Work, order: TakeFromCard) -> None:
    """Correct a kept file by what the card says, in the fields named."""
    kept = read_person(work.session.get_one(Person, order.person_id))
    for name, take in _TAKERS.items():
        if name in order.names:
            kept = take(kept, order.card, work.today)
    correct_person(work, CorrectPerson(order.person_id, order.version, kept))


# Looks


def compare(
    work: Work, person_id: int, facts: PersonFacts, kind: EpisodeKind | None = None
) -> Comparison:
    """Lay a card beside a kept file, field by field."""
    person = work.session.get_one(Person, person_id)
    [row] = list_persons_by_id(work, (person_id,))
    code, opened_on = work.session.execute(
        select(CaseFile.code, CaseFile.opened_on).filter_by(person_id=person_id)
    ).one()
    kept = read_person(person)
    sides = [
        *_number_sides(facts, kept),
        ("full_name", "Họ và tên", facts.full_name, kept.full_name),
        ("birth", "Ngày sinh", _birth(facts), _birth(kept)),
        ("sex", "Giới tính", _label(facts.sex), _label(kept.sex)),
        ("residence", "Nơi cư trú", _address(facts), _address(kept)),
        ("hamlet_id", "Thôn", _hamlet(work, facts.hamlet_id), _hamlet(work, kept.hamlet_id)),
        ("kind", "Diện quản lý", _label(kind), _kind_kept(row)),
        ("helper", "Người phụ trách", "", _helper(work, person_id)),
    ]
    rows = tuple(_compared(*side) for side in sides if side[2] or side[3])
    if rows and rows[0].verdict is not Verdict.SAME:  # another card brings its own day of issue
        rows = tuple(replace(row, may_take=row.may_take and row.name != ISSUED) for row in rows)
    names = Names(work)
    if names.is_close(person_id):  # nothing beyond what whoever asks has on the card
        known = (row for row in rows if row.verdict is Verdict.SAME)
        rows = tuple(replace(row, may_take=False) for row in known)
    called = names.of(person_id, person.full_name)
    return Comparison(person_id, person.version, called, code, opened_on, rows)


# Side by side


def _number_sides(card: PersonFacts, kept: PersonFacts) -> list[tuple[str, str, str, str]]:
    mine, theirs = _main_paper(card, kept), _main_paper(kept, card)
    old, kept_old = _old_number(card), _old_number(kept)
    number, kept_number = (paper.number if paper else "" for paper in (mine, theirs))
    is_same = number_key(number) == number_key(kept_number)
    issued, kept_issued = (_day(paper.issued_on) if paper else "" for paper in (mine, theirs))
    sides = [
        ("id_number", "Số căn cước", number, kept_number if is_same else _masked(kept_number)),
        (ISSUED, "Ngày cấp", issued, kept_issued),
    ]
    shown = kept_old if number_key(old) == number_key(kept_old) else _masked(kept_old)
    return [*sides, ("old_number", "Số CMND cũ", old, f"9 số: {shown}" if kept_old else "")]


def _main_paper(facts: PersonFacts, other: PersonFacts) -> PaperFacts | None:
    """Return the twelve-digit paper: the one both sides have, else the last."""
    papers = [paper for paper in facts.papers if paper.kind in _TWELVE_DIGITS]
    keys = {number_key(paper.number) for paper in other.papers}
    shared = [paper for paper in papers if number_key(paper.number) in keys]
    best = shared or papers
    return best[-1] if best else None


def _old_number(facts: PersonFacts) -> str:
    papers = (paper for paper in facts.papers if paper.kind is IdentityKind.OLD_CARD)
    return next((paper.number for paper in papers), "")


def _compared(name: str, label: str, card: str, kept: str) -> CompareRow:
    if not card or not kept:
        verdict = Verdict.ONE_SIDE
    else:
        is_same = _bare(card) == _bare(kept.removeprefix("9 số: "))
        verdict = Verdict.SAME if is_same else Verdict.DIFFERENT
    may_take = bool(card) and verdict is not Verdict.SAME and name in _TAKERS
    return CompareRow(name, label, card, kept, verdict, may_take)


def _bare(text: str) -> str:
    """Compare names letter by letter, addresses without their commas, numbers without blanks."""
    return "".join(sign for sign in clean(text).casefold() if sign.isalnum() or sign in "•/")


def _masked(number: str) -> str:
    return mask(number) if number else ""


def _birth(facts: PersonFacts) -> str:
    return facts.birth.text if facts.birth else ""


def _day(day: date | None) -> str:
    return PartialDate.of(day).text if day else ""


def _label(code: Coded | None) -> str:
    return code.label if code else ""


def _address(facts: PersonFacts) -> str:
    place = _present_residence(facts)
    return place.as_written if place else ""


def _present_residence(facts: PersonFacts) -> ResidenceFacts | None:
    """Return what a card would name: the permanent residence, else any present one."""
    present = [place for place in facts.residences if not place.until_on]
    permanent = [place for place in present if place.kind is ResidenceKind.PERMANENT]
    best = permanent or present
    return best[-1] if best else None


def _hamlet(work: Work, hamlet_id: int | None) -> str:
    return work.session.get_one(Hamlet, hamlet_id).name if hamlet_id else ""


def _kind_kept(row: PersonRow) -> str:
    if row.episode_kind is None:
        return ""
    until = f" đến {row.term_end:%d/%m/%Y}" if row.term_end else ""
    return row.episode_kind.label + until


def _helper(work: Work, person_id: int) -> str:
    helper = present_helpers(work, work.today).get(person_id)
    return helper.name if helper else ""


# Taking a value from the card


def _take_number(kept: PersonFacts, card: PersonFacts, _today: date) -> PersonFacts:
    paper = _main_paper(card, kept)
    return replace(kept, papers=(*kept.papers, paper)) if paper else kept


def _take_issue_day(kept: PersonFacts, card: PersonFacts, _today: date) -> PersonFacts:
    paper = _main_paper(card, kept)
    if paper is None:
        return kept
    key = number_key(paper.number)
    papers = tuple(
        replace(each, kind=paper.kind, issued_on=paper.issued_on)
        if number_key(each.number) == key
        else each
        for each in kept.papers
    )
    return replace(kept, papers=papers)


def _take_old_number(kept: PersonFacts, card: PersonFacts, _today: date) -> PersonFacts:
    paper = PaperFacts(IdentityKind.OLD_CARD, _old_number(card))
    return replace(kept, papers=(*kept.papers, paper))


def _take_name(kept: PersonFacts, card: PersonFacts, _today: date) -> PersonFacts:
    """Keep the former name findable, unless only its accents were corrected."""
    names = kept.other_names
    if fold(kept.full_name) != fold(card.full_name):
        names = (*names, NameFacts(NameKind.FORMER, kept.full_name))
    return replace(kept, full_name=card.full_name, other_names=names)


def _take_residence(kept: PersonFacts, card: PersonFacts, today: date) -> PersonFacts:
    place = _present_residence(card)
    if place is None:
        return kept
    earlier = tuple(
        replace(each, until_on=today) if each.kind is place.kind and not each.until_on else each
        for each in kept.residences
    )
    return replace(kept, residences=(*earlier, place))


_TAKERS: dict[str, Callable[[PersonFacts, PersonFacts, date], PersonFacts]] = {
    "id_number": _take_number,
    ISSUED: _take_issue_day,
    "old_number": _take_old_number,
    "full_name": _take_name,
    "birth": lambda kept, card, _: replace(kept, birth=card.birth),
    "sex": lambda kept, card, _: replace(kept, sex=card.sex),
    "residence": _take_residence,
    "hamlet_id": lambda kept, card, _: replace(kept, hamlet_id=card.hamlet_id),
}
