"""Commitments in lists: of one person, of a window, who has none, and how many signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import selectinload

from rehabdesk.domain.codes import Right
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.activities import Pledge
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import PledgeBy
from rehabdesk.services.cabinet.files import pages_of
from rehabdesk.services.contacts.silence import MUST_BE_MET
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice, choose
from rehabdesk.services.pledges.facts import SINGLE, TOGETHER
from rehabdesk.services.pledges.recording import PledgeGone, facts_of
from rehabdesk.services.pledges.rows import PledgeRow
from rehabdesk.services.secrecy.files import require_open_to
from rehabdesk.services.secrecy.names import Names, hidden

TOTALS = "pledge_totals"
MOST = 1_000_000


class TotalImpossible(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: tổng số là số từ 0 đến {MOST:,}.".replace(",", "."))


@dataclass(frozen=True, slots=True)
class Without:
    """Somebody looked after who has signed nothing that still stands."""

    person_id: int
    name: str
    birth_year: int | None
    hamlet: str
    had_on: date | None  # of the last one, which has ended


@dataclass(frozen=True, slots=True)
class Share:
    """How many of one sort have signed what stands at the end, of how many (T17)."""

    by: PledgeBy
    signed: int
    total: int | None

    @property
    def per_cent(self) -> float | None:
        return self.signed * 100 / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class PledgeFigures:
    """Who signed in a window, each counted once (T16), and the shares at its end."""

    persons: int = 0
    residents: int = 0
    without_copy: int = 0
    shares: tuple[Share, ...] = ()

    @property
    def people(self) -> int:
        return self.persons + self.residents


@dataclass(frozen=True, slots=True)
class PledgePage:
    rows: tuple[PledgeRow, ...]
    figures: PledgeFigures
    without: tuple[Without, ...]
    today: date


# Acts


def set_totals(work: Work, totals: Mapping[PledgeBy, int | None]) -> None:
    """Keep how many street groups, offices, schools and families there are."""
    for by, total in totals.items():
        if total is not None and not 0 <= total <= MOST:
            raise TotalImpossible(by.label)
    choose(work, TOTALS, {by.value: total for by, total in totals.items() if total})


# Looks


def read_totals(work: Work) -> dict[PledgeBy, int | None]:
    kept = choice(work, TOTALS, {})
    return {by: kept.get(by.value) for by in TOGETHER}


def read_page(work: Work, from_on: date | None, until_on: date | None) -> PledgePage:
    """Return the commitments signed in a window, the last first, and who has none."""
    work.require(Right.READ_FILES)
    where: list[ColumnElement[bool]] = []
    where += [Pledge.on >= from_on] if from_on else []
    where += [Pledge.on <= until_on] if until_on else []
    rows = _rows(work, *where)
    return PledgePage(
        rows, _figures(work, rows, until_on or work.today), without_pledge(work), work.today
    )


def pledges_of(work: Work, person_id: int) -> tuple[PledgeRow, ...]:
    """Return what a person, or the family, has signed, the last first."""
    work.require(Right.READ_FILES)
    return _rows(work, Pledge.person_id == person_id)


def without_pledge(work: Work) -> tuple[Without, ...]:
    """Return whom the office looks after and who has signed nothing that still stands."""
    work.require(Right.READ_FILES)
    signed = select(Pledge.person_id).where(
        Pledge.by == PledgeBy.PERSON, Pledge.person_id.is_not(None), runs_on(work.today)
    )
    ticked = (
        select(ContactPerson.person_id)
        .join(Contact, Contact.id == ContactPerson.contact_id)
        .where(
            Contact.has_pledge,
            Contact.id.not_in(select(Pledge.contact_id).where(Pledge.contact_id.is_not(None))),
        )
    )
    found = work.session.execute(
        select(Person.id, Person.full_name, Person.birth, Hamlet.name)
        .join(Standing, Standing.person_id == Person.id)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .where(
            Standing.is_current,
            Standing.state.in_(MUST_BE_MET),
            Person.id.not_in(signed),
            Person.id.not_in(ticked),
        )
        .order_by(Person.name_order)
    ).all()
    had = work.session.execute(
        select(Pledge.person_id, func.max(Pledge.on))
        .where(Pledge.person_id.is_not(None), Pledge.by == PledgeBy.PERSON)
        .group_by(Pledge.person_id)
    )
    last: dict[int | None, date] = {row[0]: row[1] for row in had}
    names = Names(work)
    return tuple(
        Without(each, names.of(each, name, birth), _year(birth), hamlet or "", last.get(each))
        for each, name, birth, hamlet in found
    )


def read_copy(work: Work, pledge_id: int) -> tuple[str, bytes]:
    """Return the signed copy as pages that can be shown and printed."""
    work.require(Right.READ_FILES)
    pledge = work.session.get(Pledge, pledge_id)
    if pledge is None or pledge.file is None:
        raise PledgeGone
    if pledge.person is not None:
        require_open_to(work, pledge.person)
    return pledge.file.name, pages_of(pledge.file.media_type, pledge.file.content)


def runs_on(day: date) -> ColumnElement[bool]:
    return (Pledge.on <= day) & (Pledge.ended_on.is_(None) | (Pledge.ended_on > day))


def _rows(work: Work, *where: ColumnElement[bool]) -> tuple[PledgeRow, ...]:
    found = work.session.scalars(
        select(Pledge)
        .where(*where)
        .options(selectinload(Pledge.person), selectinload(Pledge.hamlet))
        .order_by(Pledge.on.desc(), Pledge.id.desc())
    ).all()
    names = Names(work)
    return tuple(_row(each, names, work.today) for each in found)


def _row(pledge: Pledge, names: Names, today: date) -> PledgeRow:
    is_close = names.is_close(pledge.person_id)
    return PledgeRow(
        pledge.id,
        pledge.version,
        facts_of(pledge),
        _called(pledge, names),
        pledge.hamlet.name if pledge.hamlet and not is_close else "",
        pledge.file_id is not None,
        pledge.ended_on is None or pledge.ended_on > today,
        pledge.recorded_by,
        pledge.recorded_at,
        is_close,
    )


def _called(pledge: Pledge, names: Names) -> str:
    """Name who signed as far as whoever asks may know; places and bodies have no secret."""
    person, by = pledge.person, pledge.by
    if person is None:
        is_somebody = by in {PledgeBy.FAMILY, PledgeBy.RESIDENT}
        is_told = names.is_plain(None) or not is_somebody
        return pledge.signer if is_told else hidden(pledge.signer)
    name = names.of(person.id, person.full_name, person.birth)
    if by is PledgeBy.PERSON:
        return name
    signer = pledge.signer if names.is_plain(person.id) else ""
    return f"{signer} ({by.label.lower()} {name})" if signer else f"{by.label} {name}"


def _figures(work: Work, rows: tuple[PledgeRow, ...], day: date) -> PledgeFigures:
    """Count everybody once, however often he signed."""
    persons = {row.facts.person_id for row in rows if row.facts.by is PledgeBy.PERSON}
    residents = {
        (row.facts.signer.casefold(), row.facts.hamlet_id)
        for row in rows
        if row.facts.by is PledgeBy.RESIDENT
    }
    standing = work.session.execute(
        select(Pledge.by, Pledge.signer, Pledge.hamlet_id, Pledge.person_id)
        .where(Pledge.by.in_(TOGETHER), runs_on(day))
        .distinct()
    ).all()
    signed = Counter(row.by for row in standing)
    totals = read_totals(work)
    lacking = sum(1 for row in rows if row.facts.by in SINGLE and not row.has_copy)
    shares = tuple(Share(by, signed[by], totals[by]) for by in TOGETHER)
    return PledgeFigures(len(persons), len(residents), lacking, shares)


def _year(birth: str | None) -> int | None:
    return PartialDate.parse_stored(birth).year if birth else None
