"""How a term of management was computed, step by step (ui 5.3: the sum is always shown)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.dates import add_months
from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.regime import regime_on
from rehabdesk.services.office import Work


@dataclass(frozen=True, slots=True)
class TermTrace:
    """Start plus months by an article gives the end; `decided_end` is what was signed."""

    start: date
    counted_from: str
    months: int
    because: str
    article: str
    law: str
    end: date
    decided_end: date | None
    decision: str  # "27/QĐ-UBND"; empty while nothing is decided

    @property
    def is_as_decided(self) -> bool:
        return self.decided_end in {None, self.end}


def explain_term(work: Work, person_id: int) -> TermTrace | None:
    """Explain the newest term, or the one to come; None when there is nothing to count from."""
    case = work.session.scalars(select(CaseFile).filter_by(person_id=person_id)).one()
    episode = case.current
    if episode is None or episode.rehab_form is None:
        return None
    start = episode.term_start or episode.completes_on
    if start is None:
        return None
    decided = work.session.get(Decision, episode.decided_by_id) if episode.decided_by_id else None
    day = decided.document_date if decided and decided.document_date else work.today
    regime = regime_on(day, work.resources.regimes)
    term = regime.term(episode.rehab_form.value)
    return TermTrace(
        start,
        term.counted_from,
        term.months,
        term.label,
        term.article,
        regime.law,
        add_months(start, term.months),
        episode.term_end,
        decided.full_number if decided else "",
    )
