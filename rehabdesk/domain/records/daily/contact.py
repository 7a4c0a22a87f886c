"""Meetings with persons: one note may tell of many who were met together."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.daily_codes import ContactWay, QuickRating
from rehabdesk.domain.records.base import Entity, Versioned
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.volunteer import Volunteer


class Contact(Versioned, Entity):
    """A meeting (gặp gỡ), or an attempt at one: who went, how, what was said and agreed."""

    __tablename__ = "contact"

    on: Mapped[date] = mapped_column(index=True)
    way: Mapped[ContactWay]
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"), index=True)
    met_by: Mapped[str]  # who went, when it was no volunteer of ours
    minutes: Mapped[int | None]
    words: Mapped[str]
    agreed_word: Mapped[str]  # "mang giấy khám sức khỏe"
    agreed_on: Mapped[date | None]
    has_pledge: Mapped[bool]  # a pledge (cam kết) was signed
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    volunteer: Mapped[Volunteer | None] = relationship()
    persons: Mapped[list[ContactPerson]] = relationship(
        back_populates="contact", cascade="all, delete-orphan", order_by="ContactPerson.id"
    )

    def __init__(self, on: date, way: ContactWay, by: str, at: datetime) -> None:
        super().__init__(
            on=on,
            way=way,
            met_by="",
            words="",
            agreed_word="",
            has_pledge=False,
            recorded_by=by,
            recorded_at=at,
        )


class ContactPerson(Entity):
    """One of the persons a meeting was with; an empty place (NOT_MET) is no contact."""

    __tablename__ = "contact_person"
    __table_args__ = (
        UniqueConstraint("contact_id", "person_id"),
        Index("ix_contact_person_of_person", "person_id", "contact_id", "rating"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    rating: Mapped[QuickRating | None]

    contact: Mapped[Contact] = relationship(back_populates="persons")
    person: Mapped[Person] = relationship()

    def __init__(self, person: Person, rating: QuickRating | None = None) -> None:
        super().__init__(person=person, rating=rating)
