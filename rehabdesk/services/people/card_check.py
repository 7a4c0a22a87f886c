"""What can be said of a card before anything is kept: its number, its address, its likes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from rehabdesk.domain.codes import IdentityKind, Right
from rehabdesk.domain.identity import IdCheck, check_id_number
from rehabdesk.domain.places import Units
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.text import fold
from rehabdesk.services.office import Work
from rehabdesk.services.offices import list_hamlets, profile_on
from rehabdesk.services.people.likeness import AlikeRow, find_alike
from rehabdesk.services.people.person_facts import PersonFacts


@dataclass(frozen=True, slots=True)
class AddressRead:
    """The unit an address means today: "Xã Đồng Tiến cũ → xã Yên Thịnh", and our hamlet in it."""

    written: str
    text: str
    is_ours: bool
    unit_new: str
    unit_old: str | None
    hamlet_id: int | None


@dataclass(frozen=True, slots=True)
class AddressBook:
    """The units an address may be chosen from, and where the office itself lies."""

    units: Units
    commune_code: str
    province_code: str
    hamlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IntakeStart:
    now: datetime
    hamlets: tuple[tuple[int, str], ...]
    book: AddressBook


@dataclass(frozen=True, slots=True)
class IntakeReview:
    alike: tuple[AlikeRow, ...]
    number: IdCheck | None
    address: AddressRead | None

    @property
    def certain(self) -> AlikeRow | None:
        return next((row for row in self.alike if row.is_certain), None)


# Looks


def begin_intake(work: Work) -> IntakeStart:
    work.require(Right.READ_FILES)
    active = [row for row in list_hamlets(work) if row.is_active]
    return IntakeStart(
        work.now, tuple((row.id, row.name) for row in active), read_address_book(work)
    )


def read_address_book(work: Work) -> AddressBook:
    work.require(Right.READ_FILES)
    ours = profile_on(work, work.today)
    hamlets = tuple(row.name for row in list_hamlets(work) if row.is_active)
    return AddressBook(work.resources.units, ours.commune_code, ours.province_code, hamlets)


def review_intake(work: Work, facts: PersonFacts) -> IntakeReview:
    """Hold what has been filled in so far against the files, the units and itself."""
    work.require(Right.READ_FILES)
    written = facts.residences[0].as_written if facts.residences else ""
    alike = tuple(find_alike(work, facts))
    return IntakeReview(alike, _check_number(work, facts), read_address(work, written))


def _check_number(work: Work, facts: PersonFacts) -> IdCheck | None:
    """Check a card's number; old numbers and passports say nothing of their bearer."""
    first = facts.papers[0] if facts.papers else None
    if first is None or first.kind not in {IdentityKind.CITIZEN_CARD, IdentityKind.IDENTITY_CARD}:
        return None
    provinces = work.resources.units.card_provinces
    return check_id_number(first.number, facts.sex, facts.birth, provinces)


def read_address(work: Work, as_written: str) -> AddressRead | None:
    """Find the commune of today that an address means, as far as it can be known."""
    ours = profile_on(work, work.today)
    found = work.resources.units.find(as_written, near=ours.province_code) if as_written else ()
    if not found:
        return None
    best, *others = found
    same = [place for place in others if place.former == best.former and place.former]
    text = " hoặc ".join([best.text, *(place.commune.full_name for place in same)])
    is_ours = any(place.commune.code == ours.commune_code for place in (best, *same))
    hamlet_id = _hamlet_in(work, as_written) if is_ours else None
    former = best.former.code if best.former else None
    told = text[:1].upper() + text[1:]
    return AddressRead(as_written, told, is_ours, best.commune.code, former, hamlet_id)


def _hamlet_in(work: Work, as_written: str) -> int | None:
    parts = {fold(part).strip() for part in as_written.split(",")}
    hamlets = work.session.execute(select(Hamlet.id, Hamlet.name).where(Hamlet.is_active))
    return next((each.id for each in hamlets if fold(each.name) in parts), None)
