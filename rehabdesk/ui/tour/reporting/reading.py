"""Reports: a figure opened into its names, a file and back, what is to be put right, charts."""

from __future__ import annotations

from collections.abc import Callable

from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.reports.dialogs.three import ThreeDialog
from rehabdesk.ui.reports.screen import ReportsScreen
from rehabdesk.ui.tour.guide import Guide

DECIDED = "S02"  # persons with a new decision in the period


def _screen(guide: Guide) -> ReportsScreen:
    return guide.hands.inside(ReportsScreen, guide.window, "trang Báo cáo")


def open_a_figure(guide: Guide) -> None:
    """Come by its key, go to a figure by the arrows and see who stands behind it."""
    hands = guide.hands
    hands.press("Ctrl+8")
    screen = _screen(guide)
    hands.wait(lambda: screen.page is not None, "số liệu của báo cáo")
    grid = screen.page.grid if screen.page is not None else None
    hands.require(grid and grid.balance and grid.balance.is_even, "báo cáo không cân đối")
    key = next(row.key for row in (grid.rows if grid else ()) if row.code == DECIDED)
    screen.table.setFocus()
    while screen.table.current_cell is not None and screen.table.current_cell[0] != key:
        hands.press("Down", screen.table)
    hands.press("Return", screen.table)
    hands.wait(lambda: screen.panel.behind is not None, "những người đứng sau con số")
    behind = screen.panel.behind
    hands.require(
        behind is not None
        and behind.value is not None
        and len(behind.members) == behind.value.amount,
        "con số không bằng danh sách",
    )
    guide.shoot("11-bao-cao")


def open_a_file_and_come_back(guide: Guide) -> None:
    """Go into the names by F6, open the second file, and come back to the same figure."""
    hands, screen = guide.hands, _screen(guide)
    cell = screen.table.current_cell
    hands.press("F6", screen.table)
    hands.require(screen.panel.list.hasFocus(), "F6 chưa vào danh sách")
    hands.press("Down", screen.panel.list)
    line = screen.panel.list.current
    hands.press("Return", screen.panel.list)
    file = hands.inside(PersonScreen, guide.window, "hồ sơ một người")
    wanted = getattr(line.visit, "person_id", None) if line is not None else None
    hands.wait(lambda: file.person_id == wanted, "hồ sơ của người đứng sau con số")
    hands.press("Alt+Left")
    hands.wait(screen.isVisible, "trang Báo cáo trở lại")
    hands.require(screen.table.current_cell == cell, "không về đúng ô vừa xem")
    hands.require(screen.panel.list.hasFocus(), "không về đúng danh sách vừa xem")
    guide.shoot("264-ve-dung-o-vua-xem")


def see_what_is_wrong(guide: Guide) -> None:
    """Open what is to be put right before the report is closed."""
    hands, screen = guide.hands, _screen(guide)
    hands.wait(lambda: screen.beside.problems, "chỗ cần sửa")
    hands.click(screen.state.problems)
    hands.wait(lambda: screen.panel.problems, "danh sách chỗ cần sửa")
    guide.shoot("265-cho-can-sua")
    hands.press("Esc", screen.panel.list)
    hands.require(screen.panel.isHidden(), "Esc chưa đóng khung bên")


def look_at_the_charts(guide: Guide) -> None:
    hands, screen = guide.hands, _screen(guide)
    hands.click(screen.state.charts)
    hands.wait(lambda: screen.charts.trend.points, "biểu đồ theo tháng")
    hands.require("đang quản lý" in screen.charts.words.text(), "biểu đồ không có lời")
    guide.shoot("266-bieu-do")
    hands.click(screen.state.charts)


def compare_three_periods(guide: Guide) -> None:
    hands, screen = guide.hands, _screen(guide)
    screen.open_three()
    dialog = hands.dialog(ThreeDialog, "hộp So ba kỳ")
    hands.wait(lambda: dialog.table is not None and dialog.table.rows.all, "ba kỳ cạnh nhau")
    guide.shoot("267-so-ba-ky")
    hands.leave(dialog)


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Mở một con số của báo cáo ra người", open_a_figure),
    ("Mở hồ sơ từ con số rồi về đúng ô", open_a_file_and_come_back),
    ("Xem chỗ cần sửa trước khi chốt", see_what_is_wrong),
    ("Xem biểu đồ của báo cáo", look_at_the_charts),
    ("So ba kỳ báo cáo", compare_three_periods),
)
