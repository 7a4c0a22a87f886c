"""A commitment as a line of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rehabdesk.services.pledges.facts import PledgeFacts


@dataclass(frozen=True, slots=True)
class PledgeRow:
    id: int
    version: int
    facts: PledgeFacts
    who: str
    hamlet: str
    has_copy: bool
    is_running: bool
    recorded_by: str
    recorded_at: datetime
    is_close: bool  # the file is kept from whoever asks

    @property
    def state(self) -> str:
        if not self.is_running:
            return f"Thôi từ {self.facts.ended_on:%d/%m/%Y}"
        return "Có bản đã ký" if self.has_copy else "Chưa có bản đã ký"
