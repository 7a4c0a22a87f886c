"""A person's file and its episodes (đợt)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.codes import EpisodeKind, RehabForm
from rehabdesk.domain.records.base import Entity, Versioned
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import Refusal


class EndBeforeStart(Refusal):
    field = "term_end"

    def __init__(self, start: date) -> None:
        super().__init__(f"Đến ngày phải sau từ ngày ({start:%d/%m/%Y}).")


class CaseFile(Versioned, Entity):
    """One file a person, with all her episodes."""

    __tablename__ = "case_file"

    __table_args__ = (UniqueConstraint("year", "serial"),)

    year: Mapped[int]
    serial: Mapped[int]
    code: Mapped[str] = mapped_column(unique=True)  # "2026-031"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    opened_on: Mapped[date]
    clerk_id: Mapped[int | None] = mapped_column(ForeignKey("office_user.id"))  # whose file it is

    person: Mapped[Person] = relationship()
    episodes: Mapped[list[Episode]] = relationship(
        back_populates="case", order_by="Episode.opened_on, Episode.id"
    )

    def __init__(self, serial: int, person: Person, opened_on: date) -> None:
        super().__init__(
            year=opened_on.year,
            serial=serial,
            code=f"{opened_on.year}-{serial:03d}",
            person=person,
            opened_on=opened_on,
        )

    @property
    def current(self) -> Episode | None:
        """The newest episode that has not ended, else the newest."""
        open_ones = [episode for episode in self.episodes if episode.ended_on is None]
        known = open_ones or self.episodes
        return known[-1] if known else None


class Episode(Versioned, Entity):
    """A dated stretch of rehabilitation or management; a numbered decision sets its term."""

    __tablename__ = "episode"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    kind: Mapped[EpisodeKind]
    opened_on: Mapped[date]
    rehab_form: Mapped[RehabForm | None]
    rehab_ordinal: Mapped[int | None]
    rehab_facility: Mapped[str]
    completes_on: Mapped[date | None]  # the day rehabilitation is completed: start of the term
    proposal_number: Mapped[str]  # Mẫu 52 of the commune police
    proposal_on: Mapped[date | None]
    term_start: Mapped[date | None]
    term_end: Mapped[date | None]
    decided_by_id: Mapped[int | None]  # the numbered decision that set the term
    ended_on: Mapped[date | None]
    end_reason: Mapped[str]

    case: Mapped[CaseFile] = relationship(back_populates="episodes")

    def __init__(self, case: CaseFile, kind: EpisodeKind, opened_on: date) -> None:
        super().__init__(
            case=case,
            kind=kind,
            opened_on=opened_on,
            rehab_facility="",
            proposal_number="",
            end_reason="",
        )

    def begin_term(self, start: date, end: date, decision_id: int) -> None:
        if end <= start:
            raise EndBeforeStart(start)
        self.term_start = start
        self.term_end = end
        self.decided_by_id = decision_id

    def undo_term(self) -> None:
        self.term_start = None
        self.term_end = None
        self.decided_by_id = None
