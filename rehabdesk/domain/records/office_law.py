"""What the office adds to the law: its own deadlines, its wording, its calendar, a new regime."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.records.base import Entity, Versioned


class DeadlineRule(Versioned, Entity):
    """A deadline the office set for itself, in place of the regime's or where it is silent."""

    __tablename__ = "deadline_rule"

    rule_id: Mapped[str] = mapped_column(index=True)
    amount: Mapped[int]
    unit: Mapped[DeadlineUnit]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    reason: Mapped[str]
    set_by: Mapped[str]
    set_at: Mapped[datetime]

    def __init__(
        self, rule_id: str, span: tuple[int, DeadlineUnit], from_on: date, by: str, at: datetime
    ) -> None:
        amount, unit = span
        super().__init__(
            rule_id=rule_id,
            amount=amount,
            unit=unit,
            from_on=from_on,
            reason="",
            set_by=by,
            set_at=at,
        )


class WordingOverride(Versioned, Entity):
    """A line of a form in the office's own words, from one day on."""

    __tablename__ = "wording_override"

    form_id: Mapped[str] = mapped_column(index=True)
    line_key: Mapped[str]
    text: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    reason: Mapped[str]
    set_by: Mapped[str]
    set_at: Mapped[datetime]

    def __init__(
        self, line: tuple[str, str], text: str, from_on: date, by: str, at: datetime
    ) -> None:
        form_id, line_key = line
        super().__init__(
            form_id=form_id,
            line_key=line_key,
            text=text,
            from_on=from_on,
            reason="",
            set_by=by,
            set_at=at,
        )


class CalendarDay(Versioned, Entity):
    """A day off or a make-up working day, over what the program brings along."""

    __tablename__ = "calendar_day"

    on: Mapped[date] = mapped_column(unique=True)
    is_working: Mapped[bool]
    name: Mapped[str]
    source: Mapped[str]

    def __init__(self, on: date, name: str, source: str, *, is_working: bool) -> None:
        super().__init__(on=on, is_working=is_working, name=name, source=source)


class LegalPack(Entity):
    """A regime an administrator brought in, as it came, kept inside the encrypted file."""

    __tablename__ = "legal_pack"

    pack_id: Mapped[str] = mapped_column(unique=True)
    sha256: Mapped[str]
    imported_by: Mapped[str]
    imported_at: Mapped[datetime]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))

    def __init__(self, pack_id: str, content: bytes, by: str, at: datetime) -> None:
        super().__init__(
            pack_id=pack_id,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            imported_by=by,
            imported_at=at,
        )
