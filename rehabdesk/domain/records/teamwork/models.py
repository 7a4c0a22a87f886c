"""Models a commune runs, its counselling points, and whether it is free of drugs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.records.base import Versioned
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.records.worded import WordedEntity
from rehabdesk.domain.teamwork.codes import (
    AreaState,
    ModelKind,
    ModelState,
    ReferralOutcome,
)


class CareModel(Versioned, WordedEntity):
    """A model (mô hình) founded by a decision, with those who run it and those it helps."""

    __tablename__ = "care_model"

    kind: Mapped[ModelKind]
    name: Mapped[str]
    hamlet_id: Mapped[int | None] = mapped_column(ForeignKey("hamlet.id"))
    place: Mapped[str]
    is_pilot: Mapped[bool]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    paper: Mapped[str]  # "số 128/KH-UBND ngày 08/03/2022"
    end_paper: Mapped[str]
    end_reason: Mapped[str]
    criterion: Mapped[str]  # what counts as a change for the better; printed with the figure
    note: Mapped[str]

    hamlet: Mapped[Hamlet | None] = relationship()
    decision: Mapped[Decision | None] = relationship()
    members: Mapped[list[CareModelMember]] = relationship(
        back_populates="model", cascade="all, delete-orphan", order_by="CareModelMember.id"
    )
    persons: Mapped[list[CareModelPerson]] = relationship(
        back_populates="model", cascade="all, delete-orphan", order_by="CareModelPerson.id"
    )
    reviews: Mapped[list[CareModelReview]] = relationship(
        back_populates="model", cascade="all, delete-orphan", order_by="CareModelReview.year"
    )


class CareModelMember(WordedEntity):
    __tablename__ = "care_model_member"

    model_id: Mapped[int] = mapped_column(ForeignKey("care_model.id"), index=True)
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"), index=True)
    full_name: Mapped[str]
    role: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]

    model: Mapped[CareModel] = relationship(back_populates="members")
    volunteer: Mapped[Volunteer | None] = relationship()


class CareModelPerson(WordedEntity):
    __tablename__ = "care_model_person"

    model_id: Mapped[int] = mapped_column(ForeignKey("care_model.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    words: Mapped[str]

    model: Mapped[CareModel] = relationship(back_populates="persons")
    person: Mapped[Person] = relationship()


class CareModelReview(Versioned, WordedEntity):
    """How a model stood in a year (sơ kết, đánh giá)."""

    __tablename__ = "care_model_review"
    __table_args__ = (UniqueConstraint("model_id", "year"),)

    model_id: Mapped[int] = mapped_column(ForeignKey("care_model.id"))
    year: Mapped[int]
    state: Mapped[ModelState]
    on: Mapped[date]
    words: Mapped[str]
    figures: Mapped[dict[str, Any]]  # as they stood on that day
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    model: Mapped[CareModel] = relationship(back_populates="reviews")


class CounsellingVisit(Versioned, WordedEntity):
    """Somebody came to a counselling point; known by a file, or by a word of the point's own."""

    __tablename__ = "counselling_visit"

    model_id: Mapped[int] = mapped_column(ForeignKey("care_model.id"), index=True)
    on: Mapped[date] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    visitor: Mapped[str]
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"))
    need: Mapped[str]
    advice: Mapped[str]
    referred_to: Mapped[str]
    outcome: Mapped[ReferralOutcome | None]
    outcome_on: Mapped[date | None]
    outcome_words: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    model: Mapped[CareModel] = relationship()
    person: Mapped[Person | None] = relationship()
    volunteer: Mapped[Volunteer | None] = relationship()


class AreaStatus(Versioned, WordedEntity):
    """Drug-free or not, by year: of the commune (no hamlet) or of one hamlet."""

    __tablename__ = "area_status"
    __table_args__ = (UniqueConstraint("year", "hamlet_id"),)

    year: Mapped[int]
    hamlet_id: Mapped[int | None] = mapped_column(ForeignKey("hamlet.id"))
    state: Mapped[AreaState]
    paper: Mapped[str]
    paper_on: Mapped[date | None]
    issuer: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    criteria: Mapped[dict[str, Any]]  # each criterion as checked or typed, and from what
    words: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    hamlet: Mapped[Hamlet | None] = relationship()
    file: Mapped[StoredFile | None] = relationship()
