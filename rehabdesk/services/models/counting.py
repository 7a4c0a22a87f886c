"""Models in force on a day, the persons in them, and who of them changed for the better."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.teamwork.helping import BodyTest
from rehabdesk.domain.records.teamwork.models import CareModel, CareModelPerson
from rehabdesk.domain.teamwork.care import (
    TESTED_CRITERION,
    Tested,
    is_improved,
    number_words,
    share_words,
)
from rehabdesk.domain.teamwork.codes import ModelKind
from rehabdesk.services.models.visits import VisitCount, count_visits_of
from rehabdesk.services.office import Work
from rehabdesk.services.rights.bound import is_out_of_reach
from rehabdesk.services.secrecy.names import Names
from rehabdesk.services.teams.looks import runs_on

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Improvement:
    """M03 and its base, with what counts printed beside it (S12, S13)."""

    improved: int
    base: int
    criterion: str
    is_computed: bool
    told_on: date | None = None  # where it was typed at a review

    @property
    def ratio(self) -> str:
        return share_words(self.improved, self.base)

    @property
    def words(self) -> str:
        told = f"{number_words(self.improved)}/{number_words(self.base)} người ({self.ratio})"
        how = "" if self.told_on is None else f", theo đánh giá ngày {self.told_on:%d/%m/%Y}"
        return f"{told}{how}" if self.base else "chưa có ai"


@dataclass(frozen=True, slots=True)
class ModelCount:
    """One name of a model: in how many places it runs (M01), whom it helps (M02), how (M03)."""

    kind: ModelKind
    models: int
    pilots: int
    persons: int
    improvement: Improvement | None
    visits: VisitCount | None = None  # M04, of counselling points, from the year's first day


@dataclass(frozen=True, slots=True)
class Helped:
    """Somebody in a model on the day counted; `improved` is None for who may not know."""

    id: int  # of the line
    person_id: int
    name: str
    hamlet: str
    model: str
    kind: ModelKind
    from_on: date
    improved: bool | None


# Looks


def count_models(work: Work, on: date) -> tuple[ModelCount, ...]:
    """Count the models in force on a day, by kind; somebody in two models is one person."""
    work.require(Right.READ_FILES)
    by_kind: dict[ModelKind, list[CareModel]] = defaultdict(list)
    for model in models_on(work, on):
        by_kind[model.kind].append(model)
    return tuple(
        ModelCount(
            kind,
            len(by_kind[kind]),
            sum(each.is_pilot for each in by_kind[kind]),
            len({line.person_id for model in by_kind[kind] for line in lines_on(model, on)}),
            improvement_of(work, by_kind[kind], on),
            count_visits_of(work, None, date(on.year, 1, 1), on)
            if kind is ModelKind.COUNSELLING_POINT
            else None,
        )
        for kind in ModelKind
        if by_kind[kind]
    )


def list_helped(work: Work, on: date, model_id: int | None = None) -> list[Helped]:
    """Name the persons behind the figure; how their tests came out is for few."""
    work.require(Right.READ_FILES)
    models = [each for each in models_on(work, on) if model_id in {None, each.id}]
    lines = [line for model in models for line in lines_on(model, on)]
    may_know = work.actor.may(Right.READ_TESTS)
    computed = [line for line in lines if line.model.kind is ModelKind.COMMUNITY_CARE]
    better = _improved_lines(work, computed, on) if may_know else frozenset()
    names = Names(work)
    rows = []
    for line in lines:
        person = line.person
        is_tested = may_know and line.model.kind is ModelKind.COMMUNITY_CARE
        rows.append(
            Helped(
                line.id,
                person.id,
                names.of(person.id, person.full_name, person.birth),
                person.hamlet.name if person.hamlet else "",
                line.model.name,
                line.model.kind,
                line.from_on,
                line.id in better if is_tested and not names.is_close(person.id) else None,
            )
        )
    return rows


def models_on(work: Work, on: date) -> Sequence[CareModel]:
    asked = (
        select(CareModel)
        .where(runs_on(on, CareModel.from_on, CareModel.until_on))
        .order_by(CareModel.name, CareModel.id)
        .options(
            selectinload(CareModel.persons).selectinload(CareModelPerson.person),
            selectinload(CareModel.reviews),
        )
    )
    return work.session.scalars(asked).all()


def lines_on(model: CareModel, on: date) -> list[CareModelPerson]:
    return [
        line
        for line in model.persons
        if line.from_on <= on and (line.until_on is None or line.until_on >= on)
    ]


def improvement_of(work: Work, models: Sequence[CareModel], on: date) -> Improvement | None:
    """Compute it where tests decide; else take what the last reviews say, with their base."""
    lines = [
        line
        for model in models
        if model.kind is ModelKind.COMMUNITY_CARE
        for line in lines_on(model, on)
    ]
    if lines and is_out_of_reach(work, "body_test"):
        return None
    if lines:
        better = _improved_lines(work, lines, on)
        improved = {line.person_id for line in lines if line.id in better}
        base = {line.person_id for line in lines}
        criteria = dict.fromkeys(line.model.criterion or TESTED_CRITERION for line in lines)
        return Improvement(len(improved), len(base), "; ".join(criteria), is_computed=True)
    told = [found for model in models if (found := _last_told(model, on)) is not None]
    if not told:
        return None
    figures = [each for _, each in told]
    return Improvement(
        sum(each["improved"] for each in figures),
        sum(each["persons"] for each in figures),
        "; ".join(dict.fromkeys(each["criterion"] for each in figures if each["criterion"])),
        is_computed=False,
        told_on=max(day for day, _ in told),
    )


def _last_told(model: CareModel, on: date) -> tuple[date, Mapping[str, Any]] | None:
    """Return the figures of the last review up to a day that says how many changed."""
    told = [
        each for each in model.reviews if each.on <= on and each.figures.get("improved") is not None
    ]
    if not told:
        return None
    last = max(told, key=lambda each: (each.on, each.year))
    return last.on, last.figures


def _improved_lines(work: Work, lines: Collection[CareModelPerson], on: date) -> frozenset[int]:
    tests = _tests_of(work, sorted({line.person_id for line in lines}), on)
    return frozenset(
        line.id for line in lines if is_improved(line.from_on, on, tests.get(line.person_id, ()))
    )


def _tests_of(work: Work, person_ids: Sequence[int], until: date) -> Mapping[int, Sequence[Tested]]:
    found: dict[int, list[Tested]] = defaultdict(list)
    for start in range(0, len(person_ids), _AT_ONCE):
        asked = select(BodyTest.person_id, BodyTest.on, BodyTest.result).where(
            BodyTest.person_id.in_(person_ids[start : start + _AT_ONCE]), BodyTest.on <= until
        )
        for person_id, day, result in work.session.execute(asked):
            found[person_id].append((day, result))
    return found
