from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from rehabdesk.documents.pages import text_of
from rehabdesk.domain.codes import CaseState, PaperStatus, RehabForm, Validity
from rehabdesk.domain.records import Assignment, AuditEntry, Decision, StoredFile
from rehabdesk.domain.records.decision import AlreadyNumbered, NotADraft
from rehabdesk.domain.regime import NoRegime
from rehabdesk.services.assignments import Group, helpers_of, list_helpers, list_managed
from rehabdesk.services.decisions.checks import Level, check_order
from rehabdesk.services.decisions.composing import (
    DraftDecision,
    NobodyChosen,
    NoSigner,
    TermEndsBeforeStart,
    propose_term,
)
from rehabdesk.services.decisions.drafting import (
    begin_order,
    discard_draft,
    list_forms,
    mark_signed,
    preview,
    print_again,
    read_order,
    save_draft,
    submit_decisions,
    take_back,
    word_file,
)
from rehabdesk.services.decisions.numbering import (
    HasLaterWork,
    NumberedInTheFuture,
    NumberOne,
    NumberTaken,
    NumberUnreadable,
    OtherLawOnThatDay,
    ReasonRequired,
    explain_gap,
    next_number,
    number_decisions,
    undo_numbering,
)
from rehabdesk.services.decisions.papers import (
    NotAScan,
    NotNumberedYet,
    attach_signed_copy,
    read_signed_copy,
)
from rehabdesk.services.decisions.register import (
    check_numbers,
    count_awaiting,
    foretell,
    list_awaiting,
    list_register,
    register_years,
)
from rehabdesk.services.office import Office
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.people.one_file import StepState, read_file
from tests.builders import a_person, a_volunteer, an_episode, taken_in

TODAY = date(2026, 11, 23)
PLANNED = date(2026, 11, 20)


def an_order(office: Office, person_id: int, volunteer_id: int, **changes: Any) -> DraftDecision:
    order = office.look(
        partial(
            begin_order,
            purpose="post_rehab",
            person_ids=(person_id,),
            volunteer_ids=(volunteer_id,),
            planned_on=PLANNED,
        )
    )
    return replace(order, **changes)


def submitted(office: Office, order: DraftDecision) -> int:
    [paper] = office.do(partial(submit_decisions, order=order)).result
    return paper.decision_id


def numbered(office: Office, decision_id: int, number: str = "46", on: date = TODAY) -> None:
    office.do(partial(number_decisions, orders=[NumberOne(decision_id, number, on)]))


def text_of_paper(office: Office, decision_id: int) -> str:
    paper = office.look(partial(print_again, decision_id=decision_id))
    return " ".join(" ".join(text_of(paper.content)).split())


def test_the_law_of_the_day_offers_its_forms(office: Office) -> None:
    new = office.look(partial(list_forms, planned_on=date(2026, 7, 1)))
    old = office.look(partial(list_forms, planned_on=date(2026, 6, 30)))
    assert {form.code for form in new} >= {"Mẫu 53", "Mẫu 59"}
    assert {form.code for form in old} >= {"Mẫu 51"}


def test_no_law_of_the_day_is_one_sentence(office: Office) -> None:
    with pytest.raises(NoRegime, match="05/01/2021"):
        office.look(partial(list_forms, planned_on=date(2021, 1, 5)))


@pytest.mark.parametrize(
    ("form", "end"),
    [(RehabForm.COMPULSORY, date(2028, 11, 30)), (RehabForm.HOME, date(2027, 11, 30))],
)
def test_the_term_counts_from_completion_not_from_signing(
    office: Office, form: RehabForm, end: date
) -> None:
    order = TakeIn(a_person(), an_episode(rehab_form=form))
    person_id = office.do(partial(take_in, order=order)).result.person_id
    term = office.look(partial(propose_term, person_id=person_id, planned_on=PLANNED))
    assert (term.start, term.end) == (date(2026, 11, 30), end)
    assert "Điều 42" in term.sentence


def test_drafting_has_no_effect(office: Office) -> None:
    person_id = taken_in(office)
    office.do(partial(save_draft, order=an_order(office, person_id, a_volunteer(office))))
    [row] = office.look(list_persons)
    assert row.state is CaseState.PENDING_DECISION
    assert row.term_end is None
    assert row.helper == ""
    assert row.next_step == "Trình ký quyết định"


def test_a_kept_draft_opens_as_it_was_left(office: Office) -> None:
    order = an_order(
        office,
        taken_in(office),
        a_volunteer(office),
        typed={"police_title": "Trưởng Công an xã Yên Thịnh"},
        typed_persons={1: {"person_workplace": "Xưởng mộc"}},
    )
    [decision_id] = office.do(partial(save_draft, order=order)).result.decision_ids
    kept = office.look(partial(read_order, decision_id=decision_id))
    assert replace(kept, decision_id=None, version=None) == order
    changed = replace(kept, typed_persons={1: {"person_workplace": "Trại cá"}})
    again = office.do(partial(save_draft, order=changed)).result
    assert again.decision_ids == (decision_id,)


def test_the_paper_for_signature_has_neither_number_nor_day(office: Office) -> None:
    order = an_order(office, taken_in(office), a_volunteer(office))
    [paper] = office.do(partial(submit_decisions, order=order)).result
    text = " ".join(text_of(paper.content))
    assert "TRẦN VĂN THẮNG" in text
    assert "tháng 11 năm 2026" in text
    assert "46/QĐ-UBND" not in text
    [awaiting] = office.look(list_awaiting)
    assert awaiting.concerns == "Trần Văn Thắng"


def test_number_and_date_make_term_assignment_and_paper_in_one_step(office: Office) -> None:
    person_id = taken_in(office)
    decision_id = submitted(office, an_order(office, person_id, a_volunteer(office)))
    orders = [NumberOne(decision_id, "46", TODAY)]
    done = office.do(partial(number_decisions, orders=orders))

    assert done.result.numbers == ("46/QĐ-UBND",)
    assert {"decision", "episode", "assignment", "stored_file", "audit_entry"} <= done.touched
    [row] = office.look(list_persons)
    assert row.state is CaseState.ABOUT_TO_COMPLETE
    assert (row.term_start, row.term_end) == (date(2026, 11, 30), date(2028, 11, 30))
    assert row.helper == "Ngô Thị Nhàn"
    assert not row.awaits_number
    text = text_of_paper(office, decision_id)
    assert "46/QĐ-UBND" in text
    assert "ngày 23 tháng 11 năm 2026" in text


def test_the_numbered_paper_is_kept_under_its_fingerprint(office: Office) -> None:
    decision_id = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    numbered(office, decision_id)
    kept = office.look(
        lambda work: work.session.execute(select(StoredFile.sha256, StoredFile.size)).one()
    )
    told = office.look(
        lambda work: work.session.scalars(
            select(AuditEntry).filter_by(act="decision.numbered")
        ).one()
    )
    assert told.facts["sha256"] == kept.sha256
    assert kept.size > 10_000


def test_later_edits_do_not_change_what_was_printed_for_signature(office: Office) -> None:
    person_id = taken_in(office)
    decision_id = submitted(office, an_order(office, person_id, a_volunteer(office)))
    file = office.look(partial(read_file, person_id=person_id))
    from rehabdesk.services.people.intake import CorrectPerson, correct_person  # noqa: PLC0415

    changed = replace(file.facts, occupation="Thợ xây")
    order = CorrectPerson(person_id, file.version, changed)
    office.do(partial(correct_person, order=order))
    numbered(office, decision_id)
    text = text_of_paper(office, decision_id)
    assert "Lao động tự do" in text
    assert "Thợ xây" not in text


@pytest.mark.parametrize("number", ["46", "046", " 46 "])
def test_a_number_is_used_once_a_year(office: Office, number: str) -> None:
    volunteer_id = a_volunteer(office)
    first = submitted(office, an_order(office, taken_in(office), volunteer_id))
    second = submitted(office, an_order(office, taken_in(office, papers=()), volunteer_id))
    numbered(office, first)
    with pytest.raises(NumberTaken, match=r"Số 46 đã có trong sổ Quyết định 2026, ngày 23/11/2026"):
        numbered(office, second, number)
    assert office.look(count_awaiting) == 1


def test_another_year_begins_again(office: Office) -> None:
    volunteer_id = a_volunteer(office)
    first = submitted(office, an_order(office, taken_in(office), volunteer_id))
    numbered(office, first)
    later = replace(office, clock=lambda: datetime(2027, 1, 5, 9, 0))
    second = submitted(office, an_order(office, taken_in(office, papers=()), volunteer_id))
    numbered(later, second, "46", date(2027, 1, 4))
    assert office.look(partial(next_number, book_id=1, year=2027)) == 47


def test_one_wrong_number_among_several_numbers_none(office: Office) -> None:
    volunteer_id = a_volunteer(office)
    ids = [
        submitted(office, an_order(office, taken_in(office, papers=()), volunteer_id))
        for _ in range(2)
    ]
    orders = [NumberOne(ids[0], "46", TODAY), NumberOne(ids[1], "46", TODAY)]
    with pytest.raises(NumberTaken):
        office.do(partial(number_decisions, orders=orders))
    assert office.look(count_awaiting) == 2
    assert all(row.term_end is None for row in office.look(list_persons))


@pytest.mark.parametrize("number", ["", "0", "QĐ", "46/QĐ", "4 6", "-1"])
def test_what_is_no_number_is_said(office: Office, number: str) -> None:
    decision_id = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    with pytest.raises(NumberUnreadable):
        numbered(office, decision_id, number)


def test_a_letter_behind_the_number_is_another_number(office: Office) -> None:
    volunteer_id = a_volunteer(office)
    first = submitted(office, an_order(office, taken_in(office), volunteer_id))
    second = submitted(office, an_order(office, taken_in(office, papers=()), volunteer_id))
    numbered(office, first, "46")
    numbered(office, second, "46a")
    rows = office.look(partial(list_register, book_id=1, year=2026))
    assert [row.number_text for row in rows][:2] == ["46a", "46"]


def test_a_paper_is_numbered_once(office: Office) -> None:
    decision_id = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    numbered(office, decision_id)
    with pytest.raises(AlreadyNumbered, match="46/QĐ-UBND"):
        numbered(office, decision_id, "47")


def test_a_paper_is_not_dated_tomorrow(office: Office) -> None:
    decision_id = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    with pytest.raises(NumberedInTheFuture):
        numbered(office, decision_id, "46", date(2026, 11, 24))


def test_a_form_of_the_new_law_is_not_dated_under_the_old(office: Office) -> None:
    decision_id = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    with pytest.raises(OtherLawOnThatDay, match="Mẫu"):
        numbered(office, decision_id, "46", date(2026, 6, 30))


def test_undoing_a_number_restores_everything_but_the_trail(office: Office) -> None:
    volunteer_id = a_volunteer(office)
    person_id = taken_in(office)
    decision_id = submitted(office, an_order(office, person_id, volunteer_id))
    before = office.look(list_persons)
    numbered(office, decision_id)
    office.do(partial(undo_numbering, decision_id=decision_id))
    after = office.look(list_persons)
    assert after == before
    assert office.look(count_awaiting) == 1
    acts = office.look(
        lambda work: work.session.scalars(
            select(AuditEntry.act).order_by(AuditEntry.sequence)
        ).all()
    )
    assert acts[-2:] == ["decision.numbered", "decision.number_undone"]


def test_a_number_something_later_rests_on_is_not_undone(office: Office) -> None:
    person_id = taken_in(office)
    first = submitted(office, an_order(office, person_id, a_volunteer(office)))
    numbered(office, first)
    other = a_volunteer(office, full_name="Hà Văn Tới")
    order = replace(an_order(office, person_id, other), purpose="helper_assignment")
    second = submitted(office, replace(order, term_start=None, term_end=None))
    numbered(office, second, "47")
    with pytest.raises(HasLaterWork):
        office.do(partial(undo_numbering, decision_id=first))


def test_a_new_helper_takes_over_and_the_history_stays(office: Office) -> None:
    person_id = taken_in(office)
    numbered(office, submitted(office, an_order(office, person_id, a_volunteer(office))))
    other = a_volunteer(office, full_name="Hà Văn Tới")
    order = an_order(office, person_id, other)
    order = replace(
        order,
        purpose="helper_assignment",
        term_start=None,
        term_end=None,
        effective_from=date(2026, 12, 15),
    )
    numbered(office, submitted(office, order), "47")
    helpers = office.look(partial(helpers_of, person_id=person_id))
    told = [(each.name, each.until_on, each.ended_by) for each in helpers]
    assert told == [
        ("Bà Hà Văn Tới", None, ""),
        ("Bà Ngô Thị Nhàn", date(2026, 12, 14), "47/QĐ-UBND"),
    ]


def test_one_decision_of_2024_covers_two_persons(office: Office) -> None:
    then = replace(office, clock=lambda: datetime(2024, 5, 6, 9, 0))
    episode = an_episode(completes_on=date(2024, 5, 10))
    ids = tuple(
        then.do(
            partial(take_in, order=TakeIn(a_person(full_name=name, papers=()), episode))
        ).result.person_id
        for name in ("Dương Minh Tuấn", "Tạ Đình Lâm")
    )
    order = then.look(
        partial(
            begin_order,
            purpose="post_rehab",
            person_ids=ids,
            volunteer_ids=(a_volunteer(office),),
            planned_on=date(2024, 5, 6),
        )
    )
    decision_id = submitted(then, replace(order, together=True))
    numbered(then, decision_id, "12", date(2024, 5, 6))
    text = text_of_paper(office, decision_id)
    assert "DƯƠNG MINH TUẤN" in text
    assert "TẠ ĐÌNH LÂM" in text
    assert "116/2021/NĐ-CP" in text
    rows = office.look(lambda work: work.session.scalars(select(Assignment.person_id)).all())
    assert sorted(rows) == sorted(ids)
    decisions = office.look(lambda work: len(work.session.scalars(select(Decision.id)).all()))
    assert decisions == 1


def test_several_persons_on_a_form_for_one_get_a_paper_each(office: Office) -> None:
    ids = tuple(taken_in(office, full_name=f"Lê Văn {each}", papers=()) for each in ("An", "Bình"))
    order = office.look(
        partial(
            begin_order,
            purpose="post_rehab",
            person_ids=ids,
            volunteer_ids=(a_volunteer(office),),
            planned_on=PLANNED,
        )
    )
    papers = office.do(partial(submit_decisions, order=order)).result
    assert len(papers) == 2
    numbered(office, papers[0].decision_id)
    ended = {row.full_name: row.term_end for row in office.look(list_persons)}
    assert ended == {"Lê Văn An": date(2028, 11, 30), "Lê Văn Bình": None}


def test_nobody_no_signer_and_an_end_before_its_start_are_refused(office: Office) -> None:
    order = an_order(office, taken_in(office), a_volunteer(office))
    for wrong, refusal in (
        (replace(order, person_ids=()), NobodyChosen),
        (replace(order, signer_id=None), NoSigner),
        (replace(order, term_end=order.term_start), TermEndsBeforeStart),
    ):
        with pytest.raises(refusal):
            office.do(partial(submit_decisions, order=wrong))
    assert office.look(count_awaiting) == 0


def test_missing_facts_are_listed_and_print_as_dots(office: Office) -> None:
    order = an_order(office, taken_in(office), a_volunteer(office))
    [paper] = office.look(partial(preview, order=order))
    assert "person_workplace" in paper.missing
    checks = office.look(partial(check_order, order=order))
    assert any(check.field == "person_workplace" for check in checks)
    assert all(check.level is not Level.BAD for check in checks)
    filled = replace(order, typed_persons={1: {"person_workplace": "Xưởng mộc"}})
    [paper] = office.look(partial(preview, order=filled))
    assert "person_workplace" not in paper.missing


def test_a_helper_who_left_and_one_at_the_limit_are_warned_about(office: Office) -> None:
    left = a_volunteer(office, full_name="Vũ Đình Lộc", serves_until=date(2026, 11, 12))
    order = an_order(office, taken_in(office), left)
    sentences = [check.sentence for check in office.look(partial(check_order, order=order))]
    assert any("thôi nhiệm vụ từ 12/11/2026" in sentence for sentence in sentences)


def test_a_second_paper_of_a_kind_is_warned_about(office: Office) -> None:
    person_id, volunteer_id = taken_in(office), a_volunteer(office)
    submitted(office, an_order(office, person_id, volunteer_id))
    again = an_order(office, person_id, volunteer_id)
    sentences = [check.sentence for check in office.look(partial(check_order, order=again))]
    assert "Đã có một bản cùng loại đang soạn hoặc chờ số" in sentences


def test_a_submitted_paper_can_be_taken_back_a_signed_one_not_discarded(office: Office) -> None:
    decision_id = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    office.do(partial(take_back, decision_id=decision_id))
    assert office.look(count_awaiting) == 0
    kept = office.look(partial(read_order, decision_id=decision_id))
    submitted(office, kept)
    office.do(partial(mark_signed, decision_id=decision_id))
    with pytest.raises(NotADraft):
        office.do(partial(discard_draft, decision_id=decision_id))


def test_a_discarded_draft_is_gone(office: Office) -> None:
    order = an_order(office, taken_in(office), a_volunteer(office))
    [decision_id] = office.do(partial(save_draft, order=order)).result.decision_ids
    office.do(partial(discard_draft, decision_id=decision_id))
    assert office.look(partial(list_register, book_id=1, year=2026)) == []


def test_the_word_file_is_made_and_recorded(office: Office) -> None:
    order = an_order(office, taken_in(office), a_volunteer(office))
    [file] = office.do(partial(word_file, order=order)).result
    assert file.name == "Mẫu 53 - Trần Văn Thắng.docx"
    assert file.content.startswith(b"PK")


def test_the_book_shows_waiting_papers_first_and_blank_numbers_in_place(office: Office) -> None:
    volunteer_id = a_volunteer(office)
    ids = [
        submitted(office, an_order(office, taken_in(office, papers=()), volunteer_id))
        for _ in range(3)
    ]
    numbered(office, ids[0], "1")
    numbered(office, ids[1], "3")
    office.do(partial(explain_gap, book_id=1, year=2026, number=2, reason="Văn thư cấp việc khác"))
    rows = office.look(partial(list_register, book_id=1, year=2026))
    assert [row.number_text for row in rows] == ["chờ số", "3", "2", "1"]
    assert rows[2].is_gap
    assert rows[2].gap_reason == "Văn thư cấp việc khác"
    assert rows[0].status is PaperStatus.SUBMITTED
    assert rows[1].validity is Validity.NOT_EFFECTIVE
    assert office.look(partial(register_years, book_id=1)) == [2026]


def test_a_gap_wants_a_reason(office: Office) -> None:
    with pytest.raises(ReasonRequired):
        office.do(partial(explain_gap, book_id=1, year=2026, number=2, reason="  "))


def test_the_result_line_points_at_gaps_and_repeats(office: Office) -> None:
    numbered(
        office, submitted(office, an_order(office, taken_in(office), a_volunteer(office))), "1"
    )
    check = partial(check_numbers, book_id=1, year=2026)
    assert not office.look(partial(check, typed=("2", "3"))).has_gap
    gap = office.look(partial(check, typed=("4",)))
    assert gap.has_gap
    assert gap.sentence.startswith("Trống số 2, 3.")
    taken = office.look(partial(check, typed=("1",)))
    assert taken.is_taken
    twice = office.look(partial(check, typed=("2", "2")))
    assert twice.is_taken


def test_what_a_number_will_do_is_told_before_and_then_done(office: Office) -> None:
    person_id = taken_in(office)
    decision_id = submitted(office, an_order(office, person_id, a_volunteer(office)))
    told = office.look(partial(foretell, decision_id=decision_id, number="46"))
    assert told[:3] == [
        "Ghi dòng 46 vào Sổ Quyết định 2026",
        "Tính thời hạn quản lý: 30/11/2026 đến 30/11/2028",
        "Ghi bà Ngô Thị Nhàn là người phụ trách từ 30/11/2026",
    ]


def test_the_signed_copy_joins_a_numbered_paper_only(office: Office) -> None:
    decision_id = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    attach = partial(attach_signed_copy, decision_id=decision_id, name="ky.pdf")
    with pytest.raises(NotNumberedYet):
        office.do(partial(attach, content=b"%PDF-1.4 scan"))
    numbered(office, decision_id)
    with pytest.raises(NotAScan):
        office.do(partial(attach, content=b"MZ program"))
    office.do(partial(attach, content=b"%PDF-1.4 scan"))
    kept = office.look(partial(read_signed_copy, decision_id=decision_id))
    assert kept == ("ky.pdf", "application/pdf", b"%PDF-1.4 scan")
    [row] = [
        row
        for row in office.look(partial(list_register, book_id=1, year=2026))
        if row.decision_id == decision_id
    ]
    assert row.has_signed_copy


def test_the_board_moves_a_person_from_nobody_over_waiting_to_assigned(office: Office) -> None:
    def groups() -> list[Group]:
        return [row.group for row in office.look(list_managed)]

    person_id, volunteer_id = taken_in(office), a_volunteer(office)
    assert groups() == [Group.NOBODY]
    decision_id = submitted(office, an_order(office, person_id, volunteer_id))
    assert groups() == [Group.AWAITING]
    numbered(office, decision_id)
    assert groups() == [Group.ASSIGNED]
    [helper] = office.look(list_helpers)
    assert (helper.load, helper.awaiting) == (1, 0)


def test_the_stepper_follows_what_was_recorded(office: Office) -> None:
    person_id = taken_in(office)
    states = [step.state for step in office.look(partial(read_file, person_id=person_id)).steps]
    assert states[:3] == [StepState.DONE, StepState.NOW, StepState.NOT_YET]
    decision_id = submitted(office, an_order(office, person_id, a_volunteer(office)))
    numbered(office, decision_id)
    states = [step.state for step in office.look(partial(read_file, person_id=person_id)).steps]
    assert states[:3] == [StepState.DONE, StepState.DONE, StepState.DONE]
