"""What supports ask for in the morning, until the step that answers it is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest

from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.coming import SupportDays
from rehabdesk.services.office import Office
from rehabdesk.services.supports.days import set_support_days
from rehabdesk.services.supports.facts import StepFacts, SupportFacts
from rehabdesk.services.supports.recording import RecordSupport, record_step, record_support
from rehabdesk.services.tasks.task import Act, TaskKind
from rehabdesk.services.tasks.today import TaskRow, read_today, tasks_of
from tests.builders import NOW, taken_in

Step, Kind = SupportStep, SupportKind


@pytest.fixture
def person_id(office: Office) -> int:
    return taken_in(office, full_name="Cao Bá Phúc", papers=())


def on(office: Office, day: date) -> Office:
    return replace(office, clock=lambda: datetime.combine(day, NOW.time()))


def asked(office: Office, day: date) -> list[TaskRow]:
    rows = on(office, day).look(read_today).rows
    return [row for row in rows if row.task.kind is TaskKind.SUPPORT]


def recorded(office: Office, day: date, facts: SupportFacts, *steps: StepFacts) -> int:
    act = partial(record_support, order=RecordSupport(facts, steps))
    return on(office, day).do(act).result.support_id


def stepped(office: Office, support_id: int, step: StepFacts) -> None:
    there = on(office, step.on or NOW.date())
    there.do(partial(record_step, support_id=support_id, step=step))


def a_loan(person_id: int | None, household: str = "") -> SupportFacts:
    return SupportFacts(
        Kind.LOAN, person_id, household, source="Hội Phụ nữ", amount=20_000_000, months=20
    )


def test_approval_is_asked_for_until_it_is_told(office: Office, person_id: int) -> None:
    day = date(2026, 11, 2)
    support_id = recorded(office, day, a_loan(person_id), StepFacts(Step.ASKED, day))
    [row] = asked(office, date(2026, 11, 23))
    assert row.task.title == "Hỏi kết quả duyệt"
    assert (row.due.due_on, row.left.is_late) == (date(2026, 11, 22), True)
    assert (row.task.act, row.task.record_id) == (Act.SUPPORT, support_id)
    assert "lệ riêng của xã" in row.task.notes[0].lower()
    [of_person] = [
        each
        for each in office.look(partial(tasks_of, person_id=person_id))
        if each.task.kind is TaskKind.SUPPORT
    ]
    assert of_person.task.key == row.task.key
    stepped(office, support_id, StepFacts(Step.APPROVED, date(2026, 11, 23)))
    assert asked(office, date(2026, 11, 24)) == []


def test_repayment_is_looked_at_by_the_days_of_the_office(office: Office, person_id: int) -> None:
    paid = date(2026, 3, 2)
    support_id = recorded(office, paid, a_loan(person_id), StepFacts(Step.PAID_OUT, paid))
    assert asked(office, date(2026, 4, 1)) == []
    [row] = asked(office, date(2026, 6, 1))
    assert (row.task.title, row.due.due_on) == ("Kiểm tra trả nợ vay", date(2026, 5, 31))
    stepped(office, support_id, StepFacts(Step.REPAID, date(2026, 6, 1), months=3))
    assert asked(office, date(2026, 6, 2)) == []
    office.do(partial(set_support_days, days=SupportDays(repayment=0)))
    assert asked(office, date(2026, 12, 31)) == []


def test_late_payers_are_asked_until_they_pay(office: Office, person_id: int) -> None:
    paid = date(2026, 3, 2)
    support_id = recorded(office, paid, a_loan(person_id), StepFacts(Step.PAID_OUT, paid))
    stepped(office, support_id, StepFacts(Step.OVERDUE, date(2026, 6, 1), months=2))
    [row] = asked(office, date(2026, 6, 2))
    assert row.task.title == "Hỏi gia đình về khoản vay chậm trả"
    assert row.due.due_on == date(2026, 6, 16)
    stepped(office, support_id, StepFacts(Step.REPAID, date(2026, 6, 10), months=3))
    assert asked(office, date(2026, 6, 11)) == []


def test_a_loan_of_long_ago_written_down_for_its_figures_asks_nothing(office: Office) -> None:
    old = date(2012, 3, 1)
    recorded(
        office,
        NOW.date(),
        a_loan(None, "Bà Lụa"),
        StepFacts(Step.ASKED, old),
        StepFacts(Step.PAID_OUT, old),
    )
    waiting = replace(a_loan(None, "Bà Mận"), months=None)
    recorded(office, NOW.date(), waiting, StepFacts(Step.ASKED, old))
    assert asked(office, NOW.date()) == []


def test_a_job_is_asked_about_three_times_each_by_its_fact(office: Office, person_id: int) -> None:
    begun = date(2026, 1, 31)
    job = SupportFacts(Kind.JOB, person_id, title="May gia công")
    support_id = recorded(office, begun, job, StepFacts(Step.STARTED, begun))
    found = []
    for after, day in (
        (3, date(2026, 4, 30)),
        (6, date(2026, 7, 31)),
        (12, date(2027, 1, 31)),
    ):
        [row] = asked(office, day)
        assert row.task.title == f"Hỏi lại về việc làm sau {after} tháng"
        found.append(row.due.due_on)
        answer = StepFacts(Step.CHECKED, day, months=after, is_kept=True)
        stepped(office, support_id, answer)
        assert asked(office, day) == []
    assert found == [date(2026, 4, 30), date(2026, 7, 31), date(2027, 1, 31)]


def test_a_reminder_of_ones_own_is_seen_to_by_a_step_on_its_day_or_later(
    office: Office, person_id: int
) -> None:
    day = date(2026, 11, 2)
    facts = replace(a_loan(person_id), next_on=date(2026, 11, 10), next_word="gọi bà Lan")
    support_id = recorded(office, day, facts, StepFacts(Step.PAID_OUT, day))
    [row] = asked(office, date(2026, 11, 10))
    assert (row.task.title, row.task.basis) == ("Hẹn: gọi bà Lan", "Hẹn khi hỗ trợ")
    stepped(office, support_id, StepFacts(Step.REPAID, date(2026, 11, 10), months=1))
    assert asked(office, date(2026, 11, 11)) == []


def test_what_was_planned_is_asked_for_on_its_day(office: Office, person_id: int) -> None:
    planned = SupportFacts(
        Kind.TRAINING, person_id, title="Nghề hàn", planned_on=date(2026, 11, 20)
    )
    support_id = recorded(office, date(2026, 11, 2), planned)
    [row] = asked(office, date(2026, 11, 23))
    assert row.task.title == "Hỗ trợ đã dự kiến"
    assert "Học nghề: Nghề hàn" in row.task.why
    stepped(office, support_id, StepFacts(Step.ASKED, date(2026, 11, 23)))
    assert asked(office, date(2026, 11, 24)) == []


def test_a_household_without_a_file_is_named_and_hidden_with_the_others(office: Office) -> None:
    day = date(2026, 11, 2)
    recorded(office, day, a_loan(None, "Nguyễn Thị Lụa"), StepFacts(Step.ASKED, day))
    [row] = asked(office, date(2026, 11, 23))
    assert row.task.title == "Hỏi kết quả duyệt · hộ Nguyễn Thị Lụa"
    office.names_hidden = True
    [row] = asked(office, date(2026, 11, 23))
    assert row.task.title == "Hỏi kết quả duyệt · hộ N.T.L."
