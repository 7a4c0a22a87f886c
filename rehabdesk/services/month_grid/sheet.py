"""What the month sheet holds, as frozen values: rows, columns, ticks, counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rehabdesk.domain.teamwork.codes import TeamRole
from rehabdesk.domain.teamwork.kinds import Kind
from rehabdesk.domain.teamwork.month_cells import Counted
from rehabdesk.domain.teamwork.months import Month

TALK, PATROL = "talk", "patrol"  # the kinds whose ticks propose a count
_HOUR = 60


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody who came without being of the team (người dự ngoài đội)."""

    name: str
    unit: str = ""


Subject = int | WalkIn  # a volunteer's id, or who came from outside
Column = int | Counted  # an activity's id, or what is counted
Place = tuple[Subject, Column]
Value = int | None  # a tick is 1; a count nobody typed is None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Who served on any day of the month; `serves` are stretches, both days still of it."""

    volunteer_id: int
    name: str
    role: TeamRole
    hamlet: str
    serves: tuple[tuple[date, date | None], ...]

    def serves_on(self, day: date) -> bool:
        return any(begin <= day and (until is None or day <= until) for begin, until in self.serves)


@dataclass(frozen=True, slots=True)
class SessionColumn:
    """An occasion at which members are ticked."""

    activity_id: int
    version: int
    kind: str
    name: str
    short_name: str
    on: date
    minutes: int | None = None
    place: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """What is on record of a member in the month besides ticks: proposed where nobody typed."""

    visits: int = 0
    tips: int = 0
    minutes: int = 0  # of the visits


@dataclass(frozen=True, slots=True)
class MonthSheet:
    team_id: int
    team: str
    month: Month
    today: date
    members: tuple[MemberRow, ...] = ()
    walk_ins: tuple[WalkIn, ...] = ()
    sessions: tuple[SessionColumn, ...] = ()
    cells: Mapping[Place, int] = field(default_factory=dict)  # ticks and typed counts
    noted: Mapping[int, Noted] = field(default_factory=dict)
    kinds: tuple[Kind, ...] = ()  # of which a session can be
    may_keep: bool = False


_NOTHING = Noted()


def proposed(
    sheet: MonthSheet, subject: Subject, column: Column, present: list[SessionColumn]
) -> int:
    """Count what the records say for a counted cell, with the sessions somebody is ticked at."""
    if not isinstance(subject, int):
        return 0
    noted = sheet.noted.get(subject, _NOTHING)
    if column is Counted.HOURS:
        minutes = noted.minutes + sum(each.minutes or 0 for each in present)
        return (minutes + _HOUR // 2) // _HOUR
    kinds = [each.kind for each in present]
    told = {
        Counted.VISITS: noted.visits,
        Counted.TIPS: noted.tips,
        Counted.TALKS: kinds.count(TALK),
        Counted.PATROLS: kinds.count(PATROL),
    }
    return told.get(column, 0) if isinstance(column, Counted) else 0
