"""Which hamlets a member looks after today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from rehabdesk.domain.records.teamwork.bodies import TeamArea
from rehabdesk.services.office import Work
from rehabdesk.services.teams.looks import runs_on

# Looks


def areas_of(work: Work, volunteer_ids: Collection[int]) -> dict[int, str]:
    found: dict[int, list[str]] = defaultdict(list)
    for each in work.session.scalars(
        select(TeamArea)
        .where(
            TeamArea.volunteer_id.in_(volunteer_ids),
            runs_on(work.today, TeamArea.from_on, TeamArea.until_on),
        )
        .options(selectinload(TeamArea.hamlet))
        .order_by(TeamArea.id)
    ):
        if each.hamlet.name not in found[each.volunteer_id]:
            found[each.volunteer_id].append(each.hamlet.name)
    return {volunteer_id: ", ".join(names) for volunteer_id, names in found.items()}


def area_words(work: Work, volunteer_id: int) -> str:
    return areas_of(work, (volunteer_id,)).get(volunteer_id, "")
