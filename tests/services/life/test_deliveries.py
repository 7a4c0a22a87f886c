"""A paper handed over: to whom, when, taken or refused; the record of it is worded from that."""

from __future__ import annotations

from datetime import date, time
from functools import partial
from typing import Any

import pytest

from rehabdesk.documents.pages import text_of
from rehabdesk.domain.codes import PaperStatus
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.cabinet.files import NotAScan
from rehabdesk.services.decisions.following.delivery_record import print_delivery_record
from rehabdesk.services.decisions.following.looking import look_at_paper
from rehabdesk.services.decisions.life.deliveries import (
    Deliver,
    GivenBeforeItsDay,
    GivenInTheFuture,
    NothingToHandOver,
    ReceiverMissing,
    attach_record,
    deliver,
    deliveries_of,
    undo_delivery,
)
from rehabdesk.services.decisions.life.journal import HasLaterWork
from rehabdesk.services.decisions.numbering import undo_numbering
from rehabdesk.services.decisions.register import list_register
from rehabdesk.services.office import Office
from tests.builders import a_volunteer, taken_in
from tests.services.life.builders import assigned, dump, in_force
from tests.services.papers import TODAY, an_order, submitted


def given(office: Office, decision_id: int, **facts: Any) -> int:
    told: dict[str, Any] = {"given_on": TODAY, "receiver_name": "Trần Văn Thắng"}
    order = Deliver(decision_id, **(told | facts))
    return office.do(partial(deliver, order=order)).result


def status(office: Office, decision_id: int) -> PaperStatus:
    return office.look(lambda work: work.session.get_one(Decision, decision_id).status)


def test_a_paper_on_a_person_is_delivered_when_she_has_it_not_when_the_police_have(
    office: Office,
) -> None:
    person_id, paper = in_force(office)
    given(office, paper, receiver_name="Nguyễn Văn Sơn", receiver_relation="Trưởng Công an xã")
    assert status(office, paper) is PaperStatus.NUMBERED
    given(office, paper, person_id=person_id, given_at=time(8, 30))
    assert status(office, paper) is PaperStatus.DELIVERED
    rows = office.look(partial(deliveries_of, decision_ids=[paper]))[paper]
    assert [(row.receiver, row.when, row.giver) for row in rows] == [
        ("Nguyễn Văn Sơn (Trưởng Công an xã)", "23/11/2026", "Nguyễn Thị Hạnh"),
        ("Trần Văn Thắng", "08:30 23/11/2026", "Nguyễn Thị Hạnh"),
    ]


def test_refused_is_a_state_of_its_own_until_the_paper_is_taken(office: Office) -> None:
    person_id, paper = in_force(office)
    given(office, paper, person_id=person_id, is_refused=True)
    assert status(office, paper) is PaperStatus.DELIVERY_REFUSED
    given(office, paper, person_id=person_id)
    assert status(office, paper) is PaperStatus.DELIVERED


def test_an_assignment_is_delivered_when_the_helper_has_it(office: Office) -> None:
    person_id, _ = in_force(office)
    paper = assigned(office, person_id, "Hà Văn Tới", "47", TODAY)
    given(office, paper, receiver_name="Hà Văn Tới", receiver_relation="người phụ trách")
    assert status(office, paper) is PaperStatus.DELIVERED


def test_a_hand_over_undone_leaves_no_row(office: Office) -> None:
    person_id, paper = in_force(office)
    before = dump(office)
    delivery_id = given(office, paper, person_id=person_id, record=("23.pdf", b"%PDF-1.4 scan"))
    assert dump(office) != before
    office.do(partial(undo_delivery, delivery_id=delivery_id))
    assert dump(office) == before


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"receiver_name": "  "}, ReceiverMissing),
        ({"given_on": date(2026, 11, 24)}, GivenInTheFuture),
        ({"given_at": time(9, 0)}, GivenInTheFuture),
        ({"given_on": date(2026, 11, 22)}, GivenBeforeItsDay),
        ({"record": ("x.exe", b"MZ")}, NotAScan),
    ],
)
def test_a_hand_over_that_cannot_be_leaves_nothing(
    office: Office, facts: dict[str, Any], refusal: type[Refusal]
) -> None:
    _, paper = in_force(office)
    before = dump(office)
    with pytest.raises(refusal):
        given(office, paper, **facts)
    assert dump(office) == before


def test_a_paper_without_a_number_is_not_handed_over(office: Office) -> None:
    waiting = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    with pytest.raises(NothingToHandOver):
        given(office, waiting)


def test_a_number_handed_over_is_not_undone(office: Office) -> None:
    person_id, paper = in_force(office)
    given(office, paper, person_id=person_id)
    before = dump(office)
    with pytest.raises(HasLaterWork):
        office.do(partial(undo_numbering, decision_id=paper))
    assert dump(office) == before


def test_the_record_says_who_gave_what_to_whom(office: Office) -> None:
    person_id, paper = in_force(office)
    delivery_id = given(office, paper, person_id=person_id, given_at=time(8, 30))
    record = office.do(partial(print_delivery_record, delivery_id=delivery_id)).result
    text = " ".join(" ".join(text_of(record.content)).split())
    assert "Về việc giao nhận Quyết định Căn cứ" in text
    assert "hồi 08 giờ 30 phút, ngày 23/11/2026" in text
    assert "Họ và tên: Nguyễn Thị Hạnh" in text
    assert "Họ và tên: Trần Văn Thắng Giới tính: Nam" in text
    assert "Quyết định số 46/QĐ-UBND ngày 23 tháng 11 năm 2026" in text
    office.do(
        partial(
            attach_record,
            delivery_id=delivery_id,
            version=1,
            name="23.pdf",
            content=b"%PDF-1.4 scan",
        )
    )
    assert office.look(partial(look_at_paper, decision_id=paper)).deliveries[0].has_record


def test_the_record_of_another_receiver_does_not_borrow_her_facts(office: Office) -> None:
    _, paper = in_force(office)
    delivery_id = given(office, paper, receiver_name="Nguyễn Thị Lụa", receiver_relation="mẹ")
    record = office.do(partial(print_delivery_record, delivery_id=delivery_id)).result
    text = " ".join(" ".join(text_of(record.content)).split())
    assert "Họ và tên: Nguyễn Thị Lụa" in text
    assert "099091004217" not in text


def test_the_book_and_the_look_at_a_paper_tell_who_has_it(office: Office) -> None:
    person_id, paper = in_force(office)
    given(office, paper, person_id=person_id, given_at=time(8, 30))
    [row] = office.look(partial(list_register, book_id=1, year=2026))
    assert (row.receivers, row.delivered_on) == ("Trần Văn Thắng", TODAY)
    look = office.look(partial(look_at_paper, decision_id=paper))
    told = [(step.label, step.detail) for step in look.path]
    assert told == [
        ("Soạn", "Nguyễn Thị Hạnh"),
        ("Trình ký", ""),
        ("Ghi số", "46/QĐ-UBND ngày 23/11/2026"),
        ("Giao", "Trần Văn Thắng"),
    ]
