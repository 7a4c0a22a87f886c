"""Handing targets out, spreading them over the members, and taking that back.

They are choices of the office, kept by team under a key of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.office import OfficeSetting
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.teamwork.kinds import grouped
from rehabdesk.services.office import Work
from rehabdesk.services.team_targets.measured import list_measured

KEY = "team_targets:"
MOST = 10**12


class NothingMeasured(Refusal):
    field = "what"

    def __init__(self) -> None:
        super().__init__("Chọn chỉ tiêu về việc gì.")


class AmountImpossible(Refusal):
    field = "amount"

    def __init__(self) -> None:
        super().__init__("Chỉ tiêu là số lớn hơn 0. Gõ lại số giao.")


class HandedTwice(Refusal):
    field = "what"

    def __init__(self, name: str) -> None:
        super().__init__(f"Kỳ này đã giao “{name}”. Sửa dòng đó thay vì thêm dòng nữa.")


class ChangedMeanwhile(Refusal):
    def __init__(self) -> None:
        super().__init__("Chỉ tiêu này vừa được người khác sửa. Chưa đổi gì. Xem lại rồi sửa tiếp.")


class SharesDiffer(NeedsConfirmation):
    def __init__(self, shared: int, amount: int) -> None:
        super().__init__(
            f"Số chia cho đội viên cộng lại là {grouped(shared)}, chỉ tiêu của đội là "
            f"{grouped(amount)}. Vẫn giao như vậy?"
        )


@dataclass(frozen=True, slots=True)
class Target:
    """What a team is to reach in a period; `shares` is each member's part."""

    period: str  # the code of a TargetPeriod
    what: str  # the code of a Measured
    amount: int
    shares: Mapping[int, int] = field(default_factory=dict)

    @property
    def shared(self) -> int:
        return sum(self.shares.values())


@dataclass(frozen=True, slots=True)
class KeepTarget:
    """`before` is what the screen read; None for one that is new, `after` None for none left."""

    team_id: int
    before: Target | None
    after: Target | None


@dataclass(frozen=True, slots=True)
class Kept:
    name: str
    back: KeepTarget


# Acts


def keep_target(work: Work, order: KeepTarget) -> Kept:
    """Hand a target out, change it, or take it off; the answer takes that back."""
    work.require(Right.KEEP_TEAM)
    chosen = order.after or order.before
    if chosen is None:
        raise NothingMeasured
    targets = read_targets(work, order.team_id)
    known = {each.code: each for each in list_measured(work, all_kinds=True)}
    name = known[chosen.what].name if chosen.what in known else chosen.what
    if order.before is not None:
        if order.before not in targets:
            raise ChangedMeanwhile
        targets.remove(order.before)
    if order.after is not None:
        if order.after.what not in known:
            raise NothingMeasured
        _require_whole(work, order.after, name, targets)
        targets.append(order.after)
    setting = _write(work, order.team_id, targets)
    work.record("team_target.kept", setting, **_told(order, name))
    return Kept(name, KeepTarget(order.team_id, order.after, order.before))


def spread_evenly(amount: int, members: Sequence[int]) -> dict[int, int]:
    """Share an amount out so that the parts differ by one at most and add up to the whole."""
    if not members:
        return {}
    least, over = divmod(amount, len(members))
    return {each: least + (place < over) for place, each in enumerate(members)}


# Looks


def read_targets(work: Work, team_id: int) -> list[Target]:
    value = work.session.scalar(select(OfficeSetting.value).filter_by(key=f"{KEY}{team_id}"))
    return [
        Target(
            each["period"],
            each["what"],
            each["amount"],
            {int(member): share for member, share in each["shares"].items()},
        )
        for each in (value or {}).get("value", ())
    ]


def _require_whole(work: Work, target: Target, name: str, others: Sequence[Target]) -> None:
    if not 0 < target.amount <= MOST or any(share < 0 for share in target.shares.values()):
        raise AmountImpossible
    if any((each.period, each.what) == (target.period, target.what) for each in others):
        raise HandedTwice(name)
    if target.shares and target.shared != target.amount:
        work.unless_confirmed(SharesDiffer(target.shared, target.amount))


def _write(work: Work, team_id: int, targets: Sequence[Target]) -> OfficeSetting:
    key = f"{KEY}{team_id}"
    setting = work.session.scalars(select(OfficeSetting).filter_by(key=key)).first()
    if setting is None:
        setting = OfficeSetting(key, {})
        work.session.add(setting)
    kept = [
        {
            "period": each.period,
            "what": each.what,
            "amount": each.amount,
            "shares": {str(member): share for member, share in each.shares.items() if share},
        }
        for each in targets
    ]
    setting.value = {"value": kept}
    work.session.flush()
    return setting


def _told(order: KeepTarget, name: str) -> dict[str, object]:
    was = order.before.amount if order.before else "–"
    now = order.after.amount if order.after else "–"
    period = (order.after or order.before or Target("", "", 0)).period
    return {"team": order.team_id, "period": period, name: f"{was} → {now}"}
