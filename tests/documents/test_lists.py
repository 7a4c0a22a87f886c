"""The same list as a workbook and as pages."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any, NoReturn
from zipfile import ZipFile

import pytest
from openpyxl.reader.excel import load_workbook

from rehabdesk.documents import listing, pages, xlsx
from rehabdesk.documents.body_rows import LINE_HEIGHT
from rehabdesk.documents.official_list import (
    Column,
    ColumnKind,
    OfficialList,
    Signer,
    Value,
    printed,
)

COLUMNS = (
    Column("STT", 6, ColumnKind.COUNT),
    Column("Họ và tên", 24),
    Column("Số căn cước", 15, ColumnKind.CODE),
    Column("Số, ký hiệu", 16, ColumnKind.CODE, "Quyết định"),
    Column("Ngày", 12, ColumnKind.DATE, "Quyết định"),
    Column("Từ ngày", 12, ColumnKind.DATE, "Thời hạn"),
    Column("Đến ngày", 12, ColumnKind.DATE, "Thời hạn"),
    Column("Ghi chú", 14),
)


def a_row(number: int = 1, **other: Value) -> tuple[Value, ...]:
    values: dict[str, Value] = {
        "name": "Trần Văn Thắng",
        "id_number": "009091004217",
        "number": "05/QĐ-UBND",
        "signed": date(2026, 11, 27),
        "begins": date(2026, 11, 30),
        "ends": date(2028, 11, 30),
        "remark": None,
    }
    return (number, *(values | other).values())


def a_list(*rows: tuple[Value, ...], **other: Any) -> OfficialList:
    content = OfficialList(
        superior="UBND TỈNH HÒA SƠN",
        issuer="ỦY BAN NHÂN DÂN\nXÃ YÊN THỊNH",
        place_and_date="Yên Thịnh, ngày 30 tháng 11 năm 2026",
        title="DANH SÁCH NGƯỜI BỊ QUẢN LÝ SAU CAI NGHIỆN MA TÚY TẠI NƠI CƯ TRÚ",
        columns=COLUMNS,
        rows=rows or (a_row(),),
        period="(tính đến ngày 30 tháng 11 năm 2026)",
        notes=("LƯU HÀNH NỘI BỘ",),
        total="Tổng số: 01 người (nam 01, nữ 00)",
        signers=(Signer("NGƯỜI LẬP BẢNG", name="Nguyễn Thị Hạnh"), Signer("TRƯỞNG PHÒNG")),
    )
    return replace(content, **other)


def sheet_of(content: OfficialList) -> Any:
    return load_workbook(BytesIO(xlsx.write_list(content))).active


def cell_of(sheet: Any, text: str) -> Any:
    [found] = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    return found


# Workbook


def test_numbers_with_leading_zeros_are_text_and_dates_are_dates() -> None:
    sheet = sheet_of(a_list())
    number = cell_of(sheet, "009091004217")
    assert (number.data_type, number.number_format) == ("s", "@")
    signed = sheet.cell(number.row, 5)
    assert signed.is_date
    assert signed.value.date() == date(2026, 11, 27)
    assert signed.number_format == "dd/mm/yyyy"
    assert sheet.cell(number.row, 1).value == 1


@pytest.mark.parametrize("typed", ["=1+1", "+84 912", "-5", "@SUM(A1)", "=HYPERLINK(x)", "#N/A"])
def test_what_a_user_typed_is_never_a_formula(typed: str) -> None:
    cell = cell_of(sheet_of(a_list(a_row(remark=typed))), typed)
    assert cell.data_type == "s"
    assert cell.quotePrefix is (typed[0] in "=+-@")


def test_a_date_known_in_part_stays_as_written() -> None:
    sheet = sheet_of(a_list(a_row(signed="1985", begins=date(1899, 5, 3))))
    assert cell_of(sheet, "1985").data_type == "s"
    assert cell_of(sheet, "03/05/1899").data_type == "s"


def test_letters_no_file_may_hold_are_dropped() -> None:
    assert cell_of(sheet_of(a_list(a_row(remark="a\x00b\x0bc"))), "abc")


def test_the_letterhead_has_two_parts_side_by_side() -> None:
    sheet = sheet_of(a_list())
    issuer, nation = (
        cell_of(sheet, "UBND TỈNH HÒA SƠN"),
        cell_of(sheet, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\u00a0NAM"),
    )
    assert issuer.row == nation.row == 1
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert f"A1:{chr(ord(nation.column_letter) - 1)}1" in merged
    assert f"{nation.column_letter}1:H1" in merged


def test_shared_headings_stand_over_their_columns() -> None:
    sheet = sheet_of(a_list())
    group, single = cell_of(sheet, "Quyết định"), cell_of(sheet, "Họ và tên")
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert f"D{group.row}:E{group.row}" in merged
    assert f"B{single.row}:B{single.row + 1}" in merged


def test_the_page_is_ready_to_print() -> None:
    sheet = sheet_of(a_list())
    head = cell_of(sheet, "STT").row
    assert sheet.freeze_panes == f"A{head + 2}"
    assert sheet.print_title_rows == f"${head}:${head + 1}"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    last = cell_of(sheet, "Nguyễn Thị Hạnh").row
    assert sheet.print_area == f"'Danh sách'!$A$1:$H${last}"


def test_every_line_of_the_title_stands_in_a_row_of_its_own() -> None:
    sheet = sheet_of(a_list(title="DANH SÁCH\nNgười bị quản lý sau cai nghiện ma túy"))
    first, second = (
        cell_of(sheet, "DANH SÁCH"),
        cell_of(sheet, "Người bị quản lý sau cai nghiện ma túy"),
    )
    assert second.row == first.row + 1
    assert cell_of(sheet, "(tính đến ngày 30 tháng 11 năm 2026)").row == second.row + 1


def test_no_row_is_written_twice_and_each_is_as_high_as_its_text() -> None:
    content = a_list(*[a_row(number, remark="nhiều chữ " * 6) for number in (1, 2, 3)])
    with ZipFile(BytesIO(xlsx.write_list(content))) as book:
        words = book.read("xl/worksheets/sheet1.xml").decode()
    rows = re.findall(r'<row r="(\d+)"', words)
    assert len(rows) == len(set(rows))
    head = cell_of(sheet_of(content), "STT").row
    heights = [sheet_of(content).row_dimensions[head + 2 + each].height for each in range(3)]
    assert heights[0] == heights[1] == heights[2]
    assert heights[0] > 2 * LINE_HEIGHT


def pages_of(sheet: Any, first: int, *, room: float) -> list[list[int]]:
    """Fill pages with a sheet's rows as a program does that has this much of the room reckoned."""
    columns = [sheet.column_dimensions[chr(ord("A") + each)] for each in range(len(COLUMNS))]
    scale = min(100, 100 * (841.9 - 72 * 1.38) // sum(6 * each.width for each in columns))
    page = room * (595.3 - 72 * 1.58) * 100 / scale
    heights = {row: sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)}
    asked = {each.id + 1 for each in sheet.row_breaks.brk}
    pages: list[list[int]] = [[]]
    left = page
    for row, height in heights.items():
        if row in asked or height > left:
            pages.append([])
            left = page - heights[first - 2] - heights[first - 1]
        pages[-1].append(row)
        left -= height
    return pages


def test_those_who_sign_stand_on_one_page_under_two_rows_at_least() -> None:
    for count in range(3, 40):
        sheet = sheet_of(a_list(*[a_row(number) for number in range(1, count + 1)]))
        first = cell_of(sheet, "STT").row + 2
        for room in (0.95, 1.0, 1.015):
            *_, last = pages_of(sheet, first, room=room)
            assert {first + count - 2, first + count - 1} <= set(last), (count, room)


def test_a_short_list_is_printed_on_one_page() -> None:
    sheet = sheet_of(a_list(*[a_row(number) for number in range(1, 6)]))
    assert not sheet.row_breaks.brk


def test_every_row_on_paper_has_a_height_no_program_has_to_guess() -> None:
    sheet = sheet_of(a_list(issuer="ỦY BAN NHÂN DÂN\n" + "XÃ CÓ TÊN RẤT DÀI " * 4))
    rows = range(1, sheet.max_row + 1)
    assert [row for row in rows if sheet.row_dimensions[row].height is None] == []
    long = cell_of(sheet, "XÃ CÓ TÊN RẤT DÀI " * 4).row
    assert sheet.row_dimensions[long].height >= 2 * LINE_HEIGHT
    group = cell_of(sheet, "Quyết định").row
    assert sheet.row_dimensions[group].height > LINE_HEIGHT + 4


def test_few_columns_stand_upright() -> None:
    content = a_list(columns=COLUMNS[:7], rows=(a_row()[:7],))
    assert sheet_of(content).page_setup.orientation == "portrait"


def test_a_row_is_as_high_as_its_longest_text() -> None:
    long = "Bà Ngô Thị Nhàn, Chi hội trưởng Chi hội Phụ nữ thôn Đồng Bến"
    sheet = sheet_of(a_list(a_row(), a_row(2, name=long)))
    first = cell_of(sheet, "Trần Văn Thắng").row
    assert sheet.row_dimensions[first + 1].height >= 2 * 15
    assert sheet.row_dimensions[first].height < 20


def test_every_row_reads_and_looks_like_the_last() -> None:
    odd: dict[str, Value] = {"name": " <Thắng> & \n“con” ", "signed": date(1899, 5, 3)}
    row = a_row(7, **odd, id_number="=1+1", ends=None, remark="a\x00b")
    sheet = sheet_of(a_list(a_row(), row, row))
    last = cell_of(sheet, "Tổng số: 01 người (nam 01, nữ 00)").row - 1
    for above, below in zip(sheet[last - 1], sheet[last], strict=True):
        assert (above.value, above.data_type) == (below.value, below.data_type)
        assert above.style_id == below.style_id
    assert sheet.row_dimensions[last - 1].height == sheet.row_dimensions[last].height
    assert [cell.border.left.style for cell in sheet[last - 1]] == ["thin"] * len(COLUMNS)


def test_an_empty_list_is_still_a_list() -> None:
    sheet = sheet_of(replace(a_list(), rows=()))
    assert cell_of(sheet, "Tổng số: 01 người (nam 01, nữ 00)")


def test_no_readable_row_ever_lies_in_a_temporary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        pytest.fail("a temporary file was opened")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refuse)
    assert xlsx.write_list(a_list())


def test_a_row_has_a_value_for_every_column() -> None:
    with pytest.raises(ValueError, match="7 values for 8 columns"):
        a_list(a_row()[:7])


# Pages


def test_a_long_list_repeats_its_heads_and_numbers_its_pages() -> None:
    content = listing.draw_listing(a_list(*[a_row(number) for number in range(1, 80)]))
    texts = [page.replace("\r", "") for page in pages.text_of(content)]
    assert len(texts) > 2
    for number, page in enumerate(texts, start=1):
        assert "Họ và tên" in page
        assert (page.strip().split("\n")[0].strip() == str(number)) is (number > 1)
    assert sum(page.count("Trần Văn Thắng") for page in texts) == 79


def test_the_pages_say_what_the_list_is() -> None:
    [page] = pages.text_of(listing.draw_listing(a_list()))
    said = page.replace("\r\n", " ").replace("\u00a0", " ")
    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "UBND TỈNH HÒA SƠN",
        "(tính đến ngày 30 tháng 11 năm 2026)",
        "LƯU HÀNH NỘI BỘ",
        "27/11/2026",
        "Tổng số: 01 người",
        "NGƯỜI LẬP BẢNG",
    ):
        assert text in said


@pytest.mark.parametrize("columns", [6, 7, 8])
def test_more_than_seven_columns_lie_across(columns: int) -> None:
    content = a_list(columns=COLUMNS[:columns], rows=(a_row()[:columns],))
    width, height = pages.page_size(listing.draw_listing(content), 0)
    assert (width > height) is (columns > 7)


def test_no_date_or_number_is_cut_in_two() -> None:
    narrow = tuple(
        replace(column, width=5 if column.kind is not ColumnKind.TEXT else 60) for column in COLUMNS
    )
    content = listing.draw_listing(a_list(columns=narrow))
    for text in ("27/11/2026", "30/11/2028", "009091004217", "05/QĐ-UBND"):
        assert pages.find_text(content, text)


@pytest.mark.parametrize("count", range(14, 22))
def test_signatures_never_stand_on_a_page_without_two_rows(count: int) -> None:
    content = listing.draw_listing(a_list(*[a_row(number) for number in range(1, count)]))
    *_, last = pages.text_of(content)
    assert "NGƯỜI LẬP BẢNG" in last
    assert last.count("Trần Văn Thắng") >= 2


def test_the_same_list_gives_the_same_bytes() -> None:
    assert listing.draw_listing(a_list()) == listing.draw_listing(a_list())


def test_values_are_printed_as_papers_print_them() -> None:
    assert [printed(value) for value in (None, 1200, date(2026, 2, 5), "x")] == [
        "",
        "1.200",
        "05/02/2026",
        "x",
    ]


def test_practice_lists_say_so() -> None:
    [page] = pages.text_of(listing.draw_listing(a_list(), practice=True))
    assert "ĐANG TẬP DÙNG THỬ" in page
