"""Organisations and the persons who can be put in charge of somebody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy import select

from rehabdesk.domain.codes import OrganisationKind, Right, Sex
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, word_order
from rehabdesk.services.editing import Sides, record_of, require_version
from rehabdesk.services.office import Work
from rehabdesk.services.settling import labels


class VolunteerNameRequired(Refusal):
    field = "full_name"

    def __init__(self) -> None:
        super().__init__("Nhập họ và tên.")


class OrganisationNameRequired(Refusal):
    field = "name"

    def __init__(self) -> None:
        super().__init__("Nhập tên tổ chức.")


class OrganisationExists(Refusal):
    field = "name"

    def __init__(self, name: str) -> None:
        super().__init__(f"Đã có tổ chức “{name}”.")


class LeftBeforeJoining(Refusal):
    field = "serves_until"

    def __init__(self, start: date) -> None:
        super().__init__(f"Đến ngày phải sau từ ngày ({start:%d/%m/%Y}).")


class StillInCharge(Refusal):
    field = "serves_until"

    def __init__(self, name: str, count: int) -> None:
        super().__init__(
            f"{name} đang phụ trách {count} người. "
            "Phân công người khác thay, rồi ghi thôi nhiệm vụ."
        )


class StillInTeam(Refusal):
    field = "serves_until"

    def __init__(self, name: str, team: str) -> None:
        super().__init__(
            f"{name} đang là thành viên {team}. Ghi thôi tham gia ở Đội tình nguyện trước."
        )


@dataclass(frozen=True, slots=True)
class VolunteerFacts:
    full_name: str
    sex: Sex | None = None
    post: str = ""
    organisation_id: int | None = None
    hamlet_id: int | None = None
    phone: str = ""
    serves_from: date | None = None
    serves_until: date | None = None
    born: PartialDate | None = None
    id_number: str = ""
    residence: str = ""
    resident_since: date | None = None
    workplace: str = ""
    is_civil_servant: bool = False
    is_fit: bool | None = None  # health and full legal capacity, as declared
    skills: str = ""


@dataclass(frozen=True, slots=True)
class VolunteerRow:
    id: int
    version: int
    facts: VolunteerFacts
    organisation: str
    hamlet: str


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    id: int
    version: int
    name: str
    kind: OrganisationKind
    is_active: bool


# Acts


def add_volunteer(work: Work, facts: VolunteerFacts) -> int:
    work.require(Right.KEEP_VOLUNTEERS)
    volunteer = make_volunteer(work, facts)
    work.session.add(volunteer)
    work.record("volunteer.added", volunteer, name=volunteer.full_name)
    return volunteer.id


def correct_volunteer(work: Work, volunteer_id: int, version: int, facts: VolunteerFacts) -> None:
    """Correct or end a volunteer's service; whoever still looks after somebody does not leave."""
    work.require(Right.KEEP_VOLUNTEERS)
    volunteer = record_of(work, Volunteer, volunteer_id)
    require_version(volunteer, version, Sides(work, _facts(volunteer), facts, labels.VOLUNTEER))
    _require_sound(facts, work.today)
    if facts.serves_until:
        in_charge = _still_in_charge(work, volunteer_id, facts.serves_until)
        if in_charge:
            raise StillInCharge(volunteer.full_name, in_charge)
        _require_out_of_teams(work, volunteer, facts.serves_until)
    volunteer.serves_from = facts.serves_from or volunteer.serves_from
    _write(work, volunteer, facts)
    work.record(
        "volunteer.corrected", volunteer, name=volunteer.full_name, until=facts.serves_until
    )


def correction_of(volunteer_id: int, facts: VolunteerFacts, version: int) -> Callable[[Work], None]:
    """Make the act that corrects a volunteer as read in this version."""
    return partial(correct_volunteer, volunteer_id=volunteer_id, version=version, facts=facts)


def add_organisation(work: Work, name: str, kind: OrganisationKind) -> int:
    work.require(Right.KEEP_VOLUNTEERS)
    name = clean(name)
    if not name:
        raise OrganisationNameRequired
    if work.session.scalar(select(Organisation.id).filter_by(name=name)):
        raise OrganisationExists(name)
    organisation = Organisation(name, kind)
    work.session.add(organisation)
    work.record("organisation.added", organisation, name=name)
    return organisation.id


def correct_organisation(
    work: Work, row: OrganisationRow, name: str, kind: OrganisationKind, *, is_active: bool
) -> None:
    """Rename an organisation, or keep it from being chosen any more."""
    work.require(Right.KEEP_VOLUNTEERS)
    organisation = record_of(work, Organisation, row.id)
    kept = OrganisationRow(
        row.id, organisation.version, organisation.name, organisation.kind, organisation.is_active
    )
    typed = replace(row, name=name, kind=kind, is_active=is_active)
    require_version(organisation, row.version, Sides(work, kept, typed, labels.ORGANISATION))
    name = clean(name)
    if not name:
        raise OrganisationNameRequired
    if work.session.scalar(select(Organisation.id).filter_by(name=name)) not in {None, row.id}:
        raise OrganisationExists(name)
    organisation.name, organisation.kind, organisation.is_active = name, kind, is_active
    work.record("organisation.corrected", organisation, name=f"{row.name} → {name}")


def make_volunteer(work: Work, facts: VolunteerFacts) -> Volunteer:
    """Make a record of somebody new, for whoever adds it to the session."""
    _require_sound(facts, work.today)
    volunteer = Volunteer(clean(facts.full_name), facts.serves_from or work.today)
    _write(work, volunteer, facts)
    return volunteer


# Looks


def list_volunteers(work: Work) -> list[VolunteerRow]:
    """Return everybody who ever served, in name order."""
    work.require(Right.READ_FILES)
    found = work.session.execute(
        select(Volunteer, Organisation.name, Hamlet.name)
        .outerjoin(Volunteer.organisation)
        .outerjoin(Volunteer.hamlet)
        .order_by(Volunteer.name_order, Volunteer.id)
    )
    return [
        VolunteerRow(each.id, each.version, _facts(each), organisation or "", hamlet or "")
        for each, organisation, hamlet in found
    ]


def list_organisations(work: Work) -> list[OrganisationRow]:
    work.require(Right.READ_FILES)
    rows = work.session.execute(
        select(
            Organisation.id,
            Organisation.version,
            Organisation.name,
            Organisation.kind,
            Organisation.is_active,
        )
    )
    return sorted((OrganisationRow(*row) for row in rows), key=lambda row: word_order(row.name))


def _require_sound(facts: VolunteerFacts, today: date) -> None:
    if not clean(facts.full_name):
        raise VolunteerNameRequired
    start = facts.serves_from or today
    if facts.serves_until and facts.serves_until < start:
        raise LeftBeforeJoining(start)


def _still_in_charge(work: Work, volunteer_id: int, day: date) -> int:
    rows = work.session.scalars(select(Assignment.until_on).filter_by(volunteer_id=volunteer_id))
    return sum(1 for until in rows if until is None or until > day)


def _require_out_of_teams(work: Work, volunteer: Volunteer, day: date) -> None:
    from rehabdesk.domain.records.teamwork.bodies import TeamMember

    found = work.session.scalars(select(TeamMember).filter_by(volunteer_id=volunteer.id))
    for each in found:
        if each.until_on is None or each.until_on > day:
            raise StillInTeam(volunteer.full_name, each.team.name)


def _write(work: Work, volunteer: Volunteer, facts: VolunteerFacts) -> None:
    volunteer.rename(clean(facts.full_name))
    volunteer.sex = facts.sex
    volunteer.post = clean(facts.post)
    volunteer.phone = clean(facts.phone)
    volunteer.serves_until = facts.serves_until
    volunteer.born = facts.born
    volunteer.id_number = clean(facts.id_number)
    volunteer.residence = clean(facts.residence)
    volunteer.resident_since = facts.resident_since
    volunteer.workplace = clean(facts.workplace)
    volunteer.is_civil_servant = facts.is_civil_servant
    volunteer.is_fit = facts.is_fit
    volunteer.skills = clean(facts.skills)
    volunteer.organisation = (
        work.session.get_one(Organisation, facts.organisation_id) if facts.organisation_id else None
    )
    volunteer.hamlet = work.session.get_one(Hamlet, facts.hamlet_id) if facts.hamlet_id else None


def _facts(volunteer: Volunteer) -> VolunteerFacts:
    names = VolunteerFacts.__dataclass_fields__
    return VolunteerFacts(**{name: getattr(volunteer, name) for name in names})
