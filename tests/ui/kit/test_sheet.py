"""Rows pasted into a small sheet: as an office copies them, with their numbers and their heads."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rehabdesk.ui.kit.inputs.sheet import SheetInput
from rehabdesk.ui.kit.style import Style

HEADS = ("STT", "Họ và tên", "Đơn vị", "Chức danh")
ROWS = [["1", "Lê Xuân Trường", "MTTQ", "Đội trưởng"], ["2", "Phạm Thị Hoa", "", "Đội phó"]]


@pytest.mark.parametrize(
    "copied",
    [
        "Lê Xuân Trường\tMTTQ\tĐội trưởng\nPhạm Thị Hoa\t\tĐội phó",
        "1\tLê Xuân Trường\tMTTQ\tĐội trưởng\n2\tPhạm Thị Hoa\t\tĐội phó\n",
        "01.\tLê Xuân Trường\tMTTQ\tĐội trưởng\r\n02.\tPhạm Thị Hoa\t\tĐội phó",
        (
            "STT\tHọ và tên\tCơ quan\tChức vụ\n"
            "1\tLê Xuân Trường\tMTTQ\tĐội trưởng\n2\tPhạm Thị Hoa\t\tĐội phó"
        ),
        "Họ và tên\tĐơn vị\tChức danh\nLê Xuân Trường\tMTTQ\tĐội trưởng\nPhạm Thị Hoa\t\tĐội phó",
    ],
)
def test_numbers_and_heads_copied_along_are_left_out(
    dressed: Style, qtbot: QtBot, copied: str
) -> None:
    sheet = SheetInput("Thành viên", HEADS, [])
    qtbot.addWidget(sheet)
    QApplication.clipboard().setText(copied)
    sheet.paste()
    assert sheet.rows == ROWS


def test_numbers_of_a_sheet_that_numbers_nothing_stay(dressed: Style, qtbot: QtBot) -> None:
    sheet = SheetInput("Tiêu chí", ("Số", "Tên"), [])
    qtbot.addWidget(sheet)
    QApplication.clipboard().setText("1\tGia đình\n2\tThôn")
    sheet.paste()
    assert sheet.rows == [["1", "Gia đình"], ["2", "Thôn"]]
