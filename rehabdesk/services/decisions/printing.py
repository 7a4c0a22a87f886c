"""Papers the office does not number: of people, of the police, lists and sheets."""

from __future__ import annotations

from rehabdesk.domain.codes import Right
from rehabdesk.services.decisions.composing import DraftDecision, compose
from rehabdesk.services.decisions.drafting import PrintedPaper, paper_name
from rehabdesk.services.decisions.papers import draw_paper
from rehabdesk.services.decisions.wording.memory import note_values
from rehabdesk.services.office import Work

# Acts


def print_papers(work: Work, order: DraftDecision) -> tuple[PrintedPaper, ...]:
    """Draw the papers of an order; nothing is kept but what was typed, and that it was printed."""
    work.require(Right.DRAFT_DECISIONS)
    papers = compose(work, order)
    printed = tuple(
        PrintedPaper(0, f"{paper_name(paper)}.pdf", draw_paper(work, paper.filled))
        for paper in papers
    )
    note_values(work, papers[0].form, order.typed)
    persons = ", ".join(f"person:{each}" for each in order.person_ids)
    work.record("paper.printed", None, form=papers[0].form.id, persons=persons or None)
    return printed
