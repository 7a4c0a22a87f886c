"""Papers of one order handled together: taken back, thrown away, printed or saved in one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rehabdesk.documents.pages import PageImage
from rehabdesk.services.decisions.drafting import (
    PrintedPaper,
    discard_draft,
    mark_signed,
    print_again,
    take_back,
    unmark_signed,
)
from rehabdesk.services.decisions.register import names_of
from rehabdesk.services.exports import save_file
from rehabdesk.services.office import Work
from rehabdesk.services.pages import draw_pages

# Acts


def take_back_all(work: Work, decision_ids: tuple[int, ...]) -> None:
    for each in decision_ids:
        take_back(work, each)


def mark_all_signed(work: Work, decision_ids: tuple[int, ...]) -> None:
    for each in decision_ids:
        mark_signed(work, each)


def unmark_all_signed(work: Work, decision_ids: tuple[int, ...]) -> None:
    for each in decision_ids:
        unmark_signed(work, each)


def discard_drafts(work: Work, decision_ids: tuple[int, ...]) -> None:
    for each in decision_ids:
        discard_draft(work, each)


# Looks


@dataclass(frozen=True, slots=True)
class KeptSight:
    """A paper of a run as it was printed, among so many."""

    chosen: int
    labels: tuple[str, ...]
    pages: tuple[PageImage, ...]


def look_at_kept(work: Work, decision_ids: tuple[int, ...], chosen: int, dpi: int) -> KeptSight:
    """Draw a paper as it left for signature, whatever the records say by now."""
    chosen = min(chosen, len(decision_ids) - 1)
    paper = print_again(work, decision_ids[chosen])
    names = names_of(work, list(decision_ids))
    labels = tuple(names.get(each, "") for each in decision_ids)
    return KeptSight(chosen, labels, draw_pages(paper.content, dpi))


def one_run(papers: Sequence[PrintedPaper]) -> tuple[str, bytes]:
    """Return the name and the pages of several papers as one file; needs no records."""
    from rehabdesk.documents.joining import joined

    name = papers[0].name if len(papers) == 1 else f"{len(papers)} quyết định.pdf"
    return name, joined([each.content for each in papers])


def save_all(papers: Sequence[PrintedPaper], folder: Path) -> None:
    """Write each paper into its own file; needs no records."""
    for each in papers:
        save_file(folder / each.name, each.content)
