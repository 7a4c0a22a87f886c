"""The bodies that manage and help: volunteer teams, and the groups a law composes.

The person put in charge by Mẫu 59 or 60 is no body: that is an assignment.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.records.base import Versioned
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.domain.records.worded import WordedEntity
from rehabdesk.domain.teamwork.codes import (
    BodyPaper,
    GroupKind,
    GroupRole,
    LeaveReason,
    TeamLevel,
    TeamRole,
)


class VolunteerTeam(Versioned, WordedEntity):
    """Đội công tác xã hội tình nguyện (Thông tư liên tịch 24/2012 Điều 2.1)."""

    __tablename__ = "volunteer_team"

    name: Mapped[str]
    level: Mapped[TeamLevel]
    hamlet_id: Mapped[int | None] = mapped_column(ForeignKey("hamlet.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    is_pilot: Mapped[bool]  # đội làm điểm
    note: Mapped[str]

    hamlet: Mapped[Hamlet | None] = relationship()
    members: Mapped[list[TeamMember]] = relationship(
        back_populates="team", order_by="TeamMember.id"
    )


class TeamMember(Versioned, WordedEntity):
    """One stretch of somebody's service in one role; another role is another stretch."""

    __tablename__ = "team_member"
    __table_args__ = (Index("ix_team_member_of_team", "team_id", "from_on"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("volunteer_team.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id"), index=True)
    role: Mapped[TeamRole]
    represents: Mapped[str]  # "Hội Phụ nữ", as the decision's list has it
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    joined_by_id: Mapped[int | None] = mapped_column(ForeignKey("team_paper.id"))
    left_by_id: Mapped[int | None] = mapped_column(ForeignKey("team_paper.id"))
    leave_reason: Mapped[LeaveReason | None]
    leave_words: Mapped[str]

    team: Mapped[VolunteerTeam] = relationship(back_populates="members")
    volunteer: Mapped[Volunteer] = relationship()
    joined_by: Mapped[TeamPaper | None] = relationship(foreign_keys=[joined_by_id])
    left_by: Mapped[TeamPaper | None] = relationship(foreign_keys=[left_by_id])


class TeamArea(Versioned, WordedEntity):
    """A hamlet a member looks after, from one day until another."""

    __tablename__ = "team_area"

    team_id: Mapped[int] = mapped_column(ForeignKey("volunteer_team.id"), index=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id"), index=True)
    hamlet_id: Mapped[int] = mapped_column(ForeignKey("hamlet.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]

    volunteer: Mapped[Volunteer] = relationship()
    hamlet: Mapped[Hamlet] = relationship()


class TeamPaper(Versioned, WordedEntity):
    """A decision about a team: ours, or an older one known by number and day."""

    __tablename__ = "team_paper"

    team_id: Mapped[int] = mapped_column(ForeignKey("volunteer_team.id"), index=True)
    kind: Mapped[BodyPaper]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    number: Mapped[str]  # "12/QĐ-UBND"; empty while our own decision has no number
    on: Mapped[date | None]
    issuer: Mapped[str]
    words: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    effects: Mapped[dict[str, Any]]  # rows it made and ended, so that it is taken back exactly
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    team: Mapped[VolunteerTeam] = relationship()
    decision: Mapped[Decision | None] = relationship()
    file: Mapped[StoredFile | None] = relationship()


class CareGroup(Versioned, WordedEntity):
    """A group composed by law: over one user (Nghị định 163/2026 Điều 59.2c) or by Mẫu 55."""

    __tablename__ = "care_group"

    kind: Mapped[GroupKind]
    name: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    founded_by_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    founded_paper: Mapped[str]  # "số 14/QĐ-UBND ngày 02/07/2026" of a paper not in our book
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    ended_paper: Mapped[str]
    end_reason: Mapped[str]
    note: Mapped[str]

    person: Mapped[Person | None] = relationship()
    founded_by: Mapped[Decision | None] = relationship(foreign_keys=[founded_by_id])
    ended_by: Mapped[Decision | None] = relationship(foreign_keys=[ended_by_id])
    members: Mapped[list[CareGroupMember]] = relationship(
        back_populates="group", cascade="all, delete-orphan", order_by="CareGroupMember.id"
    )


class CareGroupMember(Versioned, WordedEntity):
    """Police officers and officials sit here too, so a name is enough."""

    __tablename__ = "care_group_member"

    group_id: Mapped[int] = mapped_column(ForeignKey("care_group.id"), index=True)
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"), index=True)
    full_name: Mapped[str]
    unit: Mapped[str]  # "Trạm Y tế xã"
    role: Mapped[GroupRole]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    leave_reason: Mapped[str]

    group: Mapped[CareGroup] = relationship(back_populates="members")
    volunteer: Mapped[Volunteer | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()


class Commendation(Versioned, WordedEntity):
    """A reward (khen thưởng, giải hội thi) of a volunteer or of a whole team."""

    __tablename__ = "commendation"

    team_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer_team.id"), index=True)
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"), index=True)
    on: Mapped[date]
    form: Mapped[str]  # "Giấy khen", "Giải nhất hội thi"
    issuer: Mapped[str]
    paper: Mapped[str]
    words: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    volunteer: Mapped[Volunteer | None] = relationship()
