"""What a paper is worded from, and what a form is filled with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.office import Signer
from rehabdesk.domain.records.person import Person, Relative
from rehabdesk.domain.records.volunteer import Organisation, Volunteer

Assignee = Volunteer | Organisation


@dataclass(frozen=True, slots=True)
class Wording:
    """What a form is filled with: said once, said once a person, and listed."""

    values: Mapping[str, str]
    persons: Sequence[Mapping[str, str]]
    lists: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Signing:
    """Number and day of a paper; both stay open until they are typed after the signature."""

    planned_on: date
    symbol: str
    signer: Signer | None
    number: int | None = None
    number_suffix: str = ""
    signed_on: date | None = None
    effective_from: date | None = None


@dataclass(frozen=True, slots=True)
class Concern:
    """One person of a paper, with the episode it is about and the relative it names."""

    person: Person
    episode: Episode | None
    term_start: date | None
    term_end: date | None
    relative: Relative | None
    typed: Mapping[str, str] = field(default_factory=dict)
    runs: tuple[date | None, date | None] = (None, None)  # the decided term as it runs today


@dataclass(frozen=True, slots=True)
class Subject:
    """Everything one paper is about: when, whom, who is put in charge, what the clerk typed."""

    signing: Signing
    concerns: tuple[Concern, ...]
    assignees: tuple[Assignee, ...]
    typed: Mapping[str, str]
    in_charge: tuple[Assignee, ...] = ()  # of the assignees, those who answer for the person
