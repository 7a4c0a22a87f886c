"""Several at one office: whose file is open where, and which sent act has arrived."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rehabdesk.domain.records.base import Entity


class OpenFile(Entity):
    """Somebody has something open on a machine; believed for as long as it is said again."""

    __tablename__ = "open_file"
    __table_args__ = (UniqueConstraint("user_id", "machine", "subject"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("office_user.id"))
    machine: Mapped[str] = mapped_column(String(100))
    subject: Mapped[str] = mapped_column(String(100), index=True)  # "person:12"
    since: Mapped[datetime]
    seen_at: Mapped[datetime]

    def __init__(self, user_id: int, machine: str, subject: str, since: datetime) -> None:
        super().__init__(
            user_id=user_id, machine=machine, subject=subject, since=since, seen_at=since
        )


class ActReceipt(Entity):
    """An act sent under this key has been carried out: sent again, it is not done again."""

    __tablename__ = "act_receipt"

    key: Mapped[str] = mapped_column(String(40), unique=True)
    at: Mapped[datetime]

    def __init__(self, key: str, at: datetime) -> None:
        super().__init__(key=key, at=at)
