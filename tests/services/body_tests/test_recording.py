"""Tests: what is kept, what is refused, what follows, and who sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.after_test import StepState
from rehabdesk.domain.teamwork.codes import AfterTest, BodyTestMethod
from rehabdesk.services.bin.throwing import bring_back, throw_away
from rehabdesk.services.body_tests.facts import (
    AgainThatDay,
    DayMissing,
    NextTooEarly,
    NobodyTested,
    NotTestedYet,
    Outcome,
    PlaceMissing,
    Sitting,
    WitnessMissing,
)
from rehabdesk.services.body_tests.recording import (
    CorrectTest,
    RecordTests,
    correct_test,
    record_tests,
)
from rehabdesk.services.body_tests.register import (
    counted,
)
from rehabdesk.services.body_tests.steps import (
    FindingWithoutPaper,
    FoundAlready,
    NothingFollows,
    StepDayImpossible,
    StepDayMissing,
    drop_step,
    note_step,
)
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import Office
from tests.builders import taken_in
from tests.services.body_tests.scene import (
    NEGATIVE,
    NO_SHOW,
    ON,
    POSITIVE,
    TODAY,
    count,
    noted,
    rows,
    sat,
    states,
    wrote,
)

# What is kept


def test_a_sitting_writes_a_line_for_each(office: Office) -> None:
    one, other = taken_in(office), taken_in(office, full_name="Mai Xuân Nam", papers=())
    made = wrote(
        office,
        Outcome(one, NEGATIVE, next_on=date(2027, 2, 18)),
        Outcome(other, NO_SHOW, next_on=date(2026, 11, 25)),
    )

    assert made.names == ("Trần Văn Thắng", "Mai Xuân Nam")
    second, first = rows(office)
    assert (first.name, first.result, first.sitting.done_at) == (
        "Trần Văn Thắng",
        NEGATIVE,
        "Công an xã",
    )
    assert first.after == ""
    assert (second.after, second.is_waiting) == ("Chưa đến", True)
    assert counted((first, second)) == "2 lần · 1 không đến"


@pytest.mark.parametrize(
    ("sitting", "refusal"),
    [
        (sat(on=None), DayMissing),
        (sat(on=TODAY + timedelta(days=1)), NotTestedYet),
        (sat(done_at="  "), PlaceMissing),
    ],
)
def test_a_sitting_says_when_and_where(
    office: Office, sitting: Sitting, refusal: type[Refusal]
) -> None:
    person = taken_in(office)
    with pytest.raises(refusal):
        wrote(office, Outcome(person), sitting=sitting)
    assert count(office) == 0


def test_somebody_is_tested(office: Office) -> None:
    with pytest.raises(NobodyTested):
        wrote(office)


def test_the_next_one_comes_later(office: Office) -> None:
    person = taken_in(office)
    with pytest.raises(NextTooEarly):
        wrote(office, Outcome(person, next_on=ON))
    assert count(office) == 0


def test_twice_on_one_day_is_asked_about(office: Office) -> None:
    person = taken_in(office)
    wrote(office, Outcome(person))
    order = RecordTests(sat(), (Outcome(person),))
    with pytest.raises(AgainThatDay) as doubt:
        office.do(partial(record_tests, order=order))
    with pytest.raises(AgainThatDay, match=r"^T\.V\.T\. 1991 đã có"):
        replace(office, names_hidden=True).do(partial(record_tests, order=order))
    office.do(partial(record_tests, order=order), frozenset({doubt.value.key}))
    assert count(office) == 2


def test_who_is_under_eighteen_has_a_witness_unless_it_is_urine(office: Office) -> None:
    young = taken_in(office, birth=PartialDate(2009, 5, 2))
    blood = sat(method=BodyTestMethod.BLOOD)

    with pytest.raises(WitnessMissing, match="Điều 56 khoản 6 Nghị định 163/2026"):
        wrote(office, Outcome(young), sitting=blood)
    assert count(office) == 0
    wrote(office, Outcome(young, witness="Nguyễn Thị Lụa (mẹ)"), sitting=blood)
    wrote(office, Outcome(young), sitting=sat(on=ON + timedelta(days=1)))
    wrote(office, Outcome(young, NO_SHOW), sitting=replace(blood, on=ON + timedelta(days=2)))
    before_the_law = replace(blood, on=date(2026, 6, 30))
    wrote(office, Outcome(young), sitting=before_the_law)
    assert count(office) == 4


def test_a_correction_can_be_taken_back(office: Office) -> None:
    person = taken_in(office)
    [test_id] = wrote(office, Outcome(person)).test_ids
    [row] = rows(office)
    order = CorrectTest(
        test_id, row.version, sat(on=ON - timedelta(days=1)), Outcome(person, POSITIVE)
    )
    done = office.do(partial(correct_test, order=order)).result

    assert rows(office)[0].result is POSITIVE
    with pytest.raises(EditedMeanwhile):
        office.do(partial(correct_test, order=order))
    office.do(partial(correct_test, order=done.back))
    [back] = rows(office)
    assert (back.sitting, back.outcome) == (row.sitting, row.outcome)


def test_what_was_thrown_away_comes_back_with_its_steps(office: Office) -> None:
    person = taken_in(office)
    [test_id] = wrote(office, Outcome(person, POSITIVE)).test_ids
    noted(office, test_id, AfterTest.POLICE_TOLD)
    before = rows(office)

    thrown = office.do(partial(throw_away, kind="body_test", subject_id=test_id)).result
    assert count(office) == 0
    assert "Thắng" not in thrown.title
    assert "ương tính" not in thrown.title
    office.do(partial(bring_back, item_id=thrown.item_id))
    assert rows(office) == before


# What follows


def test_a_positive_has_its_steps_and_moves_nobody(office: Office) -> None:
    person = taken_in(office)
    before = office.look(lambda work: work.session.scalars(select(Standing.state)).all())
    [test_id] = wrote(office, Outcome(person, POSITIVE)).test_ids
    [row] = rows(office)

    assert (row.after, row.is_waiting) == ("Chưa báo Công an xã", True)
    assert [each.step.key for each in row.steps] == [
        "told",
        "diagnosis",
        "addicted",
        "not_addicted",
    ]
    noted(office, test_id, AfterTest.POLICE_TOLD, at=time(10, 20))
    [row] = rows(office)
    assert row.after == "Công an đang xác định tình trạng nghiện"
    assert row.steps[0].facts[0].at == time(10, 20)
    assert states(row)[:3] == [StepState.DONE, StepState.BEGUN, StepState.OPEN]
    noted(office, test_id, AfterTest.DIAGNOSIS_ASKED, on=ON + timedelta(days=1))
    assert states(rows(office)[0])[1] is StepState.BEGUN
    noted(office, test_id, AfterTest.FOUND_NOT_ADDICTED, paper="12/PKQ", on=ON + timedelta(days=2))
    [row] = rows(office)
    assert (row.after, row.is_waiting) == ("Kết luận: không nghiện", False)
    assert states(row) == [StepState.DONE, StepState.DONE, StepState.NOT_SO, StepState.DONE]
    after = office.look(lambda work: work.session.scalars(select(Standing.state)).all())
    assert after == before


def test_a_step_can_be_taken_back_and_done_again(office: Office) -> None:
    person = taken_in(office)
    [test_id] = wrote(office, Outcome(person, POSITIVE)).test_ids
    fact = noted(office, test_id, AfterTest.POLICE_TOLD, words="Gọi điện cho trực ban")
    told = rows(office)[0].steps[0].facts[0]

    again = office.do(partial(drop_step, fact_id=fact)).result
    assert rows(office)[0].steps[0].facts == ()
    office.do(partial(note_step, order=again))
    back = rows(office)[0].steps[0].facts[0]
    assert replace(back, id=told.id) == told


def test_steps_refuse_what_cannot_be(office: Office) -> None:
    person, other = taken_in(office), taken_in(office, full_name="Mai Xuân Nam", papers=())
    made = wrote(office, Outcome(person, POSITIVE), Outcome(other, NEGATIVE))
    positive, negative = made.test_ids

    with pytest.raises(NothingFollows):
        noted(office, negative, AfterTest.POLICE_TOLD)
    with pytest.raises(StepDayMissing):
        noted(office, positive, AfterTest.POLICE_TOLD, on=None)
    for on in (ON - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(StepDayImpossible):
            noted(office, positive, AfterTest.POLICE_TOLD, on=on)
    with pytest.raises(FindingWithoutPaper):
        noted(office, positive, AfterTest.FOUND_ADDICTED)
    noted(office, positive, AfterTest.FOUND_ADDICTED, paper="12/PKQ")
    with pytest.raises(FoundAlready):
        noted(office, positive, AfterTest.FOUND_NOT_ADDICTED, paper="13/PKQ")


def test_who_came_later_is_told_at_the_test_missed(office: Office) -> None:
    person = taken_in(office)
    missed = sat(on=date(2026, 10, 14))
    wrote(office, Outcome(person, NO_SHOW, next_on=date(2026, 10, 21)), sitting=missed)
    wrote(office, Outcome(person), sitting=sat(on=date(2026, 10, 20)))

    _, first = rows(office)
    assert (first.after, first.is_waiting) == ("Đã đến 20/10: âm tính", False)
