"""Mẫu báo cáo: the list, a table of a province taken in, a layout put together by its keys."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from openpyxl.workbook.workbook import Workbook
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.services.office import Office
from rehabdesk.services.reports.layouts import all_layouts, layout_of, list_layouts
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
    layout = office.look(partial(layout_of, key="own-1"))
    assert layout.heading == "BÁO CÁO\nBáo cáo nhanh"
    assert [(row.number, row.code) for row in layout.rows] == [
        *(("1", "H06"), ("2", "H08"), ("3", "S11")),
    ]
    assert (layout.rows[1].unit, layout.rows[1].divisor) == ("triệu đồng", 1_000_000)
    roles = [column.role for column in layout.columns]
    assert roles == [ColumnRole.NOW, ColumnRole.THEN, ColumnRole.CHANGE, ColumnRole.CUMULATIVE]


def test_what_was_not_understood_waits_for_the_clerk(
    qtbot: QtBot, listed: LayoutsDialog, office: Office, tmp_path: Path
) -> None:
    listed.take_in(_table(tmp_path))
    builder = _builder(qtbot, listed)
    assert "1 dòng chưa hiểu" in builder.message.text
    builder.accept_button.click()
    assert "Còn 1 dòng chưa hiểu" in builder.message.text
    assert "own-1" not in _keys(office)
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
    layout = office.look(partial(layout_of, key="own-1"))
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
    qtbot.waitUntil(lambda: "own-1" not in _keys(office))
    qtbot.waitUntil(lambda: "lại" in listed.retire_button.text())
    listed.retire_button.click()
    qtbot.waitUntil(lambda: "own-1" in _keys(office))


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
    qtbot.waitUntil(lambda: "own-1" not in _keys(office))
    [line] = [each for each in office.look(list_layouts) if each.layout.key == "own-1"]
    assert not line.is_active


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
