from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rehabdesk.domain.text import name_order
from rehabdesk.services.lists.layouts import read_layouts
from rehabdesk.services.office import Office
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.layouts import layouts_beside
from rehabdesk.ui.kit.rows import Column, Role, Rows, Sign
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from tests.services.lists.accounts import add_account

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    year: str = "1990"
    state: str = ""


COLUMNS = (
    Column[Row](
        "Họ và tên", lambda row: row.name, lambda row: name_order(row.name), is_subject=True
    ),
    Column[Row]("Năm sinh", lambda row: row.year, width=80, align="right"),
    Column[Row]("Còn lại", lambda row: row.state, sign=lambda _: Sign("clock", "warn")),
    Column[Row]("Ghi chú", lambda _: "", is_hidden=True),
)
ROWS = [Row(1, "Lê Văn Đạt"), Row(2, "Trần An"), Row(3, "Bùi Thị Dung", "1985"), Row(4, "Hà Đức")]


@pytest.fixture
def table(qtbot: QtBot, dressed: Style, habits: QSettings) -> ListTable[Row]:
    shown = ListTable(Rows(COLUMNS, has_ticks=True), "test", habits)
    qtbot.addWidget(shown)
    shown.resize(600, 300)
    shown.show_rows(ROWS)
    shown.show()
    shown.setFocus()
    return shown


def names(table: ListTable[Row]) -> list[str]:
    return [row.name for row in table.rows.all]


def test_the_model_keeps_the_rules_of_models(qtmodeltester: ModelTester) -> None:
    rows = Rows(COLUMNS, has_ticks=True)
    rows.show(ROWS)
    qtmodeltester.check(rows)
    rows.sort(1)
    rows.tick(ROWS[:2])
    rows.show(ROWS[1:])
    qtmodeltester.check(rows)


def test_a_head_sorts_then_turns_then_gives_the_lists_own_order_back(
    qtbot: QtBot, table: ListTable[Row]
) -> None:
    header = table.horizontalHeader()
    seen = []
    for _ in range(3):
        x = header.sectionViewportPosition(1) + 20
        at = header.viewport().rect().topLeft()
        at.setX(x)
        at.setY(10)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        seen.append([row.id for row in table.rows.all])
    assert seen == [[2, 3, 1, 4], [4, 1, 3, 2], [1, 2, 3, 4]]


def test_space_ticks_and_acts_go_to_the_ticked_rows_else_to_the_current(
    qtbot: QtBot, table: ListTable[Row]
) -> None:
    table.choose(3)
    assert [row.id for row in table.chosen] == [3]
    qtbot.keyClick(table, KEY.Key_Space)
    table.choose(1)
    assert [row.id for row in table.chosen] == [3]
    qtbot.keyClick(table, KEY.Key_A, CONTROL)
    assert len(table.chosen) == 4
    qtbot.keyClick(table, KEY.Key_Escape)
    assert [row.id for row in table.chosen] == [1]


def test_one_click_on_a_tick_box_turns_it_once(qtbot: QtBot, table: ListTable[Row]) -> None:
    cell = table.visualRect(table.rows.index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert [row.id for row in table.rows.ticked_rows] == [2]
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert table.rows.ticked_rows == []


def test_the_head_of_the_ticks_ticks_all(qtbot: QtBot, table: ListTable[Row]) -> None:
    header = table.horizontalHeader().viewport()
    at = header.rect().topLeft()
    at.setX(10)
    at.setY(10)
    qtbot.mouseClick(header, Qt.MouseButton.LeftButton, pos=at)
    assert len(table.rows.ticked_rows) == 4
    qtbot.mouseClick(header, Qt.MouseButton.LeftButton, pos=at)
    assert table.rows.ticked_rows == []


def test_a_letter_jumps_by_given_name_and_d_finds_both_d_and_dd(
    qtbot: QtBot, table: ListTable[Row]
) -> None:
    table.choose(2)
    jumps = []
    for _ in range(3):
        qtbot.keyClick(table, KEY.Key_D)
        jumps.append(table.current.name if table.current else "")
    assert jumps == ["Bùi Thị Dung", "Hà Đức", "Lê Văn Đạt"]


def test_the_current_row_and_the_ticks_stay_by_identity_when_rows_are_refreshed(
    table: ListTable[Row],
) -> None:
    table.choose(3)
    table.rows.tick([ROWS[0], ROWS[3]])
    table.show_rows([Row(9, "Mới"), *ROWS[2:]])
    assert table.current is not None
    assert table.current.id == 3
    assert [row.id for row in table.rows.ticked_rows] == [4]


def test_enter_opens_the_current_row(qtbot: QtBot, table: ListTable[Row]) -> None:
    opened: list[Row] = []
    table.opened.connect(opened.append)
    table.choose(2)
    qtbot.keyClick(table, KEY.Key_Return)
    assert [row.name for row in opened] == ["Trần An"]


def test_rows_are_copied_with_heads_for_a_sheet_and_as_lines_of_text(
    qtbot: QtBot, table: ListTable[Row]
) -> None:
    table.choose(3)
    qtbot.keyClick(table, KEY.Key_C, CONTROL)
    assert QApplication.clipboard().text() == ("Họ và tên\tNăm sinh\tCòn lại\nBùi Thị Dung\t1985\t")
    qtbot.keyClick(table, KEY.Key_T, CONTROL)
    assert QApplication.clipboard().text() == "Bùi Thị Dung, 1985"


def test_columns_stay_as_the_user_left_them(
    qtbot: QtBot, table: ListTable[Row], habits: QSettings
) -> None:
    assert table.isColumnHidden(4)
    table.showColumn(4)
    table.horizontalHeader().resizeSection(2, 133)
    table.columns.keep()
    again = ListTable(Rows(COLUMNS, has_ticks=True), "test", habits)
    qtbot.addWidget(again)
    assert (again.columnWidth(2), again.isColumnHidden(4)) == (133, False)
    again.columns.reset()
    assert (again.columnWidth(2), again.isColumnHidden(4)) == (80, True)


def test_columns_follow_the_size_of_the_letters(
    qtbot: QtBot, table: ListTable[Row], habits: QSettings, dressed: Style
) -> None:
    table.horizontalHeader().resizeSection(2, 120)
    table.columns.keep()
    dressed.choose(replace(dressed.look, text_percent=150))
    assert table.columnWidth(2) == 180
    again = ListTable(Rows(COLUMNS, has_ticks=True), "test", habits)
    qtbot.addWidget(again)
    assert again.columnWidth(2) == 180


def test_an_empty_list_says_why(table: ListTable[Row]) -> None:
    table.set_empty("Chưa có hồ sơ nào.")
    table.show_rows([])
    assert table.current is None
    assert table.chosen == []
    labels = table.viewport().findChildren(QLabel)
    assert [label.text() for label in labels if label.isVisible()] == ["Chưa có hồ sơ nào."]


def test_screen_readers_hear_heads_ticks_and_words(table: ListTable[Row]) -> None:
    rows = table.rows
    heads = [
        rows.headerData(section, Qt.Orientation.Horizontal, Role.AccessibleTextRole)
        for section in range(3)
    ]
    assert heads == ["Chọn", "Họ và tên", "Năm sinh"]
    assert rows.index(0, 0).data(Role.AccessibleTextRole) == "Chưa chọn"
    assert rows.index(0, 1).data(Role.AccessibleTextRole) == "Lê Văn Đạt"


def test_rows_grow_with_the_text_size(table: ListTable[Row], dressed: Style) -> None:
    dressed.choose(replace(dressed.look, text_percent=150))
    assert table.rowHeight(0) == 45


LONG = tuple(range(1, 1001))


def person(number: int) -> Row:
    return Row(number, f"Lê Văn {number}")


@pytest.fixture
def long_rows(qtbot: QtBot) -> Rows[Row]:
    rows = Rows(COLUMNS, has_ticks=True, is_long=True)
    rows.show_long(LONG, {0: person(1)})
    return rows


def asked(rows: Rows[Row]) -> list[tuple[int, ...]]:
    told: list[tuple[int, ...]] = []
    rows.unread.connect(told.append)
    return told


def test_a_long_list_keeps_the_rules_of_models(
    qtmodeltester: ModelTester, long_rows: Rows[Row]
) -> None:
    qtmodeltester.check(long_rows)
    long_rows.prepare(range(20), range(0))
    long_rows.take([person(number) for number in range(1, 21)])
    long_rows.turn([3, 900], is_ticked=True)
    qtmodeltester.check(long_rows)


def test_lines_in_view_are_read_first_then_those_that_come_next(long_rows: Rows[Row]) -> None:
    told = asked(long_rows)
    long_rows.prepare(range(3), range(3, 6))
    long_rows.prepare(range(500, 503), range(503, 506))  # one question at a time
    assert told == [(2, 3)]
    assert long_rows.index(1, 1).data() == "…"
    assert long_rows.index(1, 2).data() == ""
    long_rows.take([person(2), person(3)])
    assert long_rows.index(1, 1).data() == "Lê Văn 2"
    long_rows.prepare(range(3), range(3, 6))
    assert told[1:] == [(4, 5, 6)]


def test_a_row_that_came_too_late_is_not_put_on_anothers_line(long_rows: Rows[Row]) -> None:
    long_rows.prepare(range(3), range(0))
    long_rows.show_long(LONG[::-1], {})
    long_rows.take([person(2), person(3)])
    assert long_rows.all == ()


def test_a_row_is_ticked_and_found_whether_it_has_been_read_or_not(long_rows: Rows[Row]) -> None:
    long_rows.turn(LONG, is_ticked=True)
    assert (long_rows.tick_count, len(long_rows.ticked_rows)) == (1000, 1)
    assert long_rows.place_of(777) == 776
    assert long_rows.find_row(long_rows.index(776, 1)) is None
    long_rows.show_long(LONG[:10], {})
    assert long_rows.tick_count == 10


def test_who_gives_a_long_list_is_told_how_to_sort_it(qtbot: QtBot, long_rows: Rows[Row]) -> None:
    with qtbot.waitSignal(long_rows.turned):
        long_rows.sort(1, Qt.SortOrder.DescendingOrder)
    assert long_rows.sorting == (COLUMNS[0], True)
    assert long_rows.identities == LONG
    with qtbot.assertNotEmitted(long_rows.turned):
        long_rows.sort(1, Qt.SortOrder.DescendingOrder)


def test_columns_order_and_sort_follow_the_user_to_another_machine(
    qtbot: QtBot, office: Office, desk: Desk, tmp_path: Path
) -> None:
    kept_alive: list[object] = []

    def sat_down(name: str) -> ListTable[Row]:
        habits = QSettings(str(tmp_path / name), QSettings.Format.IniFormat)
        owner = QWidget()
        qtbot.addWidget(owner)
        layouts_beside(habits).open(desk, owner, office.look(read_layouts))
        shown = ListTable(Rows(COLUMNS, has_ticks=True), "test", habits)
        qtbot.addWidget(shown)
        kept_alive.extend((owner, habits))
        shown.show_rows(ROWS)
        return shown

    office.do(add_account)
    here = sat_down("one.ini")
    header = here.horizontalHeader()
    header.moveSection(header.visualIndex(2), 1)
    header.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    here.columns.keep()
    there = sat_down("other.ini")
    assert [column.title for column in there.shown_columns()][:2] == ["Năm sinh", "Họ và tên"]
    assert names(there) == names(here) != [row.name for row in ROWS]
    assert "Hà" not in str(office.look(read_layouts))  # nobody is named by a layout


def test_the_row_on_top_stays_on_top_when_others_come_above_it(
    qtbot: QtBot, table: ListTable[Row]
) -> None:
    many = [Row(each, f"Lê Văn {each:03}") for each in range(200)]
    table.resize(400, 300)
    table.show_rows(many)
    table.verticalScrollBar().setValue(80)
    assert table.rowAt(0) == 80
    table.show_rows([*(Row(1_000 + each, "Mới") for each in range(7)), *many])
    assert table.rows.identities[table.rowAt(0)] == 80
