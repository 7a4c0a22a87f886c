"""A new paper in the place of an older one: drafted from it, in force once it has its number."""

from __future__ import annotations

from dataclasses import replace

from rehabdesk.domain.codes import LinkKind, Right
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.decision_life import DecisionLink
from rehabdesk.services.decisions.composing import order_of
from rehabdesk.services.decisions.drafting import save_draft
from rehabdesk.services.decisions.life.links import (
    OUTSIDE,
    WrittenOutside,
    drafted_instead,
    require_in_force,
)
from rehabdesk.services.editing import require_version
from rehabdesk.services.office import Work

# Acts


def begin_replacement(work: Work, decision_id: int, version: int) -> int:
    """Draft a paper in the place of an older one, with the same choices; return its id.

    A draft already begun for that is returned instead of another.
    """
    work.require(Right.DRAFT_DECISIONS)
    older = work.session.get_one(Decision, decision_id)
    drafted = drafted_instead(work, older)
    if drafted is not None:
        work.record("decision.replacement_opened", older, number=older.full_number)
        return drafted
    require_version(older, version)
    require_in_force(older)
    if older.form_id == OUTSIDE:
        raise WrittenOutside(older.full_number)
    order = replace(order_of(older), planned_on=work.today, decision_id=None, version=None)
    drafts = save_draft(work, order).decision_ids
    for draft_id in drafts:
        newer = work.session.get_one(Decision, draft_id)
        work.session.add(DecisionLink(newer, older, LinkKind.REPLACES))
    work.record("decision.replacement_drafted", older, number=older.full_number)
    return drafts[0]
