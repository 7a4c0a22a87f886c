"""What supports ask for these days; an office that keeps none pays one small question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import column, select, table

from rehabdesk.domain.teamwork.supports.coming import Coming
from rehabdesk.services.office import Work
from rehabdesk.services.tasks.task import Concern

_ANY = select(table("support", column("id")).c.id).limit(1)  # the records are not loaded for it


@dataclass(frozen=True, slots=True)
class SupportSeen:
    """Something asked about a support; a household without a file is named by `household`."""

    support_id: int
    what: str
    concern: Concern | None
    household: str
    coming: Coming


# Looks


def support_asks(work: Work, only: Collection[int] | None = None) -> tuple[SupportSeen, ...]:
    if work.session.execute(_ANY).first() is None:
        return ()
    from rehabdesk.services.supports.due import read_asks

    return read_asks(work, only)
