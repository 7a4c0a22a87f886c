"""What teams did: occasions, who came, their figures; tips, pledges, survey rounds."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.records.base import Versioned
from rehabdesk.domain.records.daily.contact import Contact
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.bodies import VolunteerTeam
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.records.worded import WordedEntity
from rehabdesk.domain.teamwork.codes import (
    Audience,
    PledgeBy,
    SurveyResult,
    TeamTask,
    TipState,
)


class ActivityKind(Versioned, WordedEntity):
    """A kind of activity as the office keeps it; delivered kinds stand in resources/."""

    __tablename__ = "activity_kind"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    short_name: Mapped[str]  # the head of a narrow column: "T.truyền"
    task: Mapped[TeamTask | None]
    unit: Mapped[str]  # what one occasion is called: buổi, cuộc, lượt, lớp
    measures: Mapped[dict[str, Any]]  # measure code -> {"name", "unit"}, in the order shown
    has_attendance: Mapped[bool]  # members are ticked in the month grid
    is_active: Mapped[bool]
    place: Mapped[int]  # in the list of kinds


class Activity(Versioned, WordedEntity):
    """One occasion, or a sum reported over a stretch (`until_on`) as old papers have it."""

    __tablename__ = "activity"
    __table_args__ = (
        Index("ix_activity_of_kind", "kind", "on"),
        Index("ix_activity_of_team", "team_id", "on"),
        Index("ix_activity_of_volunteer", "volunteer_id", "on"),
    )

    kind: Mapped[str]  # an ActivityKind's code
    on: Mapped[date] = mapped_column(index=True)
    until_on: Mapped[date | None]
    at: Mapped[time | None]
    minutes: Mapped[int | None]  # how long it took
    team_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer_team.id"))
    hamlet_id: Mapped[int | None] = mapped_column(ForeignKey("hamlet.id"))
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"))
    place: Mapped[str]
    topic: Mapped[str]
    organiser: Mapped[str]
    audience: Mapped[Audience | None]
    words: Mapped[str]  # minutes of a meeting, remarks
    details: Mapped[dict[str, Any]]  # next tasks, and what a kind alone has
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    team: Mapped[VolunteerTeam | None] = relationship()
    hamlet: Mapped[Hamlet | None] = relationship()
    volunteer: Mapped[Volunteer | None] = relationship()
    file: Mapped[StoredFile | None] = relationship()
    figures: Mapped[list[ActivityFigure]] = relationship(
        back_populates="activity", cascade="all, delete-orphan", order_by="ActivityFigure.id"
    )
    attendances: Mapped[list[ActivityAttendance]] = relationship(
        back_populates="activity", cascade="all, delete-orphan", order_by="ActivityAttendance.id"
    )


class ActivityFigure(WordedEntity):
    """An amount of one measure; `occasions` and `attendances` are measures like the others."""

    __tablename__ = "activity_figure"
    __table_args__ = (
        UniqueConstraint("activity_id", "measure"),
        Index("ix_activity_figure_of_measure", "measure", "activity_id", "amount"),
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    measure: Mapped[str]
    amount: Mapped[int] = mapped_column(BigInteger)
    as_typed: Mapped[str]  # "> 1.500", "gần 50"; empty for a plain number

    activity: Mapped[Activity] = relationship(back_populates="figures")


class ActivityTotal(WordedEntity):
    """Running totals by month, kept in the act that records; rebuilt and compared by a check."""

    __tablename__ = "activity_total"
    __table_args__ = (
        UniqueConstraint(
            "month", "kind", "measure", "team_id", "hamlet_id", "audience", name="uq_activity_total"
        ),
    )

    month: Mapped[int]  # 202611
    kind: Mapped[str]
    measure: Mapped[str]
    team_id: Mapped[int]  # 0: none
    hamlet_id: Mapped[int]  # 0: none
    audience: Mapped[str]  # empty: not told
    amount: Mapped[int] = mapped_column(BigInteger)


class ActivityAttendance(WordedEntity):
    """A member who was there (or was not), or a walk-in (người dự ngoài đội) known by name."""

    __tablename__ = "activity_attendance"
    __table_args__ = (UniqueConstraint("activity_id", "volunteer_id"),)

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"), index=True)
    walk_in: Mapped[str]
    walk_in_unit: Mapped[str]
    is_present: Mapped[bool]
    minutes: Mapped[int | None]

    activity: Mapped[Activity] = relationship(back_populates="attendances")
    volunteer: Mapped[Volunteer | None] = relationship()


class MonthCount(Versioned, WordedEntity):
    """What a member did in a month besides the occasions, as the paper sheet counts it."""

    __tablename__ = "month_count"
    __table_args__ = (UniqueConstraint("team_id", "volunteer_id", "month", "measure"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("volunteer_team.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id"), index=True)
    month: Mapped[int] = mapped_column(index=True)  # 202611
    measure: Mapped[str]
    amount: Mapped[int]


class Tip(Versioned, WordedEntity):
    """Something noticed and passed on (tin báo); who gave it lies apart."""

    __tablename__ = "tip"

    on: Mapped[date] = mapped_column(index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer_team.id"))
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"), index=True)
    hamlet_id: Mapped[int | None] = mapped_column(ForeignKey("hamlet.id"))
    place: Mapped[str]
    about: Mapped[str]  # the kind of matter: ma túy, mại dâm …
    words: Mapped[str]
    state: Mapped[TipState]
    forwarded_on: Mapped[date | None]
    forwarded_to: Mapped[str]
    answered_on: Mapped[date | None]
    answer: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    volunteer: Mapped[Volunteer | None] = relationship()
    hamlet: Mapped[Hamlet | None] = relationship()


class TipGiver(WordedEntity):
    """A protected source: read with a right of its own, each look on record, never printed."""

    __tablename__ = "tip_giver"

    tip_id: Mapped[int] = mapped_column(ForeignKey("tip.id"), unique=True)
    words: Mapped[str]


class Pledge(Versioned, WordedEntity):
    """A commitment (cam kết) somebody signed, with the signed copy."""

    __tablename__ = "pledge"

    by: Mapped[PledgeBy]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    signer: Mapped[str]  # household, school or resident when it is nobody with a file
    hamlet_id: Mapped[int | None] = mapped_column(ForeignKey("hamlet.id"))
    on: Mapped[date] = mapped_column(index=True)
    words: Mapped[str]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    ended_on: Mapped[date | None]
    end_words: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    person: Mapped[Person | None] = relationship()
    hamlet: Mapped[Hamlet | None] = relationship()
    contact: Mapped[Contact | None] = relationship()
    file: Mapped[StoredFile | None] = relationship()


class SurveyRound(Versioned, WordedEntity):
    """A round of rà soát, thống kê, phân loại."""

    __tablename__ = "survey_round"

    name: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    paper: Mapped[str]  # the plan or letter it follows
    team_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer_team.id"))
    note: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]


class SurveyFinding(Versioned, WordedEntity):
    __tablename__ = "survey_finding"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("survey_round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    result: Mapped[SurveyResult]
    on: Mapped[date]
    kind_before: Mapped[str]  # the class (diện quản lý) before and after, as shown
    kind_after: Mapped[str]
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"))
    words: Mapped[str]

    person: Mapped[Person] = relationship()
    volunteer: Mapped[Volunteer | None] = relationship()
