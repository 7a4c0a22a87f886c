"""Kinds of activities: the delivered ones with the office's own and its changes laid over."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from rehabdesk.catalog.teamwork.activity_kinds import load_activity_kinds
from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.teamwork.activities import (
    Activity,
    ActivityFigure,
    ActivityKind,
)
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import TeamTask
from rehabdesk.domain.teamwork.kinds import OCCASIONS, Delivered, Kind, Measure
from rehabdesk.domain.text import fold
from rehabdesk.services.editing import Sides, require_version
from rehabdesk.services.office import Work


class NoSuchKind(Refusal):
    field = "kind"

    def __init__(self) -> None:
        super().__init__("Chưa chọn loại hoạt động. Chọn một loại trong danh sách.")


class KindNeedsName(Refusal):
    field = "name"

    def __init__(self) -> None:
        super().__init__("Loại hoạt động chưa có tên. Gõ tên, ví dụ “Hội nghị chuyên đề”.")


class KindTwice(Refusal):
    field = "name"

    def __init__(self, name: str) -> None:
        super().__init__(f"Đã có loại “{name}”. Gõ tên khác.")


class KindNeedsMeasure(Refusal):
    field = "measures"

    def __init__(self) -> None:
        super().__init__("Loại hoạt động chưa có số liệu nào. Chọn ít nhất một.")


class KindInUse(Refusal):
    """A measure that figures were typed for stays."""

    field = "measures"

    def __init__(self, measure: str) -> None:
        super().__init__(
            f"Số liệu “{measure}” đã ghi ở các hoạt động cũ nên không bỏ được. Chưa đổi gì."
        )


@dataclass(frozen=True, slots=True)
class KeepKind:
    """A kind as the office wants it; without a code it is a new one."""

    code: str
    name: str
    short_name: str
    unit: str
    measures: tuple[str, ...]
    task: TeamTask | None = None
    has_attendance: bool = False
    is_active: bool = True
    place: int = 0
    version: int = 0


KIND_LABELS = {
    "name": "Tên",
    "short_name": "Tên ngắn",
    "unit": "Một lần là",
    "measures": "Số liệu phải ghi",
    "task": "Nhiệm vụ của đội",
    "has_attendance": "Đánh dấu đội viên có mặt",
    "is_active": "Đang dùng",
}


def as_kept(kind: Kind) -> KeepKind:
    """Return a kind as the form that keeps it would have it unchanged."""
    return KeepKind(
        kind.code,
        kind.name,
        kind.short_name,
        kind.unit,
        tuple(each.code for each in kind.measures),
        kind.task,
        kind.has_attendance,
        kind.is_active,
        version=kind.version,
    )


# Looks


def delivered_kinds(work: Work) -> Delivered:
    return load_activity_kinds(work.resources.folder / "activity_kinds.toml")


def read_kinds(work: Work, *, all_kinds: bool = False) -> tuple[Kind, ...]:
    """Return the kinds in use, in the office's order; `all_kinds` adds those put away."""
    delivered = delivered_kinds(work)
    kinds = {kind.code: kind for kind in delivered.kinds}
    for row in work.session.scalars(select(ActivityKind)):
        kinds[row.code] = _kind_of(row, kinds.get(row.code))
    shown = sorted(kinds.values(), key=lambda kind: (kind.place, fold(kind.name)))
    return tuple(kind for kind in shown if kind.is_active or all_kinds)


def kinds_by_code(work: Work) -> dict[str, Kind]:
    """Return every kind, those put away too: old activities still have their names."""
    return {kind.code: kind for kind in read_kinds(work, all_kinds=True)}


# Acts


def keep_kind(work: Work, order: KeepKind) -> Kind:
    """Keep a kind of the office's own, or a change of a delivered one."""
    work.require(Right.KEEP_TEAM)
    known = kinds_by_code(work)
    before = known.get(order.code)
    _require_whole(order, known)
    _require_kept(work, before, order)
    row = work.session.scalars(select(ActivityKind).filter_by(code=order.code)).first()
    if row is None:
        row = ActivityKind(code=order.code or _new_code(known))
    else:
        kept = order if before is None else as_kept(before)
        require_version(row, order.version, Sides(work, kept, order, KIND_LABELS))
    row.name, row.short_name = order.name.strip(), order.short_name.strip() or order.name.strip()
    row.task, row.unit = order.task, order.unit.strip() or "lần"
    row.has_attendance, row.is_active = order.has_attendance, order.is_active
    row.place = order.place or (before.place if before else _last_place(known))
    row.measures = _measures(work, order)
    work.session.add(row)
    work.record("activity_kind.kept", row, name=row.name, used="có" if row.is_active else "không")
    return _kind_of(row, before)


def order_kinds(work: Work, codes: tuple[str, ...]) -> None:
    """Put the kinds into this order."""
    work.require(Right.KEEP_TEAM)
    rows = {row.code: row for row in work.session.scalars(select(ActivityKind))}
    for code, kind in kinds_by_code(work).items():
        place = (codes.index(code) + 1) * 10 if code in codes else kind.place
        if place == kind.place:
            continue
        row = rows.get(code) or _row_of(kind)
        row.place = place
        work.session.add(row)
    work.record("activity_kind.ordered", None, order=", ".join(codes))


def _require_whole(order: KeepKind, known: dict[str, Kind]) -> None:
    if not order.name.strip():
        raise KindNeedsName
    if not order.measures:
        raise KindNeedsMeasure
    wanted = fold(order.name.strip())
    if any(fold(each.name) == wanted and each.code != order.code for each in known.values()):
        raise KindTwice(order.name.strip())


def _require_kept(work: Work, before: Kind | None, order: KeepKind) -> None:
    for measure in before.measures if before else ():
        if measure.code in order.measures:
            continue
        used = (
            select(ActivityFigure.id)
            .join(Activity, Activity.id == ActivityFigure.activity_id)
            .where(Activity.kind == order.code, ActivityFigure.measure == measure.code)
        )
        if work.session.scalar(used.limit(1)) is not None:
            raise KindInUse(measure.name)


def _measures(work: Work, order: KeepKind) -> dict[str, dict[str, str]]:
    known = {each.code: each for each in delivered_kinds(work).measures}
    told = {}
    for code in order.measures:
        measure = known[code]
        unit = order.unit.strip() or measure.unit
        is_occasions = code == OCCASIONS
        told[code] = {
            "name": f"Số {unit}" if is_occasions else measure.name,
            "unit": unit if is_occasions else measure.unit,
        }
    return told


def _new_code(known: dict[str, Kind]) -> str:
    number = 1
    while f"own_{number}" in known:
        number += 1
    return f"own_{number}"


def _last_place(known: dict[str, Kind]) -> int:
    return max((kind.place for kind in known.values()), default=0) + 10


def _row_of(kind: Kind) -> ActivityKind:
    return ActivityKind(
        code=kind.code,
        name=kind.name,
        short_name=kind.short_name,
        task=kind.task,
        unit=kind.unit,
        measures={each.code: {"name": each.name, "unit": each.unit} for each in kind.measures},
        has_attendance=kind.has_attendance,
        is_active=kind.is_active,
        place=kind.place,
    )


def _kind_of(row: ActivityKind, delivered: Kind | None) -> Kind:
    known = delivered.by_code if delivered else {}
    measures = tuple(
        replace(known[code], name=told["name"], unit=told["unit"])
        if code in known
        else Measure(code, told["name"], told["unit"])
        for code, told in row.measures.items()
    )
    return Kind(
        row.code,
        row.name,
        row.short_name,
        row.task,
        row.unit,
        measures,
        row.has_attendance,
        row.is_active,
        row.place,
        is_delivered=delivered is not None and delivered.is_delivered,
        version=row.version or 0,
    )
