"""Cells put right where they stand: one, all that are equal, again, or left empty."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from rehabdesk.domain.tables.fields import ImportField, ImportKind
from rehabdesk.domain.tables.sheet import Sheet, Workbook
from rehabdesk.services.importing.orders import Fix
from rehabdesk.services.office import Office
from rehabdesk.services.volunteers import list_volunteers
from rehabdesk.ui.importing.rows.table import ADD, EMPTY
from rehabdesk.ui.importing.rows.views import View
from rehabdesk.ui.importing.screen import COLUMNS, ROWS, SHEET, ImportScreen
from rehabdesk.ui.importing.underway import Underway
from tests.ui.importing.acts import fix, line_of, settle
from tests.ui.importing.conftest import Bring

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_wrong_day_is_put_right_in_its_place(bring: Bring, qtbot: QtBot) -> None:
    screen = bring(ROWS)
    before = screen.rows.counters[View.FAULTY].count
    table = screen.rows.table
    table.setFocus()
    table.choose(line_of(screen, 4).identity)
    QTest.keyClick(table, Qt.Key.Key_F2)
    [editor] = table.viewport().findChildren(QLineEdit)
    editor.setText("28/02/1990")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen._under is not None and bool(screen._under.fixes))
    settle(screen)
    assert screen.rows.counters[View.FAULTY].count == before - 1


def test_an_unknown_hamlet_is_put_right_once_for_all_equal_rows(bring: Bring) -> None:
    screen = bring(ROWS)
    screen.rows.view.value = View.ALL
    told = [line for line in screen.rows.table.rows.all if line.problem and line.problem.offers]
    assert {line.row.row_number for line in told} == {5, 6}
    fix(screen, told[0].row.row_number, "Thôn Hạ")
    assert "cả 2 dòng" in screen.rows.strip.text
    left = [line for line in screen.rows.table.rows.all if line.problem and line.problem.offers]
    assert not left


def test_an_unknown_hamlet_can_be_taken_into_the_list(bring: Bring) -> None:
    screen = bring(ROWS)
    line = next(line for line in screen.rows.table.rows.all if line.problem and line.problem.offers)
    assert line.problem is not None
    screen.rows.table.fixed.emit(line, ADD.format(line.problem.text))
    settle(screen)
    left = [each for each in screen.rows.table.rows.all if each.problem and each.problem.offers]
    assert not left


def test_organisations_the_list_lacks_are_added_by_one_press(
    screen: ImportScreen, office: Office, tmp_path: Path
) -> None:
    head = ("Họ và tên", "Giới tính", "Chức vụ", "Tổ chức", "Thôn")
    rows = (
        head,
        ("Ngô Thị Nhàn", "Nữ", "Chi hội trưởng", "Chi hội Phụ nữ", "Thôn Hạ"),
        ("Lường Văn Pó", "Nam", "Hội viên", "Hội Cựu chiến binh", "Thôn Hạ"),
    )
    book = Workbook("doi.xlsx", "xlsx", "0" * 64, (Sheet("Doi", rows),))
    screen.file.taken.emit(Underway(tmp_path / book.file_name, book, ImportKind.VOLUNTEERS))
    for _ in (COLUMNS, ROWS):
        screen.next_button.click()
    assert screen.rows.common.text.endswith("“Chi hội Phụ nữ”, “Hội Cựu chiến binh”.")
    [add] = screen.rows.common.findChildren(type(screen.next_button))
    assert add.text() == "Thêm 2 tổ chức"
    add.click()
    settle(screen)
    assert not screen.rows.common.text
    screen.next_button.click()
    found = {row.organisation for row in office.look(list_volunteers)}
    assert found == {"Chi hội Phụ nữ", "Hội Cựu chiến binh"}


def test_rows_out_of_a_sheet_are_shown_before_they_are_pasted(bring: Bring) -> None:
    screen = bring(ROWS)
    table = screen.rows.table
    table.setFocus()
    table.choose(line_of(screen, 4).identity)
    QApplication.clipboard().setText("28/02/1990\tthừa\r\n")
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    assert "dòng 4 ← “28/02/1990”" in screen.rows.strip.text
    assert screen._under is not None
    assert not screen._under.fixes
    screen.rows.strip.findChildren(type(screen.next_button))[0].click()
    assert [each.instead for each in screen._under.fixes] == ["28/02/1990"]
    QTest.keyClick(table, Qt.Key.Key_Up)  # Ctrl is let go


def test_fixes_of_the_same_cell_do_not_pile_up(bring: Bring) -> None:
    under = bring(SHEET)._under
    assert under is not None
    make = partial(Fix, ImportField.BIRTH, "31/02/1990", row_number=4)
    under.put_right(make(instead="28/02/1990"))
    under.put_right(make(instead="27/02/1990"))
    assert [each.instead for each in under.fixes] == ["27/02/1990"]


def test_a_cell_put_right_wrongly_is_put_right_again(bring: Bring) -> None:
    screen = bring(ROWS)
    fix(screen, 4, "30/02/1990")
    again = line_of(screen, 4).problem
    assert again is not None
    assert again.text == "30/02/1990"
    fix(screen, 4, "28/02/1990")
    screen.rows.view.value = View.ALL
    screen.rows._show_view()
    assert line_of(screen, 4).row.birth == "28/02/1990"


def test_a_cell_nobody_can_put_right_is_left_empty(bring: Bring, qtbot: QtBot) -> None:
    screen = bring(ROWS)
    table = screen.rows.table
    table.setFocus()
    table.choose(line_of(screen, 4).identity)
    QTest.keyClick(table, Qt.Key.Key_F2)
    [editor] = table.viewport().findChildren(QLineEdit)
    editor.clear()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen._under is not None and bool(screen._under.fixes))
    settle(screen)
    fix(screen, 5, EMPTY)
    assert "thành “(để trống)” ở cả 2 dòng" in screen.rows.strip.text
    assert screen.rows.counters[View.FAULTY].count == 0
    assert not screen.rows.table.rows.all
