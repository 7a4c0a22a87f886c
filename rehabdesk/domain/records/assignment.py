from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.codes import AssignmentRole
from rehabdesk.domain.records.base import Entity, Versioned
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.volunteer import Organisation, Volunteer


class Assignment(Versioned, Entity):
    """Who answers for whom, from one numbered decision until another, kept for ever."""

    __tablename__ = "assignment"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    episode_id: Mapped[int | None] = mapped_column(ForeignKey("episode.id"))
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[AssignmentRole]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    end_reason: Mapped[str]

    person: Mapped[Person] = relationship()
    episode: Mapped[Episode | None] = relationship()
    volunteer: Mapped[Volunteer | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    made_by: Mapped[Decision] = relationship(foreign_keys=[made_by_id])
    ended_by: Mapped[Decision | None] = relationship(foreign_keys=[ended_by_id])

    def __init__(
        self, person: Person, role: AssignmentRole, from_on: date, made_by: Decision
    ) -> None:
        super().__init__(person=person, role=role, from_on=from_on, made_by=made_by, end_reason="")

    def end(self, on: date, by: Decision | None, reason: str) -> None:
        self.until_on = on
        self.ended_by = by
        self.end_reason = reason

    def reopen(self) -> None:
        self.until_on = None
        self.ended_by = None
        self.end_reason = ""
