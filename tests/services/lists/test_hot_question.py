from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from itertools import product
from typing import Any

import pytest

from rehabdesk.domain.codes import Sex
from rehabdesk.domain.daily_codes import ContactWay, Employment, QuickRating
from rehabdesk.domain.dates import PartialDate, age_on
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.services.lists.filter_content import content_of, filter_from
from rehabdesk.services.lists.hot_question import Answer, answer
from rehabdesk.services.lists.people import read_lines
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.filters import Kind, ListWanted, PersonFilter
from rehabdesk.services.people.question import Period, Question, Within
from rehabdesk.services.supports.facts import StepFacts, SupportFacts
from rehabdesk.services.supports.recording import RecordSupport, record_support
from rehabdesk.services.supports.supported import Supported
from tests.builders import NOW, taken_in

TODAY = NOW.date()
BORN = (
    ("Lê An", PartialDate(1996), Sex.MALE, Employment.NONE, "Heroin"),
    ("Bùi Bình", PartialDate(1996, 11), Sex.FEMALE, Employment.NONE, ""),
    ("Vũ Cường", PartialDate(1996, 11, 23), Sex.MALE, Employment.STEADY, "Heroin"),
    ("Đỗ Dung", PartialDate(1996, 11, 24), Sex.FEMALE, None, ""),
    ("Hà Em", PartialDate(2008, 12), None, Employment.SCHOOL, ""),
    ("Mai Gấm", None, Sex.FEMALE, Employment.NONE, ""),
    ("Cao Hà", PartialDate(1950), Sex.MALE, None, ""),
)


@pytest.fixture
def asked_office(office: Office) -> Office:
    for name, born, sex, work, drugs in BORN:
        one = taken_in(office, full_name=name, birth=born, sex=sex, papers=(), hamlet_id=1)
        office.do(partial(know_more, person_id=one, work_now=work, drugs=drugs))
    return office


def know_more(work: Work, person_id: int, work_now: Employment | None, drugs: str) -> None:
    person = work.session.get_one(Person, person_id)
    person.employment, person.drugs = work_now, drugs
    work.record("person.corrected", person)


def asked(office: Office, **question: Any) -> Answer:
    chosen = PersonFilter(kind=Kind.EVERYBODY, question=Question(**question))
    return office.look(partial(answer, wanted=ListWanted(chosen)))


def names(office: Office, found: Answer) -> set[str]:
    lines = office.look(partial(read_lines, person_ids=found.files.person_ids))
    return {row.full_name for row in lines}


@pytest.mark.thorough
def test_every_limit_of_age_means_whom_the_office_s_own_counting_may_mean(
    asked_office: Office,
) -> None:
    limits = (None, 17, 18, 29, 30, 31, 75, 76)
    for least, under in product(limits, limits):
        if least is None and under is None:
            continue
        found = asked(asked_office, age_from=least, age_under=under)
        maybe, surely = set(), set()
        for name, born, *_ in BORN:
            if born is None:
                continue
            ages = {
                age_on(PartialDate.of(day), TODAY).years for day in (born.first_day, born.last_day)
            }
            fits = [
                (least is None or age >= least) and (under is None or age < under)
                for age in range(min(ages), max(ages) + 1)
            ]
            maybe |= {name} if any(fits) else set()
            surely |= {name} if all(fits) else set()
        assert names(asked_office, found) == maybe, (least, under)
        assert found.of_doubtful_age == len(maybe - surely), (least, under)


def test_an_answer_tells_sexes_doubts_and_what_files_do_not_hold(asked_office: Office) -> None:
    found = asked(asked_office, age_under=30, employment=Employment.NONE)
    assert names(asked_office, found) == {"Lê An", "Bùi Bình"}
    assert (found.males, found.females) == (1, 1)
    assert found.of_doubtful_age == 2
    assert dict(found.lacking) == {"chưa ghi ngày sinh": 1, "chưa ghi việc làm": 1}
    assert found.sentence == (
        "Tính đến 23/11/2026, xã Yên Thịnh có 2 người có hồ sơ, dưới 30 tuổi, "
        "chưa có việc làm (nam 1, nữ 1). "
        "2 người chỉ biết năm hoặc tháng sinh, tuổi có thể chưa đúng. "
        "1 người chưa ghi ngày sinh, không tính vào đây. "
        "1 người chưa ghi việc làm, không tính vào đây."
    )


def test_nobody_is_told_as_nobody(asked_office: Office) -> None:
    found = asked(asked_office, drugs="Không có loại này")
    assert found.count == 0
    assert "xã Yên Thịnh không có người có hồ sơ, dùng Không có loại này." in found.sentence
    assert found.drugs == ("Heroin",)


def test_meetings_long_ago_and_vain_ones_are_no_meetings(asked_office: Office) -> None:
    everybody = asked(asked_office).files.person_ids
    met, vain, long_ago = everybody[:3]

    def meet(work: Work) -> None:
        for person_id, on, rating in (
            (met, date(2026, 11, 1), QuickRating.GOOD),
            (vain, date(2026, 11, 1), QuickRating.NOT_MET),
            (long_ago, date(2026, 9, 1), None),
        ):
            note = Contact(on, ContactWay.AT_HOME, "Hạnh", NOW)
            note.persons = [ContactPerson(work.session.get_one(Person, person_id), rating)]
            work.session.add(note)
        work.record("contact.noted", None)

    asked_office.do(meet)
    unseen = asked(asked_office, unseen_days=30).files.person_ids
    assert met not in unseen
    assert {vain, long_ago} <= set(unseen)
    assert set(asked(asked_office, unseen_days=90).files.person_ids) == set(everybody) - {
        met,
        long_ago,
    }


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.THIS_MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        (Period.NEXT_MONTH, date(2026, 12, 1), date(2026, 12, 31)),
        (Period.THIS_QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
        (Period.THIS_YEAR, date(2026, 1, 1), date(2026, 12, 31)),
        (Period.COMING_90, TODAY, date(2027, 2, 21)),
    ],
)
def test_a_period_is_counted_from_today(period: Period, first: date, last: date) -> None:
    assert Within(period).days(TODAY) == (first, last)


def test_the_day_of_coming_back_narrows(asked_office: Office) -> None:
    everybody = asked(asked_office).count
    row = asked_office.look(
        partial(read_lines, person_ids=asked(asked_office).files.person_ids[:1])
    )[0]
    assert row.next_step
    whole = Within(Period.OWN, date(2026, 11, 1), date(2026, 12, 31))
    assert asked(asked_office, back=whole).count == everybody
    assert asked(asked_office, back=Within(Period.OWN, None, date(2026, 1, 1))).count == 0
    assert asked(asked_office, term=Within(Period.THIS_YEAR)).count == 0


def test_a_question_is_kept_and_comes_back_without_the_words_typed() -> None:
    chosen = PersonFilter(
        "Lê An",
        Kind.EVERYBODY,
        3,
        "A–C",
        "awaiting",
        "",
        is_mine=True,
        question=Question(
            Sex.FEMALE,
            18,
            30,
            Employment.NONE,
            Within(Period.OWN, date(2026, 1, 1), None),
            Within(Period.THIS_MONTH),
            30,
            2,
            "Heroin",
        ),
    )
    kept = content_of(chosen)
    assert "Lê An" not in str(kept)
    assert filter_from(kept) == replace(chosen, words="")
    assert content_of(PersonFilter()) == {}
    assert filter_from({"kind": "no such kind", "letters": "?", "hamlet_id": "x"}) == PersonFilter()


def test_who_borrows_learns_works_or_never_got_anything(office: Office) -> None:
    one, other, third = (
        taken_in(office, full_name=name, papers=(), hamlet_id=1) for name in ("An", "Bình", "Cường")
    )
    paid = StepFacts(SupportStep.PAID_OUT, date(2026, 3, 1))
    over = StepFacts(SupportStep.FINISHED, date(2026, 11, 1))
    loan = SupportFacts(SupportKind.LOAN, one, source="Hội Phụ nữ", amount=1_000_000)
    job = SupportFacts(SupportKind.JOB, other, title="Phụ hồ")
    begun = StepFacts(SupportStep.STARTED, date(2026, 3, 1))
    left = StepFacts(SupportStep.CHECKED, date(2026, 6, 1), months=3, is_kept=False)
    for order in (
        RecordSupport(loan, (paid,)),
        RecordSupport(replace(loan, person_id=other), (paid, over)),
        RecordSupport(job, (begun,)),
        RecordSupport(replace(job, person_id=one), (begun, left)),
        RecordSupport(SupportFacts(SupportKind.LEGAL, third, planned_on=date(2027, 1, 1))),
    ):
        office.do(partial(record_support, order=order))
    meant = {
        Supported.BORROWS: {"An"},
        Supported.LEARNS: set(),
        Supported.WORKS: {"Bình"},
        Supported.HELPED: {"An", "Bình"},
        Supported.NEVER: {"Cường"},
    }
    for each, whom in meant.items():
        found = asked(office, supported=each)
        assert names(office, found) == whom
    assert "đang vay vốn" in asked(office, supported=Supported.BORROWS).sentence
    chosen = PersonFilter(question=Question(supported=Supported.NEVER))
    assert filter_from(content_of(chosen)) == chosen
