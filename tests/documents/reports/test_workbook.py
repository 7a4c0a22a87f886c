"""The workbook of a report: the authority's layout, numbers as numbers, nothing made a formula."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl.reader.excel import load_workbook

from rehabdesk.documents import pages
from rehabdesk.documents.reports.workbook import write_workbook
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.papers import ReportPaper
from tests.documents.reports.samples import LAYOUTS, grouped_paper, long_grid, paper

_FIGURES = 4  # the first column of figures


@cache
def _short() -> bytes:
    return write_workbook(paper())


def _opened(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def _texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def _line(sheet: Any, name: str) -> list[Any]:
    [found] = [row for row in sheet.iter_rows() if str(row[1].value).strip() == name]
    return list(found)


def test_it_looks_as_the_authority_wants_it() -> None:
    sheet = _opened(_short())["Báo cáo"]
    texts = _texts(sheet)
    for wanted in (
        "ỦY BAN NHÂN DÂN TỈNH HÒA SƠN",
        "Số: 12/BC-UBND",
        "BÁO CÁO",
        "(Năm 2026: số liệu từ 15/12/2025 đến 14/12/2026)",
        "Kính gửi: Ủy ban nhân dân tỉnh Hòa Sơn; Công an tỉnh Hòa Sơn",
        "I. Người được quản lý sau cai",
        "TM. ỦY BAN NHÂN DÂN",
        "Lê Quang Vịnh",
    ):
        assert wanted in texts
    assert "Độc lập - Tự do - Hạnh phúc" in texts


def test_figures_are_numbers_and_codes_are_text() -> None:
    sheet = _opened(_short())["Báo cáo"]
    line = _line(sheet, "Số tiền vay (triệu đồng)")
    assert [cell.value for cell in line[_FIGURES - 1 : _FIGURES + 2]] == [70, 150, 80]
    assert all(cell.data_type == "n" for cell in line[_FIGURES - 1 : _FIGURES + 2])
    assert (line[0].value, line[0].data_type, line[0].number_format) == ("12", "s", "@")
    assert line[_FIGURES + 1].number_format.startswith("+")
    job = _line(sheet, "Có việc làm ổn định")
    assert [cell.value for cell in job[-2:]] == [0.6, 0.62]
    assert job[-1].number_format == "#,##0%"


def test_what_is_wholly_no_number_stays_as_it_is_written() -> None:
    made = paper()
    rows = list(made.rows)
    odd = ("127/143", "> 1.500", "–", "1.619", "26,4%")
    roles = [column.role for column in made.columns]
    rows[1] = replace(rows[1], words=dict(zip(roles, odd, strict=True)))
    sheet = _opened(write_workbook(replace(made, rows=tuple(rows))))["Báo cáo"]
    cells = _line(sheet, rows[1].name)[_FIGURES - 1 :]
    assert [cell.value for cell in cells] == ["127/143", "> 1.500", "–", 1619, 0.264]
    assert [cell.data_type for cell in cells] == ["s", "s", "s", "n", "n"]


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    made = paper()
    row = replace(made.rows[1], name=text, number=text, unit=text, remark=text)
    row = replace(row, words=dict.fromkeys(row.words, text))
    head = replace(made.head, signer=text, addressees=(text,), recipients=(text,))
    rule = replace(made.rules[0], name=text, rule=text, basis=text)
    bar = replace(made.charts.bars[0], name=text, words=text)
    hostile = replace(
        made,
        head=head,
        title=(text, text),
        rows=(*made.rows[:1], row, *made.rows[2:]),
        rules=(rule, *made.rules[1:]),
        notes=(text,),
        charts=replace(made.charts, bars=(bar,), trend_words=text),
    )
    book = _opened(write_workbook(hostile))
    cells = [cell for sheet in book for each in sheet.iter_rows() for cell in each]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert any(cell.value == text.strip() or cell.value == text for cell in cells)


def test_every_row_says_how_it_is_counted() -> None:
    made = paper()
    sheet = _opened(_short())["Cách tính"]
    texts = _texts(sheet)
    assert all(rule.rule in texts for rule in made.rules)
    assert sheet.max_row == 4 + len(made.rules)


def test_it_prints_on_pages_of_one_width_with_its_heads_on_each() -> None:
    for made, way in ((paper(), "portrait"), (grouped_paper(), "landscape")):
        sheet = _opened(write_workbook(made))["Báo cáo"]
        assert sheet.page_setup.orientation == way
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.paperSize == "9" or sheet.page_setup.paperSize == 9  # noqa: PLR1714
        assert sheet.print_title_rows
        assert sheet.print_area.endswith(str(sheet.max_row))


def test_shared_heads_are_merged() -> None:
    sheet = _opened(write_workbook(grouped_paper()))["Báo cáo"]
    merged = {str(sheet[str(each).split(":")[0]].value): each for each in sheet.merged_cells.ranges}
    assert merged["Số liệu"].size == {"columns": 4, "rows": 1}
    assert merged["So với kế hoạch"].size == {"columns": 2, "rows": 1}
    assert merged["STT"].size == {"columns": 1, "rows": 2}


def test_whoever_signs_is_never_alone_on_a_page_and_no_heading_is_left_behind() -> None:
    made = grouped_paper()
    sheet = _opened(write_workbook(made))["Báo cáo"]
    [cut] = [each.id for each in sheet.row_breaks.brk]
    below = [sheet.cell(row, 1).value for row in range(cut + 1, sheet.max_row + 1)]
    assert below[0] == "XI. Kinh phí"
    assert sheet.cell(cut, 2).value is not None


def test_the_charts_stand_on_their_figures() -> None:
    book = _opened(_short())
    sheet = book["Biểu đồ"]
    assert len(sheet._charts) == 2
    with ZipFile(BytesIO(_short())) as file:
        lines = file.read("xl/charts/chart1.xml").decode()
        bars = file.read("xl/charts/chart2.xml").decode()
    assert "lineChart" in lines
    counts = [row[1].value for row in sheet.iter_rows() if str(row[0].value).endswith("/2026")]
    assert counts == [point.amount for point in paper().charts.trend]
    reached = [bar.is_reached for bar in paper().charts.bars]
    amber = re.findall(r'<(?:c:)?dPt><(?:c:)?idx val="(\d+)"', bars)
    assert [int(at) for at in amber] == [at for at, is_there in enumerate(reached) if not is_there]


def test_without_anything_to_draw_there_is_no_sheet_of_charts() -> None:
    made = paper()
    bare = replace(made, charts=replace(made.charts, trend=(), bars=()))
    assert _opened(write_workbook(bare)).sheetnames == ["Báo cáo", "Cách tính"]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write_workbook(paper()) == _short()
    with ZipFile(BytesIO(_short())) as file:
        core = file.read("docProps/core.xml").decode()
        assert {each.date_time[0] for each in file.infolist()} == {1980}
    assert "2026-12-15T00:00:00Z" in core


def test_practice_says_so_in_the_sheet() -> None:
    sheet = _opened(write_workbook(replace(paper(), is_practice=True)))["Báo cáo"]
    assert any(text.startswith("ĐANG TẬP DÙNG THỬ") for text in _texts(sheet))


@pytest.mark.parametrize("key", LAYOUTS)
def test_every_layout_is_written_whole(key: str) -> None:
    made = paper(long_grid(LAYOUTS[key]))
    sheet = _opened(write_workbook(made))["Báo cáo"]
    heads = [cell.row for cell in sheet["A"] if cell.value == "STT"]
    lines = sheet.iter_rows(min_row=heads[0] + 1, max_row=heads[0] + len(made.rows))
    figures = [row for row in made.rows if row.code]
    texts = [[str(cell.value) for cell in row[:3]] for row in lines if row[2].value is not None]
    assert [text[0] for text in texts] == [row.number for row in figures]
    assert [text[1].strip() for text in texts] == [row.name for row in figures]


@pytest.mark.beside
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_program_opens_it_and_shows_its_figures(tmp_path: Path) -> None:
    made: dict[str, ReportPaper] = {"short": paper(), "long": grouped_paper()}
    for name, each in made.items():
        (tmp_path / f"{name}.xlsx").write_bytes(write_workbook(each))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    command += [str(tmp_path / f"{name}.xlsx") for name in made]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for name, each in made.items():
        told = pages.text_of((tmp_path / f"{name}.pdf").read_bytes())
        text = " ".join(" ".join(told).split())
        assert each.head.signer in text
        now = [row.words[ColumnRole.NOW] for row in each.rows if row.code]
        assert all(figure.replace(".", ",") in text for figure in now)
    short = pages.text_of((tmp_path / "short.pdf").read_bytes())
    assert "Lê Quang Vịnh" in short[0]  # the table and who signs it on one page


def test_a_long_remark_stands_with_its_rule_where_there_is_room() -> None:
    made = paper()
    first = replace(made.rules[0], remark="tiêu chí: có việc làm.")
    sheet = _opened(write_workbook(replace(made, rules=(first, *made.rules[1:]))))["Cách tính"]
    [_, _, _, rule, basis] = [cell.value for cell in sheet[5]]
    assert rule == f"{first.rule} Ghi chú: tiêu chí: có việc làm."
    assert basis in {first.basis, None}
