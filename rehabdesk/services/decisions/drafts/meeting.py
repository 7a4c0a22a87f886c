"""A draft as another saved it, and as the composer has it: the two sides of one paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.settling.three_way import Keyed, Labels
from rehabdesk.services.decisions.composing import DraftDecision, KeptDraft, order_of
from rehabdesk.services.editing import Sides, require_version
from rehabdesk.services.office import Work
from rehabdesk.services.settling.naming import named

_CHOICES = {
    "purpose": "Loại văn bản",
    "planned_on": "Ngày ký dự kiến",
    "person_ids": "Người được nêu",
    "volunteer_ids": "Người được phân công",
    "organisation_ids": "Tổ chức được phân công",
    "signer_id": "Người ký",
    "term_start": "Thời hạn từ ngày",
    "term_end": "Thời hạn đến ngày",
    "effective_from": "Hiệu lực từ ngày",
    "left_out": "Dòng không in",
    "together": "Nêu chung một văn bản",
    "replaces_helper": "Thay người phụ trách trước",
}
DRAFT_LABELS: Labels = {
    **_CHOICES,
    "typed": Keyed("Ô"),
    "typed_persons": Keyed("Ô riêng của"),
    "wording": Keyed("Lời văn"),
    "relative_ids": Keyed("Người đại diện của"),
    "roles": Keyed("Vai trò của"),
}


def require_draft_version(
    work: Work, decision: Decision, draft: KeptDraft, order: DraftDecision
) -> None:
    """Refuse over a draft saved meanwhile; an order of one paper is laid beside what is kept."""
    if decision.version == draft.version:
        return
    sides = None
    if len(order.drafts) <= 1:
        kept, typed = (_bare(each) for each in (order_of(decision), order))
        sides = Sides(work, kept, typed, _labels(work, kept, typed))
    require_version(decision, draft.version, sides)


def _bare(order: DraftDecision) -> DraftDecision:
    """Return the choices alone, whatever paper they are kept as."""
    return replace(order, decision_id=None, version=None, drafts=())


def _labels(work: Work, *sides: DraftDecision) -> Labels:
    """Call every choice of the composer; names are read now, for the labels outlive the work."""
    known = work.resources.fields
    persons = {number for side in sides for number in (*side.typed_persons, *side.relative_ids)}
    volunteers = {number for side in sides for number in side.roles}
    called = {number: named(work, "person_id", number) for number in persons}
    served = {number: named(work, "volunteer_id", number) for number in volunteers}

    def field(name: Any) -> str:
        return known[name].label if name in known else str(name)

    def person(number: Any) -> str:
        return called.get(number, str(number))

    return {
        **DRAFT_LABELS,
        "typed": Keyed("Ô", field),
        "typed_persons": Keyed("Ô riêng của", person),
        "relative_ids": Keyed("Người đại diện của", person),
        "roles": Keyed("Vai trò của", lambda number: served.get(number, str(number))),
    }
