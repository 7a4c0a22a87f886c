"""The figures of the founding documents come back exactly, through the acts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import pytest

from rehabdesk.domain.records.person import Person
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.services.office import Office, Work
from rehabdesk.services.supports.facts import StepFacts, SupportFacts
from rehabdesk.services.supports.planned import planned_and_given
from rehabdesk.services.supports.recording import RecordSupport, record_support, record_supports
from rehabdesk.services.supports.sums import (
    Figure,
    Window,
    read_figures,
    sum_by_source,
    sum_given,
)

Step, Kind = SupportStep, SupportKind
FUND = "Quỹ phát triển tái hòa nhập cộng đồng"
BANK, HEARTS = "Ngân hàng Chính sách xã hội", "Quỹ Đồng cảm"
UNTIL_MARCH = Window(date(2021, 1, 1), date(2022, 3, 31))
TEN_YEARS = Window(date(2012, 1, 1), date(2022, 12, 31))


def figures(office: Office, window: Window) -> dict[str, Figure]:
    return {each.code: each for each in office.look(partial(read_figures, window=window))}


def persons(office: Office, count: int) -> list[int]:
    """Make many persons at once; nothing but their names matters here."""

    def make(work: Work) -> list[int]:
        made = [Person(f"Người Thứ {place:03}", work.now) for place in range(count)]
        work.session.add_all(made)
        work.session.flush()
        work.record("person.made", made[0])
        return [each.id for each in made]

    return office.do(make).result


@pytest.fixture
def province(office: Office) -> Office:
    """25 loans of one fund, 875 million in all, and 52 persons referred to work."""
    people = persons(office, 52)
    loans = [
        RecordSupport(
            SupportFacts(Kind.LOAN, one, source=FUND, amount=35_000_000, months=36),
            (
                StepFacts(Step.ASKED, date(2021, 3, 1)),
                StepFacts(Step.PAID_OUT, date(2021, 6, 1) + timedelta(days=place), 35_000_000),
            ),
        )
        for place, one in enumerate(people[:25])
    ]
    jobs = [
        RecordSupport(
            SupportFacts(Kind.JOB, one, title="Công nhân may"),
            (StepFacts(Step.REFERRED, date(2022, 1, 5)),),
        )
        for one in people
    ]
    late = [replace(jobs[0], steps=(StepFacts(Step.REFERRED, date(2022, 4, 1)),))]
    office.do(partial(record_supports, orders=[*loans, *jobs, *late]))
    return office


def test_25_loans_of_875_million_and_52_referred_come_back(province: Office) -> None:
    found = figures(province, UNTIL_MARCH)
    assert found["H06"].value == 25
    assert found["H08"].value == 875_000_000
    assert found["H04"].value == 52
    assert found["H05"].value == 0  # a referral is no job
    assert len(found["H04"].total.names) == 52
    [line] = province.look(partial(sum_by_source, window=UNTIL_MARCH))
    assert (line.kind, line.source) == (Kind.LOAN, FUND)
    assert (line.total.persons, line.total.amount) == (25, 875_000_000)
    half = Window(date(2021, 6, 1), date(2021, 6, 10))
    assert figures(province, half)["H08"].value == 10 * 35_000_000


def test_1500_households_and_35_billion_come_back_as_times_a_household(office: Office) -> None:
    """A thousand loans of 20 million, five hundred of 30, some households twice."""
    orders = []
    for place in range(1_500):
        amount, source = (20_000_000, BANK) if place < 1_000 else (30_000_000, HEARTS)
        on = date(2012, 1, 1) + timedelta(days=2 * place)
        facts = SupportFacts(
            Kind.LOAN,
            household=f"Hộ Số {place % 1_400:04}",
            hamlet_id=1 + place % 3,
            source=source,
            amount=amount,
        )
        steps = (StepFacts(Step.ASKED, on), StepFacts(Step.PAID_OUT, on, amount))
        orders.append(RecordSupport(facts, steps))
    office.do(partial(record_supports, orders=orders))
    found = figures(office, TEN_YEARS)
    assert found["H07"].value == 1_500
    assert found["H08"].value == 35_000 * 1_000_000
    assert found["H06"].value == 0  # households without a file are no persons
    lines = office.look(partial(sum_by_source, window=TEN_YEARS))
    assert [(line.source, line.total.amount) for line in lines] == [
        (BANK, 20_000 * 1_000_000),
        (HEARTS, 15_000 * 1_000_000),
    ]
    parts = [figures(office, replace(TEN_YEARS, hamlet_id=each))["H08"].value for each in (1, 2, 3)]
    assert sum(parts) == 35_000 * 1_000_000


def test_persons_count_once_and_times_each_time(office: Office) -> None:
    [one] = persons(office, 1)
    advice = SupportFacts(Kind.COUNSELLING, one)
    days = (date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1))
    steps = tuple(StepFacts(Step.GIVEN, day) for day in days)
    office.do(partial(record_support, order=RecordSupport(advice, steps)))
    legal = RecordSupport(SupportFacts(Kind.LEGAL, one), (steps[0],))
    office.do(partial(record_support, order=legal))
    found = figures(office, Window(date(2026, 1, 1), date(2026, 12, 31)))
    assert (found["H01"].value, found["H01l"].value, found["H09"].value) == (1, 4, 1)
    april = figures(office, Window(date(2026, 4, 1), date(2026, 4, 30)))
    assert (april["H01"].value, april["H01l"].value) == (1, 1)


def test_what_was_planned_alone_counts_nowhere(office: Office) -> None:
    [one] = persons(office, 1)
    planned = SupportFacts(Kind.LOAN, one, source=FUND, amount=1, planned_on=date(2026, 3, 1))
    office.do(partial(record_support, order=RecordSupport(planned)))
    year = Window(date(2026, 1, 1), date(2026, 12, 31))
    assert office.look(partial(sum_given, window=year)).behind == ()


def test_a_steady_job_is_one_still_held_when_asked_last(office: Office) -> None:
    one, other = persons(office, 2)
    for person_id, is_kept in ((one, True), (other, False)):
        steps = (
            StepFacts(Step.STARTED, date(2026, 1, 5)),
            StepFacts(Step.CHECKED, date(2026, 4, 6), months=3, is_kept=is_kept),
        )
        job = SupportFacts(Kind.JOB, person_id, title="Phụ hồ")
        office.do(partial(record_support, order=RecordSupport(job, steps)))
    year = figures(office, Window(date(2026, 1, 1), date(2026, 12, 31)))
    assert (year["H05"].value, year["H05s"].value) == (2, 1)
    winter = figures(office, Window(date(2026, 1, 1), date(2026, 3, 31)))
    assert winter["H05s"].value == 0  # nobody had been asked yet


def test_pupils_count_in_every_window_they_learn_in(office: Office) -> None:
    [one] = persons(office, 1)
    school = SupportFacts(Kind.SCHOOLING, one, title="Lớp 8, THCS Yên Thịnh")
    office.clock = lambda: datetime(2026, 6, 30, 8)
    steps = (StepFacts(Step.STARTED, date(2025, 9, 5)), StepFacts(Step.FINISHED, date(2026, 5, 31)))
    office.do(partial(record_support, order=RecordSupport(school, steps)))
    for window, count in (
        (Window(date(2025, 1, 1), date(2025, 12, 31)), 1),
        (Window(date(2026, 1, 1), date(2026, 12, 31)), 1),
        (Window(date(2026, 6, 1), date(2026, 12, 31)), 0),
    ):
        assert figures(office, window)["H02"].value == count


def test_what_was_planned_stands_beside_what_was_given_of_it(office: Office) -> None:
    one, other, third = persons(office, 3)
    given = StepFacts(Step.STARTED, date(2026, 3, 10))
    school = "Trung tâm GDNN huyện"
    for person_id, planned_on, steps in (
        (one, date(2026, 3, 15), (given,)),
        (other, date(2026, 3, 1), (given,)),
        (third, date(2026, 4, 1), ()),
        (third, date(2027, 4, 1), ()),
    ):
        facts = SupportFacts(
            Kind.TRAINING, person_id, title="Hàn", source=school, planned_on=planned_on
        )
        office.do(partial(record_support, order=RecordSupport(facts, steps)))
    year = Window(date(2026, 1, 1), date(2026, 12, 31))
    [line] = office.look(partial(planned_and_given, window=year))
    assert (line.source, line.planned, line.given, line.in_time) == (school, 3, 2, 1)
    elsewhere = replace(year, hamlet_id=2)
    assert office.look(partial(planned_and_given, window=elsewhere)) == ()
