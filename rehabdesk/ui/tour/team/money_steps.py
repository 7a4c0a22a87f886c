"""The month's allowances: the list of November is computed, printed, signed."""

from __future__ import annotations

from collections.abc import Callable

from rehabdesk.domain.teamwork.codes import AllowanceState
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.preview import PageSheet
from rehabdesk.ui.team.allowances.dialogs import DayDialog
from rehabdesk.ui.team.allowances.tab import AllowancesTab
from rehabdesk.ui.tour.guide import Guide
from rehabdesk.ui.visits import OpenTeam

MONTH = 202611


def _tab(guide: Guide) -> AllowancesTab:
    return guide.hands.inside(AllowancesTab, guide.window, "thẻ Bảng chi hỗ trợ")


def see_what_was_paid(guide: Guide) -> None:
    """Look at October, which was signed and paid."""
    hands = guide.hands
    guide.shell.follow(OpenTeam("allowances", month=MONTH - 1))
    tab = _tab(guide)
    hands.wait(lambda: tab.shown and tab.shown.state is AllowanceState.PAID, "bảng tháng 10 đã chi")
    guide.shoot("250-bang-chi-da-chi")


def print_november(guide: Guide) -> None:
    """Open November as the roster has it and print the list for the signatures."""
    hands = guide.hands
    guide.shell.follow(OpenTeam("allowances", month=MONTH))
    tab = _tab(guide)
    hands.wait(
        lambda: tab.shown and tab.shown.key.month.number == MONTH and tab.shown.lines,
        "bảng tháng 11",
    )
    guide.shoot("251-bang-chi-ho-tro")
    hands.click(tab.print_button)
    dialog = hands.dialog(PaperDialog, "trang in bảng chi")
    hands.inside(PageSheet, dialog, "trang giấy")
    guide.shoot("252-bang-chi-in")
    hands.press("Ctrl+S", dialog)
    hands.save_as(guide.places.papers / "bang-chi-ho-tro-11-2026.pdf")
    hands.leave(dialog)


def sign_november(guide: Guide) -> None:
    """Note the signature before the month is over: the program asks, and is told to go on."""
    hands, tab = guide.hands, _tab(guide)
    hands.click(tab.main_button)
    dialog = hands.dialog(DayDialog, "hộp Ghi đã ký")
    hands.press("Ctrl+Return", dialog)
    hands.wait(lambda: "Vẫn ghi" in dialog.message.text, "câu hỏi tháng chưa hết")
    guide.shoot("253-thang-chua-het")
    hands.push("Vẫn ghi", dialog)
    hands.gone(dialog)
    hands.wait(lambda: tab.shown and tab.shown.state is AllowanceState.SIGNED, "bảng đã ký")
    guide.shoot("254-bang-chi-da-ky")


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Xem bảng chi tháng trước", see_what_was_paid),
    ("In bảng chi hỗ trợ tháng 11", print_november),
    ("Ghi bảng đã ký", sign_november),
)
