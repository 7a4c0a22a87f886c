"""Group F and T19: money paid to who helps, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select

from rehabdesk.domain.records.teamwork.helping import AllowanceLine, AllowanceList
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.teamwork.codes import AllowanceKind, AllowanceState
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.indicators.counting import Counting, Rule
from rehabdesk.services.indicators.members import Member, NearMiss

_LISTS = {
    AllowanceKind.TEAM: "Đội công tác xã hội tình nguyện",
    AllowanceKind.HELPERS: "Người được phân công",
}


def _paid(counting: Counting, window: Window) -> Iterator[Member]:
    return _named(counting, _paid_within(window))


def _sum_paid(counting: Counting, window: Window) -> Value:
    return _summed(counting, _paid_within(window))


def _owed(counting: Counting, window: Window) -> Iterator[Member]:
    return _named(counting, _owed_for(window))


def _sum_owed(counting: Counting, window: Window) -> Value:
    return _summed(counting, _owed_for(window))


_Where = tuple[ColumnElement[bool], ...]


def _paid_within(window: Window) -> _Where:
    return (
        AllowanceList.state == AllowanceState.PAID,
        AllowanceList.paid_on.between(window.first, window.last),
        AllowanceLine.amount > 0,
    )


def _owed_for(window: Window) -> _Where:
    """Mean the signed lists of those months whose last day lies in the window."""
    return (
        AllowanceList.kind == AllowanceKind.HELPERS,
        AllowanceList.state != AllowanceState.DRAFT,
        AllowanceList.month.between(*_months(window)),
        AllowanceLine.amount > 0,
    )


def _months(window: Window) -> tuple[int, int]:
    last = Month.of(window.last)
    ended = last if last.last == window.last else last.on(-1)
    return Month.of(window.first).number, ended.number


def _named(counting: Counting, where: _Where) -> Iterator[Member]:
    rows = counting.work.session.execute(
        select(
            AllowanceLine.id,
            AllowanceLine.full_name,
            AllowanceLine.role,
            AllowanceLine.amount,
            AllowanceLine.reason,
            AllowanceList.kind,
            AllowanceList.month,
            AllowanceList.paid_on,
        )
        .join(AllowanceLine.allowance_list)
        .where(*where)
        .order_by(AllowanceList.month, AllowanceList.id, AllowanceLine.place)
    )
    for row in rows:
        paid = f"chi ngày {row.paid_on:%d/%m/%Y}" if row.paid_on else "chưa chi"
        words = (row.role, _month(row.month), row.reason, paid)
        yield Member(
            MemberKind.MONEY,
            row.id,
            row.full_name,
            " · ".join(word for word in words if word),
            row.paid_on,
            amount=row.amount,
            parts=((Breakdown.KIND, _LISTS[row.kind]),),
        )


def _summed(counting: Counting, where: _Where) -> Value:
    asked = select(func.sum(AllowanceLine.amount)).join(AllowanceLine.allowance_list).where(*where)
    return Value(int(counting.work.session.scalar(asked) or 0))


def _unpaid(counting: Counting, window: Window) -> Iterator[NearMiss]:
    """Name the lists of the window's months that have not been paid within it."""
    for row in _lists(counting, window, frozenset(AllowanceKind)):
        if not window.holds(row.paid_on):
            told = f"{row.state.label}, chưa ghi chi"
            if row.paid_on is not None:
                told = f"Chi ngày {row.paid_on:%d/%m/%Y}, ngoài kỳ"
            yield NearMiss(None, f"{_LISTS[row.kind]}, {_month(row.month)}", None, told)


def _unsigned(counting: Counting, window: Window) -> Iterator[NearMiss]:
    for row in _lists(counting, window, frozenset({AllowanceKind.HELPERS})):
        if row.state is AllowanceState.DRAFT:
            yield NearMiss(None, f"Bảng {_month(row.month)}", None, "Đang lập, chưa ký")


def _lists(counting: Counting, window: Window, kinds: frozenset[AllowanceKind]) -> Iterable[Any]:
    months = Month.of(window.first).number, Month.of(window.last).number
    return counting.work.session.execute(
        select(AllowanceList.kind, AllowanceList.month, AllowanceList.state, AllowanceList.paid_on)
        .where(AllowanceList.kind.in_(kinds), AllowanceList.month.between(*months))
        .order_by(AllowanceList.month, AllowanceList.id)
    )


def _month(month: int) -> str:
    return f"tháng {month % 100:02d}/{month // 100}"


RULES: Mapping[str, Rule] = {
    "T19": Rule(_paid, _unpaid, _sum_paid),
    "F02": Rule(_owed, _unsigned, _sum_owed),
}
