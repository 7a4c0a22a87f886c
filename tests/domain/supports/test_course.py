"""How far a support has come is read off its facts."""

from __future__ import annotations

from datetime import date

import pytest

from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.coming import (
    Ask,
    Reminder,
    SupportDays,
    comings,
    next_coming,
)
from rehabdesk.domain.teamwork.supports.course import (
    Course,
    Fact,
    Reached,
    goes_back,
    school_year_words,
)
from rehabdesk.domain.teamwork.supports.kinds import (
    GIVEN_BY,
    STATIONS,
    Group,
    group_of,
    step_word,
    steps_of,
)

Step, Kind = SupportStep, SupportKind
TODAY = date(2026, 11, 23)
DONE, NOW, LATE, NOT_YET = Reached.DONE, Reached.NOW, Reached.LATE, Reached.NOT_YET
DAYS = SupportDays()


def a_loan(*facts: Fact, months: int | None = 24) -> Course:
    return Course(Kind.LOAN, facts, "Ngân hàng CSXH", 50_000_000, months)


ASKED = Fact(Step.ASKED, date(2026, 3, 1))
PAID = Fact(Step.PAID_OUT, date(2026, 5, 12), 50_000_000)


@pytest.mark.parametrize(
    ("facts", "reached", "told"),
    [
        ((), (NOT_YET,) * 4, "Dự kiến"),
        ((ASKED,), (DONE, NOW, NOT_YET, NOT_YET), "Chờ ngân hàng duyệt"),
        (
            (ASKED, Fact(Step.APPROVED, date(2026, 4, 1))),
            (DONE, DONE, NOW, NOT_YET),
            "Chờ giải ngân",
        ),
        ((ASKED, PAID), (DONE, DONE, DONE, NOW), "Trả 0/24 tháng"),
        (
            (ASKED, PAID, Fact(Step.REPAID, date(2026, 11, 5), months=8)),
            (DONE, DONE, DONE, NOW),
            "Trả 8/24 tháng",
        ),
        (
            (PAID, Fact(Step.OVERDUE, date(2026, 11, 1), months=2)),
            (DONE, DONE, DONE, LATE),
            "Chậm trả 2 tháng",
        ),
        ((PAID, Fact(Step.FINISHED, date(2026, 11, 1))), (DONE,) * 4, "Trả xong nợ"),
        (
            (ASKED, Fact(Step.REFUSED, date(2026, 4, 1))),
            (DONE, Reached.REFUSED, NOT_YET, NOT_YET),
            "Không được duyệt",
        ),
    ],
)
def test_a_loan_on_its_way(
    facts: tuple[Fact, ...], reached: tuple[Reached, ...], told: str
) -> None:
    course = a_loan(*facts)
    assert tuple(each.reached for each in course.cells) == reached
    assert course.told == told


def test_a_training_waits_for_the_job_that_follows_it() -> None:
    facts = (Fact(Step.ASKED, date(2026, 1, 5)), Fact(Step.STARTED, date(2026, 2, 1)))
    course = Course(Kind.TRAINING, facts, months=6)
    assert [each.reached for each in course.cells] == [DONE, NOW, NOT_YET, NOT_YET]
    assert course.ends_on == date(2026, 8, 1)
    over = (*facts, Fact(Step.FINISHED, date(2026, 8, 1)))
    assert Course(Kind.TRAINING, over).cells[-1].reached is NOW
    working = Course(Kind.TRAINING, over, has_job=True)
    assert [each.reached for each in working.cells] == [DONE] * 4
    assert Step.GIVEN not in steps_of(Kind.TRAINING)  # a job of the person tells it


def a_job(*facts: Fact, recorded_on: date = date(2026, 4, 20)) -> Course:
    begun = Fact(Step.STARTED, date(2026, 4, 15))
    return Course(Kind.JOB, (begun, *facts), recorded_on=recorded_on)


def test_a_job_is_asked_about_after_3_6_and_12_months() -> None:
    course = a_job(Fact(Step.CHECKED, date(2026, 7, 20), is_kept=True, months=3))
    days = [(each.after, each.since, each.is_kept) for each in course.questions]
    assert days == [
        (3, date(2026, 7, 15), True),
        (6, date(2026, 10, 15), None),
        (12, date(2027, 4, 15), None),
    ]
    assert course.next_question is not None
    assert course.next_question.after == 6
    [coming] = comings(course, Reminder(), DAYS, TODAY)
    assert (coming.ask, coming.words, coming.is_due) == (Ask.JOB, "hỏi từ 15/10", True)


def test_a_job_that_was_left_is_asked_about_no_more() -> None:
    course = a_job(Fact(Step.CHECKED, date(2026, 7, 20), is_kept=False, months=3))
    assert course.next_question is None
    assert course.closed_on == date(2026, 7, 20)


def test_what_came_before_a_job_was_written_down_is_not_asked_afterwards() -> None:
    course = a_job(recorded_on=date(2026, 9, 1))
    assert course.next_question is not None
    assert course.next_question.after == 6


def test_a_later_answer_makes_earlier_questions_needless() -> None:
    course = a_job(Fact(Step.CHECKED, date(2026, 10, 20), is_kept=True, months=6))
    assert course.next_question is not None
    assert course.next_question.after == 12


def test_waiting_too_long_for_approval_presses() -> None:
    waits = a_loan(Fact(Step.ASKED, date(2026, 11, 1)))
    coming = next_coming(waits, Reminder(), DAYS, TODAY)
    assert coming is not None
    assert (coming.words, coming.is_due, coming.on) == ("Chờ 22 ngày", True, date(2026, 11, 21))
    fresh = next_coming(a_loan(Fact(Step.ASKED, date(2026, 11, 20))), Reminder(), DAYS, TODAY)
    assert fresh is not None
    assert not fresh.is_due
    assert next_coming(waits, Reminder(), SupportDays(approval=0), TODAY) is None


def test_late_payers_press_before_everything_else() -> None:
    late = a_loan(PAID, Fact(Step.OVERDUE, date(2026, 11, 20), months=2))
    own = Reminder(date(2026, 11, 1), "gọi bố")
    coming = next_coming(late, own, DAYS, TODAY)
    assert coming is not None
    assert (coming.ask, coming.words) == (Ask.LATE, "Hỏi gia đình")


def test_repayment_is_looked_at_again_after_the_days_of_the_office() -> None:
    course = a_loan(PAID, Fact(Step.REPAID, date(2026, 9, 1), months=4))
    coming = next_coming(course, Reminder(), DAYS, TODAY)
    assert coming is not None
    assert (coming.ask, coming.on) == (Ask.REPAYMENT, date(2026, 11, 30))
    assert coming.words == "30/11 kiểm tra"
    far = a_loan(PAID, Fact(Step.REPAID, date(2026, 11, 1), months=6))
    assert next_coming(far, Reminder(), DAYS, TODAY) is None


def test_steps_out_of_order_are_found() -> None:
    back = (PAID, Fact(Step.APPROVED, date(2026, 6, 1)))
    assert goes_back(back, Kind.LOAN) == (back[1], back[0])
    again = (ASKED, PAID, Fact(Step.REPAID, date(2026, 6, 1)), Fact(Step.PAID_OUT, TODAY))
    assert goes_back(again, Kind.LOAN) is None  # a second part of the loan
    early = (Fact(Step.REFUSED, date(2026, 1, 1)), ASKED)
    assert goes_back(early, Kind.LOAN) == (ASKED, early[0])


def test_what_was_over_in_another_year_is_not_under_way() -> None:
    helped = Course(Kind.LEGAL, (Fact(Step.GIVEN, date(2025, 3, 1)),))
    assert helped.runs_within(date(2025, 1, 1), date(2025, 12, 31))
    assert not helped.runs_within(date(2026, 1, 1), date(2026, 12, 31))
    repaying = a_loan(Fact(Step.PAID_OUT, date(2025, 2, 14), 30_000_000))
    assert repaying.runs_within(date(2026, 1, 1), date(2026, 12, 31))


def test_a_school_year_runs_from_august_to_may() -> None:
    assert school_year_words(date(2026, 9, 5)) == "2026–2027"
    assert school_year_words(date(2026, 5, 30)) == "2025–2026"
    pupil = Course(Kind.SCHOOLING, (Fact(Step.STARTED, date(2026, 9, 5)),))
    assert pupil.ends_on == date(2027, 5, 31)


@pytest.mark.parametrize("kind", list(SupportKind))
def test_every_kind_has_stations_steps_and_words(kind: SupportKind) -> None:
    steps = steps_of(kind)
    assert len(set(steps)) == len(steps)
    assert GIVEN_BY[kind] in {each.step for each in STATIONS[kind]}
    assert all(step_word(kind, each) for each in steps)
    assert kind in group_of(kind).kinds
    assert Course(kind).next_step == STATIONS[kind][0].step
    assert {each for group in Group for each in group.kinds} == set(SupportKind)
