"""What supports ask for these days; an office that keeps none pays one small question."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import column, select, table

from rehabdesk.services.office import Work
from rehabdesk.services.supports.seen import SupportSeen

_ANY = select(table("support", column("id")).c.id).limit(1)  # the records are not loaded for it


# Looks


def support_asks(work: Work, only: Collection[int] | None = None) -> tuple[SupportSeen, ...]:
    if work.session.execute(_ANY).first() is None:
        return ()
    from rehabdesk.services.supports.due import read_asks

    return read_asks(work, only)
