"""How safe the records on a server are, as far as this machine can tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.office import Work

PROVED = "server_backup.proved"
STALE_DAYS = 7


@dataclass(frozen=True, slots=True)
class ServerSafety:
    """When a copy of the server was last opened and found whole; `tint` is a colour's name."""

    tint: str
    words: str
    proved_at: datetime | None = None


def safety_of(home: OfficeHome) -> ServerSafety:
    """Say how safe the records are; before anybody signs in nothing is asked of the server."""
    if not home.is_open:
        return ServerSafety("neutral", "Hồ sơ nằm trên máy chủ của cơ quan")
    return home.office.look(read_safety)


def read_safety(work: Work) -> ServerSafety:
    last = work.session.scalars(
        select(AuditEntry.at)
        .where(AuditEntry.act == PROVED)
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    ).first()
    if last is None:
        return ServerSafety("warn", "Máy chủ: chưa có bản sao lưu nào được mở thử")
    told = f"Máy chủ: bản sao lưu đã mở thử được ngày {last:%d/%m/%Y}"
    if (work.now - last).days >= STALE_DAYS:
        return ServerSafety("danger", f"{told} · đã quá 7 ngày", last)
    return ServerSafety("ok", told, last)
