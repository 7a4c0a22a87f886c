"""Is the machine's clock to be believed? Days of papers and numbers of a year hang on it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.services.office import Work

SLACK = timedelta(minutes=10)  # clocks are set right by a little now and then
LONG = timedelta(days=180)


def clock_warning(work: Work) -> str | None:
    """Say what is odd about today, held against the last line written before this sign-in."""
    last = work.session.scalars(
        select(AuditEntry.at)
        .where(AuditEntry.sequence < _sign_in(work))
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    ).first()
    if last is None or -SLACK <= work.now - last <= LONG:
        return None
    how = "chậm hơn" if work.now < last else "đã cách xa"
    return (
        f"Đồng hồ máy này đang chỉ {work.now:%H:%M ngày %d/%m/%Y}, {how} lần ghi trước "
        f"({last:%H:%M ngày %d/%m/%Y}). Hồ sơ không sao. "
        "Xem lại ngày giờ của máy trước khi soạn và ghi số văn bản."
    )


def _sign_in(work: Work) -> int:
    """Return the number of the line that tells of this sign-in."""
    lines = (
        select(AuditEntry.sequence)
        .where(AuditEntry.act.in_(("user.signed_in", "user.recovered")))
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    )
    return work.session.scalar(lines) or 0
