"""Who saved a record before, and when: read off the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from rehabdesk.domain.records.daily.merging import BinItem
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.together import OpenFile


@dataclass(frozen=True, slots=True)
class SavedBy:
    """The last who wrote to a record; the machine is told where others can be at the office."""

    user_id: int
    name: str
    at: datetime | None
    machine: str = ""

    @property
    def who(self) -> str:
        machine = f" (máy {self.machine})" if self.machine else ""
        return f"{self.name}{machine}"

    @property
    def moment(self) -> str:
        return f" lúc {self.at:%H:%M}" if self.at else ""


_TAKEN_OUT = (".removed", ".withdrawn", ".dropped", ".discarded")
NOBODY_KNOWN = SavedBy(0, "Người khác", None)


def saved_by(session: Session, *subjects: str) -> SavedBy:
    """Return who wrote last about any of these: "person:12"."""
    entry = session.execute(
        select(AuditEntry.actor, AuditEntry.at)
        .where(AuditEntry.subject.in_(subjects))
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    ).first()
    if entry is None:
        return NOBODY_KNOWN
    number, _, name = entry.actor.partition(":")
    user_id = int(number) if number.isdigit() else 0
    return SavedBy(user_id, name or NOBODY_KNOWN.name, entry.at, _machine(session, user_id))


def gone_by(session: Session, table: str, record_id: int) -> SavedBy:
    """Return who threw something away, or took it out of its list."""
    binned = session.execute(
        select(BinItem.binned_by, BinItem.binned_at)
        .filter_by(kind=table, subject_id=record_id, restored_at=None)
        .order_by(BinItem.id.desc())
        .limit(1)
    ).first()
    if binned is not None:
        return SavedBy(0, binned.binned_by, binned.binned_at)
    last = select(AuditEntry.act).filter_by(subject=f"{table}:{record_id}")
    act = session.scalar(last.order_by(AuditEntry.sequence.desc()).limit(1)) or ""
    if act.endswith(_TAKEN_OUT):
        return saved_by(session, f"{table}:{record_id}")
    return NOBODY_KNOWN


def _machine(session: Session, user_id: int) -> str:
    asked = select(OpenFile.machine).where(OpenFile.user_id == user_id)
    return session.scalar(asked.order_by(OpenFile.seen_at.desc()).limit(1)) or ""
