"""A paper of the office: drafted without a number, signed, then numbered once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.codes import AssignmentRole, PaperStatus, Validity
from rehabdesk.domain.records.base import Entity, Versioned
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.office import DocumentBook, Signer
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.domain.refusals import Refusal

UNNUMBERED = (PaperStatus.DRAFTING, PaperStatus.SUBMITTED, PaperStatus.SIGNED_UNNUMBERED)


class AlreadyNumbered(Refusal):
    field = "number"

    def __init__(self, number: str) -> None:
        super().__init__(f"Văn bản này đã có số {number}. Chưa đổi gì.")


class NotADraft(Refusal):
    def __init__(self, status: PaperStatus) -> None:
        super().__init__(f"Văn bản đang ở bước “{status.label}”, không sửa bản nháp được nữa.")


class Decision(Versioned, Entity):
    """`values` holds the fields as typed or taken from the records on the day of drafting."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("book_id", "year", "number", "number_suffix"),)

    regime_id: Mapped[str]
    form_id: Mapped[str]
    purpose: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]  # trích yếu
    book_id: Mapped[int] = mapped_column(ForeignKey("document_book.id"))
    status: Mapped[PaperStatus] = mapped_column(index=True)
    planned_on: Mapped[date]  # the expected day of signature: it chooses the regime
    effective_from: Mapped[date | None]
    term_start: Mapped[date | None]
    term_end: Mapped[date | None]
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("signer.id"))
    values: Mapped[dict[str, Any]]
    number: Mapped[int | None] = mapped_column(index=True)
    number_suffix: Mapped[str]  # "a" of "46a", as some records officers write
    year: Mapped[int | None]
    document_date: Mapped[date | None]
    submitted_at: Mapped[datetime | None]
    numbered_at: Mapped[datetime | None]
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    signed_copy_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    ended_on: Mapped[date | None]
    end_reason: Mapped[str]
    drafted_by: Mapped[str]
    drafted_at: Mapped[datetime]

    book: Mapped[DocumentBook] = relationship()
    signer: Mapped[Signer | None] = relationship()
    paper: Mapped[StoredFile | None] = relationship(foreign_keys=[paper_id])
    signed_copy: Mapped[StoredFile | None] = relationship(foreign_keys=[signed_copy_id])
    persons: Mapped[list[DecisionPerson]] = relationship(
        back_populates="decision", cascade="all, delete-orphan", order_by="DecisionPerson.ordinal"
    )
    assignees: Mapped[list[DecisionAssignee]] = relationship(
        back_populates="decision", cascade="all, delete-orphan", order_by="DecisionAssignee.ordinal"
    )

    def __init__(self, book: DocumentBook, planned_on: date, drafted_by: str, at: datetime) -> None:
        super().__init__(
            book=book,
            planned_on=planned_on,
            status=PaperStatus.DRAFTING,
            values={},
            number_suffix="",
            end_reason="",
            drafted_by=drafted_by,
            drafted_at=at,
        )

    @property
    def full_number(self) -> str:
        """The number as it is printed: "05/QĐ-UBND"."""
        if self.number is None:
            return ""
        return f"{self.number:02d}{self.number_suffix}/{self.book.symbol}"

    def submit(self, at: datetime) -> None:
        if self.status not in {PaperStatus.DRAFTING, PaperStatus.SUBMITTED}:
            raise NotADraft(self.status)
        self.status = PaperStatus.SUBMITTED
        self.submitted_at = at

    def take_back(self) -> None:
        """Make a submitted paper a draft again."""
        self.require_draft()
        self.status = PaperStatus.DRAFTING
        self.submitted_at = None

    def sign(self) -> None:
        if self.status not in UNNUMBERED:
            raise AlreadyNumbered(self.full_number)
        self.status = PaperStatus.SIGNED_UNNUMBERED

    def unsign(self) -> None:
        """Put a paper back that was called signed too early."""
        if self.number is not None:
            raise AlreadyNumbered(self.full_number)
        if self.status is not PaperStatus.SIGNED_UNNUMBERED:
            raise NotADraft(self.status)
        self.status = PaperStatus.SUBMITTED

    def take_number(self, number: int, suffix: str, on: date, at: datetime) -> None:
        """Give the signed paper its number and date, once and for all."""
        if self.number is not None:
            raise AlreadyNumbered(self.full_number)
        self.number = number
        self.number_suffix = suffix
        self.year = on.year
        self.document_date = on
        self.numbered_at = at
        self.status = PaperStatus.NUMBERED

    def drop_number(self) -> None:
        """Undo the numbering; the paper is signed and waits again."""
        self.number = None
        self.number_suffix = ""
        self.year = None
        self.document_date = None
        self.numbered_at = None
        self.status = PaperStatus.SIGNED_UNNUMBERED

    def require_draft(self) -> None:
        if self.status not in {PaperStatus.DRAFTING, PaperStatus.SUBMITTED}:
            raise NotADraft(self.status)


def validity_of(
    status: PaperStatus, effective_from: date | None, ended_on: date | None, day: date
) -> Validity:
    if status in UNNUMBERED or (effective_from is not None and day < effective_from):
        return Validity.NOT_EFFECTIVE
    if ended_on is not None and ended_on <= day:
        return Validity.EXPIRED
    return Validity.EFFECTIVE


class DecisionPerson(Entity):
    """A person a decision concerns; one decision may name several."""

    __tablename__ = "decision_person"
    __table_args__ = (UniqueConstraint("decision_id", "person_id"),)

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    episode_id: Mapped[int | None] = mapped_column(ForeignKey("episode.id"))
    ordinal: Mapped[int]
    term_start: Mapped[date | None]
    term_end: Mapped[date | None]

    decision: Mapped[Decision] = relationship(back_populates="persons")
    person: Mapped[Person] = relationship()
    episode: Mapped[Episode | None] = relationship()

    def __init__(self, person: Person, episode: Episode | None, ordinal: int) -> None:
        super().__init__(person=person, episode=episode, ordinal=ordinal)


class DecisionAssignee(Entity):
    """Whom a decision puts in charge: a volunteer or an organisation."""

    __tablename__ = "decision_assignee"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[AssignmentRole]
    ordinal: Mapped[int]

    decision: Mapped[Decision] = relationship(back_populates="assignees")
    volunteer: Mapped[Volunteer | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()

    def __init__(
        self,
        role: AssignmentRole,
        ordinal: int,
        *,
        volunteer: Volunteer | None = None,
        organisation: Organisation | None = None,
    ) -> None:
        super().__init__(role=role, ordinal=ordinal, volunteer=volunteer, organisation=organisation)
