"""Plans: the papers that set targets, with their scans."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from rehabdesk.domain.codes import FileKind, Right
from rehabdesk.domain.records.reporting.targets import Plan, PlanTarget
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.services.cabinet.files import keep_scan, pages_of
from rehabdesk.services.editing import Sides, require_version, told_changes
from rehabdesk.services.office import Work
from rehabdesk.services.targets.facts import PlanFacts, PlanGone, require_plan_whole
from rehabdesk.services.teams.changes import Changes, Made

LABELS = {
    "name": "Tên kế hoạch",
    "issuer": "Nơi giao",
    "short_name": "Gọi tắt",
    "number": "Số",
    "on": "Ngày",
    "from_year": "Từ năm",
    "until_year": "Đến năm",
    "note": "Ghi chú",
}
Scan = tuple[str, bytes]


class NoPlanScan(Refusal):
    def __init__(self) -> None:
        super().__init__("Kế hoạch này chưa có bản quét. Bấm Sửa kế hoạch để đính kèm.")


@dataclass(frozen=True, slots=True)
class PlanRow:
    id: int
    version: int
    facts: PlanFacts
    scan_name: str = ""
    targets: int = 0  # without the parts they are spread to

    @property
    def words(self) -> str:
        """Name it as the targets do: "UBND tỉnh, KH 41"."""
        return given_by(self.facts.issuer, self.facts.short_name, self.facts.number)


# Acts


def add_plan(work: Work, facts: PlanFacts, scan: Scan | None = None) -> Made:
    """Write down the paper that sets targets."""
    work.require(Right.KEEP_REPORTS)
    require_plan_whole(facts)
    plan = Plan(recorded_by=work.actor.name, recorded_at=work.now)
    _write(work, plan, facts, scan)
    changes = Changes(work)
    changes.make(plan)
    work.record("plan.added", plan, name=plan.name, number=plan.number or None)
    return Made(plan.id, f"thêm {plan.name}", changes.kept())


def correct_plan(
    work: Work, plan_id: int, version: int, facts: PlanFacts, scan: Scan | None = None
) -> Made:
    """Put a plan right; a scan given now takes the place of the one before."""
    work.require(Right.KEEP_REPORTS)
    plan = plan_record(work, plan_id)
    before = facts_of(plan)
    require_version(plan, version, Sides(work, before, facts, LABELS))
    require_plan_whole(facts)
    changes = Changes(work)
    changes.note(plan)
    _write(work, plan, facts, scan)
    work.session.flush()
    changed = told_changes(before, facts_of(plan), LABELS)
    if scan is not None:
        changed["Bản quét"] = scan[0]
    work.record("plan.corrected", plan, **{"name": plan.name, **changed})
    return Made(plan.id, f"sửa {plan.name}", changes.kept())


# Looks


def list_plans(work: Work, year: int | None = None) -> tuple[PlanRow, ...]:
    """Return the plans that reach into a year, or all; the latest first."""
    work.require(Right.EXPORT_LISTS)
    asked = select(Plan).order_by(Plan.until_year.desc(), Plan.from_year.desc(), Plan.id.desc())
    if year is not None:
        asked = asked.where(Plan.from_year <= year, Plan.until_year >= year)
    counted = (
        select(PlanTarget.plan_id, func.count())
        .where(PlanTarget.parent_id.is_(None))
        .group_by(PlanTarget.plan_id)
    )
    counts = {plan_id: int(count) for plan_id, count in work.session.execute(counted)}
    return tuple(
        PlanRow(
            each.id,
            each.version,
            facts_of(each),
            each.file.name if each.file else "",
            counts.get(each.id, 0),
        )
        for each in work.session.scalars(asked)
    )


def read_plan_scan(work: Work, plan_id: int) -> tuple[str, bytes]:
    work.require(Right.EXPORT_LISTS)
    kept = plan_record(work, plan_id).file
    if kept is None:
        raise NoPlanScan
    return kept.name, pages_of(kept.media_type, kept.content)


def plan_record(work: Work, plan_id: int | None) -> Plan:
    plan = work.session.get(Plan, plan_id) if plan_id is not None else None
    if plan is None:
        raise PlanGone
    return plan


def facts_of(plan: Plan) -> PlanFacts:
    return PlanFacts(
        plan.name,
        plan.issuer,
        plan.from_year,
        plan.until_year,
        plan.short_name,
        plan.number,
        plan.on,
        plan.note,
    )


def given_by(issuer: str, short_name: str, number: str) -> str:
    return ", ".join(part for part in (issuer, short_name or number) if part)


def _write(work: Work, plan: Plan, facts: PlanFacts, scan: Scan | None) -> None:
    plan.name, plan.issuer = clean(facts.name), clean(facts.issuer)
    plan.short_name, plan.number = clean(facts.short_name), clean(facts.number)
    plan.on, plan.note = facts.on, clean_lines(facts.note)
    plan.from_year, plan.until_year = facts.from_year, facts.until_year
    if scan is not None:
        plan.file = keep_scan(work, FileKind.ATTACHMENT, *scan)
