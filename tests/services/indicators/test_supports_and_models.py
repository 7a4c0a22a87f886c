"""Help given, models, areas and money as figures: who counts, who nearly does, who is hidden."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine

from rehabdesk.domain.codes import Role
from rehabdesk.domain.records.teamwork.helping import AllowanceLine, AllowanceList, BodyTest
from rehabdesk.domain.refusals import NeedsConfirmation
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.teamwork.areas import Typed
from rehabdesk.domain.teamwork.codes import (
    AllowanceKind,
    AllowanceState,
    AreaState,
    BodyTestGround,
    BodyTestMethod,
    BodyTestResult,
    ModelKind,
    SupportKind,
    SupportStep,
)
from rehabdesk.persistence.database import sessions
from rehabdesk.services.indicators.answers import answer, figure, rules
from rehabdesk.services.indicators.counting import Answer, Counting
from rehabdesk.services.models.areas import SetStatus, set_status
from rehabdesk.services.models.founding import add_persons, end_model, found_model
from rehabdesk.services.models.visits import VisitFacts, record_visit
from rehabdesk.services.office import Actor, Office, Work
from rehabdesk.services.supports.facts import StepFacts, SupportFacts
from rehabdesk.services.supports.recording import RecordSupport, record_supports
from rehabdesk.services.teams.service import Reward, record_reward
from tests.again import copied
from tests.builders import LAN, NOW, RESOURCES, a_volunteer, taken_in
from tests.services.models.scene import model_facts

YEAR = Window(date(2025, 12, 15), date(2026, 11, 22))
BANK = "Ngân hàng Chính sách xã hội"
Step, Kind = SupportStep, SupportKind


def asked(office: Office, code: str, window: Window = YEAR) -> Answer:
    return office.look(lambda work: answer(Counting(work), code, window))


def told(office: Office, *codes: str) -> list[str]:
    def look(work: Work) -> list[str]:
        counting = Counting(work)
        values = [figure(counting, code, YEAR) for code in codes]
        return [value.words if value is not None else "–" for value in values]

    return office.look(look)


@pytest.fixture(scope="module")
def helped(furnished: Engine) -> Office:
    """Three persons and a household: loans, a job, a trade, advice; some of it only asked for."""
    office = Office(sessions(copied(furnished)), RESOURCES, LAN, clock=lambda: NOW)
    first, second, third = (
        taken_in(office, full_name=name, papers=())
        for name in ("Trần Văn An", "Lê Thị Bưởi", "Phạm Văn Cam")
    )
    paid = StepFacts(Step.PAID_OUT, date(2026, 3, 12), 35_000_000)
    loan = SupportFacts(Kind.LOAN, first, source=BANK, amount=35_000_000)
    home = SupportFacts(Kind.LOAN, household="Đỗ Thị Nga", source="Quỹ 138", amount=20_000_000)
    orders = [
        RecordSupport(loan, (StepFacts(Step.ASKED, date(2026, 2, 1)), paid)),
        RecordSupport(home, (StepFacts(Step.ASKED, date(2026, 4, 1)),)),
        RecordSupport(
            replace(loan, person_id=second), (StepFacts(Step.APPROVED, date(2026, 5, 4)),)
        ),
        RecordSupport(
            SupportFacts(Kind.TRAINING, first, title="May công nghiệp"),
            (StepFacts(Step.STARTED, date(2026, 6, 1)),),
        ),
        RecordSupport(
            SupportFacts(Kind.JOB, first, title="Thợ may"),
            (
                StepFacts(Step.REFERRED, date(2026, 7, 1)),
                StepFacts(Step.STARTED, date(2026, 7, 6)),
            ),
        ),
        RecordSupport(
            SupportFacts(Kind.JOB, second, title="Bảo vệ"),
            (StepFacts(Step.REFERRED, date(2026, 8, 1)),),
        ),
        RecordSupport(
            SupportFacts(Kind.LEGAL, third),
            (StepFacts(Step.GIVEN, date(2026, 9, 1)), StepFacts(Step.GIVEN, date(2026, 9, 8))),
        ),
        RecordSupport(
            SupportFacts(Kind.OTHER, third, title="Sửa nhà", planned_on=date(2026, 10, 1))
        ),
    ]
    office.do(partial(record_supports, orders=orders))
    return office


def test_persons_times_households_and_money_stay_apart(helped: Office) -> None:
    codes = ("H01", "H01l", "H03", "H04", "H05", "H03c", "H06", "H07", "H08", "H09")
    figures = ["1", "2", "1", "2", "1", "1", "1", "1", "35.000.000", "2"]
    assert told(helped, *codes) == figures
    both = asked(helped, "H03c")
    assert [each.name for each in both.members] == ["Trần Văn An"]
    assert both.members[0].reason == (
        "Học nghề · May công nghiệp · 01/06/2026; Việc làm · Thợ may · 06/07/2026"
    )
    money = asked(helped, "H08")
    assert money.members[0].reason == (f"Vay vốn · {BANK} · 35.000.000 đồng · 12/03/2026")
    assert money.parts(Breakdown.SOURCE) == {BANK: 35_000_000}
    assert asked(helped, "H07").members[0].name == "Hộ Đỗ Thị Nga"
    assert asked(helped, "H09").parts(Breakdown.SEX) == {"male": 2}


def test_who_was_approved_and_not_paid_nearly_counts(helped: Office) -> None:
    near = {each.name: each.reason for each in asked(helped, "H06").near}
    assert near == {
        "Đỗ Thị Nga": "Vay vốn: Đề nghị ngày 01/04/2026, chưa ghi “Giải ngân”",
        "Lê Thị Bưởi": "Vay vốn: Duyệt ngày 04/05/2026, chưa ghi “Giải ngân”",
    }
    [job] = asked(helped, "H05").near
    assert job.reason == "Việc làm: Giới thiệu ngày 01/08/2026, chưa ghi “Đi làm”"
    assert "Giúp đỡ khác: Dự kiến ngày 01/10/2026, chưa làm" in [
        each.reason for each in asked(helped, "H10").near
    ]


def test_names_are_hidden_where_they_are_hidden_everywhere(helped: Office) -> None:
    helped.names_hidden = True
    try:
        assert [each.name for each in asked(helped, "H06").members] == ["T.V.A. 1991"]
        assert "Nga" not in asked(helped, "H07").members[0].name
    finally:
        helped.names_hidden = False


def test_every_quick_figure_of_a_lived_office_is_its_members(helped: Office) -> None:
    def check(work: Work) -> int:
        counting, found = Counting(work), 0
        for code, rule in rules().items():
            members = list(rule.members(counting, YEAR))
            value = rule.quick(counting, YEAR) if rule.quick else None
            if value is not None:
                assert value.amount == sum(each.amount for each in members), code
            found += len(members)
        return found

    assert helped.look(check) > 10


# Teams, rewards, money


def test_an_allowance_counts_by_the_day_paid_and_by_the_month_owed(office: Office) -> None:
    who = a_volunteer(office)

    def pay(work: Work) -> None:
        for month, state, paid_on in (
            (202610, AllowanceState.PAID, date(2026, 11, 5)),
            (202609, AllowanceState.SIGNED, None),
            (202611, AllowanceState.DRAFT, None),
        ):
            made = AllowanceList(
                kind=AllowanceKind.HELPERS,
                month=month,
                state=state,
                base_salary=2_530_000,
                basis="",
                total=1_518_000,
                paid_on=paid_on,
                note="",
                made_by="",
                made_at=work.now,
            )
            line = AllowanceLine(
                place=1,
                volunteer_id=who,
                full_name="Ngô Thị Nhàn",
                role="Người được phân công",
                factor=60,
                amount=1_518_000,
                reason="hệ số 0,6",
                details={},
            )
            made.lines.append(line)
            work.session.add(made)
        work.record("allowance.paid", None)

    office.do(pay)
    assert told(office, "T19", "F02") == ["1.518.000", "3.036.000"]
    paid = asked(office, "T19")
    assert paid.members[0].kind is MemberKind.MONEY
    assert paid.members[0].reason == (
        "Người được phân công · tháng 10/2026 · hệ số 0,6 · chi ngày 05/11/2026"
    )
    assert [each.reason for each in paid.near] == ["Đã ký, chưa ghi chi", "Đang lập, chưa ghi chi"]
    assert [each.reason for each in asked(office, "F02").near] == ["Đang lập, chưa ký"]
    office.do(partial(record_reward, order=Reward(None, who, date(2026, 10, 1), "Giấy khen")))
    assert told(office, "T20") == ["1"]


# Models, points, areas


@pytest.fixture
def modelled(office: Office) -> Office:
    persons = [taken_in(office, full_name=f"Trần Văn {name}", papers=()) for name in ("An", "Cam")]
    care = office.do(partial(found_model, facts=model_facts(hamlet_id=1))).result.row_id
    office.do(partial(add_persons, model_id=care, person_ids=persons, on=date(2026, 1, 5)))
    point_facts = model_facts(ModelKind.COUNSELLING_POINT, name="Điểm tư vấn")
    point = office.do(partial(found_model, facts=point_facts)).result.row_id
    for word in ("Khách 03", "khách 03", "Khách 04"):
        visit = VisitFacts(point, date(2026, 3, 2), "Hỏi điều trị", visitor=word)
        office.do(partial(record_visit, facts=visit))
    visit = VisitFacts(point, date(2026, 3, 3), "Hỏi việc làm", persons[0])
    office.do(partial(record_visit, facts=visit))

    def tested(work: Work) -> None:
        for day in (date(2026, 2, 1), date(2026, 5, 1)):
            test = BodyTest(
                person_id=persons[0],
                on=day,
                done_at="",
                method=BodyTestMethod.URINE_STRIP,
                ground=BodyTestGround.PLANNED,
                result=BodyTestResult.NEGATIVE,
                substances="",
                slip_number="",
                asked_by="",
                witness="",
                note="",
                recorded_by="",
                recorded_at=work.now,
            )
            work.session.add(test)
        work.record("body_test.recorded", None)

    office.do(tested)
    return office


def test_models_are_counted_by_place_and_persons_once(modelled: Office) -> None:
    assert told(modelled, "M01", "M01y", "M01r", "M02", "M03", "M03r") == [
        "1/3",
        "3",
        "33,3",
        "2",
        "1",
        "50",
    ]
    improved = asked(modelled, "M03")
    assert [each.name for each in improved.members] == ["Trần Văn An"]
    assert improved.remark.startswith("trên 2 người được xét; ")
    assert told(modelled, "M04", "M04n") == ["1", "3"]
    assert [each.name for each in asked(modelled, "M04n").members] == [
        "Khách 03",
        "Khách 04",
        "Trần Văn An",
    ]


def test_who_may_not_read_tests_sees_how_many_improved_and_no_names(modelled: Office) -> None:
    modelled.actor = Actor(2, "Lê Quang Vịnh", "", Role.LEADER)
    [member] = asked(modelled, "M03").members
    assert (member.amount, member.person_id, member.reason) == (1, None, "1 người, không nêu tên")


def test_a_model_that_ended_nearly_counts(modelled: Office) -> None:
    end = partial(end_model, model_id=2, on=date(2026, 6, 1), reason="Hết kinh phí")
    modelled.do(end)
    assert told(modelled, "M04") == ["0"]
    assert asked(modelled, "M04").near[0].reason == "Đã dừng ngày 01/06/2026"


def _set(office: Office, order: SetStatus, *doubts: NeedsConfirmation) -> None:
    office.do(partial(set_status, order=order), frozenset(each.key for each in doubts))


def test_areas_are_known_only_where_somebody_wrote_them_down(office: Office) -> None:
    assert told(office, "A01", "A02", "A03", "A04", "A05d", "A06") == ["–"] * 6
    typed = Typed(8450, date(2026, 6, 30), 2, Decimal("0.08"))
    paper: dict[str, Any] = {"paper": "12/QĐ-UBND", "paper_on": date(2026, 7, 1)}
    _set(office, SetStatus(2026, None, 0, AreaState.FREE_CONVERTED, typed, **paper))
    _set(office, SetStatus(2026, 1, 0, AreaState.FREE_KEPT, Typed(), **paper))
    _set(office, SetStatus(2026, 2, 0, AreaState.PROPOSED, Typed()))
    assert told(office, "A01", "A02", "A03", "A04", "A05d", "A06") == [
        "1",
        "1",
        "1/3",
        "2",
        "8.450",
        "0,08",
    ]
    assert asked(office, "A05d").remark == "dân số ngày 30/06/2026"
    assert [each.reason for each in asked(office, "A03").near] == ["Đã đề nghị công nhận năm 2026"]
    spring = Window(date(2025, 12, 15), date(2026, 3, 14))
    assert asked(office, "A01", spring).value is None
    assert asked(office, "A01").members[0].reason == (
        "Chuyển hóa từ có thành không có ma túy năm 2026 · 12/QĐ-UBND ngày 01/07/2026"
    )
