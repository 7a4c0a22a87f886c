"""The models as a list, and one of them with everybody in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.teamwork.models import CareModel, CareModelPerson
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.teamwork.care import number_words, share_words
from rehabdesk.domain.teamwork.codes import ModelKind, ModelState
from rehabdesk.services.models.counting import Improvement, ModelCount, count_models, lines_on
from rehabdesk.services.models.counting import improvement_of as _improvement_of
from rehabdesk.services.models.facts import ModelFacts
from rehabdesk.services.models.founding import facts_of, find_model
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names


@dataclass(frozen=True, slots=True)
class ModelRow:
    """`persons` and `members` are those of the day asked for."""

    id: int
    version: int
    facts: ModelFacts
    hamlet: str
    until_on: date | None
    end_reason: str
    end_paper: str
    is_in_book: bool  # its paper is one of ours
    decision_id: int | None
    persons: int
    members: int
    improvement: Improvement | None
    is_running: bool
    last_state: ModelState | None
    last_year: int | None

    @property
    def state(self) -> str:
        if self.until_on is not None:
            return f"Đã dừng {self.until_on:%d/%m/%Y}"
        if self.last_state is None:
            return "Đang hoạt động"
        return f"{self.last_state.label} ({self.last_year})"


@dataclass(frozen=True, slots=True)
class MemberRow:
    id: int
    volunteer_id: int | None
    name: str
    role: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: int
    person_id: int
    name: str
    hamlet: str
    from_on: date
    until_on: date | None
    words: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    id: int
    year: int
    state: ModelState
    on: date
    words: str
    figures: Mapping[str, Any]
    recorded_by: str

    @property
    def improved(self) -> str:
        improved, base = self.figures.get("improved"), self.figures.get("persons", 0)
        if improved is None:
            return ""
        told = f"{number_words(improved)}/{number_words(base)}"
        share = share_words(improved, base)
        return f"{told} ({share})" if share else told


@dataclass(frozen=True, slots=True)
class ModelView:
    row: ModelRow
    members: tuple[MemberRow, ...]
    persons: tuple[PersonRow, ...]
    reviews: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class ModelList:
    on: date
    rows: tuple[ModelRow, ...]
    counts: tuple[ModelCount, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the dialogs of this page offer."""

    today: date
    hamlets: tuple[tuple[int, str], ...]
    volunteers: tuple[tuple[int, str], ...]
    points: tuple[tuple[int, str], ...]  # counselling points, those that run first


# Looks


def list_models(work: Work, on: date) -> ModelList:
    """Return every model with its figures of a day: those that run first, by name."""
    work.require(Right.READ_FILES)
    asked = (
        select(CareModel)
        .order_by(CareModel.name, CareModel.id)
        .options(
            selectinload(CareModel.members),
            selectinload(CareModel.persons),
            selectinload(CareModel.reviews),
        )
    )
    rows = [_row(work, model, on) for model in work.session.scalars(asked)]
    rows.sort(key=lambda row: not row.is_running)
    return ModelList(on, tuple(rows), count_models(work, on))


def read_model(work: Work, model_id: int, on: date) -> ModelView:
    work.require(Right.READ_FILES)
    model = find_model(work, model_id)
    names = Names(work)
    return ModelView(
        _row(work, model, on),
        tuple(
            MemberRow(
                each.id,
                each.volunteer_id,
                each.volunteer.full_name if each.volunteer else each.full_name,
                each.role,
                each.from_on,
                each.until_on,
            )
            for each in model.members
        ),
        tuple(_person(names, each) for each in model.persons),
        tuple(
            ReviewRow(
                each.id,
                each.year,
                each.state,
                each.on,
                each.words,
                each.figures,
                each.recorded_by,
            )
            for each in reversed(model.reviews)
        ),
    )


def read_choices(work: Work) -> Choices:
    work.require(Right.READ_FILES)
    hamlets = work.session.execute(
        select(Hamlet.id, Hamlet.name).where(Hamlet.is_active).order_by(Hamlet.id)
    )
    volunteers = work.session.execute(
        select(Volunteer.id, Volunteer.full_name)
        .where(Volunteer.serves_until.is_(None) | (Volunteer.serves_until >= work.today))
        .order_by(Volunteer.name_order)
    )
    points = work.session.execute(
        select(CareModel.id, CareModel.name)
        .where(CareModel.kind == ModelKind.COUNSELLING_POINT)
        .order_by(CareModel.until_on.is_not(None), CareModel.name)
    )
    return Choices(
        work.today,
        tuple((row.id, row.name) for row in hamlets),
        tuple((row.id, row.full_name) for row in volunteers),
        tuple((row.id, row.name) for row in points),
    )


def _row(work: Work, model: CareModel, on: date) -> ModelRow:
    ends = model.until_on
    last = model.reviews[-1] if model.reviews else None
    return ModelRow(
        model.id,
        model.version,
        facts_of(model),
        model.hamlet.name if model.hamlet else "",
        ends,
        model.end_reason,
        model.end_paper,
        model.decision_id is not None,
        model.decision_id,
        len({line.person_id for line in lines_on(model, on)}),
        sum(
            each.from_on <= on and (each.until_on is None or each.until_on >= on)
            for each in model.members
        ),
        _improvement_of(work, [model], on),
        model.from_on <= on and (ends is None or ends >= on),
        last.state if last else None,
        last.year if last else None,
    )


def _person(names: Names, line: CareModelPerson) -> PersonRow:
    person = line.person
    is_close = names.is_close(person.id)
    return PersonRow(
        line.id,
        person.id,
        names.of(person.id, person.full_name, person.birth),
        "" if is_close or person.hamlet is None else person.hamlet.name,
        line.from_on,
        line.until_on,
        "" if is_close else line.words,
    )
