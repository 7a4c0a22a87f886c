"""A province's own table becomes a layout: by its words, and what was not understood is told."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from openpyxl.workbook.workbook import Workbook

from rehabdesk.catalog.reporting.layouts import LayoutFault
from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.foreign import NoReportTable
from rehabdesk.domain.reports.layouts import ColumnRole, LayoutRow
from rehabdesk.services.office import Office
from rehabdesk.services.reports.forming.foreign import ForeignLayout, read_foreign
from rehabdesk.services.reports.forming.giving_out import export_layout
from rehabdesk.services.reports.layouts import KeepLayout, keep_own_layout
from tests.builders import RESOURCES

LINES = (
    ("I", "CÔNG TÁC QUẢN LÝ SAU CAI NGHIỆN", None),
    ("1", "Số người đang quản lý sau cai nghiện đầu kỳ", "Người"),
    ("2", "Số người đang quản lý sau cai cuối kỳ", "Người"),
    ("2.1", "Trong đó: Nữ", "Người"),
    ("3", "Số quyết định phân công quản lý, giúp đỡ", "Quyết định"),
    ("4", "Chuyển đi", "Người"),
    ("II", "HỖ TRỢ", None),
    ("5", "Số người được vay vốn", "Người"),
    ("6", "Tổng số tiền cho vay", "Triệu đồng"),
    ("7", "Số buổi tuần tra, rà soát địa bàn", "Buổi"),
    ("8", "Số mũi tiêm vắc xin cho trâu bò", "Mũi"),
)


def _table(folder: Path) -> Path:
    """Write a table as provinces send them: a heading, merged heads, a row of numbers, signers."""
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "UBND TỈNH HÒA SƠN"
    sheet["A3"] = "BIỂU TỔNG HỢP KẾT QUẢ QUẢN LÝ SAU CAI NGHIỆN"
    sheet.merge_cells("A3:G3")
    heads = ("TT", "Chỉ tiêu", "ĐVT", "Số liệu", None, "Cùng kỳ năm trước", "Lũy kế từ đầu năm")
    for column, head in enumerate(heads, start=1):
        sheet.cell(5, column, head)
    sheet.cell(6, 4, "Kế hoạch năm")
    sheet.cell(6, 5, "Thực hiện")
    for area in ("A5:A6", "B5:B6", "C5:C6", "D5:E5", "F5:F6", "G5:G6"):
        sheet.merge_cells(area)
    for column in range(1, 8):
        sheet.cell(7, column, f"({column})")
    for row, line in enumerate(LINES, start=8):
        for column, cell in enumerate(line, start=1):
            sheet.cell(row, column, cell)
    sheet.cell(20, 1, "Người lập biểu")
    sheet.cell(20, 2, "Số người không phải chỉ tiêu")
    path = folder / "Biểu của tỉnh.xlsx"
    book.save(path)
    return path


def _read(office: Office, path: Path) -> ForeignLayout:
    return office.look(partial(read_foreign, path=path))


@pytest.fixture
def taken(office: Office, tmp_path: Path) -> ForeignLayout:
    return _read(office, _table(tmp_path))


def _row(taken: ForeignLayout, number: str) -> LayoutRow:
    return next(row for row in taken.layout.rows if row.number == number)


def test_lines_are_taken_for_figures_by_their_words(taken: ForeignLayout) -> None:
    told = {row.number: row.code for row in taken.layout.rows if row.code}
    assert told == {
        "1": "S01",
        "2": "S11",
        "2.1": "S11",
        "3": "S03",
        "4": "S07",
        "5": "H06",
        "6": "H08",
        "7": "T15",
    }


def test_headings_stay_and_parts_are_parts_of_the_line_above(taken: ForeignLayout) -> None:
    headings = [row.words for row in taken.layout.rows if row.is_heading]
    assert headings == ["I. CÔNG TÁC QUẢN LÝ SAU CAI NGHIỆN", "II. HỖ TRỢ"]
    women = _row(taken, "2.1")
    assert (women.breakdown, women.part, women.level) == (Breakdown.SEX, "female", 1)


def test_money_is_told_in_the_unit_of_the_table(taken: ForeignLayout) -> None:
    assert (_row(taken, "6").divisor, _row(taken, "6").unit) == (1_000_000, "triệu đồng")


def test_what_was_not_understood_is_told(taken: ForeignLayout) -> None:
    assert taken.not_understood == ("Số mũi tiêm vắc xin cho trâu bò",)
    assert "1 dòng chưa hiểu" in taken.words


def test_columns_keep_their_words_and_groups(taken: ForeignLayout) -> None:
    told = [(column.role, column.title, column.group) for column in taken.layout.columns]
    assert told == [
        (ColumnRole.TARGET, "Kế hoạch năm", "Số liệu"),
        (ColumnRole.NOW, "Thực hiện", "Số liệu"),
        (ColumnRole.LAST_YEAR, "Cùng kỳ năm trước", ""),
        (ColumnRole.CUMULATIVE, "Lũy kế từ đầu năm", ""),
    ]


def test_it_is_named_by_its_heading_and_can_be_kept(office: Office, taken: ForeignLayout) -> None:
    assert taken.layout.name == "Biểu tổng hợp kết quả quản lý sau cai nghiện"
    order = KeepLayout(taken.layout, taken.origin)
    kept = office.do(partial(keep_own_layout, order=order)).result
    assert kept.source == "Nhập từ Biểu của tỉnh.xlsx"
    assert kept.layout.rows == taken.layout.rows


def test_a_data_file_is_taken_as_it_is(office: Office, tmp_path: Path) -> None:
    delivered = (RESOURCES.folder / "reports" / "thang-quy.toml").read_text("utf-8")
    path = tmp_path / "mau-tinh.toml"
    path.write_text(delivered.replace("Báo cáo tháng, quý", "Báo cáo của tỉnh"), "utf-8")
    taken = _read(office, path)
    assert (taken.layout.name, taken.layout.key) == ("Báo cáo của tỉnh", "")
    assert taken.not_understood == ()


def test_a_faulty_data_file_says_where(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "sai.toml"
    path.write_text("name = ", "utf-8")
    with pytest.raises(LayoutFault, match="viết sai"):
        _read(office, path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LayoutFault, match="không phải tệp mẫu"):
        _read(office, path)


def test_a_workbook_without_a_table_of_figures_is_refused(office: Office, tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "Thư mời họp"
    path = tmp_path / "thu-moi.xlsx"
    book.save(path)
    with pytest.raises(NoReportTable, match="Chỉ tiêu"):
        _read(office, path)


def test_a_layout_given_out_is_the_same_one_in_another_office(
    office: Office, tmp_path: Path
) -> None:
    order = KeepLayout(_read(office, _of_the_province(tmp_path)).layout)
    kept = office.do(partial(keep_own_layout, order=order)).result
    made = office.do(partial(export_layout, key=kept.layout.key)).result
    assert made.name == "bao-cao-cua-tinh.toml"
    path = tmp_path / made.name
    path.write_bytes(made.content)
    here = _read(office, path)
    assert (here.layout, here.version, here.instead_of) == (
        kept.layout,
        kept.version,
        kept.layout.name,
    )
    assert "Lưu thì thay mẫu “Báo cáo của tỉnh” đang có" in here.words
    path.write_text(path.read_text("utf-8").replace(kept.layout.key, "own-0123abcd"), "utf-8")
    elsewhere = _read(office, path)
    assert (elsewhere.layout.key, elsewhere.version) == ("own-0123abcd", 0)
    path.write_text(path.read_text("utf-8").replace("own-0123abcd", "khac"), "utf-8")
    assert _read(office, path).layout.key == ""


def test_a_file_that_is_gone_says_to_choose_another(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OutsideFault, match="Chưa nhập gì"):
        _read(office, tmp_path / "khong-co.toml")


def test_lines_a_province_has_numbered_keep_their_numbers(office: Office, tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["BIỂU SỐ 03"],
        ["TỔNG HỢP SỐ LIỆU CỦA TỈNH"],
        ["STT", "Chỉ tiêu", "ĐVT", "Kỳ này"],
        ["3.1", "Đang quản lý sau cai nghiện cuối kỳ", "người"],
        ["", "Chuyển đến", "người"],
    ):
        book.active.append(row)
    path = tmp_path / "tinh.xlsx"
    book.save(path)
    taken = _read(office, path)
    assert [row.number for row in taken.layout.rows] == ["3.1", ""]
    assert taken.layout.name == "Tổng hợp số liệu của tỉnh"


def _of_the_province(folder: Path) -> Path:
    delivered = (RESOURCES.folder / "reports" / "thang-quy.toml").read_text("utf-8")
    path = folder / "mau-tinh.toml"
    path.write_text(delivered.replace("Báo cáo tháng, quý", "Báo cáo của tỉnh"), "utf-8")
    return path
