from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from openpyxl.reader.excel import load_workbook
from sqlalchemy import select

from rehabdesk.documents.pages import text_of
from rehabdesk.domain.codes import Role
from rehabdesk.domain.records import AuditEntry
from rehabdesk.services.exports import NobodyInList, PurposeRequired
from rehabdesk.services.lists.leaving import (
    LeavingColumn,
    LeavingList,
    LeavingPeople,
    export_people,
    export_rows,
    print_people,
    print_rows,
)
from rehabdesk.services.office import NotYourRight, Office, Work
from rehabdesk.services.people.files import PersonRow
from tests.builders import LAN, taken_in

COLUMNS = (
    LeavingColumn("Họ và tên", 160),
    LeavingColumn("Ngày", 92),
    LeavingColumn("Số căn cước", 130),
    LeavingColumn("Lần", 60, is_number=True),
)
LINES = (
    ("Lê An", "05/12/2026", "001091004217", "2"),
    ('=HYPERLINK("x")', "31/01/2027", "0012", ""),
    ("+84 Bình", "", "", "11"),
)


def a_list(**changes: Any) -> LeavingList:
    usual = LeavingList("test", "DANH SÁCH\nThử", COLUMNS, LINES, told="diện đang theo dõi")
    return replace(usual, **changes)


def pages(content: bytes) -> str:
    return " ".join(text_of(content))


def cells(content: bytes) -> dict[object, Any]:
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    return {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_dates_are_dates_digits_are_texts_and_nothing_is_a_formula(office: Office) -> None:
    made = office.do(partial(export_rows, order=a_list())).result
    assert made.name == "Danh sách thử 2026-11-23.xlsx"
    found = cells(made.content)
    assert {datetime(2026, 12, 5), datetime(2027, 1, 31)} <= set(found)
    assert found["001091004217"].data_type == "s"
    assert found['=HYPERLINK("x")'].data_type == "s"
    assert found[11].data_type == "n"
    assert found["Tổng số: 3 dòng"]


def test_one_odd_text_makes_texts_of_a_whole_column(office: Office) -> None:
    odd = (*LINES, ("Cường", "32/13/2026", "x", "nhiều"))
    found = cells(office.do(partial(export_rows, order=a_list(rows=odd))).result.content)
    assert found["05/12/2026"].data_type == found["2"].data_type == "s"


def test_the_page_tells_title_filter_day_and_signs_only_when_asked(office: Office) -> None:
    plain = office.do(partial(print_rows, order=a_list())).result
    text = pages(plain.content)
    for words in ("DANH SÁCH", "diện đang theo dõi", "Họ và tên", "Lê An", "05/12/2026"):
        assert words in text
    assert "NGƯỜI LẬP BẢNG" not in text
    signed = office.do(partial(print_rows, order=a_list(has_signers=True))).result
    assert "NGƯỜI LẬP BẢNG" in pages(signed.content)


def test_who_does_not_wish_to_be_printed_is_counted_instead(office: Office) -> None:
    shown = taken_in(office, full_name="Lê An", papers=())
    hidden = taken_in(office, full_name="Bùi Kín", papers=(), is_left_out_of_lists=True)
    rows = (("Lê An", "", "", ""), ("Bùi Kín", "", "", ""))
    order = a_list(rows=rows, person_ids=(shown, hidden), names_persons=True, purpose="Họp")
    for made in (
        pages(office.do(partial(print_rows, order=order)).result.content),
        str(list(cells(office.do(partial(export_rows, order=order)).result.content))),
    ):
        assert "Lê An" in made
        assert "Bùi Kín" not in made
        assert "1 người không in theo yêu cầu" in made
    with pytest.raises(NobodyInList):
        office.do(partial(print_rows, order=replace(order, rows=rows[1:], person_ids=(hidden,))))


def test_money_is_a_number_in_excel_and_grouped_on_paper(office: Office) -> None:
    columns = (LeavingColumn("Hộ", 160), LeavingColumn("Số tiền (đồng)", 90, is_number=True))
    lines = (("Hộ Lê An", "50.000.000"), ("Hộ Lê Bình", "500"), ("Hộ Bùi Bình", ""))
    order = a_list(title="DANH SÁCH\nHỗ trợ: Vay vốn", columns=columns, rows=lines)
    made = office.do(partial(export_rows, order=order)).result
    assert made.name == "Danh sách hỗ trợ vay vốn 2026-11-23.xlsx"
    found = cells(made.content)
    assert found[50_000_000].number_format == "#,##0"
    assert 500 in found
    assert "50.000.000" in pages(office.do(partial(print_rows, order=order)).result.content)


def test_names_leave_with_a_purpose_a_right_and_a_line_in_the_trail(office: Office) -> None:
    order = a_list(names_persons=True)
    with pytest.raises(PurposeRequired):
        office.do(partial(print_rows, order=order))
    unable = replace(office, actor=replace(LAN, role=Role.TEAM_LEADER))
    with pytest.raises(NotYourRight):
        unable.do(partial(export_rows, order=replace(order, purpose="Họp")))
    office.do(partial(export_rows, order=replace(order, purpose="Họp giao ban")))
    assert office.look(last_entry) == ("list.exported", "Họp giao ban", "3")


def last_entry(work: Work) -> tuple[str, str, str]:
    newest = select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(1)
    entry = work.session.scalars(newest).one()
    return entry.act, entry.facts["purpose"], entry.facts["count"]


def told(row: PersonRow) -> tuple[str, ...]:
    more = row.more.completeness if row.more else 0
    return row.full_name, str(row.birth_year or ""), f"{more}%"


def test_persons_leave_with_the_columns_shown(office: Office) -> None:
    ids = tuple(taken_in(office, full_name=name, papers=()) for name in ("Lê An", "Bùi Bình"))
    columns = (
        LeavingColumn("Họ và tên", 160),
        LeavingColumn("Năm sinh", 76),
        LeavingColumn("Hồ sơ đủ", 76, is_number=True),
    )
    order = LeavingPeople(ids, columns, told, "Thôn Hạ", "Họp")
    text = pages(office.do(partial(print_people, order=order)).result.content)
    assert text.index("Lê An") < text.index("Bùi Bình")
    found = cells(office.do(partial(export_people, order=order)).result.content)
    assert found["1991"].data_type == "s"
    assert date(2026, 11, 23) == office.clock().date()
