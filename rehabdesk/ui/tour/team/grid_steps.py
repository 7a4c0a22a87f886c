"""The month sheet on the walk: filled by keys, a block of Excel, a new occasion, its papers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.leaving import LeavingDialog
from rehabdesk.ui.team.grid.session_dialog import SessionDialog
from rehabdesk.ui.team.grid.tab import GridTab
from rehabdesk.ui.team.grid.walk_in_dialog import WalkInDialog
from rehabdesk.ui.tour.guide import Guide
from rehabdesk.ui.visits import OpenTeam

HOURS = {"Trần Thị Bích": "9", "Đỗ Văn Thuận": "7", "Cao Thị Xuyến": "5"}
CURRENT, TO_COME = "Lưu Thị Thơm", 6  # where the picture is taken: the occasion still to come
SESSIONS = 7


def type_the_hours(guide: Guide) -> None:
    """Open the month and type what is missing, by keys alone."""
    hands = guide.hands
    guide.shell.follow(OpenTeam("grid"))
    tab = hands.inside(GridTab, guide.window, "Bảng tháng")
    hands.wait(lambda: tab.hand is not None and tab.hand.sheet.sessions, "các buổi trong tháng")
    hands.require(len(_sections(tab)) == SESSIONS + 5, "các cột của bảng tháng")
    for name, hours in HOURS.items():
        _go_to(guide, tab, name, len(_sections(tab)) - 1)
        for digit in hours:
            hands.press(digit)
    hands.wait(lambda: tab.hand is not None and tab.hand.unsaved == len(HOURS), "ba ô chưa lưu")
    _go_to(guide, tab, CURRENT, TO_COME)
    guide.shoot("10-doi-bang-thang")
    _save(guide, tab)
    guide.shoot("160-bang-thang-da-luu")


def tick_a_new_patrol(guide: Guide) -> None:
    """Add an occasion with Ctrl+N, tick the whole column, and somebody from outside."""
    hands = guide.hands
    tab = hands.inside(GridTab, guide.window, "Bảng tháng")
    hands.press("Ctrl+N")
    dialog = hands.dialog(SessionDialog, "hộp Thêm buổi")
    hands.write(dialog.on, "22/11/2026")
    hands.choose(dialog.kind, "Tuần tra")
    hands.write(dialog.minutes, "150")
    hands.write(dialog.place, "Thôn Đồng Bến")
    guide.shoot("161-them-buoi")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: len(_sections(tab)) == SESSIONS + 6, "buổi vừa thêm")
    hands.press("Ctrl+Space")
    hands.click(tab.guest_button)
    guest = hands.dialog(WalkInDialog, "hộp Thêm người dự ngoài đội")
    hands.write(guest.name, "Nguyễn Văn Thưởng")
    hands.write(guest.unit, "Công an xã")
    hands.press("Ctrl+Return", guest)
    hands.gone(guest)
    guide.shoot("162-ca-cot-co-mat")
    _save(guide, tab)


def paste_from_excel(guide: Guide) -> None:
    """Paste a block with a cell nobody can read; it is told, and one step takes it back."""
    hands = guide.hands
    tab = hands.inside(GridTab, guide.window, "Bảng tháng")
    _go_to(guide, tab, CURRENT, 0)
    QApplication.clipboard().setText("x\tcó\t✓\n1\tốm\tX\n")
    hands.press("Ctrl+V")
    hands.wait(lambda: "“ốm”" in tab.message.text, "ô không đọc được")
    guide.shoot("163-dan-tu-excel")
    hands.press("Ctrl+Z")
    hands.wait(lambda: tab.hand is not None and not tab.hand.unsaved, "lần dán đã bỏ")
    tab.message.hush()


def print_for_signatures(guide: Guide) -> None:
    """See the sheet on paper as it stands."""
    hands = guide.hands
    hands.inside(GridTab, guide.window, "Bảng tháng")
    hands.press("Ctrl+P")
    dialog = hands.dialog(LeavingDialog, "hộp In bảng tháng")
    guide.shoot("164-in-bang-thang")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    paper = hands.dialog(PaperDialog, "bảng tháng trên giấy")
    hands.rest()
    guide.shoot("165-bang-thang-tren-giay")
    hands.leave(paper)


def _sections(tab: GridTab) -> list[int]:
    return tab.model.typed_sections()


def _go_to(guide: Guide, tab: GridTab, name: str, place: int) -> None:
    """Go to a cell by keys: to the first one, then down and to the right."""
    hands, hand = guide.hands, tab.hand
    hands.require(hand is not None, "bảng tháng chưa mở")
    rows = [row.name for row in hand.rows] if hand is not None else []
    tab.view.setFocus()
    hands.press("Ctrl+Home")
    for _ in range(rows.index(name)):
        hands.press("Down")
    for _ in range(place):
        hands.press("Right")


def _save(guide: Guide, tab: GridTab) -> None:
    hands = guide.hands
    hands.press("Ctrl+S")
    hands.wait(lambda: tab.hand is not None and not tab.hand.unsaved, "bảng tháng đã lưu")
    hands.wait(tab.isEnabled, "bảng tháng dùng lại được")


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Gõ số giờ vào bảng tháng, lưu cả bảng", type_the_hours),
    ("Thêm buổi tuần tra, đánh dấu cả cột", tick_a_new_patrol),
    ("Dán một khối từ Excel rồi bỏ", paste_from_excel),
    ("In bảng tháng", print_for_signatures),
)
