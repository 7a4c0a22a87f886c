"""Which column went where the last time, by the words of its head."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from rehabdesk.domain.records.daily.importing import ImportMapping
from rehabdesk.domain.tables.fields import ImportField, ImportKind
from rehabdesk.domain.tables.heads import head_key
from rehabdesk.domain.text import clean
from rehabdesk.services.importing.orders import CheckRows
from rehabdesk.services.office import Work

_BETWEEN = "|"


def remember_columns(work: Work, check: CheckRows) -> None:
    """Keep how the clerk put the columns; the next file with such heads is put the same way.

    A column left out because nothing stood in it says nothing about the next one.
    """
    named = {
        head_key(each.head_read): each
        for each in check.columns
        if clean(each.head_read) and (each.field or check.table.cells(each.column, 1))
    }
    mapping: dict[str, Any] = {
        head: each.field.value if each.field else "" for head, each in named.items()
    }
    heads = _BETWEEN.join(named)
    kept = work.session.scalars(
        select(ImportMapping).filter_by(kind=check.kind.value, heads=heads)
    ).one_or_none()
    if kept is None:
        work.session.add(ImportMapping(check.kind.value, heads, mapping, work.now))
        return
    kept.mapping, kept.used_at = mapping, work.now


def remembered_fields(work: Work, kind: ImportKind) -> dict[str, ImportField | None]:
    """Return the fields by folded head, as they were put last; None for a column left out."""
    kept = work.session.scalars(
        select(ImportMapping).filter_by(kind=kind.value).order_by(ImportMapping.used_at)
    )
    found: dict[str, ImportField | None] = {}
    for each in kept:
        found |= {head: _field(code) for head, code in each.mapping.items()}
    return found


def _field(code: str) -> ImportField | None:
    return next((each for each in ImportField if each.value == code), None)
