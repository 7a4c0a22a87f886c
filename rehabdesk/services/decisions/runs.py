"""Papers of one order handled together: taken back, thrown away, printed or saved in one run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from rehabdesk.documents.pages import PageImage
from rehabdesk.domain.codes import Right
from rehabdesk.domain.regime import POST_REHAB
from rehabdesk.services.bin.kinds import DRAFT
from rehabdesk.services.bin.throwing import bring_back, throw_away
from rehabdesk.services.decisions.composing import DraftDecision, propose_term
from rehabdesk.services.decisions.drafting import (
    PrintedPaper,
    mark_signed,
    print_again,
    submit_decisions,
    take_back,
    unmark_signed,
    word_file,
)
from rehabdesk.services.decisions.printing import print_papers
from rehabdesk.services.decisions.register import names_of
from rehabdesk.services.exports import save_file
from rehabdesk.services.office import Work
from rehabdesk.services.pages import draw_pages

V = TypeVar("V")

# Acts


def submit_one(work: Work, order: DraftDecision, person_id: int) -> tuple[PrintedPaper, ...]:
    """Print one person's paper of several for signature; the others wait for their turn."""
    return submit_decisions(work, alone(work, order, person_id))


def print_one(work: Work, order: DraftDecision, person_id: int) -> tuple[PrintedPaper, ...]:
    """Draw one person's paper of several that take no number."""
    return print_papers(work, alone(work, order, person_id))


def word_one(work: Work, order: DraftDecision, person_id: int) -> tuple[PrintedPaper, ...]:
    """Draw one person's paper of several as a Word file."""
    return word_file(work, alone(work, order, person_id))


def take_back_all(work: Work, decision_ids: tuple[int, ...]) -> None:
    for each in decision_ids:
        take_back(work, each)


def mark_all_signed(work: Work, decision_ids: tuple[int, ...]) -> None:
    for each in decision_ids:
        mark_signed(work, each)


def unmark_all_signed(work: Work, decision_ids: tuple[int, ...]) -> None:
    for each in decision_ids:
        unmark_signed(work, each)


def discard_drafts(work: Work, decision_ids: tuple[int, ...]) -> tuple[int, ...]:
    """Throw papers never submitted into the bin; return what they are called there."""
    return tuple(throw_away(work, DRAFT, each).item_id for each in decision_ids)


def bring_drafts_back(work: Work, item_ids: tuple[int, ...]) -> None:
    for each in item_ids:
        bring_back(work, each)


# Looks


def alone(work: Work, order: DraftDecision, person_id: int) -> DraftDecision:
    """Return the order for one of its persons: own term, own draft, own values."""
    term = order.term_start, order.term_end
    if order.purpose == POST_REHAB and order.term_start is None and len(order.person_ids) > 1:
        proposal = propose_term(work, person_id, order.planned_on)
        term = proposal.start, proposal.end
    return replace(
        order,
        person_ids=(person_id,),
        term_start=term[0],
        term_end=term[1],
        relative_ids=_of(person_id, order.relative_ids),
        typed_persons=_of(person_id, order.typed_persons),
        drafts=tuple(each for each in order.drafts if each.person_ids == (person_id,)),
    )


def _of(person_id: int, facts: Mapping[int, V]) -> dict[int, V]:
    return {person_id: facts[person_id]} if person_id in facts else {}


@dataclass(frozen=True, slots=True)
class KeptSight:
    """A paper of a run as it was printed, among so many."""

    chosen: int
    labels: tuple[str, ...]
    pages: tuple[PageImage, ...]


def look_at_kept(work: Work, decision_ids: tuple[int, ...], chosen: int, dpi: int) -> KeptSight:
    """Draw a paper as it left for signature, whatever the records say by now."""
    work.require(Right.READ_FILES)
    chosen = min(chosen, len(decision_ids) - 1)
    paper = print_again(work, decision_ids[chosen])
    names = names_of(work, list(decision_ids))
    labels = tuple(names.get(each, "") for each in decision_ids)
    return KeptSight(chosen, labels, draw_pages(paper.content, dpi))


def one_run(papers: Sequence[PrintedPaper]) -> tuple[str, bytes]:
    """Return the name and the pages of several papers as one file; needs no records."""
    from rehabdesk.documents.files.joining import joined

    name = papers[0].name if len(papers) == 1 else f"{len(papers)} văn bản.pdf"
    return name, joined([each.content for each in papers])


def save_all(papers: Sequence[PrintedPaper], folder: Path) -> None:
    """Write each paper into its own file; needs no records. Two of one name stay apart."""
    seen: Counter[str] = Counter()
    for each in papers:
        seen[each.name] += 1
        path = folder / each.name
        if seen[each.name] > 1:
            path = path.with_stem(f"{path.stem} ({seen[each.name]})")
        save_file(path, each.content)
