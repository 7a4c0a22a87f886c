"""The commitment filled for each person, to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rehabdesk.domain.codes import Right
from rehabdesk.domain.regime import COMMITMENT
from rehabdesk.services.board_papers.plain import word_file
from rehabdesk.services.decisions.composing import DraftDecision, compose
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.exports import PrintedList
from rehabdesk.services.office import Work
from rehabdesk.services.pledges.facts import NobodyPledges


@dataclass(frozen=True, slots=True)
class PrintedPledges:
    pages: PrintedList
    word: PrintedPaper


# Acts


def print_pledges(work: Work, person_ids: Sequence[int]) -> PrintedPledges:
    """Draw the commitment of each person, all in one file, as pages and as a Word file."""
    from rehabdesk.documents import fonts, pdf

    work.require(Right.EXPORT_LISTS)
    ids = tuple(dict.fromkeys(person_ids))
    if not ids:
        raise NobodyPledges
    papers = [each.filled for each in compose(work, DraftDecision(COMMITMENT, work.today, ids))]
    fonts.register(work.resources.fonts)
    content = pdf.draw_many(papers, practice=work.resources.is_practice)
    name = f"Bản cam kết {work.today:%Y-%m-%d}"
    told = ", ".join(f"person:{each}" for each in ids)
    work.record("pledge.printed", None, count=len(papers), persons=told)
    pages = PrintedList(f"{name}.pdf", content, len(papers))
    return PrintedPledges(pages, word_file(work, name, papers))
