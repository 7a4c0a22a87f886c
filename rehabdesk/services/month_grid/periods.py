"""Several months of a team added up by member: hours, occasions, training (F63)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rehabdesk.domain.codes import Right
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import TeamRole
from rehabdesk.domain.teamwork.month_cells import Counted
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.month_grid.reading import read_month
from rehabdesk.services.month_grid.sheet import MemberRow, MonthSheet, proposed
from rehabdesk.services.office import Work
from rehabdesk.services.rights.own_team import require_team

TRAINING = "training"
_MOST_MONTHS = 24
_RANK = {role: place for place, role in enumerate(TeamRole)}


class PeriodImpossible(Refusal):
    def __init__(self) -> None:
        super().__init__(f"Chỉ cộng từ 1 đến {_MOST_MONTHS} tháng một lần. Chọn kỳ ngắn hơn.")


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """What one member did from the first month to the last, as the sheets count it."""

    volunteer_id: int
    name: str
    role: str
    hamlet: str
    months: int  # in which the member served
    sessions: int
    trainings: int
    visits: int
    talks: int
    patrols: int
    tips: int
    hours: int


# Looks


def read_period(work: Work, team_id: int, first: Month, last: Month) -> tuple[PeriodRow, ...]:
    """Add the sheets of some months up: every member who served in one of them until today."""
    require_team(work, team_id, Right.READ_FILES)
    if first > (today := Month.of(work.today)):
        return ()
    last = min(last, today) if first <= last else last
    months = [first]
    while months[-1] < last and len(months) <= _MOST_MONTHS:
        months.append(months[-1].on(1))
    if last < first or len(months) > _MOST_MONTHS:
        raise PeriodImpossible
    sums: dict[int, Counter[str]] = {}
    known: dict[int, MemberRow] = {}
    for month in months:
        sheet = read_month(work, team_id, month)
        for member in sheet.members:
            known[member.volunteer_id] = member
            _add(sums.setdefault(member.volunteer_id, Counter()), sheet, member)
    rows = [_row(known[each], counted) for each, counted in sums.items()]
    return tuple(sorted(rows, key=lambda row: _RANK[known[row.volunteer_id].role]))


def _add(counted: Counter[str], sheet: MonthSheet, member: MemberRow) -> None:
    who = member.volunteer_id
    present = [each for each in sheet.sessions if (who, each.activity_id) in sheet.cells]
    counted["months"] += 1
    counted["sessions"] += len(present)
    counted["trainings"] += sum(each.kind == TRAINING for each in present)
    for column in Counted:
        typed = sheet.cells.get((who, column))
        counted[column.value] += proposed(sheet, who, column, present) if typed is None else typed


def _row(member: MemberRow, counted: Counter[str]) -> PeriodRow:
    return PeriodRow(
        member.volunteer_id,
        member.name,
        member.role.label,
        member.hamlet,
        counted["months"],
        counted["sessions"],
        counted["trainings"],
        *(counted[column.value] for column in Counted),
    )
