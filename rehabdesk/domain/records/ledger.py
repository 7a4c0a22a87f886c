"""What is kept for proof: papers and scans by their fingerprint, and the chained audit trail."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from rehabdesk.domain.codes import FileKind
from rehabdesk.domain.records.base import Entity

FIRST_LINK = "0" * 64


class StoredFile(Entity):
    """Bytes under their SHA-256; the same bytes are kept once."""

    __tablename__ = "stored_file"

    sha256: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[FileKind]
    media_type: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    stored_at: Mapped[datetime]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))

    def __init__(
        self, kind: FileKind, media_type: str, name: str, content: bytes, at: datetime
    ) -> None:
        super().__init__(
            kind=kind,
            media_type=media_type,
            name=name,
            content=content,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            stored_at=at,
        )


class AuditEntry(Entity):
    """One line of the trail; its fingerprint covers the line and the fingerprint before it."""

    __tablename__ = "audit_entry"

    sequence: Mapped[int] = mapped_column(unique=True)  # 1, 2, 3 … without a gap
    at: Mapped[datetime]
    actor: Mapped[str]
    act: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    facts: Mapped[dict[str, str]]
    previous: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(unique=True)

    def __init__(
        self, at: datetime, actor: str, act: str, subject: str, facts: dict[str, str]
    ) -> None:
        super().__init__(at=at, actor=actor, act=act, subject=subject, facts=facts)

    def chain(self, sequence: int, previous: str) -> None:
        self.sequence = sequence
        self.previous = previous
        self.fingerprint = self.computed_fingerprint()

    def computed_fingerprint(self) -> str:
        line: dict[str, Any] = {
            "sequence": self.sequence,
            "at": self.at.isoformat(),
            "actor": self.actor,
            "act": self.act,
            "subject": self.subject,
            "facts": self.facts,
            "previous": self.previous,
        }
        text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class FormDraft(Entity):
    """What a user was typing when the program or the power went away."""

    __tablename__ = "form_draft"
    __table_args__ = (UniqueConstraint("user_id", "form"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("office_user.id"))
    form: Mapped[str]
    saved_at: Mapped[datetime]
    content: Mapped[dict[str, Any]]

    def __init__(self, user_id: int, form: str) -> None:
        super().__init__(user_id=user_id, form=form, content={})
