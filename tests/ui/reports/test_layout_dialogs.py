"""Mẫu báo cáo: the list, a table of a province taken in, a layout put together by its keys."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from openpyxl.workbook.workbook import Workbook
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.services.office import Office
from rehabdesk.services.reports.layouts import LayoutLine, all_layouts, layout_of, list_layouts
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.reports.layouts.builder import BuilderDialog
from rehabdesk.ui.reports.layouts.line_dialog import LineDialog
from rehabdesk.ui.reports.layouts.list_dialog import LayoutsDialog, open_layouts
from tests.ui.mnemonics import clashes


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(1180, 760)
    widget.show()
    return widget


@pytest.fixture
def listed(qtbot: QtBot, desk: Desk, habits: QSettings, page: QWidget) -> LayoutsDialog:
    dialog = open_layouts(desk, habits, page)
    qtbot.waitUntil(lambda: bool(dialog.table.rows.all))
    return dialog


def _builder(qtbot: QtBot, listed: LayoutsDialog) -> BuilderDialog:
    qtbot.waitUntil(lambda: bool(listed.findChildren(BuilderDialog)))
    return listed.findChildren(BuilderDialog)[-1]


def _line_dialog(qtbot: QtBot, builder: BuilderDialog) -> LineDialog:
    qtbot.waitUntil(lambda: bool(builder.lines.findChildren(LineDialog)))
    return builder.lines.findChildren(LineDialog)[-1]


def _keys(office: Office) -> list[str]:
    return [layout.key for layout in office.look(all_layouts)]


def _own(office: Office) -> LayoutLine:
    [line] = [each for each in office.look(list_layouts) if not each.is_delivered]
    return line


def _table(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.append(["BIỂU SỐ LIỆU CỦA TỈNH"])
    sheet.append(["STT", "Chỉ tiêu", "ĐVT", "Kỳ này", "Lũy kế"])
    sheet.append(["1", "Đang quản lý sau cai nghiện cuối kỳ", "người"])
    sheet.append(["2", "Số mũi tiêm cho trâu bò", "mũi"])
    path = folder / "tinh.xlsx"
    book.save(path)
    return path


def test_the_delivered_are_listed_and_cannot_be_put_away(listed: LayoutsDialog) -> None:
    names = [line.layout.name for line in listed.table.rows.all]
    assert names[0] == "Báo cáo kết quả quản lý sau cai nghiện"
    assert len(names) == 5
    assert not listed.retire_button.isEnabled()
    assert not clashes(listed)


def test_a_layout_is_put_together_and_offered(
    qtbot: QtBot, listed: LayoutsDialog, office: Office
) -> None:
    listed.add_button.click()
    builder = _builder(qtbot, listed)
    assert not clashes(builder)
    builder.name.value = "Báo cáo nhanh"
    pane = builder.lines
    while pane.lines:
        pane.drop()
    pane.search.setText("vay von")
    pane._find("vay von")
    codes = [each.code for each in pane.catalogue.rows.all]
    assert codes == ["H06", "H07"]
    pane.add(pane.catalogue.rows.all[0])
    pane.add(pane.known["S11"])
    pane.add(pane.known["H08"])
    pane.shift(-1)
    builder.columns[ColumnRole.CHANGE_PER_CENT].setChecked(False)
    builder.columns[ColumnRole.CUMULATIVE].setChecked(True)
    with qtbot.waitSignal(builder.kept):
        builder.accept_button.click()
    layout = _own(office).layout
    assert layout.heading == "BÁO CÁO\nNhanh"
    assert [(row.number, row.code) for row in layout.rows] == [
        *(("1", "H06"), ("2", "H08"), ("3", "S11")),
    ]
    assert (layout.rows[1].unit, layout.rows[1].divisor) == ("triệu đồng", 1_000_000)
    roles = [column.role for column in layout.columns]
    assert roles == [ColumnRole.NOW, ColumnRole.THEN, ColumnRole.CHANGE, ColumnRole.CUMULATIVE]


def test_lines_are_counted_through_until_somebody_numbers_them(
    qtbot: QtBot, listed: LayoutsDialog
) -> None:
    listed.add_button.click()
    pane = (builder := _builder(qtbot, listed)).lines
    assert not pane.lines
    for code in ("S01", "S02", "H08", "S11"):
        pane.add(pane.known[code])
    pane.shift(-1)
    assert [(line.row.number, line.row.code) for line in pane.lines] == [
        *(("1", "S01"), ("2", "S02"), ("3", "S11"), ("4", "H08")),
    ]
    assert pane.lines[3].row.words == "Số tiền cho vay (triệu đồng)"  # no column of units
    pane.edit()
    dialog = _line_dialog(qtbot, builder)
    dialog.breakdown.value = Breakdown.HAMLET
    dialog.accept_button.click()
    told = [(line.row.number, line.row.words) for line in pane.lines]
    assert told[2] == ("", "Đang quản lý sau cai nghiện cuối kỳ – {part}")
    assert told[3][0] == "3"
    assert pane.table.rows.columns[1].text(pane.lines[2]) == (
        "Đang quản lý sau cai nghiện cuối kỳ – (từng thôn, tổ dân phố)"
    )
    pane.table.choose(pane.lines[0].serial)
    pane.edit()
    dialog = _line_dialog(qtbot, builder)
    dialog.number.value = "a"
    dialog.accept_button.click()
    pane.shift(1)
    assert [line.row.number for line in pane.lines] == ["2", "a", "", "3"]


def test_another_deadline_asks_for_its_own_basis(
    qtbot: QtBot, listed: LayoutsDialog, office: Office
) -> None:
    listed.copy_button.click()
    builder = _builder(qtbot, listed)
    assert builder.basis.value.startswith("Tạm đặt")
    builder.days.value = "5"
    builder.unit.value = DeadlineUnit.DAYS
    assert builder.basis.value == ""
    with qtbot.waitSignal(builder.kept):
        builder.accept_button.click()
    layout = _own(office).layout
    assert layout.sent_within is not None
    assert (layout.sent_within.words, layout.sending_basis) == ("05 ngày thường", "")
    assert not layout.is_sending_assumed


def test_a_layout_goes_out_as_a_file(qtbot: QtBot, listed: LayoutsDialog, tmp_path: Path) -> None:
    listed.table.choose("thang-quy")
    listed.export_button.click()
    qtbot.waitUntil(lambda: bool(listed.findChildren(QFileDialog)))
    [dialog] = listed.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("bao-cao-thang-quy.toml")
    path = tmp_path / "mau.toml"
    dialog.fileSelected.emit(str(path))
    qtbot.waitUntil(path.exists)
    dialog.close()
    listed.take_in(path)
    builder = _builder(qtbot, listed)
    assert "thay mẫu “Báo cáo tháng, quý” đang có" in builder.message.text


def test_what_was_not_understood_waits_for_the_clerk(
    qtbot: QtBot, listed: LayoutsDialog, office: Office, tmp_path: Path
) -> None:
    listed.take_in(_table(tmp_path))
    builder = _builder(qtbot, listed)
    assert "1 dòng chưa hiểu" in builder.message.text
    builder.accept_button.click()
    assert "Còn 1 dòng chưa hiểu" in builder.message.text
    assert len(_keys(office)) == 5
    line = builder.lines.table.current
    assert line is not None
    assert line.row.words == "Số mũi tiêm cho trâu bò"
    builder.lines.edit()
    dialog = _line_dialog(qtbot, builder)
    dialog.accept_button.click()
    assert "Chọn chỉ tiêu" in dialog.message.text
    dialog.code.value = "S02"
    dialog.breakdown.value = Breakdown.HAMLET
    assert "< 3" in dialog.rule.text()
    dialog.accept_button.click()
    with qtbot.waitSignal(builder.kept):
        builder.accept_button.click()
    layout = _own(office).layout
    assert [(row.code, row.breakdown) for row in layout.rows] == [
        ("S11", None),
        ("S02", Breakdown.HAMLET),
    ]
    assert layout.name == "Biểu số liệu của tỉnh"


def test_a_delivered_layout_is_changed_and_brought_back(
    qtbot: QtBot, listed: LayoutsDialog, office: Office
) -> None:
    listed.table.choose("thang-quy")
    listed.edit_button.click()
    builder = _builder(qtbot, listed)
    builder.days.value = "5"
    builder.basis.value = "Quyết định số 12/2026/QĐ-UBND"
    with qtbot.waitSignal(builder.kept):
        builder.accept_button.click()
    changed = office.look(partial(layout_of, key="thang-quy"))
    assert changed.sent_within is not None
    assert (changed.sent_within.amount, changed.is_sending_assumed) == (5, False)
    qtbot.waitUntil(listed.retire_button.isEnabled)
    assert "có sẵn" in listed.retire_button.text()
    listed.retire_button.click()
    qtbot.waitUntil(lambda: not listed.retire_button.isEnabled())
    assert office.look(partial(layout_of, key="thang-quy")).is_sending_assumed


def test_an_own_layout_is_put_away_and_used_again(
    qtbot: QtBot, listed: LayoutsDialog, office: Office
) -> None:
    listed.copy_button.click()
    builder = _builder(qtbot, listed)
    with qtbot.waitSignal(builder.kept):
        builder.accept_button.click()
    qtbot.waitUntil(listed.retire_button.isEnabled)
    listed.retire_button.click()
    qtbot.waitUntil(lambda: len(_keys(office)) == 5)
    qtbot.waitUntil(lambda: "lại" in listed.retire_button.text())
    listed.retire_button.click()
    qtbot.waitUntil(lambda: len(_keys(office)) == 6)


def test_keeping_a_new_layout_is_taken_back(
    qtbot: QtBot, listed: LayoutsDialog, office: Office, desk: Desk
) -> None:
    said: list[Notice] = []
    desk.noticed.connect(said.append)
    listed.copy_button.click()
    builder = _builder(qtbot, listed)
    with qtbot.waitSignal(builder.kept):
        builder.accept_button.click()
    assert said[-1].act is not None
    said[-1].act()
    qtbot.waitUntil(lambda: len(_keys(office)) == 5)
    assert not _own(office).is_active


def test_a_layout_without_figures_says_so(qtbot: QtBot, listed: LayoutsDialog) -> None:
    listed.add_button.click()
    builder = _builder(qtbot, listed)
    builder.name.value = "Trống"
    while builder.lines.lines:
        builder.lines.drop()
    builder.accept_button.click()
    qtbot.waitUntil(lambda: "chưa có chỉ tiêu" in builder.message.text)


def test_the_printed_page_is_seen_before_anything_is_kept(
    qtbot: QtBot, listed: LayoutsDialog
) -> None:
    listed.table.choose("doi-tinh-nguyen")
    listed.preview_button.click()
    qtbot.waitUntil(lambda: bool(listed.findChildren(PaperDialog)))
