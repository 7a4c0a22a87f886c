"""What a support asks for, as tasks name it."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.teamwork.supports.coming import Coming
from rehabdesk.services.rows.concern import Concern


@dataclass(frozen=True, slots=True)
class SupportSeen:
    """Something asked about a support; a household without a file is named by `household`."""

    support_id: int
    what: str
    concern: Concern | None
    household: str
    coming: Coming
