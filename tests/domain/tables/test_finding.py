from __future__ import annotations

import pytest

from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.finding import find_table
from rehabdesk.domain.tables.sheet import Cell, Span
from rehabdesk.domain.tables.table import (
    ChoiceImpossible,
    LeftOutKind,
    NoTable,
    TableChoice,
    TablesSideBySide,
)
from tests.domain.tables.lists import read_all, sheet_of

LIST: list[list[Cell]] = [
    ["UBND XÃ YÊN THỊNH", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    [],
    ["DANH SÁCH NGƯỜI CAI NGHIỆN MA TÚY"],
    ["STT", "Họ và tên", "Năm sinh", None, "CMND", "Quyết định"],
    [None, None, "Nam", "Nữ", None, "Số", "Ngày"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
    ["I", "Thôn Bãi"],
    [1, "Nguyễn Văn Sửu", 1984, None, 12345678, "12/QĐ-UBND", 43252],
    [2, "Tống Thị Mến", None, 1990, "012345679", "13/QĐ-UBND", "5/3/2019"],
    ["Cộng thôn Bãi: 2 người"],
    ["II. Tổ 3 (1 người)"],
    ["STT", "Họ và tên", "Năm sinh", None, "CMND", "Quyết định"],
    [3, "Bàn Văn Khôi", 1984],
    [],
    [None, "Tổng số: 3 người"],
    [None, None, None, None, "Yên Thịnh, ngày 5 tháng 3 năm 2020"],
    [None, "Người lập", None, None, "TM. UBND XÃ"],
    [None, "Ngô Thị Nhàn", None, None, "Trần Văn Kiên"],
]
SPANS = [Span(3, 2, 3, 3), Span(3, 5, 3, 6), Span(3, 0, 4, 0), Span(3, 1, 4, 1), Span(3, 4, 4, 4)]


@pytest.mark.parametrize("spans", [SPANS, []], ids=["merged", "not merged"])
def test_heads_of_two_rows_groups_totals_and_foot_are_known(spans: list[Span]) -> None:
    table = find_table(sheet_of(LIST, spans))
    assert table.head_row_numbers == (4, 5, 6)
    assert [each.head for each in table.columns] == [
        *("STT", "Họ và tên", "Năm sinh › Nam", "Năm sinh › Nữ", "CMND"),
        *("Quyết định › Số", "Quyết định › Ngày"),
    ]
    assert [(row.row_number, row.group) for row in table.rows] == [
        (8, "Thôn Bãi"),
        (9, "Thôn Bãi"),
        (13, "Tổ 3"),
    ]
    assert {each.row_number: each.kind for each in table.left_out} == {
        7: LeftOutKind.GROUP,
        10: LeftOutKind.TOTAL,
        11: LeftOutKind.GROUP,
        12: LeftOutKind.HEAD,
        14: LeftOutKind.EMPTY,
        15: LeftOutKind.TOTAL,
        16: LeftOutKind.FOOT,
        17: LeftOutKind.FOOT,
        18: LeftOutKind.FOOT,
    }


def test_a_person_whose_family_sounds_like_a_total_or_a_hamlet_stays() -> None:
    rows: list[list[Cell]] = [
        ["Họ và tên", "Năm sinh"],
        ["Tống Văn Hải", 1980],
        ["Bàn Văn Quý", 1981],
        ["Tô Thị Hạnh", None],
        ["Công Văn Đạt", 1970],
    ]
    assert len(find_table(sheet_of(rows)).rows) == 4


def test_rows_after_a_foot_in_the_middle_are_not_lost() -> None:
    more: list[list[Cell]] = [["STT", "Họ và tên", "Năm sinh"], [4, "Vũ Văn Đạt", 1979]]
    rows = [*LIST, *more]
    assert [row.row_number for row in find_table(sheet_of(rows, SPANS)).rows] == [8, 9, 13, 20]


def test_a_second_table_below_is_left_out_and_can_be_chosen() -> None:
    rows: list[list[Cell]] = [
        ["STT", "Họ và tên", "Năm sinh", "CMND"],
        [1, "Vũ Văn Đạt", 1979, "012345678"],
        ["Họ và tên", "Chức vụ", "Đơn vị", "Điện thoại"],
        ["Ngô Thị Nhàn", "Chi hội trưởng", "Hội Phụ nữ", "0912345678"],
    ]
    table = find_table(sheet_of(rows))
    assert [row.row_number for row in table.rows] == [2]
    assert {each.kind for each in table.left_out} == {LeftOutKind.OTHER_TABLE}
    chosen = find_table(sheet_of(rows), TableChoice(head_row_numbers=(3,)))
    assert [row.row_number for row in chosen.rows] == [4]


def test_tables_side_by_side_are_refused_with_their_columns() -> None:
    rows: list[list[Cell]] = [
        ["STT", "Họ và tên", "Năm sinh", None, "STT", "Họ và tên", "Năm sinh"],
        [1, "Vũ Văn Đạt", 1979, None, 1, "Ngô Thị Nhàn", 1980],
    ]
    with pytest.raises(TablesSideBySide, match="cột A–C và cột E–G"):
        find_table(sheet_of(rows))


def test_a_sheet_without_heads_says_so_and_takes_the_clerks_word() -> None:
    rows: list[list[Cell]] = [["Vũ Văn Đạt", "012345678"], ["Ngô Thị Nhàn", "012345679"]]
    with pytest.raises(NoTable):
        find_table(sheet_of(rows))
    found = read_all(find_table(sheet_of(rows), TableChoice(head_row_numbers=())))
    assert [row.text(ImportField.FULL_NAME) for row in found] == ["Vũ Văn Đạt", "Ngô Thị Nhàn"]


def test_the_clerk_chooses_first_and_last_row_and_keeps_a_row() -> None:
    choice = TableChoice(None, 8, 10, frozenset({10}))
    table = find_table(sheet_of(LIST, SPANS), choice)
    assert [row.row_number for row in table.rows] == [8, 9, 10]
    with pytest.raises(ChoiceImpossible, match="phải ở dưới dòng tiêu đề"):
        find_table(sheet_of(LIST, SPANS), TableChoice(first_row_number=2))
    with pytest.raises(ChoiceImpossible, match="chỉ có 18 dòng"):
        find_table(sheet_of(LIST, SPANS), TableChoice(head_row_numbers=(40,)))


def test_a_value_merged_downwards_counts_for_every_row() -> None:
    rows: list[list[Cell]] = [
        ["STT", "Họ và tên", "Thôn"],
        [1, "Vũ Văn Đạt", "Thôn Hạ"],
        [2, "Ngô Thị Nhàn", None],
    ]
    table = find_table(sheet_of(rows, [Span(1, 2, 2, 2)]))
    assert [row.cells[2] for row in table.rows] == ["Thôn Hạ", "Thôn Hạ"]
    assert table.rows[1].filled == {2}
