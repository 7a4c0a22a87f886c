"""The audit trail: a chain in which no line can be changed, removed or slipped in unseen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.records.ledger import FIRST_LINK, AuditEntry

_TRAIL = Entity.metadata.tables[AuditEntry.__tablename__]
_COLUMNS = tuple(name for name, _ in _TRAIL.c.items() if name != "id")
_APPEND = insert(_TRAIL)
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_LAST = (
    select(_TRAIL.c.sequence, _TRAIL.c.fingerprint, _TRAIL.c.id)
    .order_by(_TRAIL.c.sequence.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a walk along the whole trail found; `broken_at` is the first wrong line."""

    length: int
    head: str
    broken_at: int | None

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None


def append_entry(
    session: Session, at: datetime, actor: str, act: str, subject: str, facts: dict[str, str]
) -> int:
    """Add a line to the trail; return its number."""
    last = session.execute(_LAST).first()
    length, head, last_id = last or (0, FIRST_LINK, 0)
    entry = AuditEntry(at, actor, act, subject, facts)
    entry.chain(length + 1, head)
    values = {name: getattr(entry, name) for name in _COLUMNS}
    session.execute(_APPEND, {"id": last_id + 1, **values})  # no line ever leaves
    return length + 1


def chain_head(session: Session) -> tuple[int, str]:
    """Return the number of lines and the fingerprint of the last."""
    last = session.execute(_LAST).first()
    return (last.sequence, last.fingerprint) if last else (0, FIRST_LINK)


def verify_chain(session: Session) -> ChainReport:
    """Walk the whole trail and stop at the first line that does not fit."""
    length, head = 0, FIRST_LINK
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence)).yield_per(1000)
    for entry in entries:
        is_linked = entry.sequence == length + 1 and entry.previous == head
        if not is_linked or entry.fingerprint != entry.computed_fingerprint():
            return ChainReport(length, head, entry.sequence)
        length, head = entry.sequence, entry.fingerprint
    return ChainReport(length, head, None)


def as_read(fact: str) -> str:
    """Give a fact of the trail with its days as people write them."""
    return _DAY.sub(r"\3/\2/\1", fact)
