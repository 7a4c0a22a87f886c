"""A line of what has happened with one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.services.elsewhere.papers import PaperThere


@dataclass(frozen=True, slots=True)
class TimelineItem:
    on: date
    kind: str  # "Quyết định", "Phân công", "Sự việc", "Gặp gỡ", "Hỗ trợ", "Giấy tờ", "Luật"…
    title: str
    detail: str
    actor: str
    decision_id: int | None = None
    event_id: int | None = None
    scan: str = ""  # the name of what is attached to an event
    opens_id: int | None = None  # the further episode that was opened
    contact_id: int | None = None
    there: PaperThere | None = None  # a paper of another office
    support_id: int | None = None
