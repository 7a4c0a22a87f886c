"""What was paid in a window: for reports, by role and by list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.teamwork.helping import AllowanceLine, AllowanceList
from rehabdesk.domain.teamwork.codes import AllowanceKind, AllowanceState
from rehabdesk.services.office import Work


@dataclass(frozen=True, slots=True)
class PaidSum:
    kind: AllowanceKind
    role: str
    persons: int
    months: int  # lines with money: one a person and month
    amount: int


# Looks


def paid_between(work: Work, from_on: date, until_on: date) -> tuple[PaidSum, ...]:
    """Sum what was paid on these days, both included, by list and role."""
    work.require(Right.READ_FILES)
    rows = work.session.execute(
        select(
            AllowanceList.kind,
            AllowanceLine.role,
            func.count(AllowanceLine.volunteer_id.distinct()),
            func.count(AllowanceLine.id),
            func.sum(AllowanceLine.amount),
        )
        .join(AllowanceLine.allowance_list)
        .where(
            AllowanceList.state == AllowanceState.PAID,
            AllowanceList.paid_on.between(from_on, until_on),
            AllowanceLine.amount > 0,
        )
        .group_by(AllowanceList.kind, AllowanceLine.role)
        .order_by(AllowanceList.kind, func.sum(AllowanceLine.amount).desc())
    )
    return tuple(PaidSum(*row) for row in rows)
