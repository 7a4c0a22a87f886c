from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import PaperStatus, Validity
from rehabdesk.domain.course.steps import StepState
from rehabdesk.domain.records import AuditEntry
from rehabdesk.services.assigning.carrying import list_helpers
from rehabdesk.services.assignments import Group, list_managed
from rehabdesk.services.cabinet.files import NotAScan
from rehabdesk.services.decisions.following.foretelling import foretell
from rehabdesk.services.decisions.following.moved import Known
from rehabdesk.services.decisions.numbering import (
    ReasonRequired,
    explain_gap,
    next_number,
)
from rehabdesk.services.decisions.opening import open_papers, open_signed_copy
from rehabdesk.services.decisions.papers import (
    NotNumberedYet,
    attach_signed_copy,
    read_signed_copy,
)
from rehabdesk.services.decisions.register import (
    check_numbers,
    list_register,
    register_years,
)
from rehabdesk.services.office import Office
from rehabdesk.services.people.one_file import read_file
from tests.builders import a_volunteer, taken_in
from tests.services.papers import TODAY, an_order, numbered, submitted


def test_another_year_begins_again(office: Office) -> None:
    volunteer_id = a_volunteer(office)
    first = submitted(office, an_order(office, taken_in(office), volunteer_id))
    numbered(office, first)
    later = replace(office, clock=lambda: datetime(2027, 1, 5, 9, 0))
    second = submitted(office, an_order(office, taken_in(office, papers=()), volunteer_id))
    numbered(later, second, "46", date(2027, 1, 4))
    assert office.look(partial(next_number, book_id=1, year=2027)) == 47


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
    told = office.look(partial(foretell, decision_id=decision_id, known=Known("46", TODAY)))
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


def test_opening_a_paper_or_its_scan_is_on_record(office: Office) -> None:
    decision_id = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    numbered(office, decision_id)
    [paper] = office.do(partial(open_papers, decision_ids=(decision_id,))).result
    assert paper.content.startswith(b"%PDF")
    assert office.do(partial(open_signed_copy, decision_id=decision_id)).result is None
    acts = office.look(
        lambda work: work.session.scalars(
            select(AuditEntry.act).order_by(AuditEntry.sequence.desc()).limit(2)
        ).all()
    )
    assert acts == ["decision.signed_copy_opened", "decision.opened"]
