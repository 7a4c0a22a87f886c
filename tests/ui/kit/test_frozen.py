from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

LEFT = Qt.MouseButton.LeftButton
NAME, LAST = 1, 8


@dataclass(frozen=True)
class Row:
    id: int
    name: str


COLUMNS = (
    Column[Row]("Họ và tên", lambda row: row.name, width=150, is_subject=True),
    *(Column[Row](f"Cột {each}", lambda row: str(row.id), width=150) for each in range(1, LAST)),
)
ROWS = [Row(each, f"Người {each}") for each in range(1, 41)]


@pytest.fixture
def table(qtbot: QtBot, dressed: Style, habits: QSettings) -> ListTable[Row]:
    shown = ListTable(Rows(COLUMNS, has_ticks=True), "test", habits)
    qtbot.addWidget(shown)
    shown.resize(500, 300)
    shown.show_rows(ROWS)
    shown.show()
    return shown


def scroll(table: ListTable[Row], across: int) -> None:
    table.horizontalScrollBar().setValue(across)


def picture(widget: QWidget) -> bytes:
    return bytes(widget.grab().toImage().constBits())


def press(qtbot: QtBot, table: ListTable[Row], x: int, y: int) -> None:
    qtbot.mouseClick(table.frozen, LEFT, pos=QPoint(x, y))


def line(table: ListTable[Row], place: int) -> int:
    """Where the middle of a line is, over the frozen columns."""
    return table.horizontalHeader().height() + table.rowViewportPosition(place) + 10


def test_the_name_stays_when_the_list_is_scrolled_sideways(table: ListTable[Row]) -> None:
    assert not table.frozen.isVisible()
    scroll(table, 200)
    assert table.frozen.isVisible()
    width = table.columnWidth(0) + table.columnWidth(NAME)
    assert table.frozen.width() == width + 1
    scroll(table, 0)
    assert not table.frozen.isVisible()


def test_what_stays_looks_as_it_did_before_scrolling(table: ListTable[Row]) -> None:
    table.rows.tick(ROWS[2:3])
    wide = table.columnWidth(0) + table.columnWidth(NAME)
    before = table.grab().copy(0, 0, wide, 250).toImage()
    scroll(table, 200)
    assert table.grab().copy(0, 0, wide, 250).toImage() == before


def test_it_goes_with_the_lines(table: ListTable[Row]) -> None:
    scroll(table, 200)
    before = picture(table.frozen)
    table.verticalScrollBar().setValue(5)
    assert picture(table.frozen) != before


def test_a_click_goes_to_the_cell_that_stays(qtbot: QtBot, table: ListTable[Row]) -> None:
    scroll(table, 200)
    press(qtbot, table, table.columnWidth(0) + 20, line(table, 3))
    assert table.current == ROWS[3]
    assert table.currentIndex().column() == NAME
    assert table.horizontalScrollBar().value() == 200
    press(qtbot, table, 10, line(table, 1))
    assert table.rows.ticked_rows == [ROWS[1]]


def test_its_heads_sort_and_tick(qtbot: QtBot, table: ListTable[Row]) -> None:
    scroll(table, 200)
    for _ in range(2):
        press(qtbot, table, table.columnWidth(0) + 20, 10)
    assert table.rows.sorting == (COLUMNS[0], True)
    press(qtbot, table, 10, 10)
    assert table.rows.tick_count == len(ROWS)


def test_a_cell_gone_to_by_keys_is_not_left_under_it(table: ListTable[Row]) -> None:
    table.setCurrentIndex(table.rows.index(0, LAST))
    for section in range(LAST, NAME, -1):
        table.setCurrentIndex(table.rows.index(0, section))
        left = table.columnViewportPosition(section)
        assert left >= (table.frozen.width() - 1 if table.frozen.isVisible() else 0)


def test_a_wheel_over_it_scrolls(table: ListTable[Row]) -> None:
    scroll(table, 200)
    down = QWheelEvent(
        QPointF(10, 100),
        QPointF(table.frozen.mapToGlobal(QPoint(10, 100))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 -- Qt's
    )
    QApplication.sendEvent(table.frozen, down)
    assert table.verticalScrollBar().value() > 0


def test_nothing_stays_where_it_would_take_the_room(table: ListTable[Row]) -> None:
    scroll(table, 200)
    table.resize(260, 300)
    assert not table.frozen.isVisible()
