"""What clerks add to their work: why something is late, a flag, words to use again, a hand-over.

Tasks themselves are no records: they are computed from decisions, events and the law.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.records.base import Entity, Versioned
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.person import Person


class TaskNote(Versioned, Entity):
    """Why a task is late, or until when a paper extended it."""

    __tablename__ = "task_note"

    task_key: Mapped[str] = mapped_column(unique=True)
    late_reason: Mapped[str]
    extended_to: Mapped[date | None]
    paper_number: Mapped[str]
    paper_on: Mapped[date | None]
    noted_by: Mapped[str]
    noted_at: Mapped[datetime]

    def __init__(self, task_key: str, by: str, at: datetime) -> None:
        super().__init__(
            task_key=task_key, late_reason="", paper_number="", noted_by=by, noted_at=at
        )


class Flag(Versioned, Entity):
    """A user's own reminder on a person: a date and a word."""

    __tablename__ = "flag"
    __table_args__ = (UniqueConstraint("user_id", "person_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("office_user.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    on: Mapped[date]
    word: Mapped[str]

    person: Mapped[Person] = relationship()

    def __init__(self, user_id: int, person_id: int, on: date, word: str) -> None:
        super().__init__(user_id=user_id, person_id=person_id, on=on, word=word)


class RememberedValue(Entity):
    """What a user last typed into a field that only one form asks for."""

    __tablename__ = "remembered_value"
    __table_args__ = (UniqueConstraint("user_id", "form_id", "field"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("office_user.id"))
    form_id: Mapped[str]
    field: Mapped[str]
    value: Mapped[str]

    def __init__(self, user_id: int, form_id: str, field: str, value: str) -> None:
        super().__init__(user_id=user_id, form_id=form_id, field=field, value=value)


class ClerkHandover(Versioned, Entity):
    """One clerk's work passed to another, with the minutes both signed."""

    __tablename__ = "clerk_handover"

    from_name: Mapped[str]
    to_name: Mapped[str]
    on: Mapped[date]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    note: Mapped[str]

    file: Mapped[StoredFile | None] = relationship()

    def __init__(self, from_name: str, to_name: str, on: date) -> None:
        super().__init__(from_name=from_name, to_name=to_name, on=on, note="")
