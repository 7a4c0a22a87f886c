"""A person's file on its way to another office, or come from one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from rehabdesk.domain.daily_codes import TransferDirection, TransferStatus
from rehabdesk.domain.records.base import Entity, Versioned


class Transfer(Versioned, Entity):
    """One package; its person is named here too, for the file may leave before the record does."""

    __tablename__ = "transfer"

    direction: Mapped[TransferDirection]
    status: Mapped[TransferStatus]
    package_key: Mapped[str] = mapped_column(index=True)  # the package's own name, for its receipt
    sha256: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(index=True)  # no foreign key: the row stays
    person_name: Mapped[str]
    case_code: Mapped[str]
    other_office: Mapped[str]
    other_code: Mapped[str]
    on: Mapped[date]
    notice_number: Mapped[str]  # Mẫu 54 of the police
    notice_on: Mapped[date | None]
    reason: Mapped[str]
    content: Mapped[dict[str, Any]]  # what went with it, and what the receipt says
    made_by: Mapped[str]
    made_at: Mapped[datetime]

    def __init__(
        self,
        direction: TransferDirection,
        status: TransferStatus,
        package_key: str,
        by: str,
        at: datetime,
    ) -> None:
        super().__init__(
            direction=direction,
            status=status,
            package_key=package_key,
            sha256="",
            person_name="",
            case_code="",
            other_office="",
            other_code="",
            on=at.date(),
            notice_number="",
            reason="",
            content={},
            made_by=by,
            made_at=at,
        )
