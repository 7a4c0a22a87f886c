"""Rows copied in Excel and pasted: the import opens on them as on a sheet of their own."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rehabdesk.services.importing.pasted import (
    MOST,
    NothingPasted,
    TooMuchPasted,
    first_choice,
    is_rows,
    pasted_workbook,
)
from rehabdesk.services.office import Office
from rehabdesk.services.people.files import list_persons
from rehabdesk.ui.importing.screen import FILE, ROWS, SHEET, WRITE, ImportScreen
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.visits import OpenImport

BARE = "Nguyễn Đức Thuận\t12/03/1984\tNam\t099084001234\r\nLê Thị Mến\t1990\tNữ\t\r\n"
HEADED = f"Họ và tên\tNgày sinh\tGiới tính\tSố căn cước\r\n{BARE}"


def test_cells_stay_the_texts_they_are() -> None:
    [sheet] = pasted_workbook('Lê Văn An\t"hai\ndòng"\t\r\n\r\n\t099\t=1+1\r\n').sheets
    assert sheet.rows == (("Lê Văn An", "hai\ndòng", None), (None, "099", "=1+1"))
    [broken] = pasted_workbook('"Lê Văn An\t1985\nLê Thị Mến\t1990').sheets
    assert broken.rows == (('"Lê Văn An', "1985"), ("Lê Thị Mến", "1990"))


def test_what_is_no_table_is_refused_in_a_sentence() -> None:
    assert [is_rows(each) for each in (BARE, "0912345678", "hai\ndòng")] == [True, False, False]
    with pytest.raises(NothingPasted):
        pasted_workbook(" \t \r\n")
    with pytest.raises(TooMuchPasted, match=str(MOST + 1)):
        pasted_workbook("An\t1985\n" * (MOST + 1))


def test_rows_without_heads_are_all_read() -> None:
    bare, headed = (pasted_workbook(each).sheets[0] for each in (BARE, HEADED))
    assert first_choice(bare).head_row_numbers == ()
    assert first_choice(headed).head_row_numbers is None


@pytest.mark.parametrize("text", [BARE, HEADED])
def test_pasted_persons_stand_there_as_a_sheet_and_come_in(
    screen: ImportScreen, office: Office, text: str
) -> None:
    screen.visit(OpenImport(pasted=text))
    assert screen.at == SHEET
    assert "2 dòng để đọc" in screen.step.foot()
    while screen.at < WRITE:
        before = screen.at
        screen.next_button.click()
        assert screen.at > before, screen.step.message.text
    names = {row.full_name for row in office.look(list_persons)}
    assert names == {"Nguyễn Đức Thuận", "Lê Thị Mến"}
    assert {row.birth_year for row in office.look(list_persons)} == {1984, 1990}


def test_a_file_half_looked_at_waits_when_rows_are_pasted(
    bring: object, screen: ImportScreen, desk: Desk
) -> None:
    assert callable(bring)
    bring(ROWS)
    told: list[Notice] = []
    desk.noticed.connect(told.append)
    screen.visit(OpenImport(pasted=BARE))
    assert screen.at == SHEET
    assert "danh sach cu.xlsx" in told[0].text
    assert told[0].act is not None
    told[0].act()
    assert screen.at == ROWS
    assert "danh sach cu.xlsx" in screen.step.line()


def test_rows_are_pasted_where_files_are_chosen(screen: ImportScreen, qtbot: QtBot) -> None:
    press = partial(qtbot.keyClick, screen, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().setText("   ")
    press()
    assert screen.at == FILE
    assert "Chưa có dòng nào để dán" in screen.file.message.text
    QApplication.clipboard().setText(HEADED)
    press()
    assert screen.at == SHEET
