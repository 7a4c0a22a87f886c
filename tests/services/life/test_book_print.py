"""The book on paper: ten columns, every number in its line, whatever became of it."""

from __future__ import annotations

from datetime import date, time
from functools import partial

from rehabdesk.documents.pages import text_of
from rehabdesk.domain.codes import LinkKind
from rehabdesk.domain.records.office import DocumentBook
from rehabdesk.services.decisions.book.printing import COLUMNS, _rows, print_book
from rehabdesk.services.decisions.following.renumbering import CorrectNumber, correct_number
from rehabdesk.services.decisions.life.deliveries import Deliver, deliver
from rehabdesk.services.decisions.numbering import explain_gap
from rehabdesk.services.office import Office
from tests.services.life.builders import followed, in_force, instead_of, version_of
from tests.services.papers import TODAY, numbered


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
    assert told["41/QĐ-UBND"][9] == "Bỏ trống"
    assert told["42/QĐ-UBND"][9] == "Bị thay thế, do số 45"
    assert told["43/QĐ-UBND"][9] == "Bỏ trống: Cấp việc khác"
    assert told["44/QĐ-UBND"][9] == "Đã thu hồi"
    withdrawal = "Quyết định thu hồi quyết định số 44/QĐ-UBND ngày 23/11/2026: Mai Xuân Nam"
    assert told["47/QĐ-UBND"][2] == withdrawal
    paper = office.do(partial(print_book, book_id=1, year=2026, purpose="Đóng sổ")).result
    text = " ".join(" ".join(text_of(paper.content)).split())
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in text
    assert "Bị thay thế, do số 45" in text
