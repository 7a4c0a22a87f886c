"""What a form keeps by a number, called by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.office import Hamlet, Signer
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.reporting.targets import Plan
from rehabdesk.domain.records.teamwork.bodies import VolunteerTeam
from rehabdesk.domain.records.teamwork.models import CareModel
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.domain.settling.words import word_of
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names

_NAMED: dict[str, InstrumentedAttribute[str]] = {
    "file_id": StoredFile.name,
    "hamlet_id": Hamlet.name,
    "kept_file": StoredFile.name,
    "model_id": CareModel.name,
    "organisation_id": Organisation.name,
    "organisation_ids": Organisation.name,
    "paper_id": Decision.title,
    "plan_id": Plan.name,
    "signer_id": Signer.full_name,
    "team_id": VolunteerTeam.name,
    "volunteer_id": Volunteer.full_name,
    "volunteer_ids": Volunteer.full_name,
}
_PERSONS = {"person_id", "person_ids"}


def named(work: Work, field: str, value: Any) -> str:
    """Say the value of a field; a number that stands for somebody is told as the name."""
    if field in _NAMED or field in _PERSONS:
        numbers = value if isinstance(value, tuple) else (value,)
        call = _person if field in _PERSONS else _by(_NAMED[field])
        return "\n".join(call(work, each) for each in numbers if each is not None)
    if isinstance(value, tuple):
        return "\n".join(_line(work, each) for each in value)
    return _line(work, value)


def _line(work: Work, value: Any) -> str:
    """Say a line of a list; one that names somebody by a number alone has no words without it."""
    who = getattr(value, "volunteer_id", None)
    name = getattr(value, "walk_in", "") or getattr(value, "name", "")
    if who is None or not isinstance(who, int):
        return word_of(value)
    told = name or _by(Volunteer.full_name)(work, who)
    return told if getattr(value, "is_present", True) else f"{told} (vắng)"


def _by(column: InstrumentedAttribute[str]) -> Callable[[Work, int], str]:
    def name(work: Work, number: int) -> str:
        entity = column.class_
        return work.session.scalar(select(column).where(entity.id == number)) or f"số {number}"

    return name


def _person(work: Work, person_id: int) -> str:
    person = work.session.get(Person, person_id)
    if person is None:
        return f"hồ sơ số {person_id}"
    return Names(work).of(person.id, person.full_name, person.birth)
