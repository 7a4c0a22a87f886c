"""Papers the office does not number: of people, of the police, lists and sheets.

They are no papers of a book, so what is typed of one is kept beside the records, for who typed
it: as long as it was never printed, and longer where the clerk asked for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rehabdesk.domain.codes import AssignmentRole, Right
from rehabdesk.domain.records.office import Signer
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.regime import NoForm, NoRegime
from rehabdesk.services.decisions.composing import (
    DraftDecision,
    compose,
    form_for,
    kept_choices,
    propose_effective,
)
from rehabdesk.services.decisions.drafting import PrintedPaper, paper_name
from rehabdesk.services.decisions.papers import draw_paper
from rehabdesk.services.decisions.wording.memory import note_values
from rehabdesk.services.drafts import drop_draft, keep_draft, list_drafts, read_draft
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names

_KEY = "paper:"
_ROLES = {role.value: role for role in AssignmentRole}


class DraftGone(Refusal):
    def __init__(self) -> None:
        super().__init__("Bản nháp này không còn. Soạn bản mới, hoặc chọn bản khác.")


@dataclass(frozen=True, slots=True)
class LooseDraft:
    """A paper without a number as it was left; `is_asked` where the clerk saved it himself."""

    key: str
    title: str
    names: str
    saved_at: datetime
    is_asked: bool


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


# Drafts: through Office.keep


def keep_loose(
    work: Work, order: DraftDecision, key: str = "", *, is_asked: bool = False
) -> LooseDraft:
    """Keep a paper as it stands, under its key; a new one gets the next."""
    work.require(Right.DRAFT_DECISIONS)
    key = key or _next_key(work)
    content = {**_choices(order), "is_asked": is_asked}
    return _loose(work, key, keep_draft(work, key, content), content)


def drop_loose(work: Work, key: str) -> None:
    work.require(Right.DRAFT_DECISIONS)
    drop_draft(work, key)


# Looks


def list_loose(work: Work) -> tuple[LooseDraft, ...]:
    """List the papers this user has begun and not finished, the newest first."""
    work.require(Right.DRAFT_DECISIONS)
    found = [
        _loose(work, key, kept.saved_at, kept.content)
        for key, kept in list_drafts(work, _KEY).items()
    ]
    return tuple(sorted(found, key=lambda each: each.saved_at, reverse=True))


def open_loose(work: Work, key: str) -> DraftDecision:
    """Go on with a paper; whoever is no longer in the records is left out."""
    work.require(Right.DRAFT_DECISIONS)
    kept = read_draft(work, key)
    if kept is None:
        raise DraftGone
    return _order(work, kept.content)


def is_begun(order: DraftDecision) -> bool:
    """Tell whether anything of a paper was chosen or typed that would be missed."""
    chosen = order.person_ids or order.volunteer_ids or order.organisation_ids
    said = order.typed or order.typed_persons or order.wording or order.left_out
    days = order.term_start or order.term_end
    proposed = propose_effective(order.planned_on, order.term_start)
    return bool(chosen or said or days) or order.effective_from not in {None, proposed}


def _next_key(work: Work) -> str:
    numbers = [int(key.removeprefix(_KEY)) for key in list_drafts(work, _KEY)]
    return f"{_KEY}{max(numbers, default=0) + 1}"


def _choices(order: DraftDecision) -> dict[str, Any]:
    days = {
        name: day.isoformat()
        for name in ("planned_on", "term_start", "term_end", "effective_from")
        if (day := getattr(order, name)) is not None
    }
    return {
        "purpose": order.purpose,
        **days,
        "person_ids": list(order.person_ids),
        "volunteer_ids": list(order.volunteer_ids),
        "organisation_ids": list(order.organisation_ids),
        "signer_id": order.signer_id,
        "roles": {str(key): role.value for key, role in order.roles.items()},
        **kept_choices(order),
    }


def _order(work: Work, kept: Mapping[str, Any]) -> DraftDecision:
    known = work.session.get
    signer_id = kept.get("signer_id")
    return DraftDecision(
        kept["purpose"],
        date.fromisoformat(kept["planned_on"]),
        tuple(each for each in kept["person_ids"] if known(Person, each)),
        tuple(each for each in kept["volunteer_ids"] if known(Volunteer, each)),
        tuple(each for each in kept["organisation_ids"] if known(Organisation, each)),
        signer_id if signer_id and known(Signer, signer_id) else None,
        _day(kept, "term_start"),
        _day(kept, "term_end"),
        _day(kept, "effective_from"),
        {int(key): value for key, value in kept["relative_ids"].items()},
        kept["typed"],
        {int(key): value for key, value in kept["typed_persons"].items()},
        kept["wording"],
        frozenset(kept["left_out"]),
        together=kept["together"],
        replaces_helper=kept["replaces_helper"],
        roles={int(key): _ROLES[role] for key, role in kept["roles"].items()},
    )


def _day(kept: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(kept[name]) if name in kept else None


def _loose(work: Work, key: str, saved_at: datetime, kept: Mapping[str, Any]) -> LooseDraft:
    try:
        day = date.fromisoformat(kept["planned_on"])
        title = form_for(work, kept["purpose"], day)[1].title
    except (NoForm, NoRegime):
        title = "Mẫu không còn dùng"
    persons = [work.session.get(Person, each) for each in kept["person_ids"]]
    called = Names(work)
    names = ", ".join(called.of(each.id, each.full_name) for each in persons if each is not None)
    return LooseDraft(key, title, names, saved_at, bool(kept["is_asked"]))
