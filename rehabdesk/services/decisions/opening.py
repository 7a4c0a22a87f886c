"""Opening a kept paper to read or print it; who opened what is on record (F126)."""

from __future__ import annotations

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.decision import Decision
from rehabdesk.services.decisions.drafting import PrintedPaper, print_again
from rehabdesk.services.decisions.papers import signed_copy_pages
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.files import require_paper_open


def open_papers(work: Work, decision_ids: tuple[int, ...]) -> tuple[PrintedPaper, ...]:
    """Open papers as kept: numbered, or as they were printed for signature."""
    work.require(Right.READ_FILES)
    return tuple(open_paper(work, each) for each in decision_ids)


def open_paper(work: Work, decision_id: int) -> PrintedPaper:
    work.require(Right.READ_FILES)
    work.record("decision.opened", work.session.get_one(Decision, decision_id))
    return print_again(work, decision_id)


def open_signed_copy(work: Work, decision_id: int) -> tuple[str, bytes] | None:
    """Open the scan of the signed paper, as pages that can be shown and printed."""
    work.require(Right.READ_FILES)
    require_paper_open(work, decision_id)
    work.record("decision.signed_copy_opened", work.session.get_one(Decision, decision_id))
    return signed_copy_pages(work, decision_id)
