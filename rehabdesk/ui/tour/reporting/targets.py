"""Targets: the year as it stands, the names behind, a spread put right, a target added."""

from __future__ import annotations

from collections.abc import Callable

from rehabdesk.services.targets.sheet import TargetRow
from rehabdesk.ui.targets.dialog import TargetDialog
from rehabdesk.ui.targets.screen import TargetsScreen
from rehabdesk.ui.targets.spread_dialog import SpreadDialog
from rehabdesk.ui.tour.guide import Guide

SPREAD, SHORT = "Buổi tuyên truyền", "Học nghề"
ADDED = "Tư vấn pháp lý lưu động"


def _screen(guide: Guide) -> TargetsScreen:
    return guide.hands.inside(TargetsScreen, guide.window, "trang Chỉ tiêu")


def _row(screen: TargetsScreen, name: str) -> TargetRow:
    return next(row for row in screen.table.rows.all if row.name == name)


def see_the_year(guide: Guide) -> None:
    """Come by its key: what is asked, reached, and to be expected; the sum of a spread below."""
    hands = guide.hands
    hands.press("Ctrl+9")
    screen = _screen(guide)
    hands.wait(lambda: screen.table.rows.all, "các chỉ tiêu của năm")
    screen.table.choose(_row(screen, SPREAD).id)
    screen.table.setFocus()
    hands.press("Left", screen.table)
    hands.require(not _has(screen, "Thôn Trung"), "← chưa đóng phần chia")
    hands.press("Right", screen.table)
    hands.wait(lambda: _has(screen, "Thôn Trung"), "phần chia cho các thôn")
    hands.require("đúng bằng số được giao" in screen.sums.words.text(), "tổng chưa được kiểm tra")
    guide.shoot("13-chi-tieu")


def see_who_is_behind(guide: Guide) -> None:
    """Open the persons behind a target that may fall short."""
    hands, screen = guide.hands, _screen(guide)
    screen.table.choose(_row(screen, SHORT).id)
    hands.press("Return", screen.table)
    hands.wait(lambda: screen.panel.behind is not None, "những người đứng sau chỉ tiêu")
    behind = screen.panel.behind
    told = _row(screen, SHORT).reached_words
    hands.require(
        behind is not None and told == f"{len(behind.members)} người",
        "danh sách không bằng số đã đạt",
    )
    guide.shoot("272-nguoi-dung-sau-chi-tieu")
    hands.press("Esc", screen.panel.list)
    hands.require(screen.panel.isHidden(), "Esc chưa đóng khung bên")


def spread_it_otherwise(guide: Guide) -> None:
    """Share a target out evenly, with the sum checked while it is done, and take that back."""
    hands, screen = guide.hands, _screen(guide)
    screen.table.choose(_row(screen, SPREAD).id)
    hands.click(screen.spread_button)
    dialog = hands.dialog(SpreadDialog, "hộp Chia xuống thôn, đội")
    hands.click(dialog.even_button)
    hands.require("đúng bằng số được giao" in dialog.sum.text(), "chia đều mà tổng không đúng")
    guide.shoot("273-chia-xuong-thon")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: _row(screen, "Thôn Trung").target.amount_words != "5", "phần chia mới")
    hands.press("Ctrl+Z")
    hands.wait(lambda: _row(screen, "Thôn Trung").target.amount_words == "5", "phần chia cũ")


def add_one(guide: Guide) -> None:
    """Set a target nothing counts, by a plan that is there."""
    hands, screen = guide.hands, _screen(guide)
    hands.press("Ctrl+N")
    dialog = hands.dialog(TargetDialog, "hộp Thêm chỉ tiêu")
    hands.choose(dialog.plan, "UBND xã, KH 12")
    hands.write(dialog.name, ADDED)
    hands.write(dialog.unit, "buổi")
    hands.write(dialog.amount, "2")
    guide.shoot("274-them-chi-tieu")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: _has(screen, ADDED), "chỉ tiêu vừa thêm")


def _has(screen: TargetsScreen, name: str) -> bool:
    return any(row.name == name for row in screen.table.rows.all)


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Xem chỉ tiêu của năm", see_the_year),
    ("Mở những người đứng sau chỉ tiêu", see_who_is_behind),
    ("Chia chỉ tiêu xuống thôn", spread_it_otherwise),
    ("Thêm một chỉ tiêu", add_one),
)
