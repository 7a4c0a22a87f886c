"""A commune with a model, a counselling point, persons in several hamlets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.domain.teamwork.codes import ModelKind
from rehabdesk.services.models.facts import ModelFacts
from rehabdesk.services.models.founding import add_persons, found_model
from rehabdesk.services.office import Office
from rehabdesk.services.people.intake import EpisodeFacts, TakeIn, take_in
from tests.again import built_once
from tests.builders import RESOURCES, a_person

BEGUN = date(2026, 1, 5)
NAMES = ("Trần Văn An", "Lê Thị Bưởi", "Phạm Văn Cam", "Đỗ Văn Dứa", "Hà Văn Đào", "Vũ Văn Ổi")


@dataclass(frozen=True)
class Scene:
    office: Office
    care: int
    point: int
    persons: tuple[int, ...]


def model_facts(kind: ModelKind = ModelKind.COMMUNITY_CARE, **facts: Any) -> ModelFacts:
    values: dict[str, Any] = {
        "name": "Mô hình thôn Hạ",
        "on": BEGUN,
        "paper": "số 128/KH-UBND ngày 08/03/2022",
    }
    return ModelFacts(kind, **(values | facts))


def person(office: Office, name: str, hamlet_id: int | None, kind: EpisodeKind) -> int:
    """Take somebody in who is under a kind of management."""
    order = TakeIn(a_person(full_name=name, hamlet_id=hamlet_id, papers=()), EpisodeFacts(kind))
    act = partial(take_in, order=order)
    return office.do(act, confirmed=frozenset()).result.person_id


def a_scene(office: Office) -> Scene:
    """Three addicted, two users and one after rehabilitation in three hamlets."""
    return Scene(office, *_built(office))


@built_once(RESOURCES)
def _built(office: Office, /) -> tuple[int, int, tuple[int, ...]]:
    kinds = (
        EpisodeKind.REHAB_HOME,
        EpisodeKind.REHAB_HOME,
        EpisodeKind.SUBSTITUTION,
        EpisodeKind.USER_MANAGED,
        EpisodeKind.USER_MANAGED,
        EpisodeKind.POST_REHAB,
    )
    persons = tuple(
        person(office, name, number % 3 + 1, kind)
        for number, (name, kind) in enumerate(zip(NAMES, kinds, strict=True))
    )
    point_facts = model_facts(ModelKind.COUNSELLING_POINT, name="Điểm tư vấn Trạm y tế xã")
    care = office.do(partial(found_model, facts=model_facts())).result.row_id
    point = office.do(partial(found_model, facts=point_facts)).result.row_id
    office.do(partial(add_persons, model_id=care, person_ids=persons[:3], on=BEGUN))
    return care, point, persons
