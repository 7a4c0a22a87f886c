"""Papers composed in memory, as several tests read them."""

from __future__ import annotations

from datetime import date
from typing import Any

from rehabdesk.domain.forms.paper import FilledPaper
from rehabdesk.services.decisions.composing import DraftDecision, compose
from rehabdesk.services.office import Office

DAY = date(2026, 11, 27)


def worded(office: Office, order: DraftDecision) -> FilledPaper:
    return office.look(lambda work: compose(work, order)[0].filled)


def an_order(purpose: str, *person_ids: int, on: date = DAY, **facts: Any) -> DraftDecision:
    return DraftDecision(purpose, on, person_ids, signer_id=1, **facts)
