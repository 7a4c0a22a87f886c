"""The book on paper: ten columns, every number in its line, whatever became of it."""

from __future__ import annotations

from datetime import date, time
from functools import partial

import pytest

from rehabdesk.documents.pages import text_of
from rehabdesk.domain.codes import LinkKind
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.office import DocumentBook
from rehabdesk.services.decisions.book.printing import COLUMNS, _rows, print_book
from rehabdesk.services.decisions.following.renumbering import CorrectNumber, correct_number
from rehabdesk.services.decisions.life.deliveries import Deliver, deliver
from rehabdesk.services.decisions.life.recipients import SENT, CopiesUnreadable
from rehabdesk.services.decisions.numbering import (
    NumberOne,
    explain_gap,
    number_decisions,
    undo_numbering,
)
from rehabdesk.services.decisions.register import list_register
from rehabdesk.services.office import Office, Work
from tests.builders import a_volunteer, taken_in
from tests.services.life.builders import dump, followed, in_force, instead_of, version_of
from tests.services.papers import TODAY, an_order, numbered, submitted


def test_the_ten_columns_stand_in_the_order_of_the_decree() -> None:
    """ND30, Phụ lục IV: Sổ đăng ký văn bản đi."""
    assert [column.title for column in COLUMNS] == [
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Người ký",
        "Nơi nhận văn bản",
        "Đơn vị, người nhận bản lưu",
        "Số lượng bản",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    ]


def test_every_number_of_the_year_has_its_line_and_says_what_became_of_it(office: Office) -> None:
    person_id, first = in_force(office, "41")
    _, second = in_force(office, "42", full_name="Lý Anh Quân", papers=())
    _, third = in_force(office, "44", full_name="Mai Xuân Nam", papers=())
    order = Deliver(first, TODAY, "Trần Văn Thắng", time(8, 30), person_id=person_id)
    office.do(partial(deliver, order=order))
    office.do(partial(explain_gap, book_id=1, year=2026, number=43, reason="Cấp việc khác"))
    numbered(office, instead_of(office, second), "45")
    followed(office, LinkKind.WITHDRAWS, third, "47")
    corrected = CorrectNumber(first, version_of(office, first), "40", date(2026, 11, 22), "Nhầm")
    office.do(partial(correct_number, order=corrected))

    rows = office.look(lambda work: _rows(work, work.session.get_one(DocumentBook, 1), 2026))
    told = {str(row[0]): row for row in rows}
    assert list(told) == [f"{number}/QĐ-UBND" for number in range(40, 48)]
    assert told["40/QĐ-UBND"][7:] == (TODAY, "Trần Văn Thắng", "Sửa từ số 41 ngày 23/11/2026")
    assert str(told["40/QĐ-UBND"][2]).startswith("Quyết định quản lý sau cai")
    assert told["40/QĐ-UBND"][4:7] == (
        (
            "Như Điều 4; Người bị quản lý; Cơ sở cai nghiện số 1; "
            "Bà Ngô Thị Nhàn, Chi hội trưởng Chi hội Phụ nữ thôn Đồng Bến; "
            "Trưởng Công an xã Yên Thịnh"
        ),
        "VT, VHXH",
        4,  # the person, her helper, the institution, the police
    )
    assert told["41/QĐ-UBND"][9] == "Bỏ trống"
    assert told["42/QĐ-UBND"][9] == "Bị thay thế, do số 45"
    assert told["43/QĐ-UBND"][9] == "Bỏ trống: Cấp việc khác"
    assert told["44/QĐ-UBND"][9] == "Đã thu hồi"
    withdrawal = "Quyết định thu hồi quyết định số 44/QĐ-UBND ngày 23/11/2026: Mai Xuân Nam"
    assert told["47/QĐ-UBND"][2] == withdrawal
    assert told["47/QĐ-UBND"][4:7] == ("", "VT", None)
    paper = office.do(partial(print_book, book_id=1, year=2026, purpose="Đóng sổ")).result
    text = " ".join(" ".join(text_of(paper.content)).split())
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in text
    assert "Bị thay thế, do số 45" in text


def test_copies_are_what_was_typed_else_what_the_lines_come_to(office: Office) -> None:
    """ND30, Phụ lục IV, cột 7."""
    person_id = taken_in(office)
    paper_id = submitted(office, an_order(office, person_id, a_volunteer(office)))
    before = dump(office)
    [unnumbered] = office.look(partial(list_register, book_id=1, year=2026))
    assert (unnumbered.sent_to, unnumbered.copies) == ("", None)
    orders = [NumberOne(paper_id, "46", TODAY, copies=" 6 ")]
    office.do(partial(number_decisions, orders=orders))
    [row] = office.look(partial(list_register, book_id=1, year=2026))
    assert (row.kept_by, row.copies) == ("VT, VHXH", 6)
    office.do(partial(undo_numbering, decision_id=paper_id))
    assert dump(office) == before


@pytest.mark.parametrize("typed", ["0", "1000", "ba", "-2", "1,5"])
def test_what_is_no_count_of_copies_leaves_nothing(office: Office, typed: str) -> None:
    person_id = taken_in(office)
    paper_id = submitted(office, an_order(office, person_id, a_volunteer(office)))
    before = dump(office)
    orders = [NumberOne(paper_id, "46", TODAY, copies=typed)]
    with pytest.raises(CopiesUnreadable, match="Gõ một số từ 1 đến 999"):
        office.do(partial(number_decisions, orders=orders))
    assert dump(office) == before


def test_a_paper_numbered_before_recipients_were_kept_reads_them_from_its_lines(
    office: Office,
) -> None:
    _, paper_id = in_force(office)
    [kept] = office.look(partial(list_register, book_id=1, year=2026))

    def forget(work: Work) -> None:
        paper = work.session.get_one(Decision, paper_id)
        paper.values = {name: each for name, each in paper.values.items() if name != SENT}
        work.record("decision.forgotten", paper)

    office.do(forget)
    [read] = office.look(partial(list_register, book_id=1, year=2026))
    assert (read.sent_to, read.kept_by, read.copies) == (kept.sent_to, kept.kept_by, kept.copies)
    assert read.sent_to


def test_a_paper_of_a_law_that_is_gone_keeps_its_line_without_recipients(office: Office) -> None:
    _, paper_id = in_force(office)

    def age(work: Work) -> None:
        paper = work.session.get_one(Decision, paper_id)
        paper.values = {name: each for name, each in paper.values.items() if name != SENT}
        paper.planned_on = date(1999, 1, 4)
        work.record("decision.aged", paper)

    office.do(age)
    [row] = office.look(partial(list_register, book_id=1, year=2026))
    assert (row.number, row.sent_to, row.copies) == (46, "", None)


def test_whoever_was_given_a_paper_from_outside_is_where_it_went(office: Office) -> None:
    _, older = in_force(office)
    done = followed(office, LinkKind.WITHDRAWS, older)
    for name in ("Công an xã Yên Thịnh", "Trần Văn Thắng"):
        office.do(partial(deliver, order=Deliver(done.decision_id, TODAY, name)))
    row = office.look(partial(list_register, book_id=1, year=2026))[0]
    assert (row.sent_to, row.copies) == ("Công an xã Yên Thịnh; Trần Văn Thắng", 2)
