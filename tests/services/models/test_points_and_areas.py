"""Counselling points, drug-free areas by year: recorded, counted, taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from rehabdesk.catalog.teamwork.area_criteria import key_area
from rehabdesk.domain.codes import EpisodeKind, Role
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.areas import AreaFacts, OwnCriterion, Residents, Typed
from rehabdesk.domain.teamwork.codes import AreaState, ReferralOutcome
from rehabdesk.services.activities.sums import Window
from rehabdesk.services.bin.throwing import bring_back, throw_away
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.models.areas import (
    AreaList,
    NotPositive,
    PopulationWithoutDay,
    RecognitionRequired,
    SetStatus,
    StillSomebody,
    YearImpossible,
    list_areas,
    set_status,
)
from rehabdesk.services.models.facts import (
    AfterTheModel,
    BeforeTheModel,
    DayInFuture,
    DayRequired,
)
from rehabdesk.services.models.founding import end_model
from rehabdesk.services.models.visits import (
    BeforeReferral,
    NeedRequired,
    NoteOutcome,
    NotReferred,
    OneVisitor,
    PointRequired,
    VisitFacts,
    VisitorRequired,
    correct_visit,
    count_visits,
    list_visits,
    note_outcome,
    record_visit,
)
from rehabdesk.services.office import NotYourRight, Office
from rehabdesk.services.tasks.task import Act, TaskKind
from rehabdesk.services.tasks.today import read_today
from rehabdesk.services.teams.changes import Made, take_back
from tests.builders import LAN, NOW, RESOURCES
from tests.services.models.scene import Scene, a_scene, person

TODAY = NOW.date()
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
ON = date(2026, 11, 2)


@pytest.fixture
def scene(office: Office) -> Scene:
    return a_scene(office)


def made(office: Office, act: Callable[..., Made], **told: Any) -> Made:
    return office.do(partial(act, **told)).result


# Counselling points


def visit(scene: Scene, **facts: Any) -> VisitFacts:
    values: dict[str, Any] = {
        "model_id": scene.point,
        "on": ON,
        "need": "Hỏi thuốc thay thế",
        "visitor": "Khách 1",
    }
    return VisitFacts(**(values | facts))


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"model_id": None}, PointRequired),
        ({"on": None}, DayRequired),
        ({"on": date(2027, 1, 1)}, DayInFuture),
        ({"on": date(2020, 1, 1)}, BeforeTheModel),
        ({"visitor": ""}, VisitorRequired),
        ({"person_id": 1}, OneVisitor),
        ({"need": ""}, NeedRequired),
    ],
)
def test_a_visit_says_where_when_who_and_what_for(
    scene: Scene, wrong: dict[str, Any], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        scene.office.do(partial(record_visit, facts=visit(scene, **wrong)))
    assert scene.office.look(partial(list_visits, window=YEAR)) == []


def test_no_visit_comes_after_the_point_was_closed(scene: Scene) -> None:
    made(scene.office, end_model, model_id=scene.point, on=date(2026, 10, 1), reason="Hết")
    made(scene.office, record_visit, facts=visit(scene, on=date(2026, 9, 30)))
    with pytest.raises(AfterTheModel):
        scene.office.do(partial(record_visit, facts=visit(scene)))


def test_visits_and_persons_are_two_figures(scene: Scene) -> None:
    """Row 23: some fifty persons in a window, whoever came more than once counted once."""
    office, begins = scene.office, date(2026, 2, 1)
    for number in range(50):
        made(office, record_visit, facts=visit(scene, visitor=f"Khách {number}", on=begins))
    for visitor in ("khách 1", "KHÁCH 1"):
        made(office, record_visit, facts=visit(scene, visitor=visitor))
    known = visit(scene, visitor="", person_id=scene.persons[0])
    for _ in range(2):
        made(office, record_visit, facts=known)
    within = Window(date(2026, 1, 1), date(2026, 10, 31))
    first = office.look(partial(count_visits, window=within))
    whole = office.look(partial(count_visits, window=YEAR))
    assert (first.visitors, first.visits) == (50, 50)
    assert (whole.visitors, whole.visits) == (51, 54)


def test_a_referral_waits_reminds_and_is_answered(scene: Scene) -> None:
    """Row 24: sixteen persons brought to treatment are sixteen referrals received."""
    office = scene.office
    sent = [
        made(
            office,
            record_visit,
            facts=visit(scene, visitor=f"Khách {number}", referred_to="Cơ sở Methadone"),
        ).row_id
        for number in range(17)
    ]
    rows = [row for row in tasks(office) if row.task.record_id == sent[0]]
    [row] = rows
    assert row.task.act is Act.POINT
    assert row.due.due_on == ON + timedelta(days=14)
    assert all(each.is_late for each in office.look(partial(list_visits, window=YEAR)))
    for number in sent[:16]:
        order = NoteOutcome(number, ReferralOutcome.RECEIVED, TODAY)
        made(office, note_outcome, order=order)
    count = office.look(partial(count_visits, window=YEAR))
    assert (count.referrals, count.received, count.waiting) == (17, 16, 1)
    assert [each.task.record_id for each in tasks(office)] == [sent[16]]
    order = NoteOutcome(sent[16], ReferralOutcome.NOT_GONE, TODAY)
    done = made(office, note_outcome, order=order)
    assert tasks(office) == []
    office.do(partial(take_back, made=done))
    assert len(tasks(office)) == 1


def tasks(office: Office) -> list[Any]:
    return [row for row in office.look(read_today).rows if row.task.kind is TaskKind.REFERRAL]


def test_an_outcome_needs_a_referral_and_its_day(scene: Scene) -> None:
    office = scene.office
    plain = made(office, record_visit, facts=visit(scene)).row_id
    sent = made(office, record_visit, facts=visit(scene, referred_to="Trạm y tế")).row_id
    for number, on, refusal in (
        (plain, TODAY, NotReferred),
        (sent, None, DayRequired),
        (sent, date(2026, 10, 1), BeforeReferral),
        (sent, date(2026, 12, 1), DayInFuture),
    ):
        order = NoteOutcome(number, ReferralOutcome.RECEIVED, on)
        with pytest.raises(refusal):
            office.do(partial(note_outcome, order=order))
    assert {row.outcome for row in office.look(partial(list_visits, window=YEAR))} == {
        None,
        ReferralOutcome.WAITING,
    }


def test_a_visit_is_corrected_thrown_away_and_brought_back(scene: Scene) -> None:
    office = scene.office
    number = made(office, record_visit, facts=visit(scene, referred_to="Trạm y tế")).row_id
    change = partial(correct_visit, visit_id=number, version=1, facts=visit(scene, referred_to=""))
    office.do(change)
    with pytest.raises(EditedMeanwhile):
        office.do(change)
    [before] = office.look(partial(list_visits, window=YEAR))
    assert before.outcome is None
    thrown = office.do(partial(throw_away, kind="counselling_visit", subject_id=number)).result
    assert "Khách" not in thrown.title
    assert office.look(partial(list_visits, window=YEAR)) == []
    office.do(partial(bring_back, item_id=thrown.item_id))
    assert office.look(partial(list_visits, window=YEAR)) == [before]


# Areas


def areas(office: Office, year: int = 2026) -> AreaList:
    return office.look(partial(list_areas, year=year))


def status(hamlet_id: int | None = None, **facts: Any) -> SetStatus:
    values: dict[str, Any] = {
        "year": 2026,
        "version": 0,
        "state": AreaState.NOT_FREE,
        "typed": Typed(),
    }
    return SetStatus(hamlet_id=hamlet_id, **(values | facts))


def test_the_records_tell_who_lives_where(scene: Scene) -> None:
    found = areas(scene.office)
    assert [(row.name, row.now.addicted, row.now.users) for row in found.rows] == [
        ("Xã Yên Thịnh", 4, 2),
        ("Thôn Thượng", 1, 1),
        ("Thôn Hạ", 1, 1),
        ("Thôn Đồng Bến", 2, 0),
    ]
    assert found.years == (2026, 2025)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"year": 1990}, YearImpossible),
        ({"year": 2027}, YearImpossible),
        ({"state": AreaState.FREE_KEPT}, RecognitionRequired),
        ({"paper_on": date(2026, 12, 1)}, DayInFuture),
        ({"typed": Typed(population=0)}, NotPositive),
        ({"typed": Typed(population=8450)}, PopulationWithoutDay),
        ({"state": AreaState.FREE_KEPT, "paper": "12/QĐ-UBND"}, StillSomebody),
    ],
)
def test_a_status_that_cannot_be_is_refused(
    scene: Scene, wrong: dict[str, Any], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        scene.office.do(partial(set_status, order=status(**wrong)))
    assert all(row.status_id is None for row in areas(scene.office).rows)


def test_what_was_seen_is_kept_whatever_comes_later(scene: Scene) -> None:
    office = scene.office
    typed = Typed(
        8450,
        date(2026, 6, 30),
        1,
        Decimal("0.05"),
        own=(OwnCriterion("Không điểm bán lẻ", is_met=True),),
    )
    made(office, set_status, order=status(typed=typed))
    person(office, "Người mới đến", 1, EpisodeKind.USER_MANAGED)
    commune = areas(office).commune
    assert commune.facts is not None
    assert (commune.facts.residents.managed, commune.now.managed) == (6, 7)
    assert commune.facts.rate_words == "0,07 %"
    assert commune.facts.typed == typed


def test_recognised_kept_and_converted(office: Office) -> None:
    """Rows 59 and 60: the commune yes with its paper, one converted; hamlets as x of y."""
    for hamlet_id, state in (
        (None, AreaState.FREE_KEPT),
        (1, AreaState.FREE_KEPT),
        (2, AreaState.FREE_CONVERTED),
        (3, AreaState.PROPOSED),
    ):
        made(office, set_status, order=status(hamlet_id, state=state, paper="27/QĐ-UBND"))
    found = areas(office)
    assert (found.commune.is_free, found.commune.paper) == (True, "27/QĐ-UBND")
    assert (found.free_hamlets, len(found.hamlets), found.converted) == (2, 3, 1)
    assert areas(office, 2025).free_hamlets == 0


def test_a_year_is_one_line_and_taken_back(scene: Scene) -> None:
    office = scene.office
    made(office, set_status, order=status(1))
    before = areas(office)
    with pytest.raises(EditedMeanwhile):
        office.do(partial(set_status, order=status(1)))
    second = made(office, set_status, order=status(1, version=1, state=AreaState.PROPOSED))
    office.do(partial(take_back, made=second))
    [_, line, *_] = areas(office).rows
    assert replace(line, version=1) == before.rows[1]
    assert line.status_id is not None
    order = partial(throw_away, kind="area_status", subject_id=line.status_id)
    thrown = office.do(order).result
    assert thrown.title == "Tình trạng ma túy của Thôn Thượng năm 2026"
    assert areas(office).rows[1].state is None


def test_only_who_keeps_the_team_writes_a_status(office: Office) -> None:
    leader = replace(office, actor=replace(LAN, role=Role.LEADER))
    with pytest.raises(NotYourRight):
        leader.do(partial(set_status, order=status()))


@pytest.mark.parametrize(
    ("typed", "managed", "met", "unknown"),
    [
        (Typed(), 0, 0, 4),
        (Typed(1000, TODAY), 5, 1, 3),
        (Typed(1001, TODAY), 5, 0, 3),
        (Typed(1000, TODAY, 2, Decimal("0.1")), 5, 3, 1),
        (Typed(1000, TODAY, 1, Decimal("0.099"), 2999), 4, 0, 0),
        (Typed(plants=3000, further=True), 0, 2, 3),
        (Typed(square_metres=750), 0, 1, 3),
    ],
)
def test_key_areas_as_far_as_the_law_is_known(
    typed: Typed, managed: int, met: int, unknown: int
) -> None:
    facts = AreaFacts(Residents(TODAY, managed, 0), typed)
    found = key_area(RESOURCES.folder).judge(facts)
    assert (len(found.met), len(found.unknown)) == (met, unknown)
    assert found.is_key_area is (met >= 3)
    assert AreaFacts.of(facts.kept()) == facts
