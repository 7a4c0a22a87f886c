"""What somebody is typing and has not saved: kept for each user and form, for after a power cut.

Drafts are kept through `Office.keep`, not by acts: a line in the trail every ten seconds would
bury the others, and what was never saved changes nothing in the office.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.records import FormDraft
from rehabdesk.domain.records.office import User
from rehabdesk.services.office import Work


@dataclass(frozen=True, slots=True)
class KeptForm:
    """The words of a form as they stood, in the form's own names."""

    saved_at: datetime
    content: Mapping[str, Any]


def keep_draft(work: Work, form: str, content: Mapping[str, Any]) -> datetime:
    """Keep the form as it stands now, in place of what was kept before; say when that was."""
    if work.session.get(User, work.actor.user_id) is None:
        return work.now  # the maker of a practice office is nobody who will type again
    draft = _draft(work, form)
    if draft is None:
        draft = FormDraft(work.actor.user_id, form)
        work.session.add(draft)
    draft.content = dict(content)
    draft.saved_at = work.now
    return work.now


def drop_draft(work: Work, form: str) -> None:
    """Forget what was typed: it has been saved, or is no longer wanted."""
    draft = _draft(work, form)
    if draft is not None:
        work.session.delete(draft)


# Looks


def read_draft(work: Work, form: str) -> KeptForm | None:
    draft = _draft(work, form)
    return KeptForm(draft.saved_at, dict(draft.content)) if draft else None


def list_drafts(work: Work, prefix: str) -> dict[str, KeptForm]:
    """Return what this user has kept of all forms whose names begin so."""
    mine = select(FormDraft).where(
        FormDraft.user_id == work.actor.user_id, FormDraft.form.startswith(prefix, autoescape=True)
    )
    return {
        each.form: KeptForm(each.saved_at, dict(each.content))
        for each in work.session.scalars(mine)
    }


def _draft(work: Work, form: str) -> FormDraft | None:
    mine = select(FormDraft).filter_by(user_id=work.actor.user_id, form=form)
    return work.session.scalars(mine).first()
