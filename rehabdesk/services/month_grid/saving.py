"""Saving the sheet: every changed cell in one act, or none of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.teamwork.activities import (
    Activity,
    ActivityAttendance,
    MonthCount,
)
from rehabdesk.domain.records.teamwork.bodies import VolunteerTeam
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.teamwork.month_cells import MOST, Counted
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.activities.kinds import kinds_by_code
from rehabdesk.services.month_grid.reading import read_members, read_sessions
from rehabdesk.services.month_grid.sheet import (
    MemberRow,
    Place,
    SessionColumn,
    Subject,
    Value,
    WalkIn,
)
from rehabdesk.services.office import Work
from rehabdesk.services.rights.own_team import require_team

_COUNTED = {each.value: each for each in Counted}
_TOLD = 6  # cells named in a sentence


class CellsChangedMeanwhile(Refusal):
    """Somebody else saved other values in cells of this sheet since it was read."""

    def __init__(self, places: tuple[Place, ...], told: str) -> None:
        self.places = places
        super().__init__(
            f"Người khác vừa ghi khác ở {told}. Chưa lưu ô nào, không ghi đè gì. "
            "Xem các ô tô vàng, sửa hoặc giữ, rồi lưu lại."
        )


class SessionGone(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Một buổi trong bảng vừa được bỏ hoặc chuyển sang tháng khác. Chưa lưu ô nào. "
            "Xem lại bảng rồi lưu lần nữa."
        )


class NotServing(Refusal):
    def __init__(self, name: str, session: SessionColumn) -> None:
        super().__init__(
            f"{name} không ở trong Đội ngày {session.on:%d/%m/%Y} nên không ghi có mặt được. "
            "Chưa lưu ô nào. Bỏ dấu ở ô đó, hoặc sửa ngày tham gia ở Danh sách đội."
        )


class NotOfTheTeam(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Có người trong bảng không còn ở Đội tháng này. Chưa lưu ô nào. "
            "Xem lại bảng rồi lưu lần nữa."
        )


class TooMany(Refusal):
    def __init__(self) -> None:
        super().__init__(
            f"Số trong bảng tháng từ 0 đến {MOST}. Chưa lưu ô nào. Sửa số rồi lưu lại."
        )


class WalkInNeedsName(Refusal):
    field = "name"

    def __init__(self) -> None:
        super().__init__("Chưa có tên người dự ngoài đội. Gõ họ tên.")


class NotYetHeld(NeedsConfirmation):
    def __init__(self, session: SessionColumn) -> None:
        super().__init__(
            f"Buổi {session.short_name} ngày {session.on:%d/%m/%Y} chưa tới mà đã có dấu có mặt. "
            "Xem lại ngày của buổi."
        )


@dataclass(frozen=True, slots=True)
class CellChange:
    """What stood in a cell when it was read, and what it is to hold."""

    place: Place
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class SaveMonth:
    team_id: int
    month: Month
    changes: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class MonthSaved:
    """How many cells were written, and the order that takes all of it back."""

    cells: int
    back: SaveMonth


# Acts


def save_month(work: Work, order: SaveMonth) -> MonthSaved:
    """Write the changed cells, all of them or none; what another wrote is never overwritten."""
    require_team(work, order.team_id, Right.KEEP_TEAM)
    team = work.session.get_one(VolunteerTeam, order.team_id)
    sheet = _Sheet.read(work, order)
    sheet.require_sound(work, order)
    kept = {change.place: sheet.kept(change.place) for change in order.changes}
    sheet.require_unchanged(order, kept)
    made = [
        change for change in order.changes if kept[change.place] != _value(change, change.after)
    ]
    for change in made:
        sheet.write(work, change)
    _note_activities(work, {each.place[1] for each in made if isinstance(each.place[1], int)})
    work.session.flush()
    ticks = sum(isinstance(change.place[1], int) for change in made)
    work.record(
        "month_grid.saved",
        team,
        month=order.month.words,
        ticks=ticks,
        counts=len(made) - ticks,
        changed=sheet.told(made),
    )
    turned = tuple(replace(one, before=one.after, after=kept[one.place]) for one in made)
    return MonthSaved(len(made), SaveMonth(order.team_id, order.month, turned))


def _note_activities(work: Work, activity_ids: set[int]) -> None:
    """Let whoever corrects one of the occasions meanwhile be told that it has changed."""
    for row in work.session.scalars(select(Activity).where(Activity.id.in_(activity_ids))):
        flag_modified(row, "details")


class _Sheet:
    """The records behind the cells of one order."""

    def __init__(
        self,
        order: SaveMonth,
        members: dict[int, MemberRow],
        sessions: dict[int, SessionColumn],
        attendances: dict[Place, ActivityAttendance],
        counts: dict[Place, MonthCount],
    ) -> None:
        self._order = order
        self._members = members
        self._sessions = sessions
        self._attendances = attendances
        self._counts = counts

    @classmethod
    def read(cls, work: Work, order: SaveMonth) -> _Sheet:
        sessions = read_sessions(work, order.team_id, order.month, kinds_by_code(work))
        wanted = {each.place[1] for each in order.changes if isinstance(each.place[1], int)}
        found = work.session.scalars(
            select(ActivityAttendance).where(ActivityAttendance.activity_id.in_(wanted))
        )
        attendances: dict[Place, ActivityAttendance] = {
            (_who(row), row.activity_id): row for row in found
        }
        counts = work.session.scalars(
            select(MonthCount).filter_by(team_id=order.team_id, month=order.month.number)
        )
        ticked = [who for who, _ in attendances if isinstance(who, int)]
        members = read_members(work, order.team_id, order.month, ticked)
        return cls(
            order,
            {each.volunteer_id: each for each in members},
            {each.activity_id: each for each in sessions},
            attendances,
            {
                (row.volunteer_id, _COUNTED[row.measure]): row
                for row in counts
                if row.measure in _COUNTED
            },
        )

    def kept(self, place: Place) -> Value:
        """Return what is kept for a cell now."""
        if isinstance(place[1], Counted):
            count = self._counts.get(place)
            return None if count is None else count.amount
        row = self._attendances.get(place)
        return int(row is not None and row.is_present)

    def require_sound(self, work: Work, order: SaveMonth) -> None:
        for change in order.changes:
            who, column = change.place
            if isinstance(column, Counted):
                self._require_counted(who, change.after)
            else:
                self._require_tick(work, who, column, change)

    def require_unchanged(self, order: SaveMonth, kept: dict[Place, Value]) -> None:
        """Refuse when a cell holds neither what was read nor what is to be written."""
        lost = tuple(
            change.place
            for change in order.changes
            if kept[change.place]
            not in (_value(change, change.before), _value(change, change.after))
        )
        if lost:
            raise CellsChangedMeanwhile(lost, self._told_cells(lost))

    def write(self, work: Work, change: CellChange) -> None:
        if isinstance(change.place[1], Counted):
            self._write_count(work, change)
        else:
            self._write_tick(work, change)

    def told(self, made: list[CellChange]) -> str:
        return self._told_cells(tuple(each.place for each in made))

    def _require_counted(self, who: Subject, after: Value) -> None:
        if not isinstance(who, int) or who not in self._members:
            raise NotOfTheTeam
        if after is not None and not 0 <= after <= MOST:
            raise TooMany

    def _require_tick(self, work: Work, who: Subject, column: int, change: CellChange) -> None:
        session = self._sessions.get(column)
        if session is None:
            raise SessionGone
        if not change.after:
            return
        if isinstance(who, WalkIn):
            if not who.name:
                raise WalkInNeedsName
        elif who not in self._members:
            raise NotOfTheTeam
        elif not self._members[who].serves_on(session.on):
            raise NotServing(self._members[who].name, session)
        if session.on > work.today:
            work.unless_confirmed(NotYetHeld(session))

    def _write_tick(self, work: Work, change: CellChange) -> None:
        who, activity_id = change.place
        row = self._attendances.get(change.place)
        if change.after and row is not None:
            row.is_present = True
        elif change.after:
            work.session.add(_attendance(who, int(activity_id)))
        elif row is not None and row.minutes is not None:
            row.is_present = False  # what was told of the time stays
        elif row is not None:
            work.session.delete(row)

    def _write_count(self, work: Work, change: CellChange) -> None:
        row = self._counts.get(change.place)
        who, column = change.place
        if change.after is None:
            work.session.delete(row)
        elif row is not None:
            row.amount = change.after
        else:
            work.session.add(
                MonthCount(
                    team_id=self._order.team_id,
                    volunteer_id=who,
                    month=self._order.month.number,
                    measure=str(column),
                    amount=change.after,
                )
            )

    def _told_cells(self, places: tuple[Place, ...]) -> str:
        """Name cells by person and column, the first of many."""
        told = [self._told_cell(*place) for place in places[:_TOLD]]
        more = f" và {len(places) - _TOLD} ô nữa" if len(places) > _TOLD else ""
        return f"{', '.join(told)}{more}"

    def _told_cell(self, who: Subject, column: int | Counted) -> str:
        name = who.name if isinstance(who, WalkIn) else self._members[who].name
        if isinstance(column, Counted):
            return f"{name} cột {column.label}"
        session = self._sessions.get(column)
        return f"{name} buổi {session.on:%d/%m}" if session else name


def _value(change: CellChange, value: Value) -> Value:
    """Return what is compared: a tick that is off is no tick at all."""
    return value if isinstance(change.place[1], Counted) else int(bool(value))


def _who(row: ActivityAttendance) -> Subject:
    if row.volunteer_id is None:
        return WalkIn(row.walk_in, row.walk_in_unit)
    return row.volunteer_id


def _attendance(who: Subject, activity_id: int) -> ActivityAttendance:
    if isinstance(who, WalkIn):
        return ActivityAttendance(
            activity_id=activity_id, walk_in=who.name, walk_in_unit=who.unit, is_present=True
        )
    return ActivityAttendance(activity_id=activity_id, volunteer_id=who, is_present=True)
