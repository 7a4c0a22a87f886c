"""Commitments in a person's file: its part of them, and its lines in what has happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import column, select, table

from rehabdesk.services.happened.line import TimelineItem
from rehabdesk.services.office import Work
from rehabdesk.services.pledges.rows import PledgeRow

_PLEDGE = table("pledge", column("id"), column("person_id"))  # no record is loaded for it


# Looks


def read_of_file(work: Work, person_id: int) -> tuple[PledgeRow, ...]:
    """Return what a person signed, the last first; many have signed nothing."""
    asked = select(_PLEDGE.c.id).where(_PLEDGE.c.person_id == person_id).limit(1)
    if work.session.execute(asked).first() is None:
        return ()
    from rehabdesk.services.pledges.looks import pledges_of

    return pledges_of(work, person_id)


def pledge_items(rows: Iterable[PledgeRow]) -> Iterator[TimelineItem]:
    """Tell when each was signed, and when it ended; one signed at a meeting stands there."""
    for row in rows:
        facts = row.facts
        who = "" if facts.by.value == "person" else f"{facts.by.label} "
        if facts.contact_id is None and facts.on is not None:
            copy = "Có bản đã ký" if row.has_copy else "Chưa có bản đã ký"
            told = " · ".join(part for part in (copy, facts.words.replace("\n", " ")) if part)
            title = f"{who}ký cam kết"
            title = f"{title[:1].upper()}{title[1:]}"
            yield TimelineItem(facts.on, "Cam kết", title, told, row.recorded_by)
        if facts.ended_on is not None:
            yield TimelineItem(
                facts.ended_on,
                "Cam kết",
                f"Bản cam kết ngày {facts.on:%d/%m/%Y} không còn hiệu lực",
                facts.end_words,
                row.recorded_by,
            )
