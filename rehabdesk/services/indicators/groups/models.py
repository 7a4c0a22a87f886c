"""Group M: models that run, whom they help, who of these changed for the better, who came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.teamwork.models import CareModel, CareModelPerson, CounsellingVisit
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value, decimal_words
from rehabdesk.domain.teamwork.codes import ModelKind
from rehabdesk.services.indicators.counting import Counting, Rule
from rehabdesk.services.indicators.members import Member, NearMiss
from rehabdesk.services.indicators.people import Seen, roll
from rehabdesk.services.models.counting import improvement_of, lines_on, list_helped, models_on
from rehabdesk.services.rights.bound import is_out_of_reach
from rehabdesk.services.secrecy.names import Names, hidden
from rehabdesk.services.teams.looks import runs_on


def _running(counting: Counting, window: Window) -> Sequence[CareModel]:
    return counting.once(("models", window.last), lambda: models_on(counting.work, window.last))


# Models and points


def _models(counting: Counting, window: Window) -> Iterator[Member]:
    """Name the hamlets with a model of their own, or the commune where no hamlet has one."""
    places: dict[int | None, list[CareModel]] = {}
    for model in _running(counting, window):
        places.setdefault(model.hamlet_id, []).append(model)
    if len(places) > 1:
        places.pop(None, None)
    for several in places.values():
        model = several[0]
        where = model.hamlet.name if model.hamlet else "Toàn xã"
        told = "; ".join(_named(each) for each in several)
        parts = ((Breakdown.KIND, model.kind.label), (Breakdown.HAMLET, where))
        yield Member(MemberKind.MODEL, model.id, where, told, model.from_on, parts=parts)


def _units(counting: Counting, window: Window) -> Iterator[Member]:
    """Name what may have a model: every hamlet, or the commune where no hamlet has one."""
    rows = counting.work.session.execute(
        select(Hamlet.id, Hamlet.name).where(Hamlet.is_active).order_by(Hamlet.id)
    )
    running = _running(counting, window)
    if running and all(model.hamlet_id is None for model in running):
        yield Member(MemberKind.UNIT, 0, "Toàn xã", "Mô hình chung của toàn xã")
        return
    for row in rows:
        yield Member(MemberKind.UNIT, row.id, row.name, "Đang hoạt động")


def _count_models(counting: Counting, window: Window) -> Value:
    found = len(list(_models(counting, window)))
    return Value(found, base=len(list(_units(counting, window))))


def _points(counting: Counting, window: Window) -> Iterator[Member]:
    for model in _running(counting, window):
        if model.kind is ModelKind.COUNSELLING_POINT:
            yield Member(MemberKind.MODEL, model.id, model.name, _named(model), model.from_on)


def _count_points(counting: Counting, window: Window) -> Value:
    asked = select(func.count(CareModel.id)).where(
        CareModel.kind == ModelKind.COUNSELLING_POINT,
        runs_on(window.last, CareModel.from_on, CareModel.until_on),
    )
    return Value(counting.work.session.scalar(asked) or 0)


def _named(model: CareModel) -> str:
    told = f"{model.name} · từ {model.from_on:%d/%m/%Y}"
    paper = model.decision.full_number if model.decision else model.paper
    return f"{told} · {paper}" if paper else told


def _ended(counting: Counting, window: Window) -> Iterator[NearMiss]:
    rows = counting.work.session.scalars(
        select(CareModel)
        .where(CareModel.until_on.between(window.first, window.last))
        .where(CareModel.until_on < window.last)
        .order_by(CareModel.until_on, CareModel.id)
    )
    for model in rows:
        yield NearMiss(None, model.name, None, f"Đã dừng ngày {model.until_on:%d/%m/%Y}")


# Persons in models


def _persons(counting: Counting, window: Window) -> Iterator[Member]:
    lines_of: dict[int, list[CareModelPerson]] = {}
    for model in _running(counting, window):
        for line in lines_on(model, window.last):
            lines_of.setdefault(line.person_id, []).append(line)
    seen = (
        Seen(
            person_id,
            "; ".join(f"{each.model.name} từ {each.from_on:%d/%m/%Y}" for each in lines),
            lines[0].from_on,
            ((Breakdown.KIND, lines[0].model.kind.label),),
        )
        for person_id, lines in lines_of.items()
    )
    yield from roll(counting).members(seen, window.last)


def _count_persons(counting: Counting, window: Window) -> Value:
    asked = (
        select(func.count(CareModelPerson.person_id.distinct()))
        .join(CareModel, CareModel.id == CareModelPerson.model_id)
        .where(
            runs_on(window.last, CareModel.from_on, CareModel.until_on),
            runs_on(window.last, CareModelPerson.from_on, CareModelPerson.until_on),
        )
    )
    return Value(counting.work.session.scalar(asked) or 0)


def _improved(counting: Counting, window: Window) -> Iterator[Member]:
    """Name who changed for the better, to whom tests may be told; else the models with a sum."""
    found = improvement_of(counting.work, _running(counting, window), window.last)
    if found is None or not found.improved:
        return
    helped = list_helped(counting.work, window.last) if found.is_computed else []
    better = {each.person_id: each for each in helped if each.improved}
    if counting.work.actor.may(Right.READ_TESTS):
        seen = (
            Seen(
                person_id,
                f"{each.model} từ {each.from_on:%d/%m/%Y}",
                each.from_on,
                ((Breakdown.KIND, each.kind.label),),
            )
            for person_id, each in better.items()
        )
        yield from roll(counting).members(seen, window.last)
    else:
        better = {}
    if left := found.improved - len(better):
        told = f"{left} người, không nêu tên"
        if found.told_on is not None:
            told = f"Theo đánh giá ngày {found.told_on:%d/%m/%Y}"
        yield Member(MemberKind.MODEL, 0, "Các mô hình", told, found.told_on, amount=left)


def _improved_number(counting: Counting, window: Window) -> Value | None:
    found = improvement_of(counting.work, _running(counting, window), window.last)
    if found is None and is_out_of_reach(counting.work, "body_test"):
        return None  # kept from whoever asks, it is no nought
    return Value(found.improved if found is not None else 0)


def _improved_remark(counting: Counting, window: Window) -> str:
    found = improvement_of(counting.work, _running(counting, window), window.last)
    if found is None:
        return ""
    base = decimal_words(Value(found.base).number)
    told = f"trên {base} người được xét"
    return f"{told}; {found.criterion}" if found.criterion else told


# Visits of counselling points

_Visitor = tuple[Any, ...]


def _visitors(counting: Counting, window: Window) -> Mapping[_Visitor, list[Any]]:
    """Return the visits of everybody who came; the same word of a point is the same person."""
    rows = counting.work.session.execute(
        select(
            CounsellingVisit.id,
            CounsellingVisit.on,
            CounsellingVisit.model_id,
            CounsellingVisit.person_id,
            CounsellingVisit.visitor,
            CareModel.name,
        )
        .join(CareModel, CareModel.id == CounsellingVisit.model_id)
        .where(CounsellingVisit.on.between(window.first, window.last))
        .order_by(CounsellingVisit.on, CounsellingVisit.id)
    )
    found: dict[_Visitor, list[Any]] = {}
    for row in rows:
        found.setdefault(_visitor(row.person_id, row.model_id, row.visitor), []).append(row)
    return found


def _visitor(person_id: int | None, model_id: int, visitor: str) -> _Visitor:
    return (person_id,) if person_id else (model_id, visitor.casefold())


def _came(counting: Counting, window: Window) -> Iterator[Member]:
    is_plain, known = Names(counting.work).is_plain(None), roll(counting).known
    for several in _visitors(counting, window).values():
        row = several[0]
        told = f"{row.name} · {len(several)} lượt, lần đầu {row.on:%d/%m/%Y}"
        who = known.get(row.person_id)
        if who is None:
            name = row.visitor if is_plain else hidden(row.visitor)
            yield Member(MemberKind.VISIT, row.id, name, told, row.on)
        else:
            yield Member(MemberKind.VISIT, row.id, who.name, told, row.on, who.id, who.birth_year)


def _count_came(counting: Counting, window: Window) -> Value:
    rows = counting.work.session.execute(
        select(CounsellingVisit.person_id, CounsellingVisit.model_id, CounsellingVisit.visitor)
        .where(CounsellingVisit.on.between(window.first, window.last))
        .distinct()
    )
    return Value(len({_visitor(*row) for row in rows}))


RULES: Mapping[str, Rule] = {
    "M01": Rule(_models, _ended, _count_models),
    "M01y": Rule(_units),
    "M02": Rule(_persons, None, _count_persons),
    "M03": Rule(_improved, None, _improved_number, remark=_improved_remark),
    "M04": Rule(_points, _ended, _count_points),
    "M04n": Rule(_came, None, _count_came),
}
