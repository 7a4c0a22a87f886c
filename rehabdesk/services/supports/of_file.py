"""Supports in a person's file: its part of them, and its lines in what has happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import column, select, table

from rehabdesk.services.happened.line import TimelineItem
from rehabdesk.services.office import Work
from rehabdesk.services.supports.rows import SupportRow

_SUPPORT = table("support", column("id"), column("person_id"))  # no record is loaded for it


# Looks


def read_of_file(work: Work, person_id: int) -> tuple[SupportRow, ...]:
    """Return what a person gets, the planned first, then the newest; few have anything."""
    asked = select(_SUPPORT.c.id).where(_SUPPORT.c.person_id == person_id).limit(1)
    if work.session.execute(asked).first() is None:
        return ()
    from rehabdesk.services.supports.looks import supports_of

    rows = supports_of(work, person_id).rows
    return tuple(sorted(rows, key=lambda row: not row.course.is_planned))


def support_items(rows: Iterable[SupportRow]) -> Iterator[TimelineItem]:
    """Tell every step of every support on its day."""
    for row in rows:
        for step in row.steps:
            told = (row.source if row.source not in row.what else "", step.fact.words)
            yield TimelineItem(
                step.fact.on,
                "Hỗ trợ",
                f"{row.what}: {step.told[:1].lower()}{step.told[1:]}",
                " · ".join(part.replace("\n", " ") for part in told if part),
                step.recorded_by,
                support_id=row.id,
            )
