from __future__ import annotations

from functools import partial

import pytest

from rehabdesk.services.lists.pasting import (
    HAMLET_HEADS,
    MOST,
    VOLUNTEER_HEADS,
    NothingToTake,
    TooManyRows,
    add_pasted_hamlets,
    add_pasted_volunteers,
    look_at_hamlets,
    look_at_numbers,
    look_at_volunteers,
    read_pasted,
    read_pasted_numbers,
)
from rehabdesk.services.office import Office
from rehabdesk.services.offices import list_hamlets
from rehabdesk.services.volunteers import list_volunteers

PAPERS = ((11, "Lê Hoàng An"), (12, "Bùi Bình"), (13, "Đỗ Dung"))


def test_rows_of_excel_are_read_with_their_quotes_and_without_heads_or_gaps() -> None:
    text = 'Thôn\tXã cũ\r\n"Thôn  Mới"\tYên Lâm\tthừa\r\n\t\r\nThôn Bến\r\n'
    assert read_pasted(text, HAMLET_HEADS) == (("Thôn Mới", "Yên Lâm"), ("Thôn Bến", ""))
    with pytest.raises(TooManyRows):
        read_pasted("a\n" * (MOST + 1), HAMLET_HEADS)


def test_hamlets_are_looked_at_then_the_new_ones_are_added(office: Office) -> None:
    rows = (("Thôn Mới", "Yên Lâm"), ("thôn hạ", ""), ("", "Yên Lâm"), ("Thôn Mới", ""))
    lines = office.look(partial(look_at_hamlets, rows=rows))
    assert [line.verdict for line in lines] == [
        "Thêm mới",
        "Đã có, bỏ qua",
        "Thiếu tên thôn, không nhận",
        "Đã có, bỏ qua",
    ]
    assert office.do(partial(add_pasted_hamlets, rows=rows)).result == 1
    [added] = [row for row in office.look(list_hamlets) if row.name == "Thôn Mới"]
    assert added.former_commune == "Yên Lâm"
    with pytest.raises(NothingToTake):
        office.do(partial(add_pasted_hamlets, rows=rows))


def test_volunteers_are_added_with_what_of_their_row_is_known_here(office: Office) -> None:
    told = ("Họ và tên\tĐơn vị", "Hà Văn Tới\tĐoàn nào đó\tthôn hạ\t0900 1", "Mai\t\tThôn Lạ\t")
    rows = read_pasted("\n".join(told), VOLUNTEER_HEADS)
    lines = office.look(partial(look_at_volunteers, rows=rows))
    assert lines[0].verdict == "Thêm mới; đơn vị ghi vào chức vụ"
    assert lines[1].verdict == "Thêm mới; thôn “Thôn Lạ” không có trong danh mục, để trống"
    assert office.do(partial(add_pasted_volunteers, rows=rows)).result == 2
    found = {row.facts.full_name: row for row in office.look(list_volunteers)}
    assert found["Hà Văn Tới"].hamlet == "Thôn Hạ"
    assert (found["Hà Văn Tới"].facts.post, found["Mai"].facts.hamlet_id) == ("Đoàn nào đó", None)


def test_numbers_go_to_their_papers_by_name_or_in_order(office: Office) -> None:
    named = read_pasted_numbers("bui binh\t46\t20/11/2026\nAi Đó\t47\t\nLê Hoàng An\tx\t\n")
    lines = office.look(partial(look_at_numbers, rows=named, papers=PAPERS))
    assert lines[0].cells == ("Bùi Bình", "46", "20/11/2026", "12")
    assert [line.is_taken for line in lines] == [True, False, False]
    assert lines[1].verdict == "Không có văn bản nào khớp, không nhận"
    assert lines[2].verdict == "Số không đọc được, không nhận"
    ordered = read_pasted_numbers("45\t20/11/2026\n46a\t2026\n46\t\n")
    lines = office.look(partial(look_at_numbers, rows=ordered, papers=PAPERS))
    assert [line.cells[3] for line in lines if line.is_taken] == ["11", "12"]
    assert lines[1].verdict == "Ngày không đủ, không nhận"
