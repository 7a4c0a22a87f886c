"""What a user typed last into the fields of a form, offered again the next time."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from rehabdesk.domain.forms.form import Form
from rehabdesk.domain.records.office import User
from rehabdesk.domain.records.tasks import RememberedValue
from rehabdesk.services.office import Work

# Looks


def remembered_values(work: Work, form_id: str) -> dict[str, str]:
    """Return what this user last typed into the fields of this form."""
    rows = work.session.execute(
        select(RememberedValue.field, RememberedValue.value).filter_by(
            user_id=work.actor.user_id, form_id=form_id
        )
    )
    return {row.field: row.value for row in rows}


def note_values(work: Work, form: Form, typed: Mapping[str, str]) -> list[str]:
    """Keep the values worth offering again, within an act that leaves its own trace."""
    if work.session.get(User, work.actor.user_id) is None:
        return []  # the maker of a practice office is nobody who will type again
    vocabulary = work.resources.fields
    worth = {
        name: text
        for name, text in typed.items()
        if name in form.fields.all and name in vocabulary and vocabulary[name].is_remembered
    }
    known = {
        each.field: each
        for each in work.session.scalars(
            select(RememberedValue).filter_by(user_id=work.actor.user_id, form_id=form.id)
        )
    }
    for name, text in worth.items():
        if name in known:
            known[name].value = text
        else:
            work.session.add(RememberedValue(work.actor.user_id, form.id, name, text))
    return sorted(worth)
