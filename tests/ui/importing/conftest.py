"""The page over an office in memory, and workbooks made as values: few tests read a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.domain.tables.sheet import Cell, Sheet, Workbook
from rehabdesk.ui.importing.screen import ImportScreen
from rehabdesk.ui.importing.underway import Underway
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style

Row = tuple[Cell, ...]
HEADS: Row = ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Số căn cước", "Thôn", "Ghi chú")
PEOPLE: tuple[Row, ...] = (
    (1, "Nguyễn Đức Thuận", "1984", "Nam", "099084001234", "Thôn Hạ", ""),
    (2, "Lê Thị Mến", "31/02/1990", "Nữ", "", "Thôn Hạ", "chưa rõ ngày sinh"),
    (3, "Trần Đăng Khôi", "1988", "Nam", "", "Thôn Bờ Sông", ""),
    (4, "Đỗ Mạnh Hà", "12/3/85", "Nam", "099085007654", "Thôn Bờ Sông", ""),
)


def a_workbook(*rows: Row) -> Workbook:
    title: Row = ("Danh sách người sau cai nghiện", *[None] * (len(HEADS) - 1))
    return Workbook(
        "danh sach cu.xlsx", "xlsx", "0" * 64, (Sheet("Tong hop", (title, HEADS, *rows)),)
    )


@pytest.fixture
def backups() -> list[str]:
    return []


@pytest.fixture
def screen(
    qtbot: QtBot, desk: Desk, dressed: Style, habits: QSettings, backups: list[str]
) -> ImportScreen:
    shown = ImportScreen(desk, habits, lambda: backups.append("đã sao lưu"))
    qtbot.addWidget(shown)
    shown.resize(1182, 640)
    shown.show()
    shown.activateWindow()
    return shown


Bring = Callable[..., ImportScreen]


@pytest.fixture
def bring(screen: ImportScreen, tmp_path: Path) -> Bring:
    """Take a workbook as if it had just been read, and go to a step."""

    def to(place: int, *rows: Row, kind: ImportKind = ImportKind.PERSONS) -> ImportScreen:
        book = a_workbook(*(rows or PEOPLE))
        screen.file.taken.emit(Underway(tmp_path / book.file_name, book, kind))
        while screen.at < place:
            before = screen.at
            screen.next_button.click()
            assert screen.at > before, screen.step.message.text
        return screen

    return to
