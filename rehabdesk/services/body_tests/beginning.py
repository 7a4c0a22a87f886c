"""What the form of a sitting begins with: places used before, whose age asks for a witness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from rehabdesk.catalog.teamwork.after_tests import law_of_tests
from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.helping import BodyTest
from rehabdesk.services.body_tests.facts import Sitting
from rehabdesk.services.body_tests.recording import sitting_of
from rehabdesk.services.law.test_days import Habits, habits_of_tests
from rehabdesk.services.noting.beginning import find_whom
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.files import kept_from
from rehabdesk.services.secrecy.names import Names

USUAL_PLACES = ("Công an xã", "Trạm Y tế xã")
_MOST = 8


@dataclass(frozen=True, slots=True)
class Tested:
    """A person a sitting is about; `birth` tells whether a witness is asked for."""

    id: int
    name: str
    detail: str
    birth: str | None


@dataclass(frozen=True, slots=True)
class SittingBegun:
    today: date
    habits: Habits
    places: tuple[str, ...]
    asked_by: tuple[str, ...]
    last: Sitting | None
    adult_from: int
    witness_basis: str


# Looks


def begin_sitting(work: Work) -> SittingBegun:
    work.require(Right.READ_TESTS)
    last = work.session.scalars(select(BodyTest).order_by(BodyTest.id.desc()).limit(1)).first()
    law = law_of_tests(work.resources.folder)
    return SittingBegun(
        work.today,
        habits_of_tests(work),
        tuple(dict.fromkeys((*_used(work, "done_at"), *USUAL_PLACES))),
        tuple(dict.fromkeys((*_used(work, "asked_by"), "Công an xã"))),
        sitting_of(last) if last else None,
        law.adult_from,
        law.witnessed[-1].basis if law.witnessed else "",
    )


def find_tested(work: Work, words: str) -> list[Tested]:
    """Return persons by their words, without those kept close from this user."""
    work.require(Right.READ_TESTS)
    return named_tested(work, [each.id for each in find_whom(work, words)])


def named_tested(work: Work, person_ids: Sequence[int]) -> list[Tested]:
    work.require(Right.READ_TESTS)
    rows = work.session.scalars(select(Person).where(Person.id.in_(person_ids)))
    found = {person.id: person for person in rows}
    close, names = kept_from(work), Names(work)
    told = []
    for person in (found[each] for each in person_ids if each in found and each not in close):
        place = person.hamlet.name.removeprefix("Thôn ") if person.hamlet else ""
        detail = " · ".join(part for part in ((person.birth or "")[:4], place) if part)
        name = names.of(person.id, person.full_name, person.birth)
        told.append(Tested(person.id, name, detail, person.birth))
    return told


def _used(work: Work, column: str) -> list[str]:
    words = getattr(BodyTest, column)
    rows = work.session.scalars(
        select(words).where(words != "").group_by(words).order_by(func.count().desc()).limit(_MOST)
    )
    return list(rows)
