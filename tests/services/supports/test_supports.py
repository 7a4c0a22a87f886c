"""Supports are written down, corrected, taken back and summed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.daily_codes import Confidentiality
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.helping import Support, SupportFact
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.coming import Ask, SupportDays
from rehabdesk.domain.teamwork.supports.course import Reached
from rehabdesk.domain.teamwork.supports.kinds import Group
from rehabdesk.services.bin.keeping import list_bin
from rehabdesk.services.bin.throwing import bring_back, throw_away
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import NotYourRight, Office, Work
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.one_file import list_history, read_file
from rehabdesk.services.secrecy.files import FileKeptClose
from rehabdesk.services.supports.days import set_support_days, support_days
from rehabdesk.services.supports.facts import (
    AmountMissing,
    AnswerMissing,
    KeptTooEarly,
    MoreMonthsThanAgreed,
    MoreThanAgreed,
    NobodyHelped,
    ReminderUnclear,
    SourceMissing,
    StepAhead,
    StepDayMissing,
    StepFacts,
    StepNotOfKind,
    StepsGoBack,
    SupportFacts,
    TitleMissing,
)
from rehabdesk.services.supports.looks import SupportsAsked, read_page, read_support, supports_of
from rehabdesk.services.supports.recording import (
    CorrectSupport,
    Recorded,
    RecordSupport,
    SupportGone,
    bring_step_back,
    correct_step,
    correct_support,
    drop_step,
    record_step,
    record_support,
)
from rehabdesk.services.supports.rows import SupportRow
from tests.builders import LAN, taken_in

Step, Kind = SupportStep, SupportKind
ASKED = StepFacts(Step.ASKED, date(2026, 11, 1))


def a_loan(person_id: int | None, **facts: object) -> SupportFacts:
    loan = SupportFacts(
        Kind.LOAN,
        person_id,
        source="Ngân hàng CSXH",
        amount=50_000_000,
        months=24,
        use="Mua máy hàn",
    )
    return replace(loan, **facts)  # type: ignore[arg-type]


def recorded(office: Office, facts: SupportFacts, *steps: StepFacts) -> Recorded:
    return office.do(partial(record_support, order=RecordSupport(facts, steps))).result


def row_of(office: Office, support_id: int) -> SupportRow:
    row = office.look(partial(read_support, support_id=support_id))
    assert row is not None
    return row


def counts(office: Office) -> tuple[int, int]:
    def count(work: Work) -> tuple[int, int]:
        return (
            len(work.session.scalars(select(Support)).all()),
            len(work.session.scalars(select(SupportFact)).all()),
        )

    return office.look(count)


@pytest.fixture
def person_id(office: Office) -> int:
    return taken_in(office, full_name="Cao Bá Phúc", papers=())


def test_a_loan_goes_its_way_step_by_step(office: Office, person_id: int) -> None:
    made = recorded(office, a_loan(person_id), StepFacts(Step.ASKED, date(2026, 3, 1)))
    assert made.name == "Cao Bá Phúc"
    for step in (
        StepFacts(Step.APPROVED, date(2026, 4, 1)),
        StepFacts(Step.PAID_OUT, date(2026, 5, 12), 50_000_000),
        StepFacts(Step.REPAID, date(2026, 11, 5), months=8),
    ):
        office.do(partial(record_step, support_id=made.support_id, step=step))
    row = row_of(office, made.support_id)
    assert row.course.told == "Trả 8/24 tháng"
    assert [each.reached for each in row.course.cells] == [*[Reached.DONE] * 3, Reached.NOW]
    assert row.given_on == date(2026, 5, 12)
    assert [each.told for each in row.steps][2:] == [
        "Giải ngân, 50.000.000 đồng",
        "Trả nợ, 8 tháng",
    ]


def test_a_person_has_several_supports_planned_and_given(office: Office, person_id: int) -> None:
    recorded(office, a_loan(person_id), ASKED)
    planned = SupportFacts(Kind.TRAINING, person_id, title="Nghề hàn", planned_on=date(2027, 1, 15))
    recorded(office, planned)
    of_person = office.look(partial(supports_of, person_id=person_id))
    assert [row.kind for row in of_person.rows] == [Kind.TRAINING, Kind.LOAN]
    assert [row.course.told for row in of_person.planned] == ["Dự kiến 15/01/2027"]


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        (a_loan(None), NobodyHelped),
        (a_loan(4_000), NobodyHelped),
        (a_loan(None, household="Bà Lụa", source=" "), SourceMissing),
        (a_loan(None, household="Bà Lụa", amount=None), AmountMissing),
        (a_loan(None, household="Bà Lụa", next_word="gọi"), ReminderUnclear),
        (SupportFacts(Kind.JOB, household="Bà Lụa"), TitleMissing),
    ],
)
def test_what_says_too_little_is_refused(
    office: Office, facts: SupportFacts, refused: type[Refusal]
) -> None:
    with pytest.raises(refused):
        recorded(office, facts)
    assert counts(office) == (0, 0)


@pytest.mark.parametrize(
    ("step", "refused"),
    [
        (StepFacts(Step.PAID_OUT, None), StepDayMissing),
        (StepFacts(Step.PAID_OUT, date(2026, 11, 24)), StepAhead),
        (StepFacts(Step.STARTED, date(2026, 11, 2)), StepNotOfKind),
        (StepFacts(Step.PAID_OUT, date(2026, 10, 30)), StepsGoBack),
        (StepFacts(Step.PAID_OUT, date(2026, 11, 2), 60_000_000), MoreThanAgreed),
        (StepFacts(Step.REPAID, date(2026, 11, 2), months=25), MoreMonthsThanAgreed),
    ],
)
def test_a_step_that_cannot_be_leaves_nothing(
    office: Office, person_id: int, step: StepFacts, refused: type[Refusal]
) -> None:
    made = recorded(office, a_loan(person_id), ASKED)
    with pytest.raises(refused) as told:
        office.do(partial(record_step, support_id=made.support_id, step=step))
    assert counts(office) == (1, 1)
    if isinstance(told.value, NeedsConfirmation):  # a doubt is no wall
        act = partial(record_step, support_id=made.support_id, step=step)
        office.do(act, frozenset({told.value.key}))
        assert counts(office) == (1, 2)


def test_a_job_asked_about_needs_its_answer(office: Office, person_id: int) -> None:
    job = SupportFacts(Kind.JOB, person_id, title="Phụ hồ")
    made = recorded(office, job, StepFacts(Step.STARTED, date(2026, 8, 1)))
    unclear = StepFacts(Step.CHECKED, date(2026, 11, 2), months=4, is_kept=True)
    with pytest.raises(AnswerMissing):
        office.do(partial(record_step, support_id=made.support_id, step=unclear))
    kept = replace(unclear, months=3)
    office.do(partial(record_step, support_id=made.support_id, step=kept))
    assert row_of(office, made.support_id).course.questions[0].is_kept is True


def test_a_correction_gives_what_takes_it_back(office: Office, person_id: int) -> None:
    made = recorded(office, a_loan(person_id), ASKED)
    version = row_of(office, made.support_id).version
    order = CorrectSupport(made.support_id, version, a_loan(person_id, source="Hội Phụ nữ"))
    corrected = office.do(partial(correct_support, order=order)).result
    assert row_of(office, made.support_id).source == "Hội Phụ nữ"
    with pytest.raises(EditedMeanwhile):
        office.do(partial(correct_support, order=order))
    office.do(partial(correct_support, order=corrected.back))
    assert row_of(office, made.support_id).source == "Ngân hàng CSXH"


def test_a_step_is_corrected_taken_away_and_brought_back_as_it_was(
    office: Office, person_id: int
) -> None:
    made = recorded(office, a_loan(person_id), ASKED)
    step_id = made.step_id or 0
    later = StepFacts(Step.ASKED, date(2026, 11, 3), words="Nộp lại đơn")
    before = office.do(partial(correct_step, step_id=step_id, step=later)).result.before
    assert before == ASKED
    kept = office.do(partial(drop_step, step_id=step_id)).result
    assert row_of(office, made.support_id).course.is_planned
    office.do(partial(bring_step_back, kept=kept))
    [step] = row_of(office, made.support_id).steps
    assert (step.fact.on, step.fact.words) == (date(2026, 11, 3), "Nộp lại đơn")
    assert step.recorded_by == LAN.name


def test_a_support_goes_into_the_bin_with_its_steps_and_comes_back(
    office: Office, person_id: int
) -> None:
    made = recorded(office, a_loan(person_id), ASKED)
    before = row_of(office, made.support_id)
    thrown = office.do(partial(throw_away, kind="support", subject_id=made.support_id)).result
    assert thrown.title == "Vay vốn: Cao Bá Phúc"
    assert counts(office) == (0, 0)
    assert [row.kind for row in office.look(list_bin)] == ["Hỗ trợ"]
    gone = partial(record_step, support_id=made.support_id, step=ASKED)
    with pytest.raises(SupportGone):
        office.do(gone)
    office.do(partial(bring_back, item_id=thrown.item_id))
    assert row_of(office, made.support_id) == before


def test_every_act_leaves_its_line(office: Office, person_id: int) -> None:
    made = recorded(office, a_loan(person_id), ASKED)
    office.do(partial(drop_step, step_id=made.step_id or 0))

    def acts(work: Work) -> list[str]:
        asked = select(AuditEntry.act).filter_by(subject=f"support:{made.support_id}")
        return list(work.session.scalars(asked.order_by(AuditEntry.sequence)))

    assert office.look(acts) == ["support.recorded", "support.step_dropped"]


def test_a_leader_reads_and_writes_nothing(office: Office, person_id: int) -> None:
    office.actor = replace(LAN, role=Role.LEADER)
    with pytest.raises(NotYourRight):
        recorded(office, a_loan(person_id), ASKED)
    assert office.look(partial(read_page, asked=SupportsAsked(2026))).rows == ()


def test_a_file_kept_close_has_no_name_here_and_is_not_written_to(
    office: Office, person_id: int
) -> None:
    made = recorded(office, a_loan(person_id, household="Bà Lụa", note="riêng"), ASKED)
    file = office.look(partial(read_file, person_id=person_id))
    close = replace(file.facts, confidentiality=Confidentiality.CLERK_ONLY)
    office.do(partial(correct_person, order=CorrectPerson(person_id, file.version, close)))
    office.actor = replace(LAN, user_id=77, role=Role.CLERK)
    row = row_of(office, made.support_id)
    assert "Phúc" not in row.who
    assert (row.household, row.note) == ("", "")
    with pytest.raises(FileKeptClose):
        office.do(partial(record_step, support_id=made.support_id, step=ASKED))


def test_hidden_names_hide_households_too(office: Office) -> None:
    made = recorded(office, a_loan(None, household="Nguyễn Thị Lụa"), ASKED)
    office.names_hidden = True
    assert row_of(office, made.support_id).who == "Hộ N.T.L."


def test_the_page_has_the_year_the_hamlet_and_the_source(office: Office, person_id: int) -> None:
    recorded(office, a_loan(person_id), ASKED)
    other = a_loan(None, household="Bà Lụa", hamlet_id=1, source="Hội Phụ nữ")
    recorded(
        office,
        other,
        StepFacts(Step.PAID_OUT, date(2025, 2, 14), 30_000_000),
        StepFacts(Step.FINISHED, date(2025, 12, 1)),
    )
    page = office.look(partial(read_page, asked=SupportsAsked(2026)))
    assert [row.who for row in page.of(Group.LOAN)] == ["Cao Bá Phúc"]
    assert page.years == (2026, 2025)
    last_year = office.look(partial(read_page, asked=SupportsAsked(2025)))
    assert [row.who for row in last_year.of(Group.LOAN)] == ["Hộ Bà Lụa"]
    assert last_year.lent == 30_000_000
    assert last_year.persons == 1
    ever = office.look(partial(read_page, asked=SupportsAsked(None, source="Hội Phụ nữ")))
    assert [row.source for row in ever.of(Group.LOAN)] == ["Hội Phụ nữ"]
    here = office.look(partial(read_page, asked=SupportsAsked(None, hamlet_id=1)))
    assert [row.who for row in here.rows] == ["Hộ Bà Lụa"]


def test_what_presses_comes_first_then_the_newest(office: Office, person_id: int) -> None:
    old = recorded(office, a_loan(person_id), StepFacts(Step.ASKED, date(2026, 9, 1)))
    new = recorded(office, a_loan(person_id), StepFacts(Step.ASKED, date(2026, 11, 20)))
    middle = recorded(office, a_loan(person_id), StepFacts(Step.ASKED, date(2026, 11, 10)))
    page = office.look(partial(read_page, asked=SupportsAsked(2026)))
    ids = [old.support_id, new.support_id, middle.support_id]
    assert [row.id for row in page.rows] == ids


def test_the_days_are_the_offices_own(office: Office, person_id: int) -> None:
    made = recorded(office, a_loan(person_id), StepFacts(Step.ASKED, date(2026, 11, 10)))
    coming = row_of(office, made.support_id).coming
    assert coming is not None
    assert not coming.is_due
    office.do(partial(set_support_days, days=SupportDays(approval=5)))
    assert office.look(support_days) == SupportDays(approval=5)
    coming = row_of(office, made.support_id).coming
    assert coming is not None
    assert (coming.ask, coming.is_due) == (Ask.WAITING, True)


def test_a_person_with_supports_is_not_thrown_away(office: Office, person_id: int) -> None:
    recorded(office, a_loan(person_id), ASKED)
    with pytest.raises(Refusal, match="lần hỗ trợ"):
        office.do(partial(throw_away, kind="person", subject_id=person_id))

    def there(work: Work) -> bool:
        return work.session.get(Person, person_id) is not None

    assert office.look(there)


def test_a_household_is_called_one_once_and_hidden_like_everybody(office: Office) -> None:
    facts = a_loan(None, household="Hộ bà Lương Thị Mến")
    made = office.do(partial(record_support, order=RecordSupport(facts, (ASKED,)))).result
    assert made.name == "hộ bà Lương Thị Mến"
    [row] = office.look(partial(read_page, asked=SupportsAsked(2026))).rows
    assert row.who == "Hộ bà Lương Thị Mến"
    nobody = RecordSupport(a_loan(None, household="Hộ gia đình "), (ASKED,))
    with pytest.raises(NobodyHelped):
        office.do(partial(record_support, order=nobody))

    hidden = replace(office, names_hidden=True)
    step = StepFacts(Step.APPROVED, date(2026, 11, 2))
    told = hidden.do(partial(record_step, support_id=made.support_id, step=step)).result
    assert "Lương" not in told.name


def test_days_in_the_history_are_written_as_people_write_them(office: Office) -> None:
    person_id = taken_in(office)
    made = office.do(partial(record_support, order=RecordSupport(a_loan(person_id), (ASKED,))))
    step = StepFacts(Step.APPROVED, date(2026, 11, 20))
    office.do(partial(record_step, support_id=made.result.support_id, step=step))
    newest = office.look(partial(list_history, person_id=person_id))[0]
    assert (newest.what, newest.after) == ("Ghi bước hỗ trợ", "Duyệt · 20/11/2026")


def test_a_job_kept_for_months_that_have_not_passed_is_asked_about(office: Office) -> None:
    job = SupportFacts(Kind.JOB, taken_in(office), title="Phụ hồ")
    begun = StepFacts(Step.STARTED, date(2026, 8, 20))
    made = office.do(partial(record_support, order=RecordSupport(job, (begun,)))).result
    kept = StepFacts(Step.CHECKED, date(2026, 11, 22), months=6, is_kept=True)
    act = partial(record_step, support_id=made.support_id, step=kept)
    with pytest.raises(KeptTooEarly, match="chưa đủ 6 tháng"):
        office.do(act)
    left = replace(kept, is_kept=False)
    office.do(partial(record_step, support_id=made.support_id, step=left))
