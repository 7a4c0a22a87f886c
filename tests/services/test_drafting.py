from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from rehabdesk.documents.pages import text_of
from rehabdesk.domain.codes import CaseState, RehabForm
from rehabdesk.domain.records.decision import NotADraft
from rehabdesk.domain.regime import NoRegime
from rehabdesk.services.decisions.checks import Level, check_order
from rehabdesk.services.decisions.composing import (
    DraftDecision,
    NobodyChosen,
    NoSigner,
    TermBeforeBirth,
    TermEndsBeforeStart,
    propose_term,
)
from rehabdesk.services.decisions.drafting import (
    discard_draft,
    list_forms,
    mark_signed,
    preview,
    read_order,
    save_draft,
    submit_decisions,
    take_back,
    unmark_signed,
    word_file,
)
from rehabdesk.services.decisions.register import (
    count_awaiting,
    list_awaiting,
    list_register,
)
from rehabdesk.services.decisions.wording.books import NoBook
from rehabdesk.services.office import Office
from rehabdesk.services.offices import correct_book, list_books
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.people.one_file import read_file
from tests.builders import a_person, a_volunteer, an_episode, taken_in
from tests.services.papers import PLANNED, an_order, numbered, submitted, text_of_paper


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


def test_nobody_no_signer_and_an_end_before_its_start_are_refused(office: Office) -> None:
    order = an_order(office, taken_in(office), a_volunteer(office))
    for wrong, refusal in (
        (replace(order, person_ids=()), NobodyChosen),
        (replace(order, signer_id=None), NoSigner),
        (replace(order, term_end=order.term_start), TermEndsBeforeStart),
        (replace(order, term_start=date(1980, 1, 1)), TermBeforeBirth),
    ):
        with pytest.raises(refusal):
            office.do(partial(submit_decisions, order=wrong))
    assert office.look(count_awaiting) == 0


def test_a_term_before_birth_is_told_before_it_is_printed(office: Office) -> None:
    order = an_order(office, taken_in(office), a_volunteer(office))
    early = replace(order, term_start=date(1980, 1, 1))
    first, *_ = office.look(partial(check_order, order=early))
    assert (first.level, first.field) == (Level.BAD, "term_start")
    assert first.sentence == "Từ ngày phải sau ngày sinh của Trần Văn Thắng (14/08/1991)."


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


def test_a_paper_called_signed_too_early_goes_back_until_it_has_a_number(office: Office) -> None:
    decision_id = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    unmark = partial(unmark_signed, decision_id=decision_id)
    with pytest.raises(NotADraft):
        office.do(unmark)
    office.do(partial(mark_signed, decision_id=decision_id))
    office.do(unmark)
    office.do(partial(take_back, decision_id=decision_id))
    assert office.look(count_awaiting) == 0


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


def test_an_office_with_its_own_symbol_still_has_its_book(office: Office) -> None:
    [book] = office.look(list_books)
    change = partial(correct_book, book_id=book.id, version=book.version)
    office.do(partial(change, symbol="QĐ-CTUBND", is_active=True))
    order = an_order(office, taken_in(office), a_volunteer(office))
    [paper] = office.look(partial(preview, order=order))
    assert "/QĐ-CTUBND" in " ".join(text_of(paper.content))
    submitted(office, order)


def test_the_first_certificate_opens_its_book(office: Office) -> None:
    certificate = _a_certificate(office)
    submitted(office, certificate)
    submitted(
        office,
        replace(certificate, person_ids=(taken_in(office, full_name="Lý Anh Quân", papers=()),)),
    )
    books = [(book.name, book.symbol) for book in office.look(list_books)]
    assert books == [("Quyết định", "QĐ-UBND"), ("Giấy xác nhận", "GXN-UBND")]


def test_a_book_the_office_has_closed_stays_closed(office: Office) -> None:
    certificate = _a_certificate(office)
    submitted(office, certificate)
    [book] = [book for book in office.look(list_books) if book.symbol == "GXN-UBND"]
    close = partial(correct_book, book_id=book.id, version=book.version)
    office.do(partial(close, symbol="GXN-UBND", is_active=False))
    with pytest.raises(NoBook):
        submitted(office, certificate)
    assert len(office.look(list_books)) == 2


def _a_certificate(office: Office) -> DraftDecision:
    return an_order(office, taken_in(office), a_volunteer(office), purpose="completion")


def test_what_all_papers_of_a_run_lack_is_told_once(office: Office) -> None:
    people = (taken_in(office), taken_in(office, full_name="Lý Anh Quân", papers=()))
    order = replace(
        an_order(office, people[0], 0, volunteer_ids=()),
        person_ids=people,
        term_start=None,
        term_end=None,
    )
    told = [each.sentence for each in office.look(partial(check_order, order=order))]
    assert told.count("Thiếu người được giao quản lý") == 1
    assert len(told) == len(set(told))
