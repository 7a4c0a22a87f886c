"""What plans ask of a team: the parts spread to it, beside the targets it hands to its members.

The page of teams asks here; what counts is read only then.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.services.office import Work
from rehabdesk.services.rights.own_team import require_team


def read_team_parts(work: Work, team_id: int, from_on: date, until_on: date) -> tuple[str, ...]:
    """Say each part spread to a team whose time touches a period, and how far it is reached.

    "Buổi tuyên truyền (UBND xã, KH 12): giao 5 buổi, đã đạt 3, đủ nếu giữ đà này".
    """
    from rehabdesk.domain.records.reporting.targets import PlanTarget
    from rehabdesk.services.indicators.counting import Counting
    from rehabdesk.services.targets.keeping import target_told
    from rehabdesk.services.targets.sheet import row_of

    require_team(work, team_id, Right.READ_FILES)
    asked = (
        select(PlanTarget)
        .where(
            PlanTarget.team_id == team_id,
            PlanTarget.from_on <= until_on,
            PlanTarget.until_on >= from_on,
        )
        .order_by(PlanTarget.until_on, PlanTarget.name)
    )
    counting, told = Counting(work), []
    for record in work.session.scalars(asked):
        row = row_of(counting, target_told(record))
        facts, words = row.target.facts, row.forecast.words
        amount = f"{row.target.amount_words} {facts.unit}".strip()
        told.append(
            f"{facts.name} ({row.target.given_by}): giao {amount}, đã đạt {row.reached_words}, "
            f"{words[:1].lower()}{words[1:]}"
        )
    return tuple(told)
