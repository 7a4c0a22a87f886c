"""A managed person: names, papers, residences, relatives, ways to reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.codes import (
    ContactKind,
    IdentityKind,
    NameKind,
    Relation,
    ResidenceKind,
    Sex,
)
from rehabdesk.domain.daily_codes import AttentionLevel, Confidentiality, Employment
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.places import OwnPlace, Units
from rehabdesk.domain.records.base import Entity, Versioned
from rehabdesk.domain.records.found_by import FoundBy
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.text import fold, name_order


class Person(Versioned, Entity):
    __tablename__ = "person"

    full_name: Mapped[str]
    name_order: Mapped[str] = mapped_column(index=True)
    name_fold: Mapped[str] = mapped_column(index=True)
    sex: Mapped[Sex | None]
    birth: Mapped[str | None]  # "1985", "1985-03" or "1985-03-05": as precise as known
    hamlet_id: Mapped[int | None] = mapped_column(ForeignKey("hamlet.id"), index=True)
    ethnicity: Mapped[str]
    religion: Mapped[str]
    education: Mapped[str]
    occupation: Mapped[str]
    workplace: Mapped[str]
    note: Mapped[str]
    is_left_out_of_lists: Mapped[bool]  # F19: not in printed lists, at the person's wish
    confidentiality: Mapped[Confidentiality] = mapped_column(server_default="normal", index=True)
    consent_on: Mapped[date | None]  # the person's consent to the keeping of the data
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    employment: Mapped[Employment | None]
    criminal_record: Mapped[str] = mapped_column(server_default="")
    drugs: Mapped[str] = mapped_column(server_default="")
    attention: Mapped[AttentionLevel | None]
    attention_reason: Mapped[str] = mapped_column(server_default="")
    attention_review_on: Mapped[date | None]
    # Fields an office adds for itself, by their names.
    own_fields: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    created_at: Mapped[datetime]

    hamlet: Mapped[Hamlet | None] = relationship()
    other_names: Mapped[list[PersonName]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="PersonName.id"
    )
    papers: Mapped[list[IdentityPaper]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="IdentityPaper.id"
    )
    residences: Mapped[list[Residence]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="Residence.id"
    )
    relatives: Mapped[list[Relative]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="Relative.id"
    )
    contacts: Mapped[list[ContactPoint]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="ContactPoint.id"
    )

    def __init__(self, full_name: str, created_at: datetime) -> None:
        super().__init__(
            ethnicity="",
            religion="",
            education="",
            occupation="",
            workplace="",
            note="",
            is_left_out_of_lists=False,
            confidentiality=Confidentiality.NORMAL,
            criminal_record="",
            drugs="",
            attention_reason="",
            own_fields={},
            created_at=created_at,
        )
        self.rename(full_name)

    def rename(self, full_name: str) -> None:
        self.full_name = full_name
        self.name_order = name_order(full_name)
        self.name_fold = fold(full_name)

    @property
    def born(self) -> PartialDate | None:
        return PartialDate.parse_stored(self.birth) if self.birth else None

    @property
    def main_paper(self) -> IdentityPaper | None:
        """The paper printed on decisions: the newest of the best kind."""
        kinds = list(IdentityKind)
        ranked = sorted(
            self.papers,
            key=lambda paper: (
                kinds.index(paper.kind) // 2,
                -(paper.issued_on or date.min).toordinal(),
            ),
        )
        return ranked[0] if ranked else None

    def residence(self, kind: ResidenceKind) -> Residence | None:
        current = [place for place in self.residences if place.kind is kind and not place.until_on]
        return current[-1] if current else None

    @property
    def lives_at(self) -> Residence | None:
        """Where the person is to be found: actual, else temporary, else permanent residence."""
        order = (ResidenceKind.CURRENT, ResidenceKind.TEMPORARY, ResidenceKind.PERMANENT)
        return next((place for kind in order if (place := self.residence(kind))), None)

    def search_words(
        self, units: Units, case_codes: Sequence[str] = (), own: OwnPlace | None = None
    ) -> str:
        """Everything this person may be looked up by, folded."""
        return FoundBy(
            (self.full_name, *(each.name for each in self.other_names)),
            [paper.number_key for paper in self.papers],
            [contact.value for contact in self.contacts],
            [place.as_written for place in self.residences],
            [(place.unit_new, place.unit_old) for place in self.residences],
            self.hamlet.name if self.hamlet else "",
            case_codes,
        ).words(units, own)


class PersonName(Entity):
    __tablename__ = "person_name"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[NameKind]
    name: Mapped[str]

    person: Mapped[Person] = relationship(back_populates="other_names")

    def __init__(self, kind: NameKind, name: str) -> None:
        super().__init__(kind=kind, name=name)


class IdentityPaper(Entity):
    """A card or passport; `number_key` is the number without blanks, dots or case."""

    __tablename__ = "identity_paper"
    __table_args__ = (Index("ix_identity_paper_of_person", "person_id", "id", "number"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[IdentityKind]
    number: Mapped[str]
    number_key: Mapped[str] = mapped_column(index=True)
    issued_on: Mapped[date | None]
    issued_by: Mapped[str]

    person: Mapped[Person] = relationship(back_populates="papers")

    def __init__(
        self,
        kind: IdentityKind,
        number: str,
        issued_on: date | None = None,
        issued_by: str = "",
    ) -> None:
        super().__init__(kind=kind, issued_on=issued_on, issued_by=issued_by)
        self.renumber(number)

    def renumber(self, number: str) -> None:
        self.number = number
        self.number_key = number_key(number)


def number_key(number: str) -> str:
    folded = fold(number)
    return folded if folded.isalnum() else "".join(sign for sign in folded if sign.isalnum())


class Residence(Entity):
    """An address as the paper writes it, linked to the units of before and after 01/07/2025."""

    __tablename__ = "residence"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[ResidenceKind]
    as_written: Mapped[str]
    unit_new: Mapped[str | None]  # code of the commune-level unit from 01/07/2025
    unit_old: Mapped[str | None]  # code of the unit before, when the paper names it
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="residences")

    def __init__(self, kind: ResidenceKind, as_written: str, from_on: date | None = None) -> None:
        super().__init__(kind=kind, as_written=as_written, from_on=from_on)


class Relative(Entity):
    __tablename__ = "relative"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    full_name: Mapped[str]
    relation: Mapped[Relation]
    birth_year: Mapped[int | None]
    occupation: Mapped[str]
    workplace: Mapped[str]
    residence: Mapped[str]
    phone: Mapped[str]
    is_representative: Mapped[bool]  # the one a decision names for the family

    person: Mapped[Person] = relationship(back_populates="relatives")

    def __init__(self, full_name: str, relation: Relation) -> None:
        super().__init__(
            full_name=full_name,
            relation=relation,
            occupation="",
            workplace="",
            residence="",
            phone="",
            is_representative=False,
        )


class ContactPoint(Entity):
    __tablename__ = "contact_point"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[ContactKind]
    value: Mapped[str]
    note: Mapped[str]

    person: Mapped[Person] = relationship(back_populates="contacts")

    def __init__(self, kind: ContactKind, value: str, note: str = "") -> None:
        super().__init__(kind=kind, value=value, note=note)
