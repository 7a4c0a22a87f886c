"""Survey rounds: opened, filled, closed and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import SurveyResult
from rehabdesk.services.activities.sums import Window
from rehabdesk.services.bin.throwing import bring_back, throw_away
from rehabdesk.services.models.facts import (
    DayInFuture,
    DayRequired,
)
from rehabdesk.services.models.survey_looks import RoundView, list_rounds, read_round
from rehabdesk.services.models.surveys import (
    ClassUnchanged,
    EndBeforeBeginning,
    Finding,
    RoundFacts,
    RoundIsClosed,
    RoundNameRequired,
    SomeNotSeen,
    clear_findings,
    close_round,
    note_findings,
    open_round,
    reopen_round,
)
from rehabdesk.services.office import Office
from rehabdesk.services.teams.changes import Made, take_back
from tests.builders import NOW
from tests.services.models.scene import Scene, a_scene, person

TODAY = NOW.date()
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
ON = date(2026, 11, 2)


@pytest.fixture
def scene(office: Office) -> Scene:
    return a_scene(office)


def made(office: Office, act: Callable[..., Made], **told: Any) -> Made:
    return office.do(partial(act, **told)).result


@pytest.fixture
def around(scene: Scene) -> int:
    facts = RoundFacts("Rà soát quý IV/2026", date(2026, 11, 1), "KH 55/KH-UBND")
    return made(scene.office, open_round, facts=facts).row_id


def seen(scene: Scene, around: int) -> RoundView:
    return scene.office.look(partial(read_round, round_id=around))


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (RoundFacts(" ", TODAY), RoundNameRequired),
        (RoundFacts("Đợt", None), DayRequired),
        (RoundFacts("Đợt", date(2027, 1, 1)), DayInFuture),
    ],
)
def test_a_round_has_a_name_and_a_day(
    office: Office, facts: RoundFacts, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        office.do(partial(open_round, facts=facts))
    assert office.look(list_rounds) == []


def test_everybody_followed_is_listed_by_hamlet(scene: Scene, around: int) -> None:
    view = seen(scene, around)
    assert [(row.hamlet, row.name) for row in view.rows] == [
        ("Thôn Thượng", "Trần Văn An"),
        ("Thôn Thượng", "Đỗ Văn Dứa"),
        ("Thôn Hạ", "Lê Thị Bưởi"),
        ("Thôn Hạ", "Hà Văn Đào"),
        ("Thôn Đồng Bến", "Phạm Văn Cam"),
        ("Thôn Đồng Bến", "Vũ Văn Ổi"),
    ]
    assert (view.unseen, view.row.seen, view.sums) == (6, 0, ())


def test_six_with_files_here_as_692_in_the_province(scene: Scene, around: int) -> None:
    """Row 61 (N01 + U01): each person once; who moved away counts no more."""
    assert seen(scene, around).with_files == 6
    person(scene.office, "Người tự khai", 2, EpisodeKind.USER_MANAGED)
    view = seen(scene, around)
    declared = next(row for row in view.rows if row.name == "Người tự khai")
    assert (view.with_files, declared.is_new) == (7, True)
    for who, result in (
        (declared.person_id, SurveyResult.SELF_DECLARED),
        (scene.persons[0], SurveyResult.MOVED),
    ):
        made(scene.office, note_findings, order=Finding(around, (who,), result))
    view = seen(scene, around)
    assert view.with_files == 6
    assert view.sums == ((SurveyResult.SELF_DECLARED, 1), (SurveyResult.MOVED, 1))


def test_a_changed_class_says_before_and_after(scene: Scene, around: int) -> None:
    office, who = scene.office, scene.persons[3]
    before = "Đang quản lý người sử dụng"
    for after in ("", before):
        order = Finding(around, (who,), SurveyResult.CHANGED_CLASS, kind_after=after)
        with pytest.raises(ClassUnchanged):
            office.do(partial(note_findings, order=order))
    assert seen(scene, around).unseen == 6
    order = replace(order, kind_after="Cai nghiện bắt buộc", words="Có quyết định Tòa án")
    done = made(office, note_findings, order=order)
    row = next(each for each in seen(scene, around).rows if each.person_id == who)
    assert (row.kind_before, row.changed, row.words) == (before, order.kind_after, order.words)
    again = made(office, note_findings, order=Finding(around, (who,), SurveyResult.UNCHANGED))
    row = next(each for each in seen(scene, around).rows if each.person_id == who)
    assert (row.result, row.changed) == (SurveyResult.UNCHANGED, "")
    for each in (again, done):
        office.do(partial(take_back, made=each))
    assert seen(scene, around).unseen == 6


def test_several_at_once_cleared_closed_and_opened_again(scene: Scene, around: int) -> None:
    office = scene.office
    made(office, note_findings, order=Finding(around, scene.persons[:4], SurveyResult.UNCHANGED))
    made(office, clear_findings, round_id=around, person_ids=scene.persons[:1])
    view = seen(scene, around)
    assert (view.unseen, view.sums) == (3, ((SurveyResult.UNCHANGED, 3),))
    with pytest.raises(EndBeforeBeginning):
        made(office, close_round, round_id=around, on=date(2026, 10, 1), unseen=3)
    close = partial(close_round, round_id=around, on=TODAY, unseen=view.unseen)
    with pytest.raises(SomeNotSeen) as doubt:
        office.do(close)
    office.do(close, confirmed=frozenset({doubt.value.key}))
    assert len(seen(scene, around).rows) == 3
    order = Finding(around, scene.persons[:1], SurveyResult.UNCHANGED)
    with pytest.raises(RoundIsClosed):
        office.do(partial(note_findings, order=order))
    made(office, reopen_round, round_id=around)
    assert seen(scene, around).unseen == 3


def test_a_round_comes_back_from_the_bin_with_its_findings(scene: Scene, around: int) -> None:
    office = scene.office
    order = Finding(around, scene.persons[:2], SurveyResult.IMPROVED)
    made(office, note_findings, order=order)
    before = seen(scene, around)
    thrown = office.do(partial(throw_away, kind="survey_round", subject_id=around)).result
    assert office.look(list_rounds) == []
    office.do(partial(bring_back, item_id=thrown.item_id))
    assert seen(scene, around) == before
