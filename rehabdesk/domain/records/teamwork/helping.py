"""What persons get and what is found of them: supports in steps, body tests, money for helpers."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.records.base import Versioned
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.domain.records.worded import WordedEntity
from rehabdesk.domain.teamwork.codes import (
    AfterTest,
    AllowanceKind,
    AllowanceState,
    BodyTestGround,
    BodyTestMethod,
    BodyTestResult,
    SupportKind,
    SupportStep,
)


class Support(Versioned, WordedEntity):
    """A help planned or given; how far it has come is read off its steps."""

    __tablename__ = "support"

    kind: Mapped[SupportKind] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    episode_id: Mapped[int | None] = mapped_column(ForeignKey("episode.id"), index=True)
    household: Mapped[str]  # the household that borrows, when it is not the person alone
    hamlet_id: Mapped[int | None] = mapped_column(ForeignKey("hamlet.id"))
    title: Mapped[str]  # trade, job, school, matter
    source: Mapped[str]  # lender, school, employer, giver
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"), index=True)
    planned_on: Mapped[date | None]  # by when it was meant to be given
    amount: Mapped[int | None] = mapped_column(BigInteger)  # đồng
    months: Mapped[int | None]  # to repay, or of the course
    use: Mapped[str]
    next_on: Mapped[date | None] = mapped_column(index=True)  # a reminder of one's own
    next_word: Mapped[str]
    note: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    person: Mapped[Person | None] = relationship()
    episode: Mapped[Episode | None] = relationship()
    hamlet: Mapped[Hamlet | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    volunteer: Mapped[Volunteer | None] = relationship()
    steps: Mapped[list[SupportFact]] = relationship(
        back_populates="support",
        cascade="all, delete-orphan",
        order_by="(SupportFact.on, SupportFact.id)",
    )


class SupportFact(WordedEntity):
    """A step of a support on its day."""

    __tablename__ = "support_fact"

    support_id: Mapped[int] = mapped_column(ForeignKey("support.id"), index=True)
    step: Mapped[SupportStep]
    on: Mapped[date] = mapped_column(index=True)
    amount: Mapped[int | None] = mapped_column(BigInteger)  # paid out or repaid, đồng
    is_kept: Mapped[bool | None]  # of a job asked about again: still employed
    after_months: Mapped[int | None]  # 3, 6 or 12, of a job asked about again
    words: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    support: Mapped[Support] = relationship(back_populates="steps")
    file: Mapped[StoredFile | None] = relationship()


class BodyTest(Versioned, WordedEntity):
    """A test for drugs in the body; sensitive, and never what changes where a person stands."""

    __tablename__ = "body_test"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    episode_id: Mapped[int | None] = mapped_column(ForeignKey("episode.id"), index=True)
    on: Mapped[date] = mapped_column(index=True)
    at: Mapped[time | None]
    done_at: Mapped[str]  # "Công an xã", "Trạm Y tế xã"
    method: Mapped[BodyTestMethod]
    ground: Mapped[BodyTestGround]
    result: Mapped[BodyTestResult]
    substances: Mapped[str]
    slip_number: Mapped[str]
    asked_by: Mapped[str]
    witness: Mapped[str]  # required when the person is under 18
    next_on: Mapped[date | None] = mapped_column(index=True)
    note: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
    episode: Mapped[Episode | None] = relationship()
    file: Mapped[StoredFile | None] = relationship()
    facts: Mapped[list[BodyTestFact]] = relationship(
        back_populates="test",
        cascade="all, delete-orphan",
        order_by="(BodyTestFact.on, BodyTestFact.id)",
    )


class BodyTestFact(WordedEntity):
    """What was done after a result, on its day."""

    __tablename__ = "body_test_fact"

    test_id: Mapped[int] = mapped_column(ForeignKey("body_test.id"), index=True)
    step: Mapped[AfterTest]
    on: Mapped[date]
    at: Mapped[time | None]
    paper: Mapped[str]
    words: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    test: Mapped[BodyTest] = relationship(back_populates="facts")


class AllowanceList(Versioned, WordedEntity):
    """The money of one month, computed from the roster and frozen once it is signed."""

    __tablename__ = "allowance_list"
    __table_args__ = (UniqueConstraint("kind", "team_id", "month"),)

    kind: Mapped[AllowanceKind]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer_team.id"))
    month: Mapped[int] = mapped_column(index=True)  # 202611
    state: Mapped[AllowanceState]
    base_salary: Mapped[int]
    basis: Mapped[str]  # the resolution it follows, as printed
    total: Mapped[int] = mapped_column(BigInteger)
    signed_on: Mapped[date | None]
    paid_on: Mapped[date | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    note: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]

    lines: Mapped[list[AllowanceLine]] = relationship(
        back_populates="allowance_list",
        cascade="all, delete-orphan",
        order_by="AllowanceLine.place",
    )


class AllowanceLine(WordedEntity):
    __tablename__ = "allowance_line"

    list_id: Mapped[int] = mapped_column(ForeignKey("allowance_list.id"), index=True)
    place: Mapped[int]
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id"), index=True)
    full_name: Mapped[str]  # as it stood on the paper
    role: Mapped[str]
    factor: Mapped[int]  # hundredths: 60 is 0,6
    amount: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str]  # why it is this amount, or none
    details: Mapped[dict[str, Any]]

    allowance_list: Mapped[AllowanceList] = relationship(back_populates="lines")
    volunteer: Mapped[Volunteer] = relationship()
