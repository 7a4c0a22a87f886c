"""Those who help: organisations and the persons put in charge."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.codes import OrganisationKind, Precision, Sex
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.base import Entity, Versioned
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.text import fold, name_order


class Organisation(Versioned, Entity):
    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[OrganisationKind]
    is_active: Mapped[bool]

    def __init__(self, name: str, kind: OrganisationKind) -> None:
        super().__init__(name=name, kind=kind, is_active=True)


class Volunteer(Versioned, Entity):
    """A person who can be assigned; `post` is how papers name the person's place."""

    __tablename__ = "volunteer"

    full_name: Mapped[str]
    name_order: Mapped[str] = mapped_column(index=True)
    name_fold: Mapped[str]
    sex: Mapped[Sex | None]
    post: Mapped[str]  # "Chi hội trưởng Chi hội Phụ nữ thôn Đồng Bến"
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    hamlet_id: Mapped[int | None] = mapped_column(ForeignKey("hamlet.id"))
    phone: Mapped[str]
    serves_from: Mapped[date]
    serves_until: Mapped[date | None]
    born_on: Mapped[date | None]
    born_precision: Mapped[Precision | None]
    id_number: Mapped[str] = mapped_column(server_default="")
    residence: Mapped[str] = mapped_column(server_default="")
    resident_since: Mapped[date | None]
    workplace: Mapped[str] = mapped_column(server_default="")
    is_civil_servant: Mapped[bool] = mapped_column(server_default=false())
    is_fit: Mapped[bool | None]  # health and full legal capacity, as declared
    skills: Mapped[str] = mapped_column(server_default="")
    details: Mapped[dict[str, Any]] = mapped_column(server_default="{}")

    organisation: Mapped[Organisation | None] = relationship()
    hamlet: Mapped[Hamlet | None] = relationship()

    def __init__(self, full_name: str, serves_from: date) -> None:
        super().__init__(
            post="",
            phone="",
            serves_from=serves_from,
            id_number="",
            residence="",
            workplace="",
            is_civil_servant=False,
            skills="",
            details={},
        )
        self.rename(full_name)

    def rename(self, full_name: str) -> None:
        self.full_name = full_name
        self.name_order = name_order(full_name)
        self.name_fold = fold(full_name)

    @property
    def born(self) -> PartialDate | None:
        """The birth as far as it is known: a day, a month or a year."""
        if self.born_on is None:
            return None
        year, month, day = self.born_on.year, self.born_on.month, self.born_on.day
        if self.born_precision is Precision.YEAR:
            return PartialDate(year)
        return PartialDate(year, month, None if self.born_precision is Precision.MONTH else day)

    @born.setter
    def born(self, value: PartialDate | None) -> None:
        self.born_on = value.first_day if value else None
        self.born_precision = value.precision if value else None

    def serves_on(self, day: date) -> bool:
        return self.serves_from <= day and (self.serves_until is None or day <= self.serves_until)

    @property
    def address(self) -> str:
        """How a paper names the person: "Bà Ngô Thị Nhàn"."""
        title = {Sex.MALE: "Ông", Sex.FEMALE: "Bà"}.get(self.sex) if self.sex else None
        return f"{title} {self.full_name}" if title else f"Ông (bà) {self.full_name}"
