"""The life of the made-up commune, as its file tells it: one table for each thing that happened."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rehabdesk.domain.codes import (
    ContactKind,
    EpisodeKind,
    IdentityKind,
    NameKind,
    RehabForm,
    Relation,
    ResidenceKind,
    Sex,
)
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.identity import read_card
from rehabdesk.persistence.faults import OPENING, translated
from rehabdesk.services.people.intake import EpisodeFacts
from rehabdesk.services.people.likeness import kind_of_number
from rehabdesk.services.people.person_facts import (
    ContactFacts,
    NameFacts,
    PaperFacts,
    PersonFacts,
    RelativeFacts,
    ResidenceFacts,
)

_ISSUERS = {
    IdentityKind.CITIZEN_CARD: "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
    IdentityKind.IDENTITY_CARD: "Bộ Công an",
}
_TOLD_PLAINLY = ("education", "occupation", "workplace", "note")


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody who can be put in charge begins to serve."""

    at: datetime
    full_name: str
    sex: str
    post: str
    hamlet: str
    organisation: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Leaving:
    at: datetime
    volunteer: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A person is taken in; `called` tells namesakes apart in this file."""

    at: datetime
    called: str
    hamlet: str
    person: PersonFacts
    episode: EpisodeFacts


@dataclass(frozen=True, slots=True)
class Paper:
    """A decision on its way; without `number` it still waits for one."""

    drafted_at: datetime
    signed_at: datetime
    purpose: str
    persons: Sequence[str]
    volunteers: Sequence[str] = ()
    organisations: Sequence[str] = ()
    numbered_at: datetime | None = None
    number: str = ""
    signer: str = ""
    effective_from: date | None = None
    replaces_helper: bool = True
    has_signed_copy: bool = True
    is_delivered: bool = True

    @property
    def planned_on(self) -> date:
        return (self.numbered_at or self.signed_at).date()


@dataclass(frozen=True, slots=True)
class Ending:
    """Somebody no longer looks after a person."""

    at: datetime
    person: str
    assignee: str
    until_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """The term of a person is over, and she was given the paper that says so."""

    at: datetime
    person: str
    on: date
    number: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Gap:
    at: datetime
    number: int
    year: int
    reason: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting written down on its day; without a name it was the helper who met."""

    at: datetime
    persons: list[str]
    rating: str
    words: str = ""
    way: str = "at_home"
    met_by: str = ""
    minutes: int | None = None
    agreed_word: str = ""
    agreed_on: date | None = None
    has_pledge: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    organisations: tuple[tuple[str, str], ...]
    joinings: tuple[Joining, ...]
    leavings: tuple[Leaving, ...]
    arrivals: tuple[Arrival, ...]
    papers: tuple[Paper, ...]
    endings: tuple[Ending, ...]
    certificates: tuple[Certificate, ...]
    gaps: tuple[Gap, ...]
    meetings: tuple[Meeting, ...]


def read_life(path: Path) -> Life:
    with translated(OPENING, path):
        told = tomllib.loads(path.read_text("utf-8"))
    return Life(
        tuple((each["name"], each["kind"]) for each in told["organisations"]),
        tuple(Joining(**each) for each in told["volunteers"]),
        tuple(Leaving(**each) for each in told["leavings"]),
        tuple(_arrival(each) for each in told["arrivals"]),
        tuple(Paper(**each) for each in told["papers"]),
        tuple(Ending(**each) for each in told["endings"]),
        tuple(Certificate(**each) for each in told["certificates"]),
        tuple(Gap(**each) for each in told["gaps"]),
        tuple(Meeting(**each) for each in told["meetings"]),
    )


def facts_from_card(text: str) -> PersonFacts:
    """Take over what a scanned card says, as the intake page does."""
    card = read_card(text)
    kind = kind_of_number(card.id_number, card.issued_on)
    papers = [PaperFacts(kind, card.id_number, card.issued_on, _ISSUERS[kind])]
    if card.old_id_number:
        papers.append(PaperFacts(IdentityKind.OLD_CARD, card.old_id_number))
    return PersonFacts(
        card.full_name,
        card.sex,
        card.birth,
        papers=tuple(papers),
        residences=(ResidenceFacts(ResidenceKind.PERMANENT, card.address),),
    )


def _arrival(told: Mapping[str, Any]) -> Arrival:
    scanned = facts_from_card(told["card"]) if "card" in told else _typed(told)
    values = {name: getattr(scanned, name) for name in PersonFacts.__dataclass_fields__}
    values |= {name: told[name] for name in _TOLD_PLAINLY if name in told}
    if "other_name" in told:
        values["other_names"] = (NameFacts(NameKind.ALIAS, told["other_name"]),)
    if "phone" in told:
        values["contacts"] = (ContactFacts(ContactKind.PHONE, told["phone"]),)
    values["relatives"] = tuple(
        RelativeFacts(**(each | {"relation": Relation[each["relation"].upper()]}))
        for each in told.get("relatives", [])
    )
    person = PersonFacts(**values)
    called = told.get("called", person.full_name)
    return Arrival(told["at"], called, told["hamlet"], person, _episode(told["episode"]))


def _typed(told: Mapping[str, Any]) -> PersonFacts:
    """Read a person nobody scanned: as the clerk typed it from an old paper."""
    return PersonFacts(
        told["full_name"],
        Sex[told["sex"].upper()],
        PartialDate.parse_stored(told["birth"]),
        papers=(PaperFacts(IdentityKind.CITIZEN_CARD, told["number"]),),
        residences=(ResidenceFacts(ResidenceKind.PERMANENT, told["residence"]),),
    )


def _episode(told: Mapping[str, Any]) -> EpisodeFacts:
    form = told.get("rehab_form")
    known = {
        "kind": EpisodeKind[told["kind"].upper()],
        "rehab_form": RehabForm[form.upper()] if form else None,
    }
    return EpisodeFacts(**(dict(told) | known))
