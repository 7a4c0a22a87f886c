"""Receipts of acts: what was sent under a key and carried out is not done again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from rehabdesk.domain.records.together import ActReceipt

KEPT = timedelta(days=30)


def leave_receipt(session: Session, key: str, at: datetime) -> None:
    session.add(ActReceipt(key, at))
    session.flush()


def has_receipt(session: Session, key: str) -> bool:
    """Say whether an act sent under this key has been carried out.

    Asked by a writer: his turn comes only when whoever sent it has finished or is gone.
    """
    return session.scalar(select(ActReceipt.id).filter_by(key=key)) is not None


def drop_old_receipts(session: Session, now: datetime) -> None:
    session.execute(delete(ActReceipt).where(ActReceipt.at < now - KEPT))
