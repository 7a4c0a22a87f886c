"""What a form keeps by a number, called by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table, select

from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.settling.words import word_of
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names

# By which table and column a number is called; tables of pages not opened yet stay unmapped.
_NAMED: dict[str, tuple[str, str]] = {
    "file_id": ("stored_file", "name"),
    "hamlet_id": ("hamlet", "name"),
    "kept_file": ("stored_file", "name"),
    "model_id": ("care_model", "name"),
    "organisation_id": ("organisation", "name"),
    "organisation_ids": ("organisation", "name"),
    "paper_id": ("decision", "title"),
    "plan_id": ("plan", "name"),
    "signer_id": ("signer", "full_name"),
    "team_id": ("volunteer_team", "name"),
    "volunteer_id": ("volunteer", "full_name"),
    "volunteer_ids": ("volunteer", "full_name"),
}
_PERSONS = {"person_id", "person_ids"}


def named(work: Work, field: str, value: Any) -> str:
    """Say the value of a field; a number that stands for somebody is told as the name."""
    if field in _NAMED or field in _PERSONS:
        numbers = value if isinstance(value, tuple) else (value,)
        call = _person if field in _PERSONS else _by(*_NAMED[field])
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
    told = name or _by(*_NAMED["volunteer_id"])(work, who)
    return told if getattr(value, "is_present", True) else f"{told} (vắng)"


def _by(name: str, column: str) -> Callable[[Work, int], str]:
    def call(work: Work, number: int) -> str:
        table = _table(name)
        asked = select(table.c[column]).where(table.c.id == number)
        return work.session.scalar(asked) or f"số {number}"

    return call


def _table(name: str) -> Table:
    if name not in Entity.metadata.tables:
        import rehabdesk.domain.records.reporting
        import rehabdesk.domain.records.teamwork  # noqa: F401 -- mapped by being read
    return Entity.metadata.tables[name]


def _person(work: Work, person_id: int) -> str:
    person = work.session.get(Person, person_id)
    if person is None:
        return f"hồ sơ số {person_id}"
    return Names(work).of(person.id, person.full_name, person.birth)
