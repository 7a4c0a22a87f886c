"""Units pasted or read off a workbook: which rows are taken, and why others are not."""

from __future__ import annotations

from functools import partial

import pytest

from rehabdesk.domain.tables.sheet import Cell, Sheet, Workbook
from rehabdesk.services.consolidation.listed.reading import (
    _rows,
    add_pasted_units,
    look_at_units,
    units_pasted,
)
from rehabdesk.services.consolidation.units import list_units
from rehabdesk.services.lists.pasting import NothingToTake, Rows
from rehabdesk.services.office import Office
from tests.services.consolidation.scene import a_sender, an_upper_office


@pytest.fixture
def upper(office: Office) -> Office:
    return an_upper_office(office, a_sender(1, "Xã Yên Thịnh"))


def _read(*rows: tuple[Cell, ...]) -> Rows:
    width = max(map(len, rows))
    filled = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return _rows(Workbook("xã.xlsx", "xlsx", "", (Sheet("Trang 1", filled),)))


@pytest.mark.parametrize(
    "head",
    [
        "Tên đơn vị",
        "Đơn vị gửi báo cáo",
        "Xã, phường",
        "Xã/phường, đặc khu",
        "Tên xã",
        "Địa phương",
    ],
)
def test_a_column_of_names_is_known_by_its_head(head: str) -> None:
    assert _read(("TT", head), (1, "Xã An Lĩnh")) == (("Xã An Lĩnh", "", ""),)


def test_a_title_numbers_under_heads_and_signers_are_no_units() -> None:
    found = _read(
        ("XÃ, PHƯỜNG TRONG TỈNH",),
        ("TT", "Đơn vị", "Đơn vị tính", "Họ và tên người phụ trách"),
        ("1", "2", "3", "4"),
        (1, "Xã An Lĩnh", "người", "Lê Hoa"),
        (None, None, None, None),
        ("Nơi nhận: như trên", None, None, "Đỗ Bình"),
        (2, "Xã Sau Chữ Ký", None, None),
    )
    assert found == (("Xã An Lĩnh", "", "Lê Hoa"),)


def test_rows_without_heads_are_read_as_they_stand(upper: Office) -> None:
    assert _read(("Xã An Lĩnh", "0900 000 001")) == ()
    rows = upper.look(partial(units_pasted, text="1\t09902\tXã An Lĩnh\t0900 000 001"))
    assert rows == (("Xã An Lĩnh", "09902", "0900 000 001"),)


def test_each_row_says_what_becomes_of_it(upper: Office) -> None:
    rows = (
        ("Xã An Lĩnh", "09902", ""),
        ("Xã Khác", "09902", ""),
        ("xã yên thịnh", "", ""),
        ("", "09903", ""),
        ("Xã Sai Mã", "99x", ""),
        ("Xã Chưa Mã", "", ""),
    )
    told = [line.verdict for line in upper.look(partial(look_at_units, rows=rows))]
    assert told == [
        "Thêm mới",
        "Đã có đơn vị mang mã 09902, không nhận",
        "Đã có, bỏ qua",
        "Thiếu tên đơn vị, không nhận",
        "Mã phải có 5 chữ số, không nhận",
        "Thêm mới, chưa có mã",
    ]
    assert upper.do(partial(add_pasted_units, rows=rows)).result == 2
    assert len(upper.look(list_units)) == 3
    with pytest.raises(NothingToTake):
        upper.do(partial(add_pasted_units, rows=rows))
