"""Papers of the board: who has nobody, a sheet for each who helps, a clerk's hand-over."""

from __future__ import annotations

from collections.abc import Callable

from rehabdesk.services.board_papers.handover import list_handovers
from rehabdesk.ui.assignments.handover_dialog import HandoverDialog
from rehabdesk.ui.assignments.proof_dialog import ProofDialog
from rehabdesk.ui.assignments.screen import AssignmentsScreen, BoardPage
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.preview import PageSheet
from rehabdesk.ui.purpose import PurposeDialog
from rehabdesk.ui.tour.guide import Guide

PURPOSE = "Giao ban tháng 11"


def prove_nobody_is_alone(guide: Guide) -> None:
    hands, board = guide.hands, _board(guide)
    hands.click(board.proof_button)
    dialog = hands.dialog(ProofDialog, "danh sách chưa có người phụ trách")
    hands.wait(lambda: dialog.proof is not None, "số quyết định và số người")
    guide.shoot("57-ai-chua-co-nguoi-phu-trach")
    hands.press("Ctrl+Return", dialog)
    _print(guide, "ai-chua-co-nguoi-phu-trach")


def print_sheets(guide: Guide) -> None:
    board = _board(guide)
    guide.hands.press("Ctrl+P", board.left.table)
    _print(guide, "to-theo-doi")


def hand_over(guide: Guide) -> None:
    """Draw the minutes, and keep them."""
    hands, board = guide.hands, _board(guide)
    hands.click(board.handover_button)
    dialog = hands.dialog(HandoverDialog, "hộp bàn giao")
    hands.wait(lambda: dialog.taker.value is not None, "người nhận bàn giao")
    hands.write(dialog.note, "Chìa khóa tủ hồ sơ")
    guide.shoot("58-ban-giao")
    hands.press("Ctrl+Return", dialog)
    paper = hands.dialog(PaperDialog, "biên bản bàn giao")
    hands.inside(PageSheet, paper, "trang giấy")
    _keep(guide, paper, "bien-ban-ban-giao")
    hands.require(guide.look(list_handovers), "biên bản bàn giao chưa được lưu")


def _board(guide: Guide) -> BoardPage:
    hands = guide.hands
    hands.press("Ctrl+4")
    screen = hands.inside(AssignmentsScreen, guide.window, "bảng phân công")
    board = screen.board_page
    hands.wait(lambda: board.left.table.model().rowCount(), "người được quản lý trong bảng")
    return board


def _print(guide: Guide, name: str) -> None:
    """Say what for, see the pages, and keep them beside the pictures."""
    hands = guide.hands
    purpose = hands.dialog(PurposeDialog, "hộp hỏi mục đích")
    hands.write(purpose.purpose, PURPOSE)
    hands.press("Ctrl+Return", purpose)
    paper = hands.dialog(PaperDialog, "trang giấy để in")
    hands.inside(PageSheet, paper, "trang giấy")
    _keep(guide, paper, name)


def _keep(guide: Guide, paper: PaperDialog, name: str) -> None:
    """Save the pages as they are printed, and as a Word file."""
    hands = guide.hands
    for key, kind in (("Ctrl+S", "pdf"), ("Ctrl+W", "docx")):
        hands.press(key, paper)
        hands.save_as(guide.places.papers / f"{name}.{kind}")
    hands.leave(paper)


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("In danh sách ai chưa có người phụ trách", prove_nobody_is_alone),
    ("In tờ theo dõi cho từng người phụ trách", print_sheets),
    ("Bàn giao khi đổi cán bộ", hand_over),
)
