"""Long lists are written from templates: what is read of them is what was written before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.reader.excel import load_workbook
from python_calamine import CalamineWorkbook

from rehabdesk.documents import xlsx
from rehabdesk.documents.body_rows import CellStyle, body, row_height
from rehabdesk.documents.lists import many_rows
from rehabdesk.documents.official_list import Column, OfficialList, Value
from tests.documents.test_lists import COLUMNS, a_list, a_row

_STYLES = tuple(CellStyle(at, at + 100) for at in range(len(COLUMNS)))
_LETTERS = "aăâđêơưáảộWM 0179./-+=@&<>\"'\n\t\x00\x01\r\u0301\u0338\u00a0…漢"
_texts = st.text(_LETTERS, max_size=30) | st.sampled_from(
    (
        "",
        "Nguyễn Thị Hạnh",
        "099091004217",
        "=1+1",
        "+84 912",
        " đầu",
        "cuối ",
        "hai  cách",
        "ngã\u0303",
    )
)
_kinds = st.sampled_from(
    (
        _texts,
        st.sampled_from(("Nam", "Nữ")),
        st.sampled_from(("Ho\u0300a", "Hòa")),  # the first in two signs
        st.from_regex(r"0[0-9]{11}", fullmatch=True),
        st.integers(-20_000, 2_000_000),
        st.integers(9_990, 10_010),
        st.dates(),
        st.dates(date(1900, 3, 1), date(2100, 1, 1)),
        st.none() | st.dates(),
        st.none() | _texts,
        st.none() | _texts | st.integers() | st.dates(),
        st.booleans() | st.integers(0, 1),
    )
)


@st.composite
def _tables(draw: st.DrawFn) -> tuple[tuple[Column, ...], list[tuple[Value, ...]]]:
    cells = draw(st.lists(_kinds, min_size=1, max_size=len(_STYLES)))
    columns = tuple(Column("", draw(st.sampled_from((3.0, 6, 10, 24)))) for _ in cells)
    return columns, draw(st.lists(st.tuples(*cells), min_size=1, max_size=12))


def _read(rows: Iterable[bytes]) -> Iterator[tuple[object, ...]]:
    """Say of every row where and how high it is, and of every cell its look, kind and content."""
    for row in fromstring(b"<rows>" + b"".join(rows) + b"</rows>"):
        cells = [
            (cell.get("s"), cell.get("t"), cell.find("v") is None, "".join(cell.itertext()))
            for cell in row
        ]
        yield row.get("r"), row.get("ht"), row.get("customHeight"), *cells


@given(table=_tables(), first=st.integers(1, 20))
@settings(max_examples=100, deadline=None)
def test_a_template_says_of_every_row_what_its_cells_say_one_by_one(
    table: tuple[tuple[Column, ...], list[tuple[Value, ...]]], first: int
) -> None:
    columns, rows = table
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(many_rows, "_AT_ONCE", 5)
        patch.setattr(many_rows, "_KEPT", 3)
        heights = many_rows.row_heights(rows, columns)
        assert heights == [row_height(values, columns) for values in rows]
        styles = _STYLES[: len(columns)]
        quick = _read(many_rows.many_rows(rows, heights, first, styles))
        assert list(quick) == list(_read(body(zip(rows, heights, strict=True), first, styles)))


def _long_list(**other: Any) -> OfficialList:
    odd: dict[int, dict[str, Value]] = {
        0: {"name": "Thắng & <con>", "remark": "nhiều chữ " * 6},
        1: {"id_number": "=1+1", "signed": date(1899, 5, 3)},
        2: {"name": "cu\u031b", "ends": None},
        3: {"remark": "a\x00b\nc"},
    }
    rows = [a_row(number, **odd.get(number % 97, {})) for number in range(9_400, 10_700)]
    return a_list(*rows, **other)


def _both(content: OfficialList) -> tuple[bytes, bytes]:
    """Return a list as it is written, and as its rows would be one by one."""
    quick = xlsx.write_list(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(many_rows, "MANY", len(content.rows) + 1)
        return quick, xlsx.write_list(content)


def _parts(book: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _frame(sheet: bytes, content: OfficialList) -> tuple[bytes, bytes]:
    """Return what stands before the first and from the last row of a list on."""
    first, last = (
        sheet.rindex(b"<row ", 0, sheet.index(f"<v>{content.rows[at][0]}</v>".encode()))
        for at in (0, -1)
    )
    return sheet[:first], sheet[last:]


_LISTS: Sequence[dict[str, Any]] = (
    {},
    {"signers": (), "total": "", "notes": ()},
    {"columns": tuple(replace(column, group="") for column in COLUMNS), "is_wide": False},
)


@pytest.mark.parametrize("other", _LISTS, ids=("whole", "unsigned", "upright"))
def test_a_long_list_is_in_all_else_the_list_it_was(other: dict[str, Any]) -> None:
    content = _long_list(**other)
    quick, slow = map(_parts, _both(content))
    assert quick.keys() == slow.keys()
    name = "xl/worksheets/sheet1.xml"
    assert quick[name] != slow[name]
    assert _frame(quick.pop(name), content) == _frame(slow.pop(name), content)
    core = "docProps/core.xml"  # tells when it was written
    assert {**quick, core: b""} == {**slow, core: b""}


def test_every_cell_of_a_long_list_reads_and_looks_as_it_did() -> None:
    quick, slow = (load_workbook(BytesIO(book)).active for book in _both(_long_list()))
    for ours, wanted in zip(quick.iter_rows(), slow.iter_rows(), strict=True):
        told = [(each.coordinate, each.value, each.data_type, each.style_id) for each in ours]
        asked = [(each.coordinate, each.value, each.data_type, each.style_id) for each in wanted]
        assert told == asked
        row = ours[0].row
        assert quick.row_dimensions[row].height == slow.row_dimensions[row].height
    assert quick.merged_cells == slow.merged_cells
    assert (quick.print_area, quick.print_title_rows) == (slow.print_area, slow.print_title_rows)
    assert (quick.freeze_panes, quick.row_breaks.brk) == (slow.freeze_panes, slow.row_breaks.brk)
    assert not [cell for row in quick.iter_rows() for cell in row if cell.data_type == "f"]


def test_others_read_a_long_list_as_they_did() -> None:
    quick, slow = (
        CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
        for book in _both(_long_list())
    )
    assert quick == slow
    [row] = [each for each in quick if each[0] == 10_000]
    assert row[1:5] == ["Trần Văn Thắng", "009091004217", "05/QĐ-UBND", date(2026, 11, 27)]


def test_a_short_list_is_written_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_rows, "many_rows", None)
    assert xlsx.write_list(a_list(*[a_row(number) for number in range(1, many_rows.MANY)]))
    with pytest.raises(TypeError):
        xlsx.write_list(a_list(*[a_row(number) for number in range(many_rows.MANY)]))
