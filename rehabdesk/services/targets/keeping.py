"""Targets: set, corrected, told how far they are reached, copied to another year, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from rehabdesk.domain.codes import Right
from rehabdesk.domain.dates import add_months
from rehabdesk.domain.records.reporting.targets import Plan, PlanTarget
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.targets import years_of
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.settling.three_way import Keyed
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.services.editing import Sides, require_version, told_changes
from rehabdesk.services.office import Work
from rehabdesk.services.targets.facts import (
    PlanFacts,
    Reached,
    Target,
    TargetFacts,
    TargetGone,
    require_target_whole,
)
from rehabdesk.services.targets.plans import add_plan, given_by, plan_record
from rehabdesk.services.teams.changes import ChangedAfterwards, Changes, Made, revert

_YEAR = 12  # months
_LABELS = {
    "name": "Chỉ tiêu",
    "amount": "Được giao",
    "code": "Mã số liệu",
    "base_code": "Trên tổng số",
    "unit": "Đơn vị",
    "rule": "Cách tính",
    "from_on": "Từ ngày",
    "until_on": "Hạn",
    "note": "Ghi chú",
}
FORM_LABELS = {"plan_id": "Kế hoạch", **_LABELS, "is_per_cent": "Giao theo %"}
REACHED_LABELS = {"reached": Keyed("Số đã đạt", lambda day: f"{day:%d/%m/%Y}")}


class NothingToCopy(Refusal):
    def __init__(self, year: int) -> None:
        super().__init__(f"Năm {year} không có chỉ tiêu nào để chép. Bấm Thêm chỉ tiêu.")


class ReachedMissing(Refusal):
    field = "reached"

    def __init__(self) -> None:
        super().__init__("Chưa có số đã đạt. Gõ số; chưa làm được gì thì gõ 0.")


class ReachedInFuture(Refusal):
    field = "reached_on"

    def __init__(self, today: date) -> None:
        super().__init__(f"Ngày không được sau hôm nay ({today:%d/%m/%Y}). Sửa ngày.")


class IsCounted(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” do phần mềm đếm từ hồ sơ và sổ hoạt động, không gõ tay. "
            "Ghi việc còn thiếu vào sổ."
        )


class UsedSince(Refusal):
    def __init__(self, *, is_again: bool) -> None:
        verb = "làm lại" if is_again else "hoàn tác"
        super().__init__(f"Chỉ tiêu này đã được sửa tiếp sau đó nên chưa {verb}. Chưa đổi gì.")


# Acts


def add_target(work: Work, facts: TargetFacts) -> Made:
    """Set a target, last in its list."""
    work.require(Right.KEEP_REPORTS)
    plan = plan_record(work, facts.plan_id)
    window = require_target_whole(work, facts)
    last = work.session.scalar(select(func.max(PlanTarget.place)))
    target = PlanTarget(
        plan=plan, place=(last or 0) + 1, recorded_by=work.actor.name, recorded_at=work.now
    )
    _write(target, facts, window)
    changes = Changes(work)
    changes.make(target)
    work.session.flush()
    told = target_told(target).amount_words
    work.record("plan_target.added", target, name=target.name, amount=told, until=target.until_on)
    return Made(target.id, f"thêm chỉ tiêu “{target.name}”", changes.kept())


def add_with_plan(work: Work, plan: PlanFacts, facts: TargetFacts) -> Made:
    """Write down the paper and the first target it sets; both are taken back together."""
    paper = add_plan(work, plan)
    made = add_target(work, replace(facts, plan_id=paper.row_id))
    both = {**paper.kept["made"], **made.kept["made"]}
    return Made(made.row_id, made.title, {**made.kept, "made": both})


def correct_target(work: Work, target_id: int, version: int, facts: TargetFacts) -> Made:
    """Put a target right; its parts follow in what they are measured by and when."""
    work.require(Right.KEEP_REPORTS)
    target = target_record(work, target_id)
    before = facts_of(target)
    require_version(target, version, Sides(work, before, facts, FORM_LABELS))
    window = require_target_whole(work, facts)
    changes = Changes(work)
    for each in (target, *target.parts):
        changes.note(each)
    if target.parent_id is None:
        target.plan = plan_record(work, facts.plan_id)
    _write(target, facts, window)
    for part in target.parts:
        _write(part, replace(facts, amount=facts_of(part).amount, note=part.note), window)
        part.plan = target.plan
    work.session.flush()
    changed = told_changes(_told(before), _told(facts_of(target)), _LABELS)
    work.record("plan_target.corrected", target, **{"name": target.name, **changed})
    return Made(target.id, f"sửa chỉ tiêu “{target.name}”", changes.kept())


def note_reached(work: Work, target_id: int, version: int, on: date | None, value: Value) -> Made:
    """Write down how far a target nothing measures is reached on a day."""
    work.require(Right.KEEP_REPORTS)
    target = target_record(work, target_id)
    day = on or work.today
    kept = Reached(target_told(target).reached)
    typed = Reached({**kept.reached, day: value})
    require_version(target, version, Sides(work, kept, typed, REACHED_LABELS))
    if day > work.today:
        raise ReachedInFuture(work.today)
    if value.amount < 0:
        raise ReachedMissing
    changes = Changes(work)
    changes.note(target)
    told = {"amount": value.amount, "decimals": value.decimals}
    target.reached = {**target.reached, day.isoformat(): told}
    work.record("plan_target.reached_noted", target, name=target.name, value=value.words, on=day)
    return Made(target.id, f"ghi số đã đạt của “{target.name}”", changes.kept())


def copy_targets(work: Work, from_year: int, to_year: int) -> Made:
    """Set the targets of one year for another: same amounts and parts, days moved by the years.

    A plan that reaches into that year goes on; any other is written down anew without its number.
    """
    work.require(Right.KEEP_REPORTS)
    wanted = [
        each for each in targets_of(work, from_year) if years_of(_window(each))[-1] == from_year
    ]
    if not wanted:
        raise NothingToCopy(from_year)
    changes, years = Changes(work), to_year - from_year
    plans: dict[int, Plan] = {}
    for each in wanted:
        if each.plan_id not in plans:
            plans[each.plan_id] = _plan_for(work, each.plan, to_year, years, changes)
        made = _copy(work, each, plans[each.plan_id], years)
        changes.make(made)
        for part in each.parts:
            copied = _copy(work, part, plans[each.plan_id], years)
            copied.parent = made
            changes.make(copied)
    work.session.flush()
    count = len(wanted)
    work.record("plan_target.copied", None, year=to_year, of=from_year, count=count)
    return Made(0, f"chép {count} chỉ tiêu từ năm {from_year}", changes.kept())


def take_target_back(work: Work, made: Made, *, is_again: bool = False) -> Made:
    """Undo one of these acts, or do it once more after that; return what undoes this in turn."""
    work.require(Right.KEEP_REPORTS)
    try:
        kept = revert(work, made.kept)
    except ChangedAfterwards:
        raise UsedSince(is_again=is_again) from None
    act = "plan_target.done_again" if is_again else "plan_target.taken_back"
    work.record(act, None, what=made.title)
    return replace(made, kept=kept)


# What the others here share


def target_record(work: Work, target_id: int) -> PlanTarget:
    target = work.session.get(PlanTarget, target_id)
    if target is None:
        raise TargetGone
    return target


def targets_of(work: Work, year: int) -> list[PlanTarget]:
    """Return the targets of a year in their order, without the parts."""
    asked = (
        select(PlanTarget)
        .where(
            PlanTarget.parent_id.is_(None),
            PlanTarget.from_on <= date(year, 12, 31),
            PlanTarget.until_on >= date(year, 1, 1),
        )
        .options(joinedload(PlanTarget.plan))
        .order_by(PlanTarget.place, PlanTarget.id)
    )
    return [each for each in work.session.scalars(asked) if year in years_of(_window(each))]


def target_told(target: PlanTarget) -> Target:
    plan = target.plan
    whose = target.unit_name
    if target.hamlet is not None:
        whose = target.hamlet.name
    elif target.team is not None:
        whose = target.team.name
    return Target(
        target.id,
        target.version,
        target.plan_id,
        facts_of(target),
        _window(target),
        given_by(plan.issuer, plan.short_name, plan.number),
        target.parent_id,
        target.hamlet_id,
        target.team_id,
        whose,
        {
            date.fromisoformat(day): Value(told["amount"], told["decimals"])
            for day, told in sorted(target.reached.items())
        },
    )


def facts_of(target: PlanTarget) -> TargetFacts:
    return TargetFacts(
        target.plan_id,
        target.name,
        Value(target.amount, target.decimals),
        target.from_on,
        target.until_on,
        target.code,
        target.base_code,
        target.unit,
        target.rule,
        target.is_per_cent,
        target.note,
    )


def _write(target: PlanTarget, facts: TargetFacts, window: Window) -> None:
    target.name, target.unit = clean(facts.name), clean(facts.unit)
    target.code = facts.code
    target.base_code = facts.base_code if facts.is_per_cent else ""
    target.rule, target.is_per_cent = facts.rule, facts.is_per_cent
    target.amount, target.decimals = facts.amount.amount, facts.amount.decimals
    target.from_on, target.until_on = window.first, window.last
    target.note = clean_lines(facts.note)


def _window(target: PlanTarget) -> Window:
    return Window(target.from_on, target.until_on)


def _plan_for(work: Work, plan: Plan, year: int, years: int, changes: Changes) -> Plan:
    if plan.until_year >= year:
        return plan
    known = select(Plan).filter_by(from_year=plan.from_year + years, issuer=plan.issuer)
    name = plan.name.replace(str(plan.until_year), str(plan.until_year + years))
    for each in work.session.scalars(known):
        if each.name == name:
            return each
    made = Plan(
        name=name,
        issuer=plan.issuer,
        from_year=plan.from_year + years,
        until_year=plan.until_year + years,
        recorded_by=work.actor.name,
        recorded_at=work.now,
    )
    changes.make(made)
    return made


def _copy(work: Work, target: PlanTarget, plan: Plan, years: int) -> PlanTarget:
    facts = facts_of(target)
    window = Window(
        add_months(target.from_on, _YEAR * years), add_months(target.until_on, _YEAR * years)
    )
    made = PlanTarget(
        plan=plan,
        place=target.place,
        hamlet_id=target.hamlet_id,
        team_id=target.team_id,
        unit_name=target.unit_name,
        recorded_by=work.actor.name,
        recorded_at=work.now,
    )
    _write(made, facts, window)
    return made


def _told(facts: TargetFacts) -> SimpleNamespace:
    """Say a target as the trail does."""
    share = "%" if facts.is_per_cent else ""
    told = {name: getattr(facts, name) for name in _LABELS}
    return SimpleNamespace(**{**told, "amount": f"{facts.amount.words}{share}"})
