"""Models: founded by a paper, run by members, helping persons; counted on a day and reviewed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from rehabdesk.domain.codes import Right, Role
from rehabdesk.domain.daily_codes import Confidentiality
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.helping import BodyTest
from rehabdesk.domain.records.teamwork.models import CareModel, CareModelPerson
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.care import TESTED_CRITERION, is_improved, share_words
from rehabdesk.domain.teamwork.codes import (
    BodyTestGround,
    BodyTestMethod,
    BodyTestResult,
    ModelKind,
    ModelState,
)
from rehabdesk.services.bin.throwing import bring_back, throw_away
from rehabdesk.services.body_tests.facts import Outcome, Sitting
from rehabdesk.services.body_tests.recording import RecordTests, record_tests
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.models.counting import count_models, list_helped
from rehabdesk.services.models.facts import (
    BeforeJoining,
    BeforeTheModel,
    DayInFuture,
    DayRequired,
    InTheModel,
    LeftAlready,
    MemberFacts,
    ModelFacts,
    ModelIsOver,
    ModelPaperRequired,
    MoreThanAll,
    NameRequired,
    NobodyNamed,
    ReasonRequired,
    Review,
    ReviewWithoutYear,
)
from rehabdesk.services.models.founding import (
    add_members,
    add_persons,
    correct_model,
    end_model,
    found_model,
    release_member,
    release_person,
    remove_line,
    reopen_model,
)
from rehabdesk.services.models.looks import ModelView, list_models, read_model
from rehabdesk.services.models.reviews import review_model
from rehabdesk.services.office import Actor, NotYourRight, Office, Work
from rehabdesk.services.teams.changes import ChangedAfterwards, Made, take_back
from tests.builders import LAN, NOW, a_volunteer
from tests.services.models.scene import BEGUN, Scene, a_scene, model_facts

TODAY = NOW.date()
NEGATIVE, POSITIVE = BodyTestResult.NEGATIVE, BodyTestResult.POSITIVE
CLERK = Actor(2, "Vũ Thị Hoa", "Văn phòng", Role.CLERK, frozenset())


@pytest.fixture
def scene(office: Office) -> Scene:
    return a_scene(office)


def view(scene: Scene, model_id: int | None = None, on: date = TODAY) -> ModelView:
    return scene.office.look(partial(read_model, model_id=model_id or scene.care, on=on))


def made(office: Office, act: Callable[..., Made], **told: Any) -> Made:
    return office.do(partial(act, **told)).result


def given_tests(office: Office, person_id: int, *results: tuple[date, BodyTestResult]) -> None:
    for on, result in results:
        sitting = Sitting(on, "Trạm y tế xã", BodyTestMethod.URINE_STRIP, BodyTestGround.PLANNED)
        outcome = Outcome(person_id, result, witness="Lê Văn Chứng")
        office.do(partial(record_tests, order=RecordTests(sitting, (outcome,))))


def rows_of(office: Office) -> int:
    return office.look(lambda work: work.session.scalar(select(func.count(AuditEntry.id))) or 0)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"name": " "}, NameRequired),
        ({"paper": ""}, ModelPaperRequired),
        ({"on": None}, DayRequired),
        ({"on": date(2027, 1, 1)}, DayInFuture),
    ],
)
def test_a_model_has_a_name_a_paper_and_a_day(
    office: Office, wrong: dict[str, Any], refusal: type[Refusal]
) -> None:
    before = rows_of(office)
    with pytest.raises(refusal):
        office.do(partial(found_model, facts=model_facts(**wrong)))
    assert office.look(partial(list_models, on=TODAY)).rows == ()
    assert rows_of(office) == before


def test_only_who_keeps_the_team_founds_a_model(office: Office) -> None:
    leader = replace(office, actor=replace(LAN, role=Role.LEADER))
    with pytest.raises(NotYourRight):
        leader.do(partial(found_model, facts=model_facts()))


def test_persons_come_and_go_and_the_day_asked_for_decides(scene: Scene) -> None:
    office, (first, *_) = scene.office, scene.persons
    line = view(scene).persons[0]
    made(office, release_person, line_id=line.id, on=date(2026, 6, 30), words="Chuyển đi")
    assert [row.persons for row in (view(scene, on=date(2026, 6, 30)).row, view(scene).row)] == [
        3,
        2,
    ]
    assert view(scene).persons[0].words == "Chuyển đi"
    with pytest.raises(LeftAlready):
        made(office, release_person, line_id=line.id, on=TODAY)
    made(office, add_persons, model_id=scene.care, person_ids=(first,), on=date(2026, 9, 1))
    assert view(scene).row.persons == 3
    with pytest.raises(InTheModel):
        made(office, add_persons, model_id=scene.care, person_ids=(first,), on=TODAY)
    with pytest.raises(NobodyNamed):
        made(office, add_persons, model_id=scene.care, person_ids=(), on=TODAY)
    with pytest.raises(BeforeTheModel):
        made(office, add_persons, model_id=scene.care, person_ids=(first,), on=date(2020, 1, 1))


def test_members_are_volunteers_or_names_and_stay_in_the_history(scene: Scene) -> None:
    office = scene.office
    volunteer = a_volunteer(office)
    members = (MemberFacts(volunteer, "", "Chủ nhiệm"), MemberFacts(None, "Bà Tư", ""))
    made(office, add_members, model_id=scene.care, members=members, on=BEGUN)
    first, second = view(scene).members
    assert [(each.name, each.role) for each in (first, second)] == [
        ("Ngô Thị Nhàn", "Chủ nhiệm"),
        ("Bà Tư", ""),
    ]
    with pytest.raises(InTheModel):
        made(office, add_members, model_id=scene.care, members=members[:1], on=TODAY)
    with pytest.raises(BeforeJoining):
        made(office, release_member, member_id=first.id, on=date(2025, 12, 1))
    made(office, release_member, member_id=first.id, on=date(2026, 5, 1))
    assert (view(scene).row.members, view(scene).members[0].until_on) == (1, date(2026, 5, 1))
    made(office, remove_line, line_id=second.id, is_member=True)
    assert len(view(scene).members) == 1


def test_an_ended_model_keeps_who_was_in_it_and_may_be_opened_again(scene: Scene) -> None:
    office, last = scene.office, date(2026, 10, 31)
    with pytest.raises(ReasonRequired):
        made(office, end_model, model_id=scene.care, on=last, reason=" ")
    ended = made(office, end_model, model_id=scene.care, on=last, reason="Sáp nhập")
    assert not view(scene).row.is_running
    assert {each.until_on for each in view(scene).persons} == {last}
    counts = [office.look(partial(count_models, on=on)) for on in (last, TODAY)]
    assert [[each.kind for each in found] for found in counts] == [
        [ModelKind.COMMUNITY_CARE, ModelKind.COUNSELLING_POINT],
        [ModelKind.COUNSELLING_POINT],
    ]
    with pytest.raises(ModelIsOver):
        made(office, end_model, model_id=scene.care, on=TODAY, reason="Lần nữa")
    made(office, reopen_model, model_id=scene.care)
    assert view(scene).row.persons == 3
    with pytest.raises(ChangedAfterwards):
        office.do(partial(take_back, made=ended))


def test_each_act_is_taken_back_exactly(scene: Scene) -> None:
    office = scene.office
    before = view(scene)
    for act, told in (
        (end_model, {"on": TODAY, "reason": "Nhầm"}),
        (add_persons, {"person_ids": scene.persons[3:5], "on": TODAY}),
        (add_members, {"members": (MemberFacts(None, "Bà Tư"),), "on": TODAY}),
    ):
        done = made(office, act, model_id=scene.care, **told)
        assert view(scene) != before
        office.do(partial(take_back, made=done))
        now = view(scene)
        assert replace(now, row=replace(now.row, version=before.row.version)) == before


def test_a_second_clerk_is_told(scene: Scene) -> None:
    row = view(scene).row
    change = partial(correct_model, model_id=row.id, version=row.version)
    scene.office.do(partial(change, facts=replace(row.facts, name="Mô hình mới")))
    with pytest.raises(EditedMeanwhile):
        scene.office.do(partial(change, facts=replace(row.facts, name="Tên khác")))
    assert view(scene).row.facts.name == "Mô hình mới"


@pytest.mark.parametrize(
    ("results", "is_better"),
    [
        ((), False),
        ((NEGATIVE,), False),
        ((NEGATIVE, NEGATIVE), True),
        ((NEGATIVE, POSITIVE, NEGATIVE, NEGATIVE), False),
        ((NEGATIVE, BodyTestResult.NO_SHOW, BodyTestResult.UNCLEAR), False),
    ],
)
def test_several_tests_never_positive(
    results: tuple[BodyTestResult, ...], *, is_better: bool
) -> None:
    days = [(date(2026, month, 1), each) for month, each in enumerate(results, start=1)]
    earlier = (date(2025, 12, 31), POSITIVE)
    assert is_improved(date(2026, 1, 1), TODAY, [earlier, *days]) is is_better


def test_what_tests_show_is_counted_and_named_only_to_who_may_read_them(scene: Scene) -> None:
    office, (first, second, third) = scene.office, scene.persons[:3]
    given_tests(office, first, (date(2026, 3, 1), NEGATIVE), (date(2026, 6, 1), NEGATIVE))
    given_tests(office, second, (date(2026, 3, 1), NEGATIVE), (date(2026, 6, 1), POSITIVE))
    given_tests(office, third, (date(2025, 3, 1), NEGATIVE), (date(2025, 6, 1), NEGATIVE))
    clerk = replace(office, actor=CLERK)
    assert not CLERK.may(Right.READ_TESTS)
    for asking, named in ((office, [True, False, False]), (clerk, [None, None, None])):
        count = asking.look(partial(count_models, on=TODAY))[0]
        assert count.improvement is not None
        assert count.improvement.words == "1/3 người (33,3 %)"
        assert count.improvement.criterion == TESTED_CRITERION
        helped = asking.look(partial(list_helped, on=TODAY))
        assert [row.improved for row in helped] == named
    before = office.look(partial(count_models, on=date(2026, 5, 31)))[0].improvement
    assert before is not None
    assert before.improved == 0


def test_a_file_kept_close_has_no_name_here(scene: Scene) -> None:
    def keep(work: Work) -> None:
        person = work.session.get_one(Person, scene.persons[0])
        person.confidentiality = Confidentiality.CLERK_ONLY
        work.record("person.corrected", person)

    scene.office.do(keep)
    clerk = replace(scene.office, actor=CLERK)
    shown = clerk.look(partial(read_model, model_id=scene.care, on=TODAY)).persons
    assert shown[0].name.startswith("Hồ sơ kín")
    assert (shown[0].hamlet, shown[1].name) == ("", "Lê Thị Bưởi")
    with pytest.raises(Refusal):
        clerk.do(partial(release_person, line_id=shown[0].id, on=TODAY))
    hidden = replace(scene.office, names_hidden=True)
    names = [row.name for row in hidden.look(partial(list_helped, on=TODAY))]
    assert not {"Trần Văn An", "Lê Thị Bưởi"} & set(names)


def test_a_review_freezes_its_figures(scene: Scene) -> None:
    office, person = scene.office, scene.persons[0]
    given_tests(office, person, (date(2026, 3, 1), NEGATIVE), (date(2026, 6, 1), NEGATIVE))
    made(office, review_model, order=Review(scene.care, 2026, ModelState.GOOD, "Đều", None))
    line = view(scene).persons[1]
    made(office, release_person, line_id=line.id, on=BEGUN)
    [review] = view(scene).reviews
    assert (review.improved, review.figures["persons"], review.on) == ("1/3 (33,3 %)", 3, TODAY)
    assert view(scene).row.state == "Hoạt động tốt (2026)"
    again = made(office, review_model, order=Review(scene.care, 2026, ModelState.WEAK))
    assert [each.state for each in view(scene).reviews] == [ModelState.WEAK]
    office.do(partial(take_back, made=again))
    assert view(scene).reviews[0].improved == "1/3 (33,3 %)"
    with pytest.raises(ReviewWithoutYear):
        made(office, review_model, order=Review(scene.care, 2025, ModelState.GOOD))


def test_where_tests_do_not_decide_the_review_says_it(scene: Scene) -> None:
    office = scene.office
    facts = model_facts(ModelKind.VOLUNTEERS_HELP, name="Mô hình giúp", criterion="Có việc làm")
    model = made(office, found_model, facts=facts).row_id
    made(office, add_persons, model_id=model, person_ids=scene.persons[:4], on=BEGUN)
    with pytest.raises(MoreThanAll):
        made(office, review_model, order=Review(model, 2026, ModelState.GOOD, "", 5))
    made(office, review_model, order=Review(model, 2026, ModelState.GOOD, "", 3))
    found = office.look(partial(count_models, on=TODAY))[0]
    assert found.improvement is not None
    assert (found.improvement.words, found.improvement.criterion) == (
        "3/4 người (75 %), theo đánh giá ngày 23/11/2026",
        "Có việc làm",
    )


def test_a_model_comes_back_from_the_bin_with_everybody(scene: Scene) -> None:
    office, before = scene.office, view(scene)
    thrown = office.do(partial(throw_away, kind="care_model", subject_id=scene.care)).result
    assert [row.id for row in office.look(partial(list_models, on=TODAY)).rows] == [scene.point]
    office.do(partial(bring_back, item_id=thrown.item_id))
    assert view(scene) == before


def test_the_figures_of_dong_thap(office: Office) -> None:
    """Rows 27–30: 1,619 persons in the model, 427 of them tested well several times; > 26 %."""
    model = made(office, found_model, facts=model_facts()).row_id
    office.do(partial(_crowd, model_id=model, persons=1619, better=427))
    [found] = office.look(partial(count_models, on=TODAY))
    assert (found.models, found.persons) == (1, 1619)
    assert found.improvement is not None
    assert (found.improvement.improved, found.improvement.base) == (427, 1619)
    assert found.improvement.words == "427/1.619 người (26,4 %)"


def _crowd(work: Work, model_id: int, persons: int, better: int) -> None:
    """Let many persons be in a model, each tested twice."""
    numbers = range(1, persons + 1)
    for number in numbers:
        work.session.add(Person(f"Người {number}", NOW))
    work.session.flush()
    ids = work.session.scalars(select(Person.id).order_by(Person.id)).all()
    lines = [
        {"model_id": model_id, "person_id": each, "from_on": BEGUN, "words": ""} for each in ids
    ]
    work.session.execute(insert(CareModelPerson), lines)
    tests = [
        {
            "person_id": each,
            "on": date(2026, month, 1),
            "method": BodyTestMethod.URINE_STRIP,
            "ground": BodyTestGround.PLANNED,
            "result": NEGATIVE if place < better or month == 3 else POSITIVE,
            "recorded_by": "",
            "recorded_at": NOW,
            **dict.fromkeys(("done_at", "asked_by", "slip_number", "substances"), ""),
            **dict.fromkeys(("witness", "note"), ""),
        }
        for place, each in enumerate(ids)
        for month in (3, 6)
    ]
    work.session.execute(insert(BodyTest), tests)
    work.record("care_model.persons_joined", work.session.get_one(CareModel, model_id))


def test_the_models_of_ba_vi_and_the_pilots_of_2015(office: Office) -> None:
    """Rows 1, 2, 39 and 64: for one commune the model is there or not, by its paper."""
    assert office.look(partial(count_models, on=TODAY)) == ()
    facts: ModelFacts = model_facts(
        ModelKind.VOLUNTEERS_HELP, name="Mô hình xã Minh Quang", is_pilot=True
    )
    made(office, found_model, facts=facts)
    [found] = office.look(partial(count_models, on=TODAY))
    assert (found.kind, found.models, found.pilots) == (ModelKind.VOLUNTEERS_HELP, 1, 1)
    row = office.look(partial(list_models, on=TODAY)).rows[0]
    assert row.facts.paper == "số 128/KH-UBND ngày 08/03/2022"


@pytest.mark.parametrize(
    ("part", "base", "told"),
    [(31, 31, "100 %"), (127, 143, "88,8 %"), (1, 0, ""), (999, 1000, "99,9 %")],
)
def test_a_share_is_said_with_one_decimal(part: int, base: int, told: str) -> None:
    assert share_words(part, base) == told
    assert share_words(9999, 10_000) == "99,9 %"
    assert [share_words(each, 1000, places=2) for each in (0, 5)] == ["0,00 %", "0,50 %"]
