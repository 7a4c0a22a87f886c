"""What becomes of a numbered paper: handed over, followed by another, its number put right."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.codes import LinkKind
from rehabdesk.domain.records.base import Entity, Versioned
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.person import Person


class DecisionLink(Entity):
    """A newer paper that replaces, corrects, withdraws or ends an older one."""

    __tablename__ = "decision_link"
    __table_args__ = (UniqueConstraint("newer_id", "older_id"),)

    newer_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    older_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    kind: Mapped[LinkKind]

    newer: Mapped[Decision] = relationship(foreign_keys=[newer_id])
    older: Mapped[Decision] = relationship(foreign_keys=[older_id])

    def __init__(self, newer: Decision, older: Decision, kind: LinkKind) -> None:
        super().__init__(newer=newer, older=older, kind=kind)


class Delivery(Versioned, Entity):
    """A paper handed to somebody, or refused, with the record of it (Mẫu 23)."""

    __tablename__ = "delivery"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    given_on: Mapped[date]
    given_at: Mapped[time | None]
    receiver_name: Mapped[str]
    receiver_relation: Mapped[str]  # "bố", "Trưởng Công an xã", "cơ sở cai nghiện"
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    is_refused: Mapped[bool]
    giver: Mapped[str]
    record_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    note: Mapped[str]

    decision: Mapped[Decision] = relationship()
    person: Mapped[Person | None] = relationship()
    record_file: Mapped[StoredFile | None] = relationship()

    def __init__(self, decision: Decision, given_on: date, receiver_name: str) -> None:
        super().__init__(
            decision=decision,
            given_on=given_on,
            receiver_name=receiver_name,
            receiver_relation="",
            is_refused=False,
            giver="",
            note="",
        )


class NumberCorrection(Entity):
    """The number and date a paper had before they were put right, and why."""

    __tablename__ = "number_correction"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    number_before: Mapped[int]
    suffix_before: Mapped[str]
    date_before: Mapped[date]
    reason: Mapped[str]
    corrected_by: Mapped[str]
    corrected_at: Mapped[datetime]

    decision: Mapped[Decision] = relationship()

    def __init__(
        self, decision: Decision, before: tuple[int, str, date], reason: str, by: str, at: datetime
    ) -> None:
        number, suffix, on = before
        super().__init__(
            decision=decision,
            number_before=number,
            suffix_before=suffix,
            date_before=on,
            reason=reason,
            corrected_by=by,
            corrected_at=at,
        )
