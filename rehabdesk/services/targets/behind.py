"""Who stands behind what is reached of a target: the same panel as behind a figure of a report."""

from __future__ import annotations

from rehabdesk.domain.codes import Right
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.behind import Behind
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.office import Work
from rehabdesk.services.targets.facts import Target
from rehabdesk.services.targets.keeping import target_record, target_told
from rehabdesk.services.targets.reached import measured, members_of, reach, reached_words


class NobodyBehind(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” không có danh sách phía sau: số đã đạt là số gõ tay. "
            "Bấm Ghi số đã đạt để xem hoặc gõ số mới."
        )


# Acts


def open_target(work: Work, target_id: int) -> Behind:
    """Open the names behind what is reached of a target, and leave the line that says who did."""
    behind = read_target_behind(work, target_id)
    told = f"{behind.title} ({behind.window.dashed})"
    work.record("figure.opened", None, code=behind.indicator.code, figure=told)
    return behind


# Looks


def read_target_behind(work: Work, target_id: int) -> Behind:
    work.require(Right.EXPORT_LISTS)
    target = target_told(target_record(work, target_id))
    counting = Counting(work)
    name = _name(target)
    if not measured(counting, target):
        raise NobodyBehind(name)
    found, members = members_of(counting, target)
    told = reached_words(target, reach(counting, target, counting.today))
    total = Value(sum(each.amount for each in members))
    rule = found.indicator.rule.rstrip(".")
    return Behind(
        str(target.id),
        ColumnRole.NOW,
        f"{name}: {told}",
        f"{rule}. Số liệu {found.window.words}.",
        found.indicator,
        found.window,
        None if found.value is None else total,
        members,
        found.near if target.parent_id is None else (),
        found.remark,
    )


def _name(target: Target) -> str:
    return f"{target.facts.name}, {target.whose}" if target.whose else target.facts.name
